"""Which one a command is about that names none: the one answered, the only one, one of a list."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from handlers.chat import pages
from handlers.chat.families import Family
from handlers.chat.listing import Entry
from handlers.chat.turn import Choice, Turn
from handlers.record.cards import owed_line
from handlers.record.listed import line, listed
from handlers.record.subjects import number_of
from handlers.record.which_request import candidates, known
from protocol.moves import Move
from protocol.obligation import About, Subject
from protocol.permissions import ABOUT, Act, may_about
from protocol.refusals import Refused
from protocol.request import Request
from protocol.views import sees_unrelated
from storage.carrying import Carries
from storage.values import Line


@dataclass(frozen=True, slots=True)
class Meant:
    """One that a command can be about: its number, its line and its place in a list."""

    number: str
    line: Line
    key: str


@dataclass(frozen=True, slots=True)
class Answered:
    """
    What a typed command answers: a message about `subject`, or about nothing.

    `is_clear`: it answers none, or one that is about nothing; then the only one can be meant.
    """

    subject: Subject | None = None
    is_clear: bool = True


_ANSWERS_NONE = Answered()
_NAMED = (About.REQUEST, About.NOTICE)
WHICH, NONE = Family("which", _NAMED), Family("refused-none", _NAMED)
INSTEAD = Family("instead-none", _NAMED)


def the_one(
    turn: Turn,
    entry: Entry,
    about: About,
    answered: Answered = _ANSWERS_NONE,
    *,
    before: str = "",
    after: str = "",
) -> str | None:
    """
    Return the number that a command is about which names none; "" where it means its own list.

    Where several can be meant, or what it answers is not one of them, the person is asked, and
    None is returned; `before` is what stands before the number in the command. `after` is the
    page of the list that is asked for.

    Raises: Refused when there is none.
    """
    if answered.subject is not None and answered.subject.about is about:
        return number_of(turn.work, answered.subject)
    if entry.lists:
        return ""
    found = _MEANT[about](turn, entry)
    if not found:
        raise Refused(NONE[about], instead=INSTEAD[about])
    if len(found) == 1 and answered.is_clear and not after:
        return found[0].number
    page = pages.page(found, key=lambda each: each.key, after=after)
    turn.say(
        WHICH[about],
        carries=Carries.NOTHING,
        lines=(*(each.line for each in page.items), *page.below),
        choices=(
            *(
                Choice(
                    entry.name, f"{before}{each.number}", "choice-number", {"number": each.number}
                )
                for each in page.items
            ),
            *page.more(entry.name, before=before),
        ),
    )
    return None


def _requests(turn: Turn, entry: Entry) -> tuple[Meant, ...]:
    return tuple(
        Meant(str(each.request.number), line(turn, each), each.key)
        for each in listed(turn, _meant(turn, entry.does))
    )


def _meant(turn: Turn, does: Act | Move) -> tuple[Request, ...]:
    """Return the open requests that an act or a move can be about, else the closed ones."""
    if isinstance(does, Move):
        return candidates(turn, does)
    for ended in (False, True):
        found = tuple(
            each
            for each in known(turn, ended=ended)
            if does not in ABOUT
            or sees_unrelated(turn.officer)
            or may_about(turn.officer, each, does)
        )
        if found:
            return found
    return ()


def _notices(turn: Turn, entry: Entry) -> tuple[Meant, ...]:
    """Return the notices about which the officer owes what the command settles."""
    owed = turn.work.obligations.debts(turn.officer.owes_as)
    return tuple(
        Meant(number, owed_line(turn.work, each, number=number), pages.key(each.due.at, each.id))
        for each in owed
        if each.kind in entry.settles
        for number in (number_of(turn.work, each.subject),)
    )


_MEANT: Mapping[About, Callable[[Turn, Entry], tuple[Meant, ...]]] = {
    About.REQUEST: _requests,
    About.NOTICE: _notices,
}
