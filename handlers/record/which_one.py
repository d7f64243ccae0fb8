"""Which one a command is about that names none: the one answered, the only one, one of a list."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from handlers.chat import pages
from handlers.chat.families import Family
from handlers.chat.listing import Entry
from handlers.chat.turn import Choice, Turn
from handlers.record import listed
from handlers.record.cards import owed_line
from handlers.record.debts import debts
from handlers.record.subjects import number_of
from protocol.moves import Move
from protocol.obligation import About, Obligation, Subject
from protocol.positions import ANY, Part, sought_by
from protocol.refusals import Refused
from protocol.views import audits
from storage.carrying import Carries
from storage.values import Line


@dataclass(frozen=True, slots=True)
class Meant:
    """One that a command can be about: its number, and its line in a list."""

    number: str
    line: Line


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
    page = _MEANT[about](turn, entry, after)
    if not page.total:
        raise Refused(NONE[about], instead=INSTEAD[about])
    if page.total == 1 and answered.is_clear and not after:
        return page.items[0].number
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


def _requests(turn: Turn, entry: Entry, after: str) -> pages.Page[Meant]:
    """Return the open requests that an act or a move can be about; of an act else closed ones."""
    sought = ANY if audits(turn.officer) else sought_by(turn.officer.role, entry.does)
    found = listed.page(turn, Part.OPEN, sought, after=after)
    if not found.total and not isinstance(entry.does, Move):
        found = listed.page(turn, Part.ENDED, sought, after=after)
    return found.made(lambda each: Meant(str(each.request.number), listed.line(turn, each)))


def _notices(turn: Turn, entry: Entry, after: str) -> pages.Page[Meant]:
    """Return the notices about which the officer owes what the command settles."""
    found = debts(turn, turn.officer, frozenset(entry.settles), after=after)

    def meant(each: Obligation) -> Meant:
        number = number_of(turn.work, each.subject)
        return Meant(number, owed_line(turn.work, each, number=number))

    return found.made(meant)


_MEANT: Mapping[About, Callable[[Turn, Entry, str], pages.Page[Meant]]] = {
    About.REQUEST: _requests,
    About.NOTICE: _notices,
}
