"""Where transactions run: `await run(fn)`, on SQLite or on PostgreSQL."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

from sqlalchemy import Connection, make_url

from storage.migrations import Ring
from storage.server import PostgreSQL
from storage.sqlite import SQLite

T = TypeVar("T")


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
