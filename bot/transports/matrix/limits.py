"""
What a homeserver lets pass. It says so when it has had too many: of the bot, whatever the room.

Most count what one user sends as a bucket that leaks: so many at once, then one each so often (of
Synapse ten, then one in five seconds). Nobody is told that beforehand. It is learnt: what was
accepted is counted, and a refusal says when the next call is taken. A first refusal may be a
gateway's mood: afterwards calls go one by one, and only a second one of that kind is a limit. Then
no more is leased than the bucket takes: alarms first, a part of it is theirs alone, and what nobody
waits for goes while there is plenty.
"""

import asyncio
import math
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

# So many calls tell how many a server takes at once.
REMEMBERED = 1000
# Of what is taken at once alarms alone may use the last so many parts, and cards not the next ones.
RESERVED, KEPT_OF_CARDS = 0.3, 0.2
# So many more than the limit in a row, and there is none.
PROOF = 5
# What a server asks for beyond this is no pace: it is asked again.
LONGEST = 60.0
# How long after the last refusal it is tried whether the limit is still there.
TRIED_AFTER = 3600.0
# One that was not met for so long is none: most desks write too little to prove that it is gone.
FORGOTTEN_AFTER = 86_400.0
# Of one that an earlier run has met: no server is known that takes more at once, and is slow then.
BURST_AT_MOST = 50
ROUNDING = 1e-6
# Moments are rounded.
MARGIN = 0.02
# Five alarms in five seconds: one who takes longer for a message delays them.
SLOW = 1.0

# Told how long a server makes the bot wait for each message; None where it does no more.
Told = Callable[[timedelta | None], None]


@dataclass(slots=True)
class Room:
    """
    What passes at one moment. See `bot.transports.limits.Room`.

    `tokens` calls are taken, of which `reserve` are for alarms alone, and below `plenty` are no
    cards'; one more each `interval` seconds from `opens` on. `rest`: for so long nothing ordinary.
    """

    tokens: float
    reserve: int = 0
    plenty: int = 1
    interval: float = 0.0
    opens: float = 0.0
    rest: float = 0.0

    @property
    def ordinary(self) -> int:
        """See `bot.transports.limits.Room`."""
        return 0 if self.rest else self._beyond(self.reserve)

    @property
    def spare(self) -> int:
        """See `bot.transports.limits.Room`."""
        return 0 if self.rest else self._beyond(self.plenty - 1)

    @property
    def opens_in(self) -> timedelta:
        """See `bot.transports.limits.Room`."""
        return timedelta(seconds=max(self.rest, self._until(self.reserve + 1)))

    @property
    def spare_in(self) -> timedelta:
        """See `bot.transports.limits.Room`."""
        return timedelta(seconds=max(self.rest, self._until(self.plenty)))

    @property
    def alarms_in(self) -> timedelta:
        """See `bot.transports.limits.Room`."""
        return timedelta(seconds=self._until(1))

    def pause(self, address: str, *, urgent: bool) -> timedelta:
        """See `bot.transports.limits.Room`."""
        pause = self.alarms_in if urgent else self.opens_in
        if not pause:
            self.tokens -= 1
        return pause

    def _beyond(self, kept: int) -> int:
        return sys.maxsize if self.tokens == math.inf else max(int(self.tokens) - kept, 0)

    def _until(self, wanted: int) -> float:
        if self.tokens >= wanted:
            return 0.0
        return max(self.opens, (wanted - self.tokens) * self.interval) + MARGIN


@dataclass(slots=True)
class _Limit:
    """
    So many calls at once, then one each `interval` seconds: a bucket, `level` full at a moment.

    It is `known` once a call that was permitted by the first refusal was followed by another one.
    """

    interval: float
    burst: int
    refused_at: float
    opens_at: float
    level: float = 0.0
    at: float = 0.0
    taken: int = 0
    known: bool = False

    def leak(self, now: float) -> float:
        """Return how full it is now."""
        self.level = max(self.level - max(now - self.at, 0.0) / self.interval, 0.0)
        self.at = now
        return self.level

    def refuse(self, now: float, pause: float) -> None:
        """It is full: `pause` seconds from now there is room for one."""
        self.taken, self.interval = 0, max(self.interval, pause)
        self.opens_at = max(self.opens_at, now + pause)
        self.level, self.at = self.burst - 1 + pause / self.interval, now

    def is_tried(self, now: float) -> bool:
        """Say whether it is looked for: it may be none, or be none any more."""
        return not self.known or now - self.refused_at > TRIED_AFTER

    def is_gone(self, now: float) -> bool:
        """Say whether it is none any more: more was taken, or it was not met for a day."""
        is_full = self.is_tried(now) and self.level > self.burst + PROOF
        return is_full or now - self.refused_at > FORGOTTEN_AFTER


class Limits:
    """See `transports.limits.Limits`. `told` is called when a server turns slow or not."""

    def __init__(self, told: Told = lambda _: None) -> None:
        self._told = told
        self._is_slow = False
        self._resting_until = 0.0
        self._limit: _Limit | None = None
        self._accepted: deque[float] = deque(maxlen=REMEMBERED)
        # Leased and not begun yet; begun and not over.
        self._counted: dict[str, int] = {}
        self._begun = 0

    def remember(self, interval: timedelta) -> None:
        """
        Begin with a limit that an earlier run has met: it is tried whether it is still there.

        As long as nobody knows, calls go one by one, alarms first.
        """
        now, seconds = _now(), min(max(interval.total_seconds(), MARGIN), LONGEST)
        met_at = now - TRIED_AFTER - 1
        self._limit = _Limit(
            seconds, BURST_AT_MOST, refused_at=met_at, opens_at=met_at, at=now, known=True
        )
        self._is_slow = True

    def room(self) -> Room:
        """See `bot.transports.limits.Limits`."""
        now, limit = _now(), self._limit
        rest = max(self._resting_until - now, 0.0)
        if limit is None:
            return Room(math.inf, rest=rest)
        under_way = sum(self._counted.values()) + self._begun
        opens = self.closed_for
        if limit.is_tried(now):
            tokens = 0.0 if opens or under_way else 1.0
            return Room(tokens, interval=MARGIN, opens=opens, rest=rest)
        tokens = 0.0 if opens else max(limit.burst - limit.leak(now) - under_way, 0.0)
        reserve = int(limit.burst * RESERVED)
        plenty = min(limit.burst, reserve + 1 + int(limit.burst * KEPT_OF_CARDS))
        return Room(tokens, reserve, plenty, limit.interval, opens, rest)

    def count(self, address: str, *, urgent: bool) -> None:
        """See `bot.transports.limits.Limits`."""
        self._counted[address] = self._counted.get(address, 0) + 1

    @contextmanager
    def count_sending(self, address: str) -> Iterator[None]:
        """A message is under way: what was counted for its address, or what nobody has counted."""
        left = self._counted.pop(address, 0) - 1
        if left > 0:
            self._counted[address] = left
        self._begun += 1
        try:
            yield
        finally:
            self._begun -= 1

    @property
    def closed_for(self) -> float:
        """For how many seconds the server takes nothing, as it has said; 0 where it may."""
        return max(self._limit.opens_at + MARGIN - _now(), 0.0) if self._limit else 0.0

    def rests(self, after: timedelta) -> None:
        """Note that the server wants to be left alone with what is no alarm for so long."""
        self._resting_until = max(self._resting_until, _now() + after.total_seconds())

    def note_acceptance(self) -> None:
        """Note that the server has taken a call."""
        now, limit = _now(), self._limit
        self._accepted.append(now)
        if limit is None:
            return
        limit.level = limit.leak(now) + 1
        limit.taken += 1
        if limit.is_gone(now):
            self._limit = None
            self._tell(None)

    def note_refusal(self, after: timedelta, *, begun_at: float) -> None:
        """
        Note that a call was one too many, and when the next one is taken; `begun_at` is the moment
        of the loop's clock at which it left.
        """
        now, pause = _now(), min(after.total_seconds(), LONGEST)
        limit = self._limit
        # One that is tried may be another by now: it is learnt from the beginning.
        if limit is None or (limit.known and limit.is_tried(now)):
            burst = _burst(self._accepted, pause, now)
            self._limit = _Limit(pause, burst, refused_at=now, opens_at=now + pause)
            self._limit.refuse(now, pause)
            return
        if begun_at > limit.refused_at:
            self._measure(limit, now, pause)
            limit.known, limit.refused_at = True, now
        limit.refuse(now, pause)
        if limit.known:
            self._tell(timedelta(seconds=limit.interval) if limit.interval > SLOW else None)

    def _measure(self, limit: _Limit, now: float, pause: float) -> None:
        """
        Measure a limit that was met again.

        Between the moments at which two refusals say that the next call is taken lies an interval
        for each call that was taken, unless the bucket was empty meanwhile: as many filled it as it
        holds. What a refusal asks for is a part of one.
        """
        apart = (now + pause - limit.opens_at) / max(limit.taken, 1)
        interval = min(max(limit.interval, pause, apart), LONGEST)
        burst = _burst(self._accepted, interval, now)
        if limit.taken < burst:
            limit.interval = interval
        limit.burst = max(limit.burst, _burst(self._accepted, limit.interval, now))

    def _tell(self, interval: timedelta | None) -> None:
        if interval is not None or self._is_slow:
            self._is_slow = interval is not None
            self._told(interval)


def _burst(accepted: Iterable[float], interval: float, now: float) -> int:
    """
    Return how many calls a bucket holds that has taken these, lets one go each `interval` seconds,
    and is full now.
    """
    level, at = 0.0, now
    for each in accepted:
        level = max(level - max(each - at, 0.0) / interval, 0.0) + 1
        at = each
    return max(math.ceil(level - (now - at) / interval - ROUNDING), 1)


def _now() -> float:
    return asyncio.get_running_loop().time()
