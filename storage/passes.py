"""
Blocked texts that a signatory may let pass: of each its salted digest, never the text (Art. 10).

A text is known again by its digest alone: what differs in one sign is another text.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Row, bindparam, delete, select, update

from storage.sql import first_ones, upsert
from storage.tables import passes
from storage.vault import REGISTER, Vault

# From the block on: so long its author may ask, a signatory may let it pass, and it may come again.
HELD_FOR = timedelta(hours=24)
# What has passed is known again while a draft may hold it.
KNOWN_FOR = timedelta(days=30)
_COLUMNS = ("id", "officer", "digest", "found", "blocked_at", "until", "allowed_by", "used_at")
_BY_DIGEST = select(passes).where(
    passes.c.officer == bindparam("whose"), passes.c.digest == bindparam("which")
)

_PRUNED = first_ones(
    passes,
    passes.c.until <= bindparam("now"),
    passes.c.used_at.is_(None) | (passes.c.used_at < bindparam("known_since")),
    by=passes.c.until,
)


@dataclass(frozen=True, slots=True)
class Pass:
    """
    A text that was blocked. `found` are the words that it was blocked for.

    It may come again before `until`, the first instant at which it is too late; `allowed_by` is who
    let it pass, `used_at` when it came again.
    """

    id: str
    officer: str
    found: str
    blocked_at: datetime
    until: datetime
    allowed_by: str | None = None
    used_at: datetime | None = None


class Passes:
    """What was blocked, and what of it may pass, within one transaction."""

    def __init__(self, connection: Connection, vault: Vault, now: datetime) -> None:
        self._connection = connection
        self._vault = vault
        self._now = now

    def block(self, id: str, officer: str, texts: Sequence[str], found: str) -> Pass:
        """Note that an officer's texts were blocked; the same ones are one row, and anew."""
        digest = self._digest(officer, texts)
        self._connection.execute(
            delete(passes).where(passes.c.officer == officer, passes.c.digest == digest)
        )
        return self._put(Pass(id, officer, found, self._now, self._now + HELD_FOR), digest)

    def get(self, id: str) -> Pass | None:
        """Return what was blocked, locked, while it may still come again."""
        row = self._connection.execute(
            select(passes).where(passes.c.id == id).with_for_update()
        ).one_or_none()
        return self._pass(row) if row and row.until > self._now else None

    def allow(self, id: str, by: str) -> None:
        """Let a blocked text pass once."""
        self._connection.execute(update(passes).where(passes.c.id == id).values(allowed_by=by))

    def find(self, officer: str, texts: Sequence[str]) -> Pass | None:
        """Return what lets exactly these texts of an officer pass now, locked; None of nothing."""
        asked = {"whose": officer, "which": self._digest(officer, texts)}
        row = self._connection.execute(_BY_DIGEST.with_for_update(), asked).one_or_none()
        if row is None or row.allowed_by is None or row.used_at or row.until <= self._now:
            return None
        return self._pass(row)

    def use(self, id: str) -> None:
        """Use up what has let a text pass."""
        self._connection.execute(update(passes).where(passes.c.id == id).values(used_at=self._now))

    def know(self, id: str, officer: str, text: str) -> None:
        """Know a text again that came inside of one that has passed."""
        if not self.has_passed(officer, text):
            until = self._now + KNOWN_FOR
            known = Pass(id, officer, "", self._now, until, used_at=self._now)
            self._put(known, self._digest(officer, (text,)))

    def has_passed(self, officer: str, text: str) -> bool:
        """Say whether a text of an officer came inside of one that has passed."""
        asked = {"whose": officer, "which": self._digest(officer, (text,))}
        row = self._connection.execute(_BY_DIGEST, asked).one_or_none()
        return row is not None and row.used_at is not None

    def prune(self, *, most: int) -> int:
        """Delete up to `most` of what can pass no longer; return how many."""
        asked = {"now": self._now, "known_since": self._now - KNOWN_FOR, "most": most}
        return self._connection.execute(_PRUNED, asked).rowcount

    def _put(self, kept: Pass, digest: bytes) -> Pass:
        row = {
            "id": kept.id,
            "officer": kept.officer,
            "digest": digest,
            "found": self._vault.seal(REGISTER, _found(kept.id), kept.found.encode()),
            "blocked_at": kept.blocked_at,
            "until": kept.until,
            "allowed_by": kept.allowed_by,
            "used_at": kept.used_at,
        }
        self._connection.execute(upsert(self._connection.dialect.name, passes, _COLUMNS), row)
        return kept

    def _digest(self, officer: str, texts: Sequence[str]) -> bytes:
        return self._vault.digest(REGISTER, json.dumps(["pass", officer, *texts]).encode())

    def _pass(self, row: Row[tuple[object, ...]]) -> Pass:
        return Pass(
            id=row.id,
            officer=row.officer,
            found=self._vault.open(REGISTER, _found(row.id), bytes(row.found)).decode(),
            blocked_at=row.blocked_at,
            until=row.until,
            allowed_by=row.allowed_by,
            used_at=row.used_at,
        )


def _found(id: str) -> str:
    return f"passes/found/{id}"
