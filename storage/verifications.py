"""Verifications on Matrix that are under way, and whose master key was compared, and how."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, Table, delete, select

from protocol.parties import Channel
from storage import addresses
from storage.sql import upsert
from storage.tables import comparisons, verifications
from storage.vault import REGISTER, Vault


class Stage(StrEnum):
    """
    How far a verification is, as far as it has to be known after a crash.

    WISHED: we are to ask. OPEN: messages go to and fro; whoever begins anew has no part of them.
    PROVEN: both sides have shown their keys, and its owner has yet to say that the emoji match.
    COMPARED: they did, and other devices of ours are to be told. DIFFERS: what was compared is not
    the same, and people are to be told.
    """

    WISHED = "wished"
    OPEN = "open"
    PROVEN = "proven"
    COMPARED = "compared"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class Verification:
    """
    What is under way with one address.

    `transaction` is its id, of one that is wished only ours; `device` the device that it goes on
    with outside of the room, empty where it goes on in the room. `master` is the key that is
    being compared, `emoji` what is shown.
    """

    address: str
    stage: Stage
    transaction: str
    device: str = ""
    master: str = ""
    emoji: tuple[int, ...] = ()


class How(StrEnum):
    """How a master key was compared."""

    EMOJI = "emoji"
    FINGERPRINT = "fingerprint"


@dataclass(frozen=True, slots=True)
class Compared:
    """That a master key is its owner's: it says nothing of another one."""

    master: str
    how: How
    at: datetime


class Verifications:
    """Both within one transaction; each row is sealed. `wished` counts what we are to begin."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault
        self.wished = 0

    def all(self) -> Sequence[Verification]:
        """Return what is under way."""
        return [self._verification(row) for row in self._connection.execute(select(verifications))]

    def of(self, address: str) -> Verification | None:
        """Return what is under way with an address, locked."""
        found = select(verifications).where(verifications.c.account == self._account(address))
        row = self._connection.execute(found.with_for_update()).one_or_none()
        return self._verification(row) if row else None

    def put(self, verification: Verification) -> None:
        """Note how far it is, in the place of what was under way with that address."""
        each = verification
        kept: dict[str, Any] = {
            "address": each.address,
            "stage": each.stage,
            "transaction": each.transaction,
            "device": each.device,
            "master": each.master,
            "emoji": list(each.emoji),
        }
        self._put(verifications, each.address, kept)
        self.wished += each.stage is Stage.WISHED

    def drop(self, address: str, transaction: str) -> None:
        """Forget what is over, unless something else is under way there by now."""
        found = self.of(address)
        if found is not None and found.transaction == transaction:
            account = self._account(address)
            self._connection.execute(
                delete(verifications).where(verifications.c.account == account)
            )

    def compare(self, address: str, compared: Compared) -> None:
        """Note that a master key was compared."""
        kept = {"master": compared.master, "how": compared.how}
        self._put(comparisons, address, kept, compared_at=compared.at)

    def last_comparison(self, address: str) -> Compared | None:
        """Return how the master key of an address was compared last; it may be another by now."""
        found = select(comparisons).where(comparisons.c.account == self._account(address))
        row = self._connection.execute(found).one_or_none()
        if row is None:
            return None
        kept = self._vault.open_json(REGISTER, _place(comparisons, row.account), bytes(row.sealed))
        return Compared(kept["master"], How(kept["how"]), row.compared_at)

    def forget(self, address: str) -> None:
        """Forget an address that is nobody's any more."""
        for table in (verifications, comparisons):
            self._connection.execute(delete(table).where(table.c.account == self._account(address)))

    def _put(self, table: Table, address: str, kept: dict[str, Any], **more: datetime) -> None:
        account = self._account(address)
        sealed = self._vault.seal_json(REGISTER, _place(table, account), kept)
        row = {"account": account, "sealed": sealed, **more}
        self._connection.execute(upsert(self._connection.dialect.name, table, tuple(row)), row)

    def _verification(self, row: Row[tuple[object, ...]]) -> Verification:
        kept = self._vault.open_json(
            REGISTER, _place(verifications, row.account), bytes(row.sealed)
        )
        kept["emoji"] = tuple(kept["emoji"])
        return Verification(**{**kept, "stage": Stage(kept["stage"])})

    def _account(self, address: str) -> bytes:
        return addresses.account(self._vault, Channel.MATRIX, address)


def _place(table: Table, account: bytes) -> str:
    return f"{table.name}/sealed/{bytes(account).hex()}"
