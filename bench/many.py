"""One authority with very much: open requests in both directions, or officers."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import cycle

from handlers.chat.turn import Site, Turn
from handlers.record.owing import open_obligation
from protocol.moves import MOVES, Execution, Move
from protocol.obligation import Kind
from protocol.parties import Channel, Officer, Party
from protocol.request import Content, Ground, Request
from storage.work import Work

HERE, THERE = "KZ-1", "BY-1"
# How a request came to where it is: the moves after its sending, in their order.
WAYS: tuple[tuple[Move, ...], ...] = (
    (),
    (Move.TRANSMIT,),
    (Move.TRANSMIT, Move.ACKNOWLEDGE),
    (Move.TRANSMIT, Move.ACCEPT),
    (Move.TRANSMIT, Move.ACCEPT, Move.ASK_DETAILS),
    (Move.TRANSMIT, Move.POSTPONE),
    (Move.TRANSMIT, Move.FORWARD_OUTSIDE),
    (Move.TRANSMIT, Move.ACCEPT, Move.REGISTER_CONFIRMATION),
    (Move.TRANSMIT, Move.ACCEPT, Move.REGISTER_CONFIRMATION, Move.OBJECT_CONFIRMATION),
    (Move.TRANSMIT, Move.ACCEPT, Move.REPORT_RESULT),
    (Move.TRANSMIT, Move.REFUSE),
    (Move.TRANSMIT, Move.RECEIVED_IN_ERROR),
)
_CONTENT = Content(
    ground=Ground.INFORMATION_TECHNOLOGY,
    qualification="ст. 205 УК РК",
    purpose="Предотвратить отключение подстанции",
    justification="Оперативная информация о подготовке атаки на узел связи области",
    substance="Неустановленное лицо готовит атаку на узел связи",
    assistance="Сохранить журналы соединений узла за последние трое суток",
    persons="не установлено",
    periods="не установлены",
)
_SENDERS = {HERE: "kz-duty", THERE: "by-duty"}
_PARTIES = {HERE: Party.KAZAKHSTAN, THERE: Party.BELARUS}
APART = timedelta(seconds=1)


def open_requests(work: Work, site: Site, count: int, *, since: datetime) -> tuple[Request, ...]:
    """Add so many open requests of `HERE`, as many received, each on its way, from `since` on."""
    made = []
    ways = cycle(WAYS)
    for number in range(count):
        here, there = (HERE, THERE) if number // len(WAYS) % 2 == 0 else (THERE, HERE)
        at = since + number * APART
        turn = Turn(work, site=site, key=f"many/{number}", now=at)
        made.append(_request(turn, here, there, next(ways)))
    return tuple(made)


def officers(work: Work, like: Officer, count: int, *, on_duty: int) -> tuple[Officer, ...]:
    """Add so many officers of one authority, the first of them on duty, each on the console."""
    made = []
    for number in range(count):
        # Of another name each: who reads as a colleague cannot be invited.
        name = f"{chr(ord('А') + number % 32)}{number}-ов {chr(ord('А') + number // 32 % 32)}."
        id = f"{like.id}-{number}"
        officer = replace(like, id=id, name=name, on_duty=number < on_duty)
        work.registry.put_officer(officer)
        work.registry.bind(Channel.CONSOLE, officer.id, officer.id)
        made.append(officer)
    return tuple(made)


def _request(turn: Turn, here: str, there: str, way: tuple[Move, ...]) -> Request:
    work = turn.work
    request = Request(
        id=work.id(),
        number=work.requests.number(_PARTIES[here], _PARTIES[there], turn.now.year),
        requesting=here,
        requested=there,
        sender=_SENDERS[here],
        created_at=turn.now,
    )
    work.requests.add(request, _CONTENT)
    _open(turn, request, Kind.TRANSMIT, here)
    for move in way:
        request = _moved(turn, request, move)
    work.requests.save(request)
    return request


def _moved(turn: Turn, request: Request, move: Move) -> Request:
    """Return it after a move, with what that opens and discharges, and no word to anybody."""
    rule = MOVES[move]
    moved = request.moved(move, by=None, now=turn.now)
    discharged = turn.work.obligations.discharge(
        request.subject, rule.discharges, by="bench", now=turn.now
    )
    if moved.execution is not Execution.MISADDRESSED:
        again = rule.reopens if Kind.POSTPONED in discharged else ()
        for kind in (*rule.opens, *again):
            requesting = kind in (Kind.CONFIRM, Kind.ANSWER_DETAILS)
            _open(turn, request, kind, request.requesting if requesting else request.requested)
    return moved


def _open(turn: Turn, request: Request, kind: Kind, owed_by: str) -> None:
    zone = turn.work.registry.authority(request.requesting).zone
    open_obligation(turn, kind, request.subject, owed_by=owed_by, at=turn.now, requesting_zone=zone)
