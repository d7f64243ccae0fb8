"""
The lists of requests, in their order: one row for each request and side, read by pages.

The rows follow from the requests and from what is owed (`protocol.positions`). A transaction that
changes either sets them before it ends, or before it reads them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Integer,
    Select,
    Text,
    and_,
    bindparam,
    exists,
    false,
    func,
    literal_column,
    or_,
    select,
    true,
    union_all,
)

from protocol.moves import Execution, Form
from protocol.positions import ANY, Part, Sought, positions
from protocol.views import Relation
from storage.obligations import Obligations
from storage.requests import Requests
from storage.sql import upsert
from storage.tables import obligations
from storage.tables import positions as table

_COLUMNS = tuple(column.name for column in table.columns)
_WHOSE: ColumnElement[str] = bindparam("whose")
_NOW: ColumnElement[Any] = bindparam("now", type_=table.c.due_at.type)
_AT: ColumnElement[Any] = bindparam("at", type_=table.c.due_at.type)
_LAST: ColumnElement[str] = bindparam("last")


@dataclass(frozen=True, slots=True)
class Behind:
    """
    Behind which request a page begins: `due_at` is by when it stood, None behind all that is due.

    Of those it is by `created_at`, the newest first.
    """

    request: str
    due_at: datetime | None = None
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """The beginning of a page: some requests, all of the page among them; and how many are left."""

    requests: tuple[str, ...]
    behind: int
    total: int


@dataclass(frozen=True, slots=True)
class Listed:
    """Whose list it is: an authority's, or (`everybody`) what all authorities have open."""

    authority: str
    everybody: bool = False


@dataclass(frozen=True, slots=True)
class _Stream:
    """Rows of a list in one order: which, in which, and which lie behind a row of it."""

    rows: ColumnElement[bool]
    order: tuple[ColumnElement[Any], ...]
    behind: ColumnElement[bool]


class _From(StrEnum):
    """Where a page begins: at the beginning, behind what is due, behind what is due nothing."""

    BEGINNING = "beginning"
    DUE = "due"
    NEWEST = "newest"


class Positions:
    """The lists within one transaction."""

    def __init__(
        self,
        connection: Connection,
        now: datetime,
        requests: Requests,
        obligations: Obligations,
        moved: set[str],
    ) -> None:
        self._connection = connection
        self._now = now
        self._requests = requests
        self._obligations = obligations
        self._moved = moved

    def set(self) -> None:
        """Write where the requests stand now that were `moved` in this transaction."""
        if not self._moved:
            return
        found = sorted(self._moved)
        self._moved.clear()
        # Locked: another transaction may be settling something about the same request.
        held = [each for id in found if (each := self._requests.held(id)) is not None]
        if not held:
            return
        owed = self._obligations.open_about(each.id for each in held)
        rows = [
            asdict(position) for each in held for position in positions(each, owed.get(each.id, ()))
        ]
        self._connection.execute(upsert(self._connection.dialect.name, table, _COLUMNS), rows)

    def page(
        self,
        whose: Listed,
        part: Part,
        sought: Sought = ANY,
        *,
        now: datetime,
        after: Behind | None = None,
        limit: int,
    ) -> Stretch:
        """
        Return the beginning of the page behind `after`: its first `limit` requests are among it.

        They stand as they do at `now`.

        At most three times as many come, in no order: the lists stand in three, by what is due,
        by what is owed conditionally, and what is due nothing.
        """
        self.set()
        begin, given = _begin(after), {**self._given(whose, after), "now": now}
        page = _page(whose.everybody, part, sought, begin, limit)
        found = tuple(dict.fromkeys(self._connection.execute(page, given).scalars()))
        behind: int = self._connection.execute(
            _count(whose.everybody, part, sought, begin), given
        ).scalar_one()
        total = behind if after is None else self.count(whose, part, sought)
        return Stretch(found, behind, total)

    def has_any(self, whose: Listed, part: Part, sought: Sought = ANY) -> bool:
        """Say whether a list has any such request."""
        self.set()
        found = self._connection.execute(
            _page(whose.everybody, part, sought, _From.BEGINNING, 1), self._given(whose)
        )
        return found.first() is not None

    def count(self, whose: Listed, part: Part, sought: Sought = ANY) -> int:
        """Return how many such requests a list has."""
        self.set()
        counted = _count(whose.everybody, part, sought, _From.BEGINNING)
        count: int = self._connection.execute(counted, self._given(whose)).scalar_one()
        return count

    def states(self, authority: str) -> frozenset[tuple[Relation, Execution, Form]]:
        """Return how an authority stands to its open requests, and in which states they are."""
        self.set()
        rows = self._connection.execute(_STATES, {"whose": authority})
        return frozenset(
            (Relation(row.relation), Execution(row.execution), Form(row.form)) for row in rows
        )

    def _given(self, whose: Listed, after: Behind | None = None) -> dict[str, object]:
        given: dict[str, object] = {"whose": whose.authority, "now": self._now}
        if after is not None:
            given |= {"at": after.due_at or after.created_at, "last": after.request}
        return given


def _begin(after: Behind | None) -> _From:
    if after is None:
        return _From.BEGINNING
    return _From.NEWEST if after.due_at is None else _From.DUE


@cache
def _page(everybody: bool, part: Part, sought: Sought, begin: _From, limit: int) -> Select[Any]:
    """Return the statement of the first rows of each stream."""
    first = (
        select(table.c.request)
        .where(_are_of(everybody, part), *_fit(sought), each.rows, each.behind)
        .order_by(*each.order)
        .limit(limit)
        .subquery()
        for each in _streams(everybody, begin)
    )
    found = union_all(*(select(each.c.request) for each in first)).subquery()
    return select(found.c.request)


@cache
def _count(everybody: bool, part: Part, sought: Sought, begin: _From) -> Select[Any]:
    """Return the statement that counts what all streams have from there on."""
    counts = (
        select(func.count())
        .select_from(table)
        .where(_are_of(everybody, part), *_fit(sought), each.rows, each.behind)
        .scalar_subquery()
        for each in _streams(everybody, begin)
    )
    return select(sum(counts, start=literal_column("0", Integer)))


def _streams(everybody: bool, begin: _From) -> tuple[_Stream, ...]:
    # Whoever sees what is everybody's sees nothing of what is due.
    newest = _Stream(
        true() if everybody else and_(table.c.due_at.is_(None), _is_over()),
        (table.c.created_at.desc(), table.c.request),
        and_(
            table.c.created_at <= _AT,
            or_(table.c.created_at < _AT, table.c.request > _LAST),
        )
        if begin is _From.NEWEST
        else true(),
    )
    if everybody or begin is _From.NEWEST:
        return (newest,)
    return (
        _by(table.c.soon_at, table.c.soon_at >= _NOW, begin),
        _by(table.c.due_at, _is_over(), begin),
        newest,
    )


def _by(due: Column[Any], rows: ColumnElement[bool], begin: _From) -> _Stream:
    behind = and_(due >= _AT, or_(due > _AT, table.c.request > _LAST))
    return _Stream(
        and_(due.is_not(None), rows),
        (due, table.c.request),
        behind if begin is _From.DUE else true(),
    )


def _is_over() -> ColumnElement[bool]:
    """Return whether a row no longer stands by what is owed conditionally."""
    return or_(table.c.soon_at.is_(None), table.c.soon_at < _NOW)


def _are_of(everybody: bool, part: Part) -> ColumnElement[bool]:
    if not everybody:
        return and_(table.c.authority == _WHOSE, table.c.part == _written(part))
    own = table.alias("own")
    unlisted = exists().where(
        own.c.request == table.c.request,
        own.c.authority == _WHOSE,
        own.c.part == _written(Part.UNLISTED),
    )
    # Each request once: the row of its sender's side.
    return and_(
        table.c.part == _written(part),
        table.c.relation == _written(Relation.REQUESTING),
        ~unlisted,
    )


def _fit(sought: Sought) -> Iterator[ColumnElement[bool]]:
    if sought.relations != ANY.relations:
        yield _is_one(table.c.relation, sought.relations)
    if sought.executions != ANY.executions:
        yield or_(
            _is_one(table.c.execution, sought.executions), _is_one(table.c.form, sought.forms)
        )
    if sought.owed is not None:
        owed = select(obligations.c.subject).where(
            obligations.c.owed_by == _WHOSE,
            obligations.c.kind == _written(sought.owed),
            obligations.c.discharged_at.is_(None),
        )
        yield table.c.request.in_(owed)


def _is_one(column: Column[Any], values: Iterable[str]) -> ColumnElement[bool]:
    found = [_written(each) for each in sorted(values)]
    return column.in_(found) if found else false()


def _written(value: str) -> ColumnElement[str]:
    """Return a word of ours as it stands in the statement, so that this is always the same."""
    return literal_column(f"'{value}'", Text)


_STATES = (
    select(table.c.relation, table.c.execution, table.c.form)
    .where(_are_of(False, Part.OPEN))
    .distinct()
)
