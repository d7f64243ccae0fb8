"""Indexes by which each statement finds its rows, however many there are."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_WAITS = "not_before IS NOT NULL"


def upgrade() -> None:
    """Make the indexes; those that nothing asks for any more go."""
    _drop("outbox", "waiting", "not_before")
    _make("outbox", "due", ["priority", "not_before", "seq", "queue"], where=_WAITS)
    _make("outbox", "queue", ["queue", "priority", "seq"], where=_WAITS)


def _make(table: str, name: str, columns: list[str], *, where: str | None = None) -> None:
    rare = sa.text(where) if where else None
    op.create_index(f"ix_{table}_{name}", table, columns, sqlite_where=rare, postgresql_where=rare)


def _drop(table: str, *names: str) -> None:
    for name in names:
        op.drop_index(f"ix_{table}_{name}", table)
