"""
A turn of each kind beside a bare transaction of the plain driver that writes as many rows.

By the processor time of this process: what the disk takes is the same for both, and the ratio of
wall times would follow it more than the code.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import psycopg
from sqlalchemy import Connection, Table, event
from sqlalchemy.sql.dml import UpdateBase

from bench.databases import POSTGRESQL, SQLITE, Place
from bench.desk import ANSWERS, ASKS, SIGNS, Desk
from bench.figures import Figure, milliseconds, ratio
from protocol.calendar import local_date
from storage.server import PostgreSQL
from storage.sqlite import SQLite
from storage.tables import metadata

ROUNDS = 30
WARMING_UP = 5
BOUND, GOAL = 12.0, 8.0

# What each kind of turn must have said: a refusal would be quick.
SAYS = {
    "form": "urgent.preview",
    "send": "alarm",
    "reminder": "remind-confirm-first",
    "acknowledge": "ack.told",
    "accept": "accept.told",
    "confirm": "confirm.told-on_time",
    "receipt": "receipt.done",
    "open": "open.list",
}


@dataclass(slots=True)
class Series:
    """One kind of turn: its processor times, those of the bare transaction, what it writes."""

    turns: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)
    rows: Counter[str] = field(default_factory=Counter)
    statements: int = 0


class Bare(Protocol):
    """Writes rows with the plain driver alone."""

    async def write(self, rows: Mapping[str, int]) -> float:
        """
        Insert so many rows of the width of each table in one transaction.

        Return the processor time of the thread that does it, in seconds.
        """
        ...


def figures(place: Place) -> list[Figure]:
    """Return a figure of each kind of turn on both databases."""
    return [
        figure for kind in (SQLITE, POSTGRESQL) for figure in asyncio.run(_on(kind, place, ROUNDS))
    ]


async def _on(kind: str, place: Place, rounds: int) -> list[Figure]:
    url = place.url(kind)
    desk = await Desk.open(url, place.folder)
    try:
        measured = await _measured(desk, url, rounds)
    finally:
        await desk.database.close()
    return [_figure(kind, name, series) for name, series in measured.items()]


async def _measured(desk: Desk, url: str, rounds: int) -> Mapping[str, Series]:
    measured = {name: Series() for name in SAYS}
    await _round(desk, _only(desk, measured))
    bare = await _bare(desk, url)
    for number in range(WARMING_UP + rounds):
        if number == WARMING_UP:
            for series in measured.values():
                series.turns.clear()
                series.bare.clear()
        await _round(desk, _beside(desk, bare, measured, bare_first=number % 2 == 1))
    return measured


def _figure(kind: str, name: str, series: Series) -> Figure:
    rows = sum(series.rows.values())
    return Figure(
        f"turn: {name}, processor time, {kind}",
        f"{milliseconds(series.turns)}, {series.statements} statements",
        f"{milliseconds(series.bare)}, {rows} rows in a bare transaction",
        ratio(series.turns, series.bare),
        BOUND,
        goal=GOAL,
    )


Act = Callable[[], Awaitable[None]]
Measure = Callable[[str, Act], Awaitable[None]]


async def _round(desk: Desk, measure: Measure) -> None:
    """One request from its form to its confirmation, and one circular."""

    async def turn(name: str, seq: int) -> None:
        await measure(name, lambda: desk.handles(seq))

    await turn("form", await desk.fills_form())
    await turn("send", await desk.presses(ASKS, "send"))
    number = await desk.transmits()
    await measure("reminder", desk.ticks)
    await turn("acknowledge", await desk.presses(ANSWERS, "ack"))
    await turn("accept", await desk.presses(ANSWERS, "accept"))
    letter = local_date(desk.clock.now, "Asia/Almaty").strftime("12-4/881 от %d.%m.%Y")
    await desk.does(SIGNS, f"/confirm {number} {letter}")
    await desk.handles(await desk.presses(SIGNS, "senttoday"))
    await turn("confirm", await desk.signs(SIGNS))
    await desk.enters_notice()
    await turn("receipt", await desk.presses(ANSWERS, "receipt"))
    await turn("open", await desk.says(ASKS, "/open"))
    await desk.closes()


def _only(desk: Desk, measured: Mapping[str, Series]) -> Measure:
    """Return what counts the rows and statements of a turn, and measures nothing."""

    async def measure(name: str, act: Act) -> None:
        series = measured[name]
        counting = _Counting(desk.database)
        await _checked(desk, name, act)
        series.rows, series.statements = counting.ended()

    return measure


def _beside(desk: Desk, bare: Bare, measured: Mapping[str, Series], *, bare_first: bool) -> Measure:
    """Return what measures a turn and, before or after it, its bare transaction."""

    async def measure(name: str, act: Act) -> None:
        series = measured[name]
        if bare_first:
            series.bare.append(await bare.write(series.rows))
        series.turns.append(await _checked(desk, name, act))
        if not bare_first:
            series.bare.append(await bare.write(series.rows))

    return measure


async def _checked(desk: Desk, name: str, act: Act) -> float:
    last = await desk.last()
    began = time.process_time()
    await act()
    seconds = time.process_time() - began
    said = await desk.said_since(last)
    assert SAYS[name] in said, (name, said)
    return seconds


class _Counting:
    """Counts the rows that one transaction writes, by table, and its statements."""

    def __init__(self, database: SQLite | PostgreSQL) -> None:
        self._database = database
        self._rows: Counter[str] = Counter()
        self._statements = 0
        self._changes = self._total()
        self._table: str | None = None
        event.listen(database._engine, "before_cursor_execute", self._before)
        event.listen(database._engine, "after_cursor_execute", self._after)

    def ended(self) -> tuple[Counter[str], int]:
        """Stop counting and return the rows of each table and the number of statements."""
        self._settle()
        event.remove(self._database._engine, "before_cursor_execute", self._before)
        event.remove(self._database._engine, "after_cursor_execute", self._after)
        return +self._rows, self._statements

    def _before(self, *_: object) -> None:
        self._settle()
        self._statements += 1

    def _after(
        self, _: Connection, cursor: Any, __: str, ___: object, context: Any, ____: bool
    ) -> None:
        statement = context.compiled.statement if context.compiled else None
        if not isinstance(statement, UpdateBase) or not isinstance(statement.table, Table):
            return
        self._table = statement.table.name
        if isinstance(self._database, PostgreSQL):
            self._rows[self._table] += cursor.rowcount

    def _settle(self) -> None:
        # SQLite counts what a statement with RETURNING changed when its rows have been fetched.
        total = self._total()
        if self._table is not None:
            self._rows[self._table] += total - self._changes
        self._changes, self._table = total, None

    def _total(self) -> int:
        if isinstance(self._database, PostgreSQL):
            return 0
        return self._database._connection._conn.total_changes


async def _bare(desk: Desk, url: str) -> Bare:
    if isinstance(desk.database, SQLite):
        bare = _BareSQLite(desk.database)
        await desk.database._in_thread(bare.prepare)
        return bare
    return _BarePostgreSQL(url)


class _BareSQLite:
    """
    The same file, thread and connection as the turns, so also the same cache and durability.

    Its tables have the columns of ours, a row of ours in each, and no index.
    """

    def __init__(self, database: SQLite) -> None:
        self._database = database
        self._raw = database._connection._conn
        self._samples: dict[str, tuple[str, tuple[Any, ...]]] = {}

    def prepare(self) -> None:
        """Make the tables."""
        for name in metadata.tables:
            self._raw.execute(f"CREATE TABLE bare_{name} AS SELECT * FROM {name} LIMIT 0")
            found = self._raw.execute(f"SELECT * FROM {name} ORDER BY rowid DESC LIMIT 1")
            row = found.fetchone() or (None,) * len(found.description)
            places = ", ".join("?" * len(row))
            self._samples[name] = (f"INSERT INTO bare_{name} VALUES ({places})", tuple(row))

    async def write(self, rows: Mapping[str, int]) -> float:
        """See `Bare`: timed inside the thread."""
        return await self._database._in_thread(lambda: self._write(rows))

    def _write(self, rows: Mapping[str, int]) -> float:
        began = time.thread_time()
        self._raw.execute("BEGIN IMMEDIATE")
        for table, number in rows.items():
            statement, row = self._samples[table]
            for _ in range(number):
                self._raw.execute(statement, row)
        self._raw.execute("COMMIT")
        return time.thread_time() - began


class _BarePostgreSQL:
    """The same database over a psycopg connection of its own, with prepared statements."""

    def __init__(self, url: str) -> None:
        self._raw = psycopg.connect(url, autocommit=True)
        self._samples: dict[str, tuple[bytes, tuple[Any, ...]]] = {}
        for name in metadata.tables:
            self._raw.execute(f"CREATE TABLE bare_{name} AS SELECT * FROM {name} LIMIT 0".encode())
            found = self._raw.execute(f"SELECT * FROM {name} ORDER BY ctid DESC LIMIT 1".encode())
            row = found.fetchone() or (None,) * len(found.description or ())
            places = ", ".join(["%s"] * len(row))
            self._samples[name] = (f"INSERT INTO bare_{name} VALUES ({places})".encode(), row)

    async def write(self, rows: Mapping[str, int]) -> float:
        """See `Bare`."""
        began = time.thread_time()
        self._raw.execute(b"BEGIN")
        for table, number in rows.items():
            statement, row = self._samples[table]
            for _ in range(number):
                self._raw.execute(statement, row, prepare=True)
        self._raw.execute(b"COMMIT")
        return time.thread_time() - began
