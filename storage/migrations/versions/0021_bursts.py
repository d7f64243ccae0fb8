"""Bursts of requests of one authority to another."""

import sqlalchemy as sa
from alembic import op

from storage.tables import Moment

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table; what was sent before is no burst."""
    op.create_table(
        "bursts",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("requesting", sa.Text(), nullable=False),
        sa.Column("requested", sa.Text(), nullable=False),
        sa.Column("since", Moment(timezone=True), nullable=False),
        sa.Column("until", Moment(timezone=True), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.Text(), nullable=True),
        sa.Column("answered_at", Moment(timezone=True), nullable=True),
    )
    op.create_index("ix_bursts_requested", "bursts", ["requested", "until"])
