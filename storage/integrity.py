"""Whether the file of the database is whole, page by page; what the database itself says of it."""

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

WHOLE = "ok"
# With these SQLite says that pages are damaged, or that the file is none of its own.
DAMAGED_STATES = frozenset({"SQLITE_CORRUPT", "SQLITE_NOTADB"})


def damage(connection: Connection) -> str | None:
    """
    Return what is damaged, in the words of the database, or None.

    PostgreSQL has no such question: there the cluster's own checksums answer, as each page is read.
    """
    if connection.dialect.name != "sqlite":
        return None
    try:
        said = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar()
    except DBAPIError as error:
        return str(error.orig).split("\n")[0]
    return None if said == WHOLE else " ".join(str(said).split())
