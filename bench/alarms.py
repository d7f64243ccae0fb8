"""An alarm behind 10,000 queued digests leaves next; beside an alarm with an empty queue."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from random import Random

from sqlalchemy import func, select

from bench.databases import POSTGRESQL, SQLITE, Place
from bench.desk import ANSWERS, ASKS, Desk
from bench.figures import Figure, median, milliseconds
from bot.delivery import SENDERS, Delivery, Pace
from bot.rendering import Rendered, Renderer
from bot.texts import Texts
from bot.transports.base import Outcome, Receive, Sent
from handlers.sending import ALARM
from protocol.parties import Channel
from storage.outbox import OutboxState, Priority, Saying
from storage.tables import outbox
from storage.values import Line
from storage.work import Work

DIGESTS = 10_000
READERS = 500
ALARMS = 20
SENDING_SECONDS = 0.03
DRAINED_BETWEEN = 4 * SENDERS
POSITION = SENDERS + 1
BOUND = 5.0
ENTRY = {"number": "KZ-BY-2026-7"}


@dataclass(slots=True)
class Recording:
    """A transport that keeps what it was given and when; a server takes `SENDING_SECONDS`."""

    channel: Channel = Channel.CONSOLE
    idempotent: bool = True
    sent: list[tuple[str, float]] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    async def send(self, address: str, message: Rendered, *, key: str) -> Outcome:
        """Note a message and accept it, while the gate is open."""
        self.sent.append((key, time.perf_counter()))
        self.arrived.set()
        await asyncio.sleep(SENDING_SECONDS)
        await self.gate.wait()
        return Sent(str(len(self.sent)))

    async def edit(self, address: str, message_id: str, message: Rendered) -> Outcome:
        """Accept an edit."""
        await asyncio.sleep(SENDING_SECONDS)
        return Sent(message_id)

    async def run(self, receive: Receive) -> None:
        """Bring in nothing."""

    async def until(self, holds: Callable[[], bool]) -> None:
        """Return when something was sent after which `holds`."""
        while not holds():
            self.arrived.clear()
            await self.arrived.wait()

    def alarm_since(self, place: int) -> int | None:
        """Return how many messages later than `place` the first alarm is, from 1 on."""
        later = (key for key, _ in self.sent[place:])
        return next((number for number, key in enumerate(later, 1) if f"/{ALARM}/" in key), None)


@dataclass(slots=True)
class Line_:
    """A desk with its delivery running; what was measured on it."""

    desk: Desk
    transport: Recording
    delivery: Delivery
    seconds: list[float] = field(default_factory=list)
    positions: list[int] = field(default_factory=list)
    in_flight: list[int] = field(default_factory=list)

    @classmethod
    async def open(cls, url: str, place: Place) -> "Line_":
        """Open a database with many readers and a delivery that is still to be run."""
        desk = await Desk.open(url, place.folder)
        await desk.store.run(_readers)
        transport = Recording()
        transport.gate.set()
        delivery = Delivery(
            desk.store,
            desk.house,
            Renderer(Texts(), print),
            {Channel.CONSOLE: transport},
            incarnation="bench",
            clock=desk.clock,
            random=Random(2014).random,
            pace=Pace(),
        )
        return cls(desk, transport, delivery)

    async def alarm(self) -> None:
        """Send a request; measure from its commit until its alarm is with the transport."""
        press = await self.desk.presses(ASKS, "send")
        await self.desk.handles(press)
        committed, place = time.perf_counter(), len(self.transport.sent)
        self.in_flight.append(len(self.delivery._busy))
        # The commit and the first send may meet: nothing sent is lost, for nothing was awaited.
        await self.transport.until(lambda: self.transport.alarm_since(place) is not None)
        position = self.transport.alarm_since(place)
        assert position is not None
        self.positions.append(position)
        self.seconds.append(self.transport.sent[place + position - 1][1] - committed)


def figures(place: Place) -> list[Figure]:
    """Return the position and the time on both databases."""
    return [
        figure for kind in (SQLITE, POSTGRESQL) for figure in asyncio.run(_on(kind, place))
    ]


async def _on(kind: str, place: Place) -> list[Figure]:
    full = await Line_.open(place.url(kind), place)
    empty = await Line_.open(place.url(kind), place)
    tasks = [asyncio.ensure_future(each.delivery.run()) for each in (full, empty)]
    try:
        queued = await _measured(full, empty)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    await full.desk.database.close()
    await empty.desk.database.close()
    worst = max(range(ALARMS), key=lambda number: full.positions[number])
    return [
        Figure(
            f"alarm: its place, {kind}",
            f"at worst {full.positions[worst]}., {queued:,} digests or more waiting",
            f"{full.in_flight[worst]} in flight",
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


async def _measured(full: Line_, empty: Line_) -> int:
    """Send the alarms in turns; return how many digests still waited at the last one."""
    for line in (full, empty):
        for _ in range(ALARMS):
            await line.desk.handles(await line.desk.fills_form())
            await _quiet(line)
    each = DRAINED_BETWEEN + 4 * SENDERS
    await full.desk.store.run(lambda work: _queue(work, DIGESTS + ALARMS * each))
    return 0


async def _quiet(line: Line_) -> None:
    while await line.desk.store.run(_waiting):
        await asyncio.sleep(0.01)
