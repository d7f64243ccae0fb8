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

from bot.clock.clocks import Clock, ring_or_pause
from bot.delivery.foretell import foretelling
from bot.delivery.lease import Leased, Leasing, Message
from bot.delivery.passing import Passing
from bot.delivery.pauses import Pace
from bot.delivery.record import Ended, Recording, name_of
from bot.delivery.render import Renderer
from bot.transports.base import Later, Outcome, Transport, Unknown
from bot.transports.limits import Room
from bot.tries.attempts import PAUSES, Attempts
from bot.tries.in_hand import Hand
from handlers.chat.turn import Site
from protocol.parties import Channel
from storage.engine import StorageFailed
from storage.sayings import Priority
from storage.work import Store, Work

T = TypeVar("T")
log = structlog.get_logger()

# On each channel; as many again for alarms.
SENDERS = 32
SENDING_WITHIN = timedelta(seconds=90)
IDLE = timedelta(hours=1)
SHORTEST = timedelta(milliseconds=50)
AGAIN = timedelta(seconds=1)
TOGETHER = timedelta(milliseconds=30)
# What seems to pause for longer began before the clock was set back.
LONGEST_PAUSE = timedelta(hours=1)


class Delivery:
    """Sends what the outbox and the cards hold. `random` returns a float in [0, 1)."""

    def __init__(
        self,
        store: Store,
        site: Site,
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
        self._transports = transports
        self._clock = clock
        self._senders = senders
        # What the operator's command has written rings no bell in this process.
        self._idle = min(look_at_least, IDLE)
        self._recording = Recording(
            site,
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
            site=site,
            incarnation=incarnation,
            give_up=self._recording.give_up,
            attempts=attempts,
        )
        self._bell = asyncio.Event()
        self._busy: dict[str, Leased] = {}
        self._ended: list[Ended] = []
        self._paused: dict[str, datetime] = {}
        # Queues whose next message is for a channel that is used up: not looked at meanwhile.
        self._held: dict[str, Channel] = {}
        # The same of alarms whose channel's server takes nothing now.
        self._held_alarms: dict[str, Channel] = {}
        self._resting = False
        # Where alarms went alone the others go next, however many alarms come.
        self._alarms_alone = True
        # Whether the last exchange may have been committed, and its answer lost.
        self._unsure = False
        store.on_commit(self._bell.set, "outbox", "cards")

    async def run(self) -> None:
        """Send until cancelled."""
        loop = asyncio.get_running_loop()
        self._store.before_commit(foretelling(self._transports, loop, most=self._senders))
        await self._surely(self._recording.recover)
        async with asyncio.TaskGroup() as group:
            while True:
                try:
                    leased, pause = await self._exchange()
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
                if pause:
                    await ring_or_pause(self._bell, pause)

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

    async def _exchange(self) -> tuple[Sequence[Leased], timedelta]:
        """
        Record what has ended and lease what comes next; return also for how long to wait then.

        Raises: StorageFailed; then what has ended stays to be recorded.
        """
        ended = tuple(self._ended)
        now = self._clock()
        paused = {each: at for each, at in self._paused.items() if now < at <= now + LONGEST_PAUSE}
        for each in ended:
            if isinstance(each.outcome, Later) and not each.outcome.paced:
                # Order within a chat is kept: what is refused for now holds up only that chat.
                paused[each.leased.queue] = each.at + each.outcome.after
            self._note(each)
        over = {each.leased.queue for each in ended}
        under_way = {queue: one for queue, one in self._busy.items() if queue not in over}
        rooms = {channel: each.limits.room() for channel, each in self._transports.items()}
        before = self._passing(rooms, under_way)
        held = {queue: each for queue, each in self._held.items() if not before.is_free(each)}
        alarms = {
            queue: each
            for queue, each in self._held_alarms.items()
            if not before.takes_alarms(each)
        }

        def exchange(
            work: Work,
        ) -> tuple[Sequence[Ended], Sequence[Leased], Passing, datetime | None]:
            again = self._recording.record(work, ended)
            busy = under_way | {each.leased.queue: each.leased for each in again}
            if unsure:
                self._leasing.give_back(work, busy=busy.keys())
            passing = self._passing(rooms, busy)
            leased, wake_at = self._lease(work, passing, {*busy, *paused, *held, *alarms})
            return again, leased, passing, wake_at

        unsure, self._unsure = self._unsure, True
        again, leased, passing, wake_at = await self._store.run(exchange)
        self._unsure = False
        for one in leased:
            one.transport.limits.count(one.address, urgent=one.destination.urgent)
        self._paused = paused | {queue: now + each for queue, each in passing.paused.items()}
        self._held = held | passing.held
        self._held_alarms = alarms | passing.held_alarms
        went_alone = self._alarms_alone and any(one.destination.urgent for one in leased)
        self._alarms_alone = not went_alone
        self._forget(ended, again)
        self._busy |= {one.queue: one for one in leased}
        if leased and wake_at is not None and wake_at <= now:
            return leased, timedelta()
        moments = (wake_at, *self._paused.values(), passing.opens_in and now + passing.opens_in)
        return leased, self._pause(min((each for each in moments if each), default=None))

    def _note(self, ended: Ended) -> None:
        if not isinstance(ended.leased, Message):
            return
        if isinstance(ended.outcome, Later | Unknown):
            self._leasing.ordering.note_failure(ended.leased.queue)
        else:
            self._leasing.ordering.note_sent(ended.leased.queue)

    def _lease(
        self, work: Work, passing: Passing, busy: set[str]
    ) -> tuple[Sequence[Leased], datetime | None]:
        """Return what is leased, and when to look again: at once where more may be leased."""
        if self._resting:
            return (), None
        alone = self._alarms_alone
        leased = self._leasing.take(work, busy=busy, passing=passing, alarms_alone=alone)
        waiting = {*busy, *passing.waiting, *(one.queue for one in leased)}
        moments = [work.leases.next_at(busy=waiting, least=passing.least)]
        if passing.spare:
            moments.append(work.cards.next_at(busy=waiting))
        return leased, min((each for each in moments if each), default=None)

    def _passing(self, rooms: Mapping[Channel, Room], under_way: Mapping[str, Leased]) -> Passing:
        sending = (one.destination for one in under_way.values())
        return Passing(rooms, sending, senders=self._senders)

    def _pause(self, wake_at: datetime | None) -> timedelta:
        if wake_at is None:
            return self._idle
        return min(max(wake_at - self._clock(), SHORTEST), self._idle)

    async def _record_alone(self) -> None:
        """Record what has ended although something that is to be leased fails again and again."""
        ended = tuple(self._ended)
        again = await self._surely(lambda work: self._recording.record(work, ended))
        self._forget(ended, again)

    def _forget(self, ended: Sequence[Ended], again: Sequence[Ended]) -> None:
        """Let go what is recorded; what could not be is tried again after a pause."""
        del self._ended[: len(ended)]
        for each in ended:
            self._busy.pop(each.leased.queue, None)
        self._busy |= {each.leased.queue: each.leased for each in again}
        for each in again:
            pause = PAUSES[each.tries - 1].total_seconds()
            asyncio.get_running_loop().call_later(pause, self._end, each)

    def _end(self, ended: Ended) -> None:
        self._ended.append(ended)
        self._bell.set()

    async def _one(self, one: Leased) -> None:
        outcome = await self._send(one)
        self._ended.append(Ended(one, outcome, self._clock()))
        # Half of what is under way is recorded together; what ends alone waits for a moment.
        if 2 * len(self._ended) >= len(self._busy):
            self._bell.set()
        elif len(self._ended) == 1:
            asyncio.get_running_loop().call_later(TOGETHER.total_seconds(), self._bell.set)

    async def _send(self, one: Leased) -> Outcome:
        within = SENDING_WITHIN * (1 + len(one.rendered.files))
        place, row = name_of(one)
        try:
            async with asyncio.timeout(within.total_seconds()):
                return await self._in_hand.step(Hand.SENDING, place, row, _call_transport(one))
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


async def _call_transport(one: Leased) -> Outcome:
    if isinstance(one, Message):
        key = one.row.saying.key
        urgent = one.row.saying.priority is Priority.ALARM
        return await one.transport.send(one.address, one.rendered, key=key, urgent=urgent)
    if one.card.message_id is None:
        key = f"card/{one.card.id}/{one.card.born}"
        return await one.transport.send(one.address, one.rendered, key=key)
    key = f"edit/{one.card.id}/{one.card.wanted}"
    return await one.transport.edit(one.address, one.card.message_id, one.rendered, key=key)
