"""The alarm of a request, and what can be pressed under it."""

from collections.abc import Iterable

from handlers.chat.turn import Choice, Turn
from protocol.articles import Source
from protocol.law import law
from protocol.obligation import Obligation
from protocol.parties import Officer
from protocol.request import Request
from storage.carrying import Carries
from storage.sayings import Priority

ALARM = "alarm"


def ring(
    turn: Turn, request: Request, officers: Iterable[Officer], *, step: str, owed: Obligation | None
) -> None:
    """Send the alarm with the full content to officers of the requested authority."""
    law("7.1", Source.POLICY)
    turn.say(
        ALARM,
        carries=Carries.CONTENT,
        to=officers,
        priority=Priority.ALARM,
        about=request.subject,
        owed=owed,
        key=f"request/{request.id}/{ALARM}/{step}",
        choices=alarm_choices(request),
        request=str(request.number),
        content=request.id,
    )


def alarm_choices(request: Request) -> tuple[Choice, ...]:
    """Return what can be pressed under an alarm."""
    number = str(request.number)
    return (Choice("ack", number), Choice("phone", number))
