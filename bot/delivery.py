"""
Delivery: lease -> still owed? -> render -> send -> record.

Every row of the outbox ends: sent, never, or handed to the next channel. A card is one edit in
flight, the latest version wins. What has ended is recorded, and what comes next is leased, in one
transaction for all of them: under load it costs one commit for many messages.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TypeVar

import structlog

from bot.attempts import PAUSES, Attempts
from bot.clock import Clock, ring_or_pause
from bot.in_hand import Hand
from bot.leasing import Leased, Leasing, Message
from bot.recording import Ended, Pace, Recording, name_of
from bot.rendering import Renderer
from bot.transports.base import Later, Outcome, Transport, Unknown
from handlers.kit import House
from protocol.parties import Channel
from storage.engine import StorageFailed
from storage.outbox import Priority
from storage.work import Store, Work

T = TypeVar("T")
log = structlog.get_logger()

SENDERS = 32
SENDING_WITHIN = timedelta(seconds=90)
IDLE = timedelta(hours=1)
SHORTEST = timedelta(milliseconds=50)
AGAIN = timedelta(seconds=1)
TOGETHER = timedelta(milliseconds=30)


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
        look_at_least: timedelta = IDLE,
        attempts: Attempts | None = None,
    ) -> None:
        attempts = attempts or Attempts()
        self._in_hand = attempts.in_hand
        self._store = store
        self._clock = clock
        self._senders = senders
        # What the operator's command has written rings no bell in this process.
        self._idle = min(look_at_least, IDLE)
        self._recording = Recording(
            house,
            transports,
            incarnation=incarnation,
            random=random,
            pace=pace,
            attempts=attempts,
        )
        self.set_aside = self._recording.set_aside
        self._leasing = Leasing(
            renderer,
            transports,
            house=house,
            incarnation=incarnation,
            give_up=self._recording.give_up,
            attempts=attempts,
        )
        self._bell = asyncio.Event()
        self._busy: set[str] = set()
        self._ended: list[Ended] = []
        self._paused: dict[str, datetime] = {}
        self._resting = False
        # Whether the last exchange may have been committed, and its answer lost.
        self._unsure = False
        store.on_commit(self._bell.set, "outbox", "cards")

    async def run(self) -> None:
        """Send until cancelled."""
        await self._surely(self._recording.recover)
        async with asyncio.TaskGroup() as group:
            while True:
                try:
                    leased, wake_at = await self._exchange()
                except StorageFailed as failure:
                    log.error("delivery_stopped", failure=str(failure))
                    await asyncio.sleep(AGAIN.total_seconds())
                    continue
                except Exception:
                    log.exception("delivery_failed")
                    await self._record_alone()
                    await asyncio.sleep(AGAIN.total_seconds())
                    continue
                for one in leased:
                    group.create_task(self._one(one))
                if not leased or len(self._busy) >= self._senders:
                    await ring_or_pause(self._bell, self._pause(wake_at))

    async def rest(self, within: timedelta) -> None:
        """
        Begin nothing new, and return when what is under way has ended and is recorded.

        Or when `within` is over: what is still under way then is in doubt at the next start.
        """
        self._resting = True
        with suppress(TimeoutError):
            async with asyncio.timeout(within.total_seconds()):
                while self._busy:  # noqa: ASYNC110 (the bell is the loop's own)
                    await asyncio.sleep(SHORTEST.total_seconds())

    def _pause(self, wake_at: datetime | None) -> timedelta:
        if wake_at is None or len(self._busy) >= self._senders:
            return self._idle
        return min(max(wake_at - self._clock(), SHORTEST), self._idle)

    async def _exchange(self) -> tuple[Sequence[Leased], datetime | None]:
        """
        Record what has ended and lease what comes next.

        Raises: StorageFailed; then what has ended stays to be recorded.
        """
        ended = tuple(self._ended)
        now = self._clock()
        paused = {each: at for each, at in self._paused.items() if at > now}
        for each in ended:
            if isinstance(each.outcome, Later):
                # Order within a chat is kept: what is refused for now holds up only that chat.
                paused[each.leased.queue] = each.at + each.outcome.after
        busy = frozenset(self._busy - {each.leased.queue for each in ended})
        unsure, self._unsure = self._unsure, True
        again, leased, wake_at = await self._store.run(
            lambda work: self._exchanged(work, ended, busy, paused, unsure=unsure)
        )
        self._unsure = False
        self._paused = paused
        self._forget(ended, again)
        self._busy |= {one.queue for one in leased}
        return leased, wake_at

    def _exchanged(
        self,
        work: Work,
        ended: Sequence[Ended],
        busy: frozenset[str],
        paused: Mapping[str, datetime],
        *,
        unsure: bool,
    ) -> tuple[Sequence[Ended], Sequence[Leased], datetime | None]:
        again = self._recording.record(work, ended)
        busy = busy | {each.leased.queue for each in again}
        if unsure:
            self._leasing.give_back(work, busy=busy)
        held = busy | paused.keys()
        free = 0 if self._resting else self._senders - len(busy)
        leased = self._leasing.take(work, busy=held, limit=free)
        if leased:
            return again, leased, None
        moments = (work.outbox.next_at(busy=held), work.cards.next_at(busy=held), *paused.values())
        return again, leased, min((each for each in moments if each), default=None)

    async def _record_alone(self) -> None:
        """Record what has ended although something that is to be leased fails again and again."""
        ended = tuple(self._ended)
        again = await self._surely(lambda work: self._recording.record(work, ended))
        self._forget(ended, again)

    def _forget(self, ended: Sequence[Ended], again: Sequence[Ended]) -> None:
        """Let go what is recorded; what could not be is tried again after a pause."""
        del self._ended[: len(ended)]
        self._busy -= {each.leased.queue for each in ended}
        self._busy |= {each.leased.queue for each in again}
        for each in again:
            pause = PAUSES[each.tries - 1].total_seconds()
            asyncio.get_running_loop().call_later(pause, self._end, each)

    def _end(self, ended: Ended) -> None:
        self._ended.append(ended)
        self._bell.set()

    async def _one(self, one: Leased) -> None:
        outcome = await self._sent(one)
        self._ended.append(Ended(one, outcome, self._clock()))
        # Half of what is under way is recorded together; what ends alone waits for a moment.
        if 2 * len(self._ended) >= len(self._busy):
            self._bell.set()
        elif len(self._ended) == 1:
            asyncio.get_running_loop().call_later(TOGETHER.total_seconds(), self._bell.set)

    async def _sent(self, one: Leased) -> Outcome:
        within = SENDING_WITHIN * (1 + len(one.rendered.files))
        place, row = name_of(one)
        try:
            async with asyncio.timeout(within.total_seconds()):
                return await self._in_hand.stepping(Hand.SENDING, place, row, _sending(one))
        except TimeoutError:
            return Unknown()
        except Exception:
            # A transport that raises is ours to mend; what it was sending may have arrived.
            log.exception("transport_failed", channel=one.transport.channel)
            return Unknown()

    async def _surely(self, fn: Callable[[Work], T]) -> T:
        """Run a transaction until the storage takes it: what was sent must be known to be sent."""
        while True:
            try:
                return await self._store.run(fn)
            except StorageFailed as failure:
                log.error("not_recorded", failure=str(failure))
                await asyncio.sleep(AGAIN.total_seconds())


async def _sending(one: Leased) -> Outcome:
    if isinstance(one, Message):
        key = one.row.saying.key
        urgent = one.row.saying.priority is Priority.ALARM
        return await one.transport.send(one.address, one.rendered, key=key, urgent=urgent)
    if one.card.message_id is None:
        key = f"card/{one.card.id}/{one.card.born}"
        return await one.transport.send(one.address, one.rendered, key=key)
    key = f"edit/{one.card.id}/{one.card.wanted}"
    return await one.transport.edit(one.address, one.card.message_id, one.rendered, key=key)
