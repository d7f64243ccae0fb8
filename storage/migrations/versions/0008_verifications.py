"""Verifications by emoji on Matrix, and whose keys were compared."""

import sqlalchemy as sa
from alembic import op

import storage.tables

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "verifications",
        sa.Column("account", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", storage.tables.Sealed(), nullable=False),
        sa.PrimaryKeyConstraint("account", name=op.f("pk_verifications")),
    )
    op.create_table(
        "comparisons",
        sa.Column("account", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", storage.tables.Sealed(), nullable=False),
        sa.Column("compared_at", storage.tables.Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("account", name=op.f("pk_comparisons")),
    )
