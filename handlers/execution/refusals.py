"""/refuse, /refusepart, /refusal, /unrefuse: in full, in part, in writing, taken back (Art. 9)."""

from handlers.chat.listing import Entry
from handlers.chat.questions import NUMBER, WORDS, Question
from handlers.record.statement import TEXT, Statement
from protocol.moves import Move
from protocol.obligation import Kind

REFUSALS = (
    Statement(
        Entry("refuse", Move.REFUSE, settles=(Kind.FORWARD,), then=("refusal",), there=("open",)),
        asks=(Question(TEXT, "refuse.ask", WORDS),),
    ),
    Statement(
        Entry("refusepart", Move.REFUSE_PART, then=("refusal", "open"), there=("open",)),
        asks=(
            Question(TEXT, "refusepart.ask", WORDS, signed="refusepart.signed"),
            Question("reasons", "refusepart.ask-reasons", WORDS, signed="signed-reasons"),
            Question("remains", "refusepart.ask-remains", WORDS, signed="signed-remains"),
        ),
    ),
    Statement(
        Entry(
            "refusal",
            Move.SEND_WRITTEN_REFUSAL,
            settles=(Kind.WRITTEN_REFUSAL,),
            there=("open",),
        ),
        asks=(Question(TEXT, "refusal.ask", NUMBER),),
    ),
    Statement(
        Entry("unrefuse", Move.UNREFUSE, then=("result", "open"), there=("open",)),
        asks=(Question(TEXT, "unrefuse.ask", WORDS),),
    ),
)
