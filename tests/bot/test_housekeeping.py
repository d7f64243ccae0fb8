"""A purge is made in parts: none keeps an alarm waiting, and a crash between two loses nothing."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import func, select

from bot.housekeeping import OUTBOX_KEPT, ROWS, prune_all, prune_rows
from storage.sayings import Priority, Saying
from storage.tables import inbox, offers, outbox
from storage.work import Store, Work
from tests.builders import NOW, Clock
from tests.conftest import SQLITE

SAYING = Saying("said", "kz-head", Priority.NOTICE, "done", {})
ALARM = replace(SAYING, key="alarm", priority=Priority.ALARM)
OLD = 3 * ROWS
TABLES = (inbox, outbox, offers)
ON_SQLITE = pytest.mark.parametrize("database_url", [SQLITE], indirect=True)


def fill(work: Work) -> None:
    """Leave as many old rows of each kind, and one that is still needed."""
    work.outbox.put(SAYING)
    (kept,) = work.connection.execute(outbox.select()).all()
    ended = {**kept._asdict(), "not_before": None, "state": "sent", "ended_at": NOW}
    del ended["seq"]
    rows = [ended | {"key": f"{number}"} for number in range(OLD)]
    work.connection.execute(outbox.insert(), rows)
    event = {"officer": "a", "channel": "console", "received_at": NOW, "state": "done"}
    events = [{**event, "key": f"{n}", "tries": 0, "files": 0} for n in range(OLD)]
    work.connection.execute(inbox.insert(), events)
    offer = {"officer": "a", "number": 1, "command": "ack", "argument": "", "label": "[]"}
    moments = {"created_at": NOW, "expires_at": NOW}
    made = [{**offer, **moments, "id": f"{number}"} for number in range(OLD)]
    work.connection.execute(offers.insert(), made)


def left(work: Work) -> int:
    """Return how many rows there are in all."""
    counts = (select(func.count()).select_from(table) for table in TABLES)
    return sum(work.connection.execute(count).scalar_one() for count in counts)


async def test_no_transaction_deletes_more_than_its_part(store: Store, clock: Clock) -> None:
    await store.run(fill)
    clock.pass_by(2 * OUTBOX_KEPT)
    counts = [await store.run(left)]

    def part(work: Work) -> bool:
        more = prune_rows(work)
        counts.append(left(work))
        return more

    while await store.run(part):
        pass

    assert counts[0] == len(TABLES) * OLD + 1
    assert counts[-1] == 1
    assert max(before - after for before, after in pairwise(counts)) == ROWS


@ON_SQLITE
async def test_an_alarm_goes_between_two_parts(store: Store, clock: Clock) -> None:
    await store.run(fill)
    clock.pass_by(2 * OUTBOX_KEPT)

    def rings(work: Work) -> int:
        work.outbox.put(ALARM)
        (row,) = work.leases.waiting(busy=(), limit=1)
        work.leases.lease([replace(row, channel="matrix")], by="me")
        return left(work)

    purge = asyncio.create_task(prune_all(store))
    await asyncio.sleep(0)
    still_there = await store.run(rings)
    await purge

    assert still_there == len(TABLES) * OLD + 2 - ROWS
    assert await store.run(left) == 2


async def test_what_a_crash_has_left_is_deleted_the_next_time(store: Store, clock: Clock) -> None:
    await store.run(fill)
    clock.pass_by(2 * OUTBOX_KEPT)
    parts = 0

    def dies(_: Work) -> None:
        nonlocal parts
        parts += 1
        if parts == 3:
            raise KeyboardInterrupt

    store.before_commit(dies)
    with pytest.raises(KeyboardInterrupt):
        await prune_all(store)
    assert await store.run(left) == len(TABLES) * OLD + 1 - 2 * ROWS

    await prune_all(store)

    assert await store.run(left) == 1


@ON_SQLITE
async def test_a_part_that_fails_does_not_keep_the_others(
    store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await store.run(fill)
    clock.pass_by(timedelta(days=99))
    monkeypatch.setattr("storage.inbox.Inbox.prune", lambda *_, **__: 1 // 0)

    await prune_all(store)

    assert await store.run(left) == OLD + 1
