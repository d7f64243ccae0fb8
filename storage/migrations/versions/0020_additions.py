"""What follows a request that was sent: additions and corrections."""

import sqlalchemy as sa
from alembic import op

from storage.tables import Moment

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table, which begins empty; until now each letter confirmed a request."""
    op.add_column("confirmations", sa.Column("addition", sa.Text(), nullable=True))
    op.create_table(
        "additions",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("request", sa.Text(), sa.ForeignKey("requests.id"), nullable=False),
        sa.Column("move", sa.Text(), nullable=False),
        sa.Column("running", sa.Integer(), nullable=False),
        sa.Column("officer", sa.Text(), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("owed", sa.Text(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.UniqueConstraint("request", "move", "running"),
    )
