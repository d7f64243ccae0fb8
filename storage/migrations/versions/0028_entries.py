"""What came or went outside of the bot, as somebody entered it."""

import sqlalchemy as sa
from alembic import op

from storage.tables import Moment

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table and the column: earlier versions carried every request themselves."""
    op.add_column("requests", sa.Column("means", sa.Text(), nullable=True))
    op.create_table(
        "entries",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("request", sa.Text(), sa.ForeignKey("requests.id"), nullable=False),
        sa.Column("means", sa.Text(), nullable=False),
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("officer", sa.Text(), nullable=False),
        sa.Column("entered_at", Moment(timezone=True), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
    )
    op.create_index("ix_entries_request", "entries", ["request", "entered_at", "id"])
