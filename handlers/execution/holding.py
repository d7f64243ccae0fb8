"""/say: plain words to the other side; /hold calls it to suspend, /pause and /proceed answer."""

from handlers.chat.listing import Entry
from handlers.chat.questions import WORDS, Question
from handlers.record.statement import TEXT, Statement
from protocol.moves import Move
from protocol.obligation import Kind

_ANSWERED = (Kind.ANSWER_HOLD,)

HOLDING = (
    Statement(
        Entry("say", Move.SAY, there=("say", "open")),
        asks=(Question(TEXT, "say.ask", WORDS),),
    ),
    # None of them asks for a code: they prevent harm.
    Statement(
        Entry("hold", Move.ASK_HOLD, there=("pause", "proceed", "open")),
        asks=(Question(TEXT, "hold.ask", WORDS),),
    ),
    Statement(
        Entry("pause", Move.ACCEPT_HOLD, settles=_ANSWERED, there=("say", "open")),
        asks=(),
    ),
    Statement(
        Entry("proceed", Move.DECLINE_HOLD, settles=_ANSWERED, there=("say", "open")),
        asks=(Question(TEXT, "proceed.ask", WORDS),),
    ),
)
