"""/misdirected NUMBER: received in error; the sender says whether it was so (policy)."""

from handlers.chat.listing import Entry
from handlers.record.statement import Statement
from protocol.moves import Move
from protocol.obligation import Kind

_ANSWERED = (Kind.ANSWER_MISDIRECTED,)

MISDIRECTED = (
    Statement(
        Entry("misdirected", Move.RECEIVED_IN_ERROR, there=("rightly", "wrongly", "phone")),
        asks=(),
    ),
    Statement(
        Entry(
            "rightly",
            Move.SENT_CORRECTLY,
            settles=_ANSWERED,
            there=("accept", "forward", "open"),
        ),
        asks=(),
    ),
    Statement(Entry("wrongly", Move.SENT_IN_ERROR, settles=_ANSWERED, there=()), asks=()),
)
