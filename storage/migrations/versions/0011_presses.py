"""The last press of each officer, so that an impatient one is answered once."""

import sqlalchemy as sa
from alembic import op

from storage.tables import Moment

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table; it begins empty."""
    op.create_table(
        "presses",
        sa.Column("officer", sa.Text(), primary_key=True),
        sa.Column("offer", sa.Text(), nullable=False),
        sa.Column("handled_at", Moment(), nullable=False),
    )
