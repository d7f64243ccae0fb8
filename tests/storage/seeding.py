"""Tables as they are after years: by the database alone, so that it knows what is rare in them."""

from collections.abc import Mapping
from functools import partial

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Date,
    Integer,
    LargeBinary,
    Table,
    UniqueConstraint,
    text,
)

from storage.server import PostgreSQL
from storage.tables import Moment, metadata

ROWS, AT_ONCE = 5_000, 500
# In a table that grows nearly all rows have ended; a tenth waits.
_WAITS = "n % 10 = 0"
SPECIAL: Mapping[str, Mapping[str, str]] = {
    "inbox": {
        "state": f"CASE WHEN {_WAITS} THEN 'waiting' ELSE 'done' END",
        "sealed": f"CASE WHEN {_WAITS} THEN 'sealed'::bytea END",
    },
    "outbox": {
        "state": f"CASE WHEN {_WAITS} THEN 'waiting' ELSE 'sent' END",
        "not_before": f"CASE WHEN {_WAITS} THEN {{moment}} END",
        "ended_at": f"CASE WHEN {_WAITS} THEN NULL ELSE {{moment}} END",
        "channel": "'matrix'",
        "message_id": "{name}",
        "why": "CASE WHEN n % 10 = 1 THEN {name} END",
    },
    "obligations": {
        "discharged_at": f"CASE WHEN {_WAITS} THEN NULL ELSE {{moment}} END",
        "wake_at": f"CASE WHEN {_WAITS} THEN {{moment}} END",
    },
    "cards": {
        "message_id": "{name}",
        "channel": "'matrix'",
        "not_before": f"CASE WHEN {_WAITS} THEN {{moment}} END",
    },
    "consents": {"state": f"CASE WHEN {_WAITS} THEN 'asked' ELSE 'given' END"},
    "requests": {"execution": "'closed'", "form": "'recorded'"},
    "notices": {"state": "'relayed'"},
}
# So many of each there are; other names are one a row.
SPREAD = {
    "officer": 50,
    "authority": 10,
    "owed_by": 10,
    "requesting": 10,
    "requested": 10,
    "queue": 50,
    "text": 20,
    "command": 20,
    "kind": 5,
    "state": 3,
    "about": 3,
    "channel": 2,
    "party": 6,
    "requesting_party": 6,
    "requested_party": 6,
    "year": 5,
}


async def seed(database: PostgreSQL) -> None:
    """
    Fill each table of a PostgreSQL database and let it count what it has.

    Some rows at a time, each in a transaction of its own: also a machine that has much else to do
    answers within the bounds. Nobody counts but at the end: where a server cleans up meanwhile,
    what the statements are planned by would be another each time.
    """
    for table in metadata.sorted_tables:
        await database.run(partial(_leave_alone, table=table))
        for first in range(1, ROWS + 1, AT_ONCE):
            await database.run(partial(_insert, table=table, first=first))
        await database.run(partial(_analyze, table=table))


def _insert(connection: Connection, *, table: Table, first: int) -> None:
    unique = {
        tuple(each.columns.keys())
        for each in table.constraints
        if isinstance(each, UniqueConstraint)
    }
    values = ", ".join(_value(table, column, unique) for column in table.columns)
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    connection.execute(
        text(
            f"INSERT INTO {table.name} ({names})"
            f" SELECT {values} FROM generate_series({first}, {first + AT_ONCE - 1}) AS n"
            " ON CONFLICT DO NOTHING"
        )
    )


def _leave_alone(connection: Connection, *, table: Table) -> None:
    connection.execute(text(f"ALTER TABLE {table.name} SET (autovacuum_enabled = false)"))


def _analyze(connection: Connection, *, table: Table) -> None:
    connection.execute(text(f"ANALYZE {table.name}"))


def _value(table: Table, column: Column[object], unique: set[tuple[str, ...]]) -> str:
    name, spread = column.name, SPREAD.get(column.name, ROWS)
    is_key = (name,) in unique or list(table.primary_key.columns.keys()) == [name]
    which = "n" if is_key else f"(n % {spread})"
    of = next((f"{each.column.table.name}-" for each in column.foreign_keys), f"{table.name}-")
    known = {
        "moment": "TIMESTAMPTZ '2020-01-01' + n * INTERVAL '1 minute'",
        "name": f"'{name}-' || {which}",
    }
    special = SPECIAL.get(table.name, {}).get(name)
    if special is not None:
        return special.format(**known)
    if column.nullable:
        return "NULL"
    if isinstance(column.type, Moment):
        return known["moment"]
    if isinstance(column.type, Date):
        return "DATE '2020-01-01' + n / 100"
    if isinstance(column.type, Boolean):
        return "FALSE"
    if isinstance(column.type, BigInteger | Integer):
        return which
    if isinstance(column.type, LargeBinary):
        return f"decode(lpad(to_hex({which}), 8, '0'), 'hex')"
    if column.foreign_keys or name == "id":
        return f"'{of}' || n"
    return known["name"]
