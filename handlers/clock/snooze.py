"""One reminder of one person later; never an alarm, never past the due moment."""

from handlers.chat.command import Command
from handlers.chat.listing import Entry, InHelp
from handlers.chat.turn import Turn
from handlers.record.subjects import view
from protocol.obligations import ALARMS
from protocol.permissions import Act
from protocol.refusals import Refused
from protocol.views import View
from storage.carrying import Carries
from storage.obligations import Snooze


def snooze(turn: Turn, argument: str) -> None:
    """Remind this person of this obligation later; the others are reminded as before."""
    officer = turn.officer
    try:
        obligation = turn.work.obligations.get(argument.strip())
    except LookupError:
        raise Refused("refused-button", instead="instead-owe") from None
    owes = obligation.owed_by in (officer.authority, officer.party)
    if not owes or view(turn.work, obligation.subject, officer) is View.NOTHING:
        raise Refused("refused-button", instead="instead-owe")
    if not obligation.is_open:
        raise Refused("refused-done-already", instead="instead-owe")
    if obligation.kind in ALARMS:
        raise Refused("refused-snooze-alarm", instead="instead-owe")
    if turn.now >= obligation.due.at:
        raise Refused("refused-snooze-late", instead="instead-owe")
    at = min(turn.now + turn.policy.snooze_within, obligation.due.at)
    turn.work.obligations.snooze(Snooze(obligation.id, officer.id, at))
    turn.log("snoozed", about=obligation.subject, kind=obligation.kind, until=at)
    turn.say("snooze.done", carries=Carries.NOTHING, at=at)


COMMAND = Command(Entry("snooze", Act.OWE, shown=InHelp.BY_BUTTON), run=snooze)
