"""Each row of the outbox says what it carries."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """
    Add the column, and give the one that was named alike the name of what it says.

    Rows that wait keep NULL there: what they carry depends on sealed values, and is read from them
    at delivery (`storage.earlier`).
    """
    op.add_column("outbox", sa.Column("carries", sa.Text(), nullable=True))
    op.execute("ALTER TABLE outbox RENAME COLUMN carries_content TO full_content")
