"""An event of a known officer, as the inbox keeps it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple


class InboxState(StrEnum):
    """Where an event is. HELD waits for its sender's word, SET_ASIDE for the operator."""

    WAITING = "waiting"
    HELD = "held"
    DONE = "done"
    SET_ASIDE = "set_aside"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Received:
    """
    An event as it was stored; `key` is the transport's own id of it, `account` is the digest of
    the address that it came from.
    """

    seq: int
    key: str
    officer: str
    channel: str
    account: bytes
    received_at: datetime
    tries: int
    event: dict[str, Any]
    state: InboxState = InboxState.WAITING


class Envelope(NamedTuple):
    """What stands in clear of an event, also of one that cannot be opened."""

    key: str
    officer: str
    channel: str
    tries: int
