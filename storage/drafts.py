"""Drafts: what a person has typed so far. They survive restarts, sealed under their own key."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Integer,
    Row,
    and_,
    bindparam,
    delete,
    func,
    or_,
    select,
    update,
)

from storage.readings import Readings
from storage.sql import upsert
from storage.tables import Moment, drafts
from storage.vault import Vault

_COLUMNS = ("id", "officer", "command", "active", "updated_at", "sealed")
_RESTED = (
    update(drafts)
    .where(drafts.c.officer == bindparam("whose"), drafts.c.active)
    .values(active=False)
)
_ACTIVE = (
    select(drafts)
    .where(drafts.c.officer == bindparam("whose"), drafts.c.active)
    .order_by(drafts.c.updated_at.desc())
    .limit(1)
)
_ONE = select(drafts).where(
    drafts.c.id == bindparam("which"), drafts.c.officer == bindparam("whose")
)
_AT = bindparam("at", type_=Moment)
_OF_COMMAND = and_(drafts.c.officer == bindparam("whose"), drafts.c.command == bindparam("of"))
_IS_OLDER = and_(
    drafts.c.updated_at <= _AT,
    or_(drafts.c.updated_at < _AT, drafts.c.id > bindparam("last")),
)
_NEWEST = (
    select(drafts)
    .where(_OF_COMMAND)
    .order_by(drafts.c.updated_at.desc(), drafts.c.id)
    .limit(bindparam("most", type_=Integer))
)
_OLDER = _NEWEST.where(_IS_OLDER)
_COUNTED = select(func.count()).select_from(drafts).where(_OF_COMMAND)
_COUNTED_OLDER = _COUNTED.where(_IS_OLDER)
_IDS = select(drafts.c.id).where(_OF_COMMAND)
_DELETED = delete(drafts).where(drafts.c.id == bindparam("which"))


@dataclass(frozen=True, slots=True)
class Draft:
    """A dialog of one officer: the answers so far and the question that is open (None: none is)."""

    id: str
    officer: str
    command: str
    answers: Mapping[str, Any]
    asking: str | None
    updated_at: datetime
    active: bool = True


class Drafts:
    """
    The drafts within one transaction. At most one of an officer's is active.

    With a draft are kept, sealed, the verdicts on its texts that are known in the transaction.
    """

    def __init__(self, connection: Connection, vault: Vault, readings: Readings) -> None:
        self._connection = connection
        self._vault = vault
        self._readings = readings

    def save(self, draft: Draft) -> None:
        """Store a draft; where it is active every other one of the officer rests."""
        if draft.active:
            self.rest(draft.officer)
        row = {
            "id": draft.id,
            "officer": draft.officer,
            "command": draft.command,
            "active": draft.active,
            "updated_at": draft.updated_at,
            "sealed": self._vault.seal_json(
                draft.id,
                f"drafts/sealed/{draft.id}",
                {
                    "answers": dict(draft.answers),
                    "asking": draft.asking,
                    "readings": self._readings.kept(draft.answers.values()),
                },
            ),
        }
        self._connection.execute(upsert(self._connection.dialect.name, drafts, _COLUMNS), row)

    def rest(self, officer: str) -> None:
        """Leave no draft of the officer active; nothing typed is lost."""
        self._connection.execute(_RESTED, {"whose": officer})

    def active(self, officer: str) -> Draft | None:
        """Return the officer's active draft, or None."""
        row = self._connection.execute(_ACTIVE, {"whose": officer}).one_or_none()
        return self._draft(row) if row else None

    def get(self, id: str, officer: str) -> Draft | None:
        """Return a draft of this officer, or None."""
        row = self._connection.execute(_ONE, {"which": id, "whose": officer}).one_or_none()
        return self._draft(row) if row else None

    def of(self, officer: str) -> tuple[Draft, ...]:
        """Return the officer's drafts, the latest first."""
        rows = self._connection.execute(
            select(drafts)
            .where(drafts.c.officer == officer)
            .order_by(drafts.c.updated_at.desc(), drafts.c.id)
        )
        return tuple(self._draft(row) for row in rows)

    def page(
        self, officer: str, command: str, *, limit: int, after: tuple[datetime, str] | None = None
    ) -> tuple[Draft, ...]:
        """Return the first `limit` drafts of one command, the latest first, behind `after`."""
        query = _NEWEST if after is None else _OLDER
        given: dict[str, object] = {"whose": officer, "of": command, "most": limit}
        rows = self._connection.execute(query, given | _behind(after))
        return tuple(self._draft(row) for row in rows)

    def count(
        self, officer: str, command: str, *, after: tuple[datetime, str] | None = None
    ) -> int:
        """Return how many drafts of one command there are, behind `after`."""
        query = _COUNTED if after is None else _COUNTED_OLDER
        given: dict[str, object] = {"whose": officer, "of": command}
        count: int = self._connection.execute(query, given | _behind(after)).scalar_one()
        return count

    def drop(self, officer: str, command: str) -> None:
        """Delete the officer's drafts of one command."""
        given = {"whose": officer, "of": command}
        for id in self._connection.execute(_IDS, given).scalars().all():
            self.delete(id)

    def delete(self, id: str) -> None:
        """Delete a draft and destroy its key."""
        self._connection.execute(_DELETED, {"which": id})
        self._vault.destroy(id)

    def _draft(self, row: Row[tuple[object, ...]]) -> Draft:
        sealed = self._vault.open_json(row.id, f"drafts/sealed/{row.id}", bytes(row.sealed))
        self._readings.recall(sealed.get("readings", {}))  # none in a draft of before
        return Draft(
            id=row.id,
            officer=row.officer,
            command=row.command,
            answers=sealed["answers"],
            asking=sealed["asking"],
            updated_at=row.updated_at,
            active=row.active,
        )


def _behind(after: tuple[datetime, str] | None) -> dict[str, object]:
    return {} if after is None else {"at": after[0], "last": after[1]}
