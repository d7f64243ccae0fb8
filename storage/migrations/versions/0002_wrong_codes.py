"""Wrong codes are counted per person, not per action."""

import sqlalchemy as sa
from alembic import op

import storage.tables

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Count together what was counted apart; the latest lock holds."""
    counted = op.get_bind().execute(
        sa.text(
            "SELECT officer, sum(wrong) AS wrong, max(locked_until) AS locked_until"
            " FROM wrong_codes GROUP BY officer"
        ).columns(locked_until=storage.tables.Moment)
    )
    rows = [row._asdict() for row in counted]
    op.drop_table("wrong_codes")
    made = op.create_table(
        "wrong_codes",
        sa.Column("officer", sa.Text(), nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("locked_until", storage.tables.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["officer"], ["officers.id"], name=op.f("fk_wrong_codes_officer")),
        sa.PrimaryKeyConstraint("officer", name=op.f("pk_wrong_codes")),
    )
    if rows:
        op.bulk_insert(made, rows)
