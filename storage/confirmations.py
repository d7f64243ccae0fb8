"""The letters that confirm requests, as they were registered. Art. 6."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select

from protocol.confirmation import Confirmation, Deviation, Outgoing
from protocol.dispatch import Dispatch
from protocol.moves import Form
from protocol.parties import Role
from storage.tables import confirmations, requests
from storage.vault import Vault

_ADDED = insert(confirmations)
_ALL = (
    select(confirmations)
    .where(
        confirmations.c.request == bindparam("which"),
        confirmations.c.addition.is_(None),
    )
    .order_by(confirmations.c.registered_at, confirmations.c.id)
)
# In the place of an office that is none of those that sign (Art. 6).
_OTHER = "other"
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
    """
    Keep a registered letter under the application's `key`, or its correction.

    It is that of a request, or of an `addition` to it.
    """
    is_first = confirmation.corrected_at is None
    by = confirmation.registered_by if is_first else confirmation.corrected_by
    connection.execute(
        _ADDED,
        {
            "id": key,
            "request": request,
            "addition": addition,
            "signed_by": confirmation.signed_by,
            "signed_as": confirmation.signed_as or _OTHER,
            "registered_by": by,
            "registered_at": confirmation.corrected_at or confirmation.registered_at,
            "scans": confirmation.scans,
            "sealed": vault.seal_json(request, _place(key), _sealed(confirmation)),
        },
    )


def all_of(connection: Connection, vault: Vault, request: str) -> tuple[Confirmation, ...]:
    """
    Return the registered letters of a request in their order, each followed by what became of it.

    That is its dispatch, stated later, and its corrections, which have the moment and the registrar
    of the letter. One of an earlier version, which asked for no dispatch, counts as dispatched when
    it was registered.
    """
    rows = connection.execute(_ALL, {"which": request}).all()
    read = (_read(each, vault.open_json(request, _place(each.id), each.sealed)) for each in rows)
    found: list[Confirmation] = []
    for each in sorted(read, key=_order):
        if each.corrected_at is not None and found:
            first = found[-1]
            by, at = first.registered_by, first.registered_at
            found.append(replace(each, registered_by=by, registered_at=at))
        else:
            found.append(each)
    return tuple(found)


def latest(connection: Connection, vault: Vault, request: str) -> Confirmation | None:
    """Return the latest registered letter of a request as it was corrected, or None."""
    found = all_of(connection, vault, request)
    return found[-1] if found else None


def of_additions(connection: Connection, vault: Vault, request: str) -> dict[str, Confirmation]:
    """Return the letters that confirm additions to a request, by the ids of these."""
    rows = connection.execute(_OF_ADDITIONS, {"which": request}).all()
    return {
        each.addition: _read(each, vault.open_json(request, _place(each.id), each.sealed))
        for each in rows
    }


def objected(connection: Connection) -> tuple[str, ...]:
    """Return the ids of the requests the confirmation of which is objected to."""
    return tuple(connection.execute(_OBJECTED).scalars())


def _sealed(confirmation: Confirmation) -> dict[str, object]:
    dispatch = confirmation.dispatch
    return {
        "number": confirmation.outgoing.number,
        "dated_on": confirmation.outgoing.dated_on.isoformat(),
        "differences": confirmation.differences,
        "name": confirmation.name,
        "dispatch": dispatch_kept(dispatch) if dispatch else None,
        "deviations": list(confirmation.deviations),
        "correction": confirmation.correction,
        "later": confirmation.corrected_at is not None,
    }


def _order(each: Confirmation) -> tuple[datetime, bool, int, bool]:
    """Return the place of a letter among others; two of one moment follow each other."""
    is_later = each.corrected_at is not None
    return each.registered_at, is_later, each.correction, each.dispatch is not None


def dispatch_kept(dispatch: Dispatch) -> dict[str, Any]:
    """Return a dispatch as it is kept in JSON."""
    kept = {"on": dispatch.on, "at": dispatch.at, "by": dispatch.by}
    return {
        **{name: each.isoformat() for name, each in kept.items() if each is not None},
        "how": dispatch.how,
        "assumed": dispatch.assumed,
    }


def dispatch_read(kept: Mapping[str, Any]) -> Dispatch:
    """Return the dispatch that `dispatch_kept` kept."""
    at, by = kept.get("at"), kept.get("by")
    return Dispatch(
        on=date.fromisoformat(kept["on"]),
        at=datetime.fromisoformat(at) if at else None,
        by=datetime.fromisoformat(by) if by else None,
        how=kept["how"],
        assumed=kept["assumed"],
    )


def _read(row: Row[Any], sealed: Mapping[str, Any]) -> Confirmation:
    is_later, dispatch = sealed.get("later", False), None
    if "dispatch" not in sealed:
        at = row.registered_at
        dispatch = Dispatch(at.date(), at=at, assumed=True)
    elif sealed["dispatch"] is not None:
        dispatch = dispatch_read(sealed["dispatch"])
    return Confirmation(
        outgoing=Outgoing(sealed["number"], date.fromisoformat(sealed["dated_on"])),
        signed_by=row.signed_by,
        signed_as=None if row.signed_as == _OTHER else Role(row.signed_as),
        registered_by=row.registered_by,
        registered_at=row.registered_at,
        differences=sealed["differences"],
        scans=row.scans,
        name=sealed.get("name", ""),
        dispatch=dispatch,
        deviations=tuple(Deviation(each) for each in sealed.get("deviations", ())),
        correction=sealed.get("correction", 0),
        corrected_by=row.registered_by if is_later else "",
        corrected_at=row.registered_at if is_later else None,
    )


def _place(key: str) -> str:
    return f"confirmations/sealed/{key}"
