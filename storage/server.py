"""PostgreSQL through psycopg, each transaction in a thread: any number of writers."""

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

import psycopg
from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.pool import QueuePool

from storage import migrations
from storage.address import Address
from storage.compacting import compact_postgresql
from storage.engine import StorageFailed, plain, raise_failure, transact, write_savepoints
from storage.fitness import look
from storage.migrations import Ring
from storage.postgresql import BOUNDS, LONG, Bounded, Bounds, bounded_engine, lengthen
from storage.prepared import prepare_statements
from storage.threads import Threads

T = TypeVar("T")
# Two processes that start at once: the second waits until the first has made the tables.
_MIGRATING = 0x6E61626174
_ALONE = text("SELECT pg_advisory_xact_lock(:migrating)")
# So many transactions at once on PostgreSQL, each over a connection of its own.
CONNECTIONS = 16
# So long a stop waits for what is under way there.
ENDING_SECONDS = 2.0


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
        event.listen(engine, "handle_error", raise_failure)
        write_savepoints(engine)
        prepare_statements(engine)
        database = cls(engine)
        try:
            await database._threads.run(lambda: _make_ready(engine, address, bounds, ring))
        except BaseException:
            await database.close()
            raise
        return database

    async def run(self, fn: Callable[[Connection], T]) -> T:
        """See `Database.run`; it ends within the bounds, also where the server does not answer."""

        def run_open(connection: Connection) -> T:
            if self._closing:
                raise StorageFailed("the database is being closed")
            return fn(connection)

        return await self._threads.run(lambda: transact(self._engine, run_open))

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


def fit(address: Address, bounds: Bounds = BOUNDS) -> None:
    """
    Look whether a PostgreSQL can hold the record.

    Raises: Unfit when it cannot; StorageFailed when it does not answer.
    """
    try:
        look(address, bounds)
    except psycopg.Error as error:
        raise StorageFailed(plain(error), state=error.sqlstate) from error


def _make_ready(engine: Engine, address: Address, bounds: Bounds, ring: Ring | None) -> None:
    def migrate(connection: Connection) -> None:
        lengthen(connection, LONG)
        connection.execute(_ALONE, {"migrating": _MIGRATING})
        migrations.migrate(connection, ring)

    fit(address, bounds)
    # Most starts find it so, and end soon where the server does not answer.
    if not transact(engine, migrations.is_current):
        transact(engine, migrate)
    with suppress(StorageFailed):  # tried again at the next start
        compact_postgresql(engine)
