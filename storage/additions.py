"""What follows a request that was sent: its additions and corrections, sealed under its key."""

from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from protocol.additions import Addition
from protocol.moves import Move
from storage.tables import additions
from storage.vault import Vault

_ADDED = insert(additions)
_OF = (
    select(additions)
    .where(additions.c.request == bindparam("which"))
    .order_by(additions.c.move, additions.c.running)
)
_OWED_ANEW = (
    update(additions)
    .where(additions.c.request == bindparam("which"), additions.c.owed == bindparam("before"))
    .values(owed=bindparam("now_owed"))
)


class Additions:
    """The additions and corrections within one transaction."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    def add(self, request: str, addition: Addition) -> None:
        """Keep one; the row of its request is locked, so its number is the next one."""
        said = {
            "text": addition.text,
            "field": addition.field,
            "was": addition.was,
            "asks_more": addition.asks_more,
            "files": list(addition.files),
        }
        self._connection.execute(
            _ADDED,
            {
                "id": addition.id,
                "request": request,
                "move": addition.move,
                "running": addition.running,
                "officer": addition.officer,
                "at": addition.at,
                "owed": addition.owed or None,
                "sealed": self._vault.seal_json(request, _place(addition.id), said),
            },
        )

    def of(self, request: str, move: Move | None = None) -> tuple[Addition, ...]:
        """
        Return those of a request in the order of their numbers: additions first, or one kind.

        Raises: keys.Destroyed when what they say was destroyed.
        """
        rows = self._connection.execute(_OF, {"which": request}).all()
        return tuple(
            Addition(
                id=row.id,
                move=Move(row.move),
                running=row.running,
                officer=row.officer,
                at=row.at,
                owed=row.owed or "",
                **self._said(request, row.id, bytes(row.sealed)),
            )
            for row in rows
            if move is None or row.move == move
        )

    def owe_anew(self, request: str, before: str, now: str) -> None:
        """Note that what was owed as the obligation `before` is owed as another one `now`."""
        self._connection.execute(_OWED_ANEW, {"which": request, "before": before, "now_owed": now})

    def _said(self, request: str, id: str, sealed: bytes) -> dict[str, Any]:
        said = self._vault.open_json(request, _place(id), sealed)
        return {**said, "files": tuple(said["files"])}


def _place(id: str) -> str:
    return f"additions/sealed/{id}"
