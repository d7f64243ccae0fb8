"""/result, /received and what may follow: incomplete, corrected, said to be final (Art. 7)."""

from handlers.chat.listing import Entry
from handlers.chat.questions import NUMBER, WORDS, Question
from handlers.chat.turn import Turn
from handlers.execution.limits import LIMITS, NOT_BEFORE, keep_limits, limits_of_draft, shown_limits
from handlers.record.moving import move as make
from handlers.record.statement import TEXT, Statement
from protocol.moves import AGREED, Move
from protocol.obligation import Kind
from protocol.request import Request
from protocol.terms import Term, What
from storage.drafts import Draft
from storage.values import Values

# A result is told at once; its author or a signatory signs it later.
_THEN = ("sign", "open")
_OWED = (Kind.EXECUTE, Kind.EXPECTED, *AGREED, Kind.NAMED_PERIOD)


def _which(turn: Turn, request: Request) -> Values:
    """Return the running number of a corrected result."""
    said = turn.work.requests.statements(request.id)
    return {"count": sum(each.move is Move.CORRECT_RESULT for each in said)}


def report(turn: Turn, request: Request, move: Move, draft: Draft) -> Request:
    """Report a result, with the limits of its use (Art. 10)."""
    reported = make(turn, request, move, statement=str(draft.answers[TEXT]))
    keep_limits(turn, reported, limits_of_draft(draft))
    at = reported.last_moment or turn.now
    told = Term(What.RESULT, turn.officer.id, at)
    turn.work.terms.add(reported.id, told, key=turn.work.id())
    return reported


RESULTS = (
    Statement(
        Entry("partial", Move.REPORT_PARTIAL, then=_THEN, there=("open",)),
        asks=(Question(TEXT, "partial.ask", WORDS), LIMITS, NOT_BEFORE),
        makes=report,
        shows=shown_limits,
    ),
    Statement(
        Entry(
            "result",
            Move.REPORT_RESULT,
            settles=_OWED,
            then=_THEN,
            there=("received", "incomplete", "open"),
        ),
        asks=(Question(TEXT, "result.ask", WORDS), LIMITS, NOT_BEFORE),
        makes=report,
        shows=shown_limits,
        tells_own=True,
    ),
    Statement(
        Entry("fix", Move.CORRECT_RESULT, then=_THEN, there=("received", "incomplete", "open")),
        asks=(Question(TEXT, "fix.ask", WORDS), LIMITS, NOT_BEFORE),
        makes=report,
        shows=shown_limits,
        tells=_which,
    ),
    Statement(
        Entry(
            "received",
            Move.ACKNOWLEDGE_RESULT,
            settles=(Kind.RESULT_RECEIPT,),
            there=("open",),
        ),
        asks=(
            Question(
                TEXT, "received.ask", NUMBER, skip="received.choice", skipped="skipped-received"
            ),
        ),
    ),
    Statement(
        Entry(
            "incomplete",
            Move.CALL_INCOMPLETE,
            settles=(Kind.RESULT_RECEIPT,),
            there=("fix", "final", "open"),
        ),
        asks=(Question(TEXT, "incomplete.ask", WORDS),),
    ),
    Statement(
        Entry("final", Move.INSIST_RESULT, there=("received", "open")),
        asks=(Question(TEXT, "final.ask", WORDS),),
    ),
)
