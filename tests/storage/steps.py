"""How much work SQLite has with what a function asks of it: counted, so on any machine the same."""

import sqlite3
from collections.abc import Callable

from sqlalchemy import Connection


def steps(connection: Connection, asks: Callable[[], object]) -> int:
    """Return how many steps of SQLite's machine `asks` takes."""
    raw: sqlite3.Connection = connection.connection.dbapi_connection  # type: ignore[assignment]
    count = 0

    def note() -> None:
        nonlocal count
        count += 1

    raw.set_progress_handler(note, 1)
    try:
        asks()
    finally:
        raw.set_progress_handler(None, 1)
    return count
