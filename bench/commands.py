"""Every command, button and tick at 10 to 10,000 open requests, or officers, of one authority."""

import asyncio
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

from sqlalchemy import func, select, update

from bench.databases import SQLITE, Place
from bench.desk import ANSWERS, ASKS, FAR, SECRET, SIGNS, Desk
from bench.figures import Figure
from bench.many import APART, HERE, WAYS, officers, open_requests
from bot.inbox import inbox
from bot.inbox.admitting import admit
from bot.inbox.storing import store_event
from bot.ticker import LIMIT, Each
from bot.transports.base import Event
from bot.tries.attempts import Attempts
from handlers.catalogue import LISTING
from handlers.chat.events import Incoming, Pressed, Said
from handlers.chat.listing import Entry
from handlers.chat.turn import Turn
from handlers.clock.digests import digest
from handlers.clock.tick import tick
from protocol.moves import Move
from protocol.obligation import Kind
from protocol.parties import Channel, Role
from protocol.permissions import may_move, signers
from protocol.request import Request
from storage.sqlite import SQLite
from storage.tables import obligations, offers, outbox
from storage.work import Work

SIZES = (10, 100, 1_000, 10_000)
OFFICERS = 10_000
ON_DUTY = 20
SEEDED_AT_ONCE = 500
GATE_MILLISECONDS = 50
TRIES = 2
# Whoever may do it, the first of them does: at the authority that has much, then elsewhere.
PEOPLE = {
    "kz-duty": Role.DUTY_OFFICER,
    "kz-head": Role.HEAD,
    "kz-deputy": Role.DEPUTY,
    "kz-registrar": Role.REGISTRAR,
    "sec-duty": Role.SECRETARIAT_OFFICER,
    "auditor": Role.AUDITOR,
}


@dataclass(frozen=True, slots=True)
class Cost:
    """What one event, or one tick, took: processor time, statements, rows fetched, what it said."""

    seconds: float
    statements: int
    rows: int
    said: str


@dataclass(slots=True)
class Series:
    """The costs of the same acts in several databases, by what each is called."""

    sizes: list[str] = field(default_factory=list)
    costs: dict[str, dict[str, Cost]] = field(default_factory=dict)

    def note(self, size: str, name: str, cost: Cost) -> None:
        """Keep what an act took at a size."""
        self.costs.setdefault(name, {})[size] = cost

    def table(self) -> str:
        """Return a line for each act: milliseconds, statements and rows at each size."""
        head = "".join(f"{size:>26}" for size in self.sizes)
        lines = [f"{'':34}{head}", f"{'':34}" + f"{'ms  stmts  rows':>26}" * len(self.sizes)]
        for name, found in self.costs.items():
            cells = "".join(f"{_cell(found.get(size)):>26}" for size in self.sizes)
            last = found.get(self.sizes[-1])
            lines.append(f"{name:34}{cells}  {last.said if last else ''}")
        return "\n".join(lines)

    def worst(self, size: str) -> tuple[str, Cost]:
        """Return what took longest at a size."""
        found = {name: each[size] for name, each in self.costs.items() if size in each}
        name = max(found, key=lambda each: found[each].seconds)
        return name, found[name]


class _Undone(Exception):
    """Ends a transaction that was only measured."""


def figures(place: Place) -> list[Figure]:
    """Return the slowest act at each size; print all of them."""
    return asyncio.run(_figures(place))


async def _figures(place: Place) -> list[Figure]:
    series = Series()
    for count in SIZES:
        size = f"{count:,} open"
        series.sizes.append(size)
        await _measured(place, series, size, requests=count)
    size = f"{OFFICERS:,} officers"
    series.sizes.append(size)
    await _measured(place, series, size, requests=SIZES[0], people=OFFICERS)
    print(series.table())
    beside = series.worst(series.sizes[0])
    return [_figure(size, series.worst(size), beside) for size in series.sizes[1:]]


def _figure(size: str, worst: tuple[str, Cost], beside: tuple[str, Cost]) -> Figure:
    name, cost = worst
    return Figure(
        f"commands: the slowest, {size}",
        f"{1000 * cost.seconds:.1f} ms, {name}",
        f"{1000 * beside[1].seconds:.1f} ms, {beside[0]}, {SIZES[0]} open",
        1000 * cost.seconds,
        GATE_MILLISECONDS,
        "ms",
    )


async def _measured(
    place: Place, series: Series, size: str, *, requests: int, people: int = 0
) -> None:
    desk = await Desk.open(place.url(SQLITE), place.folder)
    try:
        for name, cost in (await measured(desk, requests=requests, people=people)).items():
            series.note(size, name, cost)
    finally:
        await desk.database.close()


async def measured(
    desk: Desk, *, requests: int, people: int = 0, tries: int = TRIES
) -> dict[str, Cost]:
    """
    Return what each act costs where one authority has so many open requests and officers.

    Without `tries` it is only counted.
    """
    assert isinstance(desk.database, SQLite)
    if people:
        await seed_officers(desk, people)
    some = await seed_requests(desk, requests)
    # By then each alarm has rung as far as it does.
    desk.clock.now += timedelta(hours=1)
    await desk.store.run(_code_app)
    found: dict[str, Cost] = {}
    for name, who, incoming in await _events(desk, some):
        found[name] = await cost(desk, partial(_handled, desk, who, incoming), tries)
    await desk.store.run(_nothing_wakes)
    for name, act in _moments(desk).items():
        found[name] = await cost(desk, act, tries)
    return found


async def seed_requests(desk: Desk, count: int) -> tuple[Request, ...]:
    """Add the requests, a few hundred at a time; return one of each way and direction."""
    some: list[Request] = []
    since = desk.clock.now
    for begin in range(0, count, SEEDED_AT_ONCE):
        wanted = min(SEEDED_AT_ONCE, count - begin)
        some += await desk.store.run(
            partial(open_requests, site=desk.site, count=wanted, since=since)
        )
        since += wanted * APART
    desk.clock.now = since + timedelta(seconds=1)
    return tuple(some[: 2 * len(WAYS)])


async def seed_officers(desk: Desk, count: int) -> None:
    """Add duty officers to the authority that asks and to the one that answers; few on duty."""

    def seeded(work: Work) -> None:
        for like in (ASKS, ANSWERS):
            officers(work, work.registry.officer(like), count, on_duty=ON_DUTY)

    await desk.store.run(seeded)


Act = Callable[[Work], Iterable[str]]


async def cost(desk: Desk, act: Act, tries: int) -> Cost:
    """Return what an act takes that says something; it is undone."""
    database = desk.database
    assert isinstance(database, SQLite)
    costs: list[float] = []
    said: list[str] = []

    def timed(work: Work) -> None:
        work.known.undo()
        began = time.thread_time()
        texts = act(work)
        work.journal.flush(work.now)
        costs.append(time.thread_time() - began)
        said[:] = texts
        raise _Undone

    with _counting(database._connection._conn) as counted:
        await _undone(desk, timed)
    for _ in range(tries):
        await _undone(desk, timed)
    seconds = min(costs[1:], default=costs[0])
    return Cost(seconds, counted["statements"], counted["rows"], " ".join(said)[:60])


async def _undone(desk: Desk, act: Callable[[Work], None]) -> None:
    try:
        await desk.store.run(act)
    except _Undone:
        return
    raise AssertionError("it was not undone")


@contextmanager
def _counting(raw: Any) -> Iterator[Mapping[str, int]]:
    """Count what the driver itself is asked: statements, and rows that it hands out."""
    counted = {"statements": 0, "rows": 0}

    def statement(_: str) -> None:
        counted["statements"] += 1

    def row(_: object, row: tuple[Any, ...]) -> tuple[Any, ...]:
        counted["rows"] += 1
        return row

    raw.set_trace_callback(statement)
    raw.row_factory = row
    try:
        yield counted
    finally:
        raw.set_trace_callback(None)
        raw.row_factory = None


def _handled(desk: Desk, who: str, incoming: Incoming, work: Work) -> Iterable[str]:
    """Take an event in and handle it; return what is said to whoever sent it."""
    last = work.connection.execute(select(func.coalesce(func.max(outbox.c.seq), 0))).scalar_one()
    event = Event(Channel.CONSOLE, who, "measured", incoming)
    store_event(work, desk.site, event, *admit(event))
    for each in work.inbox.waiting(9):
        inbox._handle_event(work, desk.site, each.seq, work.now)
    texts = select(outbox.c.text).where(outbox.c.seq > last, outbox.c.officer == who)
    return dict.fromkeys(work.connection.execute(texts.limit(3)).scalars())


# What is measured


async def _events(desk: Desk, some: Sequence[Request]) -> list[tuple[str, str, Incoming]]:
    """Return all commands, bare and with a number, the buttons of cards, a request, its alarm."""
    found: list[tuple[str, str, Incoming]] = []
    for entry in LISTING:
        who = _who(entry)
        found.append((f"/{entry.name}", who, Said(f"/{entry.name}")))
        number = await desk.store.run(partial(_number, entry=entry, who=who, some=some))
        found.append((f"/{entry.name} №", who, Said(f"/{entry.name} {number}")))
    for who in PEOPLE:
        if who != _who(next(each for each in LISTING if each.name == "help")):
            found.append((f"/help, {who}", who, Said("/help")))
    found += [("/open, auditor", "auditor", Said("/open")), ("words", ASKS, Said("Что делать?"))]
    for request in some:
        for who in (ASKS, SIGNS):
            await desk.does(who, f"/open {request.number}")
    await desk.does(ASKS, "/open")
    await desk.does(ASKS, "/owe")
    found += await desk.store.run(_buttons)
    await desk.handles(await desk.fills_form())
    await desk.handles(await desk.presses(ASKS, "send"))
    await desk.transmits()
    found += await desk.store.run(lambda work: _of(work, ANSWERS, "ack"))
    found.append(("the whole form", ASKS, Said(desk._form)))
    await desk.handles(await desk.fills_form())
    found += await desk.store.run(lambda work: _of(work, ASKS, "send"))
    return found


def _who(entry: Entry) -> str:
    """Return the first who may do what a command does."""
    return next((who for who, role in PEOPLE.items() if role in signers(entry.does)), ASKS)


def _number(work: Work, entry: Entry, who: str, some: Sequence[Request]) -> str:
    """Return a number that a command can be about; of a move one with which it is possible."""
    officer = work.registry.officer(who)
    if isinstance(entry.does, Move):
        able = (each for each in some if may_move(officer, each, entry.does))
        return str(next((each for each in able if each.can(entry.does)), some[-1]).number)
    return str(next(each for each in some if each.requesting == HERE).number)


def _buttons(work: Work) -> list[tuple[str, str, Incoming]]:
    """Return the newest button of each command that was offered to the desk."""
    rows = work.connection.execute(
        select(offers.c.id, offers.c.officer, offers.c.command, offers.c.argument)
        .where(offers.c.officer.in_((ASKS, SIGNS)))
        .order_by(offers.c.created_at)
    )
    newest = {
        (row.officer, row.command, row.argument.startswith(">")): row.id for row in rows.all()
    }
    return [
        (f"[{command}{' >' if more else ''}] {who}", who, Pressed(id))
        for (who, command, more), id in newest.items()
    ]


def _of(work: Work, who: str, command: str) -> list[tuple[str, str, Incoming]]:
    newest = (
        select(offers.c.id)
        .where(offers.c.officer == who, offers.c.command == command)
        .order_by(offers.c.created_at.desc())
        .limit(1)
    )
    return [(f"[{command}] {who}", who, Pressed(work.connection.execute(newest).scalar_one()))]


def _moments(desk: Desk) -> dict[str, Act]:
    """Return what the clock does: a tick with one thing due, and the digest of a morning."""

    return {
        "a tick, nothing due": lambda work: _ticked(desk, work),
        "a tick, a reminder": lambda work: _ticked(desk, work, Kind.CONFIRM),
        "a tick, an alarm": lambda work: _ticked(desk, work, Kind.ACKNOWLEDGE),
        "the digest": lambda work: _digest(desk, work),
    }


def _ticked(desk: Desk, work: Work, *kinds: Kind) -> Iterable[str]:
    """Let a tick find one obligation of each kind that the authority owes, and no other."""
    for kind in kinds:
        first = select(func.min(obligations.c.id)).where(
            obligations.c.kind == kind,
            obligations.c.owed_by == HERE,
            obligations.c.discharged_at.is_(None),
        )
        work.connection.execute(
            update(obligations)
            .where(obligations.c.id == first.scalar_subquery())
            .values(wake_at=work.now)
        )
    return _saying(work, lambda: tick(work, desk.site, limit=LIMIT, each=Each(work, Attempts())))


def _nothing_wakes(work: Work) -> None:
    work.connection.execute(update(obligations).values(wake_at=work.now + FAR))


def _digest(desk: Desk, work: Work) -> Iterable[str]:
    turn = Turn(work, site=desk.site, key="clock", now=work.now)
    return _saying(work, lambda: digest(turn, work.registry.authority(HERE)))


def _saying(work: Work, act: Callable[[], object]) -> Iterable[str]:
    """Do something and return what it says, with how many messages that are."""
    newest = select(func.coalesce(func.max(outbox.c.seq), 0))
    last = work.connection.execute(newest).scalar_one()
    act()
    texts = select(outbox.c.text).where(outbox.c.seq > last)
    found = work.connection.execute(texts).scalars().all()
    return (*dict.fromkeys(found), f"({len(found)})")


def _code_app(work: Work) -> None:
    work.codes.issue("kz-head", SECRET, last_step=1)


def _cell(cost: Cost | None) -> str:
    if cost is None:
        return "-"
    return f"{1000 * cost.seconds:10.1f} {cost.statements:6} {cost.rows:6}"
