"""An alarm behind 10,000 queued digests leaves next; beside an alarm with an empty queue."""

import asyncio
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from random import Random

from sqlalchemy import func, select

from bench.databases import POSTGRESQL, SQLITE, Place
from bench.deliveries import GIVEN_UP_AFTER
from bench.desk import ANSWERS, ASKS, Desk
from bench.figures import Figure, median, milliseconds
from bot.delivery.lease import Leased, Message
from bot.delivery.loop import SENDERS, Delivery
from bot.delivery.passing import Passing
from bot.delivery.pauses import Pace
from bot.delivery.render import Renderer
from bot.transports.base import Outcome, Receive, Sent
from bot.transports.limits import UNLIMITED, Limits
from bot.words.message import Rendered
from bot.words.texts import Texts
from handlers.record.alarm import ALARM
from protocol.parties import Channel
from storage.outgoing import OutboxState
from storage.sayings import Priority, Saying
from storage.tables import outbox
from storage.values import Line
from storage.work import Work

DIGESTS = 10_000
READERS = 500
ALARMS = 12
SENDING_SECONDS = 0.03
DRAINED_BETWEEN = 4 * SENDERS
# So many more than needed are queued before each alarm: some leave before its commit.
SPARE = 5 * DRAINED_BETWEEN
# Before its lease at most the senders that are at work record how theirs ended.
BOUND = SENDERS
LINES = (Line("field-periods-none"),) * 5


@dataclass(slots=True)
class Recording:
    """A transport that keeps what it was given and when; a server takes `SENDING_SECONDS`."""

    channel: Channel = Channel.CONSOLE
    idempotent: bool = True
    works: bool = True
    limits: Limits = UNLIMITED
    sent: list[tuple[str, float]] = field(default_factory=list)
    begun: int = 0
    ended: int = 0
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    async def send(
        self, address: str, message: Rendered, *, key: str, urgent: bool = False
    ) -> Outcome:
        """Note a message and accept it, while the gate is open."""
        self.sent.append((key, time.perf_counter()))
        await self._served()
        return Sent(key)

    async def edit(
        self, address: str, message_id: str, message: Rendered, *, key: str = ""
    ) -> Outcome:
        """Accept an edit, while the gate is open."""
        await self._served()
        return Sent(message_id)

    async def run(self, receive: Receive) -> None:
        """Bring in nothing."""

    async def until(self, holds: Callable[[], bool]) -> None:
        """
        Return when something has arrived after which `holds`.

        Raises: TimeoutError.
        """
        async with asyncio.timeout(GIVEN_UP_AFTER):
            while not holds():
                self.arrived.clear()
                await self.arrived.wait()

    def alarm_since(self, place: int) -> int | None:
        """Return how many messages later than `place` the first alarm is, from 1 on."""
        later = (key for key, _ in self.sent[place:])
        return next((number for number, key in enumerate(later, 1) if _is_alarm(key)), None)

    async def _served(self) -> None:
        self.begun += 1
        self.arrived.set()
        await asyncio.sleep(SENDING_SECONDS)
        await self.gate.wait()
        self.ended += 1


class Side:
    """A desk with its delivery, and what was measured there."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.transport = Recording()
        self.transport.gate.set()
        self.delivery = Delivery(
            desk.store,
            desk.site,
            Renderer(Texts(), print),
            {Channel.CONSOLE: self.transport},
            incarnation="bench",
            clock=desk.clock,
            random=Random(2014).random,
            pace=Pace(),
        )
        self.seconds: list[float] = []
        self.positions: list[int] = []
        self.in_flight: list[int] = []
        self._leases: list[tuple[float, list[str]]] = []
        self._lease = self.delivery._leasing.take
        self.delivery._leasing.take = self._noted  # type: ignore[method-assign]

    async def alarm(self) -> None:
        """Send a request; measure from its commit until its alarm is with the transport."""
        press = await self.desk.presses(ASKS, "send")
        await self.desk.handles(press)
        # The delivery gets its turn when this one waits: nothing was sent since the commit.
        committed, place = time.perf_counter(), len(self.transport.sent)
        ended = self.transport.ended
        await self.transport.until(lambda: self.transport.alarm_since(place) is not None)
        position = self.transport.alarm_since(place)
        assert position is not None
        self.positions.append(position)
        alarm, at = self.transport.sent[place + position - 1]
        self.seconds.append(at - committed)
        # PostgreSQL may have been leasing as the alarm was committed: that is under way as well.
        earlier = [keys for began, keys in self._leases if began < committed and alarm not in keys]
        self.in_flight.append(sum(map(len, earlier)) - ended)

    def _noted(
        self, work: Work, *, busy: Collection[str], passing: Passing, alarms_alone: bool = False
    ) -> tuple[Leased, ...]:
        began = time.perf_counter()
        leased = self._lease(work, busy=busy, passing=passing, alarms_alone=alarms_alone)
        keys = [each.row.saying.key if isinstance(each, Message) else "" for each in leased]
        self._leases.append((began, keys))
        return leased


def figures(place: Place) -> list[Figure]:
    """Return the position and the time on both databases."""
    return [figure for kind in (SQLITE, POSTGRESQL) for figure in asyncio.run(_on(kind, place))]


async def _on(kind: str, place: Place) -> list[Figure]:
    full = Side(await Desk.open(place.url(kind), place.folder))
    empty = Side(await Desk.open(place.url(kind), place.folder))
    await full.desk.store.run(_readers)
    tasks = [asyncio.ensure_future(each.delivery.run()) for each in (full, empty)]
    try:
        queued = await _measured(full, empty)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await full.desk.database.close()
        await empty.desk.database.close()
    worst = max(range(ALARMS), key=lambda each: full.positions[each] - full.in_flight[each])
    return [
        Figure(
            f"alarm: its place, {kind}",
            f"{max(full.positions)} at worst, {queued:,} digests waiting or more",
            f"{full.in_flight[worst]} under way at its commit",
            full.positions[worst],
            full.in_flight[worst] + 1,
            "th",
        ),
        Figure(
            f"alarm: commit to send, {kind}",
            milliseconds(full.seconds),
            f"{milliseconds(empty.seconds)}, empty queue",
            median(full.seconds) / median(empty.seconds),
            BOUND,
        ),
    ]


async def _measured(full: Side, empty: Side) -> int:
    """Send the alarms by turns; return how many digests waited behind each of them at least."""
    waited = []
    for _ in range(ALARMS):
        await empty.desk.handles(await empty.desk.fills_form())
        await _quiet(empty)
        await empty.alarm()
        await _quiet(empty)

        await full.desk.store.run(_queue)
        await full.desk.handles(await full.desk.fills_form())
        full.transport.gate.set()
        flowing = len(full.transport.sent) + DRAINED_BETWEEN
        await _sent(full, flowing)
        await full.alarm()
        waited.append(await full.desk.store.run(_digests_waiting))
        # What is not measured now stands still: it would take the processor from the other side.
        full.transport.gate.clear()
        # As many as the senders, and alarms beside them.
        await full.transport.until(lambda: full.transport.begun - full.transport.ended >= SENDERS)
    full.transport.gate.set()
    return min(waited)


async def _sent(side: Side, count: int) -> None:
    await side.transport.until(lambda: len(side.transport.sent) >= count)


async def _quiet(side: Side) -> None:
    while not await side.desk.store.run(_is_quiet):  # noqa: ASYNC110 - an empty queue rings no bell
        await asyncio.sleep(0.01)


def _readers(work: Work) -> None:
    like = work.registry.officer(ANSWERS)
    for number in range(READERS):
        reader = replace(like, id=f"reader-{number}", on_duty=False)
        work.registry.put_officer(reader)
        work.registry.bind(Channel.CONSOLE, reader.id, reader.id)


def _queue(work: Work) -> None:
    """Queue what is missing of the digests, by turns to each reader."""
    newest: int = work.connection.execute(
        select(func.coalesce(func.max(outbox.c.seq), 0))
    ).scalar_one()
    for number in range(newest, newest + DIGESTS + SPARE - _digests_waiting(work)):
        work.outbox.put(
            Saying(
                key=f"digest/{number}",
                officer=f"reader-{number % READERS}",
                priority=Priority.DIGEST,
                text="digest",
                values={"authority": "BY-1", "at": work.now, "lines": LINES},
            )
        )


def _digests_waiting(work: Work) -> int:
    waiting = select(func.count()).where(
        outbox.c.text == "digest", outbox.c.state == OutboxState.WAITING
    )
    return work.connection.execute(waiting).scalar_one()


def _is_quiet(work: Work) -> bool:
    under_way = (OutboxState.WAITING, OutboxState.SENDING)
    left = select(func.count()).where(outbox.c.state.in_(under_way))
    return work.connection.execute(left).scalar_one() == 0


def _is_alarm(key: str) -> bool:
    return f"/{ALARM}/" in key
