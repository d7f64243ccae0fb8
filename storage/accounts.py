"""Accounts of officers that are frozen: they sign and read nothing, and go on being rung."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, select, update

from protocol.parties import Channel
from storage import addresses
from storage.memory import Recollection
from storage.readable import make_each, skip
from storage.sql import next_number, upsert
from storage.tables import accounts, counters, losses
from storage.vault import Vault

_FROZEN = (
    update(accounts)
    .where(accounts.c.officer == bindparam("whose"), accounts.c.channel == bindparam("over"))
    .values(frozen_at=bindparam("at"), frozen_by=bindparam("who"))
)
_THAWED = (
    update(accounts)
    .where(accounts.c.officer == bindparam("whose"), accounts.c.frozen_at.is_not(None))
    .values(frozen_at=None, frozen_by=None)
)
_ALL_FROZEN = (
    select(accounts.c.officer)
    .where(accounts.c.frozen_at.is_not(None))
    .order_by(accounts.c.officer)
    .distinct()
)
_LOST_SINCE = select(losses.c.officer).where(
    losses.c.authority == bindparam("whose"), losses.c.at > bindparam("since")
)
_LONG_LOST = delete(losses).where(
    losses.c.authority == bindparam("whose"), losses.c.at <= bindparam("since")
)
_ACCOUNTS_OF = (
    select(accounts)
    .where(accounts.c.officer == bindparam("whose"))
    .order_by(accounts.c.bound_at, accounts.c.channel)
)
_REPORTERS = select(accounts.c.frozen_by).where(
    accounts.c.officer == bindparam("whose"), accounts.c.frozen_by.is_not(None)
)


@dataclass(frozen=True, slots=True)
class Account:
    """A chat account bound to an officer by its immutable id; `frozen_at` since when it is so."""

    channel: Channel
    address: str
    officer: str
    frozen_at: datetime | None = None

    @property
    def is_frozen(self) -> bool:
        """Say whether it signs and reads nothing, until its owner or the operator ends that."""
        return self.frozen_at is not None


def accounts_of(connection: Connection, vault: Vault, officer: str) -> tuple[Account, ...]:
    """Return an officer's accounts, the first bound first; what cannot be read is left out."""
    rows = connection.execute(_ACCOUNTS_OF, {"whose": officer})
    return make_each(
        rows,
        lambda row: Account(
            Channel(row.channel),
            address_in(vault, row.account, row.sealed),
            row.officer,
            row.frozen_at,
        ),
        id=lambda row: row.channel,
        unread=skip,
    )


def address_in(vault: Vault, account: bytes, sealed: bytes) -> str:
    """Return the address that is sealed in the row of an account."""
    return addresses.open_address(vault, addresses.place(account), sealed)


class Freezing:
    """Freezing accounts within one transaction, and whose accounts were reported lost lately."""

    def __init__(self, connection: Connection, now: datetime, known: Recollection) -> None:
        self._connection = connection
        self._now = now
        self._known = known

    def note_loss(self, authority: str, officer: str, *, within: timedelta) -> frozenset[str]:
        """
        Note that an account of an officer was reported lost; return whose others were `within`.

        Of two at once the second sees the first.
        """
        next_number(self._connection, counters, f"losses/{authority}")
        given = {"whose": authority, "since": self._now - within}
        self._connection.execute(_LONG_LOST, given)
        others = frozenset(self._connection.execute(_LOST_SINCE, given).scalars()) - {officer}
        statement = upsert(self._connection.dialect.name, losses, ("authority", "officer", "at"))
        row = {"authority": authority, "officer": officer, "at": self._now}
        self._connection.execute(statement, row)
        return others

    def freeze(self, officer: str, channel: Channel, *, by: str) -> None:
        """Freeze the account of an officer on a channel."""
        given = {"whose": officer, "over": channel, "at": self._now, "who": by}
        self._connection.execute(_FROZEN, given)
        self._known.change()

    def thaw(self, officer: str) -> None:
        """Let every frozen account of an officer be heard again."""
        self._connection.execute(_THAWED, {"whose": officer})
        self._known.change()

    def reporters(self, officer: str) -> frozenset[str]:
        """Return who reported the accounts of an officer lost that are frozen."""
        found = self._connection.execute(_REPORTERS, {"whose": officer})
        return frozenset(found.scalars())

    def all(self) -> tuple[str, ...]:
        """Return the ids of all officers who have a frozen account."""
        return tuple(self._connection.execute(_ALL_FROZEN).scalars())
