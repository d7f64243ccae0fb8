"""What is owed may be silent; a confirmation that was declined is owed again, and silent."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

# What declining ended. Whom the request is closed to needs none: there everything has ended.
DECLINED = """
    UPDATE obligations SET silent = TRUE, discharged_at = NULL, discharged_by = NULL, wake_at = NULL
    WHERE kind = 'confirm' AND EXISTS (
        SELECT 1 FROM requests AS r WHERE r.id = obligations.subject AND r.form = 'declined'
            AND r.formed_at = obligations.discharged_at
            AND r.execution NOT IN ('misaddressed', 'misdirected')
    )
"""


def upgrade() -> None:
    """Add the column, and let what was declined be owed."""
    op.add_column(
        "obligations",
        sa.Column("silent", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.execute(DECLINED)
