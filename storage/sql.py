"""
What SQLAlchemy Core spells differently on the two databases.

A statement that a turn sends often is made once and given its values when it is sent: making and
hashing it anew costs several times what SQLite does with it.
"""

import json
from collections.abc import Iterable
from functools import cache
from typing import Any, TypeAlias

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Delete,
    Select,
    Table,
    Text,
    bindparam,
    delete,
    func,
    literal_column,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert

Insert: TypeAlias = sqlite.Insert | postgresql.Insert
SQLITE = "sqlite"


def constant(value: str | int) -> ColumnElement[Any]:
    """
    Return a value of ours as it stands in the statement itself.

    A partial index serves only a statement that is seen to ask for what stands in it: a value that
    is given when it is sent is not.
    """
    return literal_column(f"'{value}'" if isinstance(value, str) else str(value))


def listed(dialect: str, name: str) -> Select[Any]:
    """Return a SELECT of the values that `as_list` gave: one parameter, however many they are."""
    if dialect == SQLITE:
        return select(func.json_each(bindparam(name, type_=Text)).table_valued("value").c.value)
    values = bindparam(name, type_=postgresql.ARRAY(Text))
    return select(func.unnest(values).table_valued("value").render_derived().c.value)


def listed_numbers(dialect: str, name: str) -> Select[Any]:
    """Return the same of numbers."""
    if dialect == SQLITE:
        return listed(dialect, name)
    values = bindparam(name, type_=postgresql.ARRAY(BigInteger))
    return select(func.unnest(values).table_valued("value").render_derived().c.value)


def as_list(dialect: str, values: Iterable[str | int]) -> str | list[str | int]:
    """Return values as the one parameter of `listed`."""
    return json.dumps(list(values)) if dialect == SQLITE else list(values)


def insert(connection: Connection, table: Table) -> Insert:
    """Return an INSERT that knows ON CONFLICT."""
    return insert_into(connection.dialect.name, table)


@cache
def insert_into(dialect: str, table: Table) -> Insert:
    """Return an INSERT that knows ON CONFLICT, always the same one."""
    return sqlite.insert(table) if dialect == SQLITE else postgresql.insert(table)


@cache
def insert_new(dialect: str, table: Table) -> Insert:
    """Return an INSERT that leaves a row that is there as it is."""
    return insert_into(dialect, table).on_conflict_do_nothing()


@cache
def upsert(dialect: str, table: Table, columns: tuple[str, ...]) -> Insert:
    """Return an INSERT of `columns` that replaces them in a row with the same primary key."""
    statement = insert_into(dialect, table)
    keys = set(table.primary_key.columns.keys())
    return statement.on_conflict_do_update(
        index_elements=list(table.primary_key),
        set_={name: statement.excluded[name] for name in columns if name not in keys},
    )


def first_ones(table: Table, *which: ColumnElement[bool], by: ColumnElement[Any]) -> Delete:
    """
    Return a DELETE of up to `most` rows, the first of them in the order of an indexed column.

    A purge is carried out in such parts: what came due meanwhile waits for one of them at most.
    """
    (key,) = table.primary_key.columns
    found = select(key).where(*which).order_by(by).limit(bindparam("most"))
    return delete(table).where(key.in_(found))


def next_number(connection: Connection, counters: Table, name: str) -> int:
    """Return the next number of the counter `name`, from 1 on; it stays locked until the end."""
    return next_numbers(connection, counters, name, 1)[0]


def next_numbers(connection: Connection, counters: Table, name: str, count: int) -> range:
    """Return the next `count` numbers of the counter `name`; it stays locked until the end."""
    given = {"name": name, "value": count}
    last: int = connection.execute(count_up(connection.dialect.name, counters), given).one().value
    return range(last - count + 1, last + 1)


@cache
def count_up(dialect: str, counters: Table) -> ReturningInsert[Any]:
    """Return what adds `value` to a counter and returns its name and its value then."""
    statement = insert_into(dialect, counters)
    return statement.on_conflict_do_update(
        index_elements=[counters.c.name],
        set_={"value": counters.c.value + statement.excluded.value},
    ).returning(counters.c.name, counters.c.value)
