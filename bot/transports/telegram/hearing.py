"""Notes that Telegram is heard, again and again: so a gap is known even over a restart."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TypeAlias

import structlog

from bot.transports.telegram.health import Health
from storage.engine import StorageFailed

log = structlog.get_logger()

NOTED_EACH = timedelta(seconds=30)
LOOKED_EACH = timedelta(seconds=1)

# Take note that the channel is heard now. Raises: StorageFailed.
Heard: TypeAlias = Callable[[], Awaitable[None]]


async def keep(health: Health, heard: Heard) -> None:
    """Pass on, each half minute in which a poll succeeded, that one did; until cancelled."""
    noted_at: datetime | None = None
    while True:
        polled_at = health.polled_at
        if polled_at is not None and (noted_at is None or polled_at - noted_at >= NOTED_EACH):
            try:
                await heard()
                noted_at = polled_at
            except StorageFailed as failure:
                log.warning("hearing_not_noted", failure=str(failure))
        await asyncio.sleep(LOOKED_EACH.total_seconds())
