"""Which request a person means."""

from handlers.chat.turn import Choice, Turn
from protocol.moves import Move
from protocol.parties import Officer
from protocol.permissions import check_move, may_move
from protocol.refusals import Refused
from protocol.request import Request
from protocol.views import listed
from storage.carrying import Carries

OFFERED = 10


def the_request(turn: Turn, text: str, move: Move, *, command: str) -> Request | None:
    """
    Return the request that `text` names, locked; without a text the only one that can be meant.

    Where several can be meant the person is asked, and None is returned.

    Raises: Refused when there is none, or the move is not this officer's or not possible now.
    """
    if text:
        request = turn.work.requests.find(text, seen_by=turn.officer)
        check_move(turn.officer, request, move)
        request.moved(move, by=turn.officer, now=turn.now)
        return request
    found = candidates(turn, move)
    if not found:
        raise Refused("refused-no-candidate", instead="instead-open")
    if len(found) == 1:
        return turn.work.requests.get(found[0].id)
    numbers = [str(request.number) for request in found[:OFFERED]]
    turn.say(
        "which-request",
        carries=Carries.NOTHING,
        choices=[Choice(command, each, "choice-number", {"number": each}) for each in numbers],
    )
    return None


def known(turn: Turn) -> tuple[Request, ...]:
    """Return the open requests of which this officer is told unasked, newest first (Art. 10)."""
    return tuple(
        request
        for request in turn.work.requests.known_to(turn.officer)
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
