"""/obstacle NUMBER: what prevents or delays the execution is told without delay (Art. 7)."""

from datetime import date

from handlers.chat.listing import Entry
from handlers.chat.questions import WORDS, Question
from handlers.chat.turn import Turn
from handlers.execution.dates import date_ahead, end_of
from handlers.record.moving import move as make
from handlers.record.statement import TEXT, Statement
from protocol.moves import Move
from protocol.request import Request
from protocol.terms import Term, What
from storage.drafts import Draft
from storage.values import Line

# Asked only where its button leads to it: an obstacle is told without delay. It moves no due
# moment; another period both sides agree on.
ON: Question[date | None] = Question(
    "on",
    "obstacle.ask-on",
    date_ahead(),
    when=lambda turn, draft: False,
    label="obstacle.choice-on",
)


def report(turn: Turn, request: Request, move: Move, draft: Draft) -> Request:
    """Report it, with the day by which the execution is expected, where that is known."""
    told = make(turn, request, move, statement=str(draft.answers[TEXT]))
    on = ON.value(draft)
    if on is not None:
        at = told.last_moment or turn.now
        expected = Term(What.EXPECTED, turn.officer.id, at, on=on, until=end_of(turn, request, on))
        turn.work.terms.add(request.id, expected, key=turn.work.id())
    return told


def _expected(turn: Turn, draft: Draft) -> tuple[Line, ...]:
    on = ON.value(draft)
    return (Line("obstacle.on", {"on": on}),) if on else ()


OBSTACLE = Statement(
    Entry("obstacle", Move.REPORT_OBSTACLE, there=("open",)),
    asks=(Question(TEXT, "obstacle.ask", WORDS), ON),
    makes=report,
    shows=_expected,
)
