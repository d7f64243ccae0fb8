"""The Saturdays and Sundays on which an authority works, for a day off was moved."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column: an earlier version knew of none."""
    op.add_column(
        "authorities", sa.Column("working", sa.Text(), nullable=False, server_default="[]")
    )
