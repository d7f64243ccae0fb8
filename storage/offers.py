"""Offers: what an officer may press. Each is unguessable, numbered in its chat, and expires."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, Row, bindparam, delete, insert, select

from storage.sql import next_numbers
from storage.tables import counters, offers
from storage.values import Value, Values, decoded, encoded

# Numbers begin again after this many: far more than one chat is offered within a day.
NUMBERS = 9999
# A number that is typed means a button of this many messages, the newest ones.
NEWEST = 3
_MADE = insert(offers)
_PRESSED = select(offers).where(
    offers.c.id == bindparam("which"), offers.c.officer == bindparam("whose")
)
_NUMBERED = (
    select(offers)
    .where(
        offers.c.officer == bindparam("whose"),
        offers.c.number == bindparam("which"),
        offers.c.created_at >= bindparam("since"),
    )
    .order_by(offers.c.created_at.desc())
    .limit(1)
)
# What was offered in one turn was offered at one moment.
_NEWEST = (
    select(offers.c.created_at)
    .where(offers.c.officer == bindparam("whose"))
    .distinct()
    .order_by(offers.c.created_at.desc())
    .limit(bindparam("most"))
)


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
    """What is to be offered under the unguessable `id`; its number is given when it is made."""

    id: str
    command: str
    argument: str
    label: str
    label_values: Values
    expires_at: datetime


class Offers:
    """The offers within one transaction."""

    def __init__(self, connection: Connection, now: datetime) -> None:
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
        """Add offers to one officer, numbered in their order, and return what is seen of them."""
        if not offered:
            return ()
        numbers = next_numbers(self._connection, counters, f"offers/{officer}", len(offered))
        rows = [
            {
                "id": each.id,
                "officer": officer,
                "number": (number - 1) % NUMBERS + 1,
                "command": each.command,
                "argument": each.argument,
                "label": json.dumps(
                    [each.label, encoded(each.label_values).decode()], ensure_ascii=False
                ),
                "created_at": self._now,
                "expires_at": each.expires_at,
            }
            for number, each in zip(numbers, offered, strict=True)
        ]
        self._connection.execute(_MADE, rows)
        return tuple(
            Shown(each.id, int(str(row["number"])), each.label, each.label_values)
            for each, row in zip(offered, rows, strict=True)
        )

    def pressed(self, id: str, officer: str) -> Offer | None:
        """Return the offer if it was made to this officer and still stands, else None."""
        return self._standing(_PRESSED, id, officer)

    def numbered(self, number: int, officer: str, *, since: datetime | None = None) -> Offer | None:
        """
        Return the officer's standing offer of that number that was made `since`, else None.

        Without a moment: if it is one of those that were made last, at so many moments as NEWEST.
        """
        if not 1 <= number <= NUMBERS:
            return None
        if since is None:
            newest = self._connection.execute(_NEWEST, {"whose": officer, "most": NEWEST}).scalars()
            since = min(newest, default=self._now)
        return self._standing(_NUMBERED, number, officer, since=since)

    def void(self, officer: str) -> None:
        """Delete every offer of an officer: no button of theirs does anything any more."""
        self._connection.execute(delete(offers).where(offers.c.officer == officer))

    def prune(self) -> int:
        """Delete the offers that have expired; return how many."""
        return self._connection.execute(
            delete(offers).where(offers.c.expires_at <= self._now)
        ).rowcount

    def _standing(
        self, query: object, which: str | int, whose: str, **further: datetime
    ) -> Offer | None:
        row = self._connection.execute(
            query,  # type: ignore[call-overload]
            {"which": which, "whose": whose, **further},
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
        label=label,
        label_values=tuple(decoded(values.encode()).items()),
        expires_at=row.expires_at,
    )
