"""/urgent: an urgent request, field by field (Art. 6)."""

from handlers import drafting, forms
from handlers.kit import Answer, Command, Turn
from handlers.listing import Entry
from protocol.permissions import Act


def urgent(turn: Turn, argument: str) -> None:
    """Begin a draft; Parties named behind the command are its addressees."""
    draft = drafting.begin(turn)
    if argument:
        drafting.answered(turn, draft, Answer(text=argument, question=forms.TO))
    else:
        drafting.carry_on(turn, draft)


COMMAND = Command(Entry("urgent", Act.SEND), run=urgent, answer=drafting.answered)
