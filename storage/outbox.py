"""The outbox: everything to be said, until it has ended. A row says a text key, never words."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, or_, select, update
from sqlalchemy.sql.dml import ReturningInsert

from protocol.obligations import About, Subject
from storage.sql import inserting_new
from storage.tables import outbox
from storage.values import Value, Values, decoded, encoded
from storage.vault import REGISTER, Vault

# Stands among the channels that were tried when one of them may have taken the message.
DOUBT = "?"


class Priority(IntEnum):
    """What goes first."""

    ALARM = 0
    ANSWER = 1
    REMINDER = 2
    NOTICE = 3
    CARD = 4
    DIGEST = 5


class OutboxState(StrEnum):
    """Every row ends: sent, never, or dropped because it was owed no longer."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    NEVER = "never"
    DROPPED = "dropped"


_WAITING = (
    select(outbox)
    .where(
        outbox.c.not_before.is_not(None),
        outbox.c.not_before <= bindparam("now"),
        outbox.c.officer.not_in(bindparam("busy", expanding=True)),
    )
    .order_by(outbox.c.priority, outbox.c.seq)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_NEXT = (
    select(outbox.c.not_before)
    .where(
        outbox.c.not_before.is_not(None),
        outbox.c.officer.not_in(bindparam("busy", expanding=True)),
    )
    .order_by(outbox.c.not_before)
    .limit(1)
)
_REACHED = (
    select(outbox.c.officer, outbox.c.state, outbox.c.ended_at)
    .where(outbox.c.subject == bindparam("which"), outbox.c.text == bindparam("said"))
    .order_by(outbox.c.seq)
)
_IN_DOUBT = (
    select(outbox.c.seq)
    .where(
        outbox.c.subject == bindparam("which"),
        outbox.c.text == bindparam("said"),
        outbox.c.officer == bindparam("whose"),
        outbox.c.carries_content,
        or_(
            outbox.c.state == OutboxState.SENDING,
            outbox.c.doubts > 0,
            outbox.c.tried.contains(f'"{DOUBT}"'),
        ),
    )
    .limit(1)
)
_CHANGED = update(outbox).where(outbox.c.seq == bindparam("which"))


@dataclass(frozen=True, slots=True)
class Saying:
    """Something to be said to one officer; `key` makes a repetition have no second effect."""

    key: str
    officer: str
    priority: Priority
    text: str
    values: Values
    subject: Subject | None = None
    obligation: str | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A row of the outbox. `doubts` counts the ends that are unknown on the present channel."""

    seq: int
    saying: Saying
    created_at: datetime
    attempts: int
    doubts: int
    channel: str | None
    address: str | None
    tried: tuple[str, ...]
    carries_content: bool
    leased_by: str | None
    rendering: bytes | None

    @property
    def may_have_arrived_elsewhere(self) -> bool:
        """Say whether another channel, since given up, may have taken the message."""
        return DOUBT in self.tried


class Outbox:
    """The outbox within one transaction."""

    def __init__(self, connection: Connection, vault: Vault, now: datetime) -> None:
        self._connection = connection
        self._vault = vault
        self._now = now
        self.written = 0

    def put(self, saying: Saying) -> bool:
        """Add a row; return False when its key is already there."""
        subject = saying.subject
        row = {
            "key": saying.key,
            "officer": saying.officer,
            "priority": saying.priority,
            "text": saying.text,
            "about": subject.about if subject else None,
            "subject": subject.id if subject else None,
            "obligation": saying.obligation,
            "created_at": self._now,
            "state": OutboxState.WAITING,
            "not_before": self._now,
            "attempts": 0,
            "doubts": 0,
            "tried": "[]",
            "carries_content": False,
            "values": self._vault.seal(
                _key(subject), f"outbox/values/{saying.key}", encoded(saying.values)
            ),
            "choices": json.dumps(saying.choices),
        }
        added = self._connection.execute(_put(self._connection.dialect.name), row).scalar()
        self.written += added is not None
        return added is not None

    def abandoned(self, incarnation: str) -> tuple[Outgoing, ...]:
        """Return what another incarnation was sending when it died: its end is unknown."""
        # Sorted here: for the order by `seq` SQLite would read the whole table.
        rows = self._connection.execute(
            select(outbox).where(outbox.c.leased_by.is_not(None), outbox.c.leased_by != incarnation)
        )
        return tuple(self._outgoing(row) for row in sorted(rows, key=lambda row: row.seq))

    def waiting(self, *, busy: Collection[str], limit: int) -> tuple[Outgoing, ...]:
        """
        Return up to `limit` rows to send now, alarms first, at most one of each officer.

        Officers in `busy` have a message under way: order within a chat is kept.
        """
        rows = self._connection.execute(
            _WAITING, {"now": self._now, "busy": tuple(busy), "most": 4 * limit}
        )
        first: dict[str, Row[tuple[object, ...]]] = {}
        for row in rows:
            first.setdefault(row.officer, row)
        return tuple(self._outgoing(row) for row in list(first.values())[:limit])

    def next_at(self, *, busy: Collection[str]) -> datetime | None:
        """Return the earliest moment at which a waiting row of nobody in `busy` may be sent."""
        return self._connection.execute(_NEXT, {"busy": tuple(busy)}).scalar()

    def lease(
        self,
        row: Outgoing,
        *,
        by: str,
        channel: str,
        address: str,
        carries_content: bool,
        rendering: bytes,
    ) -> None:
        """Mark a row as being sent, with the words that every retry on this channel repeats."""
        subject = row.saying.subject
        self._update(
            row,
            state=OutboxState.SENDING,
            not_before=None,
            leased_by=by,
            channel=channel,
            address=address,
            carries_content=carries_content,
            attempts=row.attempts + 1,
            rendering=self._vault.seal(
                _key(subject), f"outbox/rendering/{row.saying.key}", rendering
            ),
        )

    def sent(self, row: Outgoing, message_id: str) -> None:
        """Record that the server accepted it."""
        self._end(row, OutboxState.SENT, message_id=message_id)

    def later(self, row: Outgoing, at: datetime, *, doubtful: bool = False) -> None:
        """Send it again at `at`; `doubtful` when it may have arrived."""
        self._update(
            row,
            state=OutboxState.WAITING,
            not_before=at,
            leased_by=None,
            doubts=row.doubts + doubtful,
        )

    def elsewhere(self, row: Outgoing, channel: str) -> None:
        """Give up one channel: the next one of the officer is tried, in its own words."""
        self._update(
            row,
            state=OutboxState.WAITING,
            not_before=self._now,
            leased_by=None,
            tried=json.dumps([*row.tried, channel, *([DOUBT] if row.doubts else [])]),
            channel=None,
            address=None,
            rendering=None,
            attempts=0,
            doubts=0,
        )

    def never(self, row: Outgoing, why: str) -> None:
        """Record that it cannot be delivered on any channel."""
        self._end(row, OutboxState.NEVER, why=why)

    def drop(self, row: Outgoing) -> None:
        """End a row that is owed no longer."""
        self._end(row, OutboxState.DROPPED)

    def reached(
        self, subject: Subject, text: str
    ) -> tuple[tuple[str, OutboxState, datetime | None], ...]:
        """Return how far each officer's row of that text about `subject` came."""
        rows = self._connection.execute(_REACHED, {"which": subject.id, "said": text})
        return tuple((row.officer, OutboxState(row.state), row.ended_at) for row in rows)

    def may_have_arrived(self, subject: Subject, text: str, officer: str) -> bool:
        """Say whether content sent to the officer in that text may have come, unknown to us."""
        wanted = {"which": subject.id, "said": text, "whose": officer}
        return self._connection.execute(_IN_DOUBT, wanted).first() is not None

    def prune(self, before: datetime) -> int:
        """Delete rows that ended before `before`; return how many."""
        return self._connection.execute(delete(outbox).where(outbox.c.ended_at < before)).rowcount

    def _end(self, row: Outgoing, state: OutboxState, **values: object) -> None:
        self._update(
            row,
            state=state,
            ended_at=self._now,
            not_before=None,
            leased_by=None,
            values=None,
            rendering=None,
            **values,
        )

    def _update(self, row: Outgoing, **changes: object) -> None:
        self._connection.execute(_CHANGED, {"which": row.seq, **changes})

    def _outgoing(self, row: Row[tuple[object, ...]]) -> Outgoing:
        subject = Subject(About(row.about), row.subject) if row.subject else None
        key = _key(subject)
        values: Mapping[str, Value] = decoded(
            self._vault.open(key, f"outbox/values/{row.key}", bytes(row.values))
        )
        rendering = None
        if row.rendering is not None:
            rendering = self._vault.open(key, f"outbox/rendering/{row.key}", bytes(row.rendering))
        return Outgoing(
            seq=row.seq,
            saying=Saying(
                key=row.key,
                officer=row.officer,
                priority=Priority(row.priority),
                text=row.text,
                values=values,
                subject=subject,
                obligation=row.obligation,
                choices=tuple(json.loads(row.choices)),
            ),
            created_at=row.created_at,
            attempts=row.attempts,
            doubts=row.doubts,
            channel=row.channel,
            address=row.address,
            tried=tuple(json.loads(row.tried)),
            carries_content=row.carries_content,
            leased_by=row.leased_by,
            rendering=rendering,
        )


@cache
def _put(dialect: str) -> ReturningInsert[Any]:
    return inserting_new(dialect, outbox).returning(outbox.c.seq)


def _key(subject: Subject | None) -> str:
    return subject.id if subject else REGISTER
