"""Offers: what an officer may press. Each is unguessable, numbered in its chat, and expires."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, delete, insert, select

from storage.sql import next_number
from storage.tables import counters, offers
from storage.values import Value, Values, decoded, encoded

# Numbers begin again after this many: far more than one chat is offered within a day.
NUMBERS = 9999


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
        number = (next_number(self._connection, counters, f"offers/{officer}") - 1) % NUMBERS + 1
        self._connection.execute(
            insert(offers).values(
                id=id,
                officer=officer,
                number=number,
                command=command,
                argument=argument,
                label=json.dumps([label, encoded(label_values).decode()], ensure_ascii=False),
                created_at=self._now,
                expires_at=expires_at,
            )
        )

    def pressed(self, id: str, officer: str) -> Offer | None:
        """Return the offer if it was made to this officer and still stands, else None."""
        return self._standing(select(offers).where(offers.c.id == id, offers.c.officer == officer))

    def numbered(self, number: int, officer: str) -> Offer | None:
        """Return the officer's standing offer of that number, the latest, else None."""
        if not 1 <= number <= NUMBERS:
            return None
        return self._standing(
            select(offers)
            .where(offers.c.officer == officer, offers.c.number == number)
            .order_by(offers.c.created_at.desc())
            .limit(1)
        )

    def shown(self, ids: Iterable[str]) -> tuple[Offer, ...]:
        """Return the offers in the order of `ids`; those that are gone are left out."""
        wanted = list(ids)
        if not wanted:
            return ()
        rows = self._connection.execute(select(offers).where(offers.c.id.in_(wanted)))
        found = {row.id: _offer(row) for row in rows}
        return tuple(found[id] for id in wanted if id in found)

    def prune(self) -> int:
        """Delete the offers that have expired; return how many."""
        return self._connection.execute(
            delete(offers).where(offers.c.expires_at <= self._now)
        ).rowcount

    def _standing(self, query: object) -> Offer | None:
        row = self._connection.execute(query).one_or_none()  # type: ignore[call-overload]
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
