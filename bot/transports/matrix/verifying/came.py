"""What came in of verifications: which message of which one, from where. Pure."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from bot.transports.matrix.signatures import Json
from bot.transports.matrix.verifying.flow import TAMPERED, Kind

MESSAGE = "m.room.message"
RELATION = "m.relates_to"
PREFIX = "m.key.verification."
# Of a request: ten minutes, or five ahead, and what a server's clock may differ from ours.
OLD_AFTER_MS = timedelta(minutes=20) // timedelta(milliseconds=1)
AHEAD_MS = timedelta(minutes=15) // timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Where:
    """Where a verification goes on: in a room, or with one device outside of it."""

    room: str = ""
    device: str = ""

    def relation(self, transaction: str) -> Json:
        """Return what stands in each message for the transaction."""
        if self.room:
            return {RELATION: {"rel_type": "m.reference", "event_id": transaction}}
        return {"transaction_id": transaction}


@dataclass(frozen=True, slots=True)
class Came:
    """A message of a verification. `id` is its event's, where it has one."""

    address: str
    kind: str
    content: Json
    transaction: str
    where: Where
    at_ms: int
    id: str = ""

    def is_of(self, transaction: str, where: Where) -> bool:
        """Say whether it belongs to a verification that goes on somewhere."""
        return (self.transaction, self.where.room) == (transaction, where.room)

    def is_timely(self, now_ms: int) -> bool:
        """Say whether a request is one that its author still waits for."""
        return -AHEAD_MS <= now_ms - self.at_ms <= OLD_AFTER_MS


@dataclass(frozen=True, slots=True)
class Answer:
    """An officer's own words in the room: whether the emoji match."""

    address: str
    matches: bool
    id: str
    once: str = field(repr=False)


def is_kept(came: Came | Answer) -> bool:
    """Say whether no crash may lose it: what begins one, and that what is compared differs."""
    if isinstance(came, Answer):
        return not came.matches
    code = came.content.get("code")
    is_tampered = came.kind == Kind.CANCEL and isinstance(code, str) and code in TAMPERED
    return is_tampered or came.kind in (Kind.REQUEST, Kind.READY)


def in_room(address: str, room: str, me: str, event: Json, beside: Any) -> Came | None:
    """
    Return what an event of somebody's own room is of a verification with us; None if nothing.

    `beside` is what stands in clear beside an encrypted one: some clients relate it there alone,
    and a relation that a server has changed leads nowhere.
    """
    type, content = str(event.get("type")), event.get("content")
    if not isinstance(content, dict) or not is_one(type, content):
        return None
    at_ms = event.get("origin_server_ts")
    if type == MESSAGE:
        transaction, type = event.get("event_id"), Kind.REQUEST.value
        if content.get("to") != me:
            transaction = None
    else:
        relation = content.get(RELATION, beside)
        transaction = relation.get("event_id") if isinstance(relation, dict) else None
        if RELATION not in content:
            content = {**content, RELATION: relation}
    return _make(address, type, content, transaction, Where(room=room), at_ms, event)


def to_device(event: Json) -> Came | None:
    """Return what an event that was sent to this device is of a verification; None if nothing."""
    type, content, sender = event.get("type"), event.get("content"), event.get("sender")
    if not isinstance(content, dict) or not isinstance(sender, str):
        return None
    if not isinstance(type, str) or not type.startswith(PREFIX):
        return None
    device = content.get("from_device")
    where = Where(device=device if isinstance(device, str) else "")
    at_ms = content.get("timestamp")
    return _make(sender, type, content, content.get("transaction_id"), where, at_ms, event)


def is_one(type: Any, content: Json) -> bool:
    """Say whether an event of a room belongs to a verification, also where it is none of ours."""
    if type == MESSAGE:
        return content.get("msgtype") == Kind.REQUEST
    return isinstance(type, str) and type.startswith(PREFIX)


def _make(
    address: str, type: str, content: Json, transaction: Any, where: Where, at_ms: Any, event: Json
) -> Came | None:
    if not isinstance(transaction, str):
        return None
    at = at_ms if isinstance(at_ms, int) else 0
    return Came(address, type, content, transaction, where, at, str(event.get("event_id", "")))
