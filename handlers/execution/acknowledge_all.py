"""/ack with several numbers, and the button under what rings for many: each is acknowledged."""

from collections.abc import Iterable

from handlers.chat.turn import Turn
from handlers.record import bursts
from handlers.record.moving import move
from handlers.record.sides import requesting_side, rung
from handlers.record.which_request import check_possible
from protocol.moves import Move
from protocol.parties import Officer
from protocol.refusals import Refused
from protocol.request import Request
from storage.carrying import Carries
from storage.values import Line, Values

SEPARATOR = ","


def acknowledge_all(turn: Turn, numbers: Iterable[str]) -> tuple[Request, ...]:
    """
    Record who has each of the requests that are named and ring still; tell each side once.

    What somebody has acknowledged meanwhile is told with who that was.

    Raises: Refused where one of them is no request of this authority, or none rings any more.
    """
    found = [turn.work.requests.find(each, seen_by=turn.officer) for each in _in_order(numbers)]
    acknowledged, others = [], []
    refused: Refused | None = None
    for request in dict.fromkeys(found):
        try:
            check_possible(turn, request, Move.ACKNOWLEDGE)
        except Refused as why:
            refused = refused or why
            others.append(request)
        else:
            acknowledged.append(move(turn, request, Move.ACKNOWLEDGE))
    if not acknowledged:
        assert refused is not None, "a list of numbers names one"
        raise refused
    _tell(turn, acknowledged, others)
    return tuple(acknowledged)


def _in_order(numbers: Iterable[str]) -> list[str]:
    """Return what is named in one order: two at once lock the same rows one after another."""
    return sorted({each.strip() for each in numbers} - {""}, key=lambda each: (len(each), each))


def _tell(turn: Turn, acknowledged: list[Request], others: list[Request]) -> None:
    turn.say(
        "ack.done-all",
        carries=Carries.NOTHING,
        numbers=_numbers(acknowledged),
        count=len(acknowledged),
        officer=turn.officer.id,
        at=turn.now,
        lines=tuple(map(_acknowledged_before, others)) or "",
    )
    for authority in dict.fromkeys(each.requesting for each in acknowledged):
        theirs = [each for each in acknowledged if each.requesting == authority]
        told = {one.id: one for each in theirs for one in requesting_side(turn, each)}
        _tell_of(turn, theirs, told.values())
    _tell_of(turn, acknowledged, _colleagues(turn, acknowledged))


def _tell_of(turn: Turn, requests: list[Request], people: Iterable[Officer]) -> None:
    turn.say(
        "ack.told-all",
        carries=Carries.NOTHING,
        to=people,
        numbers=_numbers(requests),
        count=len(requests),
        officer=turn.officer.id,
        at=turn.now,
    )


def _colleagues(turn: Turn, requests: list[Request]) -> tuple[Officer, ...]:
    """Return the colleagues whom any of these has rung, by itself or with others."""
    ids = {id for each in requests for id in rung(turn, each)}
    own = turn.work.registry.people.among(turn.officer.authority, ids)
    jointly = bursts.reached(turn, requests)
    found = {each.id: each for each in (*own, *jointly)}
    return tuple(each for id, each in found.items() if id != turn.officer.id)


def _numbers(requests: Iterable[Request]) -> tuple[str, ...]:
    return tuple(str(each.number) for each in requests)


def _acknowledged_before(request: Request) -> Line:
    values: Values = {
        "request": str(request.number),
        "officer": request.acknowledged_by or "nabat",
        "at": request.acknowledged_at or request.created_at,
    }
    return Line("ack.done-before", values)
