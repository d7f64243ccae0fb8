"""
What failed: a row of the inbox, of the clock or of the outbox, how often, and its incident.

A row stands here from its first failure until it succeeds or ends. Its next try is its own moment
(`wake_at`, `not_before`), which is moved: so no loop has to ask here what it may take.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Connection,
    Row,
    Table,
    Text,
    and_,
    bindparam,
    delete,
    select,
    update,
)

from storage import sql
from storage.tables import (
    authorities,
    cards,
    inbox,
    mailings,
    obligations,
    outbox,
    setbacks,
    snoozes,
)


class Place(StrEnum):
    """Of what a row is. An ARRIVAL is an event that no row holds yet."""

    EVENT = "event"
    ARRIVAL = "arrival"
    OBLIGATION = "obligation"
    SNOOZE = "snooze"
    DIGEST = "digest"
    MAILING = "mailing"
    MESSAGE = "message"
    CARD = "card"


# Of the clock: what is owed is tried again for as long as it is owed.
OF_CLOCK = frozenset({Place.OBLIGATION, Place.SNOOZE, Place.DIGEST, Place.MAILING})


@dataclass(frozen=True, slots=True)
class _Rows:
    """Where the rows of a place are: their table, what names one, the moment of its next try."""

    table: Table
    key: ColumnElement[str | int]
    at: ColumnElement[datetime] | None


# Their rows are numbers.
NUMBERED = frozenset({Place.EVENT, Place.MESSAGE, Place.MAILING})
# One officer's snooze of one obligation.
SNOOZE = snoozes.c.obligation + "/" + snoozes.c.officer
_ROWS: Mapping[Place, _Rows] = {
    Place.EVENT: _Rows(inbox, inbox.c.seq, None),
    Place.OBLIGATION: _Rows(obligations, obligations.c.id, obligations.c.wake_at),
    Place.SNOOZE: _Rows(snoozes, SNOOZE, snoozes.c.wake_at),
    Place.DIGEST: _Rows(authorities, authorities.c.id, authorities.c.digest_at),
    Place.MAILING: _Rows(mailings, mailings.c.seq, mailings.c.wake_at),
    Place.MESSAGE: _Rows(outbox, outbox.c.seq, outbox.c.not_before),
    Place.CARD: _Rows(cards, cards.c.id, cards.c.not_before),
}


_KNOWN = select(setbacks.c.row).where(
    setbacks.c.place == bindparam("where"),
    setbacks.c.fatal.is_(False) | bindparam("fatal_too", type_=Boolean),
)


@dataclass(frozen=True, slots=True)
class Setback:
    """
    A row that failed `tries` times, the last time at `failed_at`.

    `incident`: its number, once it was set aside; `name`: what it is about, for the operator.
    `fatal`: it ended the process, so only the operator lets it be tried again.
    """

    place: Place
    row: str
    tries: int
    failed_at: datetime
    fatal: bool
    incident: str | None
    name: str | None


class Setbacks:
    """The setbacks within one transaction."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now
        self.cleared = 0
        self._known: dict[Place, frozenset[str]] = {}

    def count(self, place: Place, row: str, *, fatal: bool = False) -> Setback:
        """Count one more failure of a row, and return how it stands."""
        self._known.clear()
        counted = sql.insert(self._connection, setbacks).values(
            place=place, row=row, tries=1, failed_at=self._now, fatal=fatal
        )
        self._connection.execute(
            counted.on_conflict_do_update(
                index_elements=list(setbacks.primary_key),
                set_={
                    "tries": setbacks.c.tries + 1,
                    "failed_at": self._now,
                    "fatal": setbacks.c.fatal | counted.excluded.fatal,
                },
            )
        )
        return _setback(self._connection.execute(select(setbacks).where(*_which(place, row))).one())

    def known(self, place: Place) -> frozenset[str]:
        """
        Return which rows of a place failed before, read once.

        But not messages and cards that ended the process: that they can be made shows nothing, for
        it may be their sending that ends it.
        """
        if place not in self._known:
            asked = {"where": place, "fatal_too": place in OF_CLOCK}
            self._known[place] = frozenset(self._connection.execute(_KNOWN, asked).scalars())
        return self._known[place]

    def postpone(self, place: Place, row: str, at: datetime) -> None:
        """Let the next try of a row be at `at`, where it is still to be tried at all."""
        rows = _ROWS[place]
        if rows.at is None:
            return
        self._connection.execute(
            update(rows.table).where(_is(rows, row), rows.at.is_not(None)).values({rows.at: at})
        )

    def set_aside(self, place: Place, row: str, *, incident: str, name: str | None) -> None:
        """Note the incident of a row, and what it is about."""
        self._connection.execute(
            update(setbacks).where(*_which(place, row)).values(incident=incident, name=name)
        )

    def forget(self, place: Place, row: str) -> None:
        """Forget what failed: it has succeeded, or it will not be tried any more."""
        self._known.clear()
        self._connection.execute(delete(setbacks).where(*_which(place, row)))

    def aside(self) -> tuple[Setback, ...]:
        """Return what was set aside and is still there, the newest last."""
        found = select(setbacks).where(setbacks.c.incident.is_not(None))
        rows = self._connection.execute(found.order_by(setbacks.c.failed_at, setbacks.c.row)).all()
        return tuple(each for each in map(_setback, rows) if self._matters(each))

    def try_anew(self) -> int:
        """
        Let what was set aside of the clock be tried at once, but what ended the process; return how
        many. What fails again is set aside again, under the number that it has.
        """
        rows = [each for each in self.aside() if each.place in OF_CLOCK and not each.fatal]
        for each in rows:
            self.postpone(each.place, each.row, self._now)
        return len(rows)

    def clear(self, incident: str) -> Setback | None:
        """
        End an incident whose cause is mended, and return what it was; None when there is none.

        What was set aside of the clock is tried at once.
        """
        rows = [each for each in self.aside() if each.incident == incident]
        for each in rows:
            self.forget(each.place, each.row)
            if each.place in OF_CLOCK:
                self.postpone(each.place, each.row, self._now)
                self.cleared += 1
        return rows[0] if rows else None

    def prune(self) -> None:
        """Forget what failed of rows that are gone, or will not be tried any more."""
        for row in self._connection.execute(select(setbacks)).all():
            if not self._matters(each := _setback(row)):
                self.forget(each.place, each.row)

    def _matters(self, setback: Setback) -> bool:
        """Say whether the row is there, and is either to be tried or an incident that stays."""
        rows = _ROWS[setback.place]
        there = select(rows.key).where(_is(rows, setback.row))
        stays = setback.incident is not None and setback.place not in OF_CLOCK
        if rows.at is not None and not stays:
            there = there.where(rows.at.is_not(None))
        return self._connection.execute(there).first() is not None


def _which(place: Place, row: str) -> tuple[ColumnElement[bool], ...]:
    return setbacks.c.place == place, setbacks.c.row == row


def _is(rows: _Rows, row: str) -> ColumnElement[bool]:
    if rows.table is snoozes:
        obligation, _, officer = row.rpartition("/")
        return and_(snoozes.c.obligation == obligation, snoozes.c.officer == officer)
    return rows.key == (row if isinstance(rows.key.type, Text) else int(row))


def _setback(row: Row[tuple[object, ...]]) -> Setback:
    return Setback(
        place=Place(row.place),
        row=row.row,
        tries=row.tries,
        failed_at=row.failed_at,
        fatal=row.fatal,
        incident=row.incident,
        name=row.name,
    )
