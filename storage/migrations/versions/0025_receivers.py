"""To whom a request was forwarded that may take it over, and who has had it."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns: nobody took anything over by an earlier version."""
    op.add_column("requests", sa.Column("receiver", sa.Text(), nullable=True))
    op.add_column("requests", sa.Column("former", sa.Text(), nullable=True))
