"""Indexes by which each statement finds its rows, however many there are."""

from collections.abc import Mapping

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

# Nothing asks for them any more, or others take their place.
_GONE = {
    "outbox": ("waiting", "not_before"),
    "inbox": ("state",),
    "offers": ("officer",),
    "officers": ("authority",),
    "consents": ("requested",),
    "cards": ("not_before",),
}
_ALL: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "attachments": {"about": ("about", "at")},
    "cards": {"officer": ("officer", "message_id")},
    "consents": {"requested": ("requested", "state", "asked_at", "id")},
    "inbox": {"received_at": ("received_at",)},
    "notices": {"running": ("running", "year"), "arrived_at": ("arrived_at",)},
    "offers": {"officer": ("officer", "number", "created_at")},
    "officers": {"authority": ("authority", "id")},
    "outbox": {"officer": ("officer", "seq")},
    "passes": {"until": ("until",)},
    "requests": {"running": ("running",)},
}
# Only some rows stand in them: those that are in a state in which few are at a time.
_SOME: Mapping[str, Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "cards": {
        "not_before": ("not_before IS NOT NULL", ("not_before",)),
        "leased_by": ("leased_by IS NOT NULL", ("leased_by",)),
    },
    "inbox": {
        "waiting": ("state = 'waiting'", ("seq", "officer")),
        "open": ("sealed IS NOT NULL", ("officer", "seq")),
    },
    "outbox": {
        "due": ("not_before IS NOT NULL", ("priority", "not_before", "seq", "queue")),
        "queue": ("not_before IS NOT NULL", ("queue", "priority", "seq")),
        "ended_at": ("ended_at IS NOT NULL", ("ended_at", "seq")),
        "why": ("why IS NOT NULL", ("why", "seq")),
    },
}


def upgrade() -> None:
    """Make the indexes; what is stored stays as it is."""
    for table, names in _GONE.items():
        for name in names:
            op.drop_index(f"ix_{table}_{name}", table)
    for table, indexes in _ALL.items():
        for name, columns in indexes.items():
            op.create_index(f"ix_{table}_{name}", table, list(columns))
    for table, partial in _SOME.items():
        for name, (where, columns) in partial.items():
            rows = sa.text(where)
            op.create_index(
                f"ix_{table}_{name}",
                table,
                list(columns),
                sqlite_where=rows,
                postgresql_where=rows,
            )
