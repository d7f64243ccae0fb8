"""
Writing every page anew: what a migration has sealed would else lie in clear in pages that are free.

The migration notes that this is owed (`compact_later`), in its own transaction. What the disk does
not take now is tried again at the next start.
"""

import sqlite3
from collections.abc import Sequence

from sqlalchemy import Connection, Engine, PoolProxiedConnection, text

from storage.postgresql import LONG, lengthen
from storage.sql import insert_new
from storage.tables import meta

_OWED = "compact"
_IS_OWED = "SELECT 1 FROM meta WHERE name = 'compact'"
_VACUUM = "VACUUM"
_DONE = "DELETE FROM meta WHERE name = 'compact'"


def compact_later(connection: Connection) -> None:
    """Note that every page has to be written anew once this transaction has ended."""
    new = insert_new(connection.dialect.name, meta)
    connection.execute(new, {"name": _OWED, "value": ""})


def compact_sqlite(engine: Engine) -> None:
    """Write every page of the file anew where that is owed, and empty the write-ahead log."""
    raw = engine.raw_connection()
    try:
        if _rows(raw, _IS_OWED):
            _rows(raw, _VACUUM)
            ((is_busy, *_),) = _rows(raw, "PRAGMA wal_checkpoint(TRUNCATE)")
            if not is_busy:
                _rows(raw, _DONE)
    except sqlite3.Error:
        return
    finally:
        raw.close()


def compact_postgresql(engine: Engine) -> None:
    """Write the tables anew where that is owed; the server's own log keeps what it keeps."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if connection.execute(text(_IS_OWED)).first() is not None:
            lengthen(connection, LONG, local=False)
            connection.execute(text("VACUUM FULL inbox, outbox, cards"))
            connection.execute(text(_DONE))
            connection.invalidate()  # its bounds are those of no turn


def _rows(raw: PoolProxiedConnection, statement: str) -> Sequence[Sequence[object]]:
    cursor = raw.cursor()
    cursor.execute(statement)
    return cursor.fetchall()
