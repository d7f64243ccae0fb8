"""Who of either side hears of a move."""

from handlers.kit import Turn
from protocol.parties import Officer
from protocol.reminders import Audience, recipients
from protocol.request import Request
from storage.outbox import OutboxState


def requesting_side(turn: Turn, request: Request) -> tuple[Officer, ...]:
    """Return the sender and who is on duty at the requesting authority."""
    return recipients(
        {Audience.SENDER, Audience.ON_DUTY},
        turn.colleagues(request.requesting),
        sender=request.sender,
    )


def requested_side(turn: Turn, request: Request) -> tuple[Officer, ...]:
    """Return who is on duty at the requested authority, and who acknowledged."""
    return recipients(
        {Audience.ON_DUTY, Audience.SENDER},
        turn.colleagues(request.requested),
        sender=request.acknowledged_by,
    )


def other_side(turn: Turn, request: Request) -> tuple[Officer, ...]:
    """Return those of the side that did not act."""
    if turn.officer.authority == request.requesting:
        return requested_side(turn, request)
    return requesting_side(turn, request)


def rung(turn: Turn, request: Request) -> frozenset[str]:
    """Return who was sent the alarm of a request, whether or not it arrived yet."""
    rows = turn.work.outbox.reached(request.subject, "alarm")
    return frozenset(officer for officer, state, _ in rows if state is not OutboxState.DROPPED)


def colleagues_rung(turn: Turn, request: Request) -> tuple[Officer, ...]:
    """Return the colleagues of the officer who acts who were sent the alarm."""
    heard = rung(turn, request)
    return tuple(
        officer
        for officer in turn.colleagues(request.requested)
        if officer.id in heard and officer.id != turn.officer.id
    )
