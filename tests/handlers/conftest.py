"""A desk: events are taken and handled at once, and answered in words."""

import sqlite3
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pytest
from sqlalchemy import Connection, func, select

from bot.inbox import inbox
from bot.inbox.admitting import admit
from bot.inbox.inbox import Inbox
from bot.inbox.storing import store_event
from bot.transports.base import Event, Receipt
from handlers.chat.events import Incoming, Pressed, Said
from protocol.parties import Channel, Passage
from storage import outgoing
from storage.engine import transact
from storage.keys import KeyRing
from storage.outgoing import Outgoing
from storage.sayings import Saying
from storage.sqlite import sqlite_engine
from storage.tables import metadata, offers, outbox
from storage.values import Line
from storage.work import Store, Work
from tests.journeys.stage import Stage
from tests.statements import compiled_once

T = TypeVar("T")

# What every event leaves, whatever it says: itself, its answer, the buttons under that, an entry.
TRACES = (
    *("inbox", "outbox", "offers", "presses", "counters", "journal", "journal_head", "data_keys"),
)
Record = dict[str, list[tuple[Any, ...]]]


def record(connection: Connection) -> Record:
    """Return everything that is kept, but the traces of events and answers; bytes as they are."""
    raw = connection.connection.dbapi_connection
    assert isinstance(raw, sqlite3.Connection)
    kept: Record = {
        name: sorted(raw.execute(f"SELECT * FROM {name}"), key=repr)
        for name in metadata.tables
        if name not in TRACES
    }
    kept["counters"] = sorted(raw.execute("SELECT * FROM counters WHERE name NOT LIKE 'offers/%'"))
    return kept


class Inline:
    """The same file without a thread: a turn is over when `run` returns."""

    def __init__(self, path: str) -> None:
        self._raw = sqlite3.connect(path, isolation_level=None)
        self.engine = sqlite_engine(lambda: self._raw)
        self._raw.execute("PRAGMA synchronous = OFF")
        compiled_once(self.engine)

    async def run(self, fn: Callable[[Connection], T]) -> T:
        """See `storage.database.Database.run`."""
        return transact(self.engine, fn)

    async def close(self) -> None:
        """See `storage.database.Database.close`."""
        self.engine.dispose()
        self._raw.close()


def at_once(turn: Coroutine[Any, Any, T]) -> T:
    """Return what a coroutine returns that never waits."""
    try:
        turn.send(None)
    except StopIteration as over:
        result: T = over.value
        return result
    raise AssertionError("it waits")


@dataclass(frozen=True, slots=True)
class Tried:
    """
    What one event would bring: its answers by their keys and in words, and what it would change.

    A refusal's key is the reason's. `heard` is how many messages would go to others.
    """

    receipt: Receipt
    keys: tuple[str, ...]
    words: str
    heard: int
    changed: bool


class Undone(Exception):
    """Ends a transaction that was only tried."""

    def __init__(self, tried: Tried) -> None:
        super().__init__()
        self.tried = tried


class Desk:
    """The bot of a stage without deliveries: the answer of an event is read where it waits."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.database = Inline(stage.url.removeprefix("sqlite:///"))
        self._store = Store(self.database, stage.ring, stage.loop.now, stage.folder)
        self._inbox = Inbox(self._store, stage.app.site)
        self._keys = 0

    def look(self, fn: Callable[[Work], T]) -> T:
        """Return what a function sees of the record."""
        return at_once(self._store.run(fn))

    def does(self, who: str, incoming: Incoming) -> tuple[Receipt, list[str], Record]:
        """Return what became of an event, the words of its answers, and the record after it."""
        self._keys += 1
        event = Event(Channel.CONSOLE, who, f"desk-{self._keys}", incoming)
        receipt = at_once(self._inbox.receive(event))
        while receipt in (Receipt.STORED, Receipt.ANSWER) and at_once(self._inbox.handle_waiting()):
            pass

        def seen(work: Work) -> tuple[list[str], Record]:
            return self._answers(work, who, event.key), record(work.connection)

        return receipt, *self.look(seen)

    def says(self, who: str, text: str) -> tuple[Receipt, list[str], Record]:
        """Somebody types a message."""
        return self.does(who, Said(text))

    def presses(self, who: str, offer: str) -> tuple[Receipt, list[str], Record]:
        """Somebody presses a button by its id."""
        return self.does(who, Pressed(offer))

    def tries(self, who: str, incoming: Incoming, before: Record | None = None) -> Tried:
        """
        Return what an event would bring, in the real turn; then all of it is undone.

        `before` is the record now, for whoever tries much and has it already.
        """
        before = before or self.record()
        event = Event(Channel.CONSOLE, who, "tried", incoming)
        site = self.stage.app.site

        def turn(work: Work) -> None:
            newest = select(func.coalesce(func.max(outbox.c.seq), 0))
            last = work.connection.execute(newest).scalar_one()
            receipt = store_event(work, site, event, *admit(event))
            for seq in work.inbox.queue(9):
                inbox._handle_event(work, site, seq, work.now)
            rows = work.connection.execute(
                select(outbox).where(outbox.c.seq > last).order_by(outbox.c.seq)
            )
            said = [outgoing.read(work.vault, row).saying for row in rows]
            own = [each for each in said if each.officer == who]
            words = [self._worded(work, each) for each in own]
            raise Undone(
                Tried(
                    receipt,
                    tuple(_key(each) for each in own),
                    "\n".join(words),
                    len(said) - len(own),
                    record(work.connection) != before,
                )
            )

        try:
            at_once(self._store.run(turn))
        except Undone as undone:
            return undone.tried
        raise AssertionError("it was not undone")

    def offered(self, who: str) -> list[str]:
        """Return the ids of everything that was ever offered to somebody."""
        query = select(offers.c.id).where(offers.c.officer == who).order_by(offers.c.created_at)
        return self.look(lambda work: list(work.connection.execute(query).scalars()))

    def record(self) -> Record:
        """Return the record now."""
        return self.look(lambda work: record(work.connection))

    def _answers(self, work: Work, who: str, key: str) -> list[str]:
        query = select(outbox).where(outbox.c.officer == who, outbox.c.key.like(f"%/{key}/%"))
        found = work.connection.execute(query.order_by(outbox.c.seq))
        rows: list[Outgoing] = [outgoing.read(work.vault, row) for row in found]
        return [self._worded(work, row.saying) for row in rows]

    def _worded(self, work: Work, saying: Saying) -> str:
        reader, renderer = work.registry.officer(saying.officer), self.stage.app.renderer
        return renderer.words_of(work, saying, reader, passage=Passage.CONTENT, repeated=False).text


def _key(saying: Saying) -> str:
    lines = saying.values.get("lines")
    if saying.text == "refused" and isinstance(lines, tuple) and isinstance(lines[0], Line):
        return lines[0].text
    return saying.text


@pytest.fixture
def stage(sqlite_path: Path, ring: KeyRing) -> Iterator[Stage]:
    """The bot and the training register, on a Monday at 13:41 in Astana."""
    with Stage(f"sqlite:///{sqlite_path}", ring) as stage:
        yield stage


@pytest.fixture
def desk(stage: Stage) -> Iterator[Desk]:
    """The same without deliveries."""
    desk = Desk(stage)
    yield desk
    at_once(desk.database.close())
