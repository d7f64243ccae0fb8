"""Which request a person means."""

from handlers.chat.turn import Turn
from protocol.moves import MOVES, Move
from protocol.parties import Officer
from protocol.permissions import check_move, may_move
from protocol.refusals import Refused
from protocol.request import Request
from protocol.views import is_listed


def the_request(turn: Turn, text: str, move: Move) -> Request:
    """
    Return the request that `text` names, locked, for a move with it.

    Raises: Refused when there is none, or the move is not this officer's or not possible now.
    """
    request = turn.work.requests.find(text, seen_by=turn.officer)
    check_possible(turn, request, move)
    return request


def check_possible(turn: Turn, request: Request, move: Move) -> None:
    """
    Check that the officer who acts could make a move now.

    Raises: Refused when it is not theirs, the tables do not have it, or what it settles is not
    owed: a written notice of refusal follows a refusal, and is told once (Art. 9).
    """
    check_move(turn.officer, request, move)
    request.moved(move, by=turn.officer, now=turn.now)
    kind = MOVES[move].while_owed
    if kind is None:
        return
    found = turn.work.obligations.find(request.subject, kind)
    if found is None:
        raise Refused("refused-not-owed", instead="instead-possible", deed=move, request=request.id)
    if not found.is_open:
        raise Refused(
            "refused-settled",
            instead="instead-possible",
            deed=move,
            request=request.id,
            officer=found.discharged_by or "nabat",
            at=found.discharged_at or turn.now,
        )


def known(turn: Turn, *, ended: bool = False) -> tuple[Request, ...]:
    """
    Return the requests of which this officer is told unasked, newest first (Art. 10).

    Those that are open, or all with what has `ended`.
    """
    return tuple(
        request
        for request in turn.work.requests.known_to(turn.officer, ended=ended)
        if is_listed(turn.officer, request)
    )


def in_hand(turn: Turn, officer: Officer) -> tuple[Request, ...]:
    """Return the open requests that an officer sent, newest first."""
    found = turn.work.requests.of(officer.authority)
    mine = (each for each in found if each.sender == officer.id)
    return tuple(each for each in mine if each.requesting == officer.authority)


def candidates(turn: Turn, move: Move) -> tuple[Request, ...]:
    """Return the requests with which this officer could make the move now, newest first."""
    return tuple(
        request
        for request in turn.work.requests.of(turn.officer.authority)
        if may_move(turn.officer, request, move) and _can(turn, request, move)
    )


def possible(turn: Turn, request: Request) -> tuple[Move, ...]:
    """Return the moves that this officer could make with the request now."""
    return tuple(
        move for move in Move if may_move(turn.officer, request, move) and _can(turn, request, move)
    )


def _can(turn: Turn, request: Request, move: Move) -> bool:
    """Say whether a move is possible now: by the tables, and while what it settles is owed."""
    kind = MOVES[move].while_owed
    if kind is None or not request.can(move):
        return request.can(move)
    found = turn.work.obligations.find(request.subject, kind)
    return found is not None and found.is_open
