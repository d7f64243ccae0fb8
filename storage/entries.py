"""Entries of what came or went outside of the bot. Added, never changed."""

from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select

from protocol.confirmation import Outgoing
from protocol.entries import Entry, Means, Person
from protocol.parties import Role
from storage.tables import entries
from storage.vault import REGISTER, Vault

_ADDED = insert(entries)
_OF = (
    select(entries)
    .where(entries.c.request == bindparam("which"))
    .order_by(entries.c.entered_at, entries.c.id)
)
_COPIED = ("means", "authority", "officer", "entered_at", "at")


class Entries:
    """
    The entries within one transaction.

    They are sealed under the key of the register: on whose word a request went by which means, and
    who agreed to that, stays readable when its content is destroyed (Art. 6).
    """

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    def add(self, request: str, entry: Entry, *, key: str) -> None:
        """Keep an entry of a request under the application-made `key`."""
        said = {name: value for name, value in asdict(entry).items() if name not in _COPIED}
        if entry.outgoing is not None:
            said["outgoing"] = [entry.outgoing.number, entry.outgoing.dated_on.isoformat()]
        said["on"] = entry.on and entry.on.isoformat()
        self._connection.execute(
            _ADDED,
            {
                "id": key,
                "request": request,
                **{name: getattr(entry, name) for name in _COPIED},
                "sealed": self._vault.seal_json(REGISTER, _place(key), said),
            },
        )

    def of(self, request: str) -> tuple[Entry, ...]:
        """Return the entries of a request, in their order."""
        rows = self._connection.execute(_OF, {"which": request}).all()
        return tuple(self._entry(row) for row in rows)

    def _entry(self, row: Row[tuple[Any, ...]]) -> Entry:
        said = self._vault.open_json(REGISTER, _place(row.id), bytes(row.sealed))
        people = {name: Person(**said.pop(name)) for name in ("passed", "taken")}
        if said["outgoing"] is not None:
            number, dated_on = said["outgoing"]
            said["outgoing"] = Outgoing(number, date.fromisoformat(dated_on))
        said["on"] = date.fromisoformat(said["on"]) if said["on"] else None
        said["signed_as"] = Role(said["signed_as"]) if said["signed_as"] else None
        copied = {name: getattr(row, name) for name in _COPIED}
        return Entry(**{**copied, **said, **people, "means": Means(row.means)})


def _place(key: str) -> str:
    return f"entries/sealed/{key}"
