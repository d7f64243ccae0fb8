"""The chain of the journal: how an entry is stored, and whether the next one follows it."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from sqlalchemy import Row

_HASH = re.compile("[0-9a-f]{64}")
# Of a journal without entries.
NO_MOMENT = "-"
GENESIS = hashlib.sha256(b"nabat journal").digest()
Scalar: TypeAlias = str | int | bool | None
# By so much the moments of writing may go back: the clocks of machines differ by seconds.
WRITTEN_WITHIN = timedelta(seconds=60)
WRITTEN_AT = "written_at"


@dataclass(frozen=True, slots=True)
class Head:
    """
    The end of the journal: the number of the last entry, its hash in hexadecimal, its moment.

    Kept elsewhere it is a proof: a journal that was cut or written anew does not hold it.
    """

    seq: int
    hash: str
    at: str

    def __str__(self) -> str:
        return f"{self.seq} {self.hash} {self.at}"

    @classmethod
    def read(cls, line: str) -> "Head":
        """
        Return the head that a line says, as `str` made it.

        Raises: ValueError when it says none.
        """
        seq, hash, at = line.split()
        if not (seq.isascii() and seq.isdecimal() and len(seq) <= 18 and _HASH.fullmatch(hash)):
            raise ValueError("no head")
        return cls(int(seq), hash, at)


def link_of(previous: bytes, body: bytes) -> bytes:
    """Return the hash of an entry: over the hash before it and the stored bytes of its body."""
    return hashlib.sha256(previous + body).digest()


def canonical(value: Mapping[str, Scalar]) -> bytes:
    """Return the one form in which an entry is stored: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def next_head(row: Row[Any], head: Head) -> Head | None:
    """Return the head that a row makes of the one before it; None when it does not follow."""
    # SQLite keeps what it was given, of whatever type.
    if not isinstance(row.body, bytes) or not isinstance(row.hash, bytes):
        return None
    link = link_of(bytes.fromhex(head.hash), row.body)
    if (row.seq, row.hash) != (head.seq + 1, link):
        return None
    try:
        said = json.loads(row.body)
        spoken_of, at = said["subject"], str(said["at"])
    except (ValueError, LookupError, TypeError, RecursionError):
        return None
    listed = f"{row.about}/{row.subject}" if row.subject else None
    return Head(row.seq, link.hex(), at) if listed == spoken_of else None


def latest(before: datetime | None, facts: Mapping[str, Any]) -> datetime | None:
    """
    Return the latest moment of writing up to an entry and with it.

    Raises: ValueError when the entry says none and an earlier one does, says what is no moment, or
    one that lies too far before.
    """
    if WRITTEN_AT not in facts and before is None:
        return None
    at = moment_of(facts.get(WRITTEN_AT))
    if at is None:
        raise ValueError("no moment")
    if before is not None and before - at > WRITTEN_WITHIN:
        raise ValueError("written before an earlier entry")
    return max(before or at, at)


def facts_of(body: object) -> Mapping[str, Any]:
    """Return what an entry says; nothing where it is none of ours."""
    try:
        facts: object = json.loads(body)  # type: ignore[arg-type]
    except (TypeError, ValueError, RecursionError):
        return {}
    return facts if isinstance(facts, dict) else {}


def moment_of(written: object) -> datetime | None:
    """Return the moment that stands in an entry; None where it is none."""
    try:
        at = datetime.fromisoformat(str(written))
    except ValueError:
        return None
    return at if at.utcoffset() is not None else None
