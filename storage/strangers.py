"""
Which strangers were told today that this is not for them, on any channel, over restarts.

Of a stranger nothing is kept but a keyed digest of the address and the day: it names nobody, it
cannot be followed from one day to the next, and it is deleted with its day.
"""

from datetime import datetime

from sqlalchemy import Connection, delete, func, select

from protocol.parties import Channel
from storage.sql import insert_new
from storage.tables import strangers
from storage.vault import REGISTER, Vault

# More of one channel than this in a day are not told: they would cost those who are known.
TOLD = 1000


class Strangers:
    """Who was told, within one transaction. A day is one of UTC."""

    def __init__(self, connection: Connection, vault: Vault, now: datetime) -> None:
        self._connection = connection
        self._vault = vault
        self._today = now.date()

    def is_to_be_told(self, channel: Channel, address: str) -> bool:
        """Note a stranger as told today; False for whom that was already, or without room."""
        today = strangers.c.told_on == self._today
        count = self._connection.execute(
            select(func.count()).select_from(strangers).where(today, strangers.c.channel == channel)
        ).scalar_one()
        if count >= TOLD:
            return False
        told = f"stranger {self._today.isoformat()} {channel} {address}"
        added = self._connection.execute(
            insert_new(self._connection.dialect.name, strangers).returning(strangers.c.digest),
            {
                "digest": self._vault.digest(REGISTER, told.encode()),
                "channel": channel,
                "told_on": self._today,
            },
        ).scalar()
        if added is not None:
            self.prune()
        return added is not None

    def prune(self) -> None:
        """Delete what is of another day."""
        self._connection.execute(delete(strangers).where(strangers.c.told_on != self._today))
