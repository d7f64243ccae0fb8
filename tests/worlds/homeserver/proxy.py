"""
The way between the bot and its homeserver, for tests to be in: it breaks, delays, forges, counts.

    async with Proxy(homeserver.address) as proxy:
        ...  # the bot's homeserver is proxy.address
        proxy.faults.order("resets_after", "send")  # the message is there, the bot does not know
        proxy.injects(room, message(sender, "text in clear"))
"""

import asyncio
import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

import aiohttp
from aiohttp import web
from yarl import URL

from tests.worlds.homeserver.calls import Call, Exchange, Json, as_json, name_call
from tests.worlds.homeserver.configuration import MEBIBYTE
from tests.worlds.homeserver.faults import ANSWERED, DONE_FIRST, Fault, Faults, Trouble
from tests.worlds.port import Port, cut

Hook = Callable[[Call, Json], object]

# What belongs to one connection and not to what it carries.
HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "host", "date", "server"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the homeserver answered, to the byte, or what was made of it."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)

    def response(self) -> web.Response:
        """Return it for the other side."""
        return web.Response(status=self.status, body=self.body, headers=self.headers)


@dataclass(slots=True)
class Rewriting:
    """A hook that changes answers in place, until it `ends` or has done so `times`."""

    endpoint: str
    hook: Hook
    times: int
    hurried: bool = False
    done: asyncio.Event = field(default_factory=asyncio.Event)

    def ends(self) -> None:
        """Let answers pass unchanged from now on."""
        self.times = 0

    async def happened(self, within: float = 60) -> None:
        """Return when an answer has been changed."""
        async with asyncio.timeout(within):
            await self.done.wait()


class Proxy:
    """A reverse proxy on the loopback before one homeserver, for one client or several."""

    def __init__(self, homeserver: str, *, port: int = 0) -> None:
        self.homeserver = homeserver
        self.faults = Faults()
        self.calls: Counter[str] = Counter()
        self._called = asyncio.Condition()
        self.keeps = False
        self.exchanges: list[Exchange] = []
        self._rewritings: list[Rewriting] = []
        self._stirred = asyncio.Event()
        self._session: aiohttp.ClientSession | None = None
        app = web.Application(client_max_size=100 * MEBIBYTE)
        app.router.add_route("*", "/{rest:.*}", self._answer)
        self._port = Port(app, port)

    @property
    def address(self) -> str:
        """Where it listens."""
        return self._port.address

    async def __aenter__(self) -> Self:
        """Begin to listen."""
        self._session = aiohttp.ClientSession(
            auto_decompress=False,
            timeout=aiohttp.ClientTimeout(),
            connector=aiohttp.TCPConnector(limit=0),
        )
        await self._port.open()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop at once; whoever waits for an answer gets none."""
        self.faults.clear()
        await self._port.close()
        if self._session is not None:
            await self._session.close()

    async def goes_down(self) -> None:
        """Refuse connections from now on; open ones are reset."""
        await self._port.take_down()

    async def comes_back(self) -> None:
        """Listen (again) at the same port."""
        await self._port.put_back()

    def rewrites(self, endpoint: str, hook: Hook, *, times: int = 10**9) -> Rewriting:
        """
        Let a hook change the next answers of an endpoint in place: `hook(call, answer)`.

        A hook that returns False has changed nothing, and is not counted. A sync that waits is
        answered at once, so that it meets the hook.
        """
        rewriting = Rewriting(endpoint, hook, times)
        self._rewritings.append(rewriting)
        if endpoint == "sync":
            self.stirs()
        return rewriting

    def injects(self, room: str, *events: Json) -> Rewriting:
        """Put events that the server never had into the timeline of the next sync."""

        def inject(call: Call, answer: Json) -> None:
            rooms = answer.setdefault("rooms", {}).setdefault("join", {})
            timeline = rooms.setdefault(room, {}).setdefault("timeline", {})
            timeline.setdefault("events", []).extend(events)
            timeline.setdefault("limited", False)

        return self.rewrites("sync", inject, times=1)

    def stirs(self) -> None:
        """Let every sync that waits be answered now."""
        self._stirred.set()
        self._stirred = asyncio.Event()

    async def called(self, endpoint: str, times: int = 1, within: float = 60) -> None:
        """Return when an endpoint has been called so often since the proxy was made."""
        async with asyncio.timeout(within), self._called:
            await self._called.wait_for(lambda: self.calls[endpoint] >= times)

    def carried(self, words: str) -> list[Call]:
        """Return the calls, of those kept, in which words could be read."""
        return [each.call for each in self.exchanges if each.call.carries(words)]

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        url = request.raw_path.partition("?")
        call = name_call(request.method, url[0], url[2], await request.read())
        async with self._called:
            self.calls[call.endpoint] += 1
            self._called.notify_all()
        try:
            fault = self.faults.strike(call)
            if fault is None:
                return (await self._forward(call, request.headers)).response()
            return await self._with(fault, request, call)
        except aiohttp.ClientError:
            return cut(request)  # the homeserver itself is down

    async def _with(self, fault: Fault, request: web.Request, call: Call) -> web.StreamResponse:
        if fault.trouble not in DONE_FIRST:
            fault.struck.set()
        match fault.trouble:
            case Trouble.LATE:
                await asyncio.sleep(fault.seconds)
            case Trouble.HELD:
                await fault.over.wait()
        answer = Answer(200, b"")
        if fault.trouble in DONE_FIRST | ANSWERED:
            answer = await self._forward(call, request.headers)
            fault.struck.set()
        match fault.trouble:
            case Trouble.SLOW:
                await asyncio.sleep(fault.seconds)
            case Trouble.HELD_AFTER:
                await fault.over.wait()
            case Trouble.DEAF | Trouble.SILENT:
                await asyncio.Event().wait()
            case Trouble.RESETS | Trouble.RESETS_AFTER:
                return cut(request)
        if (refusal := fault.refusal()) is not None:
            status, said = refusal
            if isinstance(said, str):
                return web.Response(status=status, text=said, content_type="text/html")
            return web.json_response(said, status=status)
        return answer.response()

    async def _forward(self, call: Call, headers: Mapping[str, str]) -> Answer:
        ask = self._sync if call.endpoint == "sync" else self._ask
        answer = await ask(call, headers)
        if self.keeps:
            self.exchanges.append(Exchange(call, answer.status, answer.body))
        return self._rewritten(call, answer)

    async def _sync(self, call: Call, headers: Mapping[str, str]) -> Answer:
        """Ask for as long as the client would wait; at once where a hook has just come."""
        if self._hurries():
            return await self._ask(call, headers, now=True)
        asking = asyncio.ensure_future(self._ask(call, headers))
        stirred = asyncio.ensure_future(self._stirred.wait())
        try:
            await asyncio.wait((asking, stirred), return_when=asyncio.FIRST_COMPLETED)
            if asking.done():
                return asking.result()
            self._hurries()
            return await self._ask(call, headers, now=True)
        finally:
            asking.cancel()
            stirred.cancel()

    def _hurries(self) -> bool:
        """Say whether a hook waits for its first sync, and count this one as that."""
        fresh = [each for each in self._rewritings if each.endpoint == "sync" and not each.hurried]
        for each in fresh:
            each.hurried = True
        return bool(fresh)

    async def _ask(self, call: Call, headers: Mapping[str, str], *, now: bool = False) -> Answer:
        assert self._session is not None
        query = call.query
        if now:
            kept = [each for each in query.split("&") if not each.startswith("timeout=")]
            query = "&".join([*kept, "timeout=0"])
        url = self.homeserver + call.path + (f"?{query}" if query else "")
        async with self._session.request(
            call.method,
            URL(url, encoded=True),
            data=call.body or None,
            headers={key: each for key, each in headers.items() if key.lower() not in HOP},
            allow_redirects=False,
        ) as response:
            kept_headers = {
                key: each for key, each in response.headers.items() if key.lower() not in HOP
            }
            return Answer(response.status, await response.read(), kept_headers)

    def _rewritten(self, call: Call, answer: Answer) -> Answer:
        wanted = [each for each in self._rewritings if each.endpoint == call.endpoint]
        decoded = as_json(answer.body) if wanted and answer.status == 200 else None
        if decoded is None:
            return answer
        changed = False
        for rewriting in wanted:
            if rewriting.times > 0 and rewriting.hook(call, decoded) is not False:
                changed = True
                rewriting.times -= 1
                rewriting.done.set()
        self._rewritings = [each for each in self._rewritings if each.times > 0]
        body = json.dumps(decoded).encode() if changed else answer.body
        return Answer(answer.status, body, answer.headers)
