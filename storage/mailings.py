"""
What is said to many, in parts: each is a row, until its messages are in the outbox.

One transaction puts a part into the outbox and ends its row: a crash between two loses none and
repeats none, and an alarm waits for one part at most.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, select

from protocol.nights import Voice
from protocol.obligation import About, Subject
from storage.carrying import Carries
from storage.former_keys import today
from storage.offers import Offered
from storage.readable import Unread, make_each, read_rows, refuse
from storage.sayings import Priority, Saying, data_key
from storage.sql import insert_new
from storage.tables import mailings
from storage.values import decode, encode
from storage.vault import Vault

_DUE = (
    select(mailings)
    .where(mailings.c.wake_at <= bindparam("now"))
    .order_by(mailings.c.wake_at, mailings.c.seq)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_NEXT = select(mailings.c.wake_at).order_by(mailings.c.wake_at).limit(1)
_ENDED = delete(mailings).where(mailings.c.seq == bindparam("which"))


@dataclass(frozen=True, slots=True)
class Part:
    """
    What is said to these readers, each under a key.

    `saying` is nobody's, `offered` has no ids yet: each reader gets their own.
    """

    readers: tuple[tuple[str, str], ...]
    saying: Saying
    offered: tuple[Offered, ...] = ()
    seq: int = 0


class Mailings:
    """The parts within one transaction."""

    def __init__(self, connection: Connection, vault: Vault, now: datetime) -> None:
        self._connection = connection
        self._vault = vault
        self._now = now

    def put(self, parts: Iterable[Part]) -> None:
        """Add parts; one whose first reader's key is already there is a repetition."""
        rows = [self._row(part) for part in parts]
        if rows:
            self._connection.execute(insert_new(self._connection.dialect.name, mailings), rows)

    def due(self, limit: int, *, unread: Unread = refuse) -> tuple[Part, ...]:
        """Return up to `limit` parts, in their order; `unread` is told of what cannot be read."""
        asked = {"now": self._now, "most": limit}
        rows = read_rows(self._connection, _DUE, asked, key=mailings.c.seq, unread=unread)
        return make_each(rows, self._part, id=lambda row: row.seq, unread=unread)

    def next_at(self) -> datetime | None:
        """Return the moment at which the first part is to be put into the outbox."""
        return self._connection.execute(_NEXT).scalar()

    def end(self, part: Part) -> None:
        """Delete a part: its messages are in the outbox."""
        self._connection.execute(_ENDED, {"which": part.seq})

    def _row(self, part: Part) -> dict[str, object]:
        saying = part.saying
        (_, key), *_ = part.readers
        kept = {
            "readers": part.readers,
            "priority": saying.priority,
            "text": saying.text,
            "values": encode(saying.values).decode(),
            "obligation": saying.obligation,
            "over": saying.over,
            "carries": saying.carries,
            "by": saying.by,
            "voice": saying.voice,
            "offered": [
                {
                    "command": each.command,
                    "argument": each.argument,
                    "label": each.label,
                    "values": encode(each.label_values).decode(),
                    "expires_at": each.expires_at.isoformat(),
                }
                for each in part.offered
            ],
        }
        subject = saying.subject
        return {
            "key": key,
            "about": subject.about if subject else None,
            "subject": subject.id if subject else None,
            "wake_at": self._now,
            "sealed": self._vault.seal_json(data_key(subject), _place(key), kept),
        }

    def _part(self, row: Row[Any]) -> Part:
        subject = Subject(About(row.about), row.subject) if row.subject else None
        kept = self._vault.open_json(data_key(subject), _place(row.key), bytes(row.sealed))
        saying = Saying(
            key="",
            officer="",
            priority=Priority(kept["priority"]),
            text=today(kept["text"]),
            values=decode(kept["values"].encode()),
            subject=subject,
            obligation=kept["obligation"],
            over=kept["over"],
            carries=Carries(kept["carries"]),
            by=kept["by"],
            voice=Voice(kept["voice"]) if kept.get("voice") else None,
        )
        return Part(
            readers=tuple((officer, key) for officer, key in kept["readers"]),
            saying=saying,
            offered=tuple(_offered(saying, each) for each in kept["offered"]),
            seq=row.seq,
        )


def in_parts(
    readers: Sequence[tuple[str, str]], saying: Saying, offered: Iterable[Offered], *, most: int
) -> Iterable[Part]:
    """Return what is said to so many readers, `most` in a part."""
    each = tuple(offered)
    for first in range(0, len(readers), most):
        yield Part(tuple(readers[first : first + most]), saying, each)


def _offered(saying: Saying, kept: dict[str, Any]) -> Offered:
    return Offered(
        id="",
        command=kept["command"],
        argument=kept["argument"],
        label=kept["label"],
        label_values=decode(kept["values"].encode()),
        expires_at=datetime.fromisoformat(kept["expires_at"]),
        about=saying.subject,
        obligation=saying.obligation,
    )


def _place(key: str) -> str:
    return f"mailings/sealed/{key}"
