"""A result whose receipt nobody acknowledges: the request is closed, and both sides read so."""

from handlers.chat.turn import Choice, Turn
from handlers.clock.owed import the_request
from handlers.record.moving import close
from handlers.record.sides import requested_side, requesting_side
from protocol.obligation import Obligation
from protocol.obligations import is_closed
from storage.carrying import Carries
from storage.sayings import Priority


def close_unreceipted(turn: Turn, receipt: Obligation) -> bool:
    """Close the request where that time has come; say whether it has."""
    if not is_closed(receipt, turn.policy, turn.now):
        return False
    request = close(turn, the_request(turn, receipt))
    sides = (
        (requesting_side(turn, request), ("received", "open")),
        (requested_side(turn, request), ("open",)),
    )
    for people, commands in sides:
        turn.say(
            "told-unreceipted",
            carries=Carries.NOTHING,
            to=people,
            priority=Priority.NOTICE,
            about=request.subject,
            key=f"obligation/{receipt.id}/closed",
            request=str(request.number),
            at=receipt.opened_at,
            choices=[Choice(command, str(request.number)) for command in commands],
        )
    return True
