"""Sealing and opening within one transaction."""

import json
import os
from collections.abc import Callable
from functools import cache
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.sql.dml import ReturningInsert

from storage import keys
from storage.memory import Recollection
from storage.sql import insert_new
from storage.tables import data_keys

REGISTER = "register"
# What these seal is of no one request; their data keys are there as long as the installation.
LASTING = frozenset({REGISTER, "inbox"})
_WRAPPED = select(data_keys.c.wrapped_by, data_keys.c.wrapped).where(
    data_keys.c.subject == bindparam("of")
)
_DESTROYED = delete(data_keys).where(data_keys.c.subject == bindparam("of"))


class Vault:
    """
    Opens and seals. Data keys are made when first asked for, forgotten with the transaction.

    Those of LASTING are known to later transactions until they are changed.
    """

    def __init__(
        self,
        connection: Connection,
        ring: keys.KeyRing,
        random: Callable[[int], bytes] = os.urandom,
        known: Recollection | None = None,
    ) -> None:
        self._known = known or Recollection(connection)
        self._connection = connection
        self._ring = ring
        self._random = random
        self._keys: dict[str, bytes] = {}
        # What was made may be undone with its savepoint.
        self._made: set[str] = set()

    def seal(self, subject: str, place: str, value: bytes) -> bytes:
        """Return `value` sealed under the key of `subject`, bound to `place` (table/column/row)."""
        return keys.seal(self._key(subject), value, place, self._random)

    def open(self, subject: str, place: str, value: bytes) -> bytes:
        """
        Return what was sealed.

        Raises: keys.Destroyed when the key of `subject` was destroyed.
        """
        return keys.open_sealed(self._known_key(subject), value, place)

    def seal_json(self, subject: str, place: str, value: Any) -> bytes:
        """Return a JSON value sealed."""
        return self.seal(subject, place, json.dumps(value, ensure_ascii=False).encode())

    def open_json(self, subject: str, place: str, value: bytes) -> Any:
        """Return a JSON value that was sealed."""
        return json.loads(self.open(subject, place, value))

    def digest(self, subject: str, value: bytes) -> bytes:
        """Return a digest of content, salted under the key of `subject`."""
        return keys.salted_digest(self._key(subject), value)

    def destroy(self, subject: str) -> None:
        """Delete the data key of `subject`: what it sealed cannot be opened any more."""
        self._keys.pop(subject, None)
        if subject in LASTING:
            self._known.change()
        self._connection.execute(_DESTROYED, {"of": subject})

    def has_key(self, subject: str) -> bool:
        """Say whether `subject` has a data key: else nothing that it sealed can be opened."""
        try:
            self._known_key(subject)
        except keys.Destroyed:
            return False
        return True

    def forget(self) -> None:
        """Forget every data key: one that was made inside is gone with its savepoint."""
        self._keys.clear()

    def _key(self, subject: str) -> bytes:
        try:
            return self._known_key(subject)
        except keys.Destroyed:
            key = self._random(keys.KEY_BYTES)
        # psycopg does not count what an INSERT did: the row itself says whether it is ours.
        made = self._connection.execute(
            _made(self._connection.dialect.name),
            {
                "subject": subject,
                "wrapped_by": self._ring.current,
                "wrapped": keys.wrap(self._ring, subject, key, self._random),
            },
        ).scalar()
        if made is None:
            return self._known_key(subject)
        self._keys[subject] = key
        self._made.add(subject)
        return key

    def _known_key(self, subject: str) -> bytes:
        place = ("data key", subject)
        if subject not in self._keys and subject in LASTING and place in self._known:
            return self._known[place]  # type: ignore[no-any-return]
        if subject not in self._keys:
            row = self._connection.execute(_WRAPPED, {"of": subject}).one_or_none()
            if row is None:
                raise keys.Destroyed(subject)
            self._keys[subject] = keys.unwrap(
                self._ring, subject, row.wrapped_by, bytes(row.wrapped)
            )
            if subject in LASTING and subject not in self._made:
                self._known.keep({place: self._keys[subject]})
        return self._keys[subject]


@cache
def _made(dialect: str) -> ReturningInsert[Any]:
    return insert_new(dialect, data_keys).returning(data_keys.c.subject)
