"""
Code apps, what waits for a code of one, and the count of wrong codes. Secrets are sealed.

An app is active once a code of it was accepted: then its `last_step` is above zero.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, Row, Table, bindparam, delete, select, update

from protocol.audience import Group
from protocol.parties import Channel
from storage.people import SERVES
from storage.sql import upsert
from storage.tables import code_apps, officers, signings, wrong_codes
from storage.vault import REGISTER, Vault

NEVER = 0
_APP = select(code_apps).where(code_apps.c.officer == bindparam("whose")).with_for_update()
_ACCEPTED = (
    update(code_apps)
    .where(code_apps.c.officer == bindparam("whose"), code_apps.c.last_step < bindparam("step"))
    .values(last_step=bindparam("step"))
    .returning(code_apps.c.last_step)
)
_WAITING = (
    select(signings)
    .where(signings.c.officer == bindparam("whose"))
    .order_by(signings.c.channel)
    .with_for_update()
)
_STOPPED = delete(signings).where(signings.c.officer == bindparam("whose"))
_STOPPED_THERE = _STOPPED.where(signings.c.channel == bindparam("there"))
_WRONG = select(wrong_codes).where(wrong_codes.c.officer == bindparam("whose"))


class AppState(StrEnum):
    """How an officer's code app stands; an IDLE one was issued, and no code of it came yet."""

    NONE = "none"
    IDLE = "idle"
    ACTIVE = "active"


@dataclass(frozen=True, slots=True)
class CodeApp:
    """The secret in base32, and the last step of 30 s of which a code was accepted."""

    secret: str
    last_step: int

    def __repr__(self) -> str:
        return f"CodeApp(is_active={self.is_active})"

    @property
    def is_active(self) -> bool:
        """Say whether a code of it was ever accepted."""
        return self.last_step > NEVER


@dataclass(frozen=True, slots=True)
class Wrong:
    """How many wrong codes came in a row; `locked_until` is the first instant that is free."""

    count: int = 0
    locked_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Signing:
    """
    A command that waits for its officer's code: said with `argument` it does the `action`.

    It was shown on `channel`, and a code from another one does not sign it. `digest` is of what was
    shown. `expires_at` is the first instant at which it is too late.
    """

    officer: str
    channel: Channel
    action: str
    command: str
    argument: str
    digest: bytes
    expires_at: datetime


class Codes:
    """Code apps and signings within one transaction."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    # Code apps

    def issue(self, officer: str, secret: str, *, last_step: int = NEVER) -> None:
        """Give an officer a new secret; the one before is void at once, and what waited for it."""
        # In the order in which a turn locks them.
        self.stop(officer)
        self._put(
            code_apps,
            {
                "officer": officer,
                "last_step": last_step,
                "sealed": self._vault.seal(REGISTER, _secret_of(officer), secret.encode()),
            },
        )

    def app(self, officer: str) -> CodeApp | None:
        """Return the officer's code app, its row locked until the transaction ends, or None."""
        row = self._connection.execute(_APP, {"whose": officer}).one_or_none()
        if row is None:
            return None
        secret = self._vault.open(REGISTER, _secret_of(officer), bytes(row.sealed))
        return CodeApp(secret.decode(), row.last_step)

    def state(self, officer: str) -> AppState:
        """Return how the officer's code app stands."""
        app = self.app(officer)
        if app is None:
            return AppState.NONE
        return AppState.ACTIVE if app.is_active else AppState.IDLE

    def active(self, officers: Iterable[str]) -> frozenset[str]:
        """Return which of the officers have an active code app; nothing is locked."""
        found = select(code_apps.c.officer).where(
            code_apps.c.officer.in_(tuple(officers)), code_apps.c.last_step > NEVER
        )
        return frozenset(self._connection.execute(found).scalars())

    def active_at(self, authority: str, group: Group, *, now: datetime) -> frozenset[str]:
        """Return who of an authority's serving officers that are members has an active code app."""
        found = (
            select(code_apps.c.officer)
            .join(officers, officers.c.id == code_apps.c.officer)
            .where(
                officers.c.authority == authority,
                officers.c.role.in_(tuple(group.roles)),
                code_apps.c.last_step > NEVER,
                SERVES,
            )
        )
        return frozenset(self._connection.execute(found, {"now": now}).scalars())

    def accept(self, officer: str, step: int) -> bool:
        """Use up the code of a step and all before it; False when it was used up already."""
        taken = self._connection.execute(_ACCEPTED, {"whose": officer, "step": step})
        return taken.scalar() is not None

    # Wrong codes

    def wrong(self, officer: str) -> Wrong:
        """Return what is held against an officer's codes, of any act; nothing is a count of 0."""
        row = self._connection.execute(_WRONG, {"whose": officer}).one_or_none()
        return Wrong(row.wrong, row.locked_until) if row else Wrong()

    def hold(self, officer: str, wrong: Wrong) -> None:
        """Keep what is held against an officer's codes; `app` has locked out whoever counts too."""
        row = {"officer": officer, "wrong": wrong.count, "locked_until": wrong.locked_until}
        self._put(wrong_codes, row)

    # What waits for a code

    def wait(self, signing: Signing) -> None:
        """Let a command wait for its officer's code, instead of what waited on its channel."""
        said = {"command": signing.command, "argument": signing.argument}
        self._put(
            signings,
            {
                "officer": signing.officer,
                "channel": signing.channel,
                "action": signing.action,
                "digest": signing.digest,
                "expires_at": signing.expires_at,
                "sealed": self._vault.seal_json(
                    REGISTER, _place_of(signing.officer, signing.channel), said
                ),
            },
        )

    def waiting(self, officer: str) -> tuple[Signing, ...]:
        """Return what waits for the officer's code, at most one on a channel; locked, also old."""
        rows = self._connection.execute(_WAITING, {"whose": officer})
        return tuple(map(self._signing, rows))

    def stop(self, officer: str, channel: Channel | None = None) -> None:
        """Let nothing of the officer's wait for a code any more, on one channel or on all."""
        if channel is None:
            self._connection.execute(_STOPPED, {"whose": officer})
        else:
            self._connection.execute(_STOPPED_THERE, {"whose": officer, "there": channel})

    def _signing(self, row: Row[tuple[object, ...]]) -> Signing:
        channel = Channel(row.channel)
        place = _place_of(row.officer, channel)
        said = self._vault.open_json(REGISTER, place, bytes(row.sealed))
        return Signing(
            officer=row.officer,
            channel=channel,
            action=row.action,
            command=said["command"],
            argument=said["argument"],
            digest=bytes(row.digest),
            expires_at=row.expires_at,
        )

    def _put(self, table: Table, row: dict[str, object]) -> None:
        self._connection.execute(upsert(self._connection.dialect.name, table, tuple(row)), row)


def _secret_of(officer: str) -> str:
    return f"code_apps/sealed/{officer}"


def _place_of(officer: str, channel: Channel) -> str:
    return f"signings/sealed/{officer}/{channel}"
