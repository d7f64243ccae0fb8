"""Lists are read by pages: where each request stands in them, and to whom something is owed."""

import sqlalchemy as sa
from alembic import op

from storage.tables import Moment

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_IS_OPEN = sa.text("discharged_at IS NULL")
_NO_LONGER = "o.subject = r.id AND o.discharged_at IS NULL"
# What an authority is shown in a list: what is said while a request rings, and what is never said
# there, are left out; FORWARD is owed conditionally, and stands apart.
_SHOWN = """
    o.kind NOT IN ('transmit', 'forward')
    AND NOT (o.kind = 'execute' AND r.execution IN ('transmitting', 'transmitted'))
"""
_OPEN = """
    CASE WHEN r.execution NOT IN ('refused', 'misdirected', 'withdrawn', 'closed', 'unreceipted')
        OR (r.execution <> 'misdirected' AND r.form IN ('awaiting', 'confirmed', 'objected'))
        THEN 'open' ELSE 'ended' END
"""
_UNTRANSMITTED = """
    (r.execution = 'transmitting' OR (r.execution = 'withdrawn' AND r.transmitted_at IS NULL))
"""
_CLOSED = """
    (r.execution IN ('misaddressed', 'misdirected')
        OR (r.execution = 'withdrawn' AND r.transmitted_at IS NULL))
"""


def upgrade() -> None:
    """Make the table and the column, and fill them."""
    op.create_table(
        "positions",
        sa.Column("request", sa.Text(), nullable=False),
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("execution", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("due_at", Moment(), nullable=True),
        sa.Column("soon_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("request", "authority", name=op.f("pk_positions")),
        sa.ForeignKeyConstraint(["request"], ["requests.id"], name=op.f("fk_positions_request")),
    )
    op.add_column("obligations", sa.Column("owed_to", sa.Text(), nullable=True))
    for statement in FILLED:
        op.execute(statement)
    _make_indexes()


def _filled(side: str, other: str) -> str:
    relation, part, closed = "'requesting'", _OPEN, "FALSE"
    if side == "requested":
        closed = _CLOSED
        relation = f"CASE WHEN {_CLOSED} THEN 'former' ELSE 'requested' END"
        part = f"CASE WHEN {_UNTRANSMITTED} THEN 'unlisted' ELSE {_OPEN} END"
    own, others, soon = (
        f"(SELECT min(o.due_at) FROM obligations AS o WHERE {_NO_LONGER}"
        f" AND o.owed_by {owed_by} AND {kinds})"
        for owed_by, kinds in (
            (f"= r.{side}", _SHOWN),
            (f"= r.{other}", _SHOWN),
            (f"= r.{side}", "o.kind = 'forward'"),
        )
    )
    return f"""
        INSERT INTO positions (request, authority, part, relation, execution, form, created_at,
            due_at, soon_at)
        SELECT request, authority, part, relation, execution, form, created_at,
            CASE WHEN NOT closed THEN COALESCE(own, others) END,
            CASE WHEN NOT closed AND soon IS NOT NULL AND (own IS NULL OR soon < own)
                THEN soon END
        FROM (
            SELECT r.id AS request, r.{side} AS authority, {part} AS part, {relation} AS relation,
                r.execution, r.form, r.created_at, {closed} AS closed,
                {own} AS own, {others} AS others, {soon} AS soon
            FROM requests AS r
        ) AS found
    """


FILLED = (
    """
    UPDATE obligations SET owed_to = (
        SELECT CASE WHEN requests.requesting = obligations.owed_by
            THEN requests.requested ELSE requests.requesting END
        FROM requests WHERE requests.id = obligations.subject
    ) WHERE about = 'request'
    """,
    _filled("requesting", "requested"),
    _filled("requested", "requesting"),
)


def _make_indexes() -> None:
    op.create_index("ix_officers_role", "officers", ["authority", "role", "on_duty"])
    op.create_index("ix_requests_sender", "requests", ["sender", "created_at"])
    op.create_index("ix_drafts_newest", "drafts", ["officer", "command", "updated_at"])
    op.drop_index("ix_obligations_owed_by", "obligations")
    for name, columns in (
        ("owed_by", ["owed_by", "due_at", "id", "kind"]),
        ("owed_to", ["owed_to", "due_at", "id", "kind"]),
        ("kind", ["owed_by", "kind", "subject"]),
    ):
        op.create_index(
            f"ix_obligations_{name}",
            "obligations",
            columns,
            sqlite_where=_IS_OPEN,
            postgresql_where=_IS_OPEN,
        )
    states = ["relation", "execution", "form"]
    op.create_index("ix_positions_state", "positions", ["authority", "part", *states])
    for name, ordered, where in (
        ("due", ["due_at", "request", "soon_at"], "due_at IS NOT NULL"),
        ("soon", ["soon_at", "request"], "soon_at IS NOT NULL"),
        ("newest", [sa.text("created_at DESC"), "request", "soon_at"], "due_at IS NULL"),
    ):
        op.create_index(
            f"ix_positions_{name}",
            "positions",
            ["authority", "part", *ordered, *states],
            sqlite_where=sa.text(where),
            postgresql_where=sa.text(where),
        )
    op.create_index(
        "ix_positions_everybody",
        "positions",
        ["part", sa.text("created_at DESC"), "request"],
        sqlite_where=sa.text("relation = 'requesting'"),
        postgresql_where=sa.text("relation = 'requesting'"),
    )
