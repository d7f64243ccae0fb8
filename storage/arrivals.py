"""What came to an officer, or may have come: how far, under which id, read or not."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, bindparam, func, or_, select, update

from protocol.obligation import About, Subject
from storage.offers import Shown
from storage.outgoing import DOUBT, OutboxState
from storage.sayings import read_choices
from storage.tables import outbox

# Between the parts of a message's id, on every channel.
PARTS = re.compile(r"[|,]")
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


class Arrivals:
    """What officers have before them, within one transaction."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def progress(self, subject: Subject, text: str) -> tuple[Reached, ...]:
        """Return how far each officer's row of that text about `subject` came."""
        rows = self._connection.execute(_REACHED, {"which": subject.id, "said": text})
        return tuple(
            Reached(row.officer, OutboxState(row.state), row.ended_at, row.opened_at)
            for row in rows
        )

    def may_have_arrived(self, subject: Subject, text: str, officer: str) -> bool:
        """Say whether content sent to the officer in that text may have come, unknown to us."""
        wanted = {"which": subject.id, "said": text, "whose": officer}
        return self._connection.execute(_IN_DOUBT, wanted).first() is not None

    def record_read(self, officer: str, channel: str, message_id: str) -> tuple[Subject, ...]:
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
        rows = (row for row in found if message_id in PARTS.split(row.message_id))
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
                .order_by(outbox.c.ended_at.desc(), outbox.c.seq.desc())
                .limit(limit)
            )
            .scalars()
            .all()
        )


def _sent_as(row: Row[Any]) -> SentAs:
    subject = Subject(About(row.about), row.subject) if row.subject else None
    return SentAs(read_choices(row.choices), subject, row.created_at, row.said_by)
