"""
The bytes of attachments: sealed, each in a file beside the database that a row of `files` names.

The file is on disk, whole, before the transaction commits that names it, and goes after the one
that ended its row. So a row has its bytes whenever the process dies; what it leaves then is at
most a file that no row names, and `sweep` takes that.
"""

from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select

from storage.engine import failure_beside
from storage.folder import Folder
from storage.keys import InvalidTag
from storage.sql import insert_new
from storage.tables import files
from storage.vault import Vault

_PUT = insert(files)
_ENDED = delete(files).where(files.c.owner == bindparam("whose")).returning(files.c.id)
_RELEASED = delete(files).where(files.c.id == bindparam("which"))
# Stands in the row of a file while it is looked whether anybody else names it.
_SWEEP = "sweep"


class Damaged(Exception):
    """The bytes of a file are gone, or not those that were written; nothing brings them back."""

    def __init__(self, id: str, why: str) -> None:
        super().__init__(f"the file {id} {why}")
        self.id = id
        self.why = why


class Foreign(Exception):
    """The folder holds the files of another installation."""


class Files:
    """The files within one transaction. `owner` is what they belong to, and go with."""

    def __init__(self, connection: Connection, vault: Vault, folder: Folder) -> None:
        self._connection = connection
        self._vault = vault
        self._folder = folder
        self._written: list[str] = []
        self._ended: list[str] = []

    def put(self, id: str, *, owner: str, subject: str, body: bytes) -> None:
        """
        Write a file, sealed under the key of `subject` and bound to its owner and its id.

        Raises: StorageFailed when the disk does not take it; then nothing of it is left.
        """
        sealed = self._vault.seal(subject, _place(owner, id), body)
        # The row stands before the file: whoever sweeps a file waits for those who may name it.
        self._connection.execute(_PUT, {"id": id, "owner": owner})
        self._written.append(id)
        try:
            self._folder.write(id, sealed)
        except OSError as error:
            raise failure_beside(
                self._connection, f"a file is not written: {error.strerror}"
            ) from error

    def read(self, id: str, *, owner: str, subject: str) -> bytes:
        """
        Return the bytes of a file.

        Raises: Damaged; keys.Destroyed; OSError when it is there and the disk does not give it.
        """
        try:
            sealed = self._folder.read(id)
        except FileNotFoundError:
            raise Damaged(id, "is missing") from None
        try:
            return self._vault.open(subject, _place(owner, id), sealed)
        except (InvalidTag, ValueError):  # ValueError: too short to be anything sealed
            raise Damaged(id, "was altered") from None

    def drop(self, owner: str) -> None:
        """End the files of `owner`; they go when this transaction has been committed."""
        self._ended += self._connection.execute(_ENDED, {"whose": owner}).scalars()

    def sweep(self, before: datetime, *, installation: str) -> int:
        """
        Delete the files, last written before a moment, that no row names; return how many.

        Raises: Foreign when no row names any of them because they are another installation's: a
        new database beside an old folder must not empty it. StorageFailed.
        """
        try:
            is_ours = self._folder.is_of(installation)
            old = self._folder.older(before)
        except OSError as error:
            raise failure_beside(
                self._connection, f"files are not listed: {error.strerror}"
            ) from error
        if not is_ours:
            raise Foreign
        return sum(self._try_sweep(id) for id in old - names_of_files(self._connection))

    def mark(self) -> tuple[int, int]:
        """Return where this transaction stands, for `undo`."""
        return len(self._written), len(self._ended)

    def undo(self, mark: tuple[int, int] = (0, 0)) -> None:
        """Delete what was written since a mark, and keep what was ended: its rows are back."""
        written, ended = mark
        for id in self._written[written:]:
            self._folder.remove(id)
        del self._written[written:], self._ended[ended:]

    def settle(self) -> None:
        """Delete what was ended: the transaction is committed."""
        for id in self._ended:
            self._folder.remove(id)

    def _try_sweep(self, id: str) -> bool:
        # A transaction that is still open, of another process, is waited for here: its row and
        # this one cannot both be.
        claim = insert_new(self._connection.dialect.name, files).returning(files.c.id)
        is_nobodys = self._connection.execute(claim, {"id": id, "owner": _SWEEP}).scalar() == id
        if is_nobodys:
            self._folder.remove(id)
            self._connection.execute(_RELEASED, {"which": id})
        return is_nobodys


def names_of_files(connection: Connection) -> set[str]:
    """Return the ids of all files that there have to be."""
    return set(connection.execute(select(files.c.id)).scalars())


def _place(owner: str, id: str) -> str:
    return f"files/{owner}/{id}"
