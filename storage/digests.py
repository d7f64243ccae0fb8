"""When each authority is told what is open: the moments of the daily digests."""

from datetime import datetime
from functools import partial

from sqlalchemy import Connection, bindparam, select, update

from protocol.parties import Authority
from storage import register_rows
from storage.readable import Unread, make_each, read_rows, refuse
from storage.tables import authorities
from storage.vault import Vault

_DIGESTS_DUE = (
    select(authorities)
    .where(authorities.c.digest_at <= bindparam("now"))
    .order_by(authorities.c.digest_at)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_NEXT_DIGEST = (
    select(authorities.c.digest_at)
    .where(authorities.c.digest_at.is_not(None))
    .order_by(authorities.c.digest_at)
    .limit(1)
)


class Digests:
    """The moments of the digests within one transaction."""

    def __init__(self, connection: Connection, vault: Vault, now: datetime) -> None:
        self._connection = connection
        self._vault = vault
        self._now = now

    def due(self, limit: int, *, unread: Unread = refuse) -> tuple[Authority, ...]:
        """
        Return the authorities whose daily digest is due, oldest first, locked.

        `unread` is told of those that cannot be read.
        """
        due = {"now": self._now, "most": limit}
        rows = read_rows(self._connection, _DIGESTS_DUE, due, key=authorities.c.id, unread=unread)
        return make_each(
            rows,
            partial(register_rows.authority, self._vault),
            id=lambda row: row.id,
            unread=unread,
        )

    def put_off(self, authority: str, at: datetime) -> None:
        """Note when the next daily digest of `authority` is due."""
        self._connection.execute(
            update(authorities).where(authorities.c.id == authority).values(digest_at=at)
        )

    def next_at(self) -> datetime | None:
        """Return the moment of the earliest daily digest."""
        return self._connection.execute(_NEXT_DIGEST).scalar()
