"""/form: the same request in one message; what is missing is asked, what is given is kept."""

from handlers import drafting, forms
from handlers.kit import Choice, Command, Turn, echoed, question
from handlers.listing import Entry, Shown
from protocol.permissions import Act
from storage.carrying import Carries


def form(turn: Turn, argument: str) -> None:
    """Show the empty form, or take a filled one into the active draft or a new one."""
    if not forms.filled(argument, turn.house.words):
        turn.say("form-empty", carries=Carries.NOTHING)
        return
    active = turn.work.drafts.active(turn.officer.id)
    drafting.fill(turn, drafting.fitting(turn, active, argument), argument)


def keep(turn: Turn, argument: str) -> None:
    """Keep a filled form that came while another dialog asks, and say what is still asked."""
    active = turn.work.drafts.active(turn.officer.id)
    if active is None or not forms.filled(argument, turn.house.words):
        form(turn, argument)
        return
    kept, lines = drafting.kept(turn, argument)
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
