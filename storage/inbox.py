"""The inbox: every event of a known officer, on disk before its server hears that we have it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, select, update
from sqlalchemy.sql.dml import ReturningInsert

from storage.sql import inserting_new
from storage.tables import inbox
from storage.vault import Vault

KEY = "inbox"


class InboxState(StrEnum):
    """Where an event is. HELD waits for its sender's word, SET_ASIDE for the operator."""

    WAITING = "waiting"
    HELD = "held"
    DONE = "done"
    SET_ASIDE = "set_aside"
    BLOCKED = "blocked"


_TAKEN = (
    select(inbox)
    .where(inbox.c.seq == bindparam("which"), inbox.c.state == InboxState.WAITING)
    .with_for_update(skip_locked=True)
)
_MARKED = update(inbox).where(inbox.c.seq == bindparam("which"))


@dataclass(frozen=True, slots=True)
class Received:
    """An event as it was stored; `key` is the transport's own id of it."""

    seq: int
    key: str
    officer: str
    channel: str
    address: str
    received_at: datetime
    tries: int
    event: dict[str, Any]


class Inbox:
    """The inbox within one transaction."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault
        self.stored = 0

    def store(
        self,
        key: str,
        *,
        officer: str,
        channel: str,
        address: str,
        at: datetime,
        event: dict[str, Any] | None,
        state: InboxState = InboxState.WAITING,
    ) -> int | None:
        """
        Store an event and return its place; None when it is already here: a repetition.

        Of a blocked one (`event` None) only its key and the fact are kept.
        """
        sealed = None
        if event is not None:
            sealed = self._vault.seal_json(KEY, f"inbox/sealed/{key}", event)
        row = {
            "key": key,
            "officer": officer,
            "channel": channel,
            "address": address,
            "received_at": at,
            "state": state,
            "tries": 0,
            "sealed": sealed,
        }
        seq: int | None = self._connection.execute(
            _stored(self._connection.dialect.name), row
        ).scalar()
        self.stored += seq is not None
        return seq

    def waiting(self, limit: int) -> tuple[Received, ...]:
        """Return up to `limit` waiting events, oldest first, at most one of each officer."""
        first = (
            select(func.min(inbox.c.seq))
            .where(inbox.c.state == InboxState.WAITING)
            .group_by(inbox.c.officer)
        )
        rows = self._connection.execute(
            select(inbox).where(inbox.c.seq.in_(first)).order_by(inbox.c.seq).limit(limit)
        )
        return tuple(self._received(row) for row in rows)

    def take(self, seq: int) -> Received | None:
        """Return a waiting event, locked, or None when it is no longer waiting."""
        row = self._connection.execute(_TAKEN, {"which": seq}).one_or_none()
        return self._received(row) if row else None

    def done(self, seq: int) -> None:
        """Mark an event as handled; its text is no longer needed."""
        self._mark(seq, state=InboxState.DONE, sealed=None)

    def hold(self, seq: int) -> None:
        """Keep an event until its sender has said what it is."""
        self._mark(seq, state=InboxState.HELD)

    def release(self, seq: int) -> None:
        """Let a held event be handled: its sender has said that it holds no state secrets."""
        self._mark(seq, state=InboxState.WAITING)
        self.stored += 1

    def held(self, seq: int, officer: str) -> Received | None:
        """Return an event of this officer that is held, or None."""
        row = self._connection.execute(
            select(inbox).where(
                inbox.c.seq == seq, inbox.c.officer == officer, inbox.c.state == InboxState.HELD
            )
        ).one_or_none()
        return self._received(row) if row else None

    def failed(self, seq: int, *, incident: str, set_aside: bool) -> None:
        """Count a try that failed; an event set aside never blocks the next one."""
        self._connection.execute(
            update(inbox)
            .where(inbox.c.seq == seq)
            .values(
                tries=inbox.c.tries + 1,
                incident=incident,
                state=InboxState.SET_ASIDE if set_aside else InboxState.WAITING,
            )
        )

    def prune(self, before: datetime) -> int:
        """Delete what was handled before `before`: ids may be redrawn; return how many."""
        return self._connection.execute(
            delete(inbox).where(
                inbox.c.received_at < before,
                inbox.c.state.in_((InboxState.DONE, InboxState.BLOCKED)),
            )
        ).rowcount

    def _mark(self, seq: int, **values: object) -> None:
        self._connection.execute(_MARKED, {"which": seq, **values})

    def _received(self, row: Row[tuple[object, ...]]) -> Received:
        return Received(
            seq=row.seq,
            key=row.key,
            officer=row.officer,
            channel=row.channel,
            address=row.address,
            received_at=row.received_at,
            tries=row.tries,
            event=self._vault.open_json(KEY, f"inbox/sealed/{row.key}", bytes(row.sealed)),
        )


@cache
def _stored(dialect: str) -> ReturningInsert[Any]:
    return inserting_new(dialect, inbox).returning(inbox.c.seq)
