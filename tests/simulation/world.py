"""A world for one run: a disk that survives, a network that lies, a process that dies."""

import asyncio
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TypeVar

from sqlalchemy import Connection, Engine

from bot.limits import UNLIMITED, Limits
from bot.rendering import Rendered
from bot.transports.base import Event, Later, Never, Outcome, Receipt, Receive, Sent, Unknown
from bot.virtual_time import VirtualLoop
from protocol.parties import Channel
from storage.engine import prepare_sqlite, sqlite_engine, transact

T = TypeVar("T")
START = datetime(2026, 11, 19, 6, 0, tzinfo=UTC)
REDELIVERED_AFTER = 5.0


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

    def __init__(self, seed: int, folder: Path, loop: VirtualLoop, odds: Odds) -> None:
        self.random = Random(seed)
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
        self.waiting: dict[Channel, list[Event]] = {}
        self.came = asyncio.Event()
        self.on_send: Callable[[str], None] = lambda key: None

    def now(self) -> datetime:
        """Return the moment of this world."""
        return self.loop.now()

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
        self.waiting.setdefault(event.channel, []).append(event)
        self.came.set()


class Disk:
    """A SQLite file used inline, whose owner may die before or after any commit."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._raw = sqlite3.connect(world.path, isolation_level=None)
        self._engine: Engine = sqlite_engine(lambda: self._raw)
        prepare_sqlite(self._engine)
        self._raw.execute("PRAGMA synchronous = OFF")

    async def run(self, fn: Callable[[Connection], T]) -> T:
        """Run a transaction; see storage.engine.Database."""
        world = self._world
        world.alive()
        world.commits += 1

        def transaction(connection: Connection) -> T:
            result = fn(connection)
            if world.strikes(world.odds.dies_at_commit):
                world.die()
            return result

        result = transact(self._engine, transaction)
        if world.strikes(world.odds.dies_at_commit):
            world.die()
        return result

    def look(self, fn: Callable[[Connection], T]) -> T:
        """Read as an observer, who never dies."""
        return transact(self._engine, fn)

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
    works: bool = True
    limits: Limits = UNLIMITED
    _accepted: dict[str, str] = field(default_factory=dict)
    _count: int = 0

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
        if world.strikes(odds.sends_later):
            return Later()
        if world.strikes(odds.sends_unknown):
            return Unknown()
        if world.strikes(odds.sends_never):
            return Never("message to edit not found")
        return Sent(message_id)

    async def run(self, receive: Receive) -> None:
        """Bring in what people did; it stays with the server until the process has taken it."""
        while True:
            waiting = self.world.waiting.setdefault(self.channel, [])
            if not waiting:
                await self.world.came.wait()
                await asyncio.sleep(0.2)
                self.world.came.clear()
            for event in list(waiting):
                receipt = await receive(event)
                self.world.alive()
                if receipt is Receipt.UNAVAILABLE:
                    await asyncio.sleep(REDELIVERED_AFTER)
                    break
                self.world.receipts.setdefault(event.key, receipt)
                waiting.remove(event)

    def _arrive(self, address: str, message: Rendered, key: str) -> str:
        if self.idempotent and key in self._accepted:
            return self._accepted[key]
        self._count += 1
        id = f"{self.channel}-{self._count}"
        self._accepted[key] = id
        arrived = Arrived(self.world.now(), self.channel, address, key, message, id)
        self.world.arrived.append(arrived)
        return id
