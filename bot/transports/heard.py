"""Notes that a channel is heard, or that it is not: so a gap is known even over a restart."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TypeAlias

import structlog

from bot.clock.clocks import ring_or_pause
from bot.transports.health import Health
from storage.engine import StorageFailed

log = structlog.get_logger()

# Take note that the channel is heard now. Raises: StorageFailed.
NoteHeard: TypeAlias = Callable[[], Awaitable[None]]
# Take note that it has not been heard since a moment. Raises: StorageFailed.
NoteSilent: TypeAlias = Callable[[datetime], Awaitable[None]]
# Tell whoever has an address, which can be reached again, what was missed. Raises: StorageFailed.
NoteReturned: TypeAlias = Callable[[str], Awaitable[None]]
LOOKED_EACH = timedelta(seconds=5)


async def keep(health: Health, note_heard: NoteHeard, each: timedelta) -> None:
    """Pass on, so often and until cancelled, that a poll has succeeded since the last time."""
    noted_at: datetime | None = None
    while True:
        polled_at = health.polled_at
        if polled_at is not None and polled_at != noted_at:
            try:
                await note_heard()
                noted_at = polled_at
            except StorageFailed as failure:
                log.warning("hearing_not_noted", failure=str(failure))
        await asyncio.sleep(each.total_seconds())


async def watch(health: Health, note_silent: NoteSilent) -> None:
    """Pass on, once each time and until cancelled, that the server is not heard any more."""
    is_told = False
    while True:
        if health.works:
            is_told = False
        elif not is_told:
            try:
                await note_silent(health.polled_at or health.begun_at)
                is_told = True
            except StorageFailed as failure:
                log.warning("silence_not_noted", failure=str(failure))
        await asyncio.sleep(LOOKED_EACH.total_seconds())


async def welcome(health: Health, note_returned: NoteReturned) -> None:
    """Pass on, until cancelled, which chats can be reached again."""
    while True:
        for chat in sorted(health.returned, key=str):
            try:
                await note_returned(str(chat))
                health.returned.discard(chat)
            except StorageFailed as failure:
                log.warning("return_not_noted", failure=str(failure))
        await ring_or_pause(health.someone_returned, LOOKED_EACH)
