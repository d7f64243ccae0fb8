"""
What is leased next with 10,000 messages waiting beside 100, and a notice to 5,000 in parts.

Processor time of the thread that the database lives in, beside bare statements in the same run.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import func, select

from bench.databases import SQLITE, Place
from bench.desk import ANSWERS, Desk
from bench.figures import Figure, median
from handlers.chat.turn import AT_ONCE, Choice, Turn
from storage.sayings import Priority, Saying
from storage.tables import outbox
from storage.work import Work

WAITING = (100, 1_000, 10_000)
# A quarter of them wait for their moment, in a herd that some server has refused.
REFUSED_EACH = 4
LOOKS = 300
SENDERS = 32
READERS = 5_000
GROWTH, PER_ROW = 1.3, 8.0
_BARE = "SELECT seq FROM outbox ORDER BY seq LIMIT 1"


def figures(place: Place) -> list[Figure]:
    """Return how a lease grows with what waits, and what a notice to many costs."""
    return asyncio.run(_figures(place))


async def _figures(place: Place) -> list[Figure]:
    return [*await _leases(place), *await _notice(place)]


async def _leases(place: Place) -> list[Figure]:
    desks = {count: await Desk.open(place.url(SQLITE), place.folder) for count in WAITING}
    looks: dict[int, list[float]] = {count: [] for count in WAITING}
    bare: list[float] = []
    try:
        for count, desk in desks.items():
            await desk.store.run(lambda work, count=count: _fill(work, count))  # type: ignore[misc]
        for _ in range(LOOKS):
            for count, desk in desks.items():
                looks[count].append(await desk.store.run(lambda work: _seconds(work, _look)))
            bare.append(await desk.store.run(lambda work: _seconds(work, _ask_barely)))
    finally:
        for desk in desks.values():
            await desk.database.close()
    few, *more = WAITING
    return [
        Figure(
            f"lease: {count:,} waiting, SQLite",
            _microseconds(looks[count]),
            f"{_microseconds(looks[few])}, {few} waiting; a bare SELECT {_microseconds(bare)}",
            median(looks[count]) / median(looks[few]),
            GROWTH,
        )
        for count in more
    ]


async def _notice(place: Place) -> list[Figure]:
    desk = await Desk.open(place.url(SQLITE), place.folder)
    parts: list[tuple[int, float]] = []
    try:
        await desk.store.run(_enter_readers)
        said = await desk.store.run(lambda work: _seconds(work, lambda _: _say(work, desk)))
        while True:
            before = await desk.last()
            seconds = await desk.store.run(lambda work: _seconds(work, desk.ticker._due))
            if (rows := await desk.last() - before) == 0:
                break
            parts.append((rows, seconds))
        again = await desk.store.run(_insert_barely)
    finally:
        await desk.database.close()
    assert sum(rows for rows, _ in parts) == READERS
    spent = sum(seconds for _, seconds in parts)
    return [
        Figure(
            f"notice to {READERS:,}: rows of a transaction",
            f"{len(parts)} parts, {_microseconds([seconds for _, seconds in parts])} each",
            f"the turn that says it {1000 * said:.0f} ms",
            max(rows for rows, _ in parts),
            AT_ONCE,
            "rows",
        ),
        Figure(
            f"notice to {READERS:,}: processor time of a row",
            f"{1e6 * spent / READERS:.0f} µs",
            f"{1e6 * again / READERS:.0f} µs, a bare INSERT of the same row",
            spent / again,
            PER_ROW,
        ),
    ]


def _seconds(work: Work, does: Callable[[Work], object]) -> float:
    """Return the processor time of something, in seconds: of this thread alone."""
    began = time.thread_time()
    does(work)
    return time.thread_time() - began


def _look(work: Work) -> None:
    work.leases.waiting(busy=("somebody",), limit=SENDERS)
    work.leases.next_at(busy=("somebody",))


def _ask_barely(work: Work) -> None:
    work.connection.exec_driver_sql(_BARE).scalar()


def _fill(work: Work, count: int) -> None:
    saying = Saying("0", ANSWERS, Priority.NOTICE, "notice", {"text": "О порядке дежурства"})
    for number in range(count):
        after = timedelta(hours=1) if number % REFUSED_EACH == 0 else timedelta()
        work.outbox.put(replace(saying, key=f"{number}", officer=f"reader-{number}"), after=after)


def _enter_readers(work: Work) -> None:
    like = work.registry.officer(ANSWERS)
    for number in range(READERS):
        work.registry.put_officer(replace(like, id=f"reader-{number}", on_duty=False))


def _say(work: Work, desk: Desk) -> None:
    turn = Turn(work, site=desk.site, key="notice", now=work.now)
    like = work.registry.officer(ANSWERS)
    turn.say(
        "notice",
        to=[replace(like, id=f"reader-{number}") for number in range(READERS)],
        priority=Priority.NOTICE,
        choices=(Choice("receipt", "1/2026"),),
        key="notice/1",
        text="О порядке дежурства в праздничные дни: " * 4,
    )


def _insert_barely(work: Work) -> float:
    rows = [
        {name: value for name, value in row._mapping.items() if name != "seq"}
        | {"key": f"again/{row.key}"}
        for row in work.connection.execute(select(outbox))
    ]
    began = time.thread_time()
    work.connection.execute(outbox.insert(), rows)
    spent = time.thread_time() - began
    assert work.connection.execute(select(func.count()).select_from(outbox)).scalar() == 2 * READERS
    return spent


def _microseconds(seconds: list[float]) -> str:
    return f"{1e6 * median(seconds):.0f} µs"
