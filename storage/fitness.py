"""
Whether a PostgreSQL is one that the record can lie in: one session is one session, and UTF-8.

A pooler that gives each transaction, or each statement, another session of the server breaks what
needs one: the lock of the running process, the limits of a connection, prepared statements.
"""

import secrets
from enum import StrEnum
from typing import Any

from psycopg.errors import ProtocolViolation

from storage.address import Address
from storage.postgresql import Bounded, Bounds

ENCODING = "UTF8"
# A pooler with several idle sessions gives another one by the second time at the latest.
_ROUNDS = 3
_WHO = "SELECT pg_backend_pid(), current_setting('nabat.session', true)"
_LOCKED = "SELECT pg_try_advisory_xact_lock(%s::bigint)"


class Misfit(StrEnum):
    """Why a PostgreSQL is refused."""

    POOLER = "pooler"
    ENCODING = "encoding"


class Unfit(Exception):
    """A PostgreSQL that is refused; `found` is what it has instead, "" where that says nothing."""

    def __init__(self, misfit: Misfit, found: str = "") -> None:
        super().__init__(f"{misfit} {found}".strip())
        self.misfit = misfit
        self.found = found


def look(address: Address, bounds: Bounds) -> None:
    """
    Look at the server over some connections, and change nothing.

    Raises: Unfit; psycopg.Error when it does not answer.
    """
    tokens = (secrets.token_hex(8), secrets.token_hex(8))
    with (
        Bounded.to(address, bounds, autocommit=True) as one,
        Bounded.to(address, bounds) as other,
    ):
        encoding = str(_only(one, "SELECT current_setting('server_encoding')"))
        if encoding != ENCODING:
            raise Unfit(Misfit.ENCODING, encoding)
        try:
            is_kept = _is_kept(one, other, tokens) and _is_shared(one, other)
        except ProtocolViolation:  # a pooler that gives each statement another session
            is_kept = False
        if not is_kept:
            raise Unfit(Misfit.POOLER)
    with Bounded.to(address, bounds, autocommit=True) as next_one:
        if _row(next_one, _WHO)[1] in tokens:  # so would stay the lock of a dead process
            raise Unfit(Misfit.POOLER)


def _is_kept(one: Bounded, other: Bounded, tokens: tuple[str, str]) -> bool:
    """
    Say whether a connection stays in its session while another one holds one.

    What is looked for is a setting and not a lock: a pooler would keep a lock for ever.
    """
    for each, token in zip((one, other), tokens, strict=True):
        _row(each, "SELECT set_config('nabat.session', %s, false)", token)
    other.commit()
    mine = _row(one, _WHO)
    for _ in range(_ROUNDS):
        with other.transaction():
            others = _row(other, _WHO)
            if others[0] == mine[0] or others[1] == mine[1] or _row(one, _WHO) != mine:
                return False
    return True


def _is_shared(one: Bounded, other: Bounded) -> bool:
    """Say whether what one connection locks is locked for the other: both reach one server."""
    key = secrets.randbits(63)
    with one.transaction():
        _only(one, _LOCKED, key)
        with other.transaction():
            return not _only(other, _LOCKED, key)


def _row(connection: Bounded, query: str, *values: object) -> tuple[Any, ...]:
    row: tuple[Any, ...] | None = connection.execute(query.encode(), values or None).fetchone()
    assert row is not None
    return row


def _only(connection: Bounded, query: str, *values: object) -> object:
    return _row(connection, query, *values)[0]
