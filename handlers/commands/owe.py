"""/owe: what this person's authority owes now, the most urgent first, with the buttons."""

from handlers.cards import owed_line
from handlers.clockwork import DISCHARGED_BY
from handlers.kit import Choice, Command, Turn
from protocol.obligations import About, Kind, Obligation
from protocol.permissions import Act
from storage.values import Line

SHOWN = 10


def owe(turn: Turn, argument: str) -> None:
    """List what is owed; each button discharges it or leads to it."""
    officer = turn.officer
    debtors = (officer.authority, officer.party) if officer.party else (officer.authority,)
    owed = [each for each in turn.work.obligations.owed(debtors) if each.kind is not Kind.TRANSMIT]
    if not owed:
        turn.say("owe-nothing")
        return
    lines, choices = [], []
    for obligation in owed[:SHOWN]:
        number = _number(turn, obligation)
        lines.append(Line("entry", {"number": number, "line": owed_line(turn.work, obligation)}))
        command = _command(obligation)
        choices.append(
            Choice(command, number, "choice-owed", {"command": command, "number": number})
        )
    turn.say("owe", count=len(owed), lines=tuple(lines), choices=choices)


def _command(obligation: Obligation) -> str:
    if obligation.kind is Kind.ACKNOWLEDGE:
        return "ack"
    return DISCHARGED_BY.get(obligation.kind, ("open",))[0]


def _number(turn: Turn, obligation: Obligation) -> str:
    if obligation.subject.about is About.NOTICE:
        return turn.work.notices.get(obligation.subject.id).number
    return str(turn.work.requests.get(obligation.subject.id, lock=False).number)


COMMAND = Command("owe", run=owe, act=Act.OWE)
