"""Which request a person means."""

from collections.abc import Iterable
from functools import cache

from handlers.chat.families import Family
from handlers.chat.turn import Turn
from handlers.record.listed import whose_list
from protocol.moves import MOVES, Move
from protocol.obligation import Kind, Obligation
from protocol.obligations import OBLIGATIONS, Debtor
from protocol.parties import Officer
from protocol.permissions import check_move, may_move
from protocol.positions import Part, Sought, sought_by
from protocol.refusals import Refused
from protocol.request import Request
from protocol.terms import NEEDS, Need, ended
from protocol.views import sees_own
from storage import positions

# By a letter; of all else it is said that it is not expected, or was done.
_NOT_OWED = {**dict.fromkeys(Kind, "refused-unowed"), Kind.WRITTEN_REFUSAL: "refused-not-owed"}
_BY_LETTER = (Kind.WRITTEN_REFUSAL, Kind.DISPATCH)
_SETTLED = {
    **dict.fromkeys(Kind, "refused-answered"),
    **dict.fromkeys(_BY_LETTER, "refused-settled"),
}
NEEDED = Family("refused-needs", tuple(Need))


def find(turn: Turn, text: str, move: Move) -> Request:
    """
    Return the request that `text` names to somebody who means to make a move with it.

    Raises: Refused when there is none; where several fit, each is a button that goes on with it.
    """
    try:
        return turn.work.requests.find(text, seen_by=turn.officer)
    except Refused as refused:
        if numbers := refused.facts.get("numbers"):
            raise Refused("refused-number-which", deed=move, numbers=numbers) from refused
        raise


def the_request(turn: Turn, text: str, move: Move) -> Request:
    """
    Return the request that `text` names, locked, for a move with it.

    Raises: Refused when there is none, or the move is not this officer's or not possible now.
    """
    request = find(turn, text, move)
    check_possible(turn, request, move)
    return request


def check_possible(turn: Turn, request: Request, move: Move) -> None:
    """
    Check that the officer who acts could make a move now.

    Raises: Refused when it is not theirs, the tables do not have it, what it needs does not stand,
    or what it settles is not owed: a written notice of refusal follows a refusal, and is told once
    (Art. 9).
    """
    check_move(turn.officer, request, move)
    request.moved(move, by=turn.officer, now=turn.now)
    needs = MOVES[move].needs
    if needs is not None and not _stands(turn, request, needs):
        raise _unneeded(turn, request, move, needs)
    kind = MOVES[move].while_owed
    if kind is None:
        return
    found = turn.work.obligations.find(request.subject, kind)
    if found is None:
        raise Refused(
            _NOT_OWED[kind],
            instead="instead-possible",
            deed=move,
            request=request.id,
            kind=kind,
        )
    if found.is_open and not _is_theirs(turn, found):
        raise Refused(
            "refused-own-proposal", instead="instead-possible", deed=move, request=request.id
        )
    if not found.is_open:
        raise Refused(
            _SETTLED[kind],
            instead="instead-possible",
            deed=move,
            request=request.id,
            officer=found.discharged_by or "nabat",
            at=found.discharged_at or turn.now,
        )


def is_told_of_any(turn: Turn) -> bool:
    """Say whether this officer is told unasked that there is any open request (Art. 10)."""
    whose = whose_list(turn.officer)
    return whose is not None and turn.work.positions.has_any(whose, Part.OPEN)


def makes_any(turn: Turn, moves: Iterable[Move]) -> frozenset[Move]:
    """Return which of the moves this officer could make now, with any request."""
    officer, lists = turn.officer, turn.work.positions
    if not sees_own(officer):
        return frozenset()
    states = lists.states(officer.authority)
    whose = positions.Listed(officer.authority)
    found = []

    # Several answer the same: that is asked once.
    @cache
    def is_owed_any(sought: Sought) -> bool:
        return lists.has_any(whose, Part.OPEN, sought)

    for move in moves:
        sought = sought_by(officer.role, move)
        # What stands of each request no list knows: its card offers what needs that.
        if (
            sought is None
            or MOVES[move].needs is not None
            or not any(sought.fits(*each) for each in states)
        ):
            continue
        if sought.owed is None or is_owed_any(sought):
            found.append(move)
    return frozenset(found)


def in_hand(turn: Turn, officer: Officer) -> tuple[Request, ...]:
    """Return the open requests that an officer sent, newest first."""
    return turn.work.requests.sent_by(officer.id, officer.authority)


def possible(turn: Turn, request: Request) -> tuple[Move, ...]:
    """Return the moves that this officer could make with the request now."""
    return tuple(
        move for move in Move if may_move(turn.officer, request, move) and _can(turn, request, move)
    )


def _can(turn: Turn, request: Request, move: Move) -> bool:
    """Say whether a move is possible now: by the tables, and while what it settles is owed."""
    kind, needs = MOVES[move].while_owed, MOVES[move].needs
    if not request.can(move):
        return False
    if needs is not None and not _stands(turn, request, needs):
        return False
    if kind is None:
        return True
    found = turn.work.obligations.find(request.subject, kind)
    return found is not None and found.is_open and _is_theirs(turn, found)


def _is_theirs(turn: Turn, owed: Obligation) -> bool:
    """Say whether the side of the officer who acts owes it: of what either side may propose."""
    either = OBLIGATIONS[owed.kind].owed_by is Debtor.OTHER
    return not either or owed.owed_by == turn.officer.authority


def _unneeded(turn: Turn, request: Request, move: Move, needs: Need) -> Refused:
    """Return the refusal: who has done it and when, or that there is nothing to be done."""
    done = ended(needs, turn.work.terms.about(request.id))
    if done is None:
        return Refused(NEEDED[needs], instead="instead-possible", deed=move, request=request.id)
    return Refused(
        "refused-answered",
        instead="instead-possible",
        deed=move,
        request=request.id,
        officer=done.officer,
        at=done.at,
    )


def _stands(turn: Turn, request: Request, needs: Need) -> bool:
    return NEEDS[needs](turn.work.terms.about(request.id))
