"""/form: the same request in one message; what is missing is asked, what is given is kept."""

from handlers.chat.command import Command
from handlers.chat.listing import Entry, InHelp
from handlers.chat.turn import Choice, Turn, echoed, question
from handlers.draft import reading
from handlers.urgent import beginning, dialog
from protocol.permissions import Act
from storage.carrying import Carries
from storage.values import Line


def form(turn: Turn, argument: str) -> None:
    """Show the empty form, or begin a new request with a filled one."""
    given = reading.read(argument, turn.site.words)
    if not given.names:
        lines = (Line("form-stray", {"text": argument}),) if argument else ()
        if lines:
            turn.say("refused", carries=echoed(lines), lines=lines)
        turn.say("form.empty", carries=Carries.NOTHING)
        return
    dialog.fill(turn, beginning.begin(turn), given)


def keep(turn: Turn, argument: str) -> None:
    """Keep a filled form that came while another dialog asks, and say what is still asked."""
    active = turn.work.drafts.active(turn.officer.id)
    given = reading.read(argument, turn.site.words)
    if active is None or not given.names:
        form(turn, argument)
        return
    kept, lines = dialog.keep_form(turn, given)
    asked = question(active)
    turn.say(
        "form.kept",
        carries=echoed(lines),
        choices=(Choice("continue", kept.id, "choice-go-on"),),
        lines=lines,
        asked=asked["asked"],
        number=asked["number"],
    )


COMMANDS = (
    Command(Entry("form", Act.SEND), run=form),
    Command(Entry("keep", Act.SEND, shown=InHelp.BY_BUTTON), run=keep),
)
