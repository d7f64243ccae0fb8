"""The only place that reads the clock, and what turns moments into pauses."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

Clock: TypeAlias = Callable[[], datetime]


def wall() -> datetime:
    """Return the moment that this machine's clock shows, in UTC."""
    return datetime.now(UTC)


async def ring_or_pause(bell: asyncio.Event, pause: timedelta) -> None:
    """Return when the bell rings, and silence it, or when the pause is over."""
    try:
        async with asyncio.timeout(max(pause.total_seconds(), 0)):
            await bell.wait()
    except TimeoutError:
        return
    bell.clear()
