"""Who of either side hears of a move."""

from handlers.chat.recipients import recipients
from handlers.chat.turn import Turn
from handlers.record.content import readings
from protocol.audience import Audience
from protocol.parties import Officer
from protocol.request import Request
from protocol.views import Relation, View, relation, sees
from storage.outgoing import OutboxState
from storage.values import Line


def requesting_side(turn: Turn, request: Request) -> tuple[Officer, ...]:
    """Return the sender and who is on duty at the requesting authority."""
    return requesting_side_of(turn, request.requesting, request.sender)


def requesting_side_of(turn: Turn, authority: str, sender: str) -> tuple[Officer, ...]:
    """Return the sender and who is on duty at an authority."""
    return recipients(turn, {Audience.SENDER, Audience.ON_DUTY}, authority, sender=sender)


def requested_side(turn: Turn, request: Request) -> tuple[Officer, ...]:
    """Return who is on duty at the requested authority, and who acknowledged."""
    return recipients(
        turn,
        {Audience.ON_DUTY, Audience.SENDER},
        request.requested,
        sender=request.acknowledged_by,
    )


def holders(turn: Turn, request: Request) -> tuple[Officer, ...]:
    """
    Return who of the requested side has the request: what follows it goes to each of them.

    They are on duty, or were sent the alarm, or have been shown the content; nobody who serves
    there no longer, and nobody from whom it is closed (Art. 10). Who may take it over has it too.
    """
    shown = readings(turn.work, request.subject)
    known = rung(turn, request).union(shown)
    desks = filter(None, (request.requested, request.receiver))
    found = {
        each.id: each
        for each in (
            *requested_side(turn, request),
            *receivers(turn, request),
            *(each for desk in desks for each in turn.work.registry.people.among(desk, known)),
        )
    }
    return tuple(each for each in found.values() if sees(each, request) is View.CONTENT)


def receivers(turn: Turn, request: Request) -> tuple[Officer, ...]:
    """Return who is on duty where a request was forwarded to that was not taken over."""
    if request.receiver is None:
        return ()
    return recipients(turn, {Audience.ON_DUTY}, request.receiver)


def other_side(turn: Turn, request: Request) -> tuple[Officer, ...]:
    """
    Return those of the side that did not act, and who is to take the request over.

    Of a former authority they are its successor's.
    """
    if relation(turn.officer, request) is Relation.PREDECESSOR:
        ours = turn.officer.authority == request.requesting_before
        return requesting_side(turn, request) if ours else requested_side(turn, request)
    if turn.officer.authority == request.requesting:
        return (*requested_side(turn, request), *receivers(turn, request))
    return requesting_side(turn, request)


def other_authority(request: Request, authority: str) -> str:
    """Return the authority of the other side than that of `authority`."""
    return request.requested if authority == request.requesting else request.requesting


def own_side(turn: Turn, request: Request) -> tuple[Officer, ...]:
    """Return those of the side that acted."""
    if turn.officer.authority == request.requesting:
        return requesting_side(turn, request)
    return requested_side(turn, request)


def rung(turn: Turn, request: Request) -> frozenset[str]:
    """Return who was sent the alarm of a request, whether or not it arrived yet."""
    rows = turn.work.arrivals.progress(request.subject, "alarm")
    return frozenset(officer for officer, state, *_ in rows if state is not OutboxState.DROPPED)


def colleagues_rung(turn: Turn, request: Request) -> tuple[Officer, ...]:
    """Return the colleagues of the officer who acts who were sent the alarm."""
    others = rung(turn, request) - {turn.officer.id}
    return turn.work.registry.people.among(request.requested, others)


def telephones(turn: Turn, authority: str) -> tuple[Line, ...]:
    """Return whom to telephone at an authority: its desk, who is on duty, the head."""
    body = turn.work.registry.authority(authority)
    people = recipients(turn, {Audience.ON_DUTY, Audience.HEAD}, authority)
    return (
        Line("telephone-authority", {"authority": authority, "phone": body.phone}),
        *(Line("telephone", {"officer": each.id, "phone": each.phone}) for each in people),
    )
