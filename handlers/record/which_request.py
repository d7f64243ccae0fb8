"""Which request a person means."""

from handlers.chat.turn import Turn
from protocol.moves import Move
from protocol.parties import Officer
from protocol.permissions import check_move, may_move
from protocol.request import Request
from protocol.views import listed


def the_request(turn: Turn, text: str, move: Move) -> Request:
    """
    Return the request that `text` names, locked, for a move with it.

    Raises: Refused when there is none, or the move is not this officer's or not possible now.
    """
    request = turn.work.requests.find(text, seen_by=turn.officer)
    check_move(turn.officer, request, move)
    request.moved(move, by=turn.officer, now=turn.now)
    return request


def known(turn: Turn, *, ended: bool = False) -> tuple[Request, ...]:
    """
    Return the requests of which this officer is told unasked, newest first (Art. 10).

    Those that are open, or all with what has `ended`.
    """
    return tuple(
        request
        for request in turn.work.requests.known_to(turn.officer, ended=ended)
        if listed(turn.officer, request)
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
        if may_move(turn.officer, request, move) and request.can(move)
    )


def possible(turn: Turn, request: Request) -> tuple[Move, ...]:
    """Return the moves that this officer could make with the request now."""
    return tuple(move for move in request.possible() if may_move(turn.officer, request, move))
