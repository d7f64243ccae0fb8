"""
One running process for each state folder, and for each database on PostgreSQL.

Both locks end with the process that holds them: what a dead one left behind is no obstacle.
"""

import contextlib
import fcntl
import json
import os
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg

from bot.words.operator import Failed
from storage.address import Address
from storage.engine import StorageFailed
from storage.postgresql import BOUNDS, READS_ONLY, Bounded, Bounds

FILE = "nabat.lock"
MODE = 0o600
LOOKS = 5
LOOKED_WITHIN = timedelta(milliseconds=50)
RELEASED_WITHIN_SECONDS = 1.0
# Two numbers of four bytes; migrations have a lock of their own (storage/engine.py).
_NABAT, _RUN = 0x6E616261, 0x0072756E
# PostgreSQL cuts the name of an application here; the host stands last in it.
_LONGEST_NAME = 63
# The failure whose holder is known, and the one whose holder has not yet written who it is.
_FOLDER = ("operator-folder-occupied", "operator-folder-occupied-by-somebody")
_DATABASE = ("operator-database-occupied", "operator-database-occupied-by-somebody")
_HOLDER = """
    SELECT application_name FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE locktype = 'advisory' AND classid = %s AND objid = %s AND objsubid = 2 AND granted
    AND pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


@dataclass(frozen=True, slots=True)
class Holder:
    """A process that runs, or ran."""

    pid: int
    host: str
    since: datetime


def this_process(now: datetime) -> Holder:
    """Return how this process is called in a lock."""
    return Holder(os.getpid(), socket.gethostname(), now)


@contextlib.contextmanager
def hold_folder(folder: Path, holder: Holder) -> Iterator[None]:
    """
    Hold `folder` for one process, until the block or the process ends.

    Raises: Failed when another process holds it; OSError when it cannot be written.
    """
    descriptor = os.open(folder / FILE, os.O_RDWR | os.O_CREAT, MODE)
    try:
        if not _try_lock(descriptor):
            raise _failure(_FOLDER, str(folder), _holder_in_file(descriptor))
        # On a full disk the lock holds all the same: only nobody reads whose it is.
        with contextlib.suppress(OSError):
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, _line(holder), 0)
        yield
    finally:
        os.close(descriptor)


def holder_of(folder: Path) -> Holder | None:
    """
    Return which process holds `folder` now, or None; nothing is written.

    By the lock, which ends with its process, and not by the age of what it has written.
    """
    try:
        descriptor = os.open(folder / FILE, os.O_RDONLY)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return _holder_in_file(descriptor) or Holder(0, "", datetime.min.replace(tzinfo=UTC))
    else:
        return None
    finally:
        os.close(descriptor)


class DatabaseLock:
    """An advisory lock of PostgreSQL, held by a connection of its own."""

    def __init__(self, address: Address, holder: Holder, bounds: Bounds = BOUNDS) -> None:
        self._address = address
        self._holder = holder
        self._bounds = bounds
        self._connection: Bounded | None = None
        self._asked = threading.Lock()
        self._released = threading.Event()

    def take(self) -> None:
        """
        Take the lock.

        Raises: Failed when another process holds it; StorageFailed when there is no connection.
        """
        try:
            connection = Bounded.to(
                self._address,
                self._bounds,
                autocommit=True,
                application_name=_name(self._holder),
            )
        except psycopg.Error as error:
            raise StorageFailed(_plain(error)) from error
        try:
            taken = connection.execute(
                "SELECT pg_try_advisory_lock(%s::int, %s::int)", (_NABAT, _RUN)
            ).fetchone()
            if taken != (True,):
                found = connection.execute(_HOLDER, (_NABAT, _RUN)).fetchone()
                raise _failure(_DATABASE, self._address.place, _holder_in_row(found))
        except BaseException as error:
            connection.close()
            if isinstance(error, psycopg.Error):
                raise StorageFailed(_plain(error)) from error
            raise
        self._connection = connection

    def keep(self) -> None:
        """
        Make sure that the lock is still held; a connection that was lost is made again.

        So is one to a server that only reads by now, where the address names others.

        Raises: Failed when another process took it meanwhile; StorageFailed while there is no
        connection.
        """
        with self._asked:
            if self._is_held() or self._released.is_set():
                return
            self._close()
            self.take()
            if self._released.is_set():
                self._close()

    def release(self) -> None:
        """Give the lock back for good, also while another thread asks whether it is held."""
        self._released.set()
        if self._connection is not None:
            self._connection.abandon()
        # Who asks has failed by that, unless it is connecting: then it closes what it gets.
        if self._asked.acquire(timeout=RELEASED_WITHIN_SECONDS):
            self._close()
            self._asked.release()

    def _is_held(self) -> bool:
        if self._connection is None:
            return False
        try:
            found = self._connection.execute(READS_ONLY.encode()).fetchone()
        except psycopg.Error:
            return False
        return found == (False,) or len(self._address.hosts) == 1

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _try_lock(descriptor: int) -> bool:
    """Lock the file; whoever only asks about it holds it for a moment, which is waited for."""
    for _ in range(LOOKS):
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(LOOKED_WITHIN.total_seconds())
        else:
            return True
    return False


def _failure(keys: tuple[str, str], place: str, holder: Holder | None) -> Failed:
    by_name, by_somebody = keys
    if holder is None:
        return Failed(by_somebody, place=place)
    return Failed(
        by_name,
        place=place,
        pid=str(holder.pid),
        host=holder.host,
        since=holder.since,
    )


def _line(holder: Holder) -> bytes:
    written = {"pid": holder.pid, "host": holder.host, "since": holder.since.isoformat()}
    return json.dumps(written).encode() + b"\n"


def _holder_in_file(descriptor: int) -> Holder | None:
    """Return who holds the file; None in the moment before its holder has written."""
    try:
        written = json.loads(os.pread(descriptor, 4096, 0))
        return Holder(
            int(written["pid"]), str(written["host"]), datetime.fromisoformat(written["since"])
        )
    except (ValueError, KeyError, TypeError):
        return None


def _name(holder: Holder) -> str:
    since = holder.since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return f"nabat {holder.pid} {since} {holder.host}"[:_LONGEST_NAME]


def _holder_in_row(found: tuple[str | None, ...] | None) -> Holder | None:
    try:
        _, pid, since, host = str(found[0] if found else "").split(" ", 3)
        return Holder(int(pid), host, datetime.fromisoformat(since))
    except ValueError:
        return None


def _plain(error: psycopg.Error) -> str:
    return str(error).strip().split("\n")[0]
