"""Who serves now: those of an authority who are meant, and nobody besides."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache, partial
from typing import Any, Protocol, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    exists,
    false,
    literal_column,
    or_,
    select,
    true,
)

from protocol.audience import Group
from protocol.parties import Authority, Channel, Officer, Party, Standing
from storage import register_rows
from storage.memory import Recollection
from storage.readable import make_each, read_rows, skip
from storage.tables import accounts, officers
from storage.vault import Vault

T = TypeVar("T")
_NOW: ColumnElement[Any] = bindparam("now", type_=officers.c.since.type)
SERVES = and_(
    officers.c.standing == literal_column(f"'{Standing.ACTIVE}'", officers.c.standing.type),
    officers.c.since <= _NOW,
    or_(officers.c.until.is_(None), officers.c.until > _NOW),
)
_OF: ColumnElement[bool] = officers.c.authority.in_(bindparam("whose", expanding=True))
_SERVING = select(officers).where(_OF, SERVES)
_WITH_ACCOUNT = (
    select(accounts.c.officer)
    .join(officers, officers.c.id == accounts.c.officer)
    .where(officers.c.authority == bindparam("whose"), accounts.c.frozen_at.is_(None))
)
_AMONG = _SERVING.where(officers.c.id.in_(bindparam("which", expanding=True)))


class Register(Protocol):
    """What is asked of the register besides."""

    def in_force(self, party: Party | None = None) -> tuple[Authority, ...]:
        """Return the authorities in force now."""
        ...


class People:
    """
    Who serves now for a debtor, within one transaction: those who are meant, and no others.

    A debtor is an authority, SECRETARIAT, or a Party (its authorities). Who cannot be read is left
    out: it must silence no colleague.
    """

    def __init__(
        self,
        connection: Connection,
        vault: Vault,
        now: datetime,
        register: Register,
        known: Recollection,
    ) -> None:
        self._connection = connection
        self._vault = vault
        self._now = now
        self._register = register
        self._known = known

    def members(self, debtor: str, group: Group) -> tuple[Officer, ...]:
        """Return those of a group, in a fixed order."""
        return self._known.now(
            ("members", debtor, group), lambda: self._read(_members(group), debtor)
        )

    def among(self, debtor: str, ids: Iterable[str]) -> tuple[Officer, ...]:
        """Return those with one of the ids, in a fixed order."""
        which = tuple(ids)
        return self._read(_AMONG, debtor, which=which) if which else ()

    def has_any(self, debtor: str, group: Group | None = None) -> bool:
        """Say whether anybody serves, of a group or at all."""
        return self._connection.execute(_any(group), self._of(debtor)).first() is not None

    def is_on(self, debtor: str, group: Group, channels: Iterable[Channel]) -> bool:
        """Say whether anybody of a group has an account on one of the channels."""
        given = self._of(debtor) | {"channels": tuple(channels)}
        return self._connection.execute(_bound(group), given).first() is not None

    def bound(self, authority: str) -> frozenset[str]:
        """Return the ids of an authority's officers, serving or not, whose account is heard."""
        found = self._connection.execute(_WITH_ACCOUNT, {"whose": authority})
        return frozenset(found.scalars())

    def _of(self, debtor: str) -> dict[str, object]:
        bodies: tuple[str, ...] = (debtor,)
        if debtor in set(Party):
            bodies += tuple(each.id for each in self._register.in_force(Party(debtor)))
        return {"whose": bodies, "now": self._now}

    def _read(self, query: Select[Any], debtor: str, **given: object) -> tuple[Officer, ...]:
        rows = read_rows(
            self._connection, query, self._of(debtor) | given, key=officers.c.id, unread=skip
        )
        make = partial(register_rows.officer, self._vault)
        found = make_each(rows, make, id=lambda row: row.id, unread=skip)
        return tuple(sorted(found, key=lambda each: (each.authority, each.id)))


@cache
def _members(group: Group) -> Select[Any]:
    roles = [literal_column(f"'{each}'", officers.c.role.type) for each in sorted(group.roles)]
    return _SERVING.where(
        officers.c.role.in_(roles) if roles else false(),
        officers.c.on_duty if group.on_duty else true(),
    )


@cache
def _any(group: Group | None) -> Select[Any]:
    found = _members(group) if group else _SERVING
    return found.with_only_columns(officers.c.id).limit(1)


@cache
def _bound(group: Group) -> Select[Any]:
    bound = exists().where(
        accounts.c.officer == officers.c.id,
        accounts.c.channel.in_(bindparam("channels", expanding=True)),
        accounts.c.frozen_at.is_(None),
    )
    return _members(group).with_only_columns(officers.c.id).where(bound).limit(1)
