"""Opening an installation: its folder, its lock, its database, its key ring, its register."""

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from alembic.util.exc import CommandError
from cryptography.exceptions import InvalidTag
from sqlalchemy import Connection, case, make_url, select
from sqlalchemy.exc import SQLAlchemyError

from bot.clock.clocks import Clock, wall
from bot.installation.import_register import import_register
from bot.installation.lock import DatabaseLock, hold_folder, this_process
from bot.installation.register_file import read
from bot.words.operator import Failed, storage_reason
from config.settings import Settings
from storage.address import Address
from storage.database import open_database
from storage.engine import StorageFailed
from storage.fitness import Misfit, Unfit
from storage.folder import FILE_MODE, Folder
from storage.integrity import DAMAGED_STATES
from storage.keys import Destroyed, KeyRing, make_ring, read_ring, unwrap
from storage.server import PostgreSQL, fit
from storage.sqlite import SQLite
from storage.tables import data_keys, journal
from storage.vault import REGISTER
from storage.work import Store

STATE_MODE = 0o700
ATTACHMENTS = "attachments"
_MISFITS = {
    Misfit.POOLER: "operator-database-pooler",
    Misfit.ENCODING: "operator-database-encoding",
}


@dataclass(frozen=True, slots=True)
class Installation:
    """What is open: the database, and the store over it."""

    settings: Settings
    database: SQLite | PostgreSQL
    store: Store


@contextlib.asynccontextmanager
async def open_installation(
    settings: Settings, clock: Clock = wall, *, make: bool = True
) -> AsyncIterator[Installation]:
    """
    Open the installation, made where it is new (unless `make` forbids): folders, tables, key ring.

    Raises: Failed, StorageFailed, KeyRingError or OSError: each is the operator's.
    """
    url = settings.database_url.get_secret_value()
    file = sqlite_file(url)
    if file is not None and not make and not file.is_file():
        raise Failed("operator-database-missing", file=str(file))
    make_state(settings)
    if file is not None:
        # SQLite would make it as the umask says; what it lays beside it has the mode of this.
        with contextlib.suppress(OSError):  # which SQLite then says
            os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, FILE_MODE))
    attachments = Folder(attachments_folder(settings))
    attachments.make()
    with _name_failures(settings, file):
        database = await _database(url, settings.keys_file)
        try:
            ring = await _ring(database, settings.keys_file)
            yield Installation(settings, database, Store(database, ring, clock, attachments.path))
        finally:
            await database.close()


@contextlib.contextmanager
def _name_failures(settings: Settings, file: Path | None) -> Iterator[None]:
    """Name the file of the database where it is one, and why it cannot be used, in plain words."""
    try:
        yield
    except StorageFailed as failure:
        if file is None:
            raise
        if failure.state in DAMAGED_STATES:
            raise damage_failure(settings, str(failure)) from failure
        raise Failed(
            "operator-database-failed",
            file=str(file),
            reason=storage_reason(failure.state),
            detail=str(failure),
        ) from failure


@contextlib.contextmanager
def hold_installation(settings: Settings, now: datetime) -> Iterator[DatabaseLock | None]:
    """
    Be the one process that runs here; yields the lock on PostgreSQL, which wants to be kept.

    Raises: Failed when another process runs, or when the PostgreSQL is none for us; StorageFailed
    when it does not answer.
    """
    url, me = settings.database_url.get_secret_value(), this_process(now)
    file = sqlite_file(url)
    server = server_fit(url) if file is None else None
    folders = [make_state(settings)]
    if file is not None and file.parent.resolve() != folders[0].resolve():
        folders.append(file.parent)
    with contextlib.ExitStack() as stack:
        for folder in folders:
            stack.enter_context(hold_folder(folder, me))
        lock = DatabaseLock(server, me) if server else None
        if lock:
            lock.take()
            stack.callback(lock.release)
        yield lock


async def ensure_register(installation: Installation) -> None:
    """
    Enter the register on the first start; an installation that has one keeps it.

    Raises: RegisterError when the file is faulty.
    """
    if await installation.store.run(lambda work: bool(work.registry.bonds())):
        return
    settings = installation.settings
    register = await asyncio.to_thread(read, settings.register_file)
    await installation.store.run(
        lambda work: import_register(work, register, settings.policy.figures())
    )


def make_state(settings: Settings) -> Path:
    """Return the folder of the state, made where there is none, for its owner alone."""
    settings.paths.state.mkdir(mode=STATE_MODE, parents=True, exist_ok=True)
    return settings.paths.state


def attachments_folder(settings: Settings) -> Path:
    """Return where the bytes of attachments lie."""
    return settings.paths.state / ATTACHMENTS


def sqlite_file(url: str) -> Path | None:
    """
    Return the file of the database on SQLite, None on PostgreSQL.

    Raises: Failed when the address is none.
    """
    if url.startswith("postgresql"):
        _server(url)
        return None
    try:
        parsed = make_url(url)
    except (SQLAlchemyError, ValueError):  # the message would show the address
        raise Failed("operator-database-address") from None
    return Path(parsed.database or "") if parsed.get_backend_name() == "sqlite" else None


def damage_failure(settings: Settings, reason: str) -> Failed:
    """Return the failure of a database whose file is damaged: `reason` is its own word."""
    file = sqlite_file(settings.database_url.get_secret_value())
    return Failed("operator-database-damaged", file=str(file), reason=reason)


def server_fit(url: str) -> Address:
    """
    Return the address of a PostgreSQL that can hold the record.

    Raises: Failed when it cannot, or the address is none; StorageFailed when it does not answer.
    """
    address = _server(url)
    try:
        fit(address)
    except Unfit as unfit:
        raise misfit_failure(unfit, address) from None
    return address


def misfit_failure(unfit: Unfit, address: Address) -> Failed:
    """Return the failure of a PostgreSQL that cannot hold the record."""
    return Failed(_MISFITS[unfit.misfit], place=address.place, found=unfit.found)


def holds_something(connection: Connection) -> bool:
    """Say whether the database is more than empty tables: then it has a key ring somewhere."""
    return any(
        connection.execute(select(table).limit(1)).first() is not None
        for table in (data_keys, journal)
    )


def opens(connection: Connection, ring: KeyRing) -> bool:
    """Say whether the ring opens the data keys of this database, tried on one; none is fine."""
    key = connection.execute(
        select(data_keys).order_by(case((data_keys.c.subject == REGISTER, 0), else_=1)).limit(1)
    ).one_or_none()
    if key is None:
        return True
    try:
        unwrap(ring, key.subject, key.wrapped_by, bytes(key.wrapped))
    except (Destroyed, InvalidTag):
        return False
    return True


def plain(error: SQLAlchemyError) -> str:
    """Return the driver's own words: SQLAlchemy's would show the statement and its parameters."""
    original = getattr(error, "orig", None)
    return str(original).strip().split("\n")[0] if original else type(error).__name__


def _server(url: str) -> Address:
    try:
        return Address.read(url)
    except ValueError:
        raise Failed("operator-database-address") from None


async def _database(url: str, keys: Path) -> SQLite | PostgreSQL:
    try:
        return await open_database(url, lambda: _read_ring(keys))
    except (Destroyed, InvalidTag):
        raise Failed("operator-ring-foreign", file=str(keys)) from None
    except CommandError:
        raise Failed("operator-database-newer") from None
    except Unfit as unfit:
        raise misfit_failure(unfit, _server(url)) from None
    except SQLAlchemyError as error:
        raise StorageFailed(plain(error)) from error


async def _ring(database: SQLite | PostgreSQL, path: Path) -> KeyRing:
    is_used = await database.run(holds_something)
    ring = await asyncio.to_thread(_read_or_make, path, is_used=is_used)
    if not await database.run(lambda connection: opens(connection, ring)):
        raise Failed("operator-ring-foreign", file=str(path))
    return ring


def _read_ring(path: Path) -> KeyRing:
    if not path.exists():
        raise Failed("operator-ring-missing", file=str(path))
    return read_ring(path)


def _read_or_make(path: Path, *, is_used: bool) -> KeyRing:
    if is_used or path.exists():
        return _read_ring(path)
    try:
        return make_ring(path)
    except FileExistsError:  # another process was quicker
        return read_ring(path)
