"""The journal: dense and chained under any load; any change is found, and named by its number."""

import asyncio
import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Connection, delete, insert, select, update

from protocol.moves import Move
from protocol.refusals import Refused
from storage.journal import GENESIS, Entry, Scalar, Verified, linked
from storage.tables import journal, journal_head
from storage.work import Store, Work
from tests.builders import NOW, content, officer, request

SUBJECT = request().subject
ENTRIES = 9


def write(work: Work, action: str = "acknowledged") -> None:
    work.journal.write(action, actor="by-head", at=work.now, subject=SUBJECT, move="acknowledge")


def verified(work: Work) -> Verified:
    return work.journal.verify()


async def test_an_empty_journal_is_whole(store: Store) -> None:
    assert await store.run(verified) == Verified(0, None)
    assert list(await store.run(lambda work: list(work.journal.entries()))) == []


async def test_an_entry_says_who_did_what_about_what_and_when(store: Store) -> None:
    def act(work: Work) -> None:
        work.journal.write(
            "sent",
            actor="kz-head",
            at=NOW,
            subject=SUBJECT,
            due=NOW + timedelta(1),
            count=2,
            why=None,
        )
        work.journal.write("started", actor="nabat", at=NOW)

    await store.run(act)

    facts: dict[str, Scalar] = {"due": "2026-11-21T07:00:00+00:00", "count": 2, "why": None}
    at, subject = NOW.isoformat(), f"request/{SUBJECT.id}"
    sent = Entry(seq=1, at=at, actor="kz-head", action="sent", subject=subject, facts=facts)
    started = Entry(seq=2, at=at, actor="nabat", action="started", subject=None, facts={})
    assert await store.run(lambda work: list(work.journal.entries())) == [sent, started]
    assert await store.run(lambda work: work.journal.about(SUBJECT)) == (sent,)


async def test_400_turns_at_once_leave_a_dense_and_whole_chain(store: Store) -> None:
    def act(work: Work, number: int) -> None:
        work.journal.write("counted", actor="a", at=NOW, number=number)
        if number % 3 == 0:
            work.journal.write("counted twice", actor="a", at=NOW, number=number)
        if number % 10 == 0:
            raise Refused("refused-move")

    done = await asyncio.gather(
        *(store.run(lambda work, n=number: act(work, n)) for number in range(400)),  # type: ignore[misc]
        return_exceptions=True,
    )

    assert sum(isinstance(each, Refused) for each in done) == 40
    assert sum(each is None for each in done) == 360
    expected = 360 + sum(1 for n in range(400) if n % 3 == 0 and n % 10)
    assert await store.run(verified) == Verified(expected, None)
    entries = await store.run(lambda work: list(work.journal.entries()))
    assert [each.seq for each in entries] == list(range(1, expected + 1))
    counted = [each.facts["number"] for each in entries if each.action == "counted"]
    assert set(counted) == {n for n in range(400) if n % 10}
    assert len(counted) == 360


def body(number: int) -> Callable[[Connection], object]:
    forged = json.dumps({"subject": f"request/{SUBJECT.id}", "actor": "nobody"}).encode()
    return lambda c: c.execute(update(journal).where(journal.c.seq == number).values(body=forged))


def link(number: int) -> Callable[[Connection], object]:
    return lambda c: c.execute(
        update(journal).where(journal.c.seq == number).values(hash=b"0" * 32)
    )


def deleted(first: int, last: int) -> Callable[[Connection], object]:
    return lambda c: c.execute(delete(journal).where(journal.c.seq.between(first, last)))


def filed_elsewhere(number: int) -> Callable[[Connection], object]:
    return lambda c: c.execute(update(journal).where(journal.c.seq == number).values(subject="x"))


def swapped(one: int, other: int) -> Callable[[Connection], object]:
    def swap(connection: Connection) -> None:
        for seq, to in ((one, -1), (other, one), (-1, other)):
            connection.execute(update(journal).where(journal.c.seq == seq).values(seq=to))

    return swap


def forged_with_its_link(number: int) -> Callable[[Connection], object]:
    """A thief who knows the rule makes the entry and its own hash fit."""

    def forge(connection: Connection) -> None:
        before = connection.scalar(select(journal.c.hash).where(journal.c.seq == number - 1))
        stored = connection.scalar(select(journal.c.body).where(journal.c.seq == number))
        forged = stored.replace(b"by-head", b"by-duty")  # type: ignore[union-attr]
        connection.execute(
            update(journal)
            .where(journal.c.seq == number)
            .values(body=forged, hash=linked(before or GENESIS, forged))
        )

    return forge


def appended(connection: Connection) -> None:
    last = connection.scalar(select(journal.c.hash).order_by(journal.c.seq.desc()).limit(1))
    entry = {"seq": ENTRIES + 1, "body": b'{"subject":null}', "about": None, "subject": None}
    connection.execute(insert(journal).values(**entry, hash=linked(last or b"", entry["body"])))  # type: ignore[arg-type]


def head(**values: object) -> Callable[[Connection], object]:
    return lambda connection: connection.execute(update(journal_head).values(**values))


FORGERIES: dict[str, tuple[Callable[[Connection], object], int]] = {
    **{f"the body of {n} changed": (body(n), n) for n in (1, 5, ENTRIES)},
    **{f"the hash of {n} changed": (link(n), n) for n in (1, 5, ENTRIES)},
    **{f"{n} filed elsewhere": (filed_elsewhere(n), n) for n in (1, ENTRIES)},
    "4 and 5 swapped": (swapped(4, 5), 4),
    "the first and the last swapped": (swapped(1, ENTRIES), 1),
    "the first deleted": (deleted(1, 1), 1),
    "one in the middle deleted": (deleted(5, 5), 5),
    "many in the middle deleted": (deleted(3, 7), 3),
    "the last deleted": (deleted(ENTRIES, ENTRIES), ENTRIES),
    "all but the first deleted": (deleted(2, ENTRIES), 2),
    "all deleted": (deleted(1, ENTRIES), 1),
    "one changed, its own hash made to fit": (forged_with_its_link(5), 6),
    "the last changed, its hash made to fit": (forged_with_its_link(ENTRIES), ENTRIES + 1),
    "one appended": (appended, ENTRIES + 2),
    "the head set back": (head(seq=ENTRIES - 1), ENTRIES + 1),
    "the head's hash changed": (head(hash=b"0" * 32), ENTRIES + 1),
    "the head deleted": (lambda connection: connection.execute(delete(journal_head)), ENTRIES + 1),
}


@pytest.mark.parametrize("forgery", FORGERIES)
async def test_a_forgery_is_found_and_named(store_on_sqlite: Store, forgery: str) -> None:
    store, (forge, broken_at) = store_on_sqlite, FORGERIES[forgery]
    for _ in range(ENTRIES):
        await store.run(write)
    assert await store.run(verified) == Verified(ENTRIES, None)

    await store.run(lambda work: forge(work.connection))

    found = await store.run(verified)
    assert not found.is_whole
    assert found.broken_at == broken_at


async def test_content_never_stands_in_the_journal(store: Store) -> None:
    secret = "подстанция Восточная"

    def act(work: Work) -> None:
        digest = work.requests.add(request(), content(substance=secret))
        moved = request().moved(Move.TRANSMIT, by=officer(), now=work.now)
        work.journal.write(
            "sent", actor="kz-head", at=work.now, subject=SUBJECT, digest=digest.hex()
        )
        work.requests.save(moved)

    await store.run(act)

    bodies = await store.run(lambda work: work.connection.scalars(select(journal.c.body)).all())
    assert len(bodies) == 1
    assert all(secret not in json.loads(bytes(each)).values() for each in bodies)
    assert all(secret.encode() not in bytes(each) for each in bodies)
