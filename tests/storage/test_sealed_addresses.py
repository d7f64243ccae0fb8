"""Addresses of chat accounts: sealed, found by a keyed digest, and sealed where they were clear."""

import contextlib
import gzip
import os
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

import psycopg
import pytest
from cryptography.exceptions import InvalidTag
from sqlalchemy import Connection, select, text, update

from protocol.parties import Channel
from storage import compacting, keys
from storage.database import open_database
from storage.engine import transact
from storage.keys import Destroyed, KeyRing
from storage.migrations import RingNeeded
from storage.sqlite import sqlite_engine
from storage.tables import data_keys
from storage.values import encode
from storage.vault import REGISTER, Vault
from storage.work import Store, Work
from tests.builders import Clock, officer
from tests.conftest import Server
from tests.storage.plans import plans
from tests.storage.versions import building
from tests.storage.versions.accounts import CHANNELS, address

FIRST = building.HERE / "0001"
PEOPLE = ("kz-duty", "by-head", "sec-duty", *building.APPLICANTS)
CLEAR = [address(who, channel).encode() for who in PEOPLE for channel in CHANNELS]
CLEAR += [b"kz-duty-room:desk.example", b"master key of kz-duty"]
IDENTITY = "identity/@kz-head:desk.example/new master key/1"


@pytest.fixture
def old_ring(tmp_path: Path) -> KeyRing:
    """The key ring of the first version."""
    ring = Path(shutil.copy(FIRST / building.RING, tmp_path / "old.json"))
    ring.chmod(keys.RING_MODE)
    return keys.read_ring(ring)


@pytest.fixture
def old_file(tmp_path: Path) -> Path:
    """A file of the first version, in a folder of its own."""
    folder = tmp_path / "old"
    folder.mkdir()
    file = folder / "nabat.db"
    file.write_bytes(gzip.decompress((FIRST / building.SQLITE).read_bytes()))
    return file


def left(folder: Path, clear: Sequence[bytes] = CLEAR) -> list[tuple[str, bytes]]:
    """Return which addresses lie in clear in which files."""
    files = {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return [(name, each) for name, held in files.items() for each in clear if each in held]


async def test_nothing_clear_is_left_in_any_file_of_an_earlier_version(
    old_file: Path, old_ring: KeyRing
) -> None:
    with contextlib.closing(sqlite3.connect(old_file, isolation_level=None)) as raw:
        # Whoever repairs or copies a file with other tools leaves what was there in free pages.
        for statement in (
            "PRAGMA secure_delete = OFF",
            "CREATE TABLE copied AS SELECT one.* FROM accounts one, accounts other",
            "DROP TABLE copied",
        ):
            raw.execute(statement)
    assert {each for _, each in left(old_file.parent)} >= set(CLEAR[:6])

    database = await open_database(f"sqlite:///{old_file}", lambda: old_ring)

    assert left(old_file.parent) == []
    await database.close()
    assert left(old_file.parent) == []


def dumped(file: Path) -> str:
    """Return everything that a file holds."""
    with contextlib.closing(sqlite3.connect(file)) as raw:
        return "\n".join(raw.iterdump())


def is_owed(file: Path) -> bool:
    """Say whether the file is still to be written anew."""
    with contextlib.closing(sqlite3.connect(file)) as raw:
        return bool(raw.execute("SELECT 1 FROM meta WHERE name = 'compact'").fetchall())


def with_identity(file: Path, ring: KeyRing) -> None:
    """Put a row under way that names an address in its key."""
    raw = sqlite3.connect(file, isolation_level=None)
    engine = sqlite_engine(lambda: raw)

    def put(connection: Connection) -> None:
        vault = Vault(connection, ring)
        row = dict(connection.execute(text("SELECT * FROM outbox LIMIT 1")).mappings().one())
        row |= {"seq": 9999, "key": IDENTITY, "subject": None, "about": None, "obligation": None}
        row |= {"state": "sending", "leased_by": "1", "text": "identity-changed-you", "place": 0}
        row["values"] = vault.seal(
            REGISTER, f"outbox/values/{IDENTITY}", encode({"officer": "kz-head"})
        )
        row["rendering"] = vault.seal(REGISTER, f"outbox/rendering/{IDENTITY}", b"words")
        names = ", ".join(f'"{name}"' for name in row)
        values = ", ".join(f":{name}" for name in row)
        connection.execute(text(f"INSERT INTO outbox ({names}) VALUES ({values})"), row)

    transact(engine, put)
    engine.dispose()
    raw.close()


def wrap_anew(work: Work, ring: KeyRing, newer: KeyRing) -> None:
    """Wrap every data key by the newer key of the ring."""
    for row in work.connection.execute(select(data_keys)).all():
        key = keys.unwrap(ring, row.subject, row.wrapped_by, bytes(row.wrapped))
        wrapped = keys.wrap(newer, row.subject, key, os.urandom)
        work.connection.execute(
            update(data_keys)
            .where(data_keys.c.subject == row.subject)
            .values(wrapped=wrapped, wrapped_by=newer.current)
        )


@pytest.fixture
def old_postgresql(postgres: Server) -> Iterator[str]:
    """A database of the first version on PostgreSQL."""
    name = postgres.create("template0")
    with psycopg.connect(postgres.url(name), autocommit=True) as connection:
        connection.execute(gzip.decompress((FIRST / building.POSTGRESQL).read_bytes()))
    yield postgres.url(name)
    postgres.drop(name)


@pytest.mark.postgres
async def test_nothing_clear_is_left_in_the_tables_on_postgresql(
    postgres: Server, old_postgresql: str, old_ring: KeyRing
) -> None:
    with psycopg.connect(old_postgresql, autocommit=True) as connection:
        (number,) = connection.execute(
            "SELECT oid FROM pg_database WHERE datname = current_database()"
        ).fetchone() or (0,)
        connection.execute("CHECKPOINT")
    tables = Path(postgres.socket) / "base" / str(number)
    assert {each for _, each in left(tables)} >= set(CLEAR[:6])

    database = await open_database(old_postgresql, lambda: old_ring)
    await database.close()

    with psycopg.connect(old_postgresql, autocommit=True) as connection:
        connection.execute("CHECKPOINT")
    assert left(tables) == []


OTHERS = (
    (KeyRing("another", {"another": bytes(32)}), Destroyed),
    (KeyRing("1", {"1": bytes(32)}), InvalidTag),
)


@pytest.mark.parametrize(("other", "error"), [*OTHERS, (None, RingNeeded)])
async def test_without_its_ring_nothing_is_changed(
    old_file: Path, other: KeyRing | None, error: type[Exception]
) -> None:
    before = dumped(old_file)

    with pytest.raises(error):
        await open_database(f"sqlite:///{old_file}", (lambda: other) if other else None)

    assert dumped(old_file) == before


async def test_what_the_disk_did_not_take_is_written_anew_at_the_next_start(
    old_file: Path, old_ring: KeyRing, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(compacting, "_VACUUM", "SELECT raise_no_room()")
        database = await open_database(f"sqlite:///{old_file}", lambda: old_ring)
        await database.close()
    assert is_owed(old_file)

    database = await open_database(f"sqlite:///{old_file}", lambda: old_ring)

    assert not is_owed(old_file)
    assert left(old_file.parent) == []
    await database.close()


async def test_a_row_whose_key_named_an_address_goes_on_under_another(
    old_file: Path, old_ring: KeyRing, tmp_path: Path, clock: Clock
) -> None:
    with_identity(old_file, old_ring)

    database = await open_database(f"sqlite:///{old_file}", lambda: old_ring)
    store = Store(database, old_ring, clock, tmp_path / "attachments")

    def read(work: Work) -> tuple[str, object]:
        rows = work.leases.abandoned("another")
        (row,) = (each for each in rows if each.saying.key.startswith("identity/"))
        assert row.rendering == b"words"
        return row.saying.key, row.saying.values["officer"]

    key, value = await store.run(read)
    account = await store.run(
        lambda work: work.registry.account(Channel.MATRIX, "@kz-head:desk.example")
    )
    await database.close()
    assert key == f"identity/{account.hex()}/new master key/1"
    assert value == "kz-head"
    assert left(old_file.parent, [b"@kz-head:desk.example"]) == []


async def test_a_ring_that_is_rotated_finds_every_account(
    store: Store, ring: KeyRing, clock: Clock, folder: Path
) -> None:
    def enter(work: Work) -> None:
        work.registry.put_officer(officer())
        work.registry.bind(Channel.TELEGRAM, "7314159265", officer().id)

    await store.run(enter)
    newer = KeyRing("2", {**ring.keys, "2": bytes(range(32))})
    await store.run(lambda work: wrap_anew(work, ring, newer))
    only_newer = KeyRing("2", {"2": newer.keys["2"]})

    rotated = Store(store._database, only_newer, clock, folder)

    found = await rotated.run(
        lambda work: work.registry.listened_to(Channel.TELEGRAM, "7314159265")
    )
    assert found == officer()
    (account,) = await rotated.run(lambda work: work.registry.accounts(officer().id))
    assert account.address == "7314159265"


async def test_an_account_is_found_by_its_index_after_one_digest(store: Store) -> None:
    def planned(work: Work) -> str:
        work.registry.bonds()
        return "\n".join(
            plans(work.connection, ask)
            for ask in (
                lambda: work.registry.listened_to(Channel.TELEGRAM, "7314159265"),
                lambda: work.registry.bound_to(Channel.TELEGRAM, "7314159265"),
                lambda: work.admissions.from_account(Channel.TELEGRAM, "7314159265"),
                lambda: work.rooms.of("@kz-head:desk.example"),
                lambda: work.verifications.of("@kz-head:desk.example"),
                lambda: work.verifications.last_comparison("@kz-head:desk.example"),
            )
        )

    await store.run(lambda work: work.registry.put_officer(officer()))
    found = await store.run(planned)

    assert "SCAN" not in found
    assert "Seq Scan" not in found
    assert "account" in found


async def test_without_the_key_no_digest_can_be_made(
    store: Store, clock: Clock, folder: Path, tmp_path: Path
) -> None:
    one = await store.run(lambda work: work.registry.account(Channel.TELEGRAM, "7314159265"))
    same = await store.run(lambda work: work.registry.account(Channel.TELEGRAM, "7314159265"))
    other = await store.run(lambda work: work.registry.account(Channel.MATRIX, "7314159265"))
    database = await open_database(f"sqlite:///{tmp_path / 'other.db'}")
    elsewhere = Store(database, keys.make_ring(tmp_path / "other.json"), clock, folder)
    there = await elsewhere.run(lambda work: work.registry.account(Channel.TELEGRAM, "7314159265"))
    await database.close()

    assert one == same
    assert len({one, other, there}) == 3
