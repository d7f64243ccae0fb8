"""A start and a tick with 1,000,000 open obligations and none due, beside 10,000; memory."""

import asyncio
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Connection, event, text

from bench.databases import POSTGRESQL, SQLITE, Place
from bench.desk import START, Desk
from bench.figures import Figure, milliseconds, ratio
from bot.ticker import LIMIT, Ticker
from handlers.catalogue import LISTING
from handlers.chat.turn import Site
from protocol.obligation import About, Due, Kind, Obligation, Subject
from storage.database import open_database
from storage.keys import KeyRing
from storage.server import PostgreSQL
from storage.sqlite import SQLite
from storage.work import Store, Work

MANY, FEW = 1_000_000, 10_000
TICKS = 200
WARMING_UP = 20
STARTS = 5
BOUND = 3.0
GROWTH_MEGABYTES = 50
INDEX = "ix_obligations_wake_at"
MEGABYTE = 1024 * 1024

# The wake-up moments lie up to a million seconds after the first one, which is tomorrow.
_WAKES = {
    "sqlite": "strftime('%Y-%m-%d %H:%M:%S', wake_at, '+' || n || ' seconds') || '.000000'",
    "postgresql": "wake_at + n * interval '1 second'",
}
_NUMBERS = {
    "sqlite": "WITH RECURSIVE numbers(n) AS"
    " (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :count)",
    "postgresql": "WITH numbers AS (SELECT generate_series(1, :count) AS n)",
}
_PADDED = {
    "sqlite": "printf('%032d', n)",
    "postgresql": "lpad(n::text, 32, '0')",
}


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What another process found: by how many megabytes it grew; its starts, in seconds."""

    growth: float
    many: list[float]
    few: list[float]


def figures(place: Place) -> list[Figure]:
    """Return the ratio and the growth of memory on both databases; print the plans."""
    return [figure for kind in (SQLITE, POSTGRESQL) for figure in asyncio.run(_on(kind, place))]


async def _on(kind: str, place: Place) -> list[Figure]:
    url, other = place.url(kind), place.url(kind)
    many = await Desk.open(url, place.folder)
    few = await Desk.open(other, place.folder)
    try:
        await many.store.run(lambda work: _fill(work, MANY))
        await few.store.run(lambda work: _fill(work, FEW))
        for desk in (many, few):
            await _analyzed(desk.database)
        plan = await many.store.run(_plan)
        of_many, of_few = await _ticking(many, few)
    finally:
        await many.database.close()
        await few.database.close()
    print(f"{kind}, what is due among {MANY:,} open:\n    " + plan.replace("\n", "\n    "))
    elsewhere = await asyncio.to_thread(_elsewhere, url, other)
    return [
        Figure(
            f"tick: {MANY:,} open, processor time, {kind}",
            milliseconds(of_many),
            f"{milliseconds(of_few)}, {FEW:,} open",
            ratio(of_many, of_few),
            BOUND,
        ),
        Figure(
            f"start and first tick: {MANY:,} open, processor time, {kind}",
            milliseconds(elsewhere.many),
            f"{milliseconds(elsewhere.few)}, {FEW:,} open",
            ratio(elsewhere.many, elsewhere.few),
            BOUND,
        ),
        Figure(
            f"tick: by {INDEX}, {kind}",
            "whole tables read",
            "none",
            0 if INDEX in plan else 1,
            0,
            "tables",
        ),
        Figure(
            f"tick: memory, {MANY:,} open, {kind}",
            f"grown by {elsewhere.growth:.1f} MB in {TICKS} ticks",
            "before the first",
            elsewhere.growth,
            GROWTH_MEGABYTES,
            "MB",
        ),
    ]


async def _ticking(many: Desk, few: Desk) -> tuple[list[float], list[float]]:
    """Return the processor time of the ticks of either desk, taken by turns."""
    times: dict[Desk, list[float]] = {many: [], few: []}
    for number in range(WARMING_UP + TICKS):
        for desk in (many, few) if number % 2 else (few, many):
            began = time.process_time()
            await desk.ticks()
            if number >= WARMING_UP:
                times[desk].append(time.process_time() - began)
    return times[many], times[few]


def _fill(work: Work, count: int) -> None:
    """Open so many obligations, none due, by the database alone."""
    work.obligations.open(
        Obligation(
            id="0" * 32,
            kind=Kind.EXECUTE,
            subject=Subject(About.REQUEST, "0" * 32),
            owed_by="BY-1",
            zone="Europe/Minsk",
            opened_at=START,
            due=Due(START + timedelta(days=30)),
            wake_at=START + timedelta(days=1),
        )
    )
    name = work.connection.dialect.name
    padded = _PADDED[name]
    work.connection.execute(
        text(
            f"INSERT INTO obligations (id, kind, about, subject, owed_by, zone, opened_at, due_at,"
            f" wake_at) {_NUMBERS[name]} SELECT {padded}, kind, about, {padded}, owed_by, zone,"
            f" opened_at, due_at, {_WAKES[name]} FROM numbers, obligations WHERE id = :first"
        ),
        {"count": count - 1, "first": "0" * 32},
    )


async def _analyzed(database: SQLite | PostgreSQL) -> None:
    # What autovacuum does by itself within a minute of such a change; SQLite has nothing such.
    if isinstance(database, PostgreSQL):
        await database.run(lambda connection: connection.execute(text("ANALYZE obligations")))


def _plan(work: Work) -> str:
    """Return the plan of the statement that a tick really sends."""
    sent: list[tuple[str, object]] = []

    def note(_: Connection, __: object, statement: str, parameters: object, *___: object) -> None:
        sent.append((statement, parameters))

    event.listen(work.connection, "before_cursor_execute", note)
    work.obligations.waking(work.now, limit=LIMIT)
    event.remove(work.connection, "before_cursor_execute", note)
    statement, parameters = sent[0]
    explain = "EXPLAIN QUERY PLAN" if work.connection.dialect.name == "sqlite" else "EXPLAIN"
    planned = work.connection.exec_driver_sql(f"{explain} {statement}", parameters)  # type: ignore[arg-type]
    return "\n".join(str(row[-1]) for row in planned)


def _elsewhere(many: str, few: str) -> Elsewhere:
    """Start a process of its own: what this one has grown by would hide what it grows by."""
    command = [sys.executable, "-m", "bench.ticks", many, few]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    growth, *starts = map(float, said.split())
    return Elsewhere(growth, starts[::2], starts[1::2])


async def _here(many: str, few: str) -> Elsewhere:
    """Let this process start and tick over either database, by turns."""
    before = _resident()
    await _start(many, TICKS)
    found = Elsewhere((_resident() - before) / MEGABYTE, [], [])
    await _start(few, 1)
    for _ in range(STARTS):
        found.many.append(await _start(many, 1))
        found.few.append(await _start(few, 1))
    return found


async def _start(url: str, ticks: int) -> float:
    """Open a database and let it tick; return the processor time of that in seconds."""
    began, now = time.process_time(), START
    database = await open_database(url)
    store = Store(database, KeyRing("1", {"1": bytes(32)}), lambda: now, Path("attachments"))
    ticker = Ticker(store, Site(LISTING), lambda: now, timedelta(seconds=1))
    for _ in range(ticks):
        await store.run(ticker._due)
    seconds = time.process_time() - began
    await database.close()
    return seconds


def _resident() -> int:
    """Return the resident memory of this process in bytes (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    measured = asyncio.run(_here(*sys.argv[1:]))
    by_turns = (each for pair in zip(measured.many, measured.few, strict=True) for each in pair)
    print(measured.growth, *by_turns)
