"""Work: one transaction and its stores. `await store.run(fn)` is the only way to the database."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, bindparam, select

from storage.admissions import Admissions
from storage.arrivals import Arrivals
from storage.attachments import Attachments
from storage.cards import Cards
from storage.codes import Codes
from storage.consents import Consents
from storage.database import Database
from storage.debts import Debts
from storage.deliveries import Deliveries
from storage.digests import Digests
from storage.drafts import Drafts
from storage.engine import StorageFailed
from storage.files import Files
from storage.folder import Folder
from storage.inbox import Inbox
from storage.journal import Journal
from storage.keys import KeyRing
from storage.leases import Leases
from storage.memory import Memory, Recollection
from storage.notices import Notices
from storage.obligations import Obligations
from storage.offers import Offers
from storage.outbox import Outbox
from storage.outcomes import Outcomes
from storage.passes import Passes
from storage.positions import Positions
from storage.readings import Readings
from storage.registry import Registry
from storage.requests import Requests
from storage.rooms import Rooms
from storage.setbacks import Setbacks
from storage.sql import upsert
from storage.stirring import COUNTERS, stirred_stores
from storage.strangers import Strangers
from storage.tables import meta
from storage.terms import Terms
from storage.vault import Vault
from storage.verifications import Verifications

T = TypeVar("T")
Random = Callable[[int], bytes]
_RECALLED = select(meta.c.value).where(meta.c.name == bindparam("which"))
# With this SQLite says that it has not committed; every other failure of a commit leaves it open.
_NOT_COMMITTED = "SQLITE_FULL"


class Work:
    """One transaction at the moment `now`. Its stores are made when first asked for."""

    def __init__(
        self,
        connection: Connection,
        *,
        ring: KeyRing,
        now: datetime,
        folder: Folder,
        random: Random,
        memory: Memory | None = None,
    ) -> None:
        self.connection = connection
        self.known = Recollection(connection, memory)
        self.now = now
        self._random = random
        self._moved: set[str] = set()  # the requests that stand elsewhere than the lists say
        self.vault = Vault(connection, ring, random, self.known)
        self.files = Files(connection, self.vault, folder)
        self.journal = Journal(connection)
        self.readings = Readings()
        self.terms = Terms(connection, self.vault)

    def id(self) -> str:
        """Return a new unguessable id, 128 bits in 32 hexadecimal digits."""
        return self._random(16).hex()

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Keep what is done inside, or undo it whole when it raises."""
        mark, files, moved = self.journal.mark(), self.files.mark(), set(self._moved)
        try:
            with self.connection.begin_nested():
                yield
        except BaseException:
            self.journal.rewind(mark)
            self.files.undo(files)
            self.vault.forget()
            self.known.undo()
            self.requests.forget()
            # What was written of it is undone as well.
            self._moved |= moved
            raise

    def end(self, now: datetime) -> None:
        """Write what follows from the rest: called once, last, by the transaction's owner."""
        if self._moved:
            self.positions.set()
        self.journal.flush(now)

    def recall(self, name: str) -> str | None:
        """Return a fact about the installation, or None."""
        return self.connection.execute(_RECALLED, {"which": name}).scalar()

    def remember(self, name: str, value: str) -> None:
        """Store a fact about the installation."""
        statement = upsert(self.connection.dialect.name, meta, ("name", "value"))
        self.connection.execute(statement, {"name": name, "value": value})

    @cached_property
    def registry(self) -> Registry:
        """The register."""
        return Registry(self.connection, self.vault, self.now, self.known)

    @cached_property
    def digests(self) -> Digests:
        """When authorities are told what is open."""
        return Digests(self.connection, self.vault, self.now)

    @cached_property
    def codes(self) -> Codes:
        """The code apps, and what waits for a code."""
        return Codes(self.connection, self.vault)

    @cached_property
    def deliveries(self) -> Deliveries:
        """What became of what was said."""
        return Deliveries(self.connection)

    @cached_property
    def passes(self) -> Passes:
        """What was blocked for a marking, and may pass."""
        return Passes(self.connection, self.vault, self.now)

    @cached_property
    def verifications(self) -> Verifications:
        """The verifications on Matrix, and whose keys were compared."""
        return Verifications(self.connection, self.vault)

    @cached_property
    def consents(self) -> Consents:
        """The one-time consents."""
        return Consents(self.connection, self.vault)

    @cached_property
    def strangers(self) -> Strangers:
        """Which strangers were told today."""
        return Strangers(self.connection, self.vault, self.now)

    @cached_property
    def admissions(self) -> Admissions:
        """Codes, and who waits to be approved."""
        return Admissions(self.connection, self.vault, self.now)

    @cached_property
    def requests(self) -> Requests:
        """The requests."""
        return Requests(self.connection, self.vault, self._moved)

    @cached_property
    def obligations(self) -> Obligations:
        """The obligations."""
        return Obligations(self.connection, self._moved)

    @cached_property
    def positions(self) -> Positions:
        """Where requests stand in the lists."""
        return Positions(self.connection, self.now, self.requests, self.obligations, self._moved)

    @cached_property
    def debts(self) -> Debts:
        """What is owed, by pages."""
        return Debts(self.connection, self.positions)

    @cached_property
    def notices(self) -> Notices:
        """The notices."""
        return Notices(self.connection, self.vault)

    @cached_property
    def drafts(self) -> Drafts:
        """The drafts."""
        return Drafts(self.connection, self.vault, self.readings)

    @cached_property
    def offers(self) -> Offers:
        """The offers."""
        return Offers(self.connection, self.now)

    @cached_property
    def inbox(self) -> Inbox:
        """The inbox."""
        return Inbox(self.connection, self.vault, self.files)

    @cached_property
    def rooms(self) -> Rooms:
        """The private rooms on Matrix."""
        return Rooms(self.connection, self.vault)

    @cached_property
    def setbacks(self) -> Setbacks:
        """What failed."""
        return Setbacks(self.connection, self.now)

    @cached_property
    def outbox(self) -> Outbox:
        """The outbox."""
        return Outbox(self.connection, self.vault, self.now)

    @cached_property
    def leases(self) -> Leases:
        """What of the outbox may be sent, and is being sent."""
        return Leases(self.connection, self.vault, self.now)

    @cached_property
    def outcomes(self) -> Outcomes:
        """How rows of the outbox go on or end."""
        return Outcomes(self.connection, self.now)

    @cached_property
    def arrivals(self) -> Arrivals:
        """What came to officers, or may have come."""
        return Arrivals(self.connection, self.now)

    @cached_property
    def cards(self) -> Cards:
        """The live cards."""
        return Cards(self.connection, self.now)

    @cached_property
    def attachments(self) -> Attachments:
        """The attachments."""
        return Attachments(self.connection, self.vault, self.files)


class Store:
    """
    Runs plain functions of one `Work`, each as one transaction. The bytes of attachments lie in
    `folder`, which is made when the first one comes.
    """

    def __init__(
        self,
        database: Database,
        ring: KeyRing,
        clock: Callable[[], datetime],
        folder: Path,
        random: Random = secrets.token_bytes,
    ) -> None:
        self._database = database
        self._clock = clock
        self._memory = Memory()
        self._begin = partial(
            Work, ring=ring, folder=Folder(folder), random=random, memory=self._memory
        )
        self._listeners: list[tuple[frozenset[str], Callable[[], None]]] = []
        self._before: list[Callable[[Work], None]] = []

    def on_commit(self, listener: Callable[[], None], *stores: str) -> None:
        """
        Call `listener` after each commit with which a loop has to take up one of the stores.

        Also after one that failed: it may have been made, and only its answer lost.
        """
        assert COUNTERS.keys() >= set(stores)
        self._listeners.append((frozenset(stores), listener))

    def before_commit(self, listener: Callable[[Work], None]) -> None:
        """Call `listener` at the end of each transaction, when all is written and may yet fail."""
        self._before.append(listener)

    async def run(self, fn: Callable[[Work], T]) -> T:
        """
        Run `fn` whole as one transaction and return what it returns.

        Raises: StorageFailed when the storage itself failed; else what `fn` raises, rolled back.
        """
        tried: list[Work] = []

        def transaction(connection: Connection) -> tuple[T, Work]:
            work = self._begin(connection, now=self._clock())
            tried.append(work)
            try:
                result = fn(work)
                for listener in self._before:
                    listener(work)
                work.end(self._clock())
            except BaseException:
                work.files.undo()
                raise
            return result, work

        try:
            result, work = await self._database.run(transaction)
        except StorageFailed as failure:
            # The room that is missing may be what was written beside it.
            if failure.state == _NOT_COMMITTED and tried:
                tried[-1].files.undo()
            # Of a commit that was not answered nobody knows: whoever would take it up looks.
            for work in tried[-1:]:
                self._tell(stirred_stores(work.__dict__))
            raise
        work.files.settle()
        work.known.share()
        self._tell(stirred_stores(work.__dict__))
        return result

    def _tell(self, stirred: frozenset[str]) -> None:
        for stores, listener in self._listeners if stirred else ():
            if stores & stirred:
                listener()
