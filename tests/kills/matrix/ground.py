"""What the homeserver itself has, read past its interface; and which keys of ours it may have."""

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bot.transports.matrix.encrypting import transaction

# In how many parts anything is sent here, at most.
PARTS = 4
_OURS = """
SELECT event_id, room_id, coalesce(txn_id, '') AS txn
FROM events LEFT JOIN event_txn_id_device_id USING (event_id, room_id)
WHERE sender = ? AND type = 'm.room.encrypted'
ORDER BY stream_ordering
"""
_THEIRS = "SELECT event_id, sender FROM events WHERE type = 'm.room.encrypted' AND sender != ?"
_ROOMS = """
SELECT DISTINCT room_memberships.user_id, room_memberships.room_id
FROM room_memberships JOIN rooms USING (room_id)
WHERE rooms.creator = ? AND room_memberships.user_id != rooms.creator
"""


@dataclass(frozen=True, slots=True)
class Posted:
    """An event of the bot's; `transaction` is the id that it was sent under."""

    event: str
    room: str
    transaction: str


@dataclass(frozen=True, slots=True)
class Ground:
    """
    What the homeserver has: the bot's events, and the rooms into which it ever invited somebody.

    `keys` are the keys of ours by the transaction ids that follow from them; `unreadable` is what
    somebody's client could not decrypt.
    """

    posted: Sequence[Posted]
    rooms: Mapping[str, Collection[str]]
    keys: Mapping[str, str]
    unreadable: Sequence[str] = ()


def posted(homeserver: Path, bot: str) -> list[Posted]:
    """Return the bot's events, oldest first."""
    with closing(sqlite3.connect(homeserver)) as raw:
        return [Posted(*row) for row in raw.execute(_OURS, (bot,))]


def written(homeserver: Path, bot: str, people: Collection[str]) -> frozenset[str]:
    """Return the ids of the events of these people."""
    with closing(sqlite3.connect(homeserver)) as raw:
        return frozenset(event for event, who in raw.execute(_THEIRS, (bot,)) if who in people)


def rooms(homeserver: Path, bot: str) -> Mapping[str, Collection[str]]:
    """Return the rooms into which the bot ever invited somebody, by who it was."""
    found: dict[str, set[str]] = {}
    with closing(sqlite3.connect(homeserver)) as raw:
        for who, room in raw.execute(_ROOMS, (bot,)):
            found.setdefault(who, set()).add(room)
    return found


def keys(database: Path) -> Mapping[str, str]:
    """Return what the record may have sent: keys of messages, of cards and of their edits."""
    with closing(sqlite3.connect(database)) as raw:
        files = [str(id) for (id,) in raw.execute("SELECT id FROM attachments")]
        rows = [str(key) for (key,) in raw.execute("SELECT key FROM outbox")]
        cards = [
            f"{kind}/{id}/{version}"
            for id, wanted in raw.execute("SELECT id, wanted FROM cards")
            for version in range(1, wanted + 1)
            for kind in ("card", "edit")
        ]
    parts = [str(place) for place in range(PARTS)]
    return {
        transaction(f"{key}/{part}"): key
        for made, tails in ((rows, [*parts, *files]), (cards, parts))
        for key in made
        for part in tails
    }
