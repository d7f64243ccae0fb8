"""Who may sign the letter of an authority, and the buttons that name one of them."""

from handlers.chat.turn import Choice, Turn
from protocol.audience import Group
from protocol.parties import SIGNATORIES, Officer
from protocol.request import Request

# So many have a button; whoever else signs is named by typing.
SHOWN = 6


def may_sign(turn: Turn, authority: str) -> tuple[Officer, ...]:
    """Return who signs for an authority now."""
    return turn.work.registry.people.members(authority, Group(SIGNATORIES))


def signer_choices(turn: Turn, request: Request) -> tuple[Choice, ...]:
    """Return a button for each who may sign for the requesting authority."""
    return tuple(
        Choice("willsign", f"{request.number} {each.id}", "option-person", _values(each))
        for each in may_sign(turn, request.requesting)[:SHOWN]
    )


def _values(officer: Officer) -> dict[str, str]:
    return {"officer": officer.id, "role": officer.role}
