"""PostgreSQL that vanishes, freezes, turns read-only or is demoted: said soon, and gone on."""

import asyncio
import socket
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import Connection, select, text
from sqlalchemy.pool import NullPool

from bot.installation.lock import DatabaseLock
from storage import migrations, server
from storage.address import Address
from storage.engine import StorageFailed
from storage.keys import KeyRing
from storage.postgresql import BOUNDS, Bounded, Bounds, bounded_engine
from storage.server import PostgreSQL
from storage.tables import meta
from storage.work import Store, Work
from tests.bot.installation.test_lock import ME, OTHER
from tests.builders import Clock
from tests.worlds.clusters import HANGS, Cluster, clusters, until

pytestmark = pytest.mark.postgres
# Longer than the machine hesitates, shorter than a test should take.
QUICK = Bounds(connect=2, answer=2, statement=30, lock=30, idle=30, transaction=30)
SLEEPS = text("SELECT pg_sleep(:seconds)")
PID = text("SELECT pg_backend_pid()")
NUMBERS = count()
Opened = Callable[..., Awaitable[Store]]


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """A server that each test gives back running."""
    with clusters() as made:
        yield made.primary()


@pytest.fixture
def url(cluster: Cluster) -> str:
    """A new database there."""
    name = f"nabat_{next(NUMBERS)}"
    cluster.run(f"CREATE DATABASE {name}")
    return cluster.url(name)


@pytest.fixture
async def opened(ring: KeyRing, clock: Clock, tmp_path: Path) -> AsyncIterator[Opened]:
    """Opens stores, and closes them at the end."""
    databases: list[PostgreSQL] = []

    async def open_store(url: str, bounds: Bounds = QUICK) -> Store:
        databases.append(await PostgreSQL.open(url, bounds))
        return Store(databases[-1], ring, clock, tmp_path / "attachments")

    yield open_store
    for each in databases:
        await each.close()


def names(work: Work) -> set[str]:
    return set(work.connection.scalars(select(meta.c.name)))


def pid(work: Work) -> int:
    found: int = work.connection.scalar(PID)
    return found


async def ends(run: Awaitable[object]) -> object:
    """Return how it ends; that it ends at all is what is tested."""
    async with asyncio.timeout(HANGS):
        return await run


def refuses_writes(cluster: Cluster, *, on: bool) -> None:
    cluster.run(
        f"ALTER SYSTEM SET default_transaction_read_only = {'on' if on else 'off'}",
        "SELECT pg_reload_conf()",
    )
    shown = [("on" if on else "off",)]
    until(lambda: cluster.run("SHOW default_transaction_read_only") == shown, "it is told")


# --- frozen


@pytest.mark.parametrize("moment", ["before", "within", "at COMMIT"])
async def test_a_server_that_freezes_is_a_failure_and_the_next_turn_after_it_works(
    cluster: Cluster, url: str, opened: Opened, moment: str
) -> None:
    store = await opened(url)
    await store.run(lambda work: work.remember("first", "1"))

    def act(work: Work) -> None:
        if moment == "within":
            cluster.freeze()
        work.remember("second", "1")
        if moment == "at COMMIT":
            cluster.freeze()

    if moment == "before":
        cluster.freeze()
    try:
        with pytest.raises(StorageFailed):
            await ends(store.run(act))
        with pytest.raises(StorageFailed):
            await ends(store.run(names))
    finally:
        cluster.thaw()

    await ends(store.run(lambda work: work.remember("third", "1")))
    kept = await store.run(names)
    assert {"first", "third"} <= kept
    if moment != "at COMMIT":  # that one may have come through, as always when nobody answers
        assert "second" not in kept


async def test_a_server_that_was_killed_is_a_failure_until_it_runs_again(
    cluster: Cluster, url: str, opened: Opened
) -> None:
    store = await opened(url)

    def act(work: Work) -> None:
        work.remember("lost", "1")
        cluster.kill()

    try:
        for _ in range(2):
            with pytest.raises(StorageFailed):
                await ends(store.run(act))
    finally:
        cluster.start()

    await store.run(lambda work: work.remember("kept", "1"))
    assert await store.run(names) == {"kept"}


async def test_a_frozen_server_cannot_be_opened_and_says_so(cluster: Cluster, url: str) -> None:
    cluster.freeze()
    try:
        with pytest.raises(StorageFailed):
            await ends(PostgreSQL.open(url, QUICK))
    finally:
        cluster.thaw()


async def test_closing_waits_for_no_answer_of_a_frozen_server(
    cluster: Cluster, url: str, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stop would else wait until the bound, and without one for ever."""
    monkeypatch.setattr(server, "ENDING_SECONDS", 0.2)
    database = await PostgreSQL.open(url, replace(QUICK, answer=3600, transaction=3600))
    frozen = threading.Event()

    def act(connection: Connection) -> None:
        cluster.freeze()
        frozen.set()
        connection.execute(PID)

    running = asyncio.ensure_future(database.run(act))
    try:
        await asyncio.to_thread(frozen.wait, HANGS)
        await ends(database.close())
        with pytest.raises(StorageFailed):
            await ends(running)
    finally:
        cluster.thaw()


# --- the limits of the server and of this side


@pytest.mark.parametrize(
    ("bounds", "seconds", "why"),
    [
        (replace(QUICK, statement=0.3, answer=HANGS), [HANGS], "statement timeout"),
        (replace(QUICK, answer=0.5), [HANGS], "not answered in time"),
        (replace(QUICK, transaction=1), [0.05] * 1000, "not answered in time"),
    ],
    ids=["statement", "answer", "transaction"],
)
async def test_a_turn_takes_no_longer_than_it_may(
    url: str, opened: Opened, bounds: Bounds, seconds: list[float], why: str
) -> None:
    store = await opened(url, bounds)

    def act(work: Work) -> None:
        work.remember("lost", "1")
        for each in seconds:
            work.connection.execute(SLEEPS, {"seconds": each})

    with pytest.raises(StorageFailed, match=why):
        await ends(store.run(act))

    assert await store.run(names) == set()


async def test_the_time_of_a_turn_is_its_own_not_its_connections(url: str, opened: Opened) -> None:
    """Also that of a connection which nobody used for longer than a turn may take."""
    store = await opened(url, replace(QUICK, transaction=0.5))
    first = await store.run(pid)

    await asyncio.sleep(0.6)

    assert await store.run(pid) == first


async def test_a_row_that_another_one_holds_is_not_waited_for_for_ever(
    url: str, opened: Opened
) -> None:
    store = await opened(url, replace(QUICK, lock=0.3, answer=HANGS))
    await store.run(lambda work: work.remember("held", "1"))

    with psycopg.connect(url) as other:
        other.execute("UPDATE meta SET value = '2'")
        with pytest.raises(StorageFailed, match="lock timeout"):
            await ends(store.run(lambda work: work.remember("held", "3")))


async def test_a_process_that_stands_still_within_a_turn_holds_nothing_up(
    cluster: Cluster, url: str, opened: Opened
) -> None:
    store = await opened(url, replace(QUICK, idle=0.3))

    def act(work: Work) -> None:
        work.remember("lost", "1")
        mine = pid(work)
        gone = f"SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE pid = {mine})"
        until(lambda: cluster.run(gone) == [(True,)], "the server ends the session")

    with pytest.raises(StorageFailed):
        await ends(store.run(act))

    assert await store.run(names) == set()


async def test_a_migration_may_take_long(
    url: str, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    bounds = replace(QUICK, statement=0.5, lock=0.5, idle=0.5, answer=1, transaction=1)
    migrate = migrations.migrate

    def slow(connection: Connection, _ring: object) -> None:
        connection.execute(SLEEPS, {"seconds": 2})
        migrate(connection)

    monkeypatch.setattr(migrations, "migrate", slow)
    store = await opened(url, bounds)

    assert await store.run(names) == set()
    with pytest.raises(StorageFailed):
        await store.run(lambda work: work.connection.execute(SLEEPS, {"seconds": 2}))


def limits(connection: Bounded) -> dict[str, str]:
    names = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
    shown = [connection.execute(sql.SQL("SHOW {}").format(sql.Identifier(n))) for n in names]
    return {n: row[0] for n, each in zip(names, shown, strict=True) if (row := each.fetchone())}


def options(connection: Bounded) -> dict[str, int]:
    with socket.fromfd(connection.fileno(), socket.AF_INET, socket.SOCK_STREAM) as itself:
        return {
            "keepalive": itself.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE),
            "unacknowledged": itself.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT),
            "first sign": itself.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE),
            "next sign": itself.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPINTVL),
            "signs": itself.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPCNT),
        }


async def test_every_connection_has_all_limits(url: str, opened: Opened) -> None:
    """Of the pool, of the lock, of who only reads: none may wait for ever."""
    bounded = {
        "statement_timeout": "15s",
        "lock_timeout": "10s",
        "idle_in_transaction_session_timeout": "1min",
    }
    signs = {
        "keepalive": 1,
        "unacknowledged": 15_000,
        "first sign": 10,
        "next sign": 5,
        "signs": 3,
    }
    found: dict[str, tuple[object, object]] = {}

    def look(name: str, raw: object) -> None:
        assert isinstance(raw, Bounded)
        found[name] = (limits(raw), options(raw))

    store = await opened(url, BOUNDS)
    await store.run(lambda work: look("pool", work.connection.connection.dbapi_connection))
    lock = DatabaseLock(Address.read(url), ME)
    lock.take()
    look("lock", lock._connection)
    lock.release()
    reading = bounded_engine(Address.read(url), BOUNDS, NullPool)
    with reading.connect() as connection:
        look("reader", connection.connection.dbapi_connection)

    assert found == dict.fromkeys(("pool", "lock", "reader"), (bounded, signs))


async def test_the_address_may_say_otherwise_about_the_network(url: str) -> None:
    with Bounded.to(Address.read(f"{url}?tcp_user_timeout=4000&keepalives_idle=7")) as connection:
        assert options(connection)["unacknowledged"] == 4000
        assert options(connection)["first sign"] == 7


async def test_what_the_role_was_given_as_encoding_of_the_client_is_no_matter(
    cluster: Cluster, url: str, opened: Opened
) -> None:
    cluster.run("ALTER ROLE postgres SET client_encoding = 'SQL_ASCII'")
    try:
        store = await opened(url)
        await store.run(lambda work: work.remember("имя", "значение"))
        assert await store.run(lambda work: work.recall("имя")) == "значение"
    finally:
        cluster.run("ALTER ROLE postgres RESET client_encoding")


# --- read-only, demoted


async def test_a_connection_that_met_a_server_that_only_reads_is_not_used_again(
    cluster: Cluster, url: str, opened: Opened
) -> None:
    store = await opened(url)
    before = await store.run(pid)

    refuses_writes(cluster, on=True)
    try:
        with pytest.raises(StorageFailed) as failed:
            await store.run(lambda work: work.remember("lost", "1"))
    finally:
        refuses_writes(cluster, on=False)

    assert failed.value.state == "25006"
    await store.run(lambda work: work.remember("kept", "1"))
    assert await store.run(pid) != before
    assert await store.run(names) == {"kept"}


@pytest.fixture(scope="module")
def pair() -> Iterator[tuple[Cluster, Cluster]]:
    """A primary and its standby, which the tests below bring down one after the other."""
    with clusters() as made:
        primary = made.primary()
        primary.run("CREATE DATABASE nabat")
        yield primary, made.standby_of(primary)


def both(pair: tuple[Cluster, Cluster], form: str) -> str:
    first, second = (each.host for each in pair)
    return form.format(first=first, second=second)


SEVERAL = [
    "postgresql://postgres@{first},{second}/nabat",
    "postgresql://postgres@{second},{first}/nabat?target_session_attrs=read-write",
    "postgresql://postgres@/nabat?host={second}&host={first}",
]


@pytest.mark.parametrize("form", SEVERAL)
async def test_of_several_hosts_the_one_that_takes_writes_is_used(
    pair: tuple[Cluster, Cluster], opened: Opened, form: str
) -> None:
    url = both(pair, form)
    store = await opened(url)
    lock, second = (DatabaseLock(Address.read(url), who) for who in (ME, OTHER))
    lock.take()

    await store.run(lambda work: work.remember("kept", "1"))

    port = text("SELECT inet_server_port()")
    assert await store.run(lambda work: work.connection.scalar(port)) == pair[0].port
    with pytest.raises(Exception, match="occupied"):
        second.take()
    lock.release()


async def test_a_commit_that_its_standby_never_saw_is_a_failure(
    pair: tuple[Cluster, Cluster], opened: Opened
) -> None:
    primary, standby = pair
    store = await opened(primary.url("nabat"), replace(QUICK, answer=HANGS, transaction=HANGS))
    primary.run("ALTER SYSTEM SET synchronous_standby_names = '*'", "SELECT pg_reload_conf()")
    synchronous = "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'"
    until(lambda: primary.run(synchronous) == [(1,)], "the standby is synchronous")
    standby.freeze()
    try:
        waits = "SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
        running = asyncio.ensure_future(store.run(lambda work: work.remember("alone", "1")))
        while not (found := await asyncio.to_thread(primary.run, waits)):
            assert not running.done()

        await asyncio.to_thread(primary.run, f"SELECT pg_cancel_backend({found[0][0]})")

        with pytest.raises(StorageFailed, match="standby"):
            await ends(running)
    finally:
        standby.thaw()


async def test_a_commit_that_waits_for_its_standby_without_end_is_a_failure(
    pair: tuple[Cluster, Cluster], opened: Opened
) -> None:
    primary, standby = pair
    store = await opened(primary.url("nabat"))
    standby.freeze()
    try:
        with pytest.raises(StorageFailed, match="standby"):
            await ends(store.run(lambda work: work.remember("waits", "1")))
    finally:
        standby.thaw()
        primary.run("ALTER SYSTEM RESET synchronous_standby_names", "SELECT pg_reload_conf()")

    await ends(store.run(lambda work: work.remember("kept", "1")))


async def test_a_demoted_primary_is_left_for_the_new_one(
    pair: tuple[Cluster, Cluster], opened: Opened
) -> None:
    """The old one still answers, and its sessions stand: it only reads."""
    old, new = pair
    url = both(pair, SEVERAL[0])
    store, address = await opened(url), Address.read(url)
    lock, other = DatabaseLock(address, ME), DatabaseLock(address, OTHER)
    lock.take()
    await store.run(lambda work: work.remember("before", "1"))

    caught_up = "SELECT count(*) FROM pg_stat_replication WHERE replay_lsn = pg_current_wal_lsn()"
    until(lambda: old.run(caught_up) == [(1,)], "the standby has everything")
    refuses_writes(old, on=True)
    new.run("SELECT pg_promote()")
    with pytest.raises(StorageFailed):
        await store.run(lambda work: work.remember("lost", "1"))
    lock.keep()

    await store.run(lambda work: work.remember("after", "1"))
    assert {"before", "after"} <= await store.run(names)
    assert new.run("SELECT value FROM meta WHERE name = 'after'", database="nabat") == [("1",)]
    with pytest.raises(Exception, match="occupied"):
        other.take()
    lock.release()
    assert new.run("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'") == [(0,)]
