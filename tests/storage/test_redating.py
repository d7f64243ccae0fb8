"""Every moment that is stored moves with a clock that was wrong, or it is known why it does not."""

from storage import redating
from storage.tables import Moment, metadata

# Named by people or by a register, not read from a clock; the obligations follow rules
# (handlers/clock/redating.py); a code that is waited for ends within minutes, the journal is never
# moved.
OTHERWISE = {
    *((table, name) for table in ("agreements", "bonds") for name in ("since", "until")),
    *((table, name) for table in ("authorities", "officers") for name in ("since", "until")),
    *(
        ("obligations", name)
        for name in ("opened_at", "due_at", "due_second_at", "last_step_at", "wake_at")
    ),
    ("entries", "at"),
    ("officers", "in_office_since"),
    ("invites", "expires_at"),  # moved apart
    ("signings", "expires_at"),
}


def test_no_column_with_a_moment_is_forgotten() -> None:
    moved = {
        (table.name, name)
        for rows in (redating._DONE, redating._AWAITED)
        for table, names in rows.items()
        for name in names
    } | {(table.name, name) for table, (_, names) in redating._FOLLOWS.items() for name in names}
    stored = {
        (table.name, column.name)
        for table in metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, Moment)
    }

    assert stored - moved == OTHERWISE
    assert moved <= stored
    assert not moved & OTHERWISE
