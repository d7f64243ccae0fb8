"""What is owed, as lists and reminders name it: the number, who owes it, what discharges it."""

from dataclasses import dataclass

from handlers.chat import pages
from handlers.chat.turn import Choice, Turn
from handlers.record.cards import owed_line
from handlers.record.listed import direction
from handlers.record.subjects import SUBJECTS, number_of, view
from protocol.obligation import About, Obligation
from protocol.obligations import OBLIGATIONS, tells
from protocol.parties import Officer
from protocol.request import Request
from protocol.views import View
from storage.values import Line, Values


@dataclass(frozen=True, slots=True)
class Owed:
    """What somebody owes: how many things, a line and a button for each of the first ones."""

    count: int
    lines: tuple[Line, ...]
    choices: tuple[Choice, ...]


def owed_now(turn: Turn, officer: Officer, *, after: str = "") -> Owed:
    """Return a page of what an officer's authority and Party owe, the most urgent first."""
    found = turn.work.obligations.debts(officer.owes_as)
    owed = [
        each
        for each in found
        if OBLIGATIONS[each.kind].listed
        and tells(each, turn.now)
        and view(turn.work, each.subject, officer) > View.NOTHING
    ]
    page = pages.page(owed, key=lambda each: pages.key(each.due.at, each.id), after=after)
    lines, choices = [], []
    for obligation in page.items:
        told = number_of(turn.work, obligation.subject)
        command = turn.site.listing.settling(obligation.kind)[0]
        lines.append(_line(turn, obligation, officer))
        argument = told if SUBJECTS[obligation.subject.about].is_typed else ""
        values = {"command": command, "number": told}
        choices.append(Choice(command, argument, "choice-owed", values))
    return Owed(len(owed), (*lines, *page.below), (*choices, *page.more("owe")))


def entry(turn: Turn, obligation: Obligation) -> Line:
    """Return one line of a list: what is owed, about which number."""
    return owed_line(turn.work, obligation, number=number_of(turn.work, obligation.subject))


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
