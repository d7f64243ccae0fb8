"""What is still owed, by pages: the most urgent first."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Select,
    bindparam,
    exists,
    false,
    func,
    literal_column,
    or_,
    select,
    update,
)

from protocol.obligation import Kind, Obligation, Subject
from protocol.obligations import OBLIGATIONS
from protocol.positions import Part
from storage import obligation_rows
from storage.positions import Positions
from storage.readable import make_each, read_rows, skip
from storage.tables import obligations, positions

_WHOSE: ColumnElement[str] = bindparam("whose")
_NOW: ColumnElement[Any] = bindparam("now", type_=obligations.c.due_at.type)
_AT: ColumnElement[Any] = bindparam("at", type_=obligations.c.due_at.type)
_LAST: ColumnElement[str] = bindparam("last")


@dataclass(frozen=True, slots=True)
class Owed:
    """Behind which obligation a page begins."""

    due_at: datetime
    id: str


class Debts:
    """
    What is still owed, within one transaction.

    With `now` what tells nothing of its debtor then is not among it.
    """

    def __init__(self, connection: Connection, lists: Positions) -> None:
        self._connection = connection
        self._lists = lists

    def page(
        self,
        debtors: Iterable[str],
        kinds: frozenset[Kind],
        *,
        limit: int,
        now: datetime | None = None,
        after: Owed | None = None,
        silent: bool = True,
    ) -> tuple[Obligation, ...]:
        """
        Return the first `limit` of `kinds` that any of the debtors owes, behind `after`.

        Without `silent` only that of which anybody is reminded.
        """
        which = _Which(kinds, telling=now is not None, later=after is not None, silent=silent)
        page = _page(which, limit)
        found = (each for debtor in debtors for each in self._read(page, debtor, now, after))
        return tuple(sorted(found, key=_order)[:limit])

    def count(
        self,
        debtors: Iterable[str],
        kinds: frozenset[Kind],
        *,
        now: datetime | None = None,
        after: Owed | None = None,
        silent: bool = True,
    ) -> int:
        """Return how many of `kinds` the debtors owe, behind `after`; `silent` as in `page`."""
        which = _Which(kinds, telling=now is not None, later=after is not None, silent=silent)
        return sum(self._counted(which, debtor, now, after) for debtor in debtors)

    def owed_to(
        self, authority: str, kinds: frozenset[Kind], *, limit: int
    ) -> tuple[Obligation, ...]:
        """Return the first of `kinds` that others owe it about what is open, and not silent."""
        self._lists.set()
        return self._read(_page(_Which(kinds, to_it=True, silent=False), limit), authority)

    def count_owed_to(self, authority: str, kinds: frozenset[Kind]) -> int:
        """Return how many of `kinds` others owe it about what is open, and not silent."""
        self._lists.set()
        return self._counted(_Which(kinds, to_it=True, silent=False), authority)

    def owe_to(self, subject: Subject, now: str, *, instead_of: str) -> None:
        """Let what is still owed about `subject` to one authority be owed to another now."""
        given = {"which": subject.id, "former": instead_of, "owed_to": now}
        self._connection.execute(_OWED_ELSEWHERE, given)

    def _read(
        self,
        page: Select[Any],
        whose: str,
        now: datetime | None = None,
        after: Owed | None = None,
    ) -> tuple[Obligation, ...]:
        given = _given(whose, now, after)
        rows = read_rows(self._connection, page, given, key=obligations.c.id, unread=skip)
        return make_each(rows, obligation_rows.obligation, id=lambda row: row.id, unread=skip)

    def _counted(
        self,
        which: "_Which",
        whose: str,
        now: datetime | None = None,
        after: Owed | None = None,
    ) -> int:
        given = _given(whose, now, after)
        count: int = self._connection.execute(_count(which), given).scalar_one()
        return count


@dataclass(frozen=True, slots=True)
class _Which:
    """Which obligations a statement is about: owed by or to whom, telling, behind another."""

    kinds: frozenset[Kind]
    to_it: bool = False
    telling: bool = False
    later: bool = False
    silent: bool = True


def _given(whose: str, now: datetime | None, after: Owed | None) -> Mapping[str, object]:
    given: dict[str, object] = {"whose": whose, "now": now}
    return given | {"at": after.due_at, "last": after.id} if after else given


def _order(obligation: Obligation) -> tuple[datetime, str]:
    return obligation.due.at, obligation.id


@cache
def _page(which: _Which, limit: int) -> Select[Any]:
    return (
        select(obligations)
        .where(*_rows(which))
        .order_by(obligations.c.due_at, obligations.c.id)
        .limit(limit)
    )


@cache
def _count(which: _Which) -> Select[Any]:
    return select(func.count()).select_from(obligations).where(*_rows(which))


def _rows(which: _Which) -> Iterator[ColumnElement[bool]]:
    yield obligations.c.discharged_at.is_(None)
    yield (obligations.c.owed_to if which.to_it else obligations.c.owed_by) == _WHOSE
    yield _is_one(obligations.c.kind, which.kinds)
    if not which.silent:
        yield obligations.c.silent.is_(false())
    if which.telling:
        passing = frozenset(each for each in which.kinds if OBLIGATIONS[each].conditional)
        lasting = _is_one(obligations.c.kind, which.kinds - passing)
        yield or_(lasting, obligations.c.due_at >= _NOW)
    if which.later:
        yield obligations.c.due_at >= _AT
        yield or_(obligations.c.due_at > _AT, obligations.c.id > _LAST)
    if which.to_it:
        yield _IS_OPEN


def _is_one(column: Column[Any], values: frozenset[Kind]) -> ColumnElement[bool]:
    found = [literal_column(f"'{each}'", column.type) for each in sorted(values)]
    return column.in_(found) if found else false()


_IS_OPEN = exists().where(
    positions.c.request == obligations.c.subject,
    positions.c.authority == _WHOSE,
    positions.c.part == literal_column(f"'{Part.OPEN}'", positions.c.part.type),
)
_OWED_ELSEWHERE = update(obligations).where(
    obligations.c.subject == bindparam("which"),
    obligations.c.owed_to == bindparam("former"),
    obligations.c.discharged_at.is_(None),
)
