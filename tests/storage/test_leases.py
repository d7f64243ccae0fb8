"""Which rows are leased next: as much work at any size, and each chat in its order."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from storage.sayings import Priority, Saying
from storage.sqlite import SQLite
from storage.tables import outbox
from storage.work import Store, Work
from tests.builders import NOW, Clock
from tests.storage.steps import steps

SAYING = Saying("0", "kz-head", Priority.NOTICE, "done", {})
HOUR = timedelta(hours=1)
FEW, MANY = 100, 10_000
LIMIT = 32


def put_each(
    work: Work, count: int, *, after: timedelta = timedelta(), priority: Priority = Priority.NOTICE
) -> None:
    """Put so many rows, each in a queue of its own; all but the first cannot be read."""
    ends = f"{after}/{priority}"
    first_one = replace(SAYING, key=f"0/{ends}", officer=f"0/{ends}", priority=priority)
    work.outbox.put(first_one, after=after)
    first = (
        work.connection.execute(outbox.select().order_by(outbox.c.seq.desc()).limit(1))
        .one()
        ._asdict()
    )
    del first["seq"]
    names = (f"{n}/{ends}" for n in range(1, count))
    rows = [first | {"key": name, "queue": name, "officer": name} for name in names]
    work.connection.execute(outbox.insert(), rows)


def due_next(work: Work) -> None:
    # Only found: what is read of those found is the same at any size.
    work.leases.waiting(busy=("somebody",), limit=LIMIT, unread=lambda *_: None)


def next_moment(work: Work) -> None:
    work.leases.next_at(busy=("somebody",))


def all_are_due(work: Work, count: int) -> None:
    put_each(work, count)


def heavier_ones_wait_for_their_moment(work: Work, count: int) -> None:
    put_each(work, count, after=HOUR, priority=Priority.ALARM)
    put_each(work, FEW)


def lighter_ones_are_due(work: Work, count: int) -> None:
    put_each(work, count, priority=Priority.DIGEST)
    put_each(work, FEW)


HERDS = (all_are_due, heavier_ones_wait_for_their_moment, lighter_ones_are_due)


@pytest.mark.parametrize("herd", HERDS)
@pytest.mark.parametrize("asks", [due_next, next_moment])
async def test_what_is_next_takes_as_many_steps_at_any_size(
    store_on_sqlite: Store,
    sqlite: SQLite,
    herd: Callable[[Work, int], None],
    asks: Callable[[Work], None],
) -> None:
    def counted(work: Work, count: int) -> int:
        work.connection.execute(outbox.delete())
        herd(work, count)
        asks(work)
        return steps(work.connection, lambda: asks(work))

    few = await store_on_sqlite.run(lambda work: counted(work, FEW))
    many = await store_on_sqlite.run(lambda work: counted(work, MANY))

    assert 0 < many <= 1.1 * few


async def test_a_flood_to_one_chat_hides_no_other(store: Store) -> None:
    def fill(work: Work) -> None:
        for number in range(500):
            work.outbox.put(replace(SAYING, key=f"{number}", officer="flooded"))
        for officer in "abc":
            work.outbox.put(replace(SAYING, key=officer, officer=officer))

    def queues(work: Work, *busy: str) -> list[str]:
        return [row.queue for row in work.leases.waiting(busy=busy, limit=3)]

    await store.run(fill)

    assert await store.run(queues) == ["flooded", "a", "b"]
    assert await store.run(lambda work: queues(work, "flooded", "a")) == ["b", "c"]


async def test_a_chat_keeps_its_order_however_much_waits_before(store: Store) -> None:
    def fill(work: Work) -> None:
        for key in ("first", "second"):
            work.outbox.put(replace(SAYING, key=key, officer="chat"))
        for number in range(5):
            work.outbox.put(replace(SAYING, key=f"{number}", officer=f"{number}"))
        # It came due behind all others, as what no channel has taken yet.
        late = update(outbox).where(outbox.c.key == "first")
        work.connection.execute(late.values(not_before=NOW, attempts=0))
        others = update(outbox).where(outbox.c.key != "first")
        work.connection.execute(others.values(not_before=NOW - HOUR))

    await store.run(fill)
    found = await store.run(lambda work: work.leases.waiting(busy=(), limit=3))

    assert found[0].saying.key == "first"


async def test_any_number_of_chats_may_be_busy(store: Store, clock: Clock) -> None:
    busy = [f"busy-{number}" for number in range(70_000)]

    def fill(work: Work) -> None:
        work.outbox.put(replace(SAYING, key="busy", officer=busy[-1]))
        work.outbox.put(replace(SAYING, key="free", officer="free"), after=HOUR)

    await store.run(fill)
    assert await store.run(lambda work: work.leases.next_at(busy=busy)) == NOW + HOUR

    clock.pass_by(HOUR)
    (row,) = await store.run(lambda work: work.leases.waiting(busy=busy, limit=9))
    assert row.saying.key == "free"


@pytest.mark.parametrize("priority", [-1, max(Priority) + 1])
async def test_what_has_no_weight_is_found_at_once(store: Store, priority: int) -> None:
    def fill(work: Work) -> None:
        work.outbox.put(SAYING)
        work.outbox.put(replace(SAYING, key="damaged", officer="chat"))
        damaged = update(outbox).where(outbox.c.key == "damaged")
        work.connection.execute(damaged.values(priority=priority))

    await store.run(fill)
    unread: list[str] = []
    await store.run(
        lambda work: work.leases.waiting(
            busy=(), limit=60, least=Priority.ALARM, unread=lambda id, _: unread.append(id)
        )
    )

    assert len(unread) == 1


async def test_what_is_told_truer_takes_as_many_steps_in_a_herd(
    store_on_sqlite: Store,
) -> None:
    def counted(work: Work, count: int) -> int:
        work.connection.execute(outbox.delete())
        put_each(work, count, priority=Priority.DIGEST)
        rows = work.leases.waiting(busy=(), limit=1, unread=lambda *_: None)
        assert len(rows) == 1

        def asks() -> None:
            work.deliveries.superseded(rows, besides="alarm", of_all=(SAYING.text,))

        asks()
        return steps(work.connection, asks)

    few = await store_on_sqlite.run(lambda work: counted(work, FEW))
    many = await store_on_sqlite.run(lambda work: counted(work, MANY))

    assert 0 < many <= 1.1 * few
