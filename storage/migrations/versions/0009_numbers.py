"""What is offered says about what, so that its number holds while that is owed or rings."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

# As the version that adds the columns stores them: the weight of an alarm.
ALARM = 0
SOME = 500


def upgrade() -> None:
    """Add the columns; what is offered already learns them from its message."""
    op.add_column("offers", sa.Column("about", sa.Text(), nullable=True))
    op.add_column("offers", sa.Column("subject", sa.Text(), nullable=True))
    op.add_column("offers", sa.Column("obligation", sa.Text(), nullable=True))
    op.add_column(
        "offers", sa.Column("alarm", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column(
        "offers", sa.Column("used", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.create_index("ix_offers_officer_created_at", "offers", ["officer", "created_at"])
    _learn(op.get_bind())


def _learn(connection: sa.Connection) -> None:
    offers = sa.table("offers", *map(sa.column, ("id", "about", "subject", "obligation", "alarm")))
    names = ("seq", "about", "subject", "obligation", "priority", "choices")
    outbox = sa.table("outbox", *map(sa.column, names))
    learned = (
        sa.update(offers)
        .where(offers.c.id == sa.bindparam("which"))
        .values({name: sa.bindparam(f"its_{name}") for name in ("about", "subject", "obligation")})
        .values(alarm=sa.bindparam("its_alarm", type_=sa.Boolean()))
    )
    after = -1
    while True:
        found = sa.select(outbox).where(outbox.c.seq > after, outbox.c.choices != "[]")
        rows = connection.execute(found.order_by(outbox.c.seq).limit(SOME)).all()
        if not rows:
            return
        after = rows[-1].seq
        told = [
            {
                "which": choice[0],
                "its_about": row.about,
                "its_subject": row.subject,
                "its_obligation": row.obligation,
                "its_alarm": row.priority == ALARM and row.subject is not None,
            }
            for row in rows
            for choice in json.loads(row.choices)
        ]
        if told:
            connection.execute(learned, told)
