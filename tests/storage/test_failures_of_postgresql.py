"""PostgreSQL in conflict or gone: conflicts are run again, a lost connection is said and left."""

import asyncio
import threading

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DataError

from storage.engine import RETRIES, StorageFailed
from storage.tables import meta
from storage.work import Store, Work
from tests.builders import content, request
from tests.conftest import Server

pytestmark = pytest.mark.postgres
ONE, OTHER = request(1), request(2)


def add_both(work: Work) -> None:
    for each in (ONE, OTHER):
        work.requests.add(each, content())


def names(work: Work) -> set[str]:
    return set(work.connection.scalars(select(meta.c.name)))


@pytest.mark.parametrize("caught", [False, True], ids=["raised", "caught in a savepoint"])
async def test_a_deadlock_is_run_again_whole(store_on_postgresql: Store, caught: bool) -> None:
    await store_on_postgresql.run(add_both)
    both_hold_one = threading.Barrier(2)
    attempts: list[str] = []

    def lock(work: Work, first: str, second: str) -> None:
        attempts.append(first)
        work.remember(f"{first} attempt {attempts.count(first)}", "1")
        work.requests.get(first)
        if attempts.count(first) == 1:
            both_hold_one.wait(timeout=9)
        try:
            with work.savepoint():
                work.requests.get(second)
        except StorageFailed:
            if not caught:
                raise

    await asyncio.gather(
        store_on_postgresql.run(lambda work: lock(work, ONE.id, OTHER.id)),
        store_on_postgresql.run(lambda work: lock(work, OTHER.id, ONE.id)),
    )

    assert len(attempts) >= 3
    last = {f"{id} attempt {attempts.count(id)}" for id in (ONE.id, OTHER.id)}
    assert await store_on_postgresql.run(names) == last


async def test_a_conflict_that_does_not_end_is_a_failure(store_on_postgresql: Store) -> None:
    attempts: list[int] = []
    conflict = text("DO $$ BEGIN RAISE EXCEPTION 'conflict' USING ERRCODE = '40001'; END $$")

    def act(work: Work) -> None:
        attempts.append(1)
        work.remember("a", "1")
        work.connection.execute(conflict)

    with pytest.raises(StorageFailed, match="conflict"):
        await store_on_postgresql.run(act)

    assert len(attempts) == RETRIES
    assert await store_on_postgresql.run(names) == set()


@pytest.mark.parametrize("caught", [False, True])
async def test_a_connection_lost_within_a_turn_is_a_failure_and_the_next_turn_works(
    store_on_postgresql: Store, postgres: Server, caught: bool
) -> None:
    def act(work: Work) -> None:
        work.remember("lost", "1")
        pid = work.connection.scalar(text("SELECT pg_backend_pid()"))
        postgres.run(f"SELECT pg_terminate_backend({pid}, 5000)")
        try:
            with work.savepoint():
                work.remember("lost too", "1")
        except Exception:
            if not caught:
                raise

    with pytest.raises(StorageFailed):
        await store_on_postgresql.run(act)

    await store_on_postgresql.run(lambda work: work.remember("kept", "1"))
    assert await store_on_postgresql.run(names) == {"kept"}


async def test_a_connection_lost_between_turns_is_made_again(
    store_on_postgresql: Store, postgres: Server
) -> None:
    pid = await store_on_postgresql.run(
        lambda work: work.connection.scalar(text("SELECT pg_backend_pid()"))
    )
    postgres.run(f"SELECT pg_terminate_backend({pid}, 5000)")

    await store_on_postgresql.run(lambda work: work.remember("kept", "1"))

    assert await store_on_postgresql.run(names) == {"kept"}


async def test_a_value_that_cannot_be_stored_is_our_mistake_not_the_storages(
    store_on_postgresql: Store,
) -> None:
    """A storage that "failed" for it would stop taking events for ever."""
    with pytest.raises(DataError):
        await store_on_postgresql.run(lambda work: work.remember("a", "\x00"))
