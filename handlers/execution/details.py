"""/ask, /details NUMBER: additional information is asked for, and given (Art. 7)."""

from handlers.chat.listing import Entry
from handlers.chat.questions import WORDS, Question
from handlers.chat.turn import Turn
from handlers.execution.dates import moment_ahead
from handlers.record.moving import move as make
from handlers.record.statement import TEXT, Statement
from protocol.moves import Move
from protocol.obligation import Kind
from protocol.request import Request
from storage.drafts import Draft
from storage.values import Values


def _usual(turn: Turn) -> Values:
    return {"left": turn.policy.answer_within}


BY = Question(
    "answer_by",
    "ask.ask-by",
    moment_ahead("ask.choice-usual", _usual),
    facts=lambda turn, draft: _usual(turn),
)


def ask(turn: Turn, request: Request, move: Move, draft: Draft) -> Request:
    """Ask; the answer is owed by the moment that was named, else within the usual time."""
    words = str(draft.answers[TEXT])
    return make(turn, request, move, statement=words, asked_by=BY.value(draft))


ASK = Statement(
    Entry(
        "ask",
        Move.ASK_DETAILS,
        settles=(Kind.TAKE_UP,),
        then=("open",),
        there=("details", "open"),
    ),
    asks=(Question(TEXT, "ask.ask", WORDS), BY),
    makes=ask,
)
# Typed also as /answer: that is how an answer is asked for in other words.
DETAILS = Statement(
    Entry(
        "details",
        Move.ANSWER_DETAILS,
        settles=(Kind.ANSWER_DETAILS,),
        there=("open",),
        aliases=("answer",),
    ),
    asks=(Question(TEXT, "details.ask", WORDS),),
)
