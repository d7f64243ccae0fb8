"""The vault: a key for each subject, and nothing opens elsewhere or after its destruction."""

import asyncio
import threading
from pathlib import Path

import pytest
from sqlalchemy import select, update

from storage.drafts import Draft
from storage.keys import Destroyed, InvalidTag, KeyRing
from storage.server import PostgreSQL
from storage.sqlite import SQLite
from storage.tables import data_keys, requests
from storage.work import Store, Work
from tests.builders import NOW, Clock, content, request

ONE, OTHER = request(1), request(2)


def add_both(work: Work) -> None:
    work.requests.add(ONE, content(substance="one"))
    work.requests.add(OTHER, content(substance="other"))


async def test_each_subject_has_a_key_of_its_own(store: Store) -> None:
    await store.run(add_both)

    def read(work: Work) -> None:
        assert len(work.connection.execute(select(data_keys)).all()) == 2
        sealed = work.vault.seal(ONE.id, "requests/sealed/x", b"words")
        with pytest.raises(InvalidTag):
            work.vault.open(OTHER.id, "requests/sealed/x", sealed)

    await store.run(read)


async def test_ciphertext_in_another_row_does_not_open(store: Store) -> None:
    await store.run(add_both)

    def move(work: Work) -> None:
        moved = select(requests.c.sealed).where(requests.c.id == ONE.id).scalar_subquery()
        work.connection.execute(
            update(requests).where(requests.c.id == OTHER.id).values(sealed=moved)
        )

    await store.run(move)

    with pytest.raises(InvalidTag):
        await store.run(lambda work: work.requests.content(OTHER.id))
    assert (await store.run(lambda work: work.requests.content(ONE.id))).substance == "one"


async def test_a_data_key_given_to_another_subject_does_not_open(store: Store) -> None:
    await store.run(add_both)

    def move(work: Work) -> None:
        moved = select(data_keys.c.wrapped).where(data_keys.c.subject == ONE.id).scalar_subquery()
        work.connection.execute(
            update(data_keys).where(data_keys.c.subject == OTHER.id).values(wrapped=moved)
        )

    await store.run(move)

    with pytest.raises(InvalidTag):
        await store.run(lambda work: work.requests.content(OTHER.id))


async def test_what_is_destroyed_cannot_be_read_and_the_rest_can(store: Store) -> None:
    await store.run(add_both)

    await store.run(lambda work: work.vault.destroy(ONE.id))

    with pytest.raises(Destroyed):
        await store.run(lambda work: work.requests.content(ONE.id))
    assert (await store.run(lambda work: work.requests.content(OTHER.id))).substance == "other"
    assert await store.run(lambda work: work.requests.get(ONE.id)) == ONE


async def test_what_was_destroyed_stays_so_when_something_new_is_sealed(store: Store) -> None:
    await store.run(add_both)
    await store.run(lambda work: work.vault.destroy(ONE.id))

    await store.run(lambda work: work.vault.seal(ONE.id, "statements/sealed/s1", b"later"))

    with pytest.raises((Destroyed, InvalidTag)):
        await store.run(lambda work: work.requests.content(ONE.id))


async def test_without_the_ring_nothing_is_read(
    store: Store, database: SQLite | PostgreSQL, clock: Clock, folder: Path
) -> None:
    await store.run(add_both)
    thief = Store(database, KeyRing("other", {"other": b"0" * 32}), clock, folder)

    with pytest.raises(Destroyed):
        await thief.run(lambda work: work.requests.content(ONE.id))


async def test_a_key_made_by_two_at_once_is_one_key(store: Store) -> None:
    def save(work: Work, number: int) -> bytes:
        draft = Draft(f"d{number}", "kz-head", "urgent", {}, None, NOW)
        work.drafts.save(draft)
        return work.vault.seal("shared", "x", b"x")

    sealed = await asyncio.gather(*(store.run(lambda work, n=n: save(work, n)) for n in range(20)))  # type: ignore[misc]

    for each in sealed:
        assert await store.run(lambda work, e=each: work.vault.open("shared", "x", e)) == b"x"  # type: ignore[misc]

    keys = await store.run(lambda work: work.connection.scalars(select(data_keys.c.subject)).all())
    assert sorted(keys) == sorted(["shared", *(f"d{n}" for n in range(20))])
    assert len(await store.run(lambda work: work.drafts.of("kz-head"))) == 20


@pytest.mark.postgres
async def test_who_was_second_to_make_a_key_seals_under_the_first_one(
    store_on_postgresql: Store,
) -> None:
    made, commits = threading.Event(), threading.Event()

    def first(work: Work) -> bytes:
        sealed = work.vault.seal("shared", "x", b"first")
        made.set()
        assert commits.wait(30)
        return sealed

    slow = asyncio.create_task(store_on_postgresql.run(first))
    await asyncio.to_thread(made.wait)
    second = asyncio.create_task(
        store_on_postgresql.run(lambda work: work.vault.seal("shared", "x", b"second"))
    )
    await asyncio.wait({second}, timeout=0.3)
    commits.set()

    for task, value in ((slow, b"first"), (second, b"second")):
        sealed = await task
        opened = await store_on_postgresql.run(
            lambda work, s=sealed: work.vault.open("shared", "x", s)  # type: ignore[misc]
        )
        assert opened == value


async def test_a_digest_is_salted_by_its_subject(store: Store) -> None:
    def digests(work: Work) -> list[bytes]:
        same = content()
        work.requests.add(ONE, same)
        work.requests.add(OTHER, same)
        return [work.requests.digest(each.id) for each in (ONE, OTHER)]

    one, other = await store.run(digests)

    assert one != other
    assert await store.run(lambda work: work.vault.digest(ONE.id, b"x") != one)
