"""What happens because time has passed, or because a server took or refused a message."""

from collections.abc import Collection, Iterable
from datetime import datetime

from handlers import consenting, sending
from handlers.addressing import rung
from handlers.cards import NOTICE
from handlers.digests import digest
from handlers.kit import House, Turn
from handlers.reminding import AT_ONCE, remind, say_step, tell_untransmitted
from handlers.tracking import transmitted
from protocol.moves import Execution
from protocol.obligations import About, Obligation
from protocol.reminders import Audience, recipients
from storage.outbox import Outgoing
from storage.work import Work

_AWAITED = (Execution.TRANSMITTING, Execution.TRANSMITTED)
# Whose way to each officer a live card shows.
_RECEIPTED = (sending.ALARM, NOTICE)


def tick(work: Work, house: House, *, limit: int) -> int:
    """
    Say what is due by now, at most one step of each obligation; return how many rows were due.

    The cost follows what is due, not what is open.
    """
    turn = Turn(work, house=house, key="clock", now=work.now)
    waking = work.obligations.waking(work.now, limit=limit)
    for obligation in waking:
        if consenting.lapses(obligation, turn.now):
            consenting.lapse(turn, obligation)
        else:
            remind(turn, obligation)
    snoozed = work.obligations.snoozes_over(work.now, limit=limit)
    reminded = {obligation.id for obligation in waking}
    for snooze in snoozed:
        obligation = work.obligations.get(snooze.obligation)
        # Not beside a step of the ladder: one message, and the later one is the truer one.
        said = obligation.id in reminded or _speaks_soon(obligation, work.now)
        if obligation.is_open and not said:
            officer = work.registry.officer(snooze.officer)
            say_step(turn, obligation, [officer], step=f"snooze {snooze.wake_at.isoformat()}")
    digests = work.registry.digests_due(limit)
    for authority in digests:
        digest(turn, authority)
    return len(waking) + len(snoozed) + len(digests)


def next_tick(work: Work) -> datetime | None:
    """Return the moment at which something will be due."""
    moments = (work.obligations.next_wake(), work.registry.next_digest_at())
    return min((each for each in moments if each), default=None)


def still_owed(work: Work, rows: Collection[Outgoing]) -> tuple[Outgoing, ...]:
    """Return which rows are still to be said; asked in the transaction that leases them."""
    owed = work.obligations.are_open({row.saying.obligation for row in rows})
    return tuple(row for row in rows if _holds(work, row, owed))


def accepted(turn: Turn, row: Outgoing) -> None:
    """
    Take note that a server accepted a message with content.

    The first full content that an agreed channel accepted for the requested authority is the
    transmission, and starts the clocks (Art. 6, reading).
    """
    subject = row.saying.subject
    if subject is None or not row.full_content:
        return
    request = turn.work.requests.get(subject.id)
    reader = turn.work.registry.officer(row.saying.officer)
    # The alarm, or the card that an officer whom it could not reach opened by its number.
    asked = reader.authority == request.requested
    if asked and request.execution is Execution.TRANSMITTING:
        transmitted(turn, request, turn.now)


def reached(work: Work, rows: Iterable[Outgoing]) -> None:
    """Let the live cards show how far the alarms and notices came that servers accepted."""
    told = {row.saying.subject for row in rows if row.saying.text in _RECEIPTED}
    for subject in sorted(filter(None, told), key=lambda each: each.id):
        work.cards.touch(subject)


def undelivered(turn: Turn, row: Outgoing) -> None:
    """Take note that no channel of an officer took a message: the next officer is called."""
    subject = row.saying.subject
    if subject is not None and row.saying.text == consenting.ASKED:
        consenting.undelivered(turn, subject)
        return
    if subject is None or subject.about is not About.REQUEST or row.saying.text != sending.ALARM:
        return
    request = turn.work.requests.get(subject.id)
    turn.work.cards.touch(subject)
    if request.execution not in _AWAITED:
        return
    heard = rung(turn, request)
    everybody = turn.colleagues(request.requested)
    wider = recipients({Audience.ALL_DUTY, Audience.SIGNATORIES}, everybody)
    others = [officer for officer in wider if officer.id not in heard]
    if others:
        sending.ring(turn, request, others, step="next", owed=None)
    if request.execution is Execution.TRANSMITTING:
        tell_untransmitted(turn, request, key=f"request/{request.id}/never/{row.seq}")


def _speaks_soon(obligation: Obligation, now: datetime) -> bool:
    return obligation.wake_at is not None and obligation.wake_at - now < AT_ONCE


def _holds(work: Work, row: Outgoing, owed: Collection[str]) -> bool:
    if row.saying.obligation is not None:
        return row.saying.obligation in owed
    if row.saying.text == sending.ALARM and row.saying.subject is not None:
        return work.requests.get(row.saying.subject.id, lock=False).execution in _AWAITED
    return True
