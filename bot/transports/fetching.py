"""Fetches an attachment of an officer from a server, in a few tries."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeAlias

import structlog

from handlers.chat.events import File, Lost

log = structlog.get_logger()

TRIES = 3
AGAIN = timedelta(seconds=1)

# One try: the bytes, or why they are lost; None where another try may bring them. It is told which
# try it is, the first is 1, and raises nothing that the network does.
Download: TypeAlias = Callable[[int], Awaitable[bytes | Lost | None]]


async def fetch(name: str, download: Download, *, within: timedelta) -> File:
    """Return the file; one that cannot be had says why, and the officer is told in words."""
    try:
        async with asyncio.timeout(within.total_seconds()):
            for attempt in range(1, TRIES + 1):
                found = await download(attempt)
                if isinstance(found, Lost):
                    return File(name, b"", found)
                if found is not None:
                    return File(name, found)
                await asyncio.sleep(AGAIN.total_seconds() * attempt)
    except TimeoutError:
        log.warning("file_not_fetched", failure="timeout")
    return File(name, b"", Lost.UNFETCHED)
