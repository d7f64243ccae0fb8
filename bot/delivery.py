"""
Delivery: lease -> still owed? -> render -> send -> record.

Every row of the outbox ends: sent, never, or handed to the next channel. A card is one edit in
flight, the latest version wins.
"""

import asyncio
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar

import structlog
from sqlalchemy.exc import DBAPIError

from bot.clock import Clock, ring_or_pause
from bot.rendering import Rendered, Renderer
from bot.transports.base import Later, Never, Outcome, Sent, Transport, Unknown
from handlers import cards, clockwork
from handlers.enrolment import may_be_told
from handlers.kit import House, Turn
from handlers.showing import passage
from protocol.obligations import About
from protocol.parties import Channel, Officer, Passage
from storage.cards import Card
from storage.engine import StorageFailed
from storage.outbox import Outgoing, Priority
from storage.registry import Account
from storage.work import Store, Work

T = TypeVar("T")
log = structlog.get_logger()

SENDERS = 16
SENDING_WITHIN = timedelta(seconds=90)
IDLE = timedelta(hours=1)
SHORTEST = timedelta(milliseconds=50)
STORAGE_AGAIN = timedelta(seconds=1)
LONGEST_BACKOFF = timedelta(minutes=1)
GIVEN_UP_AFTER = timedelta(hours=24)
CARD_TRIES = 8


@dataclass(frozen=True, slots=True)
class Pace:
    """When a message whose end is unknown is sent again; after the last one it is handed on."""

    resend_unknown: tuple[timedelta, ...] = (timedelta(seconds=10), timedelta(seconds=30))


@dataclass(frozen=True, slots=True)
class _Message:
    row: Outgoing
    transport: Transport
    address: str
    rendered: Rendered


@dataclass(frozen=True, slots=True)
class _Edit:
    card: Card
    transport: Transport
    address: str
    rendered: Rendered
    digest: bytes


class Delivery:
    """Sends what the outbox and the cards hold. `random` returns a float in [0, 1)."""

    def __init__(
        self,
        store: Store,
        house: House,
        renderer: Renderer,
        transports: Mapping[Channel, Transport],
        *,
        incarnation: str,
        clock: Clock,
        random: Callable[[], float],
        pace: Pace,
        senders: int = SENDERS,
    ) -> None:
        self._store = store
        self._house = house
        self._renderer = renderer
        self._transports = transports
        self._incarnation = incarnation
        self._clock = clock
        self._random = random
        self._pace = pace
        self._senders = senders
        self._bell = asyncio.Event()
        self._busy: set[str] = set()
        self._paused: dict[str, datetime] = {}
        store.on_commit(self._bell.set)

    async def run(self) -> None:
        """Send until cancelled."""
        await self._surely(self._recover)
        async with asyncio.TaskGroup() as group:
            while True:
                now = self._clock()
                self._paused = {each: at for each, at in self._paused.items() if at > now}
                busy, paused = frozenset(self._busy), dict(self._paused)
                try:
                    leased, wake_at = await self._store.run(
                        lambda work: self._lease(work, busy, paused)  # noqa: B023 (runs now)
                    )
                except StorageFailed as failure:
                    log.error("delivery_stopped", failure=str(failure))
                    await asyncio.sleep(STORAGE_AGAIN.total_seconds())
                    continue
                except Exception:
                    log.exception("delivery_failed")
                    await asyncio.sleep(STORAGE_AGAIN.total_seconds())
                    continue
                for one in leased:
                    self._busy.add(_officer(one))
                    group.create_task(self._one(one))
                if not leased or len(self._busy) >= self._senders:
                    await ring_or_pause(self._bell, self._pause(wake_at))

    def _pause(self, wake_at: datetime | None) -> timedelta:
        if wake_at is None or len(self._busy) >= self._senders:
            return IDLE
        return min(max(wake_at - self._clock(), SHORTEST), IDLE)

    # Leasing: one transaction

    def _lease(
        self, work: Work, busy: frozenset[str], paused: Mapping[str, datetime]
    ) -> tuple[Sequence[_Message | _Edit], datetime | None]:
        free = self._senders - len(busy)
        leased: list[_Message | _Edit] = []
        chats = busy | set(paused)
        if free > 0:
            for row in work.outbox.waiting(busy=chats, limit=free):
                message = self._surely_ended(work, row)
                if message:
                    leased.append(message)
            chats |= {_officer(one) for one in leased}
            if len(leased) < free:
                for card in work.cards.waiting(busy=chats, limit=free - len(leased)):
                    edit = self._edit(work, card)
                    if edit:
                        leased.append(edit)
        moments = (
            work.outbox.next_at(busy=chats),
            work.cards.next_at(busy=chats),
            *paused.values(),
        )
        return leased, min((each for each in moments if each), default=None)

    def _surely_ended(self, work: Work, row: Outgoing) -> _Message | None:
        """Prepare a message; one that cannot be prepared ends and never blocks the next."""
        try:
            with work.savepoint():
                return self._message(work, row)
        except (StorageFailed, DBAPIError):
            raise
        except Exception:
            log.exception("message_failed", row=row.seq, text=row.saying.text)
            self._never(work, row, "failed")
            return None

    def _message(self, work: Work, row: Outgoing) -> _Message | None:
        if not clockwork.holds(work, row):
            work.outbox.drop(row)
            return None
        reader = work.registry.officer(row.saying.officer)
        account, allowed = self._route(work, row, reader)
        if account is None:
            self._never(work, row, "no-channel" if reader.serves(work.now) else "not-serving")
            return None
        transport = self._transports[account.channel]
        if row.rendering is not None and row.channel == account.channel:
            rendered = Rendered.restored(row.rendering)
        else:
            rendered = self._renderer.saying(
                work, row.saying, reader, passage=allowed, repeated=False
            )
        work.outbox.lease(
            row,
            by=self._incarnation,
            channel=account.channel,
            address=account.address,
            carries_content=rendered.carries_content,
            rendering=rendered.stored(),
        )
        leased = replace(
            row,
            channel=account.channel,
            attempts=row.attempts + 1,
            carries_content=rendered.carries_content,
        )
        if row.may_have_arrived_elsewhere or (row.doubts and not transport.idempotent):
            rendered = self._marked(rendered, reader)
        return _Message(leased, transport, account.address, rendered)

    def _marked(self, rendered: Rendered, reader: Officer) -> Rendered:
        repeated = self._renderer.plain(reader.lang, "repeated")
        return replace(rendered, text=f"{repeated}\n{rendered.text}")

    def _route(self, work: Work, row: Outgoing, reader: Officer) -> tuple[Account | None, Passage]:
        """Choose the officer's channel: first those over which the whole may pass (Art. 6)."""
        if not (reader.serves(work.now) or may_be_told(reader, row.saying.text)):
            return None, Passage.POINTER
        accounts = [
            account
            for account in work.registry.accounts(reader.id)
            if account.channel in self._transports and account.channel not in row.tried
        ]
        subject = row.saying.subject
        if subject is None or subject.about is not About.REQUEST:
            return (accounts[0] if accounts else None), Passage.CONTENT
        request = work.requests.get(subject.id, lock=False)
        allowed = {each.channel: passage(work, request, each.channel) for each in accounts}
        accounts.sort(key=lambda account: allowed[account.channel] is not Passage.CONTENT)
        if not accounts:
            return None, Passage.POINTER
        return accounts[0], allowed[accounts[0].channel]

    def _edit(self, work: Work, card: Card) -> _Edit | None:
        reader = work.registry.officer(card.officer)
        accounts = [
            account
            for account in work.registry.accounts(reader.id)
            if account.channel in self._transports
            and (card.message_id is None or account.channel == card.channel)
        ]
        if not accounts or not reader.serves(work.now):
            work.cards.give_up(card)
            return None
        rendered = self._renderer.card(work, cards.card(work, card.subject), reader)
        account = accounts[0]
        work.cards.lease(
            card, by=self._incarnation, channel=account.channel, address=account.address
        )
        if card.doubted and not self._transports[account.channel].idempotent:
            rendered = self._marked(rendered, reader)
        digest = hashlib.sha256(rendered.stored()).digest()
        leased = replace(card, attempts=card.attempts + 1)
        return _Edit(leased, self._transports[account.channel], account.address, rendered, digest)

    # Sending and recording

    async def _one(self, one: _Message | _Edit) -> None:
        try:
            outcome = await self._sent(one)
            at = self._clock()
            if isinstance(one, _Message):
                await self._surely(lambda work: self._record(work, one, outcome, at))
            else:
                await self._surely(lambda work: self._record_edit(work, one, outcome))
            if isinstance(outcome, Later):
                # Order within a chat is kept: what is refused for now holds up only that chat.
                self._paused[_officer(one)] = at + outcome.after
        finally:
            self._busy.discard(_officer(one))
            self._bell.set()

    async def _sent(self, one: _Message | _Edit) -> Outcome:
        try:
            async with asyncio.timeout(SENDING_WITHIN.total_seconds()):
                if isinstance(one, _Message):
                    key = one.row.saying.key
                    urgent = one.row.saying.priority is Priority.ALARM
                    return await one.transport.send(
                        one.address, one.rendered, key=key, urgent=urgent
                    )
                if one.card.message_id is None:
                    key = f"card/{one.card.id}/{one.card.wanted}"
                    return await one.transport.send(one.address, one.rendered, key=key)
                return await one.transport.edit(one.address, one.card.message_id, one.rendered)
        except TimeoutError:
            return Unknown()
        except Exception:
            # A transport that raises is ours to mend; what it was sending may have arrived.
            log.exception("transport_failed", channel=one.transport.channel)
            return Unknown()

    def _record(self, work: Work, one: _Message, outcome: Outcome, at: datetime) -> None:
        row = one.row
        match outcome:
            case Sent(message_id):
                work.outbox.sent(row, message_id)
                turn = Turn(work, house=self._house, key=f"sent/{row.seq}", now=at)
                clockwork.accepted(turn, row)
            case Later(after) if work.now - row.created_at < GIVEN_UP_AFTER:
                work.outbox.later(row, work.now + after + self._jitter(row.attempts))
            case Later():
                self._hand_on(work, row, "too-late")
            case Unknown():
                self._doubt(work, row, one.transport)
            case Never(why):
                self._hand_on(work, row, why)

    def _doubt(self, work: Work, row: Outgoing, transport: Transport | None) -> None:
        """Send again what may have arrived; the repetition is marked where it can be seen."""
        if row.doubts < len(self._pace.resend_unknown):
            pause = self._pace.resend_unknown[row.doubts]
            work.outbox.later(row, work.now + pause, doubtful=True)
        elif transport is not None and transport.idempotent and _is_young(row, work.now):
            work.outbox.later(row, work.now + self._jitter(row.attempts), doubtful=True)
        else:
            self._hand_on(work, row, "unknown")

    def _hand_on(self, work: Work, row: Outgoing, why: str) -> None:
        """Go on to the officer's next channel, or end the row and call the next officer."""
        channel = str(row.channel)
        others = [
            account
            for account in work.registry.accounts(row.saying.officer)
            if account.channel in self._transports and account.channel not in (*row.tried, channel)
        ]
        if others:
            work.outbox.elsewhere(row, channel)
        else:
            self._never(work, row, why)

    def _never(self, work: Work, row: Outgoing, why: str) -> None:
        work.outbox.never(row, why)
        log.warning("undeliverable", row=row.seq, text=row.saying.text, why=why)
        turn = Turn(work, house=self._house, key=f"never/{row.seq}", now=work.now)
        clockwork.undelivered(turn, row)

    def _record_edit(self, work: Work, one: _Edit, outcome: Outcome) -> None:
        card = one.card
        match outcome:
            case Sent(message_id):
                work.cards.shown(card, message_id=message_id, digest=one.digest)
            case _ if card.attempts >= CARD_TRIES:
                work.cards.give_up(card)
            case Later(after):
                work.cards.later(card, work.now + after + self._jitter(card.attempts))
            case Unknown():
                again_at = work.now + self._jitter(card.attempts)
                work.cards.later(card, again_at, doubtful=card.message_id is None)
            case Never() if card.message_id is None:
                work.cards.give_up(card)
            case Never():
                work.cards.anew(card)

    def _recover(self, work: Work) -> None:
        """What another incarnation was sending when it died may have arrived."""
        for row in work.outbox.abandoned(self._incarnation):
            transport = self._transports.get(Channel(str(row.channel)))
            self._doubt(work, row, transport)
        work.cards.abandon(self._incarnation)

    def _jitter(self, attempts: int) -> timedelta:
        longest = min(LONGEST_BACKOFF, timedelta(seconds=2 ** min(attempts, 10)))
        return longest * self._random()

    async def _surely(self, fn: Callable[[Work], T]) -> T:
        """Run a transaction until the storage takes it: what was sent must be known to be sent."""
        while True:
            try:
                return await self._store.run(fn)
            except StorageFailed as failure:
                log.error("not_recorded", failure=str(failure))
                await asyncio.sleep(STORAGE_AGAIN.total_seconds())


def _officer(one: _Message | _Edit) -> str:
    return one.row.saying.officer if isinstance(one, _Message) else one.card.officer


def _is_young(row: Outgoing, now: datetime) -> bool:
    return now - row.created_at < GIVEN_UP_AFTER
