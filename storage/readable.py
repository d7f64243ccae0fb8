"""Reading rows of which one may be damaged: it is told by itself and takes no other along."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias, TypeVar

from cryptography.exceptions import InvalidTag
from sqlalchemy import ColumnElement, Connection, Row, Select

from storage.keys import Destroyed

T = TypeVar("T")
# What a row that is damaged, or sealed under a key that was destroyed, raises when it is read.
UNREADABLE = (InvalidTag, Destroyed, ValueError, LookupError, TypeError, AttributeError)
# Takes note of a row that cannot be read: its id, and why.
Unread: TypeAlias = Callable[[str, Exception], None]


def refuse(_id: str, error: Exception) -> None:
    """Raise why a row cannot be read: whoever asks wants all of them, or none."""
    raise error


def skip(_id: str, _error: Exception) -> None:
    """Leave a row out that cannot be read: whoever needs that very one finds out by itself."""


def read_rows(
    connection: Connection,
    statement: Select[Any],
    given: Mapping[str, object],
    *,
    key: ColumnElement[Any],
    unread: Unread,
) -> Sequence[Row[Any]]:
    """
    Return the rows of a SELECT of whole rows. `key` tells them apart.

    Where the database's own value cannot be taken for one of the column's type (SQLite keeps what
    it was given) all fail together: then each is read by itself.
    """
    try:
        return connection.execute(statement, given).all()
    except UNREADABLE:
        ids = connection.execute(statement.with_only_columns(key), given).scalars().all()
    found: list[Row[Any]] = []
    for id in dict.fromkeys(ids):
        try:
            found += connection.execute(statement.where(key == id), given).all()
        except UNREADABLE as error:
            unread(str(id), error)
    return found


def make_each(
    rows: Iterable[Row[Any]],
    make: Callable[[Row[Any]], T],
    *,
    id: Callable[[Row[Any]], object],
    unread: Unread,
) -> tuple[T, ...]:
    """Return what is made of each row that can be read."""
    values: list[T] = []
    for row in rows:
        try:
            values.append(make(row))
        except UNREADABLE as error:
            unread(str(id(row)), error)
    return tuple(values)
