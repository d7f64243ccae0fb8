"""Bursts of requests: who was asked whether they are no mistake, and what was answered."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, bindparam, insert, select, update

from protocol.bursts import Burst
from storage.tables import bursts, requests

_REQUESTING: BindParameter[str] = bindparam("from_whom")
_REQUESTED: BindParameter[str] = bindparam("to_whom")
_WHICH: BindParameter[str] = bindparam("which")
_SINCE = bindparam("from_when", type_=requests.c.created_at.type)
_SENT = (
    select(requests.c.created_at)
    .where(
        requests.c.requesting == _REQUESTING,
        requests.c.requested == _REQUESTED,
        requests.c.created_at >= _SINCE,
    )
    .order_by(requests.c.created_at)
    .limit(bindparam("most"))
)
_ADDED = insert(bursts)
_AT = (
    select(bursts)
    .where(bursts.c.requested == _REQUESTED, bursts.c.until >= _SINCE)
    .order_by(bursts.c.until)
)
_ONE = select(bursts).where(bursts.c.id == _WHICH).with_for_update()
_LONGER = update(bursts).where(bursts.c.id == _WHICH).values(until=bindparam("last"))
_ANSWERED = (
    update(bursts)
    .where(bursts.c.id == _WHICH)
    .values(answered_by=bindparam("who"), answered_at=bindparam("when"))
)


class Bursts:
    """The bursts within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def sent(
        self, requesting: str, requested: str, *, since: datetime, most: int
    ) -> Sequence[datetime]:
        """
        Return when the first `most` requests of one to the other were sent from `since` on.

        Whoever has just drawn a number of the pair sees those of everybody else.
        """
        asked = {"from_whom": requesting, "to_whom": requested, "from_when": since, "most": most}
        return self._connection.execute(_SENT, asked).scalars().all()

    def add(self, burst: Burst) -> None:
        """Add a burst."""
        self._connection.execute(_ADDED, asdict(burst))

    def at(self, requested: str, *, since: datetime) -> tuple[Burst, ...]:
        """Return the bursts to an authority that ended not before `since`, the oldest first."""
        rows = self._connection.execute(_AT, {"to_whom": requested, "from_when": since})
        return tuple(map(_burst, rows))

    def get(self, id: str) -> Burst | None:
        """Return a burst, its row locked until the transaction ends; None where there is none."""
        row = self._connection.execute(_ONE, {"which": id}).one_or_none()
        return _burst(row) if row else None

    def prolong(self, id: str, until: datetime) -> None:
        """Let a burst end later."""
        self._connection.execute(_LONGER, {"which": id, "last": until})

    def answer(self, id: str, *, by: str, at: datetime) -> None:
        """Keep who said that it is no mistake, and when."""
        self._connection.execute(_ANSWERED, {"which": id, "who": by, "when": at})


def _burst(row: Row[Any]) -> Burst:
    return Burst(**row._mapping)
