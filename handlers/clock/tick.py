"""What happens because time has passed, or because a server took or refused a message."""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from handlers.chat.recipients import recipients
from handlers.chat.turn import Site, Turn
from handlers.clock import returning
from handlers.clock.digests import digest
from handlers.clock.mailing import mail
from handlers.clock.reminding import AT_ONCE, remind, say_step, speech
from handlers.clock.untransmitted import call, call_by_now, tell_transmitted, tell_untransmitted
from handlers.consent import one_time, ring
from handlers.record import alarm, bursts, handing_over
from handlers.record.cards import NOTICE
from handlers.record.first_words import FIRST_WORDS
from handlers.record.moving import transmit
from handlers.record.sides import requesting_side, telephones
from protocol.audience import Audience
from protocol.entries import Means
from protocol.moves import Execution
from protocol.obligation import About, Kind, Obligation
from protocol.obligations import ALARMS
from protocol.parties import SECRETARIAT
from protocol.succession import has_ended
from protocol.views import Relation, relation_of
from storage.carrying import Carries
from storage.obligations import Snooze
from storage.outgoing import Outgoing
from storage.readable import Unread
from storage.sayings import Priority
from storage.setbacks import Place
from storage.work import Work

_AWAITED = (Execution.TRANSMITTING, Execution.TRANSMITTED)
# What waits no longer than this waits for its turn only.
OVERTAKEN_AFTER = timedelta(seconds=10)
# They tell of all that is owed: a later one tells it truer.
SUMMARIES = ("owed-digest", "digest", "digest-before-days-off", "digest-days-off", bursts.ALARM)
_PASSED = Relation.PREDECESSOR
# Whose way to each officer a live card shows.
_RECEIPTED = (alarm.ALARM, NOTICE)


class Each(Protocol):
    """How the rows of a tick are taken: one that fails stops no other."""

    def __call__(self, place: Place, row: str, do: Callable[[], None]) -> object:
        """Do what a row asks for."""
        ...

    def unread(self, place: Place) -> Unread:
        """Return what takes note of a row that cannot be read."""
        ...


def tick(work: Work, site: Site, *, limit: int, each: Each) -> int:
    """
    Say what is due by now, at most one step of each obligation; return how many rows were due.

    The cost follows what is due, not what is open.
    """
    turn = Turn(work, site=site, key="clock", now=work.now)
    waking = work.obligations.waking(work.now, limit=limit, unread=each.unread(Place.OBLIGATION))
    for obligation in waking:
        each(Place.OBLIGATION, obligation.id, partial(_wake, turn, obligation))
    over = work.obligations.snoozes_over(work.now, limit=limit, unread=each.unread(Place.SNOOZE))
    reminded = {obligation.id for obligation in waking}
    for snooze in over:
        each(Place.SNOOZE, snooze.id, partial(_end_snooze, turn, snooze, reminded))
    digests = work.digests.due(limit, unread=each.unread(Place.DIGEST))
    for authority in digests:
        each(Place.DIGEST, authority.id, partial(digest, turn, authority))
    # One part at a time: what comes due meanwhile goes before the next.
    parts = work.outbox.mailings.due(1, unread=each.unread(Place.MAILING))
    for part in parts:
        each(Place.MAILING, str(part.seq), partial(mail, turn, part))
    return len(waking) + len(over) + len(digests) + len(parts)


def next_tick(work: Work) -> datetime | None:
    """Return the moment at which something will be due."""
    moments = (work.obligations.next_wake(), work.digests.next_at(), work.outbox.mailings.next_at())
    return min((each for each in moments if each), default=None)


def tell_silence(turn: Turn, id: str, incident: str) -> str | None:
    """
    Tell whom it concerns that the clock of an obligation stands still; return what it is about.

    Of an alarm its sender learns whom to telephone; of the rest, who owes it that nobody reminds.
    """
    owed = turn.work.obligations.bare(id)
    if owed is None or owed.about != About.REQUEST:
        return owed.kind if owed else None
    request = turn.work.requests.get(owed.subject, lock=False)
    # A kind that nobody knows may be an alarm.
    if owed.kind in set(Kind) - ALARMS:
        turn.say(
            "told-reminders-stopped",
            to=recipients(turn, {Audience.ON_DUTY}, owed.owed_by),
            about=request.subject,
            carries=Carries.NOTHING,
            key=f"incident/{incident}",
            request=str(request.number),
            incident=incident,
        )
    else:
        turn.say(
            "told-alarm-stopped",
            to=requesting_side(turn, request),
            priority=Priority.ALARM,
            about=request.subject,
            carries=Carries.NOTHING,
            key=f"incident/{incident}",
            request=str(request.number),
            incident=incident,
            lines=telephones(turn, request.requested),
        )
    return f"{request.number}, {owed.kind}"


def still_owed(work: Work, rows: Collection[Outgoing]) -> Callable[[Outgoing], bool]:
    """
    Return what says of each row whether it is still to be said.

    Asked in the transaction that leases them. Of several reminders that wait for one officer the
    latest is the truest: after an outage an obligation says one thing.
    """
    owed = work.obligations.are_open({row.saying.obligation for row in rows})
    waited = [row for row in rows if work.now - row.created_at > OVERTAKEN_AFTER]
    overtaken = work.deliveries.superseded(waited, besides=alarm.ALARM, of_all=SUMMARIES)
    return lambda row: row.seq not in overtaken and _holds(work, row, owed)


def note_accepted(turn: Turn, row: Outgoing) -> None:
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
    # What comes on paper is not transmitted by the bot, whatever that shows of it.
    asked = reader.authority == request.requested and request.means is not Means.PAPER
    if asked and request.execution is Execution.TRANSMITTING:
        tell_transmitted(turn, transmit(turn, request, turn.now))


def touch_cards(work: Work, rows: Iterable[Outgoing]) -> None:
    """Let the live cards show how far the alarms and notices came that servers accepted."""
    told = {row.saying.subject for row in rows if row.saying.text in _RECEIPTED}
    for subject in sorted(filter(None, told), key=lambda each: each.id):
        work.cards.touch(subject)


def call_next(turn: Turn, row: Outgoing) -> None:
    """Take note that no channel of an officer took a message: the next officer is called."""
    subject = row.saying.subject
    if row.saying.text == returning.TOLD:
        returning.note_undelivered(turn.work, row)
        return
    if subject is not None and row.saying.text == ring.ASKED:
        one_time.ask_next(turn, subject)
        return
    if subject is not None and row.saying.text == handing_over.FORWARDED:
        if not turn.work.deliveries.hopes(subject, handing_over.FORWARDED):
            handing_over.tell_unreached(turn, turn.work.requests.get(subject.id))
        return
    if subject is None or row.saying.text != alarm.ALARM:
        return
    request = turn.work.requests.get(subject.id)
    turn.work.cards.touch(subject)
    if request.execution not in _AWAITED:
        return
    call(turn, request, {Audience.ALL_DUTY, Audience.SIGNATORIES})
    # While anybody may still take it the clock decides when its sender is told (`Kind.TRANSMIT`).
    hopes = turn.work.deliveries.hopes(request.subject, alarm.ALARM)
    if request.execution is Execution.TRANSMITTING and not hopes:
        tell_untransmitted(turn, request, key=f"request/{request.id}/never")


def call_meanwhile(turn: Turn, row: Outgoing) -> None:
    """
    Take note that no server has taken an alarm yet: meanwhile the next officers are called.

    Its ladder begins with the transmission; until then this is as far as it would be by now, and
    all duty officers at once. The sender learns of it by the clock (`Kind.TRANSMIT`).
    """
    subject = row.saying.subject
    if subject is None or row.saying.text != alarm.ALARM:
        return
    request = turn.work.requests.get(subject.id)
    if request.execution is Execution.TRANSMITTING:
        call_by_now(turn, request)


def may_have_told(turn: Turn, row: Outgoing) -> None:
    """Correct a denial that was on its way to the sender while a server took the request."""
    if row.saying.subject is None:
        return
    request = turn.work.requests.get(row.saying.subject.id, lock=False)
    if request.transmitted_at is not None:
        tell_transmitted(turn, request)


def _wake(turn: Turn, obligation: Obligation) -> None:
    if not speech(obligation).instead(turn, obligation):
        remind(turn, obligation)


def _end_snooze(turn: Turn, snooze: Snooze, reminded: Collection[str]) -> None:
    work = turn.work
    work.obligations.end_snooze(snooze)
    obligation = work.obligations.get(snooze.obligation)
    # Not beside a step of the ladder: one message, and the later one is the truer one.
    said = obligation.id in reminded or _speaks_soon(obligation, work.now)
    if obligation.is_open and not said:
        officer = work.registry.officer(snooze.officer)
        say_step(turn, obligation, [officer], step=f"snooze {snooze.wake_at.isoformat()}")


def _speaks_soon(obligation: Obligation, now: datetime) -> bool:
    return obligation.wake_at is not None and obligation.wake_at - now < AT_ONCE


def _holds(work: Work, row: Outgoing, owed: Collection[str]) -> bool:
    if row.saying.obligation is not None:
        return row.saying.obligation in owed and not _has_passed(work, row)
    if row.saying.text in bursts.JOINED:
        return bursts.still_rings(work, row)
    rings = FIRST_WORDS.get(row.saying.text)
    if rings is not None and row.saying.subject is not None:
        # Over the next channel only until it is answered; over the first it comes to everybody.
        rung = work.obligations.find(row.saying.subject, rings) if row.saying.place else None
        answered = row.saying.place and (rung is None or not rung.is_open)
        return not (answered or _has_passed(work, row))
    if row.saying.text == alarm.ALARM and row.saying.subject is not None:
        request = work.requests.get(row.saying.subject.id, lock=False)
        # What has passed to a successor rings there.
        reader = work.registry.officer(row.saying.officer).authority
        return request.execution in _AWAITED and relation_of(reader, request) is not _PASSED
    if row.saying.text == handing_over.FORWARDED and row.saying.subject is not None:
        forwarded = work.requests.get(row.saying.subject.id, lock=False)
        return forwarded.execution is Execution.FORWARDED
    return True


def _has_passed(work: Work, row: Outgoing) -> bool:
    """Say whether what a row asks of its reader is a successor's to do, who is told of it there."""
    if row.saying.subject is None or row.saying.subject.about is About.NOTICE:
        return False
    own = work.registry.officer(row.saying.officer).authority
    if own == SECRETARIAT:
        return False
    authority = work.registry.authority(own)
    return authority.successor is not None and has_ended(authority, work.now)
