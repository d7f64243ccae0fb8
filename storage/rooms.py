"""The private rooms on Matrix: one for each address, and the key to which the address is bound."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, delete, select

from storage.sql import replacing
from storage.tables import rooms


@dataclass(frozen=True, slots=True)
class Room:
    """
    The private room of one address, and whom it belongs to.

    `id` is None while there is none; `master` is the master key that was seen first, and to which
    the address is bound: another one is another person until somebody has approved it.
    """

    address: str
    id: str | None = None
    master: str | None = None


class Rooms:
    """The rooms within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> Mapping[str, Room]:
        """Return every room by its address."""
        found = self._connection.execute(select(rooms))
        return {row.address: Room(row.address, row.room, row.master) for row in found}

    def place(self, address: str, room: str | None) -> None:
        """Note which room an address has, or that it has none."""
        self._put({"address": address, "room": room})

    def pin(self, address: str, master: str) -> None:
        """Bind an address to a master key."""
        self._put({"address": address, "master": master})

    def forget(self, address: str) -> None:
        """Forget an address that is nobody's any more, and the key it was bound to."""
        self._connection.execute(delete(rooms).where(rooms.c.address == address))

    def _put(self, row: dict[str, str | None]) -> None:
        self._connection.execute(replacing(self._connection.dialect.name, rooms, tuple(row)), row)
