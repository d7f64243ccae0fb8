"""
Whether Telegram works: the age of the last successful poll, and what stands in the way.

With a webhook a poll is a look at it that finds nothing wrong.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import structlog

from bot.clock import Clock

log = structlog.get_logger()

READY_WITHIN = timedelta(seconds=90)
# 409 is no lock: two pollers may share updates quietly, so one that was heard of is remembered.
CONFLICT_REMEMBERED = timedelta(minutes=10)
# Whoever watches the groups looks each day.
MIGRATION_REMEMBERED = timedelta(days=1)
# Presses older than this have gone from the server, commands after a day.
PRESSES_KEPT = timedelta(seconds=150)


class Trouble(StrEnum):
    """What stands in the way of all updates, or of one chat."""

    UNAUTHORIZED = "unauthorized"
    CONFLICT = "conflict"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    # With a webhook only:
    UNDELIVERED = "undelivered"
    NOT_LISTENING = "not_listening"
    # An officer's chat:
    BLOCKED = "blocked"
    DEACTIVATED = "deactivated"
    NEVER_STARTED = "never_started"
    MOVED = "moved"
    BARRED = "barred"
    # A group that no officer writes from:
    MIGRATED = "migrated"


# With these the channel is ready all the same. The first counts once it has lasted for so long
# that the last poll is too old.
TOLERATED = frozenset({Trouble.UNREACHABLE, Trouble.MIGRATED})


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something in the way. `chat` is 0 for what concerns all; `detail` is the server's word."""

    trouble: Trouble
    since: datetime
    chat: int = 0
    detail: str = ""

    def stored(self) -> dict[str, Any]:
        """Return what stands in the file."""
        return {
            "trouble": self.trouble,
            "since": self.since.isoformat(),
            "chat": self.chat,
            "detail": self.detail,
        }

    @classmethod
    def restored(cls, stored: Mapping[str, Any]) -> "Obstacle":
        """
        Return what stood in the file.

        Raises: ValueError, LookupError or TypeError when it is none of ours.
        """
        return cls(
            Trouble(stored["trouble"]),
            datetime.fromisoformat(stored["since"]),
            int(stored["chat"]),
            str(stored["detail"]),
        )


@dataclass(slots=True)
class Health:
    """What the operator should see; each change is logged once, and rings the bell `changed`."""

    clock: Clock
    polled_at: datetime | None = None
    conflict_at: datetime | None = None
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    _of_all: Obstacle | None = None
    _of_chats: dict[int, Obstacle] = field(default_factory=dict)

    @property
    def ready(self) -> bool:
        """Say whether updates come in, to us alone, and every officer can be reached."""
        hindered = any(each.trouble not in TOLERATED for each in self.obstacles())
        return self.is_fresh and not hindered

    @property
    def is_fresh(self) -> bool:
        """Say whether the last successful poll is young."""
        polled_at = self.polled_at
        return polled_at is not None and self.clock() - polled_at <= READY_WITHIN

    @property
    def trouble(self) -> Trouble | None:
        """What keeps all updates from coming at this moment."""
        return self._of_all.trouble if self._of_all else None

    def obstacles(self) -> Sequence[Obstacle]:
        """Return everything that stands in the way."""
        found = [self._of_all] if self._of_all else []
        conflict_at = self.conflict_at
        if (
            conflict_at is not None
            and self.trouble is not Trouble.CONFLICT
            and self.clock() - conflict_at <= CONFLICT_REMEMBERED
        ):
            found.append(Obstacle(Trouble.CONFLICT, conflict_at))
        return (*found, *(self._of_chats[chat] for chat in sorted(self._of_chats)))

    def barred(self) -> frozenset[int]:
        """Return the chats that nothing reaches."""
        return frozenset(self._of_chats)

    # All updates

    def polled(self) -> None:
        """Note a successful poll."""
        now, before = self.clock(), self.polled_at
        if self._of_all is not None or not self.is_fresh:
            self.changed.set()
        self.polled_at = now
        if self._of_all is not None:
            log.info("telegram_works_again", trouble=self._of_all.trouble)
            self._of_all = None
        if before is not None and now - before > PRESSES_KEPT:
            log.warning("telegram_gap", since=before.isoformat(), until=now.isoformat())

    def troubled(self, trouble: Trouble, detail: str = "") -> None:
        """Note what keeps updates from coming."""
        now, known = self.clock(), self._of_all
        if trouble is Trouble.CONFLICT:
            self.conflict_at = now
        if known is not None and known.trouble is trouble:
            self._of_all = Obstacle(trouble, known.since, detail=detail)
            return
        self._of_all = Obstacle(trouble, now, detail=detail)
        self.changed.set()
        tell = log.warning if trouble is Trouble.UNREACHABLE else log.error
        tell("telegram_trouble", trouble=trouble, detail=detail)

    # One chat

    def bar(self, chat: int, why: Trouble) -> None:
        """Note why nothing reaches an officer."""
        if self._note(Obstacle(why, self.clock(), chat)):
            log.warning("telegram_barred", chat=chat, why=why)

    def migrate(self, old: int, new: int, trouble: Trouble) -> None:
        """Note that a group has another id: one that an officer writes from (MOVED), or none."""
        if self._note(Obstacle(trouble, self.clock(), old, str(new))):
            log.warning("telegram_group_migrated", old=old, new=new)

    def reached(self, chat: int) -> None:
        """Note that a chat can be reached."""
        if self._of_chats.pop(chat, None) is not None:
            self.changed.set()
            log.info("telegram_reached_again", chat=chat)

    def remember(self, obstacles: Sequence[Obstacle]) -> None:
        """Take over what an earlier run knew of chats: its end has made nobody reachable."""
        self._of_chats |= {each.chat: each for each in obstacles if each.chat}

    def forget(self, chats: frozenset[int]) -> None:
        """Forget chats that are nobody's any more; a group's new id, when it was told for a day."""
        now = self.clock()
        self._of_chats = {
            chat: each
            for chat, each in self._of_chats.items()
            if (
                now - each.since <= MIGRATION_REMEMBERED
                if each.trouble is Trouble.MIGRATED
                else chat not in chats
            )
        }

    def _note(self, found: Obstacle) -> bool:
        """Note an obstacle of a chat and say whether it is news."""
        known = self._of_chats.get(found.chat)
        if known is not None and known.trouble is found.trouble:
            return False
        self._of_chats[found.chat] = found
        self.changed.set()
        return True
