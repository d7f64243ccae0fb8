"""A PostgreSQL that cannot hold the record is refused by name; several hosts are one database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.installation.lock import DatabaseLock
from bot.words.operator import Failed
from storage.address import Address
from storage.fitness import Misfit, Unfit
from storage.keys import make_ring
from storage.server import PostgreSQL, fit
from storage.work import Store
from tests.bot.installation.test_lock import ME, OTHER
from tests.bot.operator.commands import Operator
from tests.builders import Clock
from tests.worlds.clusters import Cluster, Clusters, clusters, until

pytestmark = pytest.mark.postgres
RESET = {"server_reset_query": "DISCARD ALL"}
KEEPS_NO_SESSION: dict[str, dict[str, object]] = {
    "transaction": {"pool_mode": "transaction"},
    "transaction, one session": {"pool_mode": "transaction", "default_pool_size": 1},
    "transaction, in turn": {"pool_mode": "transaction", "server_round_robin": 1},
    "statement": {"pool_mode": "statement"},
    "session, not emptied": {"pool_mode": "session", "server_reset_query": ""},
}
COMMANDS = [
    ["run"],
    ["check"],
    ["registry", "import", "config/parties.toml"],
    ["officer", "list"],
    ["journal", "verify"],
]

LOCKS = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"


@pytest.fixture(scope="module")
def servers() -> Iterator[Clusters]:
    """The servers of these tests."""
    with clusters() as made:
        yield made


@pytest.fixture(scope="module")
def cluster(servers: Clusters) -> Cluster:
    """A PostgreSQL with a database of each encoding."""
    cluster = servers.primary()
    cluster.run("CREATE DATABASE nabat")
    for encoding in ("LATIN1", "SQL_ASCII", "WIN1251"):
        cluster.run(
            f"CREATE DATABASE nabat_{encoding} ENCODING '{encoding}' LOCALE 'C' TEMPLATE template0"
        )
    return cluster


def through(port: int) -> str:
    return f"postgresql://postgres@127.0.0.1:{port}/nabat"


def operator(folder: Path, url: str, **environ: str) -> Operator:
    return Operator(folder / "state", NABAT_DATABASE__URL=url, **environ)


@pytest.mark.parametrize("how", KEEPS_NO_SESSION)
def test_a_pooler_that_keeps_no_session_is_found_out_again_and_again(
    servers: Clusters, cluster: Cluster, how: str
) -> None:
    with servers.pooler(cluster, **KEEPS_NO_SESSION[how]) as port:
        for _ in range(5):
            with pytest.raises(Unfit) as unfit:
                fit(Address.read(through(port)))
            assert unfit.value.misfit is Misfit.POOLER

            assert cluster.run(LOCKS) == [(0,)]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_each_command_refuses_a_pooler_by_name(
    servers: Clusters, cluster: Cluster, tmp_path: Path, command: list[str]
) -> None:
    with servers.pooler(cluster, pool_mode="transaction") as port:
        ended = operator(tmp_path, through(port)).says(*command)
        # The pooler would keep it after the process has ended, and refuse the next one.
        assert cluster.run(LOCKS) == [(0,)]

    assert ended.code == 1
    said = ended.out + ended.err
    assert f"Между nabat и PostgreSQL (127.0.0.1:{port}/nabat) стоит посредник" in said


def test_a_pooler_says_it_in_english_too(
    servers: Clusters, cluster: Cluster, tmp_path: Path
) -> None:
    with servers.pooler(cluster, pool_mode="transaction") as port:
        ended = operator(tmp_path, through(port), LC_ALL="en_US.UTF-8").says("run")

    assert "stands a pooler that keeps no sessions" in ended.err


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("encoding", ["LATIN1", "SQL_ASCII", "WIN1251"])
def test_each_command_refuses_a_database_of_another_encoding(
    cluster: Cluster, tmp_path: Path, command: list[str], encoding: str
) -> None:
    database = f"nabat_{encoding.lower()}"

    ended = operator(tmp_path, cluster.url(database)).says(*command)

    assert ended.code == 1
    place = f"{cluster.host}/{database}"
    assert f"Кодировка базы данных {place} — {encoding}, а нужна UTF8" in ended.out + ended.err


async def test_a_pooler_that_gives_each_connection_a_session_is_as_good_as_the_server(
    servers: Clusters, cluster: Cluster, tmp_path: Path
) -> None:
    ring = make_ring(tmp_path / "ring.json")
    with servers.pooler(cluster, pool_mode="session", **RESET) as port:
        address = Address.read(through(port))
        holder, other = DatabaseLock(address, ME), DatabaseLock(address, OTHER)
        holder.take()
        database = await PostgreSQL.open(through(port))
        store = Store(database, ring, Clock(), tmp_path / "attachments")
        for number in range(20):  # often enough for a statement to be prepared
            await store.run(lambda work, n=str(number): work.remember(n, n))  # type: ignore[misc]
        assert await store.run(lambda work: work.recall("19")) == "19"
        with pytest.raises(Failed) as refused:
            other.take()
        assert refused.value.values["pid"] == "4711"

        assert holder._connection is not None
        holder._connection.abandon()  # as if its process had died

        until(lambda: taken(other), "the lock of a dead process goes")
        other.release()
        holder.release()
        await database.close()


def taken(lock: DatabaseLock) -> bool:
    try:
        lock.take()
    except Failed:
        return False
    return True


def test_a_server_that_only_reads_is_told_by_check(cluster: Cluster, tmp_path: Path) -> None:
    url = cluster.url("nabat_reads")
    cluster.run("CREATE DATABASE nabat_reads")
    here = operator(tmp_path, url)
    assert here.says("registry", "import", "config/parties.toml").code == 0
    assert "База данных только читает" not in here.says("check").out
    cluster.run("ALTER DATABASE nabat_reads SET default_transaction_read_only = on")

    ended = here.says("check")

    assert ended.code == 1
    assert "✗ База данных только читает" in ended.out


def test_the_address_of_several_hosts_works_in_every_command(
    cluster: Cluster, tmp_path: Path
) -> None:
    cluster.run("CREATE DATABASE nabat_hosts")
    dead = "127.0.0.1:1"
    here = operator(tmp_path, f"postgresql://postgres@{dead},{cluster.host}/nabat_hosts")

    imported = here.says("registry", "import", "config/parties.toml")
    checked = here.says("check")
    verified = here.says("journal", "verify")

    assert (imported.code, verified.code) == (0, 0), imported.err + verified.err
    assert "✓ База данных: PostgreSQL" in checked.out
    lock = DatabaseLock(Address.read(here.environ["NABAT_DATABASE__URL"]), ME)
    lock.take()
    occupied = here.runs()
    lock.release()
    assert occupied.code == 1
    assert f"База данных {dead},{cluster.host}/nabat_hosts уже занята" in occupied.err
