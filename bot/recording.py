"""What became of what was sent: ended, later, in doubt, or handed to the next channel."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.attempts import TRIES, Attempts, whole
from bot.leasing import Edit, Leased, Message, withdrawn
from bot.transports.base import Later, Never, Outcome, Sent, Transport, Unknown
from handlers import clockwork
from handlers.kit import House, Turn
from protocol.parties import Channel
from storage.carrying import Carries
from storage.outbox import Outgoing
from storage.setbacks import Place
from storage.work import Work

log = structlog.get_logger()

LONGEST_BACKOFF = timedelta(minutes=1)
GIVEN_UP_AFTER = timedelta(hours=24)
# Why a row ends of which nobody knows whether it arrived.
DOUBTED = "unknown"
# Why a row ends that cannot be made, or whose end cannot be recorded.
FAILED = "failed"
# What is said to a reader in the place of a message that could not be made.
LOST = "message-lost"
CARD_TRIES = 8


@dataclass(frozen=True, slots=True)
class Pace:
    """When a message whose end is unknown is sent again; after the last one it is handed on."""

    resend_unknown: tuple[timedelta, ...] = (timedelta(seconds=10), timedelta(seconds=30))


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
        house: House,
        transports: Mapping[Channel, Transport],
        *,
        incarnation: str,
        random: Callable[[], float],
        pace: Pace,
        attempts: Attempts,
    ) -> None:
        self._attempts = attempts
        self._house = house
        self._transports = transports
        self._incarnation = incarnation
        self._random = random
        self._pace = pace

    def record(self, work: Work, ended: Iterable[Ended]) -> tuple[Ended, ...]:
        """
        Write down outcomes, and return those that could not be written, each to be tried again.

        One that cannot be written never keeps back the others; the third time it is an incident,
        and only the bare end is written.
        """
        accepted: list[tuple[Outgoing, str]] = []
        again: list[Ended] = []
        for each in ended:
            if self._recorded(work, each):
                pass
            elif each.tries + 1 < TRIES:
                again.append(replace(each, tries=each.tries + 1))
                continue
            else:
                self._unrecorded(work, each)
            if isinstance(each.leased, Message) and isinstance(each.outcome, Sent):
                accepted.append((each.leased.row, each.outcome.message_id))
        work.outbox.sent(accepted)
        reached = [row for row, _ in accepted]
        whole(work, lambda: clockwork.reached(work, reached), "cards_untouched")
        return tuple(again)

    def recover(self, work: Work) -> None:
        """What another incarnation was sending when it died may have arrived."""

        def unread(seq: str, _error: Exception) -> None:
            work.outbox.free(int(seq))  # what cannot be read is found out where it is leased

        for row in work.outbox.abandoned(self._incarnation, unread=unread):
            if not whole(work, partial(self._recover, work, row), "not_recovered", row=row.seq):
                work.outbox.free(row.seq)
        work.cards.abandon(self._incarnation)

    def set_aside(self, work: Work, seq: str, incident: str) -> str | None:
        """
        End a row that could not be made: the next officer is called, its reader is told of it.

        Returns which text it was, and for whom.
        """
        row = work.outbox.as_it_is(int(seq))
        if row is None:
            return None
        if not whole(work, partial(self.give_up, work, row, FAILED), "not_given_up", row=row.seq):
            work.outbox.never(row, FAILED)
        if row.saying.text != LOST:
            turn = self._turn(work, f"incident/{incident}", work.now)
            tell = partial(self._tell_lost, turn, row, incident)
            whole(work, tell, "set_aside_untold", row=row.seq)
        return f"{row.saying.text}, {row.saying.officer}"

    def _tell_lost(self, turn: Turn, row: Outgoing, incident: str) -> None:
        reader = turn.work.registry.officer(row.saying.officer)
        turn.say(LOST, to=reader, carries=Carries.NOTHING, key=turn.key, incident=incident)

    def _recover(self, work: Work, row: Outgoing) -> None:
        self._doubt(work, row, self._transports.get(Channel(str(row.channel))))

    def _recorded(self, work: Work, each: Ended) -> bool:
        match each:
            case Ended(Message(row), Sent()):
                if not row.full_content:
                    return True
                turn = self._turn(work, f"sent/{row.seq}", each.at)
                write = partial(clockwork.accepted, turn, row)
            case Ended(Message(row, transport), outcome):
                write = partial(self._failed, work, row, transport, outcome)
            case Ended(Edit() as edit, outcome):
                write = partial(self._edited, work, edit, outcome)
        return whole(work, write, "outcome_failed", row=name_of(each.leased)[1])

    def _unrecorded(self, work: Work, each: Ended) -> None:
        """Make an incident of an outcome that cannot be written, and end what was sent."""
        place, id = name_of(each.leased)
        work.setbacks.count(place, id)
        self._attempts.incident(work, place, id, name=FAILED)
        match each:
            case Ended(Message(row), outcome) if not isinstance(outcome, Sent):
                work.outbox.never(row, FAILED)
            case Ended(Edit(card)):
                work.cards.stop(card.id)

    def give_up(self, work: Work, row: Outgoing, why: str) -> None:
        """End a row that no channel takes, and call the next officer."""
        _withdrawn(work, row, why)
        work.outbox.never(row, why)
        if row.saying.place:
            return  # the first row of the alarm calls whoever is next
        log.warning("undeliverable", row=row.seq, text=row.saying.text, why=why)
        clockwork.undelivered(self._turn(work, f"never/{row.seq}", work.now), row)

    def _failed(self, work: Work, row: Outgoing, transport: Transport, outcome: Outcome) -> None:
        match outcome:
            case Later(after) if work.now - row.created_at < GIVEN_UP_AFTER:
                work.outbox.later(row, work.now + self._pause(after, row.attempts))
            case Later():
                self._hand_on(work, row, "too-late")
            case Unknown():
                self._doubt(work, row, transport)
            case Never(why):
                self._hand_on(work, row, why)

    def _doubt(self, work: Work, row: Outgoing, transport: Transport | None) -> None:
        """Send again what may have arrived; the repetition is marked where it can be seen."""
        is_young = work.now - row.created_at < GIVEN_UP_AFTER
        if row.doubts < len(self._pace.resend_unknown):
            pause = self._pace.resend_unknown[row.doubts]
            work.outbox.later(row, work.now + pause, doubtful=True)
        elif transport is not None and transport.idempotent and is_young:
            work.outbox.later(row, work.now + self._jitter(row.attempts), doubtful=True)
        else:
            self._hand_on(work, row, DOUBTED)

    def _hand_on(self, work: Work, row: Outgoing, why: str) -> None:
        """Go on to the officer's next channel, or end the row and call the next officer."""
        channel = str(row.channel)
        others = [
            account
            for account in work.registry.accounts(row.saying.officer)
            if account.channel in self._transports and account.channel not in (*row.tried, channel)
        ]
        # The second row of an alarm has no further channel: the first one has them all.
        if others and not row.saying.place:
            _withdrawn(work, row, why)
            work.outbox.elsewhere(row, channel)
        else:
            self.give_up(work, row, why)

    def _edited(self, work: Work, edit: Edit, outcome: Outcome) -> None:
        card = edit.card
        match outcome:
            case Sent(message_id) if _may_be_old(edit):
                work.cards.placed(card, message_id)
            case Sent(message_id):
                work.cards.shown(card, message_id=message_id, digest=edit.digest)
            case _ if card.attempts >= CARD_TRIES:
                work.cards.give_up(card)
            case Later(after):
                work.cards.later(card, work.now + self._pause(after, card.attempts))
            case Unknown():
                again_at = work.now + self._jitter(card.attempts)
                work.cards.later(card, again_at, doubtful=card.message_id is None)
            case Never() if card.message_id is None:
                work.cards.give_up(card)
            case Never():
                work.cards.anew(card)

    def _pause(self, asked: timedelta, attempts: int) -> timedelta:
        """Return what the server asked for, up to twice; without it what grows by itself."""
        jitter = self._jitter(attempts)
        return asked + min(jitter, asked) if asked else jitter

    def _jitter(self, attempts: int) -> timedelta:
        longest = min(LONGEST_BACKOFF, timedelta(seconds=2 ** min(attempts, 10)))
        return longest * self._random()

    def _turn(self, work: Work, key: str, at: datetime) -> Turn:
        return Turn(work, house=self._house, key=key, now=at)


def _may_be_old(edit: Edit) -> bool:
    """Say whether what was accepted now may be what was sent earlier, under the same key."""
    card = edit.card
    return card.message_id is None and card.doubted and edit.transport.idempotent


def _withdrawn(work: Work, row: Outgoing, why: str) -> None:
    """Journal that nobody was shown what did not leave; what may have arrived stays as shown."""
    if why != DOUBTED:
        withdrawn(work, row)


def name_of(leased: Leased) -> tuple[Place, str]:
    """Return where the row of what was leased is, and which it is."""
    if isinstance(leased, Message):
        return Place.MESSAGE, str(leased.row.seq)
    return Place.CARD, leased.card.id
