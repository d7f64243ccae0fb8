"""What is owed, as lists and reminders name it: the number, who owes it, what discharges it."""

from collections.abc import Iterable
from dataclasses import dataclass

from handlers.chat.turn import Choice, Turn
from handlers.clock.letters import named, which_addition
from handlers.record.cards import owed_line
from handlers.record.debts import debts
from handlers.record.listed import direction
from handlers.record.subjects import SUBJECTS, number_of, view
from protocol.moves import Move
from protocol.obligation import About, Kind, Obligation
from protocol.obligations import OBLIGATIONS, Debtor
from protocol.parties import Officer
from protocol.permissions import Act, may
from protocol.request import Request
from protocol.views import View, sees_own
from storage.values import Line, Values

_OF_NOTICES = (Debtor.SECRETARIAT, Debtor.PARTY)


@dataclass(frozen=True, slots=True)
class Owed:
    """What somebody owes: how many things, a line and a button for each of the first ones."""

    count: int
    lines: tuple[Line, ...]
    choices: tuple[Choice, ...]


def owed_now(turn: Turn, officer: Officer, *, after: str = "") -> Owed:
    """Return a page of what an officer's authority and Party owe, the most urgent first."""
    page = debts(turn, officer, _shown_to(officer), after=after, telling=turn.now)
    _know_requests(turn, page.items)
    lines: list[Line] = []
    choices: list[Choice] = []
    for obligation in page.items:
        if view(turn.work, obligation.subject, officer) is View.NOTHING:
            continue
        lines.append(_line(turn, obligation, officer))
        choices += settling_choices(turn, obligation)[:1]
    return Owed(page.total, (*lines, *page.below), (*choices, *page.more("owe")))


def settling_choices(turn: Turn, obligation: Obligation) -> tuple[Choice, ...]:
    """Return the buttons of a list that discharge something owed, or lead to it."""
    told = number_of(turn.work, obligation.subject)
    which = which_addition(turn, obligation)
    argument = named(told, which) if SUBJECTS[obligation.subject.about].is_typed else ""
    said: Values = {"number": told, **which}
    commands = settling(turn, obligation)
    if which:
        return tuple(
            Choice(each, argument, "choice-owed-addition", {"command": each, **said})
            for each in commands
        )
    return tuple(
        Choice(each, argument, "choice-owed", {"command": each, **said}) for each in commands
    )


def settling(turn: Turn, obligation: Obligation) -> tuple[str, ...]:
    """
    Return the commands that settle what is owed.

    Of the letter of a request: those that its state lets be, as it is registered or dispatched.
    """
    commands = turn.site.listing.settling(obligation.kind)
    if obligation.kind is not Kind.CONFIRM:
        return commands
    request = the_request(turn, obligation)
    impossible = {
        entry.name
        for move in Move
        if (entry := turn.site.listing.making(move)) and not request.can(move)
    }
    return tuple(each for each in commands if each not in impossible) or ("open",)


def _shown_to(officer: Officer) -> frozenset[Kind]:
    """Return the kinds that an officer is shown: notices are everybody's, the rest the desk's."""
    return frozenset(
        kind
        for kind, row in OBLIGATIONS.items()
        if row.listed
        and (
            row.owed_by in _OF_NOTICES
            or (may(officer, Act.CONSENT) if kind is Kind.CONSENT else sees_own(officer))
        )
    )


def entry(turn: Turn, obligation: Obligation) -> Line:
    """Return one line of a list: what is owed, about which number."""
    return owed_line(turn.work, obligation, number=number_of(turn.work, obligation.subject))


def entries(turn: Turn, owed: Iterable[Obligation]) -> tuple[Line, ...]:
    """Return the lines of a list."""
    found = tuple(owed)
    _know_requests(turn, found)
    return tuple(entry(turn, each) for each in found)


def _know_requests(turn: Turn, owed: Iterable[Obligation]) -> None:
    """Read at once the requests that are asked for one by one."""
    subjects = (each.subject for each in owed)
    turn.work.requests.those(each.id for each in subjects if each.about is About.REQUEST)


def _line(turn: Turn, obligation: Obligation, officer: Officer) -> Line:
    """Return one line of what an officer's side owes; of a request also its direction and words."""
    said = entry(turn, obligation)
    if obligation.subject.about is not About.REQUEST:
        return said
    request = the_request(turn, obligation)
    values: Values = {
        "line": said,
        "direction": direction(officer, request),
        "purpose": request.id,
    }
    return Line("owe.request", values)


def the_request(turn: Turn, obligation: Obligation) -> Request:
    return turn.work.requests.get(obligation.subject.id, lock=False)
