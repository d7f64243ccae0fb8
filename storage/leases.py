"""Which rows of the outbox may be sent now, and which are being sent by whom."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, or_, select, update

from protocol.obligation import About, Subject
from storage import outgoing
from storage.former_keys import today
from storage.outgoing import CHANGED, OutboxState, Outgoing
from storage.readable import UNREADABLE, Unread, make_each, read_rows, refuse, skip
from storage.sayings import Priority, Saying, data_key
from storage.tables import outbox
from storage.vault import Vault

_ANY = 2**31 - 1
# How far behind the first ones it is looked for others' messages.
SEVERAL_EACH = 4
# What has a weight that is none is found at once, to be set aside.
_WEIGHS = or_(outbox.c.priority <= bindparam("least"), outbox.c.priority > max(Priority))
_WAITING = (
    select(outbox)
    .where(
        outbox.c.not_before.is_not(None),
        outbox.c.not_before <= bindparam("now"),
        _WEIGHS,
        outbox.c.queue.not_in(bindparam("busy", expanding=True)),
    )
    .order_by(outbox.c.priority, outbox.c.seq)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_LEASED_BY_OTHERS = select(outbox).where(
    outbox.c.leased_by.is_not(None), outbox.c.leased_by != bindparam("me")
)
SOME = 20
_OLD = (
    select(outbox)
    .where(
        outbox.c.not_before.is_not(None),
        outbox.c.officer == bindparam("whose"),
        outbox.c.created_at <= bindparam("before"),
    )
    .order_by(outbox.c.seq)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_NEXT = (
    select(outbox.c.not_before)
    .where(
        outbox.c.not_before.is_not(None),
        _WEIGHS,
        outbox.c.queue.not_in(bindparam("busy", expanding=True)),
    )
    .order_by(outbox.c.not_before)
    .limit(1)
)
_BACKING_OFF = (outbox.c.not_before > bindparam("now"), outbox.c.attempts > 0)
_QUEUES_BACKING_OFF = select(outbox.c.queue).where(*_BACKING_OFF).distinct()
_FIRST_BACKING_OFF = (
    select(outbox)
    .where(*_BACKING_OFF, outbox.c.queue.in_(bindparam("queues", expanding=True)))
    .order_by(outbox.c.priority, outbox.c.seq)
    .with_for_update(skip_locked=True)
)
# What says of a row that cannot be read whose it is.
_IN_CLEAR = (
    outbox.c.key,
    outbox.c.officer,
    outbox.c.text,
    outbox.c.about,
    outbox.c.subject,
    outbox.c.obligation,
    outbox.c.place,
    outbox.c.over,
    outbox.c.doubts,
    outbox.c.channel,
)
_LEASED = CHANGED.values(state=OutboxState.SENDING, not_before=None)


class Leases:
    """What waits, and what is under way, within one transaction."""

    def __init__(self, connection: Connection, vault: Vault, now: datetime) -> None:
        self._connection = connection
        self._vault = vault
        self._now = now

    def waiting(
        self,
        *,
        busy: Collection[str],
        limit: int,
        least: Priority = Priority.DIGEST,
        unread: Unread = refuse,
    ) -> tuple[Outgoing, ...]:
        """
        Return up to `limit` rows to send now, alarms first, at most one of each queue.

        Queues in `busy` have a message under way: their order is kept. What is of less weight
        than `least` is left. `unread` is told of rows that cannot be read.
        """
        first: dict[str, Row[Any]] = {}
        for most in (limit, SEVERAL_EACH * limit):
            asked = {"now": self._now, "busy": tuple(busy), "least": _upto(least), "most": most}
            rows = self._rows(_WAITING, asked, unread)
            for row in rows:
                first.setdefault(row.queue, row)
            if len(first) >= limit or len(rows) < most:
                break
        return self._messages(list(first.values())[:limit], unread)

    def backing_off(self) -> frozenset[str]:
        """Return the queues in which something that was tried waits for its next try."""
        return frozenset(
            self._connection.execute(_QUEUES_BACKING_OFF, {"now": self._now}).scalars()
        )

    def first_backing_off(self, queues: Collection[str]) -> Mapping[str, Outgoing]:
        """Return, of each of these queues, the first row that waits for its next try."""
        asked = {"now": self._now, "queues": tuple(queues)}
        first: dict[str, Row[Any]] = {}
        for row in self._rows(_FIRST_BACKING_OFF, asked, skip):
            first.setdefault(row.queue, row)
        return {row.queue: row for row in self._messages(first.values(), skip)}

    def waiting_since(self, officer: str, before: datetime) -> tuple[Outgoing, ...]:
        """Return up to `SOME` readable rows to an officer that wait since `before` or longer."""
        since = {"whose": officer, "before": before, "most": SOME}
        return self._messages(self._rows(_OLD, since, skip), skip)

    def next_at(
        self, *, busy: Collection[str], least: Priority = Priority.DIGEST
    ) -> datetime | None:
        """Return the earliest moment at which a waiting row of no queue in `busy` may be sent."""
        asked = {"busy": tuple(busy), "least": _upto(least)}
        return self._connection.execute(_NEXT, asked).scalar()

    def lease(self, rows: Iterable[Outgoing], *, by: str) -> None:
        """Mark rows as being sent, with the words that every retry on their channel repeats."""
        changes = [
            {
                "which": row.seq,
                "leased_by": by,
                "channel": row.channel,
                "full_content": row.full_content,
                "attempts": row.attempts,
                "rendering": self._vault.seal(
                    data_key(row.saying.subject),
                    f"outbox/rendering/{row.saying.key}",
                    row.rendering or b"",
                ),
            }
            for row in rows
        ]
        if changes:
            self._connection.execute(_LEASED, changes)

    def give_back(self, incarnation: str, *, busy: Collection[str]) -> None:
        """Let what `incarnation` has leased wait again, but for the queues in `busy`."""
        self._connection.execute(
            update(outbox)
            .where(outbox.c.leased_by == incarnation, outbox.c.queue.not_in(tuple(busy)))
            .values(
                state=OutboxState.WAITING,
                not_before=self._now,
                leased_by=None,
                attempts=outbox.c.attempts - 1,
            )
        )

    def abandoned(self, incarnation: str, *, unread: Unread = refuse) -> tuple[Outgoing, ...]:
        """
        Return what another incarnation was sending when it died: its end is unknown.

        `unread` is told of what cannot be read.
        """
        rows = self._rows(_LEASED_BY_OTHERS, {"me": incarnation}, unread)
        # Sorted here: for the order by `seq` SQLite would read the whole table.
        return self._messages(sorted(rows, key=lambda row: row.seq), unread)

    def as_it_is(self, seq: int) -> Outgoing | None:
        """Return a row as far as it can be read: at least whose it is, and about what."""
        which = outbox.c.seq == seq
        try:
            row = self._connection.execute(select(outbox).where(which)).one_or_none()
            return self._outgoing(row) if row else None
        except UNREADABLE:
            row = self._connection.execute(select(*_IN_CLEAR).where(which)).one()
        about = row.about if row.about in set(About) else None
        return Outgoing(
            seq=seq,
            saying=Saying(
                key=row.key,
                officer=row.officer,
                priority=Priority.NOTICE,
                text=today(row.text),
                values={},
                subject=Subject(About(about), row.subject) if about and row.subject else None,
                obligation=row.obligation,
                place=row.place,
                over=row.over,
            ),
            created_at=self._now,
            attempts=0,
            doubts=row.doubts,
            channel=row.channel,
            tried=(),
            full_content=False,
            leased_by=None,
            rendering=None,
        )

    def free(self, seq: int) -> None:
        """Let a row be sent again that another incarnation may have sent."""
        self._connection.execute(
            CHANGED.values(
                state=OutboxState.WAITING,
                not_before=self._now,
                leased_by=None,
                doubts=outbox.c.doubts + 1,
            ),
            {"which": seq},
        )

    def _rows(
        self, statement: Select[Any], given: Mapping[str, object], unread: Unread
    ) -> Sequence[Row[Any]]:
        return read_rows(self._connection, statement, given, key=outbox.c.seq, unread=unread)

    def _messages(self, rows: Iterable[Row[Any]], unread: Unread) -> tuple[Outgoing, ...]:
        return make_each(rows, self._outgoing, id=lambda row: row.seq, unread=unread)

    def _outgoing(self, row: Row[Any]) -> Outgoing:
        return outgoing.read(self._vault, row)


def _upto(least: Priority) -> int:
    """Return the last number that counts: where all do, also one that is no priority of ours."""
    return _ANY if least is max(Priority) else least
