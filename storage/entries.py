"""Entries of what came or went outside of the bot. Added, never changed."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from protocol.confirmation import Outgoing
from protocol.entries import Entry, Means, Person
from protocol.parties import Role
from protocol.request import Content
from storage.request_rows import read_content
from storage.tables import entries, requests
from storage.vault import REGISTER, Vault

_ADDED = insert(entries)
_OF = (
    select(entries)
    .where(entries.c.request == bindparam("which"))
    .order_by(entries.c.entered_at, entries.c.id)
)
_CONTENT = select(entries.c.content).where(entries.c.id == bindparam("which"))
_UNPAIRED = (
    update(entries).where(entries.c.id == bindparam("which")).values(unpaired_at=bindparam("now"))
)
_MADE_AT = requests.c.created_at
_NEAR = (
    select(requests.c.id)
    .where(
        requests.c.requesting == bindparam("from_whom"),
        requests.c.requested == bindparam("to_whom"),
        bindparam("since", type_=_MADE_AT.type) <= _MADE_AT,
        bindparam("until", type_=_MADE_AT.type) >= _MADE_AT,
        requests.c.means.is_not(None),
    )
    .order_by(_MADE_AT)
    .limit(9)
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

    def add(self, request: str, entry: Entry, *, key: str, content: Content | None = None) -> None:
        """
        Keep an entry of a request under the application-made `key`.

        The `content` that it states for a request which has one already goes with that.
        """
        body = asdict(content) if content else None
        stated = self._vault.seal_json(request, _content(key), body) if body else None
        apart = (*_COPIED, "id", "unpaired_at")
        said = {name: value for name, value in asdict(entry).items() if name not in apart}
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
                "content": stated,
            },
        )

    def of(self, request: str) -> tuple[Entry, ...]:
        """Return the entries of a request, in their order."""
        rows = self._connection.execute(_OF, {"which": request}).all()
        return tuple(self._entry(row) for row in rows)

    def content(self, request: str, id: str) -> Content | None:
        """
        Return what an entry states that a request says; None where that is the request's own.

        Raises: keys.Destroyed when it was destroyed.
        """
        sealed = self._connection.execute(_CONTENT, {"which": id}).scalar_one()
        if sealed is None:
            return None
        return read_content(self._vault.open_json(request, _content(id), bytes(sealed)))

    def unpair(self, id: str, at: datetime) -> None:
        """Note that an entry was of another request."""
        self._connection.execute(_UNPAIRED, {"which": id, "now": at})

    def near(
        self, requesting: str, requested: str, since: datetime, until: datetime
    ) -> tuple[str, ...]:
        """Return the ids of requests made between two moments that went outside of the bot."""
        asked = {"from_whom": requesting, "to_whom": requested, "since": since, "until": until}
        return tuple(self._connection.execute(_NEAR, asked).scalars())

    def _entry(self, row: Row[tuple[Any, ...]]) -> Entry:
        said = self._vault.open_json(REGISTER, _place(row.id), bytes(row.sealed))
        people = {name: Person(**said.pop(name)) for name in ("passed", "taken")}
        if said["outgoing"] is not None:
            number, dated_on = said["outgoing"]
            said["outgoing"] = Outgoing(number, date.fromisoformat(dated_on))
        said["on"] = date.fromisoformat(said["on"]) if said["on"] else None
        said["signed_as"] = Role(said["signed_as"]) if said["signed_as"] else None
        copied = {name: getattr(row, name) for name in (*_COPIED, "id", "unpaired_at")}
        return Entry(**{**copied, **said, **people, "means": Means(row.means)})


def _content(key: str) -> str:
    return f"entries/content/{key}"


def _place(key: str) -> str:
    return f"entries/sealed/{key}"
