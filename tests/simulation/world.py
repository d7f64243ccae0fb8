"""A world for one run: a disk that survives, a network that lies, a process that dies."""

import asyncio
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TypeVar

from sqlalchemy import Connection, Engine, func, select

from bot.clock.clocks import Steady
from bot.demo.virtual_time import VirtualLoop
from bot.transports.base import Event, Later, Never, Outcome, Receipt, Receive, Sent, Unknown
from bot.transports.limits import UNLIMITED, Limits
from bot.words.message import Rendered
from handlers.chat.events import Pressed
from protocol.parties import Channel
from storage.engine import StorageFailed, transact
from storage.setbacks import Place
from storage.sqlite import prepare_sqlite, sqlite_engine
from storage.tables import requests
from tests.simulation.damage import spoil
from tests.simulation.weather import Damage, Failing, Outage, Refusal, Refusing, Spells, Step, Storm
from tests.statements import compiled_once

T = TypeVar("T")
START = datetime(2026, 11, 19, 6, 0, tzinfo=UTC)
REDELIVERED_AFTER = 5.0
LISTENED_EACH = 30.0
# A hanging call ends when whoever made it has had enough.
FOR_EVER = 1e9
# For so long the server of Telegram keeps what it could not bring.
PRESSES_KEPT, MESSAGES_KEPT = timedelta(seconds=150), timedelta(hours=24)
# After so long without its server a channel does not count as working.
MISSED_AFTER = timedelta(minutes=1)
# Seconds for which a storm waits for a request to be accepted until it begins.
BREWS = 60.0
DISK, PROCESS = "disk", "process"
MOST_PAGES = 1_000_000


class Died(BaseException):
    """The process was killed here."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """A message that a person sees."""

    at: datetime
    channel: Channel
    address: str
    key: str
    message: Rendered
    message_id: str


@dataclass(frozen=True, slots=True)
class Odds:
    """How often each fault strikes, per occasion; all zero is a world that works."""

    dies_at_commit: float = 0.004
    dies_at_send: float = 0.004
    sends_later: float = 0.05
    sends_unknown: float = 0.06
    sends_never: float = 0.01
    duplicates: float = 0.1
    delays: float = 0.2


CALM = Odds(0, 0, 0, 0, 0, 0, 0)


class World:
    """Everything outside the process, driven by one seeded source of chance."""

    def __init__(
        self,
        seed: int,
        folder: Path,
        loop: VirtualLoop,
        odds: Odds,
        storms: tuple[Storm, ...] = (),
    ) -> None:
        self.random = Random(seed)
        self.fate = Random(f"fate {seed}")
        self.storms = storms
        self.raging: dict[Storm, datetime] = {}
        self.spells = Spells()
        self.boots = 1
        self.brewing: list[Storm] = []
        self.accepted = -1
        self.armed: list[Place] = []
        self.damaged: list[tuple[Place, str]] = []
        self.path = folder / "nabat.db"
        self.folder = folder / "attachments"
        self.loop = loop
        self.odds = odds
        self.dead = False
        self.deaths = 0
        self.commits = 0
        self.arrived: list[Arrived] = []
        self.doubted: set[str] = set()
        self.receipts: dict[str, Receipt] = {}
        self.waiting: dict[Channel, list[tuple[datetime, Event]]] = {}
        self.came = asyncio.Event()
        self.on_send: Callable[[str], None] = lambda key: None
        self.on_lost: Callable[[Event], None] = lambda event: None

    def now(self) -> datetime:
        """Return the moment of this world."""
        return self.loop.now()

    def wall(self) -> datetime:
        """Return what the machine's own clock shows."""
        steps = (storm.what.by for storm in self.raging if isinstance(storm.what, Step))
        return self.now() + sum(steps, timedelta())

    @property
    def steady(self) -> Steady:
        """Return the clock that nobody can set; it is another one once the machine began anew."""
        return Steady(self.loop.time, f"boot-{self.boots}")

    def reboots(self) -> None:
        """Begin the machine anew, perhaps, where its clock is wrong."""
        if any(isinstance(each.what, Step) for each in self.raging) and self.fate.random() < 0.5:
            self.boots += 1

    def strikes(self, chance: float) -> bool:
        """Say whether a fault of that chance strikes now."""
        return self.random.random() < chance

    def die(self) -> None:
        """End the process here and now: nothing of it runs any further."""
        self.dead = True
        self.deaths += 1
        raise Died

    def alive(self) -> None:
        """Stop whatever a dead process still tries to do."""
        if self.dead:
            raise Died

    def says(self, event: Event) -> None:
        """A person does something; the network may bring it late, twice, or both."""
        copies = 2 if self.strikes(self.odds.duplicates) else 1
        for _ in range(copies):
            delay = self.random.uniform(0, 20) if self.strikes(self.odds.delays) else 0.0
            self.loop.call_later(delay, self._comes, event)

    def _comes(self, event: Event) -> None:
        self.waiting.setdefault(event.channel, []).append((self.now(), event))
        self.came.set()

    def weather(self, act: int) -> bool:
        """Let the storms of this act brew; return whether there are some."""
        brewing = [storm for storm in self.storms if storm.act == act]
        if brewing and not self.brewing:
            self.accepted = -1
        self.brewing += brewing
        if brewing:
            self.loop.call_later(BREWS, self.breaks)
        return bool(brewing)

    def breaks(self) -> None:
        """Let what brews begin now."""
        brewing, self.brewing = self.brewing, []
        for storm in brewing:
            self._begins(storm)

    def strikes_at(self, connection: Connection) -> None:
        """Let what brews begin with the transaction that accepts a request: nothing is sent yet."""
        count = connection.execute(select(func.count()).select_from(requests)).scalar_one()
        before, self.accepted = self.accepted, count
        if count > before >= 0:
            self.breaks()

    def _begins(self, storm: Storm) -> None:
        if isinstance(storm.what, Damage):
            self.armed.append(storm.what.place)
            return
        self.raging[storm] = self.now()
        for name in _stopped_by(storm):
            self.spells.begins(name, self.now())
        self.loop.call_later(storm.lasting.total_seconds(), self._ends, storm)

    def _ends(self, storm: Storm) -> None:
        del self.raging[storm]
        still = {name for each in self.raging for name in _stopped_by(each)}
        for name in set(_stopped_by(storm)) - still:
            self.spells.ends(name, self.now())

    def failing(self, channel: Channel) -> Failing | None:
        """Say how a channel fails now; None where it works."""
        for storm in self.raging:
            if isinstance(storm.what, Outage) and channel in storm.what.channels:
                return storm.what.how
        return None

    def is_missed(self, channel: Channel) -> bool:
        """Say whether nothing has been heard of a channel's server of late."""
        return any(
            isinstance(storm.what, Outage)
            and channel in storm.what.channels
            and storm.what.how.is_deaf
            and self.now() - since >= MISSED_AFTER
            for storm, since in self.raging.items()
        )

    @property
    def refusing(self) -> Refusing | None:
        """Say how the disk refuses now; None where it writes."""
        whats = (storm.what for storm in self.raging)
        return next((what.how for what in whats if isinstance(what, Refusal)), None)

    def spoils(self, connection: Connection) -> list[tuple[Place, str]]:
        """Damage what is armed and found, beside what a transaction does."""
        found = [(place, spoil(connection, place, self.fate)) for place in self.armed]
        return [(place, row) for place, row in found if row is not None]

    def spoiled(self, rows: list[tuple[Place, str]]) -> None:
        """Note what a transaction has damaged for good."""
        self.damaged += rows
        for place, _ in rows:
            self.armed.remove(place)


def _stopped_by(storm: Storm) -> tuple[str, ...]:
    match storm.what:
        case Outage(channels):
            return tuple(channels)
        case Refusal():
            return (DISK,)
        case Damage() | Step():
            return ()


class Disk:
    """A SQLite file used inline, whose owner may die before or after any commit."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._is_full = False
        self._raw = sqlite3.connect(world.path, isolation_level=None)
        self._engine: Engine = sqlite_engine(lambda: self._raw)
        prepare_sqlite(self._engine)
        self._raw.execute("PRAGMA synchronous = OFF")
        compiled_once(self._engine)

    async def run(self, fn: Callable[[Connection], T]) -> T:
        """Run a transaction; see storage.database.Database."""
        world = self._world
        world.alive()
        world.commits += 1
        refusing = world.refusing
        if refusing is Refusing.BEGIN:
            raise StorageFailed("disk I/O error")
        self._bound(is_full=refusing is Refusing.FULL)
        spoiled: list[tuple[Place, str]] = []

        def transaction(connection: Connection) -> T:
            result = fn(connection)
            if world.strikes(world.odds.dies_at_commit):
                world.die()
            if refusing is Refusing.COMMIT:
                raise StorageFailed("disk I/O error")
            if world.brewing:
                world.strikes_at(connection)
            spoiled[:] = world.spoils(connection) if world.armed else ()
            return result

        result = transact(self._engine, transaction)
        world.spoiled(spoiled)
        if world.strikes(world.odds.dies_at_commit):
            world.die()
        if refusing is Refusing.UNANSWERED and world.strikes(0.5):
            raise StorageFailed("the answer is lost")
        return result

    def _bound(self, *, is_full: bool) -> None:
        """Let the file be full, as it is, or grow."""
        if is_full is not self._is_full:
            self._is_full = is_full
            # No smaller than it is: not one page more.
            self._raw.execute(f"PRAGMA max_page_count = {1 if is_full else MOST_PAGES}").fetchall()

    def look(self, fn: Callable[[Connection], T]) -> T:
        """Read as an observer, who never dies."""
        return transact(self._engine, fn)

    def discharged_at(self, key: str) -> datetime | None:
        """Read when that was discharged which a message is about: before each sending."""
        asked = (
            "SELECT discharged_at FROM obligations JOIN outbox ON obligation = obligations.id"
            " WHERE outbox.key = ?"
        )
        (at,) = self._raw.execute(asked, (key,)).fetchone() or (None,)
        return datetime.fromisoformat(at).replace(tzinfo=UTC) if at else None

    async def close(self) -> None:
        """Close the file."""
        self.shut()

    def shut(self) -> None:
        """Drop the connection; what was not committed is gone."""
        self._engine.dispose()
        self._raw.close()


@dataclass
class Network:
    """A simulated channel: its server accepts, delays, doubts, refuses, and its client may die."""

    world: World
    channel: Channel
    idempotent: bool
    limits: Limits = UNLIMITED
    _accepted: dict[str, str] = field(default_factory=dict)
    _count: int = 0

    @property
    def works(self) -> bool:
        """Say whether its server has been heard of late."""
        return not self.world.is_missed(self.channel)

    async def send(
        self, address: str, message: Rendered, *, key: str, urgent: bool = False
    ) -> Outcome:
        """Take a message as a server would."""
        world, odds = self.world, self.world.odds
        world.alive()
        world.on_send(key)
        if world.strikes(odds.dies_at_send):
            if world.strikes(0.5):
                self._arrive(address, message, key)
                world.doubted.add(key)
            world.die()
        await asyncio.sleep(world.random.uniform(0.01, 0.5))
        world.alive()
        failing = world.failing(self.channel)
        if failing is not None:
            return await self._failed(failing, lambda: self._arrive(address, message, key), key)
        if world.strikes(odds.sends_later):
            return Later(timedelta(seconds=world.random.uniform(0, 300)))
        if world.strikes(odds.sends_never):
            return Never("refused")
        if world.strikes(odds.sends_unknown):
            world.doubted.add(key)
            if world.strikes(0.5):
                self._arrive(address, message, key)
            return Unknown()
        sent = self._arrive(address, message, key)
        if world.strikes(odds.dies_at_send):
            world.doubted.add(key)
            world.die()
        return Sent(sent)

    async def edit(
        self, address: str, message_id: str, message: Rendered, *, key: str = ""
    ) -> Outcome:
        """Change a message; the same faults but arrival strike."""
        world, odds = self.world, self.world.odds
        world.alive()
        await asyncio.sleep(world.random.uniform(0.01, 0.2))
        world.alive()
        failing = world.failing(self.channel)
        if failing is not None:
            return await self._failed(failing, lambda: None, key)
        if world.strikes(odds.sends_later):
            return Later()
        if world.strikes(odds.sends_unknown):
            return Unknown()
        if world.strikes(odds.sends_never):
            return Never("message to edit not found")
        return Sent(message_id)

    async def _failed(self, how: Failing, arrive: Callable[[], object], key: str) -> Outcome:
        """Take a message as a server in trouble does."""
        if how is Failing.REFUSES:
            return Later()
        self.world.doubted.add(key)
        if how is Failing.DOUBTS or (how is Failing.HANGS and self.world.strikes(0.5)):
            arrive()
        if how is Failing.HANGS:
            await asyncio.sleep(FOR_EVER)
        return Unknown()

    async def run(self, receive: Receive) -> None:
        """Bring in what people did; it stays with the server until the process has taken it."""
        while True:
            failing = self.world.failing(self.channel)
            if failing is not None and failing.is_deaf:
                await asyncio.sleep(LISTENED_EACH)
                continue
            waiting = self.world.waiting.setdefault(self.channel, [])
            if not waiting:
                await self.world.came.wait()
                await asyncio.sleep(0.2)
                self.world.came.clear()
            for at, event in list(waiting):
                if self._is_lost(at, event):
                    waiting.remove((at, event))
                    self.world.on_lost(event)
                    continue
                receipt = await receive(event)
                self.world.alive()
                if receipt is Receipt.UNAVAILABLE:
                    await asyncio.sleep(REDELIVERED_AFTER)
                    break
                self.world.receipts.setdefault(event.key, receipt)
                waiting.remove((at, event))

    def _is_lost(self, at: datetime, event: Event) -> bool:
        """Say whether the server has kept an event for as long as it does, in vain."""
        kept = PRESSES_KEPT if isinstance(event.incoming, Pressed) else MESSAGES_KEPT
        return self.channel is Channel.TELEGRAM and self.world.now() - at > kept

    def _arrive(self, address: str, message: Rendered, key: str) -> str:
        if self.idempotent and key in self._accepted:
            return self._accepted[key]
        self._count += 1
        id = f"{self.channel}-{self._count}"
        self._accepted[key] = id
        arrived = Arrived(self.world.now(), self.channel, address, key, message, id)
        self.world.arrived.append(arrived)
        return id
