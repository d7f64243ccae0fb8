"""Since when officers hold their office, and which ones they held before."""

import sqlalchemy as sa
from alembic import op

from storage.tables import Moment

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns: by an earlier version everybody always was what they are."""
    op.add_column("officers", sa.Column("in_office_since", Moment(timezone=True), nullable=True))
    op.add_column("officers", sa.Column("offices", sa.Text(), nullable=True))
