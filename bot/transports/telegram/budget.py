"""How fast messages may go to Telegram: to each chat, and altogether with a reserve for alarms."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta

# So many chats are remembered before those that are free again are forgotten.
REMEMBERED = 4096


@dataclass(frozen=True, slots=True)
class Pacing:
    """Messages per second, how many of these only alarms may use, the interval in one chat."""

    per_second: float = 25.0
    alarm_reserve: float = 5.0
    per_chat: timedelta = timedelta(seconds=1)


@dataclass(slots=True)
class _Bucket:
    """Room for one second's messages, refilled at `per_second`."""

    per_second: float
    room: float
    filled_at: float = 0.0

    def missing(self, now: float) -> float:
        """Return in how many seconds there is room for one message; 0 when there is now."""
        passed = max(now - self.filled_at, 0.0)
        self.room = min(self.room + passed * self.per_second, max(self.per_second, 1.0))
        self.filled_at = now
        # A rounding error is no reason to wait once more.
        return 0.0 if self.room > 1 - 1e-6 else (1 - self.room) / self.per_second


@dataclass(slots=True)
class Budget:
    """
    Lets messages pass at the pace, by the clock of the running loop.

    An alarm waits for nothing but the whole bot's limit: a chat takes short bursts.
    """

    pacing: Pacing
    _whole: _Bucket = field(init=False)
    _ordinary: _Bucket = field(init=False)
    _free_at: dict[int, float] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        ordinary = self.pacing.per_second - self.pacing.alarm_reserve
        self._whole = _Bucket(self.pacing.per_second, self.pacing.per_second)
        self._ordinary = _Bucket(ordinary, ordinary)

    async def spend(self, chat: int, *, urgent: bool) -> None:
        """Return when one message may go to `chat`, and count it."""
        while (pause := self._pause(chat, urgent=urgent)) > 0:  # noqa: ASYNC110 (time, no event)
            await asyncio.sleep(pause)
        self._count(chat, urgent=urgent)

    def spare(self, chat: int) -> bool:
        """Count one message that nobody waits for, if more than half of the room is free."""
        now = _now()
        busy = self._pause(chat, urgent=False) > 0 or self._whole.missing(now) > 0
        if busy or self._ordinary.room * 2 < self._ordinary.per_second:
            return False
        self._count(chat, urgent=False)
        return True

    def _pause(self, chat: int, *, urgent: bool) -> float:
        now = _now()
        if urgent:
            return self._whole.missing(now)
        return max(
            self._free_at.get(chat, 0.0) - now,
            self._ordinary.missing(now),
            self._whole.missing(now),
        )

    def _count(self, chat: int, *, urgent: bool) -> None:
        now = _now()
        self._whole.room -= 1
        if not urgent:
            self._ordinary.room -= 1
        if len(self._free_at) >= REMEMBERED:
            self._free_at = {each: at for each, at in self._free_at.items() if at > now}
        self._free_at[chat] = now + self.pacing.per_chat.total_seconds()


def _now() -> float:
    return asyncio.get_running_loop().time()
