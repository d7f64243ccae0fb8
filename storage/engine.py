"""
One transaction over either database: a plain function of one connection, whole or not at all.

A failure of the storage itself is `StorageFailed`, already where the statement fails: nothing of
the transaction remains, and it may be tried again. Whoever catches it inside a transaction cannot
save that one: it is not committed.
"""

import sqlite3
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

import psycopg
from sqlalchemy import Connection, Engine, ExceptionContext, event
from sqlalchemy.exc import (
    DatabaseError,
    InterfaceError,
    InternalError,
    OperationalError,
    PendingRollbackError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeout

from storage.postgresql import READ_ONLY

T = TypeVar("T")
# PostgreSQL: could not serialize, deadlock detected. The transaction is simply run again.
RETRIED_STATES = frozenset({"40001", "40P01"})
RETRIES = 5
# What the storage itself does; the rest (a constraint, a wrong statement, a value) is our mistake.
FAILURES = frozenset({DatabaseError, InterfaceError, InternalError, OperationalError})
_FAILED = "nabat_failed"
# PostgreSQL: what follows an error that was caught outside of a savepoint. Our mistake.
_ABORTED = "25P02"


class StorageFailed(Exception):
    """
    The storage did not take the transaction (disk full, locked, connection lost).

    `state` is the code that the database gave: "40001", "SQLITE_FULL"; None where it gave none.
    """

    def __init__(self, message: str, *, state: str | None = None) -> None:
        super().__init__(message)
        self.state = state


def transact(engine: Engine, fn: Callable[[Connection], T]) -> T:
    """Run `fn` as one transaction; see `Database.run`."""
    for attempt in range(RETRIES):
        try:
            with engine.connect() as connection:
                connection.info.pop(_FAILED, None)
                with connection.begin():
                    result = fn(connection)
                    _check_whole(connection)
                return result
        except StorageFailed as failure:
            if failure.state not in RETRIED_STATES or attempt + 1 == RETRIES:
                raise
        except (PendingRollbackError, PoolTimeout) as error:
            raise StorageFailed(plain(error)) from error
        except StopIteration as error:
            # No future takes it: whoever waits for the transaction would wait for ever.
            raise RuntimeError("a transaction looked for the next of nothing") from error
    raise AssertionError("unreachable")


def write_savepoints(engine: Engine) -> None:
    """
    Let savepoints be sent as they are written.

    Each has a name of its own, so that SQLAlchemy would compile every one of them anew, at more
    than the database takes for it.
    """
    dialect: Any = engine.dialect
    dialect.do_savepoint = partial(_savepoint, "SAVEPOINT {}")
    dialect.do_rollback_to_savepoint = partial(_savepoint, "ROLLBACK TO SAVEPOINT {}")
    dialect.do_release_savepoint = partial(_savepoint, "RELEASE SAVEPOINT {}")


def _savepoint(statement: str, connection: Connection, name: str) -> None:
    connection.exec_driver_sql(statement.format(name))


def failure_beside(connection: Connection, message: str) -> StorageFailed:
    """Return a failure of what stands beside the database: whoever catches it cannot commit."""
    connection.info.setdefault(_FAILED, (message, None))
    return StorageFailed(message)


def raise_failure(context: ExceptionContext) -> None:
    """Raise `StorageFailed` in place of the driver's error, and remember it."""
    error, wrapped = context.original_exception, context.sqlalchemy_exception
    state = getattr(error, "sqlstate", None) or getattr(error, "sqlite_errorname", None)
    if context.is_pre_ping or type(wrapped) not in FAILURES or state == _ABORTED:
        return
    message = plain(error)
    if state == READ_ONLY:
        # The server was demoted: the next transaction looks for the one that takes writes.
        context.is_disconnect = True
    if context.connection is not None and not context.connection.invalidated:
        context.connection.info.setdefault(_FAILED, (message, state))
        if isinstance(error, sqlite3.Error):
            # From now on only: a listener costs each statement of each transaction a tenth.
            event.listen(context.connection, "before_cursor_execute", _check_begun)
    raise StorageFailed(message, state=state) from error


def _check_begun(connection: Connection, *_rest: object) -> None:
    """Raise, before a statement, what ended the transaction that it belongs to."""
    # A full disk ends SQLite's whole transaction: each statement after it would commit by itself.
    raw: sqlite3.Connection = connection.connection.dbapi_connection  # type: ignore[assignment]
    if not raw.in_transaction:
        _check_whole(connection)


def _check_whole(connection: Connection) -> None:
    """Raise what somebody caught: what stood beside what failed is not kept without it."""
    if _FAILED in connection.info:
        message, state = connection.info[_FAILED]
        raise StorageFailed(message, state=state)
    raw = connection.connection.dbapi_connection
    status = raw.info.transaction_status if isinstance(raw, psycopg.Connection) else None
    if status is psycopg.pq.TransactionStatus.INERROR:
        # Its COMMIT would undo everything and say nothing.
        raise RuntimeError("an error of the database was caught outside of a savepoint")


def plain(error: BaseException) -> str:
    """Return what an error says, in one line."""
    # The driver's own words alone: SQLAlchemy would add the statement and its parameters.
    return str(error).strip().split("\n")[0]
