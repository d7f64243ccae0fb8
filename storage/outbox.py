"""The outbox: everything to be said, until it has ended. A row says a text key, never words."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, select, update
from sqlalchemy.sql.dml import ReturningInsert

from storage.mailings import Mailings, Part
from storage.outgoing import DOUBT, OutboxState, Outgoing
from storage.sayings import Priority, Saying, data_key, write_choices
from storage.sql import first_ones, insert_new
from storage.tables import Moment, outbox
from storage.values import encode
from storage.vault import Vault

_MOMENT: BindParameter[datetime] = bindparam("moment", type_=Moment)
_HURRIED = (
    update(outbox)
    .where(outbox.c.key == bindparam("under"), outbox.c.not_before > _MOMENT)
    .values(not_before=_MOMENT)
)
_WITH_KEY = select(outbox.c.seq).where(outbox.c.key == bindparam("under"))

_PRUNED = first_ones(outbox, outbox.c.ended_at < bindparam("before"), by=outbox.c.ended_at)


class Outbox:
    """The outbox within one transaction; `rung` are to whom it wrote alarms that go at once."""

    def __init__(self, connection: Connection, vault: Vault, now: datetime) -> None:
        self._connection = connection
        self._vault = vault
        self._now = now
        self.mailings = Mailings(connection, vault, now)
        self.written = self.parts = 0
        self.rung: list[str] = []

    def put(self, saying: Saying, *, after: timedelta = timedelta()) -> bool:
        """Add a row, to be sent `after` so long; return False when its key is already there."""
        added = self._connection.execute(
            _put(self._connection.dialect.name), self._row(saying, after)
        ).scalar()
        self._note((saying,) if added is not None else (), after)
        return added is not None

    def put_all(self, sayings: Iterable[Saying]) -> None:
        """Add a row for each, at once, but for those whose key is already there."""
        each = tuple(sayings)
        rows = [self._row(saying, timedelta()) for saying in each]
        if rows:
            found = self._connection.execute(_put(self._connection.dialect.name), rows)
            added = frozenset(found.scalars())
            self._note([saying for saying in each if saying.key in added], timedelta())

    def put_off(self, parts: Iterable[Part]) -> None:
        """Add parts that the clock puts here one by one."""
        self.mailings.put(parts)
        self.parts += 1

    def has(self, key: str) -> bool:
        """Say whether there is a row with a key."""
        return self._connection.execute(_WITH_KEY, {"under": key}).first() is not None

    def hurry(self, key: str) -> None:
        """Send now what waits under a key for its moment."""
        self._connection.execute(_HURRIED, {"under": key, "moment": self._now})

    def renew(self, row: Outgoing, key: str) -> None:
        """Say the same again under another key; where it may have arrived, as a repetition."""
        self.put(replace(row.saying, key=key))
        if row.is_in_doubt:
            self._connection.execute(
                update(outbox).where(outbox.c.key == key).values(tried=json.dumps([DOUBT]))
            )

    def prune(self, before: datetime, *, most: int) -> int:
        """Delete up to `most` rows that ended before `before`; return how many."""
        return self._connection.execute(_PRUNED, {"before": before, "most": most}).rowcount

    def _note(self, added: Sequence[Saying], after: timedelta) -> None:
        self.written += len(added)
        if not after:
            self.rung += [each.officer for each in added if each.priority is Priority.ALARM]

    def _row(self, saying: Saying, after: timedelta) -> dict[str, object]:
        subject = saying.subject
        return {
            "key": saying.key,
            "officer": saying.officer,
            "queue": saying.queue,
            "place": saying.place,
            "over": saying.over,
            "said_by": saying.by,
            "priority": saying.priority,
            "text": saying.text,
            "about": subject.about if subject else None,
            "subject": subject.id if subject else None,
            "obligation": saying.obligation,
            "created_at": self._now,
            "state": OutboxState.WAITING,
            "not_before": self._now + after,
            "attempts": 0,
            "doubts": 0,
            "tried": "[]",
            "carries": saying.carries,
            "voice": saying.voice,
            "full_content": False,
            "values": self._vault.seal(
                data_key(subject), f"outbox/values/{saying.key}", encode(saying.values)
            ),
            "choices": write_choices(saying.choices),
        }


@cache
def _put(dialect: str) -> ReturningInsert[Any]:
    return insert_new(dialect, outbox).returning(outbox.c.key)
