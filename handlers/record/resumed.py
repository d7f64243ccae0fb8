"""What the other side is told where a move lets the execution be owed again."""

from collections.abc import Mapping

from handlers.chat.families import Family
from handlers.chat.listing import Entry
from handlers.chat.turn import Turn
from protocol.moves import AGREED
from protocol.obligation import Kind
from protocol.request import Request

# What lets the execution be owed again, and by what moment but the 30 days from receipt: one on
# which both sides had agreed, or that the requested side had named. Of neither holds «as a rule»
# (Art. 7).
_RESUMING = ("unrefuse", "incomplete")
_BY: Mapping[Kind, str] = {**dict.fromkeys(AGREED, "agreed"), Kind.EXPECTED: "expected"}
RESUMED = Family(
    "told",
    ("agreed-unrefuse", "agreed-incomplete", "expected-unrefuse", "expected-incomplete"),
)


def how_resumed(turn: Turn, moved: Request, entry: Entry) -> str | None:
    """Return which text of `RESUMED` tells of a move; None where its own text does."""
    if entry.name not in _RESUMING:
        return None
    owed = (each for each in turn.work.obligations.about(moved.subject) if each.is_open)
    by = next((_BY[each.kind] for each in owed if each.kind in _BY), None)
    return by and f"{by}-{entry.name}"
