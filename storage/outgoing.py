"""A row of the outbox as it is read: what is said, and how far it came."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, bindparam, update

from protocol.nights import Voice
from protocol.obligation import About, Subject
from storage import earlier
from storage.carrying import Carries
from storage.former_keys import today
from storage.sayings import Priority, Saying, data_key, read_choices
from storage.tables import outbox
from storage.values import Value, decode
from storage.vault import Vault

# Stands among the channels that were tried when one of them may have taken the message; with a
# channel's name behind it, that one may still take it.
DOUBT = "?"
# One row; what becomes of it is added.
CHANGED = update(outbox).where(outbox.c.seq == bindparam("which"))


class OutboxState(StrEnum):
    """Every row ends: sent, never, or dropped because it was owed no longer."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    NEVER = "never"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """
    A row of the outbox. `doubts` counts the ends that are unknown on the present channel.

    `full_content`: the full content of a request is among the words of the last try.
    `queue` is the row's own: one that an earlier version put waits in the queue of then.
    """

    seq: int
    saying: Saying
    created_at: datetime
    attempts: int
    doubts: int
    channel: str | None
    tried: tuple[str, ...]
    full_content: bool
    leased_by: str | None
    rendering: bytes | None
    queue: str = field(default="", compare=False)

    @property
    def is_in_doubt(self) -> bool:
        """Say whether it may have arrived, over whatever channel."""
        return self.doubts > 0 or self.may_have_arrived_elsewhere

    @property
    def may_have_arrived_elsewhere(self) -> bool:
        """Say whether a try that no server can be asked about may have brought the message."""
        return any(each.startswith(DOUBT) for each in self.tried)

    @property
    def left_in_doubt(self) -> frozenset[str]:
        """Return the channels that were given up for another one, and may work again."""
        doubted = {each.removeprefix(DOUBT) for each in self.tried if each.startswith(DOUBT)}
        return frozenset(doubted.intersection(self.tried))

    def without_hope(self, channel: str) -> tuple[str, ...]:
        """Return what was tried when `channel` has refused: what it may have taken it may have."""
        hope = f"{DOUBT}{channel}"
        return tuple(DOUBT if each == hope else each for each in self.tried)


def read(vault: Vault, row: Row[Any]) -> Outgoing:
    """
    Return a row of the outbox.

    Raises: what `storage.readable.UNREADABLE` lists, where it is damaged.
    """
    subject = Subject(About(row.about), row.subject) if row.subject else None
    key = data_key(subject)
    values: Mapping[str, Value] = decode(
        vault.open(key, f"outbox/values/{row.key}", bytes(row.values))
    )
    if row.carries is not None:
        carries = Carries(row.carries)
    else:
        has_subject = subject is not None
        carries = earlier.carries_of(row.text, values, has_subject=has_subject, over=row.over)
        values = earlier.under_new_names(row.text, values)
    rendering = None
    if row.rendering is not None:
        rendering = vault.open(key, f"outbox/rendering/{row.key}", bytes(row.rendering))
    return Outgoing(
        seq=row.seq,
        saying=Saying(
            key=row.key,
            officer=row.officer,
            priority=Priority(row.priority),
            text=today(row.text),
            values=values,
            subject=subject,
            obligation=row.obligation,
            choices=read_choices(row.choices),
            place=row.place,
            over=row.over,
            carries=carries,
            by=row.said_by,
            voice=Voice(row.voice) if row.voice else None,
        ),
        created_at=row.created_at,
        attempts=row.attempts,
        doubts=row.doubts,
        channel=row.channel,
        tried=tuple(json.loads(row.tried)),
        full_content=row.full_content,
        leased_by=row.leased_by,
        rendering=rendering,
        queue=row.queue,
    )
