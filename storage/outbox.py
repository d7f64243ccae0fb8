"""The outbox: everything to be said, until it has ended. A row says a text key, never words."""

import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, bindparam, delete, func, or_, select, update
from sqlalchemy.sql.dml import ReturningInsert

from protocol.obligation import About, Subject
from storage import earlier
from storage.carrying import Carries
from storage.offers import Shown
from storage.readable import UNREADABLE, Unread, made, read_rows, refuse, skip
from storage.sql import inserting_new
from storage.tables import outbox
from storage.values import Value, Values, decoded, encoded
from storage.vault import REGISTER, Vault

# Stands among the channels that were tried when one of them may have taken the message; with a
# channel's name behind it, that one may still take it.
DOUBT = "?"
# Between the parts of a message's id, on every channel.
_PARTS = re.compile(r"[|,]")
# Why a row ends that could not be delivered for a day.
TOO_LATE = "too-late"
# Why a row ended of which a later one has told, with the key of that one behind it.
TOLD_LATER = "told/"
UNTOLD = "untold"


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


_HOPEFUL = (OutboxState.WAITING, OutboxState.SENDING, OutboxState.SENT)
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
_REACHED = (
    select(outbox.c.officer, outbox.c.state, outbox.c.ended_at, outbox.c.opened_at)
    .where(
        outbox.c.subject == bindparam("which"),
        outbox.c.text == bindparam("said"),
        outbox.c.place == 0,
    )
    .order_by(outbox.c.seq)
)
_IN_DOUBT = (
    select(outbox.c.seq)
    .where(
        outbox.c.subject == bindparam("which"),
        outbox.c.text == bindparam("said"),
        outbox.c.officer == bindparam("whose"),
        outbox.c.full_content,
        or_(
            outbox.c.state == OutboxState.SENDING,
            outbox.c.doubts > 0,
            outbox.c.tried.contains(f'"{DOUBT}'),
        ),
    )
    .limit(1)
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
_CHANGED = update(outbox).where(outbox.c.seq == bindparam("which"))
_ENDED = {"not_before": None, "leased_by": None, "values": None, "rendering": None}
_LEASED = _CHANGED.values(state=OutboxState.SENDING, not_before=None)
_SENT = _CHANGED.values(state=OutboxState.SENT, **_ENDED)


@dataclass(frozen=True, slots=True)
class Saying:
    """
    Something to be said to one officer; `key` makes a repetition have no second effect.

    `place` is which of the officer's channels it is for: the first that fits, or the one after it.
    `over` is the channel that it answers. `carries` is what may not pass over each channel. `by`
    is the officer who said it, None where time or a server did.
    """

    key: str
    officer: str
    priority: Priority
    text: str
    values: Values
    subject: Subject | None = None
    obligation: str | None = None
    choices: tuple[Shown, ...] = ()
    place: int = 0
    over: str | None = None
    carries: Carries = Carries.CONTENT
    by: str | None = None

    @property
    def queue(self) -> str:
        """
        Behind what it waits: messages of one queue keep their order.

        An alarm waits for nothing else, and an answer for nothing but answers on its channel.
        """
        if self.priority is Priority.ALARM:
            return self.key
        return f"{self.officer}@{self.over}" if self.over else self.officer


class Reached(NamedTuple):
    """How far a row came with an officer; `opened_at` is what the officer's client says."""

    officer: str
    state: OutboxState
    ended_at: datetime | None
    opened_at: datetime | None


@dataclass(frozen=True, slots=True)
class SentAs:
    """What an officer has before them: what it offers, about what, when and by whom it was said."""

    choices: tuple[Shown, ...]
    subject: Subject | None
    at: datetime
    by: str | None


@dataclass(frozen=True, slots=True)
class Outgoing:
    """
    A row of the outbox. `doubts` counts the ends that are unknown on the present channel.

    `full_content`: the full content of a request is among the words of the last try.
    `queue` is the row's own: one that an earlier version put waits in the queue of then.
    """

    seq: int
    saying: Saying
    created_at: datetime
    attempts: int
    doubts: int
    channel: str | None
    tried: tuple[str, ...]
    full_content: bool
    leased_by: str | None
    rendering: bytes | None
    queue: str = field(default="", compare=False)

    @property
    def is_in_doubt(self) -> bool:
        """Say whether it may have arrived, over whatever channel."""
        return self.doubts > 0 or self.may_have_arrived_elsewhere

    @property
    def may_have_arrived_elsewhere(self) -> bool:
        """Say whether a try that no server can be asked about may have brought the message."""
        return any(each.startswith(DOUBT) for each in self.tried)

    @property
    def left_in_doubt(self) -> frozenset[str]:
        """Return the channels that were given up for another one, and may work again."""
        doubted = {each.removeprefix(DOUBT) for each in self.tried if each.startswith(DOUBT)}
        return frozenset(doubted.intersection(self.tried))

    def without_hope(self, channel: str) -> tuple[str, ...]:
        """Return what was tried when `channel` has refused: what it may have taken it may have."""
        hope = f"{DOUBT}{channel}"
        return tuple(DOUBT if each == hope else each for each in self.tried)


class Outbox:
    """The outbox within one transaction."""

    def __init__(self, connection: Connection, vault: Vault, now: datetime) -> None:
        self._connection = connection
        self._vault = vault
        self._now = now
        self.written = 0

    def put(self, saying: Saying, *, after: timedelta = timedelta()) -> bool:
        """Add a row, to be sent `after` so long; return False when its key is already there."""
        subject = saying.subject
        row = {
            "key": saying.key,
            "officer": saying.officer,
            "queue": saying.queue,
            "place": saying.place,
            "over": saying.over,
            "said_by": saying.by,
            "priority": saying.priority,
            "text": saying.text,
            "about": subject.about if subject else None,
            "subject": subject.id if subject else None,
            "obligation": saying.obligation,
            "created_at": self._now,
            "state": OutboxState.WAITING,
            "not_before": self._now + after,
            "attempts": 0,
            "doubts": 0,
            "tried": "[]",
            "carries": saying.carries,
            "full_content": False,
            "values": self._vault.seal(
                _key(subject), f"outbox/values/{saying.key}", encoded(saying.values)
            ),
            "choices": json.dumps(
                [(*each[:3], encoded(each.values).decode()) for each in saying.choices],
                ensure_ascii=False,
            ),
        }
        added = self._connection.execute(_put(self._connection.dialect.name), row).scalar()
        self.written += added is not None
        return added is not None

    def abandoned(self, incarnation: str, *, unread: Unread = refuse) -> tuple[Outgoing, ...]:
        """
        Return what another incarnation was sending when it died: its end is unknown.

        `unread` is told of what cannot be read.
        """
        rows = self._rows(_LEASED_BY_OTHERS, {"me": incarnation}, unread)
        # Sorted here: for the order by `seq` SQLite would read the whole table.
        return self._made(sorted(rows, key=lambda row: row.seq), unread)

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
                text=row.text,
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
            _CHANGED.values(
                state=OutboxState.WAITING,
                not_before=self._now,
                leased_by=None,
                doubts=outbox.c.doubts + 1,
            ),
            {"which": seq},
        )

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
        return self._made(list(first.values())[:limit], unread)

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
        return {row.queue: row for row in self._made(first.values(), skip)}

    def waiting_since(self, officer: str, before: datetime) -> tuple[Outgoing, ...]:
        """Return up to `SOME` readable rows to an officer that wait since `before` or longer."""
        since = {"whose": officer, "before": before, "most": SOME}
        return self._made(self._rows(_OLD, since, skip), skip)

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
                    _key(row.saying.subject),
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

    def sent(self, accepted: Iterable[tuple[Outgoing, str]]) -> None:
        """Record that the server accepted rows, each under its id of the message."""
        changes = [
            {"which": row.seq, "message_id": message_id, "ended_at": self._now}
            for row, message_id in accepted
        ]
        if changes:
            self._connection.execute(_SENT, changes)

    def later(self, row: Outgoing, at: datetime) -> None:
        """Send it again at `at`: it was not taken."""
        self._update(row, state=OutboxState.WAITING, not_before=at, leased_by=None)

    def doubt(self, row: Outgoing, at: datetime, *, lasting: bool) -> None:
        """
        Send it again at `at`: it may have arrived.

        A `lasting` doubt goes along to other channels and back: no server resolves it.
        """
        here = f"{DOUBT}{row.channel}"
        tried = [*row.tried, here] if lasting and here not in row.tried else row.tried
        self._update(
            row,
            state=OutboxState.WAITING,
            not_before=at,
            leased_by=None,
            doubts=row.doubts + 1,
            tried=json.dumps(tried),
        )

    def hurry(self, key: str) -> None:
        """Send now what waits under a key for its moment."""
        self._connection.execute(
            update(outbox)
            .where(outbox.c.key == key, outbox.c.not_before > self._now)
            .values(not_before=self._now)
        )

    def resume(self, chats: Iterable[tuple[str, str]]) -> None:
        """Send now what waits in doubt for an officer's chat: the channel takes it again."""
        for officer, channel in sorted(set(chats)):
            self._connection.execute(
                update(outbox)
                .where(
                    outbox.c.officer == officer,
                    outbox.c.channel == channel,
                    outbox.c.not_before > self._now,
                    outbox.c.doubts > 0,
                )
                .values(not_before=self._now)
            )

    def was_handed_on(self, key: str) -> bool:
        """Say whether the row under a key has left the officer's first channel."""
        found = select(outbox.c.tried).where(outbox.c.key == key)
        tried = json.loads(self._connection.execute(found).scalar() or "[]")
        return any(not each.startswith(DOUBT) for each in tried)

    def has_begun(self, key: str) -> bool:
        """Say whether the row under a key was tried and has not failed."""
        found = select(outbox.c.seq).where(
            outbox.c.key == key, outbox.c.attempts > 0, outbox.c.state.in_(_HOPEFUL)
        )
        return self._connection.execute(found).first() is not None

    def is_coming(self, key: str) -> bool:
        """Say whether there is a row under a key that has not failed, tried or not."""
        found = select(outbox.c.seq).where(outbox.c.key == key, outbox.c.state.in_(_HOPEFUL))
        return self._connection.execute(found).first() is not None

    def elsewhere(self, row: Outgoing, channel: str, *, refused: bool) -> None:
        """
        Give up one channel: the next one of the officer is tried, in its own words.

        Unless it `refused` it may be come back to.
        """
        before = row.without_hope(channel) if refused else (*row.tried, f"{DOUBT}{channel}")
        doubt = (DOUBT,) if row.doubts and refused else ()
        self._reroute(row, [*dict.fromkeys((*before, channel, *doubt))], self._now)

    def back(self, row: Outgoing, refused: str, at: datetime) -> None:
        """Go back, at `at`, to what was left in doubt: the channel `refused` does not take it."""
        kept = [each for each in row.without_hope(refused) if each not in row.left_in_doubt]
        self._reroute(row, [*kept, refused], at)

    def _reroute(self, row: Outgoing, tried: list[str], at: datetime) -> None:
        self._update(
            row,
            state=OutboxState.WAITING,
            not_before=at,
            leased_by=None,
            tried=json.dumps(tried),
            channel=None,
            rendering=None,
            attempts=0,
            doubts=0,
        )

    def renew(self, row: Outgoing, key: str) -> None:
        """Say the same again under another key; where it may have arrived, as a repetition."""
        self.put(replace(row.saying, key=key))
        if row.is_in_doubt:
            self._connection.execute(
                update(outbox).where(outbox.c.key == key).values(tried=json.dumps([DOUBT]))
            )

    def never(self, row: Outgoing, why: str) -> None:
        """Record that it cannot be delivered on any channel."""
        self._end(row, OutboxState.NEVER, why=why)

    def told_later(self, rows: Iterable[int], key: str) -> None:
        """Note that the row under a key tells that these were not delivered."""
        changes = [{"which": seq, "why": f"{TOLD_LATER}{key}"} for seq in rows]
        if changes:
            self._connection.execute(_CHANGED, changes)

    def untold(self, key: str) -> None:
        """Note that the row under a key has not told it after all."""
        told = update(outbox).where(outbox.c.why == f"{TOLD_LATER}{key}")
        self._connection.execute(told.values(why=UNTOLD))

    def drop(self, row: Outgoing) -> None:
        """End a row that is owed no longer."""
        self._end(row, OutboxState.DROPPED)

    def reached(self, subject: Subject, text: str) -> tuple[Reached, ...]:
        """Return how far each officer's row of that text about `subject` came."""
        rows = self._connection.execute(_REACHED, {"which": subject.id, "said": text})
        return tuple(
            Reached(row.officer, OutboxState(row.state), row.ended_at, row.opened_at)
            for row in rows
        )

    def opened(self, officer: str, channel: str, message_id: str) -> tuple[Subject, ...]:
        """
        Record that an officer has read what came over a channel up to a message, and return what
        that was about, the newest first. `message_id` may be a part of the message's id.
        """
        mine = (outbox.c.officer == officer, outbox.c.channel == channel)
        newest = select(func.max(outbox.c.seq)).where(
            *mine, outbox.c.message_id.contains(message_id, autoescape=True)
        )
        read = (
            update(outbox)
            .where(
                *mine,
                outbox.c.state == OutboxState.SENT,
                outbox.c.opened_at.is_(None),
                outbox.c.seq <= newest.scalar_subquery(),
            )
            .values(opened_at=self._now)
            .returning(outbox.c.seq, outbox.c.about, outbox.c.subject)
        )
        rows = sorted(self._connection.execute(read), key=lambda row: -row.seq)
        found = dict.fromkeys((row.about, row.subject) for row in rows if row.subject)
        return tuple(Subject(About(about), id) for about, id in found)

    def sent_as(self, officer: str, channel: str, message_id: str) -> SentAs | None:
        """
        Return what an officer was sent in a message of that id, or in a part of one; None if
        nothing is known of it.
        """
        found = self._connection.execute(
            select(outbox)
            .where(
                outbox.c.officer == officer,
                outbox.c.channel == channel,
                outbox.c.message_id.contains(message_id, autoescape=True),
            )
            .order_by(outbox.c.seq.desc())
        )
        rows = (row for row in found if message_id in _PARTS.split(row.message_id))
        return next(map(_sent_as, rows), None)

    def under_way(self, officer: str, channel: str) -> tuple[SentAs, ...]:
        """Return what may have reached an officer over a channel, under an id that is not known."""
        found = self._connection.execute(
            select(outbox)
            .where(
                outbox.c.not_before.is_not(None) | outbox.c.leased_by.is_not(None),
                outbox.c.officer == officer,
                outbox.c.channel == channel,
                outbox.c.attempts > 0,
            )
            .order_by(outbox.c.seq.desc())
        )
        return tuple(map(_sent_as, found))

    def newest(self, channel: str, since: datetime, limit: int) -> Sequence[str]:
        """Return the ids of the messages that a channel has taken last, the newest first."""
        return (
            self._connection.execute(
                select(outbox.c.message_id)
                .where(
                    outbox.c.channel == channel,
                    outbox.c.message_id.is_not(None),
                    outbox.c.ended_at >= since,
                )
                .order_by(outbox.c.seq.desc())
                .limit(limit)
            )
            .scalars()
            .all()
        )

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
            **_ENDED,
            **values,
        )

    def _update(self, row: Outgoing, **changes: object) -> None:
        self._connection.execute(_CHANGED, {"which": row.seq, **changes})

    def _rows(
        self, statement: Select[Any], given: Mapping[str, object], unread: Unread
    ) -> Sequence[Row[Any]]:
        return read_rows(self._connection, statement, given, key=outbox.c.seq, unread=unread)

    def _made(self, rows: Iterable[Row[Any]], unread: Unread) -> tuple[Outgoing, ...]:
        return made(rows, self._outgoing, id=lambda row: row.seq, unread=unread)

    def _outgoing(self, row: Row[tuple[object, ...]]) -> Outgoing:
        subject = Subject(About(row.about), row.subject) if row.subject else None
        key = _key(subject)
        values: Mapping[str, Value] = decoded(
            self._vault.open(key, f"outbox/values/{row.key}", bytes(row.values))
        )
        if row.carries is not None:
            carries = Carries(row.carries)
        else:
            has_subject = subject is not None
            carries = earlier.carried(row.text, values, has_subject=has_subject, over=row.over)
            values = earlier.renamed(row.text, values)
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
                choices=_read(row.choices),
                place=row.place,
                over=row.over,
                carries=carries,
                by=row.said_by,
            ),
            created_at=row.created_at,
            attempts=row.attempts,
            doubts=row.doubts,
            channel=row.channel,
            tried=tuple(json.loads(row.tried)),
            full_content=row.full_content,
            leased_by=row.leased_by,
            rendering=rendering,
            queue=row.queue,
        )


@cache
def _put(dialect: str) -> ReturningInsert[Any]:
    return inserting_new(dialect, outbox).returning(outbox.c.seq)


def _upto(least: Priority) -> int:
    """Return the last number that counts: where all do, also one that is no priority of ours."""
    return _ANY if least is max(Priority) else least


def _sent_as(row: Row[Any]) -> SentAs:
    subject = Subject(About(row.about), row.subject) if row.subject else None
    return SentAs(_read(row.choices), subject, row.created_at, row.said_by)


def _key(subject: Subject | None) -> str:
    return subject.id if subject else REGISTER


def _written(choices: Iterable[Shown]) -> str:
    plain = [[*each[:3], encoded(each.values).decode()] for each in choices]
    return json.dumps(plain, ensure_ascii=False)


def _read(written: str) -> tuple[Shown, ...]:
    return tuple(
        Shown(offer, number, label, decoded(values.encode()))
        for offer, number, label, values in json.loads(written)
    )
