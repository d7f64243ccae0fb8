"""What part of a statement its words are, where a move says several things."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; the running text of a move has none."""
    op.add_column("statements", sa.Column("part", sa.Text()))
