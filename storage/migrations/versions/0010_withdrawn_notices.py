"""Who withdrew a notice before it was relayed, and when."""

import sqlalchemy as sa
from alembic import op

import storage.tables

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; none was withdrawn by an earlier version."""
    op.add_column(
        "notices", sa.Column("withdrawn_at", storage.tables.Moment(timezone=True), nullable=True)
    )
    op.add_column("notices", sa.Column("withdrawn_by", sa.Text(), nullable=True))
