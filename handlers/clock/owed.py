"""What is owed, as lists and reminders name it: the number, who owes it, what discharges it."""

from dataclasses import dataclass

from handlers.chat.turn import Choice, Turn
from handlers.record.cards import owed_line
from handlers.record.subjects import SUBJECTS, number_of, view
from protocol.obligation import Obligation
from protocol.obligations import OBLIGATIONS, tells
from protocol.parties import Officer
from protocol.request import Request
from protocol.views import View
from storage.values import Line

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Owed:
    """What somebody owes: how many things, a line and a button for each of the first ones."""

    count: int
    lines: tuple[Line, ...]
    choices: tuple[Choice, ...]


def owed_now(turn: Turn, officer: Officer) -> Owed:
    """Return what an officer's authority and Party owe, the most urgent first."""
    found = turn.work.obligations.owed(officer.owes_as)
    owed = [
        each
        for each in found
        if OBLIGATIONS[each.kind].listed
        and tells(each, turn.now)
        and view(turn.work, each.subject, officer) > View.NOTHING
    ]
    lines, choices = [], []
    for obligation in owed[:SHOWN]:
        told = number_of(turn.work, obligation.subject)
        command = turn.house.listing.settling(obligation.kind)[0]
        lines.append(entry(turn, obligation))
        argument = told if SUBJECTS[obligation.subject.about].is_typed else ""
        values = {"command": command, "number": told}
        choices.append(Choice(command, argument, "choice-owed", values))
    return Owed(len(owed), tuple(lines), tuple(choices))


def entry(turn: Turn, obligation: Obligation) -> Line:
    """Return one line of a list: what is owed, about which number."""
    return owed_line(turn.work, obligation, number=number_of(turn.work, obligation.subject))


def the_request(turn: Turn, obligation: Obligation) -> Request:
    return turn.work.requests.get(obligation.subject.id, lock=False)
