"""The alarm of a request that was forwarded, at the authority that may take it over (Art. 7)."""

from handlers.chat.recipients import recipients
from handlers.chat.turn import Choice, Turn
from handlers.record.sides import requested_side, telephones
from protocol.audience import Audience
from protocol.request import Request
from storage.carrying import Carries
from storage.sayings import Priority

FORWARDED = "take.alarm"


def ring_receiver(turn: Turn, request: Request) -> None:
    """Send the content to who is on duty there; where nobody can be reached, say so."""
    to = request.receiver
    assert to is not None, "it is forwarded to an authority of the register"
    number = str(request.number)
    officers = recipients(turn, {Audience.ON_DUTY}, to)
    turn.say(
        FORWARDED,
        carries=Carries.CONTENT,
        to=officers,
        priority=Priority.ALARM,
        about=request.subject,
        key=f"request/{request.id}/{FORWARDED}/{request.last_moment}",
        choices=(Choice("take", number), Choice("open", number)),
        request=number,
        authority=request.requested,
        content=request.id,
        lines=telephones(turn, request.requested),
    )
    if not officers:
        tell_unreached(turn, request)


def tell_unreached(turn: Turn, request: Request) -> None:
    """Tell the first authority that its forwarding has reached nobody: it still owes."""
    if request.receiver is None:
        return
    turn.say(
        "take.told-unreached",
        carries=Carries.NOTHING,
        to=requested_side(turn, request),
        priority=Priority.ALARM,
        about=request.subject,
        key=f"request/{request.id}/{FORWARDED}/{request.last_moment}/unreached",
        request=str(request.number),
        authority=request.receiver,
        lines=telephones(turn, request.receiver),
    )
