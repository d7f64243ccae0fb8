"""What the other side is told where a move lets the execution be owed again."""

from collections.abc import Mapping

from handlers.chat.families import Family
from handlers.chat.listing import Entry
from handlers.chat.turn import Turn
from protocol.moves import AGREED
from protocol.obligation import Kind
from protocol.request import Request

_RESUMING = ("unrefuse", "incomplete")
_AGREED = Family("told-agreed", _RESUMING)
# By another moment than the 30 days from receipt: one on which both sides had agreed, or that the
# requested side had named. Of neither holds «as a rule» (Art. 7).
TOLD: Mapping[Kind, Family[str]] = {
    **dict.fromkeys(AGREED, _AGREED),
    Kind.EXPECTED: Family("told-expected", _RESUMING),
}


def text_told(turn: Turn, moved: Request, entry: Entry) -> str:
    """Return the text by which a move is told: where it resumes, by what the execution is owed."""
    if entry.name in _RESUMING:
        for each in turn.work.obligations.about(moved.subject):
            if each.is_open and each.kind in TOLD:
                return TOLD[each.kind][entry.name]
    return entry.text("told")
