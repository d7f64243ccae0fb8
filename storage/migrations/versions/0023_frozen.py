"""Accounts that are frozen, and whose were reported lost lately."""

import sqlalchemy as sa
from alembic import op

from storage.tables import Moment

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns and the table; no account is frozen yet."""
    op.add_column("accounts", sa.Column("frozen_at", Moment(timezone=True), nullable=True))
    op.add_column("accounts", sa.Column("frozen_by", sa.Text(), nullable=True))
    op.create_table(
        "losses",
        sa.Column("authority", sa.Text(), primary_key=True),
        sa.Column("officer", sa.Text(), primary_key=True),
        sa.Column("at", Moment(timezone=True), nullable=False),
    )
