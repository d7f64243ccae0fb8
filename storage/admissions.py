"""How people come in: one-time codes, who waits to be approved, how many codes were wrong."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, Row, delete, func, select, update

from protocol.parties import Channel
from storage import addresses
from storage.sql import insert, upsert
from storage.tables import applications, guesses, invites, officers
from storage.vault import Vault

# After so many wrong codes within a day none of an account's is looked at for so long.
WRONG_CODES = 5
FROZEN_FOR = timedelta(hours=24)
# So many accounts are counted; the one silent longest makes room. Strangers fill no table.
COUNTED = 1000
_COLUMNS = (
    "officer",
    "channel",
    "issuer",
    "words_digest",
    "tries",
    "applied_at",
    "expires_at",
    "void",
)


@dataclass(frozen=True, slots=True)
class Invitation:
    """Whom a code invites, and who issued it: an officer's id, or the operator."""

    officer: str
    issuer: str


@dataclass(frozen=True, slots=True)
class Application:
    """
    An account that brought a code for `officer` and is not bound before a second person approves.

    `tries` counts wrong words; a void one is kept so that its account can be told.
    """

    officer: str
    channel: Channel
    address: str
    issuer: str
    words_digest: bytes
    applied_at: datetime
    expires_at: datetime
    tries: int = 0
    void: bool = False

    def is_open(self, moment: datetime) -> bool:
        """Say whether it can be approved: up to `expires_at`, which does not count."""
        return not self.void and moment < self.expires_at


class Admissions:
    """Codes and applications within one transaction. Of a code and of words only digests come."""

    def __init__(self, connection: Connection, vault: Vault, now: datetime) -> None:
        self._connection = connection
        self._vault = vault
        self._now = now

    # Codes

    def invite(
        self, officer: str, code_digest: bytes, *, issuer: str, expires_at: datetime
    ) -> None:
        """Note a one-time code; an earlier one of the same officer is void."""
        self._connection.execute(delete(invites).where(invites.c.officer == officer))
        self._connection.execute(
            insert(self._connection, invites).values(
                code_digest=code_digest,
                officer=officer,
                issuer=issuer,
                expires_at=expires_at,
                used_at=None,
            )
        )

    def use_up(self, code_digest: bytes) -> Invitation | None:
        """Use up a code and return whom it invites; None when it is unknown, spent or too old."""
        row = self._connection.execute(
            update(invites)
            .where(
                invites.c.code_digest == code_digest,
                invites.c.used_at.is_(None),
                invites.c.expires_at > self._now,
            )
            .values(used_at=self._now)
            .returning(invites.c.officer, invites.c.issuer)
        ).one_or_none()
        return Invitation(row.officer, row.issuer) if row else None

    def spent_by(self, code_digest: bytes) -> str | None:
        """Return whom a code invited that has been used, or None."""
        return self._connection.execute(
            select(invites.c.officer).where(
                invites.c.code_digest == code_digest, invites.c.used_at.is_not(None)
            )
        ).scalar()

    def reopen(self, officer: str) -> bool:
        """Let the code that an officer has brought be brought again, if there is still time."""
        reopened = self._connection.execute(
            update(invites)
            .where(
                invites.c.officer == officer,
                invites.c.used_at.is_not(None),
                invites.c.expires_at > self._now,
            )
            .values(used_at=None)
        )
        return reopened.rowcount > 0

    def void_codes(self, officer: str) -> None:
        """Void the codes that invite an officer, and those that the officer issued."""
        self._connection.execute(
            delete(invites).where((invites.c.officer == officer) | (invites.c.issuer == officer))
        )

    # Wrong codes

    def is_frozen(self, account_digest: bytes) -> bool:
        """Say whether an account has brought so many wrong codes that none of its is looked at."""
        tries = self._connection.execute(
            select(guesses.c.tries).where(
                guesses.c.account_digest == account_digest,
                guesses.c.last_at > self._now - FROZEN_FOR,
            )
        ).scalar()
        return tries is not None and tries >= WRONG_CODES

    def wrong(self, account_digest: bytes) -> None:
        """
        Count a wrong code of an account that is not frozen; after a day it is forgotten.

        What makes guessing hopeless is the length of a code: a thousand wrong ones a second from
        ever new accounts, with a hundred codes open, find one of 2**120 in 10**23 years. So nobody
        is shut out on account of others, and the one silent longest gives up its row.
        """
        self._prune_wrong()
        added = insert(self._connection, guesses).values(
            account_digest=account_digest, tries=1, last_at=self._now
        )
        self._connection.execute(
            added.on_conflict_do_update(
                index_elements=[guesses.c.account_digest],
                set_={"tries": guesses.c.tries + 1, "last_at": self._now},
            )
        )
        count = self._connection.execute(select(func.count()).select_from(guesses)).scalar_one()
        if count > COUNTED:
            oldest = (
                select(guesses.c.account_digest)
                .where(guesses.c.account_digest != account_digest)
                .order_by(guesses.c.last_at)
                .limit(count - COUNTED)
            )
            self._connection.execute(delete(guesses).where(guesses.c.account_digest.in_(oldest)))

    # Applications

    def apply(self, application: Application) -> None:
        """Keep an application, or how it stands now; an officer has one."""
        channel, address = application.channel, application.address
        row = {
            **{name: getattr(application, name) for name in _COLUMNS},
            "account": addresses.account(self._vault, channel, address),
            "sealed": addresses.seal(self._vault, _place(application.officer), address),
        }
        self._connection.execute(
            upsert(self._connection.dialect.name, applications, tuple(row)), row
        )

    def application(self, officer: str) -> Application | None:
        """Return the officer's application, open or not, locked; None when there is none."""
        row = self._connection.execute(
            select(applications).where(applications.c.officer == officer).with_for_update()
        ).one_or_none()
        return self._application(row) if row else None

    def waiting(self, officers: Iterable[str]) -> tuple[Application, ...]:
        """Return the open applications of these officers, the oldest first."""
        rows = self._connection.execute(
            select(applications)
            .where(applications.c.officer.in_(tuple(officers)))
            .order_by(applications.c.applied_at, applications.c.officer)
        )
        return tuple(each for each in map(self._application, rows) if each.is_open(self._now))

    def waiting_at(self, authority: str) -> tuple[Application, ...]:
        """Return the open applications at an authority, the oldest first."""
        rows = self._connection.execute(
            select(applications)
            .join(officers, officers.c.id == applications.c.officer)
            .where(officers.c.authority == authority)
            .order_by(applications.c.applied_at, applications.c.officer)
        )
        return tuple(each for each in map(self._application, rows) if each.is_open(self._now))

    def from_account(self, channel: Channel, address: str) -> tuple[Application, ...]:
        """Return the open applications that one account has made."""
        rows = self._connection.execute(
            select(applications).where(
                applications.c.account == addresses.account(self._vault, channel, address)
            )
        )
        return tuple(each for each in map(self._application, rows) if each.is_open(self._now))

    def issued_by(self, issuer: str) -> tuple[Application, ...]:
        """Return the open applications that came by a code of one issuer, locked."""
        rows = self._connection.execute(
            select(applications)
            .where(applications.c.issuer == issuer)
            .order_by(applications.c.officer)
            .with_for_update()
        )
        return tuple(each for each in map(self._application, rows) if each.is_open(self._now))

    def void(self, application: Application) -> None:
        """Void an application; its account can still be told so."""
        self.apply(replace(application, void=True))

    def withdraw(self, officer: str) -> None:
        """Delete the officer's application, if there is one."""
        self._connection.execute(delete(applications).where(applications.c.officer == officer))

    def prune(self) -> None:
        """Delete the codes and the applications whose time is over, and old wrong codes."""
        self._prune_wrong()
        self._connection.execute(delete(invites).where(invites.c.expires_at <= self._now))
        over = delete(applications).where(applications.c.expires_at <= self._now)
        self._connection.execute(over)

    def _prune_wrong(self) -> None:
        over = delete(guesses).where(guesses.c.last_at <= self._now - FROZEN_FOR)
        self._connection.execute(over)

    def _application(self, row: Row[tuple[object, ...]]) -> Application:
        values = {name: getattr(row, name) for name in _COLUMNS}
        return Application(
            **{
                **values,
                "channel": Channel(row.channel),
                "address": addresses.open_address(self._vault, _place(row.officer), row.sealed),
                "words_digest": bytes(row.words_digest),
            }
        )


def _place(officer: str) -> str:
    return f"applications/sealed/{officer}"
