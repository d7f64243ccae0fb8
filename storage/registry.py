"""The register: Parties, authorities, officers, accounts, agreements: the truth about people."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Table, bindparam, delete, select, update

from protocol.parties import Agreement, Agreements, Authority, Bond, Channel, Officer, Party
from protocol.refusals import Refused
from storage import addresses, register_rows
from storage.accounts import Account, Freezing, accounts_of, address_in
from storage.memory import Recollection
from storage.people import People
from storage.readable import UNREADABLE, make_each, read_rows, skip
from storage.sql import insert_new, next_number, upsert
from storage.tables import accounts, agreements, authorities, bonds, counters, officers
from storage.vault import REGISTER, Vault

T = TypeVar("T")
_BONDS = select(bonds).order_by(bonds.c.party)
_AGREEMENTS = select(agreements)
_AGREEMENTS_OF = _AGREEMENTS.where(
    agreements.c.one == bindparam("one"), agreements.c.other == bindparam("other")
)
_AUTHORITY = select(authorities).where(authorities.c.id == bindparam("which"))
_AUTHORITIES = select(authorities).order_by(authorities.c.party, authorities.c.id)
_AUTHORITIES_OF = _AUTHORITIES.where(authorities.c.party == bindparam("whose"))
_OFFICER = select(officers).where(officers.c.id == bindparam("which"))
_NAMED = (
    select(
        officers,
        accounts.c.channel,
        accounts.c.account,
        accounts.c.sealed.label("at"),
        accounts.c.frozen_at,
    )
    .outerjoin(accounts, accounts.c.officer == officers.c.id)
    .where(officers.c.id.in_(bindparam("which", expanding=True)))
    .order_by(accounts.c.bound_at, accounts.c.channel)
)
_OFFICERS = select(officers).order_by(officers.c.authority, officers.c.id)
_OFFICERS_OF = _OFFICERS.where(officers.c.authority == bindparam("whose"))
_LISTENED_TO = (
    select(officers)
    .join(accounts, accounts.c.officer == officers.c.id)
    .where(accounts.c.account == bindparam("which"))
)
_BOUND_TO = select(accounts.c.officer).where(accounts.c.account == bindparam("which"))


class Registry:
    """The register within one transaction, which reads each part of it once."""

    def __init__(
        self, connection: Connection, vault: Vault, now: datetime, known: Recollection
    ) -> None:
        self._connection = connection
        self._vault = vault
        self._now = now
        self._known = known
        self.people = People(connection, vault, now, self, known)
        self.freezing = Freezing(connection, now, known)

    # Parties and agreements

    def bonds(self) -> tuple[Bond, ...]:
        """Return which Parties are bound, and when."""
        return self._known.once(
            "bonds",
            lambda: tuple(register_rows.bond(row) for row in self._connection.execute(_BONDS)),
        )

    def agreements(self, *pair: Party, at: datetime | None = None) -> Agreements:
        """Return the agreements in force now, or `at`: all, or those between a pair of Parties."""
        found = self._known.once(("agreements", *pair), lambda: self._agreements(*pair))
        return Agreements(tuple(each for each in found if each.during.holds(at or self._now)))

    def _agreements(self, *pair: Party) -> tuple[Agreement, ...]:
        query = _AGREEMENTS_OF if pair else _AGREEMENTS
        rows = self._connection.execute(query, register_rows.pair_row(pair) if pair else {})
        return tuple(map(register_rows.agreement, rows))

    # Authorities

    def authority(self, id: str) -> Authority:
        """
        Return an authority, in force or not.

        Raises: Refused when there is none.
        """
        found = self._known.once(("authority", id), lambda: self._found_authority(id))
        if found is None:
            raise Refused("refused-authority-unknown", instead="instead-registry", text=id)
        return found

    def authorities(self, party: Party | None = None) -> tuple[Authority, ...]:
        """Return all authorities, or those of one Party, in force or not."""
        return self._known.once(("authorities", party), lambda: self._authorities(party))

    def in_force(self, party: Party | None = None) -> tuple[Authority, ...]:
        """Return the authorities in force now."""
        return tuple(each for each in self.authorities(party) if each.during.holds(self._now))

    # Officers

    def officer(self, id: str) -> Officer:
        """
        Return an officer, serving or not.

        Raises: LookupError when there is none.
        """
        found = self._known.once(("officer", id), lambda: self._found_officer(id))
        if found is None:
            raise LookupError(id)
        return found

    def officers(self, authority: str) -> tuple[Officer, ...]:
        """
        Return the officers of `authority` (or SECRETARIAT), serving or not, in a fixed order.

        Who cannot be read is left out: it must silence no colleague.
        """
        return self._known.once(("officers", authority), lambda: self._officers(authority))

    def everybody(self) -> tuple[Officer, ...]:
        """Return all officers."""
        return self._known.once("everybody", lambda: self._officers(None))

    def serving(self, debtor: str) -> tuple[Officer, ...]:
        """
        Return who serves now for `debtor`: an authority, SECRETARIAT, or a Party (its authorities).
        """
        found = self.officers(debtor)
        if not found and debtor in set(Party):
            found = tuple(
                officer
                for authority in self.in_force(Party(debtor))
                for officer in self.officers(authority.id)
            )
        return tuple(each for each in found if each.serves(self._now))

    def listened_to(self, channel: Channel, address: str) -> Officer | None:
        """Return the serving officer bound to this account, or None."""
        return self.listened_to_at(self.account(channel, address))

    def listened_to_at(self, account: bytes) -> Officer | None:
        """Return the serving officer bound to the account with that digest, or None."""
        officer = self._known.once(("listened to", account), lambda: self._listened_to(account))
        return officer if officer is not None and officer.serves(self._now) else None

    def _listened_to(self, account: bytes) -> Officer | None:
        row = self._connection.execute(_LISTENED_TO, {"which": account}).one_or_none()
        if row is None:
            return None
        officer = register_rows.officer(self._vault, row)
        self._known.keep({("officer", row.id): officer})
        return officer

    def bound_to(self, channel: Channel, address: str) -> str | None:
        """Return whose this account is, serving or not, or None."""
        which = self.account(channel, address)
        return self._connection.execute(_BOUND_TO, {"which": which}).scalar()

    def account(self, channel: Channel, address: str) -> bytes:
        """Return the digest by which the account at an address is found."""
        return addresses.account(self._vault, channel, address)

    def accounts(self, officer: str) -> tuple[Account, ...]:
        """Return the officer's accounts that are heard, the first bound first."""
        return tuple(each for each in self.all_accounts(officer) if not each.is_frozen)

    def all_accounts(self, officer: str) -> tuple[Account, ...]:
        """Return the officer's accounts, frozen ones too."""
        return self._known.once(
            ("accounts", officer), lambda: accounts_of(self._connection, self._vault, officer)
        )

    def know(self, ids: Iterable[str]) -> None:
        """
        Read many officers and their accounts at once that will be asked for one by one.

        Who cannot be read stays unknown, until somebody asks for that very one.
        """
        unknown = [id for id in dict.fromkeys(ids) if ("accounts", id) not in self._known]
        if not unknown:
            return
        bound: dict[str, list[Account]] = {id: [] for id in unknown}
        rows = read_rows(
            self._connection, _NAMED, {"which": unknown}, key=officers.c.id, unread=skip
        )
        for row in rows:
            with suppress(*UNREADABLE):
                if ("officer", row.id) not in self._known:
                    officer = register_rows.officer(self._vault, row)
                    self._known.keep({("officer", row.id): officer})
                if row.channel is not None:
                    address = address_in(self._vault, row.account, row.at)
                    found = Account(Channel(row.channel), address, row.id, row.frozen_at)
                    bound[row.id].append(found)
        self._known.keep({("accounts", id): tuple(found) for id, found in bound.items()})

    def readable(self, ids: Iterable[str]) -> tuple[Officer, ...]:
        """Return those of many officers who can be read, in their order, read at once."""
        asked = tuple(dict.fromkeys(ids))
        self.know(asked)
        return tuple(self._known["officer", id] for id in asked if ("officer", id) in self._known)

    # Changes

    def put_bond(self, bond: Bond) -> None:
        """Enter or replace the interval in which a Party is bound."""
        self._put(bonds, register_rows.bond_row(bond))

    def put_agreement(self, agreement: Agreement) -> None:
        """Enter or replace an agreement."""
        self._put(agreements, register_rows.agreement_row(agreement))

    def put_authority(self, authority: Authority) -> None:
        """Enter or replace an authority; the moment of its digest stays."""
        self._put(authorities, register_rows.authority_row(self._vault, authority))

    def put_officer(self, officer: Officer) -> None:
        """Enter or replace an officer."""
        self._put(officers, register_rows.officer_row(self._vault, officer))

    def change_officer(self, officer: Officer, *names: str) -> None:
        """
        Store these fields of an officer and no other: `standing`, `lang`, `zone`.

        The rest may have changed since this turn read it: who is suspended at the same moment
        stays so.
        """
        changed = {name: getattr(officer, name) for name in names}
        self._connection.execute(
            update(officers).where(officers.c.id == officer.id).values(**changed)
        )
        self._known.change()

    def bind(self, channel: Channel, address: str, officer: str) -> None:
        """Bind an account to an officer; one that is bound stays with its officer."""
        account = self.account(channel, address)
        self._connection.execute(
            insert_new(self._connection.dialect.name, accounts),
            {
                "account": account,
                "channel": channel,
                "officer": officer,
                "bound_at": self._now,
                "sealed": addresses.seal(self._vault, addresses.place(account), address),
            },
        )
        self._known.change()

    def unbind(self, officer: str, channel: Channel | None = None) -> None:
        """Let go the officer's accounts on one channel, or all of them."""
        mine = delete(accounts).where(accounts.c.officer == officer)
        if channel is not None:
            mine = mine.where(accounts.c.channel == channel)
        self._connection.execute(mine)
        self._known.change()

    def free_id(self, authority: str) -> str:
        """Return an id for a new officer of `authority`: kz-1-0007."""
        taken = {each.id for each in self.everybody()}
        while True:
            number = next_number(self._connection, counters, f"officers/{authority}")
            id = f"{authority.lower()}-{number:04}"
            if id not in taken:
                return id

    def _put(self, table: Table, row: dict[str, object]) -> None:
        self._connection.execute(upsert(self._connection.dialect.name, table, tuple(row)), row)
        self._known.change()

    def _found_authority(self, id: str) -> Authority | None:
        row = self._connection.execute(_AUTHORITY, {"which": id}).one_or_none()
        return register_rows.authority(self._vault, row) if row else None

    def _authorities(self, party: Party | None) -> tuple[Authority, ...]:
        query, given = (_AUTHORITIES_OF, {"whose": party}) if party else (_AUTHORITIES, {})
        rows = read_rows(self._connection, query, given, key=authorities.c.id, unread=skip)
        found = make_each(
            rows, partial(register_rows.authority, self._vault), id=lambda row: row.id, unread=skip
        )
        self._known.keep({("authority", each.id): each for each in found})
        return found

    def _found_officer(self, id: str) -> Officer | None:
        row = self._connection.execute(_OFFICER, {"which": id}).one_or_none()
        return register_rows.officer(self._vault, row) if row else None

    def _officers(self, authority: str | None) -> tuple[Officer, ...]:
        query, given = (_OFFICERS_OF, {"whose": authority}) if authority else (_OFFICERS, {})
        rows = read_rows(self._connection, query, given, key=officers.c.id, unread=skip)
        found = make_each(rows, self._made_officer, id=lambda row: row.id, unread=skip)
        self._known.keep({("officer", each.id): each for each in found})
        return found

    def _made_officer(self, row: Row[Any]) -> Officer:
        if not self._vault.has_key(REGISTER):
            self._known.forget_made()
        make = partial(register_rows.officer, self._vault, row)
        return self._known.made(("officer", row.id), tuple(row), make)
