"""
Offers: what an officer may press. Each is unguessable, numbered in its chat, and expires.

Where buttons have numbers, one that is typed means one thing (`numbers.py`).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, Row, and_, bindparam, delete, exists, insert, or_, select, update

from protocol.obligation import About, Subject
from protocol.obligations import ALARMS
from storage import numbers
from storage.former_keys import today
from storage.numbers import HOLDS, NUMBERS, OF_ALARM, RINGS, STANDS
from storage.presses import Presses
from storage.sql import first_ones
from storage.tables import obligations, offers
from storage.values import Value, Values, decode, encode

# Within this an officer may not have read yet that somebody else has answered an alarm.
KNOWN_WITHIN = timedelta(minutes=2)
_MADE = insert(offers)
_PRESSED = select(offers).where(
    offers.c.id == bindparam("which"), offers.c.officer == bindparam("whose")
)
# What the officer knows to be over: they did it, or ended the alarm, or some time has passed.
_OVER = or_(
    offers.c.used,
    and_(
        offers.c.alarm,
        ~RINGS,
        exists().where(
            OF_ALARM,
            obligations.c.kind.in_(sorted(ALARMS)),
            or_(
                obligations.c.discharged_by == offers.c.officer,
                obligations.c.discharged_at < bindparam("lately"),
            ),
        ),
    ),
)
_TOLD = select(offers, HOLDS.label("holds"), RINGS.label("rings"), _OVER.label("over")).where(
    STANDS
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
_HELD = _TOLD.where(HOLDS).order_by(*_LATEST_FIRST)
_HELD_NAMING = _HELD.where(offers.c.label.contains(bindparam("named")))
_NEWEST_HELD = (
    select(offers.c.created_at).where(STANDS, HOLDS).order_by(offers.c.created_at.desc()).limit(1)
)
_PRUNED = first_ones(offers, offers.c.expires_at <= bindparam("now"), by=offers.c.expires_at)


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
        return self.make_for({officer: offered})[officer]

    def make_for(self, offered: Mapping[str, Sequence[Offered]]) -> Mapping[str, tuple[Shown, ...]]:
        """Add offers to many officers at once, each their own; return what each of them sees."""
        given = numbers.give(
            self._connection,
            self._now,
            {
                who: [(each.command, each.argument) for each in theirs]
                for who, theirs in offered.items()
            },
        )
        numbered = [
            (who, number, each)
            for who, theirs in offered.items()
            for number, each in zip(given[who], theirs, strict=True)
        ]
        rows = [
            {
                "id": each.id,
                "officer": who,
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
            for who, number, each in numbered
        ]
        if rows:
            self._connection.execute(_MADE, rows)
        shown: dict[str, tuple[Shown, ...]] = dict.fromkeys(offered, ())
        for who, number, each in numbered:
            seen = Shown(each.id, number, each.label, each.label_values)
            shown[who] = (*shown[who], seen)
        return shown

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

    def _query_values(self, officer: str) -> dict[str, object]:
        """Return whose offers are asked for, and since when all of their numbers hold."""
        since = numbers.held_since(self._connection, self._now, [officer])[officer]
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
