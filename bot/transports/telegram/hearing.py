"""Notes that Telegram is heard, again and again: so a gap is known even over a restart."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TypeAlias

import structlog

from bot.transports.telegram.health import Health
from storage.engine import StorageFailed

log = structlog.get_logger()

# Take note that the channel is heard now. Raises: StorageFailed.
Heard: TypeAlias = Callable[[], Awaitable[None]]


async def keep(health: Health, heard: Heard, each: timedelta) -> None:
    """Pass on, so often and until cancelled, that a poll has succeeded since the last time."""
    noted_at: datetime | None = None
    while True:
        polled_at = health.polled_at
        if polled_at is not None and polled_at != noted_at:
            try:
                await heard()
                noted_at = polled_at
            except StorageFailed as failure:
                log.warning("hearing_not_noted", failure=str(failure))
        await asyncio.sleep(each.total_seconds())
