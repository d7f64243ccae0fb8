"""/handover NUMBER: an officer of the former authority hands over with a note. Policy."""

from handlers.chat.listing import Entry
from handlers.chat.questions import WORDS, Question
from handlers.record.statement import TEXT, Statement
from protocol.moves import Move

HANDOVER = Statement(
    Entry("handover", Move.HAND_OVER, there=("open",)),
    asks=(Question(TEXT, "handover.ask", WORDS),),
)
