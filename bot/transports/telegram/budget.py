"""How fast messages may go to Telegram: to each chat, and altogether with a reserve for alarms."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import timedelta

# So many chats are remembered before those that are free again are forgotten.
REMEMBERED = 4096
# So many chats that are told to wait, and none that takes anything: it is the bot that has to.
SEVERAL = 3
# The chat of an address that is none.
NOWHERE = 0


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

    def fill(self, now: float) -> None:
        passed = max(now - self.filled_at, 0.0)
        self.room = min(self.room + passed * self.per_second, max(self.per_second, 1.0))
        self.filled_at = now

    def seconds_to_room(self, now: float) -> float:
        """Return in how many seconds there is room for one message; 0 when there is now."""
        self.fill(now)
        return 0.0 if self.messages > 0 else (1 - self.room) / self.per_second

    @property
    def messages(self) -> int:
        """For how many messages there is room. A rounding error is no reason to wait once more."""
        return max(int(self.room + 1e-6), 0)


@dataclass(slots=True)
class _Ledger:
    """What has gone, and what the server has said; every `now` is the loop's, in seconds."""

    per_chat: float
    whole: _Bucket
    ordinary: _Bucket
    free_at: dict[int, float] = field(default_factory=dict)
    # Until when the server wants nothing for a chat; until when, by all we know, for any.
    refused_until: dict[int, float] = field(default_factory=dict)
    all_refused_until: float = 0.0

    def pause(self, chat: int, now: float, *, urgent: bool) -> float:
        if urgent:
            return self.whole.seconds_to_room(now)
        return max(self.free_at.get(chat, 0.0) - now, self.opens_in(now), 0.0)

    def opens_in(self, now: float) -> float:
        return max(
            self.ordinary.seconds_to_room(now),
            self.whole.seconds_to_room(now),
            self.all_refused_until - now,
        )

    def ordinary_room(self, now: float) -> int:
        if self.all_refused_until > now:
            return 0
        self.ordinary.fill(now)
        self.whole.fill(now)
        return min(self.ordinary.messages, self.whole.messages)

    def count(self, chat: int, now: float, *, urgent: bool) -> None:
        self.whole.fill(now)
        self.whole.room -= 1
        if not urgent:
            self.ordinary.fill(now)
            self.ordinary.room -= 1
        self.free_at[chat] = now + self.per_chat

    def copy(self) -> "_Ledger":
        return replace(
            self,
            whole=replace(self.whole),
            ordinary=replace(self.ordinary),
            free_at=dict(self.free_at),
            refused_until=dict(self.refused_until),
        )


class Budget:
    """
    Lets messages pass at the pace, by the running loop's clock. See `transports.limits.Limits`.

    An alarm waits for nothing but the whole bot's limit, and for its chat where the server has
    said so: a chat takes short bursts.
    """

    def __init__(self, pacing: Pacing) -> None:
        ordinary = pacing.per_second - pacing.alarm_reserve
        self._ledger = _Ledger(
            pacing.per_chat.total_seconds(),
            _Bucket(pacing.per_second, pacing.per_second),
            _Bucket(ordinary, ordinary),
        )
        # Counted when they were leased, and not sent yet.
        self._counted: dict[int, int] = {}
        self._refused_in_a_row: set[int] = set()

    def room(self) -> "Room":
        """See `transports.limits.Limits`."""
        return Room(_now(), self._ledger.copy())

    def count(self, address: str, *, urgent: bool) -> None:
        """See `transports.limits.Limits`."""
        chat = chat_of(address)
        self._count(chat, urgent=urgent)
        self._counted[chat] = self._counted.get(chat, 0) + 1

    async def begin(self, chat: int, *, urgent: bool) -> None:
        """Return when the first part of a message may go: at once, if it was counted already."""
        if chat not in self._counted:
            await self.spend(chat, urgent=urgent)
        elif self._counted[chat] > 1:
            self._counted[chat] -= 1
        else:
            del self._counted[chat]

    async def spend(self, chat: int, *, urgent: bool) -> None:
        """Return when one message may go to `chat`, and count it."""
        while (pause := self._ledger.pause(chat, _now(), urgent=urgent)) > 0:  # noqa: ASYNC110 (time, no event)
            await asyncio.sleep(pause)
        self._count(chat, urgent=urgent)

    def spend_spare(self, chat: int) -> bool:
        """Count one message that nobody waits for, if more than half of the room is free."""
        ordinary = self._ledger.ordinary
        busy = self._ledger.pause(chat, _now(), urgent=False) > 0
        if busy or ordinary.room * 2 < ordinary.per_second:
            return False
        self._count(chat, urgent=False)
        return True

    def note_refusal(self, chat: int, after: timedelta) -> None:
        """
        Note that the server wants nothing for a chat for so long.

        It says so of the whole bot in the same words: it means that where several chats in a row
        are refused. An alarm tries all the same, since this is only a guess.
        """
        now, ledger = _now(), self._ledger
        refused = {each: until for each, until in ledger.refused_until.items() if until > now}
        refused[chat] = now + after.total_seconds()
        ledger.refused_until = refused
        self._refused_in_a_row = (self._refused_in_a_row | {chat}) & refused.keys()
        if len(self._refused_in_a_row) >= SEVERAL:
            ledger.all_refused_until = min(refused[each] for each in self._refused_in_a_row)

    def note_acceptance(self) -> None:
        """Note that the server has taken a message: what it refuses, it refuses to single chats."""
        self._refused_in_a_row.clear()
        self._ledger.all_refused_until = 0.0

    def _count(self, chat: int, *, urgent: bool) -> None:
        now, ledger = _now(), self._ledger
        if len(ledger.free_at) >= REMEMBERED:
            ledger.free_at = {each: at for each, at in ledger.free_at.items() if at > now}
        ledger.count(chat, now, urgent=urgent)


@dataclass(slots=True)
class Room:
    """What passes at one moment. See `bot.transports.limits.Room`."""

    now: float
    ledger: _Ledger

    @property
    def ordinary(self) -> int:
        """See `bot.transports.limits.Room`."""
        return self.ledger.ordinary_room(self.now)

    @property
    def opens_in(self) -> timedelta:
        """See `bot.transports.limits.Room`."""
        return timedelta(seconds=max(self.ledger.opens_in(self.now), 0.0))

    @property
    def spare(self) -> int:
        """See `bot.transports.limits.Room`."""
        return self.ordinary

    @property
    def spare_in(self) -> timedelta:
        """See `bot.transports.limits.Room`."""
        return self.opens_in

    @property
    def alarms_in(self) -> timedelta:
        """See `bot.transports.limits.Room`."""
        return timedelta(seconds=self.ledger.whole.seconds_to_room(self.now))

    def pause(self, address: str, *, urgent: bool) -> timedelta:
        """See `bot.transports.limits.Room`."""
        chat = chat_of(address)
        pause = max(
            self.ledger.refused_until.get(chat, 0.0) - self.now,
            self.ledger.pause(chat, self.now, urgent=urgent),
        )
        if pause <= 0:
            self.ledger.count(chat, self.now, urgent=urgent)
        return timedelta(seconds=max(pause, 0.0))


def chat_of(address: str) -> int:
    """Return the chat of an address."""
    try:
        return int(address)
    except ValueError:
        return NOWHERE


def _now() -> float:
    return asyncio.get_running_loop().time()
