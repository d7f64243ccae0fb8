"""What became of what was sent: ended, later, in doubt, or handed to the next channel."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import structlog
from sqlalchemy.exc import DBAPIError

from bot.leasing import Edit, Leased, Message, withdrawn
from bot.transports.base import Later, Never, Outcome, Sent, Transport, Unknown
from handlers import clockwork
from handlers.kit import House, Turn
from protocol.parties import Channel
from storage.engine import StorageFailed
from storage.outbox import Outgoing
from storage.work import Work

log = structlog.get_logger()

LONGEST_BACKOFF = timedelta(minutes=1)
GIVEN_UP_AFTER = timedelta(hours=24)
# Why a row ends of which nobody knows whether it arrived.
DOUBTED = "unknown"
CARD_TRIES = 8


@dataclass(frozen=True, slots=True)
class Pace:
    """When a message whose end is unknown is sent again; after the last one it is handed on."""

    resend_unknown: tuple[timedelta, ...] = (timedelta(seconds=10), timedelta(seconds=30))


@dataclass(frozen=True, slots=True)
class Ended:
    """A sending that is over, how, and when."""

    leased: Leased
    outcome: Outcome
    at: datetime


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
    ) -> None:
        self._house = house
        self._transports = transports
        self._incarnation = incarnation
        self._random = random
        self._pace = pace

    def record(self, work: Work, ended: Iterable[Ended]) -> None:
        """Write down outcomes; one that cannot be written whole never keeps back the others."""
        accepted: list[tuple[Outgoing, str]] = []
        for each in ended:
            match each:
                case Ended(Message(row), Sent(message_id)):
                    accepted.append((row, message_id))
                    if row.full_content:
                        turn = self._turn(work, f"sent/{row.seq}", each.at)
                        _whole(work, row, partial(clockwork.accepted, turn, row))
                case Ended(Message(row, transport), outcome):
                    if not _whole(work, row, partial(self._failed, work, row, transport, outcome)):
                        work.outbox.never(row, "failed")
                case Ended(Edit() as edit, outcome):
                    self._edited(work, edit, outcome)
        work.outbox.sent(accepted)
        clockwork.reached(work, (row for row, _ in accepted))

    def recover(self, work: Work) -> None:
        """What another incarnation was sending when it died may have arrived."""
        for row in work.outbox.abandoned(self._incarnation):
            transport = self._transports.get(Channel(str(row.channel)))
            self._doubt(work, row, transport)
        work.cards.abandon(self._incarnation)

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


def _whole(work: Work, row: Outgoing, write: Callable[[], None]) -> bool:
    """Do what an outcome brings about, whole or, where it raises what is ours, not at all."""
    try:
        with work.savepoint():
            write()
    except (StorageFailed, DBAPIError):
        raise
    except Exception:
        log.exception("outcome_failed", row=row.seq, text=row.saying.text)
        return False
    return True
