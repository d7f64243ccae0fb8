"""Reading an installation without making or changing anything, as `check` and `verify` do."""

import contextlib
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool, StaticPool

from bot.installation.open import attachments_folder, opens, plain, server_fit, sqlite_file
from bot.words.operator import Failed
from config.settings import Settings
from storage.address import Address
from storage.engine import StorageFailed
from storage.folder import Folder
from storage.keys import read_ring
from storage.postgresql import BOUNDS, READS_ONLY, Bounds, bounded_engine
from storage.work import Work


@contextlib.contextmanager
def read_only(settings: Settings, bounds: Bounds = BOUNDS) -> Iterator[Connection]:
    """
    Yield a connection that only reads, whatever state the tables are in, as one transaction.

    Raises: Failed when there is no database yet, or the PostgreSQL is none for us; StorageFailed
    when it cannot be read.
    """
    url = settings.database_url.get_secret_value()
    file = sqlite_file(url)
    if file is not None and not file.is_file():
        raise Failed("operator-database-missing", file=str(file))
    engine = _sqlite(file) if file else _postgresql(server_fit(url), bounds)
    try:
        with engine.connect() as connection, connection.begin():
            yield connection
    except SQLAlchemyError as error:
        state = getattr(getattr(error, "orig", None), "sqlite_errorname", None)
        raise StorageFailed(plain(error), state=state) from error
    except sqlite3.Error as error:
        raise StorageFailed(str(error)) from error
    finally:
        engine.dispose()


def reader(connection: Connection, settings: Settings, now: datetime) -> Work:
    """
    Return the stores over a connection that only reads.

    Raises: KeyRingError when the ring cannot be used; Failed when it is not that of the database.
    """
    ring = read_ring(settings.keys_file)
    if not opens(connection, ring):
        raise Failed("operator-ring-foreign", file=str(settings.keys_file))
    folder = Folder(attachments_folder(settings))
    return Work(connection, ring=ring, now=now, folder=folder, random=_make_nothing)


def only_reads(connection: Connection) -> bool:
    """Say whether a PostgreSQL takes no writes: it is a standby, or was told so."""
    return bool(connection.exec_driver_sql(READS_ONLY).scalar_one())


def _make_nothing(_count: int) -> bytes:
    raise RuntimeError("whoever only reads makes no keys")


def _sqlite(file: Path) -> Engine:
    # Without a write-ahead log beside it nobody has it open: then it is read as it lies, for the
    # usual way would make the log's two files.
    untouched = not file.with_name(f"{file.name}-wal").exists()
    address = f"file:{quote(str(file.resolve()))}?mode=ro{'&immutable=1' if untouched else ''}"
    return create_engine(
        "sqlite://",
        creator=lambda: sqlite3.connect(address, uri=True, check_same_thread=False),
        poolclass=StaticPool,
    )


def _postgresql(address: Address, bounds: Bounds) -> Engine:
    engine = bounded_engine(address, bounds, NullPool)
    return engine.execution_options(postgresql_readonly=True)
