"""Live cards: one message an officer and subject, edited as it changes; the latest version wins."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, bindparam, select, update

from protocol.obligation import About, Subject
from storage.arrivals import PARTS
from storage.readable import Unread, make_each, read_rows, refuse
from storage.sql import Insert, insert_into
from storage.tables import cards

_ANEW = ("shown", "message_id", "not_before", "attempts")
_WHICH: BindParameter[Any] = bindparam("which")
_OWED = (cards.c.not_before.is_not(None), cards.c.leased_by.is_(None))
_TOUCHED = (
    update(cards)
    .where(cards.c.subject == bindparam("about_which"))
    .values(wanted=cards.c.wanted + 1, not_before=bindparam("now"))
)
_WAITING = (
    select(cards)
    .where(
        *_OWED,
        cards.c.not_before <= bindparam("now"),
        cards.c.officer.not_in(bindparam("busy", expanding=True)),
    )
    .order_by(cards.c.not_before)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_NEXT = (
    select(cards.c.not_before)
    .where(*_OWED, cards.c.officer.not_in(bindparam("busy", expanding=True)))
    .order_by(cards.c.not_before)
    .limit(1)
)
# What the pattern finds too many of is told by the parts of the id.
_SENT_AS = select(cards.c.about, cards.c.subject, cards.c.message_id).where(
    cards.c.officer == bindparam("whose"),
    cards.c.channel == bindparam("over"),
    cards.c.message_id.like(bindparam("within")),
)
_CHANGED = update(cards).where(cards.c.id == _WHICH)


@dataclass(frozen=True, slots=True)
class Card:
    """
    A card; `wanted` is newer than `shown` while an edit is owed.

    `doubted`: a message of it may stand in the chat of which nobody knows, and which nothing will
    edit. The one that is known has to say that it is a repetition, for as long as it is there.
    `born`: the version that its message was first made for, however often it is sent.
    """

    id: str
    officer: str
    subject: Subject
    channel: str | None
    wanted: int
    shown: int
    message_id: str | None
    shown_digest: bytes | None
    doubted: bool
    born: int
    attempts: int


class Cards:
    """The cards within one transaction. `not_before` is set exactly while an edit is owed."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now
        self.touched = 0

    def show(self, officer: str, subject: Subject) -> None:
        """Give the officer a card about `subject`: a new message, in place of an earlier one."""
        row = {
            "id": f"{officer}/{subject.id}",
            "officer": officer,
            "about": subject.about,
            "subject": subject.id,
            "wanted": 1,
            "shown": 0,
            "message_id": None,
            "doubted": False,
            "born": 1,
            "not_before": self._now,
            "attempts": 0,
        }
        self._connection.execute(_show(self._connection.dialect.name), row)
        self.touched += 1

    def touch(self, subject: Subject) -> None:
        """Say that what the cards about `subject` show has changed."""
        self.touched += self._connection.execute(
            _TOUCHED, {"about_which": subject.id, "now": self._now}
        ).rowcount

    def sent_as(self, officer: str, channel: str, message_id: str) -> Subject | None:
        """
        Return about what an officer's card is in a message of that id, or in a part of one; None
        if none.
        """
        asked = {"whose": officer, "over": channel, "within": f"%{message_id}%"}
        for row in self._connection.execute(_SENT_AS, asked):
            if message_id in PARTS.split(row.message_id):
                return Subject(About(row.about), row.subject)
        return None

    def waiting(
        self, *, busy: Collection[str], limit: int, unread: Unread = refuse
    ) -> tuple[Card, ...]:
        """
        Return up to `limit` cards whose edit is owed now; at most one of each officer.

        `unread` is told of those that cannot be read.
        """
        asked = {"now": self._now, "busy": tuple(busy), "most": 4 * limit}
        rows = read_rows(self._connection, _WAITING, asked, key=cards.c.id, unread=unread)
        first: dict[str, Row[Any]] = {}
        for row in rows:
            first.setdefault(row.officer, row)
        return make_each(list(first.values())[:limit], _card, id=lambda row: row.id, unread=unread)

    def next_at(self, *, busy: Collection[str]) -> datetime | None:
        """Return the earliest moment at which an edit is owed to nobody in `busy`."""
        return self._connection.execute(_NEXT, {"busy": tuple(busy)}).scalar()

    def abandon(self, incarnation: str) -> None:
        """
        Free the cards that another incarnation was sending when it died.

        An edit is simply repeated; a first message whose end is unknown becomes a doubted new one.
        """
        self._connection.execute(
            update(cards)
            .where(cards.c.leased_by.is_not(None), cards.c.leased_by != incarnation)
            .values(
                leased_by=None,
                not_before=self._now,
                doubted=cards.c.doubted | cards.c.message_id.is_(None),
            )
        )

    def give_back(self, incarnation: str, *, busy: Collection[str]) -> None:
        """Free the cards that `incarnation` has leased, but for the officers in `busy`."""
        self._connection.execute(
            update(cards)
            .where(cards.c.leased_by == incarnation, cards.c.officer.not_in(tuple(busy)))
            .values(leased_by=None, attempts=cards.c.attempts - 1)
        )

    def lease(self, card: Card, *, by: str, channel: str) -> None:
        """Mark a card as being edited: one edit is in flight at a time."""
        self._update(card, leased_by=by, channel=channel, attempts=card.attempts + 1)

    def record_shown(self, card: Card, *, message_id: str | None, digest: bytes) -> None:
        """Record what the card shows now; where it changed meanwhile the next edit is owed."""
        self._update(card, shown=card.wanted, shown_digest=digest, leased_by=None, attempts=0)
        # A card that was asked for anew meanwhile stays without a message.
        self._connection.execute(
            update(cards)
            .where(cards.c.id == card.id, cards.c.message_id.is_not_distinct_from(card.message_id))
            .values(message_id=message_id or card.message_id)
        )
        self._owe_no_more(card)

    def record_place(self, card: Card, message_id: str) -> None:
        """Record a message that may have arrived earlier, in words of then: an edit is owed."""
        self._update(
            card, message_id=message_id, doubted=False, leased_by=None, not_before=self._now
        )

    def later(self, card: Card, at: datetime, *, doubtful: bool = False) -> None:
        """Try again at `at`; `doubtful` when a first message may have arrived."""
        self._update(card, leased_by=None, not_before=at, doubted=card.doubted or doubtful)

    def resume(self, officers: Iterable[str]) -> None:
        """Edit now what waits for another try: the officer's chat takes messages again."""
        for officer in sorted(set(officers)):
            self._connection.execute(
                update(cards)
                .where(cards.c.officer == officer, cards.c.not_before > self._now)
                .values(not_before=self._now)
            )

    def anew(self, card: Card, at: datetime) -> None:
        """Show the card as a new message, at `at`: the old one is gone."""
        self._update(card, leased_by=None, message_id=None, not_before=at, born=card.wanted)

    def give_up(self, card: Card) -> None:
        """Stop showing this version: the chat does not take it. The next change tries again."""
        self._update(card, leased_by=None, message_id=None, attempts=0)
        self._owe_no_more(card)

    def stop(self, id: str) -> None:
        """Stop showing whatever version is owed of a card: it cannot be made."""
        ended = {"leased_by": None, "attempts": 0, "not_before": None}
        self._connection.execute(_CHANGED, {"which": id, **ended})

    def _owe_no_more(self, card: Card) -> None:
        self._connection.execute(
            update(cards)
            .where(cards.c.id == card.id, cards.c.wanted == card.wanted)
            .values(not_before=None)
        )

    def _update(self, card: Card, **changes: object) -> None:
        self._connection.execute(_CHANGED, {"which": card.id, **changes})


@cache
def _show(dialect: str) -> Insert:
    statement = insert_into(dialect, cards)
    anew = {name: statement.excluded[name] for name in _ANEW}
    # What is asked for is no repetition, unless what it takes the place of is not known either.
    doubted = cards.c.doubted & cards.c.message_id.is_(None)
    later = cards.c.wanted + 1
    # A later version, so that an edit in flight does not end what is owed now.
    return statement.on_conflict_do_update(
        index_elements=[cards.c.id],
        set_={**anew, "doubted": doubted, "wanted": later, "born": later},
    )


def _card(row: Row[tuple[object, ...]]) -> Card:
    return Card(
        id=row.id,
        officer=row.officer,
        subject=Subject(About(row.about), row.subject),
        channel=row.channel,
        wanted=row.wanted,
        shown=row.shown,
        message_id=row.message_id,
        shown_digest=bytes(row.shown_digest) if row.shown_digest else None,
        doubted=row.doubted,
        born=row.born,
        attempts=row.attempts,
    )
