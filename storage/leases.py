"""Which rows of the outbox may be sent now, and which are being sent by whom."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Row,
    Select,
    bindparam,
    func,
    select,
    union_all,
    update,
)

from protocol.obligation import About, Subject
from storage import outgoing
from storage.former_keys import today
from storage.outgoing import CHANGED, OutboxState, Outgoing
from storage.readable import UNREADABLE, Unread, make_each, read_rows, refuse, skip
from storage.sayings import Priority, Saying, data_key
from storage.sql import as_list, constant, listed
from storage.tables import outbox
from storage.vault import Vault

# So often it is looked for further queues, where one of them has most of what waits.
LOOKS = 4
_IS_WAITING = outbox.c.not_before.is_not(None)
_IS_DUE = (_IS_WAITING, outbox.c.not_before <= bindparam("now"))
# What has a weight that is none is found at once, to be set aside.
_NO_WEIGHTS = (
    outbox.c.priority < constant(min(Priority)),
    outbox.c.priority > constant(max(Priority)),
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
_BACKING_OFF = (outbox.c.not_before > bindparam("now"), outbox.c.attempts > 0, _IS_WAITING)
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
        self._dialect = connection.dialect.name
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
        heads: dict[str, tuple[int, int]] = {}
        for _ in range(LOOKS):
            asked = {"now": self._now, "busy": self._list((*busy, *heads)), "most": limit}
            rows = self._connection.execute(_due_queues(self._dialect, least), asked).all()
            for weight, seq, queue in rows:
                heads[queue] = min((weight, seq), heads.get(queue, (weight, seq)))
            if len(heads) >= limit or len(rows) < limit:
                break
        if not heads:
            return ()
        queues = sorted(heads, key=heads.__getitem__)[:limit]
        asked = {"now": self._now, "queues": self._list(queues)}
        found = self._rows(_heads(self._dialect), asked, unread)
        places = {queue: place for place, queue in enumerate(queues)}
        return self._messages(sorted(found, key=lambda row: places[row.queue]), unread)

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
        statement = _next_moments(self._dialect, least)
        moments = self._connection.execute(statement, {"busy": self._list(busy)}).scalars()
        return min((each for each in moments if each is not None), default=None)

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

    def _list(self, queues: Iterable[str]) -> object:
        return as_list(self._dialect, queues)

    def _rows(
        self, statement: Select[Any], given: Mapping[str, object], unread: Unread
    ) -> Sequence[Row[Any]]:
        return read_rows(self._connection, statement, given, key=outbox.c.seq, unread=unread)

    def _messages(self, rows: Iterable[Row[Any]], unread: Unread) -> tuple[Outgoing, ...]:
        return make_each(rows, self._outgoing, id=lambda row: row.seq, unread=unread)

    def _outgoing(self, row: Row[Any]) -> Outgoing:
        return outgoing.read(self._vault, row)


def _weights(least: Priority) -> tuple[ColumnElement[bool], ...]:
    """Return, of each weight that counts down to `least`, which rows have it."""
    weights = (outbox.c.priority == constant(each) for each in Priority if each <= least)
    return (*weights, *_NO_WEIGHTS)


@cache
def _due_queues(dialect: str, least: Priority) -> CompoundSelect[Any]:
    """
    Return what selects up to `most` rows of each weight that may be sent now.

    A weight by itself, in the order in which it became due, is read from the index as it stands.
    """
    free = outbox.c.queue.not_in(listed(dialect, "busy"))
    arms = []
    for place, weight in enumerate(_weights(least)):
        columns = (constant(place).label("weight"), outbox.c.seq, outbox.c.queue)
        due = select(*columns).where(weight, *_IS_DUE, free).limit(bindparam("most"))
        if place <= least:
            due = due.order_by(outbox.c.not_before, outbox.c.seq)
        arms.append(select(due.subquery()))
    return union_all(*arms)


@cache
def _heads(dialect: str) -> Select[Any]:
    """Return what selects, of each of these queues, the first row that may be sent now."""
    queues = listed(dialect, "queues").subquery()
    head = outbox.alias("head")
    first = (
        select(head.c.seq)
        .where(
            head.c.queue == queues.c.value,
            head.c.not_before.is_not(None),
            head.c.not_before <= bindparam("now"),
        )
        .order_by(head.c.priority, head.c.seq)
        .limit(1)
        .correlate(queues)
        .scalar_subquery()
    )
    return (
        select(outbox)
        .where(*_IS_DUE, outbox.c.seq.in_(select(first).select_from(queues)))
        .with_for_update(of=outbox, skip_locked=True)
    )


@cache
def _next_moments(dialect: str, least: Priority) -> CompoundSelect[Any]:
    """Return what selects, of each weight, the moment of the first row that waits."""
    free = outbox.c.queue.not_in(listed(dialect, "busy"))
    return union_all(
        *(
            select(func.min(outbox.c.not_before)).where(weight, _IS_WAITING, free)
            for weight in _weights(least)
        )
    )
