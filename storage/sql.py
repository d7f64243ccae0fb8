"""What SQLAlchemy Core spells differently on the two databases."""

from typing import TypeAlias

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

Insert: TypeAlias = sqlite.Insert | postgresql.Insert


def insert(connection: Connection, table: Table) -> Insert:
    """Return an INSERT that knows ON CONFLICT."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)


def next_number(connection: Connection, counters: Table, name: str) -> int:
    """Return the next number of the counter `name`, from 1 on; it stays locked until the end."""
    statement = insert(connection, counters).values(name=name, value=1)
    number: int = connection.execute(
        statement.on_conflict_do_update(
            index_elements=[counters.c.name], set_={"value": counters.c.value + 1}
        ).returning(counters.c.value)
    ).scalar_one()
    return number
