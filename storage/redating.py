"""Moving what was dated by a wrong clock: when something was done, and what follows from that."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Table,
    and_,
    or_,
    select,
    text,
    update,
)

from storage import tables
from storage.tables import meta

# At which moments something was done.
_DONE: Mapping[Table, tuple[str, ...]] = {
    tables.accounts: ("bound_at", "frozen_at"),
    tables.additions: ("at",),
    tables.applications: ("applied_at",),
    tables.attachments: ("at",),
    tables.bursts: ("since", "until", "answered_at"),
    tables.comparisons: ("compared_at",),
    tables.confirmations: ("registered_at",),
    tables.consents: ("asked_at", "answered_at"),
    tables.drafts: ("updated_at",),
    tables.entries: ("entered_at", "unpaired_at"),
    tables.guesses: ("last_at",),
    tables.inbox: ("received_at",),
    tables.invites: ("used_at",),
    tables.notices: ("arrived_at", "relayed_at", "withdrawn_at", "changed_at"),
    tables.obligations: ("discharged_at",),
    tables.offers: ("created_at",),
    tables.outbox: ("created_at", "ended_at", "opened_at"),
    tables.losses: ("at",),
    tables.requests: (
        "created_at",
        "transmitted_at",
        "acknowledged_at",
        "registered_at",
        "executed_at",
        "formed_at",
        "last_moment",
    ),
    tables.passes: ("blocked_at", "used_at"),
    tables.presses: ("handled_at",),
    tables.positions: ("created_at",),
    tables.setbacks: ("failed_at",),
    tables.statements: ("at",),
    tables.terms: ("at",),
}
# What lies so far behind a beginning, and moves with it.
_FOLLOWS: Mapping[Table, tuple[str, tuple[str, ...]]] = {
    tables.applications: ("applied_at", ("expires_at",)),
    tables.consents: ("asked_at", ("due_at",)),
    tables.offers: ("created_at", ("expires_at",)),
    tables.positions: ("created_at", ("due_at", "soon_at")),
    tables.outbox: ("created_at", ("not_before",)),
    tables.passes: ("blocked_at", ("until",)),
}
# Moments to wait for, of rows that do not say when they began. They move back, lest something
# waits for days; moved ahead they would only make it wait.
_AWAITED: Mapping[Table, tuple[str, ...]] = {
    tables.authorities: ("digest_at",),
    tables.cards: ("not_before",),
    tables.mailings: ("wake_at",),
    tables.outbox: ("not_before",),
    tables.snoozes: ("wake_at",),
    tables.wrong_codes: ("locked_until",),
}
# When a channel was heard (handlers/clock/outage.py), or a digest said (handlers/clock/digests.py).
_HEARD = ("heard/", "silent/", "digest/")


class Redating:
    """Moves moments within one transaction: those from `since` on, by `by`."""

    def __init__(self, connection: Connection, *, since: datetime, by: timedelta) -> None:
        self._connection = connection
        self._since = since
        self._by = by

    def alone(self) -> None:
        """Let nobody see anything owed before it is moved. On SQLite nobody does anyway."""
        if self._connection.dialect.name == "postgresql":
            self._connection.execute(text("LOCK TABLE obligations IN ACCESS EXCLUSIVE MODE"))

    def move(self, *, codes_hold: timedelta) -> int:
        """Move all but the obligations, which follow rules; return how many rows were moved."""
        count = 0
        if self._by < timedelta():
            for table, names in _AWAITED.items():
                count += self._move(table, names, unless_begun=True)
        # An invitation says only when it ends.
        count += self._move(tables.invites, ("expires_at",), since=self._since + codes_hold)
        for table, names in _DONE.items():
            count += self._move(table, names)
        self._move_heard()
        return count

    def _move(
        self,
        table: Table,
        names: tuple[str, ...],
        *,
        since: datetime | None = None,
        unless_begun: bool = False,
    ) -> int:
        since = since or self._since
        begins, follow = _FOLLOWS.get(table, ("", ()))
        found = or_(*(table.c[name] >= since for name in names))
        if begins and unless_begun:  # what follows its beginning moves with it
            found = and_(found, table.c[begins] < since)
        rows = self._connection.execute(select(table).where(found)).mappings().all()
        for row in rows:
            done = [name for name in names if row[name] is not None and row[name] >= since]
            after = follow if begins in done else ()
            changes = {name: row[name] + self._by for name in (*done, *after) if row[name]}
            self._connection.execute(update(table).where(*_key(table, row)).values(changes))
        return len(rows)

    def _move_heard(self) -> None:
        for name, value in self._connection.execute(select(meta.c.name, meta.c.value)).all():
            if not name.startswith(_HEARD) or not value:
                continue
            at = datetime.fromisoformat(value)
            if at >= self._since:
                moved = (at + self._by).isoformat()
                self._connection.execute(
                    update(meta).where(meta.c.name == name).values(value=moved)
                )


def _key(table: Table, row: RowMapping) -> Iterator[ColumnElement[bool]]:
    return (column == row[column.name] for column in table.primary_key.columns)
