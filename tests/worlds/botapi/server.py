"""
The server itself: PTB talks to `address` as it would to api.telegram.org.

    async with BotAPI() as api:
        person = api.person(7, "Айгуль")
        person.opens("CODE")
        bot = Bot(api.token, base_url=api.base_url, base_file_url=api.base_file_url)
"""

import asyncio
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from tests.worlds.botapi.calls import Call, read_call
from tests.worlds.botapi.faults import Fault, Trouble
from tests.worlds.botapi.limits import MEBIBYTE, Sizes
from tests.worlds.botapi.methods import GET_UPDATES, METHODS, NAMES
from tests.worlds.botapi.moments import Forward
from tests.worlds.botapi.posting import Poster
from tests.worlds.botapi.receiving import get_updates
from tests.worlds.botapi.refusals import (
    ApiError,
    not_found,
    server_failure,
    unauthorized,
    unknown_method,
)
from tests.worlds.botapi.scene import Scene
from tests.worlds.botapi.telegram import LINK_LIFE, TOKEN, Telegram
from tests.worlds.port import Port, cut

WELL_FORMED = re.compile(r"\d{1,18}:[\w-]{20,80}")
# Ids of strangers who come in a crowd begin here.
CROWD = 1_000_000


class BotAPI(Scene):
    """
    A Bot API server on the loopback, with everything a test may do to it.

    `clock` says when updates, presses and messages are old; waiting is done in real seconds.
    """

    def __init__(
        self,
        *,
        clock: Callable[[], datetime] | None = None,
        token: str = TOKEN,
        port: int = 0,
        seed: int = 1,
        sizes: Sizes | None = None,
        webhook_pause: float = 1.0,
        webhook_patience: float = 60.0,
    ) -> None:
        super().__init__(Telegram(clock or Forward(), token, seed, sizes or Sizes()))
        self.revoked = False
        self._poster = Poster(self.telegram, webhook_pause, webhook_patience)
        self._tasks: set[asyncio.Task[None]] = set()
        app = web.Application(client_max_size=self.telegram.sizes.up + MEBIBYTE)
        app.router.add_get("/file/bot{token}/{path:.+}", self._download)
        app.router.add_route("*", "/bot{token:[^/]+}/{method}", self._answer)
        app.router.add_route("*", "/{rest:.*}", self._nothing)
        self._port = Port(app, port)

    @property
    def address(self) -> str:
        """Where the server listens."""
        return self._port.address

    @property
    def base_url(self) -> str:
        """What PTB takes as `base_url`."""
        return f"{self.address}/bot"

    @property
    def base_file_url(self) -> str:
        """What PTB takes as `base_file_url`."""
        return f"{self.address}/file/bot"

    @property
    def token(self) -> str:
        """The only token that is known."""
        return self.telegram.token

    async def __aenter__(self) -> Self:
        """Begin to listen."""
        await self._port.open()
        self._start(self._poster.run())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop at once; whoever waits for an answer gets none."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._port.close()

    def passes(self, delta: timedelta) -> datetime:
        """
        Let time pass on the server's own clock and return the moment after it.

        Raises:
            ValueError: the clock is the test's; it is for the test to set it forward.
        """
        if not isinstance(self.telegram.clock, Forward):
            raise ValueError("set the clock forward that the server was given")
        return self.telegram.clock.pass_by(delta)

    async def goes_down(self) -> None:
        """Refuse connections from now on; open ones are reset. What people do is kept."""
        await self._port.take_down()

    async def comes_back(self) -> None:
        """Listen (again) at the same port."""
        await self._port.put_back()

    async def outage(self, seconds: float) -> None:
        """Go down now and come back after so many real seconds; does not wait for it."""

        async def later() -> None:
            await asyncio.sleep(seconds)
            await self.comes_back()

        await self.goes_down()
        self._start(later())

    def draws_a_crowd(self, *, per_second: float, seconds: float, people: int = 1000) -> None:
        """Let strangers write for a while; does not wait for it."""
        strangers = [self.person(CROWD + number) for number in range(people)]

        async def write() -> None:
            loop = asyncio.get_running_loop()
            began, written = loop.time(), 0
            while (passed := loop.time() - began) < seconds:
                while written < passed * per_second:
                    strangers[written % people].writes(f"есть здесь кто-нибудь? {written}")
                    written += 1
                await asyncio.sleep(0.01)

        for stranger in strangers:
            stranger.opens()
        self._start(write())

    def _start(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        try:
            method = request.match_info["method"].lower()
            self._admit(request.match_info["token"])
            call = await read_call(NAMES.get(method, method), request)
            return await self._do(request, call)
        except ApiError as refusal:
            return web.json_response(refusal.as_json(), status=refusal.code)

    async def _do(self, request: web.Request, call: Call) -> web.StreamResponse:
        self.telegram.calls.append(call.method)
        fault = self.telegram.faults.strike(call)
        if fault is None:
            return web.json_response({"ok": True, "result": await self._result(call)})
        return await self._with(fault, request, call)

    async def _with(self, fault: Fault, request: web.Request, call: Call) -> web.StreamResponse:
        if (refusal := fault.refusal()) is not None:
            raise refusal
        match fault.trouble:
            case Trouble.RESETS:
                return cut(request)
            case Trouble.DEAF:
                await asyncio.Event().wait()
            case Trouble.LATE:
                await asyncio.sleep(fault.seconds)
        already = len(self.telegram.executions)
        result = await self._result(call)
        if fault.trouble in (Trouble.SILENT, Trouble.RESETS_AFTER, Trouble.FAILS_AFTER):
            for execution in self.telegram.executions[already:]:
                execution.answered = False
        match fault.trouble:
            case Trouble.SILENT:
                await asyncio.Event().wait()
            case Trouble.RESETS_AFTER:
                return cut(request)
            case Trouble.FAILS_AFTER:
                raise server_failure(fault.status)
            case Trouble.SLOW:
                await asyncio.sleep(fault.seconds)
        return web.json_response({"ok": True, "result": result})

    async def _result(self, call: Call) -> Any:
        if self.telegram.logged_out:
            raise ApiError(400, "Logged out")
        if call.method == GET_UPDATES:
            return await get_updates(self.telegram, call)
        if call.method not in METHODS:
            raise unknown_method()
        return METHODS[call.method](self.telegram, call)

    async def _download(self, request: web.Request) -> web.StreamResponse:
        try:
            self._admit(request.match_info["token"])
            found = self.telegram.links.get(request.match_info["path"])
            if found is None or self.telegram.clock() - found[1] >= LINK_LIFE:
                raise not_found()
        except ApiError as refusal:
            return web.json_response(refusal.as_json(), status=refusal.code)
        return web.Response(body=found[0].content, content_type="application/octet-stream")

    async def _nothing(self, request: web.Request) -> web.StreamResponse:
        return web.json_response(not_found().as_json(), status=404)

    def _admit(self, token: str) -> None:
        """
        Let only the bot's own token in.

        Raises:
            ApiError: 401 for a revoked or unknown token, 404 for what is no token.
        """
        if token == self.token:
            if self.revoked:
                raise unauthorized()
        elif WELL_FORMED.fullmatch(token):
            raise unauthorized()
        else:
            raise not_found()
