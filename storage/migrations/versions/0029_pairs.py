"""Two entries of one transmission: what the second one says, and that it was of another request."""

import sqlalchemy as sa
from alembic import op

from storage.tables import Moment

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; what was entered before is one of a kind."""
    op.add_column("entries", sa.Column("unpaired_at", Moment(timezone=True), nullable=True))
    op.add_column("entries", sa.Column("content", sa.LargeBinary(), nullable=True))
