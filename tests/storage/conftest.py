"""What the tests of the storage share: a store on one database, and how queries are planned."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.keys import KeyRing
from storage.server import PostgreSQL
from storage.sqlite import SQLite
from storage.work import Store
from tests.builders import Clock


@pytest.fixture
async def sqlite(sqlite_path: Path) -> AsyncIterator[SQLite]:
    """A SQLite database that waits for a lock for a moment only."""
    database = await SQLite.open(sqlite_path, busy_seconds=0.05)
    yield database
    await database.close()


@pytest.fixture
def store_on_sqlite(sqlite: SQLite, ring: KeyRing, clock: Clock, folder: Path) -> Store:
    """A store on SQLite alone: where both databases could only say the same."""
    return Store(sqlite, ring, clock, folder)


@pytest.fixture
async def postgresql(postgres_url: str) -> AsyncIterator[PostgreSQL]:
    """A PostgreSQL database."""
    database = await PostgreSQL.open(postgres_url)
    yield database
    await database.close()


@pytest.fixture
def store_on_postgresql(postgresql: PostgreSQL, ring: KeyRing, clock: Clock, folder: Path) -> Store:
    """A store on PostgreSQL alone."""
    return Store(postgresql, ring, clock, folder)
