"""/form: the same request in one message; what is missing is asked, what is given is kept."""

from handlers import drafting, forms
from handlers.kit import Command, Turn
from protocol.permissions import Act
from storage.carrying import Carries


def form(turn: Turn, argument: str) -> None:
    """Show the empty form, or take a filled one into the active draft or a new one."""
    if not forms.filled(argument, turn.house.words):
        turn.say("form-empty", carries=Carries.NOTHING)
        return
    active = turn.work.drafts.active(turn.officer.id)
    drafting.fill(turn, drafting.fitting(turn, active, argument), argument)


COMMAND = Command("form", run=form, act=Act.SEND)
