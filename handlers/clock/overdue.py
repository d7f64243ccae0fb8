"""
What no server took within a day: whoever said it is told, what is still owed rings anew.

Nothing ends silently: not for its sender, and not for its reader, who is told where to look once
their channel works again. The operator has the log and `nabat check`.
"""

from handlers.chat.turn import SECOND, Choice, Turn, second_of
from handlers.clock import tick
from handlers.clock.reminding import say_step
from handlers.record import alarm
from handlers.record.sides import requesting_side_of, telephones
from handlers.record.subjects import number_of
from protocol.obligation import About, Subject
from protocol.parties import Officer
from storage.carrying import Carries
from storage.outgoing import OutboxState, Outgoing
from storage.sayings import Priority

MISSED = "told-missed"
ANEW = "/anew"
_PENDING = (OutboxState.WAITING, OutboxState.SENDING)


def note_end(turn: Turn, row: Outgoing) -> None:
    """Take note that a message has ended because it could not be delivered for a day."""
    reader = turn.work.registry.officer(row.saying.officer)
    if row.saying.text == alarm.ALARM:
        _ring_anew(turn, row)
    elif row.saying.obligation is not None:
        _say_anew(turn, row, reader)
    else:
        day = turn.now.date().isoformat()
        turn.say(
            MISSED,
            carries=Carries.NOTHING,
            to=reader,
            priority=Priority.REMINDER,
            key=f"missed/{day}",
            at=turn.now,
        )
    _tell_sender(turn, row, reader)


def _ring_anew(turn: Turn, row: Outgoing) -> None:
    """Ring again whom the alarm could not be given, on the same channel, for another day."""
    if not tick.still_owed(turn.work, (row,))(row):
        return
    key = f"{row.saying.key.removesuffix(SECOND)}{ANEW}"
    turn.work.outbox.renew(row, second_of(key) if row.saying.place else key)


def _say_anew(turn: Turn, row: Outgoing, reader: Officer) -> None:
    """Say once more what is owed, as it stands now."""
    if row.saying.place or not tick.still_owed(turn.work, (row,))(row):
        return
    obligation = turn.work.obligations.get(str(row.saying.obligation))
    say_step(turn, obligation, (reader,), step=f"anew {turn.now.isoformat()}")


def _tell_sender(turn: Turn, row: Outgoing, reader: Officer) -> None:
    """Tell who said it, once nobody to whom it was said has got it, whom to telephone."""
    sender = row.saying.by
    if sender is None or row.saying.subject is None:
        return
    own = turn.work.registry.officer(sender).authority
    if own == reader.authority:
        return
    colleagues = {
        state
        for officer, state in turn.work.deliveries.together(row)
        if turn.work.registry.officer(officer).authority == reader.authority
    }
    if OutboxState.SENT in colleagues or colleagues.intersection(_PENDING):
        return
    number = number_of(turn.work, row.saying.subject)
    turn.say(
        "told-undelivered",
        carries=Carries.NOTHING,
        to=requesting_side_of(turn, own, sender),
        priority=Priority.ALARM,
        about=row.saying.subject,
        key=f"undelivered/{row.saying.subject.id}/{row.saying.text}/{row.created_at.isoformat()}",
        choices=_ways(row.saying.subject, number),
        number=number,
        authority=reader.authority,
        at=row.created_at,
        lines=telephones(turn, reader.authority),
    )


def _ways(subject: Subject, number: str) -> tuple[Choice, ...]:
    if subject.about is not About.REQUEST:
        return ()
    telephonogram = Choice("letter", f"telephonogram {number}", "letter.choice-telephonogram")
    return (Choice("open", number), telephonogram)
