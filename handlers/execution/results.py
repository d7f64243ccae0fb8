"""/result, /received and what may follow: incomplete, corrected, said to be final (Art. 7)."""

from handlers.chat.listing import Entry
from handlers.chat.questions import NUMBER, WORDS, Question
from handlers.chat.turn import Turn
from handlers.record.statement import TEXT, Statement
from protocol.moves import Move
from protocol.obligation import Kind
from protocol.request import Request
from storage.values import Values

_OWED = (Kind.EXECUTE, Kind.EXPECTED)


def _which(turn: Turn, request: Request) -> Values:
    """Return the running number of a corrected result."""
    said = turn.work.requests.statements(request.id)
    return {"count": sum(each.move is Move.CORRECT_RESULT for each in said)}


RESULTS = (
    Statement(
        Entry("partial", Move.REPORT_PARTIAL, there=("open",)),
        asks=(Question(TEXT, "partial.ask", WORDS),),
    ),
    Statement(
        Entry(
            "result",
            Move.REPORT_RESULT,
            settles=(*_OWED, Kind.TELL_RESULT),
            there=("received", "incomplete", "open"),
        ),
        asks=(Question(TEXT, "result.ask", WORDS),),
    ),
    Statement(
        Entry("fix", Move.CORRECT_RESULT, there=("received", "incomplete", "open")),
        asks=(Question(TEXT, "fix.ask", WORDS),),
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
