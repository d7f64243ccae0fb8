"""The private rooms on Matrix: one for each address, and the key to which the address is bound."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection, Row, delete, select

from protocol.parties import Channel
from storage import addresses
from storage.sql import upsert
from storage.tables import rooms
from storage.vault import REGISTER, Vault


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
    """The rooms within one transaction; each row is sealed whole."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    def all(self) -> Mapping[str, Room]:
        """Return every room by its address."""
        found = [self._room(row) for row in self._connection.execute(select(rooms))]
        return {room.address: room for room in found}

    def of(self, address: str) -> Room:
        """Return the room of an address, locked; one without an id where there is none."""
        row = self._connection.execute(
            select(rooms).where(rooms.c.account == self._account(address)).with_for_update()
        ).one_or_none()
        return self._room(row) if row else Room(address)

    def place(self, address: str, room: str | None) -> None:
        """Note which room an address has, or that it has none."""
        self._put(replace(self.of(address), id=room))

    def pin(self, address: str, master: str) -> None:
        """Bind an address to a master key."""
        self._put(replace(self.of(address), master=master))

    def forget(self, address: str) -> None:
        """Forget an address that is nobody's any more, and the key it was bound to."""
        self._connection.execute(delete(rooms).where(rooms.c.account == self._account(address)))

    def _put(self, room: Room) -> None:
        account = self._account(room.address)
        kept = {"address": room.address, "room": room.id, "master": room.master}
        row = {
            "account": account,
            "sealed": self._vault.seal_json(REGISTER, _place(account), kept),
        }
        self._connection.execute(upsert(self._connection.dialect.name, rooms, tuple(row)), row)

    def _room(self, row: Row[tuple[object, ...]]) -> Room:
        kept = self._vault.open_json(REGISTER, _place(row.account), bytes(row.sealed))
        return Room(kept["address"], kept["room"], kept["master"])

    def _account(self, address: str) -> bytes:
        return addresses.account(self._vault, Channel.MATRIX, address)


def _place(account: bytes) -> str:
    return f"rooms/sealed/{bytes(account).hex()}"
