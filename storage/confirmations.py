"""The letters that confirm requests, as they were registered. Art. 6."""

from datetime import date

from sqlalchemy import Connection, Row, bindparam, insert, select

from protocol.confirmation import Confirmation, Outgoing
from protocol.moves import Form
from protocol.parties import Role
from storage.tables import confirmations, requests
from storage.vault import Vault

_ADDED = insert(confirmations)
_LATEST = (
    select(confirmations)
    .where(
        confirmations.c.request == bindparam("which"),
        confirmations.c.addition.is_(None),
    )
    .order_by(confirmations.c.registered_at.desc())
    .limit(1)
)
_OBJECTED = select(requests.c.id).where(requests.c.form == Form.OBJECTED).order_by(requests.c.id)
_OF_ADDITIONS = select(confirmations).where(
    confirmations.c.request == bindparam("which"), confirmations.c.addition.is_not(None)
)


def add(
    connection: Connection,
    vault: Vault,
    request: str,
    confirmation: Confirmation,
    *,
    key: str,
    addition: str | None = None,
) -> None:
    """Keep a letter that confirms a request, or an addition to it, under the `key` we made."""
    connection.execute(
        _ADDED,
        {
            "id": key,
            "request": request,
            "addition": addition,
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
    return _made(vault, request, row) if row else None


def of_additions(connection: Connection, vault: Vault, request: str) -> dict[str, Confirmation]:
    """Return the letters that confirm additions to a request, by the ids of these."""
    rows = connection.execute(_OF_ADDITIONS, {"which": request}).all()
    return {row.addition: _made(vault, request, row) for row in rows}


def _made(vault: Vault, request: str, row: Row[tuple[object, ...]]) -> Confirmation:
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
