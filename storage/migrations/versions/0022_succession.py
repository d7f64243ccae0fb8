"""Which authority a notice changes, and whose a request was before its authority was changed."""

import sqlalchemy as sa
from alembic import op

import storage.tables

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; no register was changed by a notice of an earlier version."""
    op.add_column("notices", sa.Column("authority", sa.Text(), nullable=True))
    op.add_column("notices", sa.Column("successor", sa.Text(), nullable=True))
    op.add_column(
        "notices", sa.Column("changed_at", storage.tables.Moment(timezone=True), nullable=True)
    )
    op.create_index("ix_notices_party", "notices", ["party", "arrived_at"])
    for name in ("requesting_before", "requested_before"):
        op.add_column("requests", sa.Column(name, sa.Text(), nullable=True))
        was = sa.text(f"{name} IS NOT NULL")
        op.create_index(
            f"ix_requests_{name}", "requests", [name], sqlite_where=was, postgresql_where=was
        )
