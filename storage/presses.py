"""The last press of each officer: whether the next one is the same again."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select

from storage.sql import upsert
from storage.tables import presses

_COLUMNS = ("officer", "offer", "handled_at")
_LAST = select(presses).where(presses.c.officer == bindparam("whose"))
_FORGOTTEN = delete(presses).where(presses.c.officer == bindparam("whose"))


@dataclass(frozen=True, slots=True)
class Press:
    """What was pressed, and when that was handled: before that nobody had an answer."""

    offer: str
    handled_at: datetime


class Presses:
    """The last presses within one transaction."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def note(self, officer: str, offer: str) -> None:
        """Note that what the officer pressed is handled now; it is the last thing that they did."""
        row = {"officer": officer, "offer": offer, "handled_at": self._now}
        self._connection.execute(upsert(self._connection.dialect.name, presses, _COLUMNS), row)

    def forget(self, officer: str) -> None:
        """Note that the officer did something else since."""
        self._connection.execute(_FORGOTTEN, {"whose": officer})

    def last(self, officer: str) -> Press | None:
        """Return what the officer pressed, where that is the last thing that they did."""
        row = self._connection.execute(_LAST, {"whose": officer}).one_or_none()
        return Press(row.offer, row.handled_at) if row else None
