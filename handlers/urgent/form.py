"""/form: the same request in one message; what is missing is asked, what is given is kept."""

from handlers.chat.command import Command
from handlers.chat.listing import Entry, Shown
from handlers.chat.turn import Choice, Turn, echoed, question
from handlers.draft import fields
from handlers.urgent import dialog
from protocol.permissions import Act
from storage.carrying import Carries


def form(turn: Turn, argument: str) -> None:
    """Show the empty form, or take a filled one into the active draft or a new one."""
    if not fields.filled(argument, turn.house.words):
        turn.say("form-empty", carries=Carries.NOTHING)
        return
    active = turn.work.drafts.active(turn.officer.id)
    dialog.fill(turn, dialog.fitting(turn, active, argument), argument)


def keep(turn: Turn, argument: str) -> None:
    """Keep a filled form that came while another dialog asks, and say what is still asked."""
    active = turn.work.drafts.active(turn.officer.id)
    if active is None or not fields.filled(argument, turn.house.words):
        form(turn, argument)
        return
    kept, lines = dialog.kept(turn, argument)
    asked = question(active)
    turn.say(
        "form-kept",
        carries=echoed(lines),
        choices=(Choice("resume", kept.id, "choice-go-on"),),
        lines=lines,
        asked=asked["asked"],
        number=asked["number"],
    )


COMMANDS = (
    Command(Entry("form", Act.SEND), run=form),
    Command(Entry("keep", Act.SEND, shown=Shown.BY_BUTTON), run=keep),
)
