"""Blocked texts that a signatory may let pass."""

import sqlalchemy as sa
from alembic import op

import storage.tables

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "passes",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("officer", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("found", sa.LargeBinary(), nullable=False),
        sa.Column("blocked_at", storage.tables.Moment(timezone=True), nullable=False),
        sa.Column("until", storage.tables.Moment(timezone=True), nullable=False),
        sa.Column("allowed_by", sa.Text(), nullable=True),
        sa.Column("used_at", storage.tables.Moment(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passes")),
        sa.UniqueConstraint("officer", "digest", name="uq_passes_officer_digest"),
    )
