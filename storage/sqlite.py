"""SQLite in aiosqlite's own thread: one file, one writer."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import aiosqlite
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import PoolProxiedConnection, StaticPool

from storage import migrations
from storage.compacting import compact_sqlite
from storage.engine import (
    StorageFailed,
    plain,
    raise_failure,
    transact,
    write_savepoints,
)
from storage.migrations import Ring
from storage.prepared import prepare_statements

T = TypeVar("T")
BUSY_SECONDS = 5.0
# More than there are: each stays as SQLite has understood it.
STATEMENTS = 1024


class SQLite:
    """
    One file, one writer: the connection lives in aiosqlite's thread.

    `pending` counts the transactions that the thread has not finished.
    """

    def __init__(self, connection: aiosqlite.Connection, engine: Engine) -> None:
        self._connection = connection
        self._engine = engine
        self.pending = 0

    @classmethod
    async def open(
        cls, path: Path, *, busy_seconds: float = BUSY_SECONDS, ring: Ring | None = None
    ) -> "SQLite":
        """
        Open the file, create it where it is missing, and bring its tables up to date.

        Raises: StorageFailed when it cannot be opened or written; as `migrate` does.
        """
        try:
            # aiosqlite would leave a thread that outlives the loop where the file does not open.
            sqlite3.connect(path).close()
            connection = await aiosqlite.connect(
                path,
                isolation_level=None,
                timeout=busy_seconds,
                check_same_thread=False,
                cached_statements=STATEMENTS,
            )
        except sqlite3.Error as error:
            raise StorageFailed(str(error), state=_state(error)) from error
        engine = sqlite_engine(lambda: connection._conn)
        database = cls(connection, engine)
        try:
            await database._in_thread(lambda: prepare_sqlite(engine, ring))
        except BaseException:
            await database.close()
            raise
        return database

    async def run(self, fn: Callable[[Connection], T]) -> T:
        """See `Database.run`."""
        return await self._in_thread(lambda: transact(self._engine, fn))

    async def checkpoint(self) -> None:
        """
        Fold the write-ahead log into the file; only the running process does.

        Raises: StorageFailed when the file does not take it.
        """
        try:
            await self._in_thread(
                lambda: self._connection._conn.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
            )
        except sqlite3.Error as error:
            raise StorageFailed(plain(error)) from error

    async def close(self) -> None:
        """See `Database.close`."""
        await self._in_thread(self._engine.dispose)
        await self._connection.close()

    async def _in_thread(self, fn: Callable[[], T]) -> T:
        # aiosqlite has no public name for "run this in your thread"; its version is pinned and
        # tests/storage/test_engine.py says what broke.
        self.pending += 1
        try:
            result: T = await self._connection._execute(fn)  # type: ignore[no-untyped-call]
        finally:
            self.pending -= 1
        return result


def sqlite_engine(creator: Callable[[], sqlite3.Connection]) -> Engine:
    """Return an engine over one connection whose every transaction is BEGIN IMMEDIATE."""
    engine = create_engine("sqlite://", creator=creator, poolclass=StaticPool)
    dialect: Any = engine.dialect
    # By the dialect: a listener on the engine would be asked for at each statement.
    dialect.do_begin = _begin
    event.listen(engine, "handle_error", raise_failure)
    write_savepoints(engine)
    prepare_statements(engine)
    return engine


def prepare_sqlite(engine: Engine, ring: Ring | None = None) -> None:
    """
    Set what each connection needs and bring the tables up to date.

    Raises: StorageFailed when it cannot be read or written; as `migrate` does.
    """
    raw = engine.raw_connection()
    try:
        for pragma in (
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            "secure_delete = ON",
        ):
            raw.cursor().execute(f"PRAGMA {pragma}")
    except sqlite3.Error as error:
        raise StorageFailed(plain(error), state=_state(error)) from error
    finally:
        raw.close()
    transact(engine, lambda connection: migrations.migrate(connection, ring))
    compact_sqlite(engine)


def _begin(raw: PoolProxiedConnection) -> None:
    raw.cursor().execute("BEGIN IMMEDIATE")


def _state(error: sqlite3.Error) -> str | None:
    """Return SQLite's name for an error: "SQLITE_CANTOPEN"."""
    return getattr(error, "sqlite_errorname", None)
