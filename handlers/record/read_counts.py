"""Who reads much at once: counted by the clock hour, told to the head; it stops nothing. Policy."""

from datetime import datetime

from handlers.chat.recipients import recipients
from handlers.chat.turn import Turn
from protocol.audience import Audience
from protocol.obligation import About, Subject
from protocol.parties import Officer
from storage.carrying import Carries
from storage.sayings import Priority


def count_readers(turn: Turn, subject: Subject, reader: Officer) -> None:
    """
    Count one more content shown to `reader`; the first one too many tells that person's head.

    Of a head the deputies are told, of the only signatory the duty officers. What somebody sent is
    not counted for that person. Alarms count and are never kept back: who receives twenty in an
    hour needs help as much as who opens twenty needs a question.
    """
    if subject.about is not About.REQUEST:
        return
    if turn.work.requests.get(subject.id, lock=False).sender == reader.id:
        return
    since = full_hour(turn.now)
    if turn.work.requests.count_shown(reader.id, since) != turn.policy.contents_per_hour + 1:
        return
    turn.log("read-much", officer=reader.id, count=turn.policy.contents_per_hour + 1)
    turn.say(
        "told-reads-much",
        carries=Carries.NOTHING,
        to=recipients(turn, {Audience.HEAD}, reader.authority, besides=reader.id),
        priority=Priority.REMINDER,
        key=f"reads/{reader.id}/{since.isoformat()}",
        officer=reader.id,
        count=turn.policy.contents_per_hour,
        since=since,
    )


def full_hour(now: datetime) -> datetime:
    """Return when the hour of the clock began."""
    return now.replace(minute=0, second=0, microsecond=0)
