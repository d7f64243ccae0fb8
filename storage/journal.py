"""
The journal: append-only, dense, each entry's hash over its stored bytes and the hash before it.

An entry says who did what about what and when; of content it holds salted digests only. `at` is the
moment of the act, and may be earlier than that of the entry before it; `written_at` is that of the
commit and goes on with the entries.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update
from sqlalchemy.exc import DBAPIError

from protocol.obligation import Subject
from storage import sql
from storage.chain import (
    GENESIS,
    NO_MOMENT,
    WRITTEN_AT,
    Head,
    Scalar,
    canonical,
    facts_of,
    latest,
    link_of,
    moment_of,
    next_head,
)
from storage.tables import journal, journal_head

_HEAD = select(journal_head.c.seq, journal_head.c.hash).with_for_update()
_LAST = select(journal.c.body).order_by(journal.c.seq.desc()).limit(1)
_CHAINED = insert(journal)
_MOVED = update(journal_head)
PAGE = 1000


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it is read; `written_at` is None in those of versions that did not keep it."""

    seq: int
    at: str
    actor: str
    action: str
    subject: str | None
    facts: Mapping[str, Scalar]
    written_at: str | None = None


@dataclass(frozen=True, slots=True)
class Verified:
    """
    What a verification found; `broken_at` is the first entry that does not fit, or None.

    An entry that cannot be read at all does not fit. `head` is that of the entries that do.
    """

    entries: int
    broken_at: int | None
    head: Head


class Journal:
    """The journal within one transaction. Entries are written last: its head is locked briefly."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._written: list[tuple[Subject | None, dict[str, Scalar]]] = []

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
        body: dict[str, Scalar] = {
            "at": at.isoformat(),
            "actor": actor,
            "action": action,
            "subject": f"{subject.about}/{subject.id}" if subject else None,
            **{name: _scalar(fact) for name, fact in facts.items()},
        }
        self._written.append((subject, body))

    def mark(self) -> int:
        """Return a mark to which `rewind` returns."""
        return len(self._written)

    def rewind(self, mark: int) -> None:
        """Forget what was written since `mark`: its savepoint was rolled back."""
        del self._written[mark:]

    def flush(self, now: datetime) -> None:
        """
        Chain what was written. Called once, last, by the transaction's owner.

        All of it was written `now`; where the clock has gone back since the last entry, at the
        moment of that one: a transaction never fails because of the clock.
        """
        if not self._written:
            return
        seq, link = self._head()
        # Asked once the head is locked: together with it PostgreSQL would show an older entry.
        written_at = max(now, moment_of(self._last().get(WRITTEN_AT)) or now).isoformat()
        rows = []
        for subject, unwritten in self._written:
            body = canonical({**unwritten, WRITTEN_AT: written_at})
            seq, link = seq + 1, link_of(link, body)
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

    def last_at(self) -> datetime | None:
        """
        Return when the last entry was written; None for an empty journal.

        Of one that does not say it: when what it tells was done.
        """
        last = self._last()
        return moment_of(last.get(WRITTEN_AT, last.get("at")))

    def _last(self) -> Mapping[str, Any]:
        return facts_of(self._connection.execute(_LAST).scalar())

    def _head(self) -> tuple[int, bytes]:
        """Return the head, locked. The first ever is made first: a row that is not locks nobody."""
        head = self._connection.execute(_HEAD).one_or_none()
        if head is None:
            first = {"id": 1, "seq": 0, "hash": GENESIS}
            self._connection.execute(
                sql.insert_new(self._connection.dialect.name, journal_head), first
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
        """
        Walk the whole chain, from the first entry to the head, over whatever is damaged.

        From the first entry that says when it was written all say it, and none was written more
        than a minute before an earlier one.
        """
        head = Head(0, GENESIS.hex(), NO_MOMENT)
        last_at: datetime | None = None
        for row in self._readable():
            fit = row and next_head(row, head)
            if row is None or fit is None:
                return Verified(head.seq, head.seq + 1, head)
            try:
                last_at = latest(last_at, facts_of(row.body))
            except ValueError:
                return Verified(head.seq, head.seq + 1, head)
            head = fit
        stands = self._stands_at() == (head.seq, bytes.fromhex(head.hash))
        return Verified(head.seq, None if stands else head.seq + 1, head)

    def holds(self, kept: Head) -> bool:
        """Say whether the entry of a head that was kept is still the same; on a whole journal."""
        if kept.seq == 0:
            return kept.hash == GENESIS.hex()
        found = self._connection.execute(
            select(journal.c.hash).where(journal.c.seq == kept.seq)
        ).scalar()
        return found is not None and bytes(found).hex() == kept.hash

    def _readable(self) -> Iterator[Row[Any] | None]:
        """Yield every row in their order; None, and no more, where one cannot be read."""
        after, limit = 0, PAGE
        while True:
            page = select(journal).where(journal.c.seq > after).order_by(journal.c.seq).limit(limit)
            try:
                with self._connection.begin_nested():
                    rows = self._connection.execute(page).all()
            except DBAPIError:
                if limit == 1:
                    yield None
                    return
                limit = 1  # which one it is
                continue
            yield from rows
            if not rows:
                return
            after = rows[-1].seq

    def _stands_at(self) -> tuple[int, bytes] | None:
        """Return where the head stands; None where it cannot be read, or is more than one."""
        try:
            with self._connection.begin_nested():
                rows = self._connection.execute(select(journal_head)).all()
        except DBAPIError:
            return None
        if not rows:
            return 0, GENESIS
        return (rows[0].seq, rows[0].hash) if len(rows) == 1 else None


def _entry(seq: int, body: bytes) -> Entry:
    facts: dict[str, Any] = json.loads(body)
    return Entry(
        seq=seq,
        at=facts.pop("at"),
        actor=facts.pop("actor"),
        action=facts.pop("action"),
        subject=facts.pop("subject"),
        written_at=facts.pop(WRITTEN_AT, None),
        facts=facts,
    )


def _scalar(fact: Scalar | datetime) -> Scalar:
    return fact.isoformat() if isinstance(fact, datetime) else fact
