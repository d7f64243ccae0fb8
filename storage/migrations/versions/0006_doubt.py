"""Who said a message: whoever has to hear that nobody could be given it."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; of what waits already nobody knows."""
    op.add_column("outbox", sa.Column("said_by", sa.Text(), nullable=True))
