"""
The inbox: every event of a known officer, on disk before its server hears that we have it.

The bytes that came with an event are in `files` until it is handled.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, select, update
from sqlalchemy.sql.dml import ReturningInsert

from storage import addresses
from storage.files import Files
from storage.received import Envelope, InboxState, Received
from storage.sql import as_list, constant, first_ones, insert_new, listed
from storage.tables import heard, inbox
from storage.vault import Vault

KEY = "inbox"


_TAKEN = (
    select(inbox)
    .where(inbox.c.seq == bindparam("which"), inbox.c.state == InboxState.WAITING)
    .with_for_update(skip_locked=True)
)
_IN_CLEAR = (
    select(inbox.c.key, inbox.c.officer, inbox.c.channel, inbox.c.tries)
    .where(inbox.c.seq == bindparam("which"), inbox.c.state == InboxState.WAITING)
    .with_for_update(skip_locked=True)
)
_LATEST = (
    select(inbox)
    .where(
        inbox.c.sealed.is_not(None),
        inbox.c.state.in_((InboxState.WAITING, InboxState.HELD)),
        inbox.c.officer == bindparam("whose"),
        inbox.c.account == bindparam("at"),
    )
    .order_by(inbox.c.seq.desc())
    .limit(1)
    .with_for_update()
)
_BEFORE = (
    select(inbox.c.seq)
    .where(
        inbox.c.state == InboxState.WAITING,
        inbox.c.officer == bindparam("whose"),
        inbox.c.seq < bindparam("which"),
    )
    .limit(1)
)
_MARKED = update(inbox).where(inbox.c.seq == bindparam("which"))
_DONE = _MARKED.values(state=InboxState.DONE, sealed=None).returning(inbox.c.key, inbox.c.files)

_PRUNED = first_ones(
    inbox,
    inbox.c.received_at < bindparam("before"),
    inbox.c.state.in_((InboxState.DONE, InboxState.BLOCKED)),
    by=inbox.c.received_at,
).returning(inbox.c.key, inbox.c.files)


class Inbox:
    """The inbox within one transaction."""

    def __init__(self, connection: Connection, vault: Vault, files: Files) -> None:
        self._connection = connection
        self._vault = vault
        self._files = files
        self.stored = 0
        # The event that was stored here and waits: its place, its officer, whether it has files.
        self.newest: int | None = None
        self._newest_of, self._has_files = "", False

    def first(self, once: str, key: str) -> str | None:
        """Return which event had before what only one can have; note `key` where none had."""
        statement = insert_new(self._connection.dialect.name, heard).returning(heard.c.key)
        if self._connection.execute(statement, {"once": once, "key": key}).first() is not None:
            return None
        had = select(heard.c.key).where(heard.c.once == once)
        return str(self._connection.execute(had).scalar_one())

    def store(
        self,
        key: str,
        *,
        officer: str,
        channel: str,
        address: str,
        at: datetime,
        event: dict[str, Any] | None,
        bodies: Mapping[str, bytes] | None = None,
        state: InboxState = InboxState.WAITING,
    ) -> int | None:
        """
        Store an event and return its place; None when it is already here: a repetition.

        `bodies` are the bytes that came with it, by new ids; the event names these. Of a blocked
        one (`event` None) only its key and the fact are kept.

        Raises: StorageFailed when the disk does not take the bytes.
        """
        kept = bodies if event is not None and bodies else {}
        sealed = None
        if event is not None:
            sealed = self._vault.seal_json(KEY, f"inbox/sealed/{key}", event)
        row = {
            "key": key,
            "officer": officer,
            "channel": channel,
            "account": addresses.account(self._vault, channel, address),
            "received_at": at,
            "state": state,
            "tries": 0,
            "files": len(kept),
            "sealed": sealed,
        }
        seq: int | None = self._connection.execute(
            _insert(self._connection.dialect.name), row
        ).scalar()
        if seq is None:
            return None
        self.stored += 1
        if state is InboxState.WAITING:
            self.newest, self._newest_of, self._has_files = seq, officer, bool(kept)
        for id, body in kept.items():
            self._files.put(id, owner=_owner(key), subject=KEY, body=body)
        return seq

    def open(self, officer: str, channel: str, address: str) -> Received | None:
        """Return the latest event from an account that is not handled yet, locked, or None."""
        account = addresses.account(self._vault, channel, address)
        row = self._connection.execute(_LATEST, {"whose": officer, "at": account}).one_or_none()
        return self._received(row) if row else None

    def amend(self, received: Received, event: dict[str, Any] | None, state: InboxState) -> None:
        """Put another event in the place of one that is not handled yet; None leaves its key."""
        where = f"inbox/sealed/{received.key}"
        sealed = None if event is None else self._vault.seal_json(KEY, where, event)
        self._mark(received.seq, sealed=sealed, state=state)
        self.stored += 1

    def body(self, key: str, id: str) -> bytes:
        """
        Return bytes that came with the event of that key.

        Raises: files.Damaged when they are lost; OSError when the disk does not give them.
        """
        return self._files.read(id, owner=_owner(key), subject=KEY)

    def queue(self, limit: int) -> tuple[int, ...]:
        """
        Return up to `limit` places of waiting events, oldest first, at most one of each officer.

        Nothing of them is opened: one that cannot be is found out when it is taken.
        """
        dialect, most = self._connection.dialect.name, limit
        found: dict[str, int] = {}
        while len(found) < limit:
            asked = {"found": as_list(dialect, found), "most": most}
            rows = self._connection.execute(_waiting_ones(dialect), asked).all()
            for seq, officer in rows:
                found.setdefault(officer, seq)
            if len(rows) < most:
                break
            most *= 2  # somebody has sent much: the others are behind it
        return tuple(sorted(found.values())[:limit])

    def next_stored(self) -> int | None:
        """
        Return the place of the event that this transaction has stored, where it is the next one of
        its officer and has no files; else None.
        """
        given = {"whose": self._newest_of, "which": self.newest}
        if self.newest is None or self._has_files:
            return None
        return None if self._connection.execute(_BEFORE, given).first() else self.newest

    def waiting(self, limit: int) -> tuple[Received, ...]:
        """Return the events of `queue`."""
        found = select(inbox).where(inbox.c.seq.in_(self.queue(limit))).order_by(inbox.c.seq)
        return tuple(self._received(row) for row in self._connection.execute(found))

    def take(self, seq: int) -> Received | None:
        """Return a waiting event, locked, or None when it is no longer waiting."""
        row = self._connection.execute(_TAKEN, {"which": seq}).one_or_none()
        return self._received(row) if row else None

    def finish(self, seq: int) -> None:
        """Mark an event as handled; its text and its files are no longer needed."""
        if self.newest == seq:  # nobody need take it up any more
            self.newest, self.stored = None, self.stored - 1
        for done in self._connection.execute(_DONE, {"which": seq}).all():
            if done.files:
                self._files.drop(_owner(done.key))

    def hold(self, seq: int) -> None:
        """Keep an event until its sender has said what it is."""
        self._mark(seq, state=InboxState.HELD)

    def release(self, seq: int) -> None:
        """Let a held event be handled: its sender has said that it holds no state secrets."""
        self._mark(seq, state=InboxState.WAITING)
        self.stored += 1

    def event_held(self, seq: int, officer: str) -> Received | None:
        """Return an event of this officer that is held, or None."""
        row = self._connection.execute(
            select(inbox).where(
                inbox.c.seq == seq, inbox.c.officer == officer, inbox.c.state == InboxState.HELD
            )
        ).one_or_none()
        return self._received(row) if row else None

    def latest_event_held(self, officer: str, channel: str) -> Received | None:
        """Return the latest event of this officer that is held on a channel, or None."""
        row = self._connection.execute(
            select(inbox)
            .where(
                inbox.c.sealed.is_not(None),
                inbox.c.state == InboxState.HELD,
                inbox.c.officer == officer,
                inbox.c.channel == channel,
            )
            .order_by(inbox.c.seq.desc())
            .limit(1)
        ).one_or_none()
        return self._received(row) if row else None

    def count_failure(self, seq: int, *, incident: str, set_aside: bool) -> None:
        """Count a try that failed; an event set aside never blocks the next one."""
        self._mark(
            seq,
            tries=inbox.c.tries + 1,
            incident=incident,
            state=InboxState.SET_ASIDE if set_aside else InboxState.WAITING,
        )

    def set_aside(self, seq: int) -> Received | None:
        """Return an event that was set aside, or None."""
        row = self._connection.execute(
            select(inbox).where(inbox.c.seq == seq, inbox.c.state == InboxState.SET_ASIDE)
        ).one_or_none()
        return self._received(row) if row else None

    def envelope(self, seq: int) -> Envelope | None:
        """Return what stands in clear of a waiting event, locked; None when it is none."""
        row = self._connection.execute(_IN_CLEAR, {"which": seq}).one_or_none()
        return Envelope(*row) if row else None

    def prune(self, before: datetime, *, most: int) -> int:
        """
        Delete up to `most` events that were handled and came before `before`: ids may be redrawn;
        return how many.
        """
        pruned = self._connection.execute(_PRUNED, {"before": before, "most": most}).all()
        for each in pruned:
            if each.files:
                self._files.drop(_owner(each.key))
        return len(pruned)

    def _mark(self, seq: int, **values: object) -> None:
        self._connection.execute(_MARKED.values(**values), {"which": seq})

    def _received(self, row: Row[tuple[object, ...]]) -> Received:
        return Received(
            seq=row.seq,
            key=row.key,
            officer=row.officer,
            channel=row.channel,
            account=bytes(row.account),
            received_at=row.received_at,
            tries=row.tries,
            event=self._vault.open_json(KEY, f"inbox/sealed/{row.key}", bytes(row.sealed)),
            state=InboxState(row.state),
        )


def _owner(key: str) -> str:
    return f"inbox/{key}"


@cache
def _waiting_ones(dialect: str) -> Select[Any]:
    return (
        select(inbox.c.seq, inbox.c.officer)
        .where(
            inbox.c.state == constant(InboxState.WAITING),
            inbox.c.officer.not_in(listed(dialect, "found")),
        )
        .order_by(inbox.c.seq)
        .limit(bindparam("most"))
    )


@cache
def _insert(dialect: str) -> ReturningInsert[Any]:
    return insert_new(dialect, inbox).returning(inbox.c.seq)
