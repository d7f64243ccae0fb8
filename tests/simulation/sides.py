"""What must hold of the sides: a Party out of force is none; what was said both of them read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, select

from protocol.moves import CLOSED_OUT
from protocol.obligation import Kind
from protocol.request import Request
from storage.tables import authorities, bonds, obligations, requests
from storage.work import Work
from tests.simulation.world import Arrived


@dataclass(frozen=True, slots=True)
class Readable:
    """What one side of a request must be able to read of it: the words that either side said."""

    number: str
    authority: str
    words: tuple[str, ...]


def said(work: Work, canaries: Iterable[str]) -> tuple[Readable, ...]:
    """Return what was said of each request, for each of its sides that has it still."""
    known = tuple(canaries)
    found = []
    for id in work.connection.execute(select(requests.c.id)).scalars().all():
        request = work.requests.get(id)
        words = "\n".join(
            (
                *(each.text for each in work.requests.statements(id)),
                *(each.text for each in work.requests.additions.of(id)),
                *(each.text for each in work.terms.about(id)),
            )
        )
        told = tuple(each for each in known if each in words)
        found += [Readable(str(request.number), side, told) for side in having(request)]
    return tuple(found)


def having(request: Request) -> tuple[str, ...]:
    """Return the authorities that have a request: the requested one not what is closed to it."""
    never = request.transmitted_at is None
    closed = never or request.execution in CLOSED_OUT
    return (request.requesting,) if closed else (request.requesting, request.requested)


def check_readable(wanted: Readable, address: str, arrived: Iterable[Arrived]) -> None:
    """Check that somebody who has opened a request was shown every word that was said of it."""
    shown = "\n".join(each.message.text for each in arrived if each.address == address)
    missing = [each for each in wanted.words if each not in shown]
    assert wanted.number in shown, f"{wanted.number} was not shown to {address}"
    assert not missing, f"{wanted.number}: {address} does not read {missing}"


@dataclass
class InForce:
    """Who is bound and in force, as the register had it when it was looked at before."""

    _left: dict[str, datetime] = field(default_factory=dict)
    _ended: dict[str, datetime] = field(default_factory=dict)
    _known: set[str] = field(default_factory=set)

    def check(self, connection: Connection) -> None:
        """Check that what came since was sent by, and to, those in force, and owed by Parties."""
        for row in connection.execute(select(requests)):
            if row.id in self._known:
                continue
            self._known.add(row.id)
            for party in (row.requesting_party, row.requested_party):
                self._is_in_force(self._left, party, row.created_at, row.id)
            for authority in (row.requesting, row.requested):
                self._is_in_force(self._ended, authority, row.created_at, row.id)
        owed = select(obligations.c.id, obligations.c.owed_by, obligations.c.opened_at)
        for row in connection.execute(owed.where(obligations.c.kind == Kind.RECEIPT)):
            if row.id not in self._known:
                self._known.add(row.id)
                self._is_in_force(self._left, row.owed_by, row.opened_at, row.id)
        self._left = ended(connection, select(bonds.c.party, bonds.c.until))
        self._ended = ended(connection, select(authorities.c.id, authorities.c.until))

    def _is_in_force(self, over: Mapping[str, datetime], who: str, at: datetime, what: str) -> None:
        until = over.get(who)
        assert until is None or at < until, f"{who} is out of force since {until}: {what} of {at}"


def ended(connection: Connection, query: Select[Any]) -> dict[str, datetime]:
    """Return until when each was in force, of those that have an end."""
    return {row[0]: row[1] for row in connection.execute(query).all() if row[1] is not None}
