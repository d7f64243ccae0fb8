"""What is said to many, in parts."""

import sqlalchemy as sa
from alembic import op

from storage.tables import Moment, Sequence

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table; it begins empty."""
    op.create_table(
        "mailings",
        sa.Column("seq", Sequence, primary_key=True, autoincrement=True),
        sa.Column("key", sa.Text(), nullable=False, unique=True),
        sa.Column("about", sa.Text(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("wake_at", Moment(timezone=True), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
    )
    op.create_index("ix_mailings_wake_at", "mailings", ["wake_at", "seq"])
