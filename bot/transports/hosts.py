"""
Names of hosts, looked up in threads that nobody else needs.

The loop's own threads carry the turns of PostgreSQL, and a stop waits for them: a look-up that
hangs for half a minute may hold up neither.
"""

import asyncio
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import Any, TypeVar

from aiohttp.resolver import ThreadedResolver

T = TypeVar("T")

LOOKED_UP_WITHIN = timedelta(seconds=10)
# What hangs longer goes on in its thread: so many may, then look-ups fail at once.
LOOK_UPS = 8


def resolver() -> ThreadedResolver:
    """Return aiohttp's own resolver, over threads of its own."""
    return ThreadedResolver(loop=_Apart())  # type: ignore[arg-type]


class _Apart:
    """What aiohttp's resolver asks of a loop."""

    def __init__(self) -> None:
        self._hanging = 0

    async def getaddrinfo(self, host: str, port: int, **how: Any) -> list[Any]:
        return await self._look_up(partial(socket.getaddrinfo, host, port, **how))

    async def getnameinfo(self, address: Any, flags: int) -> tuple[str, str]:
        return await self._look_up(partial(socket.getnameinfo, address, flags))

    async def _look_up(self, look: Callable[[], T]) -> T:
        """Raises: OSError."""
        if self._hanging >= LOOK_UPS:
            raise socket.gaierror(socket.EAI_AGAIN, "too many look-ups hang")
        loop = asyncio.get_running_loop()
        found: asyncio.Future[T] = loop.create_future()

        def end(result: T | None, error: Exception | None) -> None:
            self._hanging -= 1
            if found.done():
                return
            if error is None:
                found.set_result(result)  # type: ignore[arg-type]
            else:
                found.set_exception(error)

        def work() -> None:
            result, error = None, None
            try:
                result = look()
            except Exception as raised:  # it is raised where it is waited for
                error = raised
            with suppress(RuntimeError):  # the loop is closed: nobody waits for it any more
                loop.call_soon_threadsafe(end, result, error)

        self._hanging += 1
        # Not waited for at the end of the process, as the threads of an executor would be.
        threading.Thread(target=work, name="look-up", daemon=True).start()
        async with asyncio.timeout(LOOKED_UP_WITHIN.total_seconds()):
            return await found
