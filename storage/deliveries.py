"""What became of what was said: whose turn it is to say it anew, or to be told that it did not."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, or_, select, union_all

from protocol.nights import Voice
from protocol.obligation import About, Subject
from storage.former_keys import every, today
from storage.outcomes import TOLD_LATER, TOO_LATE
from storage.outgoing import DOUBT, OutboxState, Outgoing
from storage.sayings import Priority
from storage.sql import constant
from storage.tables import outbox

# Of what was put for these officers since the first of some rows.
_LATER_ONES = select(
    outbox.c.seq, outbox.c.officer, outbox.c.place, outbox.c.obligation, outbox.c.text
).where(
    outbox.c.officer.in_(bindparam("officers", expanding=True)),
    outbox.c.seq > bindparam("first"),
)
_NEWEST = _LATER_ONES.where(
    outbox.c.obligation.in_(bindparam("owed", expanding=True)),
    outbox.c.text != bindparam("besides"),
)
_NEWEST_OF_ALL = _LATER_ONES.where(
    outbox.c.subject.is_(None), outbox.c.text.in_(bindparam("texts", expanding=True))
)
_ACTS = select(outbox.c.officer, outbox.c.subject).where(
    outbox.c.officer.in_(bindparam("officers", expanding=True)),
    outbox.c.seq > bindparam("first"),
    outbox.c.voice == constant(Voice.ACT),
    outbox.c.about == constant(About.REQUEST),
)
_LAST = select(outbox.c.seq).order_by(outbox.c.seq.desc()).limit(1)
_HOPEFUL = (OutboxState.WAITING, OutboxState.SENDING, OutboxState.SENT)
_UNDER_WAY = (OutboxState.WAITING, OutboxState.SENDING)
_UNDER = outbox.c.key == bindparam("under")
_TRIED = select(outbox.c.tried).where(_UNDER)
_COMING = select(outbox.c.seq).where(_UNDER, outbox.c.state.in_(_HOPEFUL))
_BEGUN = _COMING.where(outbox.c.attempts > 0)
# Why a row ends whose reader hears of it otherwise, or may not have it.
ELSEWISE = (TOO_LATE, "failed", "not-serving", "not-theirs")
_OF_TEXT = select(
    outbox.c.officer,
    outbox.c.key,
    outbox.c.place,
    outbox.c.state,
    outbox.c.tried,
    outbox.c.created_at,
    outbox.c.not_before,
    outbox.c.attempts,
).where(outbox.c.subject == bindparam("which"), outbox.c.text == bindparam("said"))
_TOGETHER = (
    select(outbox.c.officer, outbox.c.state)
    .where(
        outbox.c.subject == bindparam("which"),
        outbox.c.text.in_(bindparam("said", expanding=True)),
        outbox.c.created_at == bindparam("at"),
        outbox.c.seq != bindparam("besides"),
    )
    .order_by(outbox.c.seq)
)


@dataclass(frozen=True, slots=True)
class Missed:
    """A message that no channel of its reader took."""

    seq: int
    text: str
    subject: Subject | None
    ended_at: datetime


@dataclass(frozen=True, slots=True)
class Hope:
    """A row that may still be given to its reader; `not_before` is None while it is being sent."""

    place: int
    created_at: datetime
    not_before: datetime | None
    attempts: int

    def is_due(self, now: datetime, within: timedelta, second_within: timedelta) -> bool:
        """
        Say whether it is decided in a moment: it is to be sent now, or began to be at most `within`
        ago. On a reader's second channel it does so `second_within` after it was said.
        """
        if self.not_before is not None:
            return self.not_before <= now
        began_at = self.created_at + self.place * second_within
        return self.attempts > 1 or now - began_at < within


class Deliveries:
    """What the rows of the outbox tell together, within one transaction; nothing is changed."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def superseded(
        self, rows: Iterable[Outgoing], *, besides: str, of_all: Collection[str]
    ) -> frozenset[int]:
        """
        Return which rows tell of an obligation what a later one to the same officer tells truer.

        Texts of `besides` are no such rows; those of `of_all` tell of all obligations at once.
        """
        owed = [row for row in rows if row.saying.obligation and row.saying.text != besides]
        every = [row for row in rows if row.saying.text in of_all]
        newest: dict[tuple[str | None, str, int], int] = {}
        if owed:
            names = sorted({str(row.saying.obligation) for row in owed})
            asked = _since_the_first(owed) | {"owed": names, "besides": besides}
            found = sorted(self._connection.execute(_NEWEST, asked).all())
            newest |= {(row.obligation, row.officer, row.place): row.seq for row in found}
        if every:
            asked = _since_the_first(every) | {"texts": tuple(of_all)}
            found = sorted(self._connection.execute(_NEWEST_OF_ALL, asked).all())
            newest |= {(row.text, row.officer, row.place): row.seq for row in found}
        named = [(row, row.saying.obligation or row.saying.text) for row in (*owed, *every)]
        return frozenset(
            row.seq
            for row, name in named
            if newest.get((name, row.saying.officer, row.saying.place), row.seq) > row.seq
        )

    def last(self) -> int:
        """Return which row was put last; 0 where there is none."""
        return self._connection.execute(_LAST).scalar() or 0

    def acts_told(self, officers: Iterable[str], *, after: int) -> Mapping[str, frozenset[str]]:
        """Return of which requests each was told an act of the other side, behind a row."""
        asked = {"officers": tuple(officers), "first": after}
        found: dict[str, frozenset[str]] = {}
        for row in self._connection.execute(_ACTS, asked):
            found[row.officer] = found.get(row.officer, frozenset()) | {row.subject}
        return found

    def together(self, row: Outgoing) -> tuple[tuple[str, OutboxState], ...]:
        """Return to whom the other rows were, that were said together with one, and their state."""
        wanted = {
            "which": row.saying.subject.id if row.saying.subject else None,
            "said": every(row.saying.text),
            "at": row.created_at,
            "besides": row.seq,
        }
        found = self._connection.execute(_TOGETHER, wanted)
        return tuple((each.officer, OutboxState(each.state)) for each in found)

    def those_told(self, subject: Subject, texts: Collection[str]) -> frozenset[str]:
        """
        Return the officers to whom one of the texts about `subject` came, or may have come.

        Not those to whom one is being sent at this moment.
        """
        found = self._connection.execute(
            select(outbox.c.officer, outbox.c.state).where(
                outbox.c.subject == subject.id,
                outbox.c.text.in_(texts),
                or_(
                    outbox.c.state.in_((OutboxState.SENT, OutboxState.SENDING)),
                    outbox.c.doubts > 0,
                    outbox.c.tried.contains(f'"{DOUBT}'),
                ),
            )
        ).all()
        sending = {row.officer for row in found if row.state == OutboxState.SENDING}
        return frozenset(row.officer for row in found) - sending

    def hopes(self, subject: Subject, text: str) -> tuple[Hope, ...]:
        """Return the rows of that text about `subject` that somebody may still be given."""
        rows = self._connection.execute(_OF_TEXT, {"which": subject.id, "said": text}).all()
        # What was handed on to an officer's second channel is not sent there once more.
        needless = {row.officer for row in rows if _was_handed_on(row.tried)}
        return tuple(
            Hope(row.place, row.created_at, row.not_before, row.attempts)
            for row in rows
            if row.state in (OutboxState.WAITING, OutboxState.SENDING)
            and not (row.place and row.officer in needless)
        )

    def those_awaiting(self, subject: Subject, text: str) -> frozenset[str]:
        """Return the officers to whom that text is under way, and over no channel has come."""
        found = self._connection.execute(
            select(outbox.c.officer, outbox.c.state).where(
                outbox.c.subject == subject.id, outbox.c.text == text
            )
        ).all()
        got = {row.officer for row in found if row.state == OutboxState.SENT}
        under_way = (OutboxState.WAITING, OutboxState.SENDING)
        return frozenset(row.officer for row in found if row.state in under_way) - got

    def what_was_missed(
        self, officer: str, *, second_of: Callable[[str], str], besides: Collection[str]
    ) -> tuple[Missed, ...]:
        """
        Return what an officer was not given and has not been told of since, the oldest first.

        Not what they may not have, nor what another row tells; `second_of` returns the key under
        which a message goes over the next channel, `besides` are texts that do not count.
        """
        rows = self._connection.execute(
            select(outbox)
            .where(
                outbox.c.officer == officer,
                outbox.c.state == OutboxState.NEVER,
                outbox.c.place == 0,
                outbox.c.text.not_in(besides),
                outbox.c.why.not_in(ELSEWISE),
                outbox.c.why.not_like(f"{TOLD_LATER}%"),
            )
            .order_by(outbox.c.seq)
        ).all()
        seconds = [second_of(row.key) for row in rows]
        came = set(
            self._connection.execute(
                select(outbox.c.key).where(
                    outbox.c.key.in_(seconds),
                    outbox.c.state.in_((OutboxState.SENT, *_UNDER_WAY)),
                )
            ).scalars()
        )
        return tuple(
            Missed(
                row.seq,
                today(row.text),
                Subject(About(row.about), row.subject) if row.subject else None,
                row.ended_at,
            )
            for row, second in zip(rows, seconds, strict=True)
            if second not in came
        )

    def ended_in_vain(self, why: str, since: datetime) -> tuple[int, ...]:
        """Return the numbers of the rows that ended so since a moment, in their order."""
        found = self._connection.execute(
            select(outbox.c.seq)
            .where(outbox.c.why == why, outbox.c.ended_at >= since)
            .order_by(outbox.c.seq)
        )
        return tuple(found.scalars())

    def waits_of_tried(self, priority: Priority, before: datetime) -> tuple[datetime, ...]:
        """Return since when older rows of a priority wait that were tried."""
        tried = select(outbox.c.created_at).where(
            outbox.c.priority == priority,
            outbox.c.attempts > 0,
            outbox.c.created_at < before,
        )
        waiting = tried.where(outbox.c.not_before.is_not(None))
        leased = tried.where(outbox.c.leased_by.is_not(None))
        return tuple(sorted(self._connection.execute(union_all(waiting, leased)).scalars()))

    def was_handed_on(self, key: str) -> bool:
        """Say whether the row under a key has left the officer's first channel."""
        return _was_handed_on(self._connection.execute(_TRIED, {"under": key}).scalar() or "[]")

    def has_begun(self, key: str) -> bool:
        """Say whether the row under a key was tried and has not failed."""
        return self._connection.execute(_BEGUN, {"under": key}).first() is not None

    def is_coming(self, key: str) -> bool:
        """Say whether there is a row under a key that has not failed, tried or not."""
        return self._connection.execute(_COMING, {"under": key}).first() is not None


def _since_the_first(rows: Sequence[Outgoing]) -> dict[str, object]:
    officers = sorted({row.saying.officer for row in rows})
    return {"officers": officers, "first": min(row.seq for row in rows)}


def _was_handed_on(tried: str) -> bool:
    return any(not each.startswith(DOUBT) for each in json.loads(tried))
