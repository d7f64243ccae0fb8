"""
Connections to PostgreSQL: each of them is bounded and speaks UTF-8, whoever makes it.

A server may vanish, freeze, or turn read-only, without a word. What it can still end it ends by
its own limits; the rest is ended from this side, by closing the connection.
"""

import contextlib
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self, TypeVar

import psycopg
from psycopg.abc import PQGen
from psycopg.conninfo import make_conninfo
from psycopg.errors import Diagnostic, _WaitTimeout
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import Pool

from storage.address import Address

T = TypeVar("T")
# It has met a server that only reads: one that was demoted, or was told to.
READ_ONLY = "25006"
# An administrator may forbid writing without ending a session.
READS_ONLY = "SELECT pg_is_in_recovery() OR current_setting('default_transaction_read_only')::bool"
# The function of the server that waits for a standby; what it says is in the server's language.
_AWAITS_STANDBY = "SyncRepWaitForLSN"
# A client whose machine has gone is noticed by the server within about a minute.
_KEEPALIVES = {
    "tcp_keepalives_idle": 30,
    "tcp_keepalives_interval": 10,
    "tcp_keepalives_count": 3,
}


@dataclass(frozen=True, slots=True)
class Bounds:
    """
    How long PostgreSQL is waited for, in seconds.

    `connect` is for each host, at least 2. `unacknowledged` is how long the other machine may leave
    what was sent without a sign. `statement`, `lock` and `idle` (in a transaction) are the server's
    own limits; `answer` is this side's, for one answer, COMMIT's too; `transaction` is from the
    beginning to the last answer.
    """

    connect: float = 10
    unacknowledged: float = 15
    statement: float = 15
    lock: float = 10
    idle: float = 60
    answer: float = 20
    transaction: float = 60


BOUNDS = Bounds()
# What reads or rewrites whole tables: a migration, and whoever walks the journal.
LONG = Bounds(statement=3600, lock=3600, idle=3600, answer=3660, transaction=3660)


class Bounded(psycopg.Connection[Any]):
    """A connection that waits for no answer longer than it may."""

    bounds = BOUNDS
    _ends_at: float | None = None
    _stands_alone = False

    @classmethod
    def to(cls, address: Address, bounds: Bounds = BOUNDS, **more: Any) -> Self:
        """
        Connect; `more` is psycopg's.

        Raises: psycopg.Error.
        """
        autocommit = more.pop("autocommit", False)
        given = {**_of_the_client(bounds), **address.parameters}
        made = cls.connect(make_conninfo(**given, client_encoding="UTF8"), autocommit=True, **more)
        try:
            made.add_notice_handler(made._note)
            made.bounds, made._ends_at = bounds, time.monotonic() + bounds.connect
            made.execute(_set(_limits(bounds) | _KEEPALIVES, local=False).encode())
            made._ends_at = None
            made.autocommit = autocommit
        except BaseException:
            made.close()
            raise
        return made

    def begin_within(self, bounds: Bounds) -> None:
        """From now on the time of a transaction runs."""
        self.bounds, self._ends_at = bounds, time.monotonic() + bounds.transaction

    def rest(self) -> None:
        """Nothing runs."""
        self._ends_at = None

    def wait(self, gen: PQGen[T], interval: float = 0.1, timeout: float | None = None) -> T:
        """See psycopg. Raises: OperationalError when it takes too long; then it is closed."""
        longest = self.bounds.answer
        if self._ends_at is not None:
            longest = max(min(longest, self._ends_at - time.monotonic()), 0)
        try:
            return super().wait(gen, interval, longest if timeout is None else timeout)
        except _WaitTimeout:
            if timeout is not None:
                raise
            # What was asked may still happen: nobody may go on here as if it had not.
            self.close()
            raise psycopg.OperationalError(
                "the server has not answered in time; where this was a COMMIT it may wait for its "
                "standby"
            ) from None

    def commit(self) -> None:
        """
        See psycopg.

        Raises: OperationalError also when the wait for a standby was cancelled: what this server
        alone has is gone when the standby takes its place.
        """
        self._stands_alone = False
        super().commit()
        if self._stands_alone:
            self.close()
            raise psycopg.OperationalError(
                "committed without the standby: the wait for it was cancelled"
            )

    def abandon(self) -> None:
        """Make whoever waits for an answer here fail at once; from any thread, also when closed."""
        with (
            contextlib.suppress(OSError, psycopg.Error),
            socket.fromfd(self.fileno(), socket.AF_INET, socket.SOCK_STREAM) as itself,
        ):
            itself.shutdown(socket.SHUT_RDWR)

    def _note(self, notice: Diagnostic) -> None:
        self._stands_alone |= notice.source_function == _AWAITS_STANDBY


def bounded_engine(address: Address, bounds: Bounds, pool: type[Pool], **options: Any) -> Engine:
    """Return an engine whose every connection is bounded; its transactions are READ COMMITTED."""
    engine = create_engine(
        "postgresql+psycopg://", poolclass=pool, isolation_level="READ COMMITTED", **options
    )

    def connect(_dialect: object, _record: object, _args: object, more: Any) -> Bounded:
        return Bounded.to(address, bounds, context=more.get("context"))

    def begin(connection: Connection) -> None:
        _bounded_of(connection).begin_within(bounds)

    def rest(raw: Any, _record: object) -> None:
        if raw is not None:  # closed meanwhile
            raw.rest()

    event.listen(engine, "do_connect", connect)
    event.listen(engine, "begin", begin)
    event.listen(engine, "checkin", rest)
    return engine


def lengthen(connection: Connection, bounds: Bounds, *, local: bool = True) -> None:
    """
    Give the transaction that has begun on PostgreSQL other bounds, until it ends.

    What runs outside of a transaction is not `local`: then the whole connection has them.
    """
    raw = _bounded_of(connection)
    raw.begin_within(bounds)
    connection.exec_driver_sql(_set(_limits(bounds), local=local))


def _bounded_of(connection: Connection) -> Bounded:
    raw: Bounded = connection.connection.dbapi_connection  # type: ignore[assignment]
    return raw


def _of_the_client(bounds: Bounds) -> dict[str, str]:
    """Return what libpq and the kernel are told; the address may say otherwise."""
    return {
        "connect_timeout": str(round(bounds.connect)),
        "tcp_user_timeout": str(round(bounds.unacknowledged * 1000)),
        "keepalives": "1",
        "keepalives_idle": "10",
        "keepalives_interval": "5",
        "keepalives_count": "3",
    }


def _limits(bounds: Bounds) -> dict[str, int]:
    """Return the server's own limits, in milliseconds."""
    return {
        "statement_timeout": round(bounds.statement * 1000),
        "lock_timeout": round(bounds.lock * 1000),
        "idle_in_transaction_session_timeout": round(bounds.idle * 1000),
    }


def _set(settings: Mapping[str, int], *, local: bool) -> str:
    scope = "true" if local else "false"
    each = (f"set_config('{name}', '{value}', {scope})" for name, value in settings.items())
    return f"SELECT {', '.join(each)}"
