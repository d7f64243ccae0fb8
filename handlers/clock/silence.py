"""The requested side is silent about what it has accepted: its progress is asked for. Policy."""

from handlers.chat.turn import Choice, Turn
from handlers.clock.owed import the_request
from handlers.record.owing import open_obligation
from handlers.record.sides import requesting_side
from protocol.obligation import Kind, Obligation
from storage.carrying import Carries
from storage.sayings import Priority


def ask_for_progress(turn: Turn, silence: Obligation) -> bool:
    """Ask where the silence has lasted long enough; say whether it has."""
    if silence.due.at >= turn.now:
        return False
    work = turn.work
    request = the_request(turn, silence)
    work.obligations.settle(silence.id, by=turn.actor, now=turn.now)
    asked = open_obligation(
        turn, Kind.PROGRESS, request.subject, owed_by=request.requested, at=turn.now
    )
    work.cards.touch(request.subject)
    turn.say(
        "told-progress",
        carries=Carries.NOTHING,
        to=requesting_side(turn, request),
        priority=Priority.NOTICE,
        about=request.subject,
        owed=asked,
        key=f"obligation/{silence.id}/asked",
        choices=(Choice("open", str(request.number)),),
        request=str(request.number),
        since=silence.opened_at,
        due=asked.due.at,
        zone=asked.zone,
    )
    return True
