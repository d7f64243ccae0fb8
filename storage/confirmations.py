"""The letters that confirm requests, as they were registered. Art. 6."""

from datetime import date

from sqlalchemy import Connection, bindparam, insert, select

from protocol.confirmation import Confirmation, Outgoing
from protocol.moves import Form
from protocol.parties import Role
from storage.tables import confirmations, requests
from storage.vault import Vault

_ADDED = insert(confirmations)
_LATEST = (
    select(confirmations)
    .where(confirmations.c.request == bindparam("which"))
    .order_by(confirmations.c.registered_at.desc())
    .limit(1)
)
_OBJECTED = select(requests.c.id).where(requests.c.form == Form.OBJECTED).order_by(requests.c.id)


def add(
    connection: Connection, vault: Vault, request: str, confirmation: Confirmation, *, key: str
) -> None:
    """Keep a registered confirmation of a request under the application-made `key`."""
    connection.execute(
        _ADDED,
        {
            "id": key,
            "request": request,
            "signed_by": confirmation.signed_by,
            "signed_as": confirmation.signed_as,
            "registered_by": confirmation.registered_by,
            "registered_at": confirmation.registered_at,
            "scans": confirmation.scans,
            "sealed": vault.seal_json(
                request,
                _place(key),
                {
                    "number": confirmation.outgoing.number,
                    "dated_on": confirmation.outgoing.dated_on.isoformat(),
                    "differences": confirmation.differences,
                },
            ),
        },
    )


def latest(connection: Connection, vault: Vault, request: str) -> Confirmation | None:
    """Return the latest registered confirmation of a request, or None."""
    row = connection.execute(_LATEST, {"which": request}).one_or_none()
    if row is None:
        return None
    sealed = vault.open_json(request, _place(row.id), bytes(row.sealed))
    return Confirmation(
        outgoing=Outgoing(sealed["number"], date.fromisoformat(sealed["dated_on"])),
        signed_by=row.signed_by,
        signed_as=Role(row.signed_as),
        registered_by=row.registered_by,
        registered_at=row.registered_at,
        differences=sealed["differences"],
        scans=row.scans,
    )


def objected(connection: Connection) -> tuple[str, ...]:
    """Return the ids of the requests the confirmation of which is objected to."""
    return tuple(connection.execute(_OBJECTED).scalars())


def _place(key: str) -> str:
    return f"confirmations/sealed/{key}"
