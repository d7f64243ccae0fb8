"""/resume NUMBER: what was postponed is executed again, with an expected date or as before."""

from handlers.chat.listing import Entry
from handlers.chat.questions import Question
from handlers.chat.turn import Turn
from handlers.execution.dates import date_ahead, end_of
from handlers.record.moving import move as make
from handlers.record.statement import Statement
from protocol.moves import AGREED, Move
from protocol.obligation import Kind
from protocol.request import Request
from storage.drafts import Draft


def _runs(turn: Turn, request: Request) -> bool:
    """
    Say whether the 30 days from receipt are owed still, and have not passed: else a date is named.

    Where both sides had agreed on another period the 30 days are owed no more.
    """
    owed = turn.work.obligations.about(request.subject)
    if any(each.kind in AGREED for each in owed):
        return False
    execution = turn.work.obligations.find(request.subject, Kind.EXECUTE)
    return execution is not None and execution.due.at >= turn.now


ON = Question("on", "resume.ask", date_ahead(may_be_none=_runs))


def resume(turn: Turn, request: Request, move: Move, draft: Draft) -> Request:
    """Resume it; until the date that was named, or what is left of the 30 days (Art. 7)."""
    return make(turn, request, move, asked_by=end_of(turn, request, ON.value(draft)))


RESUME = Statement(
    Entry(
        "resume",
        Move.RESUME,
        settles=(Kind.POSTPONED,),
        then=("result", "open"),
        there=("open",),
    ),
    asks=(ON,),
    makes=resume,
)
