"""/urgent: an urgent request, field by field (Art. 6)."""

from handlers.chat.command import Answer, Command
from handlers.chat.listing import Entry
from handlers.chat.turn import Turn
from handlers.draft import fields
from handlers.urgent import beginning, dialog
from protocol.permissions import Act


def urgent(turn: Turn, argument: str) -> None:
    """Begin a draft; Parties named behind the command are its addressees."""
    draft = beginning.begin(turn)
    if argument:
        dialog.take_answer(turn, draft, Answer(text=argument, question=fields.TO))
    else:
        dialog.carry_on(turn, draft)


COMMAND = Command(
    Entry("urgent", Act.SEND),
    run=urgent,
    answer=dialog.take_answer,
    asks=dialog.asks,
    takes_files=True,
)
