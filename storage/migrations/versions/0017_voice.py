"""Each row of the outbox says of which kind it is: when it may make a sound."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column. Rows that wait keep NULL there: they are heard as their priority says."""
    op.add_column("outbox", sa.Column("voice", sa.Text(), nullable=True))
