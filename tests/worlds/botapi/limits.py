"""How much a server takes: sizes always, bursts when a test asks for it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from math import ceil

from tests.worlds.botapi.chats import Chat, ChatKind
from tests.worlds.botapi.refusals import too_many

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Sizes:
    """The largest files, in bytes; the last byte still counts as small enough."""

    down: int = 20 * MEBIBYTE
    up: int = 50 * MEBIBYTE
    photo: int = 10 * MEBIBYTE


@dataclass(slots=True)
class Bucket:
    """Room for `burst` messages, refilled at `per_second`."""

    per_second: float
    burst: float
    room: float
    filled_at: datetime

    def wait(self, now: datetime) -> float:
        """Return in how many seconds there is room for one more; 0 when there is."""
        passed = max((now - self.filled_at).total_seconds(), 0)
        self.room = min(self.room + passed * self.per_second, self.burst)
        self.filled_at = now
        return 0 if self.room >= 1 else (1 - self.room) / self.per_second


@dataclass(slots=True)
class Bursts:
    """
    The limits on messages, roughly as Telegram's: 1/s per private chat with short bursts, 20 a
    minute per group, 30/s per bot. Off until `on`.
    """

    clock: Callable[[], datetime]
    on: bool = False
    per_chat: float = 1
    chat_burst: int = 3
    per_group_minute: float = 20
    per_bot: float = 30
    _buckets: dict[int, Bucket] = field(default_factory=dict)

    def admit(self, chat: Chat, messages: int = 1) -> None:
        """
        Count messages to a chat.

        Raises:
            ApiError: 429, there is no room; nothing is counted then.
        """
        if not self.on:
            return
        now = self.clock()
        if chat.kind is ChatKind.PRIVATE:
            own = self._bucket(chat.id, self.per_chat, self.chat_burst, now)
        else:
            own = self._bucket(chat.id, self.per_group_minute / 60, self.per_group_minute, now)
        whole = self._bucket(0, self.per_bot, self.per_bot, now)
        wait = max(own.wait(now), whole.wait(now))
        if wait:
            raise too_many(ceil(wait))
        own.room -= messages
        whole.room -= messages

    def _bucket(self, key: int, per_second: float, burst: float, now: datetime) -> Bucket:
        return self._buckets.setdefault(key, Bucket(per_second, burst, burst, now))
