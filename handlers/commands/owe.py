"""/owe: what this person's authority owes now, the most urgent first, with the buttons."""

from handlers.cards import tells
from handlers.kit import Choice, Command, Turn
from handlers.owing import DISCHARGED_BY, debtors, entry, number
from protocol.obligations import Kind, Obligation
from protocol.permissions import Act

SHOWN = 10


def owe(turn: Turn, argument: str) -> None:
    """List what is owed; each button discharges it or leads to it."""
    found = turn.work.obligations.owed(debtors(turn.officer))
    owed = [each for each in found if each.kind is not Kind.TRANSMIT and tells(each, turn.now)]
    if not owed:
        turn.say("owe-nothing")
        return
    lines, choices = [], []
    for obligation in owed[:SHOWN]:
        told, command = number(turn, obligation), _command(obligation)
        lines.append(entry(turn, obligation))
        choices.append(Choice(command, told, "choice-owed", {"command": command, "number": told}))
    turn.say("owe", count=len(owed), lines=tuple(lines), choices=choices)


def _command(obligation: Obligation) -> str:
    if obligation.kind is Kind.ACKNOWLEDGE:
        return "ack"
    return DISCHARGED_BY.get(obligation.kind, ("open",))[0]


COMMAND = Command("owe", run=owe, act=Act.OWE)
