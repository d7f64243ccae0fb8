"""Several prepared letters on one screen, registered by one code."""

from handlers.chat.command import Command, Deed
from handlers.chat.listing import Entry, InHelp
from handlers.chat.turn import Turn
from handlers.confirmation.confirm import register, registration
from handlers.confirmation.letter import prepared
from protocol.moves import Move
from protocol.permissions import Act
from protocol.refusals import Refused


def register_all(turn: Turn, argument: str) -> None:
    """
    Register every letter that the officer who acts has prepared; all of them, or none.

    Raises: Refused where one of them can no longer be registered, or none is prepared.
    """
    for id in _prepared(turn):
        register(turn, id)


def registrations(turn: Turn, argument: str) -> Deed:
    """
    Tell each letter that would be registered, one after another.

    Raises: Refused as `register_all` does.
    """
    deeds = [deed for id in _prepared(turn) if (deed := registration(turn, id)) is not None]
    return Deed(
        Move.REGISTER_CONFIRMATION,
        tuple(line for deed in deeds for line in deed.lines),
        state=tuple(state for deed in deeds for state in deed.state),
    )


def _prepared(turn: Turn) -> list[str]:
    """Return the drafts, in the order in which every turn locks their requests."""
    found = sorted(prepared(turn), key=lambda each: str(each.answers["request"]))
    if not found:
        raise Refused("refused-done-already", instead="instead-open")
    return [each.id for each in found]


COMMAND = Command(
    Entry("registerall", Act.CONFIRM, shown=InHelp.BY_BUTTON), run=register_all, deed=registrations
)
