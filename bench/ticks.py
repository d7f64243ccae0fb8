"""A tick with 1,000,000 open obligations and none due beside one with 10,000."""

import asyncio
import os
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Connection, event, text

from bench.databases import POSTGRESQL, SQLITE, Place
from bench.desk import START, Desk
from bench.figures import Figure, median, milliseconds
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
TICKS = 300
WARMING_UP = 30
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


def figures(place: Place) -> list[Figure]:
    """Return the ratio and the growth of memory on both databases; print the plans."""
    return [figure for kind in (SQLITE, POSTGRESQL) for figure in asyncio.run(_on(kind, place))]


async def _on(kind: str, place: Place) -> list[Figure]:
    url = place.url(kind)
    many = await Desk.open(url, place.folder)
    few = await Desk.open(place.url(kind), place.folder)
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
    growth = await asyncio.to_thread(_growth_elsewhere, url)
    return [
        Figure(
            f"tick: {MANY:,} open, {kind}",
            milliseconds(of_many),
            f"{milliseconds(of_few)}, {FEW:,} open",
            median(of_many) / median(of_few),
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
            f"grown by {growth:.1f} MB in {TICKS} ticks",
            "before the first",
            growth,
            GROWTH_MEGABYTES,
            "MB",
        ),
    ]


async def _ticking(many: Desk, few: Desk) -> tuple[list[float], list[float]]:
    """Return the seconds of the ticks of either desk, taken by turns."""
    times: dict[Desk, list[float]] = {many: [], few: []}
    for number in range(WARMING_UP + TICKS):
        for desk in (many, few) if number % 2 else (few, many):
            began = time.perf_counter()
            await desk.ticks()
            if number >= WARMING_UP:
                times[desk].append(time.perf_counter() - began)
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


def _growth_elsewhere(url: str) -> float:
    """Return the growth of a process of its own: what this one has grown by would hide it."""
    command = [sys.executable, "-m", "bench.ticks", url]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


async def _growth(url: str) -> float:
    """Return by how many megabytes this process grows from before it opens the database."""
    before = _resident()
    database = await open_database(url)
    now = START
    store = Store(database, KeyRing("1", {"1": bytes(32)}), lambda: now, Path("attachments"))
    ticker = Ticker(store, Site(LISTING), lambda: now, timedelta(seconds=1))
    greatest = before
    for _ in range(TICKS):
        await store.run(ticker._due)
        greatest = max(greatest, _resident())
    await database.close()
    return (greatest - before) / MEGABYTE


def _resident() -> int:
    """Return the resident memory of this process in bytes (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    print(asyncio.run(_growth(sys.argv[1])))
