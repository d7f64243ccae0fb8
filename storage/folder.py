"""A folder of small whole files, named by ids. What is in them is sealed before it comes here."""

import contextlib
import errno
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

FOLDER_MODE, FILE_MODE = 0o700, 0o600
WHOLE, PART = ".sealed", ".part"
# Says whose folder it is.
MARK = "installation"
_OPENED = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC


class Folder:
    """The files of one installation; the folder is made with the first one."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def make(self) -> None:
        """
        Make the folder where there is none, for its owner alone.

        Raises: OSError.
        """
        if not self.path.is_dir():
            self.path.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
            _sync(self.path.parent)

    def trouble(self) -> str:
        """Return why files cannot be written and read here, "" when they can; change nothing."""
        there = next(each for each in (self.path, *self.path.absolute().parents) if each.exists())
        if not there.is_dir():
            return os.strerror(errno.ENOTDIR)
        wanted = os.R_OK | os.W_OK | os.X_OK
        return "" if os.access(there, wanted) else os.strerror(errno.EACCES)

    def write(self, id: str, body: bytes) -> None:
        """
        Put a file on disk: when this returns it is there whole, also after a power cut.

        Raises: OSError; then nothing of it is left.
        """
        path = self._path(id, WHOLE)
        try:
            self.make()
            self._put(path, body)
        except OSError:
            self.remove(id)
            raise

    def read(self, id: str) -> bytes:
        """
        Return what is in a file.

        Raises: FileNotFoundError when there is none; OSError.
        """
        return self._path(id, WHOLE).read_bytes()

    def is_of(self, installation: str) -> bool:
        """
        Say whether this is the folder of an installation; one that is nobody's becomes its own.

        Raises: OSError.
        """
        mark = self.path / MARK
        try:
            return mark.read_text("utf-8") == installation
        except FileNotFoundError:
            self.make()
            self._put(mark, installation.encode())
            return True

    def remove(self, id: str) -> None:
        """Delete a file, and what there is of it half written; what stays is for the sweep."""
        for ending in (WHOLE, PART):
            with contextlib.suppress(OSError):
                self._path(id, ending).unlink()

    def ids(self) -> set[str]:
        """
        Return the ids of the files that are whole; none where there is no folder.

        Raises: OSError.
        """
        return {path.stem for path in self._files() if path.suffix == WHOLE}

    def older(self, before: datetime) -> set[str]:
        """
        Return the ids of the files, whole or not, that were last written before a moment.

        Raises: OSError.
        """
        return {path.stem for path in self._files() if _written_at(path) < before.timestamp()}

    def _put(self, path: Path, body: bytes) -> None:
        part = path.with_suffix(PART)
        with os.fdopen(os.open(part, _OPENED, FILE_MODE), "wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        _sync(self.path)

    def _files(self) -> Iterator[Path]:
        with contextlib.suppress(FileNotFoundError):
            for path in self.path.iterdir():
                if path.suffix in (WHOLE, PART):
                    yield path

    def _path(self, id: str, ending: str) -> Path:
        if not id.replace("-", "").isalnum():
            raise ValueError("an id that is no name of a file")
        return self.path / f"{id}{ending}"


def _written_at(path: Path) -> float:
    """Return when a file was written, in seconds; one that has gone meanwhile is of no age."""
    try:
        return path.lstat().st_mtime
    except FileNotFoundError:
        return float("inf")


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
