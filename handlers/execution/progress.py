"""/progress asks how the execution goes, /underway tells it: no state and no period changes."""

from handlers.chat.listing import Entry
from handlers.chat.questions import WORDS, Question
from handlers.chat.turn import Turn
from handlers.record.moving import move as make
from handlers.record.statement import TEXT, Statement
from protocol.moves import Move
from protocol.obligation import Kind
from protocol.request import Request
from storage.drafts import Draft


def ask(turn: Turn, request: Request, move: Move, draft: Draft) -> Request:
    """Ask; in the first hours after the transmission the answer is owed within a short time."""
    policy = turn.policy
    begun = request.transmitted_at or request.created_at
    is_early = turn.now - begun < policy.silence_within
    by = turn.now + policy.progress_first_within if is_early else None
    return make(turn, request, move, asked_by=by)


PROGRESS = (
    Statement(
        Entry("progress", Move.ASK_PROGRESS, there=("underway", "partial", "open")),
        asks=(),
        makes=ask,
    ),
    Statement(
        Entry("underway", Move.REPORT_PROGRESS, settles=(Kind.PROGRESS,), there=("open",)),
        asks=(Question(TEXT, "underway.ask", WORDS),),
    ),
)
