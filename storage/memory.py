"""
What of the register outlives a transaction: for as long as nobody has changed it, in any process.

The database counts its changes by triggers (revision 0015), whoever makes them. A transaction asks
for the count once, before anything that is remembered is used, and remembers for those after it
only once it is committed. What it has changed itself it neither takes from here nor gives.

The data keys that last are kept here too. They stand where the ring stands, which unwraps them: in
this process alone, and nothing shows them; they go when they are destroyed or wrapped anew. Those
of requests, drafts and files are never kept beyond a transaction: to destroy them is to end them.
"""

from collections.abc import Callable, Hashable, Mapping
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy import Connection, select

from storage.tables import counters

T = TypeVar("T")
VERSION = "register-version"
_VERSION = select(counters.c.value).where(counters.c.name == VERSION)


class Memory:
    """What the transactions of one store know together, as of one version."""

    __slots__ = ("_known", "_lock", "_made", "_version")

    def __init__(self) -> None:
        self._lock = Lock()
        self._version = 0
        self._known: dict[Hashable, Any] = {}
        self._made: dict[Hashable, tuple[object, Any]] = {}

    def __repr__(self) -> str:
        return f"Memory(version={self._version}, entries={len(self._known)})"

    def as_of(self, version: int) -> Mapping[Hashable, Any]:
        """Return what is known as of a version; what was of an earlier one is forgotten."""
        with self._lock:
            if version > self._version:
                self._version, self._known = version, {}
            return self._known if version == self._version else {}

    def made(self, key: Hashable, row: object, make: Callable[[], T]) -> T:
        """
        Return what `make` makes of a row, or what it made of an equal one before.

        It follows from the row alone: whoever reads all officers anew, since one has changed,
        unseals that one.
        """
        before, value = self._made.get(key, (None, None))
        if before != row:
            value = make()
            self._made[key] = (row, value)
        made: T = value
        return made

    def forget_made(self) -> None:
        """Forget what was made of rows, of all that are gone too."""
        self._made = {}

    def learn(self, version: int, learned: Mapping[Hashable, Any]) -> None:
        """Remember what was read as of a version, unless it has changed meanwhile."""
        with self._lock:
            if version == self._version:
                self._known.update(learned)


class Recollection:
    """What one transaction knows of the register: by itself, and from those before it."""

    def __init__(self, connection: Connection, memory: Memory | None = None) -> None:
        self._connection = connection
        self._memory = memory
        self._version: int | None = None
        self._remembered: Mapping[Hashable, Any] | None = None
        self._own: dict[Hashable, Any] = {}
        self._momentary: set[Hashable] = set()
        self._is_changed = False

    def __contains__(self, key: Hashable) -> bool:
        return key in self._own or key in self._shared()

    def __getitem__(self, key: Hashable) -> Any:
        return self._own[key] if key in self._own else self._shared()[key]

    def keep(self, known: Mapping[Hashable, Any]) -> None:
        """Know something until the transaction ends, and after it if it is committed."""
        self._own.update(known)

    def once(self, key: Hashable, read: Callable[[], T]) -> T:
        """Return what `read` returns, kept until somebody changes something of the register."""
        if key not in self:
            self.keep({key: read()})
        known: T = self[key]
        return known

    def now(self, key: Hashable, read: Callable[[], T]) -> T:
        """Return what `read` returns of this moment, kept until the transaction ends."""
        self._momentary.add(key)
        return self.once(key, read)

    def made(self, key: Hashable, row: object, make: Callable[[], T]) -> T:
        """Return what `make` makes of a row; see `Memory.made`."""
        return make() if self._memory is None else self._memory.made(key, row, make)

    def forget_made(self) -> None:
        """Forget what was made of rows: nobody could make it of them any more."""
        if self._memory is not None:
            self._memory.forget_made()

    def change(self) -> None:
        """Forget all: from now on the register is read anew, until the transaction ends."""
        self._is_changed = True
        self._own.clear()

    def undo(self) -> None:
        """Forget what was read of a change that is undone."""
        if self._is_changed:
            self._own.clear()

    def share(self) -> None:
        """Let later transactions know what this one has read; it has been committed."""
        if self._memory is None or self._version is None:
            return
        learned = {
            key: value
            for key, value in self._own.items()
            if value is not None and key not in self._momentary
        }
        if learned:
            self._memory.learn(self._version, learned)

    def _shared(self) -> Mapping[Hashable, Any]:
        if self._is_changed or self._memory is None:
            return {}
        if self._remembered is None:
            self._version = self._connection.execute(_VERSION).scalar()
            # Without the count nobody could tell what is out of date.
            self._remembered = {} if self._version is None else self._memory.as_of(self._version)
        return self._remembered
