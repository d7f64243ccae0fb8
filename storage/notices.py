"""Notices of the Secretary-General and their sealed texts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Row,
    and_,
    bindparam,
    func,
    insert,
    or_,
    select,
    true,
    update,
)

from protocol.notices import Notice, NoticeKind, NoticeState
from protocol.parties import Party
from storage.sql import next_number
from storage.tables import counters, notices
from storage.vault import Vault

_ONE = select(notices).where(notices.c.id == bindparam("which")).with_for_update()
_NUMBERED = (
    select(notices)
    .where(notices.c.running == bindparam("which"))
    .order_by(notices.c.year.desc())
    .limit(1)
)
_OF_PARTY = (
    select(notices).where(notices.c.party == bindparam("whose")).order_by(notices.c.arrived_at)
)
_NUMBERED_IN = _NUMBERED.where(notices.c.year == bindparam("in"))
# What each Party that was bound then has.
MADE_KNOWN = frozenset({NoticeState.RELAYED, NoticeState.SUPERSEDED})
_AT: BindParameter[Any] = bindparam("at", type_=notices.c.arrived_at.type)
_UNTIL: BindParameter[Any] = bindparam("until", type_=notices.c.relayed_at.type)
# Why it was withdrawn, beside what it says.
REASON = "reason"
# Why one person relayed it alone.
ALONE = "alone"
# When the Party sent its notice of an exit, as its letter says; an earlier version did not ask.
NOTICED = "noticed"
# The number and the date of the Party's letter, where they were told.
DOCUMENT = "document"
_NUMBER = re.compile(r"[0-9]{1,6}")
_COPIED = (
    "id",
    "year",
    "running",
    "entered_by",
    "arrived_at",
    "effective_on",
    "relayed_at",
    "relayed_by",
    "withdrawn_at",
    "withdrawn_by",
    "supersedes",
    "authority",
    "successor",
    "changed_at",
)


@dataclass(frozen=True, slots=True)
class Behind:
    """Behind which notice a page of the list begins, the newest first."""

    arrived_at: datetime
    notice: str


class Notices:
    """The notices within one transaction."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    def number(self, year: int) -> int:
        """Return the next running number of the year."""
        return next_number(self._connection, counters, f"notices/{year}")

    def add(self, notice: Notice, body: Mapping[str, Any]) -> bytes:
        """Add a notice with what it says; return the salted digest of that."""
        self._connection.execute(
            insert(notices).values(
                **_row(notice), sealed=self._vault.seal_json(notice.id, _place(notice.id), body)
            )
        )
        return self._vault.digest(notice.id, repr(sorted(body.items())).encode())

    def save(self, notice: Notice) -> None:
        """Store where a notice is now."""
        self._connection.execute(
            update(notices).where(notices.c.id == notice.id).values(_row(notice))
        )

    def explain(self, id: str, reason: str, what: str = REASON) -> None:
        """Keep why a notice was withdrawn, or relayed ALONE, sealed with what it says."""
        body = {**self.body(id), what: reason}
        self._connection.execute(
            update(notices)
            .where(notices.c.id == id)
            .values(sealed=self._vault.seal_json(id, _place(id), body))
        )

    def get(self, id: str) -> Notice:
        """
        Return a notice, its row locked until the transaction ends.

        Raises: LookupError when there is none.
        """
        row = self._connection.execute(_ONE, {"which": id}).one_or_none()
        if row is None:
            raise LookupError(id)
        return _notice(row)

    def by_number(self, text: str) -> Notice | None:
        """Return the notice that people call «2026/14» or «14» (the newest of that number)."""
        year, _, running = text.strip().lstrip("№ ").rpartition("/")
        if not _NUMBER.fullmatch(running) or (year and not _NUMBER.fullmatch(year)):
            return None
        if year:
            rows = self._connection.execute(_NUMBERED_IN, {"which": int(running), "in": int(year)})
        else:
            rows = self._connection.execute(_NUMBERED, {"which": int(running)})
        row = rows.one_or_none()
        return _notice(row) if row else None

    def of_party(self, party: Party) -> tuple[Notice, ...]:
        """Return all notices of a Party, the first that arrived first."""
        return tuple(map(_notice, self._connection.execute(_OF_PARTY, {"whose": party})))

    def recent(self, limit: int) -> tuple[Notice, ...]:
        """Return the latest notices, newest first."""
        rows = self._connection.execute(
            select(notices).order_by(notices.c.arrived_at.desc()).limit(limit)
        )
        return tuple(_notice(row) for row in rows)

    def page(
        self, *, every: bool, until: datetime | None, limit: int, after: Behind | None = None
    ) -> tuple[Notice, ...]:
        """
        Return some notices behind one, the newest first: every one, or what was made known.

        Of these what was relayed before `until`, where that is given.
        """
        query = (
            select(notices)
            .where(*_listed(every, until is not None, after is not None))
            .order_by(notices.c.arrived_at.desc(), notices.c.id)
            .limit(limit)
        )
        return tuple(map(_notice, self._connection.execute(query, _given(until, after))))

    def count(self, *, every: bool, until: datetime | None, after: Behind | None = None) -> int:
        """Return how many notices there are behind one, or in all; see `page`."""
        query = (
            select(func.count())
            .select_from(notices)
            .where(*_listed(every, until is not None, after is not None))
        )
        count: int = self._connection.execute(query, _given(until, after)).scalar_one()
        return count

    def noticed_on(self, id: str) -> date | None:
        """Return on which date the Party sent its notice, where that was told."""
        told = self.body(id).get(NOTICED)
        return date.fromisoformat(told) if told else None

    def body(self, id: str) -> dict[str, Any]:
        """Return what a notice says."""
        sealed = self._connection.execute(
            select(notices.c.sealed).where(notices.c.id == id)
        ).scalar_one()
        body: dict[str, Any] = self._vault.open_json(id, _place(id), bytes(sealed))
        return body


@cache
def _listed(every: bool, ends: bool, begins: bool) -> tuple[ColumnElement[bool], ...]:
    return (
        true() if every else notices.c.state.in_(sorted(MADE_KNOWN)),
        notices.c.relayed_at < _UNTIL if ends and not every else true(),
        and_(
            notices.c.arrived_at <= _AT,
            or_(notices.c.arrived_at < _AT, notices.c.id > bindparam("last")),
        )
        if begins
        else true(),
    )


def _given(until: datetime | None, after: Behind | None) -> dict[str, object]:
    given: dict[str, object] = {"until": until} if until else {}
    return {**given, **({"at": after.arrived_at, "last": after.notice} if after else {})}


def _place(id: str) -> str:
    return f"notices/sealed/{id}"


def _row(notice: Notice) -> dict[str, object]:
    return {
        **{name: getattr(notice, name) for name in _COPIED},
        "kind": notice.kind,
        "party": notice.party,
        "state": notice.state,
    }


def _notice(row: Row[tuple[object, ...]]) -> Notice:
    return Notice(
        kind=NoticeKind(row.kind),
        party=Party(row.party) if row.party else None,
        state=NoticeState(row.state),
        **{name: getattr(row, name) for name in _COPIED},
    )
