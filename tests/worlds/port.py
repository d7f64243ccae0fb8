"""A port of the loopback with a web application behind it, which a test can take down."""

import asyncio
import socket
import struct
from contextlib import suppress
from typing import Any

from aiohttp import web

LINGER_NOT = struct.pack("ii", 1, 0)
# Whoever is in this loop keeps no connection any more that it could take for an open one.
ROUNDS_UNTIL_BOTH_KNOW = 5


class Port:
    """
    Where an application listens. `number` is drawn when it opens, where it is 0.

    While it is down connections are refused, and nobody else gets its number.
    """

    def __init__(self, app: web.Application, number: int = 0) -> None:
        self.number = number
        self._socket: socket.socket | None = None
        self._site: web.SockSite | None = None
        self._runner = web.AppRunner(
            app, handler_cancellation=True, access_log=None, shutdown_timeout=0.1
        )

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.number}"

    async def open(self) -> None:
        """Begin to listen."""
        await self._runner.setup()
        self._reserve()
        await self.put_back()

    async def close(self) -> None:
        """Stop at once; whoever waits for an answer gets none."""
        self._hang_up()
        await self._runner.cleanup()
        if self._socket is not None:
            self._socket.close()

    async def take_down(self) -> None:
        """Refuse connections from now on; open ones are reset."""
        if self._site is None:
            return
        await self._site.stop()
        self._site = None
        self._hang_up()
        self._reserve()
        for _ in range(ROUNDS_UNTIL_BOTH_KNOW):
            await asyncio.sleep(0)

    async def put_back(self) -> None:
        """Listen (again) at the same port."""
        if self._site is None and self._socket is not None:
            self._site = web.SockSite(self._runner, self._socket)
            await self._site.start()

    def _reserve(self) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind(("127.0.0.1", self.number))
        self.number = self._socket.getsockname()[1]

    def _hang_up(self) -> None:
        if self._runner.server is not None:
            for connection in self._runner.server.connections:
                if connection.transport is not None:
                    _reset(connection.transport)


def cut(request: web.Request) -> web.Response:
    """Reset the connection of a request; what is returned goes nowhere."""
    if request.transport is not None:
        _reset(request.transport)
    return web.Response()


def _reset(transport: asyncio.BaseTransport) -> None:
    """Close a connection so that the other side is told "connection reset by peer"."""
    raw: Any = transport.get_extra_info("socket")
    with suppress(OSError):
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_NOT)
    if isinstance(transport, asyncio.Transport):
        transport.abort()
