"""What became of what was sent: ended, later, in doubt, or handed to the next channel."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.delivery import pauses
from bot.delivery.cards import record_edit
from bot.delivery.lease import NO_CHANNEL, Edit, Leased, Message, is_alarm
from bot.delivery.pauses import Pace, Random
from bot.delivery.resume import resume, takes_again
from bot.delivery.route import accounts_for
from bot.delivery.unshown import journal_unshown
from bot.transports.base import Later, Never, Outcome, Sent, Transport, Unknown
from bot.tries.attempts import TRIES, Attempts, try_whole
from handlers.chat.turn import SECOND, Site, Turn, second_of
from handlers.clock import overdue, returning, tick
from handlers.clock.untransmitted import DENIALS
from protocol.parties import Channel
from storage.carrying import Carries
from storage.outcomes import TOO_LATE
from storage.outgoing import DOUBT, Outgoing
from storage.setbacks import Place
from storage.work import Work

log = structlog.get_logger()

GIVEN_UP_AFTER = timedelta(hours=24)
# Why a row ends, or leaves a channel, of which nobody knows whether it arrived.
DOUBTED = "unknown"
# Why a row ends that cannot be made, or whose end cannot be recorded.
FAILED = "failed"
# What is said to a reader in the place of a message that could not be made.
LOST = "message-lost"
# An alarm that its first channel has not taken by then goes over the next one as well.
HURRIED_AFTER = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Ended:
    """A sending that is over, how, and when; `tries` counts the ones to record it."""

    leased: Leased
    outcome: Outcome
    at: datetime
    tries: int = 0


class Recording:
    """Writes down outcomes. `random` returns a float in [0, 1)."""

    def __init__(
        self,
        site: Site,
        transports: Mapping[Channel, Transport],
        *,
        incarnation: str,
        random: Random,
        pace: Pace,
        attempts: Attempts,
    ) -> None:
        self._attempts = attempts
        self._site = site
        self._transports = transports
        self._incarnation = incarnation
        self._random = random
        self._pace = pace
        # Who was not given something in this process's time: whatever reaches them again tells.
        self._out_of_reach: set[str] = set()

    def record(self, work: Work, ended: Iterable[Ended]) -> tuple[Ended, ...]:
        """
        Write down outcomes, and return those that could not be written, each to be tried again.

        One that cannot be written never keeps back the others; the third time it is an incident,
        and only the bare end is written.
        """
        accepted: list[tuple[Outgoing, str]] = []
        again: list[Ended] = []
        for each in ended:
            if self._try_to_record(work, each):
                pass
            elif each.tries + 1 < TRIES:
                again.append(replace(each, tries=each.tries + 1))
                continue
            else:
                self._end_unwritten(work, each)
            if isinstance(each.leased, Message) and isinstance(each.outcome, Sent):
                accepted.append((each.leased.row, each.outcome.message_id))
        work.outcomes.record_sent(accepted)
        reached = [row for row, _ in accepted]
        if reached:
            try_whole(work, lambda: tick.touch_cards(work, reached), "cards_untouched")
        for row in reached:
            self._correct_denial(work, row)
        self._tell_missed(work, reached)
        done = (each for each in ended if each not in again)
        chats = set(filter(None, (takes_again(each.leased, each.outcome) for each in done)))
        if chats:
            try_whole(work, lambda: resume(work, chats), "not_resumed")
        return tuple(again)

    def recover(self, work: Work) -> None:
        """What another incarnation was sending when it died may have arrived."""

        def unread(seq: str, _error: Exception) -> None:
            work.leases.free(int(seq))  # what cannot be read is found out where it is leased

        for row in work.leases.abandoned(self._incarnation, unread=unread):
            if not try_whole(work, partial(self._recover, work, row), "not_recovered", row=row.seq):
                work.leases.free(row.seq)
        work.cards.abandon(self._incarnation)

    def set_aside(self, work: Work, seq: str, incident: str) -> str | None:
        """
        End a row that could not be made: the next officer is called, its reader is told of it.

        Returns which text it was, and for whom.
        """
        row = work.leases.as_it_is(int(seq))
        if row is None:
            return None
        give_up = partial(self.give_up, work, row, FAILED)
        if not try_whole(work, give_up, "not_given_up", row=row.seq):
            work.outcomes.never(row, FAILED)
        if row.saying.text != LOST:
            turn = self._turn(work, f"incident/{incident}", work.now)
            tell = partial(self._tell_lost, turn, row, incident)
            try_whole(work, tell, "set_aside_untold", row=row.seq)
        return f"{row.saying.text}, {row.saying.officer}"

    def _tell_lost(self, turn: Turn, row: Outgoing, incident: str) -> None:
        reader = turn.work.registry.officer(row.saying.officer)
        turn.say(LOST, to=reader, carries=Carries.NOTHING, key=turn.key, incident=incident)

    def _recover(self, work: Work, row: Outgoing) -> None:
        self._doubt(work, row, self._transports.get(Channel(str(row.channel))))

    def _try_to_record(self, work: Work, each: Ended) -> bool:
        match each:
            case Ended(Message(row), Sent()):
                if not row.full_content:
                    return True
                turn = self._turn(work, f"sent/{row.seq}", each.at)
                write = partial(tick.note_accepted, turn, row)
            case Ended(Message(row, transport), outcome):
                write = partial(self._note_failure, work, row, transport, outcome)
            case Ended(Edit() as edit, outcome):
                write = partial(record_edit, work, edit, outcome, self._random)
        return try_whole(work, write, "outcome_failed", row=name_of(each.leased)[1])

    def _end_unwritten(self, work: Work, each: Ended) -> None:
        """Make an incident of an outcome that cannot be written, and end what was sent."""
        place, id = name_of(each.leased)
        work.setbacks.count(place, id)
        self._attempts.incident(work, place, id, name=FAILED)
        match each:
            case Ended(Message(row), outcome) if not isinstance(outcome, Sent):
                work.outcomes.never(row, FAILED)
            case Ended(Edit(card)):
                work.cards.stop(card.id)

    def give_up(self, work: Work, row: Outgoing, why: str) -> None:
        """End a row that no channel takes, and call the next officer."""
        _journal_end(work, row, why)
        if why == NO_CHANNEL and row.left_in_doubt and not _is_old(work, row):
            # The channel that it was handed on to is gone; the one that it left may work again.
            work.outcomes.back(row, row.channel or DOUBT, work.now + self._pause(work, row))
            return
        work.outcomes.never(row, why)
        self._out_of_reach.add(row.saying.officer)
        turn = self._turn(work, f"never/{row.seq}", work.now)
        if why == TOO_LATE:
            log.error("undelivered_for_a_day", row=row.seq, text=row.saying.text)
            overdue.note_end(turn, row)
        if is_alarm(row) and work.deliveries.has_begun(_partner(row)):
            return  # the officer's other channel may have it, or calls whoever is next
        log.warning("undeliverable", row=row.seq, text=row.saying.text, why=why)
        tick.call_next(turn, row)

    def _note_failure(
        self, work: Work, row: Outgoing, transport: Transport, outcome: Outcome
    ) -> None:
        match outcome:
            case Never(why):
                self._hand_on(work, row, why)
            case _ if _is_old(work, row):
                self._hand_on(work, row, TOO_LATE)
                self._expire(work, row)
            case Later() as later:
                work.outcomes.later(
                    row, work.now + pauses.until_taken(later, row.attempts, self._random)
                )
                if is_alarm(row) and work.now - row.created_at >= HURRIED_AFTER:
                    work.outbox.hurry(second_of(row.saying.key))
                if work.now - row.created_at >= self._site.policy.second_channel_within:
                    self._tell_delay(work, row)
                self._expire(work, row)
            case Unknown():
                self._doubt(work, row, transport)

    def _expire(self, work: Work, failed: Outgoing) -> None:
        """End what is a day old in the chat of `failed`: behind what goes first none is tried."""
        for row in work.leases.waiting_since(failed.saying.officer, work.now - GIVEN_UP_AFTER):
            channel = row.channel or failed.channel
            if row.seq != failed.seq and channel == failed.channel and channel not in row.tried:
                self._hand_on(work, replace(row, channel=channel), TOO_LATE)

    def _doubt(self, work: Work, row: Outgoing, transport: Transport | None) -> None:
        """
        Send again what may have arrived; the repetition is marked where it can be seen.

        Twice quickly; then, until it is owed no longer or a day old, spaced. Whatever does not
        ring goes over the officer's next channel first; an alarm has a row for that one.
        """
        idempotent = transport is not None and transport.idempotent
        if row.doubts < len(self._pace.resend_unknown):
            pause = self._pace.resend_unknown[row.doubts]
            work.outcomes.doubt(row, work.now + pause, lasting=not idempotent)
            self._correct_denial(work, row)
            return
        paired = is_alarm(row) and work.deliveries.is_coming(_partner(row))
        if not (idempotent or paired) and self._has_others(work, row):
            self._hand_on(work, row, DOUBTED)
        else:
            pause = self._pause(work, row)
            work.outcomes.doubt(row, work.now + pause, lasting=not idempotent)
        if is_alarm(row):
            work.outbox.hurry(second_of(row.saying.key))
        self._tell_delay(work, row)

    def _correct_denial(self, work: Work, row: Outgoing) -> None:
        if row.saying.text not in DENIALS:
            return
        turn = self._turn(work, f"told/{row.seq}", work.now)
        try_whole(work, lambda: tick.may_have_told(turn, row), "not_corrected", row=row.seq)

    def _tell_missed(self, work: Work, reached: Iterable[Outgoing]) -> None:
        back = self._out_of_reach.intersection(row.saying.officer for row in reached)
        for officer in sorted(back):
            reader = work.registry.officer(officer)
            tell = partial(returning.tell_missed, work, self._site, reader)
            try_whole(work, tell, "not_told_missed")
        self._out_of_reach -= back

    def _tell_delay(self, work: Work, row: Outgoing) -> None:
        tick.call_meanwhile(self._turn(work, f"delayed/{row.seq}", work.now), row)

    def _pause(self, work: Work, row: Outgoing) -> timedelta:
        tried_for = work.now - row.created_at
        return pauses.in_doubt(tried_for, self._random, is_alarm=is_alarm(row))

    def _hand_on(self, work: Work, row: Outgoing, why: str) -> None:
        """Go on to the officer's next channel, or end the row and call the next officer."""
        channel = str(row.channel)
        paired = is_alarm(row) and (row.saying.place or work.deliveries.has_begun(_partner(row)))
        if self._has_others(work, row) and not paired:
            _journal_end(work, row, why)
            work.outcomes.elsewhere(row, channel, refused=why != DOUBTED)
        elif row.left_in_doubt and not _is_old(work, row):
            # What was left in doubt is all that remains: it may work again.
            _journal_end(work, row, why)
            work.outcomes.back(row, channel, work.now + self._pause(work, row))
        else:
            self.give_up(work, row, why)

    def _has_others(self, work: Work, row: Outgoing) -> bool:
        """Say whether the officer has a channel on which this row was not tried."""
        gone = (*row.tried, str(row.channel))
        accounts = accounts_for(work, row)
        return any(
            each.channel in self._transports and each.channel not in gone for each in accounts
        )

    def _turn(self, work: Work, key: str, at: datetime) -> Turn:
        return Turn(work, site=self._site, key=key, now=at)


def _is_old(work: Work, row: Outgoing) -> bool:
    return work.now - row.created_at >= GIVEN_UP_AFTER


def _partner(row: Outgoing) -> str:
    """Return the key of the row that brings the same alarm over the officer's other channel."""
    key = row.saying.key
    return key.removesuffix(SECOND) if row.saying.place else second_of(key)


def _journal_end(work: Work, row: Outgoing, why: str) -> None:
    """Journal that nobody was shown what did not leave; what may have arrived stays as shown."""
    if why != DOUBTED:
        journal_unshown(work, row)


def name_of(leased: Leased) -> tuple[Place, str]:
    """Return where the row of what was leased is, and which it is."""
    if isinstance(leased, Message):
        return Place.MESSAGE, str(leased.row.seq)
    return Place.CARD, leased.card.id
