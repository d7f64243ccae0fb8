"""
The journal: append-only, dense, each entry's hash over its stored bytes and the hash before it.

An entry says who did what about what and when; of content it holds salted digests only.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import Connection, Row, insert, select, update

from protocol.obligations import Subject
from storage import sql
from storage.tables import journal, journal_head

_HEAD = select(journal_head.c.seq, journal_head.c.hash).with_for_update()
_CHAINED = insert(journal)
_MOVED = update(journal_head)
GENESIS = hashlib.sha256(b"nabat journal").digest()
Scalar: TypeAlias = str | int | bool | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it is read."""

    seq: int
    at: str
    actor: str
    action: str
    subject: str | None
    facts: Mapping[str, Scalar]


@dataclass(frozen=True, slots=True)
class Verified:
    """What a verification found; `broken_at` is the first entry that does not fit, or None."""

    entries: int
    broken_at: int | None

    @property
    def is_whole(self) -> bool:
        """Say whether the chain is dense and unbroken up to its head."""
        return self.broken_at is None


class Journal:
    """The journal within one transaction. Entries are written last: its head is locked briefly."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._written: list[tuple[Subject | None, bytes]] = []

    def write(
        self,
        action: str,
        *,
        actor: str,
        at: datetime,
        subject: Subject | None = None,
        **facts: Scalar | datetime,
    ) -> None:
        """Add an entry; it is chained when the transaction ends, after all other writes."""
        body = {
            "at": at.isoformat(),
            "actor": actor,
            "action": action,
            "subject": f"{subject.about}/{subject.id}" if subject else None,
            **{name: _scalar(fact) for name, fact in facts.items()},
        }
        self._written.append((subject, canonical(body)))

    def mark(self) -> int:
        """Return a mark to which `rewind` returns."""
        return len(self._written)

    def rewind(self, mark: int) -> None:
        """Forget what was written since `mark`: its savepoint was rolled back."""
        del self._written[mark:]

    def flush(self) -> None:
        """Chain what was written. Called once, last, by the transaction's owner."""
        if not self._written:
            return
        seq, link = self._head()
        rows = []
        for subject, body in self._written:
            seq, link = seq + 1, linked(link, body)
            rows.append(
                {
                    "seq": seq,
                    "about": subject.about if subject else None,
                    "subject": subject.id if subject else None,
                    "body": body,
                    "hash": link,
                }
            )
        self._connection.execute(_CHAINED, rows)
        self._connection.execute(_MOVED, {"seq": seq, "hash": link})
        self._written.clear()

    def _head(self) -> tuple[int, bytes]:
        """Return the head, locked. The first ever is made first: a row that is not locks nobody."""
        head = self._connection.execute(_HEAD).one_or_none()
        if head is None:
            self._connection.execute(
                sql.insert(self._connection, journal_head)
                .values(id=1, seq=0, hash=GENESIS)
                .on_conflict_do_nothing()
            )
            head = self._connection.execute(_HEAD).one()
        return head.seq, bytes(head.hash)

    def about(self, subject: Subject) -> tuple[Entry, ...]:
        """Return the entries about `subject`, in their order."""
        rows = self._connection.execute(
            select(journal.c.seq, journal.c.body)
            .where(journal.c.subject == subject.id)
            .order_by(journal.c.seq)
        )
        return tuple(_entry(row.seq, row.body) for row in rows)

    def hashes(self, subject: Subject) -> Mapping[int, str]:
        """Return the hash of each entry about `subject`, in hexadecimal, by its place."""
        rows = self._connection.execute(
            select(journal.c.seq, journal.c.hash).where(journal.c.subject == subject.id)
        )
        return {row.seq: bytes(row.hash).hex() for row in rows}

    def entries(self) -> Iterator[Entry]:
        """Yield every entry, in their order."""
        rows = self._connection.execute(
            select(journal.c.seq, journal.c.body).order_by(journal.c.seq)
        )
        return (_entry(row.seq, row.body) for row in rows)

    def verify(self) -> Verified:
        """Walk the whole chain, from the first entry to the head."""
        rows = self._connection.execute(select(journal).order_by(journal.c.seq))
        expected, link = 0, GENESIS
        for row in rows:
            expected += 1
            if not isinstance(row.body, bytes | memoryview):  # SQLite keeps what it was given
                return Verified(expected - 1, expected)
            link = linked(link, bytes(row.body))
            if (row.seq, bytes(row.hash)) != (expected, link) or not _listed(row):
                return Verified(expected - 1, expected)
        head = self._connection.execute(
            select(journal_head.c.seq, journal_head.c.hash)
        ).one_or_none()
        found = (head.seq, bytes(head.hash)) if head else (0, GENESIS)
        return Verified(expected, None if found == (expected, link) else expected + 1)


def linked(previous: bytes, body: bytes) -> bytes:
    """Return the hash of an entry: over the hash before it and the stored bytes of its body."""
    return hashlib.sha256(previous + body).digest()


def canonical(value: Mapping[str, Scalar]) -> bytes:
    """Return the one form in which an entry is stored: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _listed(row: Row[tuple[object, ...]]) -> bool:
    """Say whether an entry stands under the subject of which its body speaks."""
    listed = f"{row.about}/{row.subject}" if row.subject else None
    spoken_of: object = json.loads(row.body)["subject"]
    return listed == spoken_of


def _entry(seq: int, body: bytes) -> Entry:
    facts: dict[str, Any] = json.loads(body)
    return Entry(
        seq=seq,
        at=facts.pop("at"),
        actor=facts.pop("actor"),
        action=facts.pop("action"),
        subject=facts.pop("subject"),
        facts=facts,
    )


def _scalar(fact: Scalar | datetime) -> Scalar:
    return fact.isoformat() if isinstance(fact, datetime) else fact
