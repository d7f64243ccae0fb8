"""Strangers: each is told once a day and channel; nothing that is kept names them."""

import hashlib
from datetime import timedelta

import pytest

from protocol.parties import Channel
from storage import strangers
from storage.tables import strangers as table
from storage.vault import REGISTER
from storage.work import Store
from tests.builders import Clock

DAY = timedelta(days=1)
TELEGRAM, MATRIX = Channel.TELEGRAM, Channel.MATRIX


async def told(store: Store, address: str, channel: Channel = TELEGRAM) -> bool:
    return await store.run(lambda work: work.strangers.is_to_be_told(channel, address))


async def test_each_is_told_once_a_day_on_each_channel(store: Store, clock: Clock) -> None:
    heard = [await told(store, each) for each in ("7", "7", "8", "7")]
    elsewhere = [await told(store, each, MATRIX) for each in ("7", "7")]
    clock.pass_by(DAY)

    assert heard == [True, False, True, False]
    assert elsewhere == [True, False]
    assert [await told(store, each) for each in ("7", "7")] == [True, False]


async def test_of_a_stranger_a_digest_is_kept_for_a_day_and_no_two_days_match(
    store: Store, clock: Clock
) -> None:
    kept = []
    for _ in range(2):
        await told(store, "424242")
        rows = await store.run(lambda work: work.connection.execute(table.select()).all())
        assert len(rows) == 1
        kept.append(bytes(rows[0].digest))
        assert b"424242" not in b"".join(str(cell).encode() for cell in rows[0])
        clock.pass_by(DAY)

    assert kept[0] != kept[1]
    await store.run(lambda work: work.strangers.prune())
    left = await store.run(lambda work: work.connection.execute(table.select()).all())
    assert left == []


async def test_without_the_key_nobody_can_tell_whose_a_digest_is(store: Store) -> None:
    await told(store, "424242")
    digests = await store.run(
        lambda work: [bytes(row.digest) for row in work.connection.execute(table.select())]
    )
    day = await store.run(lambda work: work.now.date().isoformat())

    def guessed(address: str) -> bytes:
        return hashlib.sha256(f"stranger {day} telegram {address}".encode()).digest()

    assert guessed("424242") not in digests
    keyed = await store.run(
        lambda work: work.vault.digest(REGISTER, f"stranger {day} telegram 424242".encode())
    )
    assert digests == [keyed]


async def test_strangers_fill_no_table(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strangers, "TOLD", 3)

    heard = [await told(store, str(number)) for number in range(5)]

    assert heard == [True, True, True, False, False]
    assert await told(store, "9", MATRIX)
