"""Where each request stands in the lists, by what is shown of it since the revisions before."""

from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

# What is shown to an authority: FORWARD is owed conditionally, and stands apart; TAKE_UP is a
# matter of its debtor's own desk; what is silent, and what is owed to no list, is not shown at all.
_SHOWN = """
    NOT o.silent
    AND o.kind NOT IN
        ('transmit', 'forward', 'silence', 'change_register', 'succession', 'settlement')
    AND NOT (o.kind = 'execute' AND r.execution IN ('transmitting', 'transmitted'))
"""
_SOON = "NOT o.silent AND o.kind = 'forward'"
_OPEN = """
    CASE WHEN r.execution NOT IN ('refused', 'misdirected', 'withdrawn', 'closed', 'unreceipted')
        OR (
            r.execution <> 'misdirected'
            AND r.form IN ('awaiting', 'signed', 'confirmed', 'objected')
        )
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
    """Place every request anew."""
    for statement in FILLED:
        op.execute(statement)


def _filled(side: str) -> str:
    relation, part, closed = "'requesting'", _OPEN, "FALSE"
    if side == "requested":
        closed = _CLOSED
        relation = f"CASE WHEN {_CLOSED} THEN 'former' ELSE 'requested' END"
        part = f"CASE WHEN {_UNTRANSMITTED} THEN 'unlisted' ELSE {_OPEN} END"
    own, others, soon = (
        f"(SELECT min(o.due_at) FROM obligations AS o WHERE o.subject = r.id"
        f" AND o.discharged_at IS NULL AND o.owed_by {owed_by} AND {kinds})"
        for owed_by, kinds in (
            (f"= r.{side}", _SHOWN),
            (f"<> r.{side}", f"{_SHOWN} AND o.kind <> 'take_up'"),
            (f"= r.{side}", _SOON),
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
    # Besides the two sides nobody has a row yet: nothing was taken over by an earlier version.
    "DELETE FROM positions",
    _filled("requesting"),
    _filled("requested"),
)
