"""How a database carries out what a function asks of it."""

from collections.abc import Callable

from sqlalchemy import Connection, event


def plans(connection: Connection, asks: Callable[[], object]) -> str:
    """Return the plans of every SELECT that `asks` sends; PostgreSQL avoids whole tables."""
    explain = "EXPLAIN"
    if connection.dialect.name == "sqlite":
        explain = "EXPLAIN QUERY PLAN"
    else:
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
    sent: list[tuple[str, object]] = []

    def note(_: object, __: object, statement: str, parameters: object, *___: object) -> None:
        if statement.startswith("SELECT"):
            sent.append((statement, parameters))

    event.listen(connection, "before_cursor_execute", note)
    asks()
    event.remove(connection, "before_cursor_execute", note)
    lines: list[str] = []
    for statement, parameters in sent:
        planned = connection.exec_driver_sql(f"{explain} {statement}", parameters)  # type: ignore[arg-type]
        lines += [str(row[-1]) for row in planned]
    return "\n".join(lines)
