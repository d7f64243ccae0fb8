"""What a move has opened: until when it is owed, and what of it rings at the other side."""

from collections.abc import Iterator
from typing import Any

from handlers.chat.turn import Turn
from protocol.moves import MOVES, Move
from protocol.obligation import Obligation
from protocol.obligations import OBLIGATIONS
from protocol.request import Request


def until(turn: Turn, moved: Request) -> dict[str, Any]:
    """Return until when what the move has opened is owed, and by whose clocks."""
    first = next(_opened(turn, moved), None)
    return {"due": first.due.at, "zone": first.zone} if first else {}


def rung(turn: Turn, moved: Request, move: Move) -> Obligation | None:
    """
    Return what rings at the other side from the words of the move on; None where nothing does.

    What a desk owes to itself rings there, and of it the other side says nothing.
    """
    rows = {each: OBLIGATIONS[each] for each in MOVES[move].opens}
    kinds = {each for each, row in rows.items() if row.rings and not row.internal}
    found = _opened(turn, moved) if kinds else iter(())
    return next((each for each in found if each.kind in kinds), None)


def _opened(turn: Turn, moved: Request) -> Iterator[Obligation]:
    return (
        each
        for each in turn.work.obligations.about(moved.subject)
        if each.is_open
        and each.opened_at == moved.last_moment
        and not OBLIGATIONS[each.kind].of_product
    )
