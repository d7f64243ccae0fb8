"""/urgent: an urgent request, field by field (Art. 6)."""

from handlers import drafting, forms
from handlers.kit import Answer, Command, Turn
from protocol.permissions import Act


def urgent(turn: Turn, argument: str) -> None:
    """Begin a draft; Parties named behind the command are its addressees."""
    draft = drafting.begin(turn)
    if argument:
        drafting.answered(turn, draft, Answer(text=argument, question=forms.TO))
    else:
        drafting.carry_on(turn, draft)


COMMAND = Command("urgent", run=urgent, act=Act.SEND, answer=drafting.answered)
