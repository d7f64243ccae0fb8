"""
How work grows with what there is: officers, open requests, waiting messages; drawn as one picture.

Processor time of this process on SQLite, the median of some turns at each size.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from functools import partial
from random import Random

from sqlalchemy import select, text

from bench.alarms import LINES, Recording
from bench.curves import Panel, drawn
from bench.databases import SQLITE, Place
from bench.desk import ANSWERS, ASKS, START, Desk
from bench.figures import Figure
from bot.delivery.loop import SENDERS, Delivery
from bot.delivery.passing import Passing
from bot.delivery.pauses import Pace
from bot.delivery.render import Renderer
from bot.transports.limits import UNLIMITED
from bot.words.texts import Texts
from protocol.obligation import About, Due, Kind, Obligation, Subject
from protocol.parties import Channel
from storage.sayings import Priority, Saying
from storage.tables import obligations, requests
from storage.work import Work

PICTURE = "growth.svg"
OFFICERS = (10, 100, 1_000, 10_000)
REQUESTS = (10, 100, 1_000, 10_000, 100_000, 1_000_000)
WAITING = (100, 1_000, 10_000)
# As many are rung at each size.
ON_DUTY = 10
READERS = 500
TIMES = 5
TICK, SENT, ACKNOWLEDGED = "a tick", "a request is sent", "it is acknowledged"
OWED, LEASED = "/owe", f"a lease of {SENDERS}"
# How much more than at the least size is still flat.
FLAT = 3.0
# The first running number of the copies of a request. What is sealed in the first one can be
# opened there alone: nothing that is measured here may read it in the others.
COPIES = 1_000_000_000
FIRST = "0" * 32

Act = Callable[[], Awaitable[None]]


def figures(place: Place) -> list[Figure]:
    """Draw the curves; return how much more each work takes at the greatest size."""
    officers = asyncio.run(_officers(place))
    requests = asyncio.run(_requests(place))
    waiting = asyncio.run(_waiting(place))
    picture = drawn("Processor time of what grows", (officers, requests, waiting))
    (place.folder / PICTURE).write_text(picture)
    return [figure for panel in (officers, requests) for figure in _made(panel)]


def _made(panel: Panel) -> Iterator[Figure]:
    for work, curve in panel.curves.items():
        if work == TICK:
            continue  # `bench.ticks` holds it
        least, greatest = min(curve), max(curve)
        yield Figure(
            f"growth: {work}, {greatest:,} {panel.grows}, processor time",
            f"{curve[greatest]:.2f} ms",
            f"{curve[least]:.2f} ms, {least:,}",
            curve[greatest] / curve[least],
            FLAT,
        )


async def _officers(place: Place) -> Panel:
    """Let the authority that is asked grow."""
    panel = Panel("officers of an authority")
    desk = await Desk.open(place.url(SQLITE), place.folder)
    try:
        await _take(desk, Panel("statements compiled"), 0)
        for before, size in zip((0, *OFFICERS), OFFICERS, strict=False):
            await desk.store.run(partial(_enrol, first=before, last=size))
            await _take(desk, panel, size)
    finally:
        await desk.database.close()
    return panel


def _enrol(work: Work, *, first: int, last: int) -> None:
    like = work.registry.officer(ANSWERS)
    for number in range(first, last):
        one = replace(like, id=f"grown-{number}", on_duty=number < ON_DUTY)
        work.registry.put_officer(one)
        work.registry.bind(Channel.CONSOLE, one.id, one.id)


async def _requests(place: Place) -> Panel:
    """Let there be more and more open requests between the same two authorities."""
    panel = Panel("open requests of an authority")
    desk = await Desk.open(place.url(SQLITE), place.folder)
    try:
        await desk.handles(await desk.fills_form())
        await desk.handles(await desk.presses(ASKS, "send"))
        await desk.transmits()
        await desk.store.run(_open_first)
        await desk.ticks()
        await _take(desk, Panel("statements compiled"), 0, OWED)
        for before, size in zip((0, *REQUESTS), REQUESTS, strict=False):
            await desk.store.run(partial(_copy, first=before, last=size))
            for _ in range(TIMES):
                await _measure(panel, TICK, size, desk.ticks)
            await _take(desk, panel, size, OWED)
    finally:
        await desk.database.close()
    return panel


def _open_first(work: Work) -> None:
    """Let something be owed about the request that is copied, tomorrow."""
    request = work.connection.execute(select(requests.c.id)).scalar_one()
    work.obligations.open(
        Obligation(
            id=FIRST,
            kind=Kind.EXECUTE,
            subject=Subject(About.REQUEST, request),
            owed_by="BY-1",
            zone="Europe/Minsk",
            opened_at=START,
            due=Due(START + timedelta(days=30)),
            wake_at=START + timedelta(days=1),
        )
    )


def _copy(work: Work, *, first: int, last: int) -> None:
    """Copy the request and what is owed about it, by the database alone."""
    numbers = (
        "WITH RECURSIVE numbers(n) AS"
        " (SELECT :first + 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :last) "
    )
    id = "printf('%032d', n)"
    wake = "strftime('%Y-%m-%d %H:%M:%S', wake_at, '+' || n || ' seconds') || '.000000'"
    for table, changed, original in (
        (requests, {"id": id, "running": f"{COPIES} + n"}, "rowid = 1"),
        (obligations, {"id": id, "subject": id, "wake_at": wake}, f"id = '{FIRST}'"),
    ):
        names = [column.name for column in table.columns]
        values = ", ".join(changed.get(name, name) for name in names)
        work.connection.execute(
            text(
                f"INSERT INTO {table.name} ({', '.join(names)}) {numbers}"
                f"SELECT {values} FROM numbers, {table.name} WHERE {original}"
            ),
            {"first": first, "last": last},
        )


async def _take(desk: Desk, panel: Panel, size: int, *without: str) -> None:
    """Let a request be sent, be acknowledged, and somebody ask what is owed; some times."""
    for _ in range(TIMES):
        await desk.handles(await desk.fills_form())
        press = await desk.presses(ASKS, "send")
        await _measure(panel, SENT, size, partial(desk.handles, press))
        await desk.transmits()
        press = await desk.presses(ANSWERS, "ack")
        await _measure(panel, ACKNOWLEDGED, size, partial(desk.handles, press))
        if OWED not in without:
            typed = await desk.says(ANSWERS, OWED)
            await _measure(panel, OWED, size, partial(desk.handles, typed))
        await desk.closes()


async def _waiting(place: Place) -> Panel:
    """Let more and more messages wait; each lease is undone, so that all find the same."""
    panel = Panel("messages that wait")
    desk = await Desk.open(place.url(SQLITE), place.folder)
    delivery = Delivery(
        desk.store,
        desk.site,
        Renderer(Texts(), print),
        {Channel.CONSOLE: Recording()},
        incarnation="bench",
        clock=desk.clock,
        random=Random(2014).random,
        pace=Pace(),
    )

    def lease(work: Work) -> None:
        passing = Passing({Channel.CONSOLE: UNLIMITED}, (), senders=SENDERS)
        assert len(delivery._leasing.take(work, busy=(), passing=passing)) == SENDERS
        raise _Undone

    async def undone() -> None:
        with suppress(_Undone):
            await desk.store.run(lease)

    try:
        await desk.store.run(partial(_enrol, first=0, last=READERS))
        await desk.store.run(partial(_queue, first=0, last=WAITING[0]))
        await undone()
        for before, size in zip((WAITING[0], *WAITING), WAITING, strict=False):
            await desk.store.run(partial(_queue, first=before, last=size))
            for _ in range(TIMES):
                await _measure(panel, LEASED, size, undone)
    finally:
        await desk.database.close()
    return panel


class _Undone(Exception):
    """Ends a transaction whose work was only measured."""


def _queue(work: Work, *, first: int, last: int) -> None:
    for number in range(first, last):
        work.outbox.put(
            Saying(
                key=f"digest/{number}",
                officer=f"grown-{number % READERS}",
                priority=Priority.DIGEST,
                text="digest",
                values={"authority": "BY-1", "at": work.now, "lines": LINES},
            )
        )


async def _measure(panel: Panel, work: str, size: int, act: Act) -> None:
    began = time.process_time()
    await act()
    panel.note(work, size, 1000 * (time.process_time() - began))
