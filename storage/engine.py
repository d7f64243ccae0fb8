"""
SQLite in aiosqlite's own thread, PostgreSQL through psycopg in a thread: `await run(fn)`.

Both run a plain function of one connection as one transaction. A failure of the storage itself is
`StorageFailed`, already where the statement fails: nothing of the transaction remains, and it may
be tried again. Whoever catches it inside a transaction cannot save that one: it is not committed.
"""

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Protocol, TypeAlias, TypeVar

import aiosqlite
import psycopg
from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event, make_url, text
from sqlalchemy.exc import (
    DatabaseError,
    InterfaceError,
    InternalError,
    OperationalError,
    PendingRollbackError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import QueuePool, StaticPool

from storage import migrations
from storage.address import Address
from storage.compacting import compact_postgresql, compact_sqlite
from storage.fitness import look
from storage.keys import KeyRing
from storage.postgresql import BOUNDS, LONG, READ_ONLY, Bounded, Bounds, bounded_engine, lengthen
from storage.threads import Threads

Ring: TypeAlias = Callable[[], KeyRing]
T = TypeVar("T")
BUSY_SECONDS = 5.0
# PostgreSQL: could not serialize, deadlock detected. The transaction is simply run again.
RETRIED_STATES = frozenset({"40001", "40P01"})
RETRIES = 5
# What the storage itself does; the rest (a constraint, a wrong statement, a value) is our mistake.
FAILURES = frozenset({DatabaseError, InterfaceError, InternalError, OperationalError})
_FAILED = "nabat_failed"
# PostgreSQL: what follows an error that was caught outside of a savepoint. Our mistake.
_ABORTED = "25P02"
# Two processes that start at once: the second waits until the first has made the tables.
_MIGRATING = 0x6E61626174
_ALONE = text("SELECT pg_advisory_xact_lock(:migrating)")
# So many transactions at once on PostgreSQL, each over a connection of its own.
CONNECTIONS = 16
# So long a stop waits for what is under way there.
ENDING_SECONDS = 2.0


class StorageFailed(Exception):
    """
    The storage did not take the transaction (disk full, locked, connection lost).

    `state` is the code that the database gave: "40001", "SQLITE_FULL"; None where it gave none.
    """

    def __init__(self, message: str, *, state: str | None = None) -> None:
        super().__init__(message)
        self.state = state


class Database(Protocol):
    """Where transactions run."""

    async def run(self, fn: Callable[[Connection], T]) -> T:
        """
        Run `fn` whole as one transaction and return what it returns.

        Raises: StorageFailed when the storage itself failed; else what `fn` raises, rolled back.
        """
        ...

    async def close(self) -> None:
        """Close every connection."""
        ...


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
                path, isolation_level=None, timeout=busy_seconds, check_same_thread=False
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
            raise StorageFailed(_plain(error)) from error

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


class PostgreSQL:
    """Any number of writers: each transaction runs in a thread of its own."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._threads = Threads("postgresql", CONNECTIONS)
        self._under_way: set[Bounded] = set()
        self._closing = False
        event.listen(engine, "checkout", lambda raw, *_: self._under_way.add(raw))
        for over in ("checkin", "invalidate"):
            event.listen(engine, over, lambda raw, *_: self._under_way.discard(raw))

    @classmethod
    async def open(
        cls, url: str, bounds: Bounds = BOUNDS, *, ring: Ring | None = None
    ) -> "PostgreSQL":
        """
        Connect and bring the tables up to date.

        Raises: StorageFailed when there is no connection; Unfit; ValueError for no address; as
        `migrate` does.
        """
        address = Address.read(url)
        engine = bounded_engine(
            address,
            bounds,
            QueuePool,
            pool_pre_ping=True,
            pool_size=CONNECTIONS // 2,
            max_overflow=CONNECTIONS // 2,
        )
        event.listen(engine, "handle_error", _told)
        database = cls(engine)
        try:
            await database._threads.run(lambda: _made_ready(engine, address, bounds, ring))
        except BaseException:
            await database.close()
            raise
        return database

    async def run(self, fn: Callable[[Connection], T]) -> T:
        """See `Database.run`; it ends within the bounds, also where the server does not answer."""

        def begun(connection: Connection) -> T:
            if self._closing:
                raise StorageFailed("the database is being closed")
            return fn(connection)

        return await self._threads.run(lambda: transact(self._engine, begun))

    async def checkpoint(self) -> None:
        """Do nothing: PostgreSQL checkpoints by itself."""

    async def close(self) -> None:
        """
        See `Database.close`; what has not ended after a moment fails.

        A thread that is still connecting is left: the process does not wait for it.
        """
        self._closing = True
        self._threads.end()
        await self._threads.quiet(ENDING_SECONDS)
        for raw in tuple(self._under_way):
            raw.abandon()
        self._engine.dispose()


async def open_database(url: str, ring: Ring | None = None) -> SQLite | PostgreSQL:
    """
    Open the database that `url` names (sqlite:///… or postgresql://…).

    `ring` returns the key ring where what an earlier version wrote is to be sealed.

    Raises: StorageFailed; Unfit; ValueError for another kind of database; as `migrate` does.
    """
    if url.startswith("postgresql"):
        return await PostgreSQL.open(url, ring=ring)
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        return await SQLite.open(Path(parsed.database), ring=ring)
    raise ValueError(f"database.url names {parsed.get_backend_name()}; sqlite or postgresql work")


def sqlite_engine(creator: Callable[[], sqlite3.Connection]) -> Engine:
    """Return an engine over one connection whose every transaction is BEGIN IMMEDIATE."""
    engine = create_engine("sqlite://", creator=creator, poolclass=StaticPool)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    event.listen(engine, "handle_error", _told)
    event.listen(engine, "before_cursor_execute", _still_begun)
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
        raise StorageFailed(_plain(error), state=_state(error)) from error
    finally:
        raw.close()
    transact(engine, lambda connection: migrations.migrate(connection, ring))
    compact_sqlite(engine)


def transact(engine: Engine, fn: Callable[[Connection], T]) -> T:
    """Run `fn` as one transaction; see `Database.run`."""
    for attempt in range(RETRIES):
        try:
            with engine.connect() as connection:
                connection.info.pop(_FAILED, None)
                with connection.begin():
                    result = fn(connection)
                    _still_whole(connection)
                return result
        except StorageFailed as failure:
            if failure.state not in RETRIED_STATES or attempt + 1 == RETRIES:
                raise
        except (PendingRollbackError, PoolTimeout) as error:
            raise StorageFailed(_plain(error)) from error
    raise AssertionError("unreachable")


def failed(connection: Connection, message: str) -> StorageFailed:
    """Return a failure of what stands beside the database: whoever catches it cannot commit."""
    connection.info.setdefault(_FAILED, (message, None))
    return StorageFailed(message)


def fit(address: Address, bounds: Bounds = BOUNDS) -> None:
    """
    Look whether a PostgreSQL can hold the record.

    Raises: Unfit when it cannot; StorageFailed when it does not answer.
    """
    try:
        look(address, bounds)
    except psycopg.Error as error:
        raise StorageFailed(_plain(error), state=error.sqlstate) from error


def _made_ready(engine: Engine, address: Address, bounds: Bounds, ring: Ring | None) -> None:
    def migrated(connection: Connection) -> None:
        lengthen(connection, LONG)
        connection.execute(_ALONE, {"migrating": _MIGRATING})
        migrations.migrate(connection, ring)

    fit(address, bounds)
    # Most starts find it so, and end soon where the server does not answer.
    if not transact(engine, migrations.is_current):
        transact(engine, migrated)
    with suppress(StorageFailed):  # tried again at the next start
        compact_postgresql(engine)


def _told(context: ExceptionContext) -> None:
    """Raise `StorageFailed` in place of the driver's error, and remember it."""
    error, wrapped = context.original_exception, context.sqlalchemy_exception
    state = getattr(error, "sqlstate", None) or getattr(error, "sqlite_errorname", None)
    if context.is_pre_ping or type(wrapped) not in FAILURES or state == _ABORTED:
        return
    message = _plain(error)
    if state == READ_ONLY:
        # The server was demoted: the next transaction looks for the one that takes writes.
        context.is_disconnect = True
    if context.connection is not None and not context.connection.invalidated:
        context.connection.info.setdefault(_FAILED, (message, state))
    raise StorageFailed(message, state=state) from error


def _still_begun(connection: Connection, _cursor: object, statement: str, *_rest: object) -> None:
    # A full disk ends SQLite's whole transaction: each statement after it would commit by itself.
    if _FAILED not in connection.info or statement.startswith("BEGIN"):
        return
    raw: sqlite3.Connection = connection.connection.dbapi_connection  # type: ignore[assignment]
    if not raw.in_transaction:
        _still_whole(connection)


def _still_whole(connection: Connection) -> None:
    """Raise what somebody caught: what stood beside what failed is not kept without it."""
    if _FAILED in connection.info:
        message, state = connection.info[_FAILED]
        raise StorageFailed(message, state=state)
    raw = connection.connection.dbapi_connection
    status = raw.info.transaction_status if isinstance(raw, psycopg.Connection) else None
    if status is psycopg.pq.TransactionStatus.INERROR:
        # Its COMMIT would undo everything and say nothing.
        raise RuntimeError("an error of the database was caught outside of a savepoint")


def _state(error: sqlite3.Error) -> str | None:
    """Return SQLite's name for an error: "SQLITE_CANTOPEN"."""
    return getattr(error, "sqlite_errorname", None)


def _plain(error: BaseException) -> str:
    # The driver's own words alone: SQLAlchemy would add the statement and its parameters.
    return str(error).strip().split("\n")[0]
