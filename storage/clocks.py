"""What the storage knows of the time: the clock of the database, and what is kept about clocks."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select, text

# Facts about the installation (`Work.remember`): what the operator accepted, since when is doubt.
ACCEPTED, DOUBTED = "clock/accepted", "clock/doubted"


@dataclass(frozen=True, slots=True)
class OfDatabase:
    """The clock of the database; `is_own` where it cannot be that of the machine that asks."""

    at: datetime
    is_own: bool


def of_database(connection: Connection) -> OfDatabase | None:
    """Return what the database's clock shows; None on SQLite, which has none."""
    if connection.dialect.name != "postgresql":
        return None
    row = connection.execute(
        select(
            func.clock_timestamp().label("at"),
            # Over a socket both are unknown.
            text("inet_server_addr() IS DISTINCT FROM inet_client_addr() AS is_own"),
        )
    ).one()
    return OfDatabase(row.at, bool(row.is_own))
