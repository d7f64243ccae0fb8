"""Alarms under way: one reader gets them in order, and what is no alarm lets them go first."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

# An alarm waits for so long for the one before it to the same reader.
ORDERED_WITHIN = timedelta(seconds=1)
# So long what is no alarm lets alarms go first: a homeserver takes one event after the other.
YIELDED_WITHIN = timedelta(milliseconds=500)


class Alarms:
    """The last alarm under way to each address: when it has ended."""

    def __init__(self) -> None:
        self._last: dict[str, asyncio.Event] = {}

    @contextmanager
    def under_way(self, address: str) -> Iterator[asyncio.Event | None]:
        """Count an alarm as under way, and give the end of the one before it."""
        before, over = self._last.get(address), asyncio.Event()
        self._last[address] = over
        try:
            yield before
        finally:
            over.set()
            if self._last[address] is over:
                del self._last[address]

    async def none_under_way(self) -> None:
        """Return when no alarm is under way, to whomever; one that hangs is not waited for."""
        with suppress(TimeoutError):
            async with asyncio.timeout(YIELDED_WITHIN.total_seconds()):
                while self._last:
                    await next(iter(self._last.values())).wait()


async def wait_for(before: asyncio.Event) -> None:
    """Return when the alarm before has ended; one that hangs is not waited for."""
    with suppress(TimeoutError):
        async with asyncio.timeout(ORDERED_WITHIN.total_seconds()):
            await before.wait()
