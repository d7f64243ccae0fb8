"""
Offers: what an officer may press. Each is unguessable, numbered in its chat, and expires.

Where buttons have numbers, one that is typed means one thing: the same act keeps its number, and
another act gets it only when nobody can mean the first any more (`_HOLDS`).
"""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, Row, and_, bindparam, delete, exists, insert, or_, select, update

from protocol.obligation import About, Subject
from protocol.obligations import ALARMS
from storage.former_keys import today
from storage.presses import Presses
from storage.sql import first_ones, next_numbers
from storage.tables import counters, drafts, obligations, offers
from storage.values import Value, Values, decode, encode

# Numbers begin again after the least of these that has room.
SPANS = (99, 999, 9999)
NUMBERS = SPANS[-1]
# A number holds for so long at least, and while its message is one of this many newest ones; one
# of an open question, or of what is owed or rings, for as long as that is so.
HELD_FOR = timedelta(hours=1)
NEWEST = 3
# Within this an officer may not have read yet that somebody else has answered an alarm.
KNOWN_WITHIN = timedelta(minutes=2)
_MADE = insert(offers)
_PRESSED = select(offers).where(
    offers.c.id == bindparam("which"), offers.c.officer == bindparam("whose")
)
_STANDS = and_(offers.c.officer == bindparam("whose"), offers.c.expires_at > bindparam("now"))
_RINGS = and_(
    offers.c.alarm,
    exists().where(
        obligations.c.subject == offers.c.subject,
        obligations.c.kind.in_(sorted(ALARMS)),
        obligations.c.discharged_at.is_(None),
    ),
)
# What the officer knows to be over: they did it, or ended the alarm, or some time has passed.
_OVER = or_(
    offers.c.used,
    and_(
        offers.c.alarm,
        ~_RINGS,
        exists().where(
            obligations.c.subject == offers.c.subject,
            obligations.c.kind.in_(sorted(ALARMS)),
            or_(
                obligations.c.discharged_by == offers.c.officer,
                obligations.c.discharged_at < bindparam("lately"),
            ),
        ),
    ),
)
_OWED = exists().where(
    obligations.c.id == offers.c.obligation, obligations.c.discharged_at.is_(None)
)
_HOLDS = or_(offers.c.created_at >= bindparam("since"), _RINGS, _OWED)
_TOLD = select(offers, _HOLDS.label("holds"), _RINGS.label("rings"), _OVER.label("over")).where(
    _STANDS
)
_USED = (
    update(offers)
    .where(
        offers.c.officer == bindparam("whose"),
        offers.c.command == bindparam("what"),
        offers.c.argument == bindparam("about_what"),
    )
    .values(used=True)
)
_LATEST_FIRST = (offers.c.created_at.desc(), offers.c.id)
_NUMBERED = _TOLD.where(offers.c.number == bindparam("which")).order_by(*_LATEST_FIRST)
_HELD = _TOLD.where(_HOLDS).order_by(*_LATEST_FIRST)
_HELD_NAMING = _HELD.where(offers.c.label.contains(bindparam("named")))
_NEWEST_HELD = (
    select(offers.c.created_at).where(_STANDS, _HOLDS).order_by(offers.c.created_at.desc()).limit(1)
)
_TAKEN = select(offers.c.number, offers.c.command, offers.c.argument).where(_STANDS, _HOLDS)
# What was offered in one turn was offered at one moment.
_NEWEST = (
    select(offers.c.created_at)
    .where(offers.c.officer == bindparam("whose"))
    .distinct()
    .order_by(offers.c.created_at.desc())
    .limit(NEWEST)
)
_PRUNED = first_ones(offers, offers.c.expires_at <= bindparam("now"), by=offers.c.expires_at)
_ASKED = select(drafts.c.updated_at).where(drafts.c.officer == bindparam("whose"), drafts.c.active)


@dataclass(frozen=True, slots=True)
class Offer:
    """One button: pressing it means the command with its argument, said by its officer."""

    id: str
    officer: str
    number: int
    command: str
    argument: str
    label: str
    label_values: tuple[tuple[str, Value], ...]
    expires_at: datetime


class Shown(NamedTuple):
    """What its officer sees of an offer: `number` answers it where there are no buttons."""

    offer: str
    number: int
    label: str
    values: Values


@dataclass(frozen=True, slots=True)
class Offered:
    """
    What is to be offered under the unguessable `id`; its number is given when it is made.

    `about` what, under which `obligation`; an `alarm` keeps its number while it rings.
    """

    id: str
    command: str
    argument: str
    label: str
    label_values: Values
    expires_at: datetime
    about: Subject | None = None
    obligation: str | None = None
    alarm: bool = False


@dataclass(frozen=True, slots=True)
class Numbered:
    """
    A standing offer as a number finds it: about what, made when.

    `holds`: its number means it and nothing else. `rings`: it stands under an alarm that rings;
    `over`: the officer has done it, or knows that its alarm does not ring any more.
    """

    offer: Offer
    about: Subject | None
    at: datetime
    holds: bool
    rings: bool
    over: bool = False

    @property
    def meaning(self) -> tuple[str, str]:
        """Return what pressing it does: two offers of the same are one to whoever types."""
        return self.offer.command, self.offer.argument


class Offers:
    """The offers within one transaction."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self.presses = Presses(connection, now)
        self._connection = connection
        self._now = now

    def make(
        self,
        id: str,
        *,
        officer: str,
        command: str,
        argument: str,
        label: str,
        label_values: Values,
        expires_at: datetime,
    ) -> None:
        """Add an offer under the unguessable `id`."""
        self.make_all(officer, [Offered(id, command, argument, label, label_values, expires_at)])

    def make_all(self, officer: str, offered: Sequence[Offered]) -> tuple[Shown, ...]:
        """
        Add offers to one officer and return what is seen of them.

        They are numbered in their order, but for acts whose number still holds: they keep it.
        """
        if not offered:
            return ()
        # It locks the officer's numbers, and says behind which ones the next begin.
        last = next_numbers(self._connection, counters, f"offers/{officer}", len(offered))[0] - 1
        numbers = self._numbers(officer, offered, last)
        rows = [
            {
                "id": each.id,
                "officer": officer,
                "number": number,
                "command": each.command,
                "argument": each.argument,
                "label": json.dumps(
                    [each.label, encode(each.label_values).decode()], ensure_ascii=False
                ),
                "created_at": self._now,
                "expires_at": each.expires_at,
                "about": each.about.about if each.about else None,
                "subject": each.about.id if each.about else None,
                "obligation": each.obligation,
                "alarm": each.alarm,
            }
            for number, each in zip(numbers, offered, strict=True)
        ]
        self._connection.execute(_MADE, rows)
        return tuple(
            Shown(each.id, number, each.label, each.label_values)
            for number, each in zip(numbers, offered, strict=True)
        )

    def by_id(self, id: str, officer: str) -> Offer | None:
        """Return the offer if it was made to this officer and still stands, else None."""
        return self._standing(_PRESSED, id, officer)

    def by_number(self, number: int, officer: str) -> tuple[Numbered, ...]:
        """Return the officer's standing offers of that number, the latest first."""
        if not 1 <= number <= NUMBERS:
            return ()
        return self._numbered(self._query_values(officer) | {"which": number}, _NUMBERED)

    def with_number_held(self, officer: str) -> tuple[Numbered, ...]:
        """Return the officer's standing offers whose numbers hold, the latest first."""
        return self._numbered(self._query_values(officer), _HELD)

    def held_naming(self, officer: str, name: str) -> tuple[Numbered, ...]:
        """Return those of them whose label has a value of that name; no other one is read."""
        found = self._numbered(self._query_values(officer) | {"named": name}, _HELD_NAMING)
        return tuple(each for each in found if name in dict(each.offer.label_values))

    def newest_at(self, officer: str) -> datetime | None:
        """Return when the latest was made of the officer's offers whose numbers hold."""
        return self._connection.execute(_NEWEST_HELD, self._query_values(officer)).scalar()

    def use(self, offer: Offer) -> None:
        """Note that what was offered has been done by its officer, wherever else it is offered."""
        asked = {"whose": offer.officer, "what": offer.command, "about_what": offer.argument}
        self._connection.execute(_USED, asked)

    def void(self, officer: str) -> None:
        """Delete every offer of an officer: no button of theirs does anything any more."""
        self._connection.execute(delete(offers).where(offers.c.officer == officer))

    def prune(self, *, most: int) -> int:
        """Delete up to `most` offers that have expired; return how many."""
        return self._connection.execute(_PRUNED, {"now": self._now, "most": most}).rowcount

    def _numbers(self, officer: str, offered: Sequence[Offered], last: int) -> list[int]:
        rows = self._connection.execute(_TAKEN, self._query_values(officer)).all()
        kept = {(row.command, row.argument): row.number for row in rows}
        free = _free({row.number for row in rows}, last, len(offered))
        given: list[int] = []
        for each in offered:
            number = kept.get((each.command, each.argument))
            # Two of the same under one message are told apart.
            given.append(next(free) if number is None or number in given else number)
        return given

    def _query_values(self, officer: str) -> dict[str, object]:
        """Return whose offers are asked for, and since when all of their numbers hold."""
        newest = self._connection.execute(_NEWEST, {"whose": officer}).scalars()
        question = self._connection.execute(_ASKED, {"whose": officer}).scalars()
        since = min([self._now - HELD_FOR, *newest, *question])
        return {"whose": officer, "now": self._now, "since": since}

    def _numbered(self, asked: dict[str, object], query: object) -> tuple[Numbered, ...]:
        asked = asked | {"lately": self._now - KNOWN_WITHIN}
        rows = self._connection.execute(query, asked)  # type: ignore[call-overload]
        return tuple(
            Numbered(
                _offer(row),
                about=Subject(About(row.about), row.subject) if row.subject else None,
                at=row.created_at,
                holds=bool(row.holds),
                rings=bool(row.rings),
                over=bool(row.over),
            )
            for row in rows
        )

    def _standing(self, query: object, which: str, whose: str) -> Offer | None:
        row = self._connection.execute(
            query,  # type: ignore[call-overload]
            {"which": which, "whose": whose},
        ).one_or_none()
        return _offer(row) if row and row.expires_at > self._now else None


def _free(taken: Collection[int], last: int, count: int) -> Iterator[int]:
    """
    Yield numbers that mean nothing now, from behind the `last` on: at least `count` of them.

    The latest that was free is the last to be given again.
    """
    span = next((each for each in SPANS if each - len(taken) >= count), NUMBERS)
    places = (last + step for step in range(span))
    yield from (number for place in places if (number := place % span + 1) not in taken)
    yield from (place % NUMBERS + 1 for place in range(last, last + count))


def _offer(row: Row[tuple[object, ...]]) -> Offer:
    label, values = json.loads(row.label)
    return Offer(
        id=row.id,
        officer=row.officer,
        number=row.number,
        command=row.command,
        argument=row.argument,
        label=today(label),
        label_values=tuple(decode(values.encode()).items()),
        expires_at=row.expires_at,
    )
