"""Obligations as rows, and back."""

from sqlalchemy import Row

from protocol.obligation import About, Kind, Obligation, Subject
from protocol.obligations import as_stored


def row(obligation: Obligation) -> dict[str, object]:
    """Return the row of an obligation."""
    return {
        "id": obligation.id,
        "kind": obligation.kind,
        "about": obligation.subject.about,
        "subject": obligation.subject.id,
        "owed_by": obligation.owed_by,
        "zone": obligation.zone,
        "opened_at": obligation.opened_at,
        "due_at": obligation.due.at,
        "due_second_at": obligation.due.second_at,
        "last_step_at": obligation.last_step_at,
        "wake_at": obligation.wake_at,
        "discharged_at": obligation.discharged_at,
        "discharged_by": obligation.discharged_by,
        "silent": obligation.silent,
    }


def obligation(row: Row[tuple[object, ...]]) -> Obligation:
    """Return an obligation; raises what `storage.readable.UNREADABLE` lists where it is damaged."""
    return Obligation(
        id=row.id,
        kind=Kind(row.kind),
        subject=Subject(About(row.about), row.subject),
        owed_by=row.owed_by,
        zone=row.zone,
        opened_at=row.opened_at,
        due=as_stored(row.opened_at, row.due_at, row.due_second_at),
        last_step_at=row.last_step_at,
        wake_at=row.wake_at,
        discharged_at=row.discharged_at,
        discharged_by=row.discharged_by,
        silent=row.silent,
    )
