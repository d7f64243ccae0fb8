"""Calls to the homeserver over aiohttp: an answer, or one of three ways to have none."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import aiohttp
from aiohttp.hdrs import DATE, LOCATION
from yarl import URL

from bot.transports import proxies
from bot.transports.base import NoteDate, ignore_date
from bot.transports.leaving import FAILURES, Leaving, tracing
from bot.transports.matrix.signatures import Json
from bot.transports.matrix.waits import asks_to_wait

CLIENT = "/_matrix/client/v3"
MEDIA = "/_matrix/media/v3"
CONNECTED_WITHIN = timedelta(seconds=10)
ANSWERED_WITHIN = timedelta(seconds=20)
FETCHED_WITHIN = timedelta(seconds=60)
REDIRECTIONS = frozenset({301, 302, 303, 307, 308})
# What a web server says of a path that it does not have; a homeserver says it in JSON.
NOT_HERE = frozenset({404, 405, 410})
# More than messages are ever under way: none waits for another's connection.
CONNECTIONS = 128
TOO_MANY = 429
LIMITED = "M_LIMIT_EXCEEDED"
TOO_LARGE = 413
PROXY_AUTHENTICATION_REQUIRED = 407
# What a gateway says for its homeserver.
OF_GATEWAYS = frozenset({TOO_MANY, TOO_LARGE})
# Of an address that a server has made.
SHOWN = 200
_CHUNK = 64 * 1024
# Of an answer: a sync after a day down has some megabytes. More would take the memory of all.
ANSWER_AT_MOST = 256 * 1024 * 1024


class Unreached(Exception):
    """Nothing has left us: no such name, no connection, no handshake."""


class Unanswered(Exception):
    """The server may have taken the call: no answer, or a broken one."""


class Redirected(Unanswered):
    """Whoever answers at this address names another: `to`, without what only it should know."""

    def __init__(self, status: int, to: str) -> None:
        super().__init__(f"{status}")
        self.to = to


class NoHomeserver(Unanswered):
    """What answers at this address is no homeserver: `said` is its status and the type of it."""

    def __init__(self, status: int, type: str) -> None:
        super().__init__(f"{status}")
        self.said = f"{status} {type}"


class TooLarge(Exception):
    """A file is larger than is taken."""


@dataclass
class Refusal(Exception):
    """The server says no. `code` is its errcode; `after` how long it wants to be left alone."""

    status: int
    code: str = ""
    after: timedelta = timedelta()
    is_soft_logout: bool = False
    answer: Json = field(default_factory=dict, repr=False)

    def __str__(self) -> str:
        return f"{self.status} {self.code}"

    @property
    def is_logout(self) -> bool:
        """Say whether the access token is no longer good."""
        return self.code in ("M_UNKNOWN_TOKEN", "M_MISSING_TOKEN")

    @property
    def is_passing(self) -> bool:
        """Say whether the same call may be taken later."""
        return self.is_fault or self.is_logout or self.status == TOO_MANY

    @property
    def is_fault(self) -> bool:
        """Say whether the server failed: what was asked may have been done all the same."""
        return self.status >= 500


def path(*parts: str, under: str = CLIENT) -> str:
    """Return a path of the API; each part is one segment."""
    return "/".join((under, *(quote(part, safe="") for part in parts)))


def by_password(user: str, password: str) -> Json:
    """Return what proves to the server who asks: at a log-in, and where it asks for more."""
    identifier = {"type": "m.id.user", "user": user}
    return {"type": "m.login.password", "identifier": identifier, "password": password}


class Server:
    """
    One homeserver, called with one access token.

    `note_date` is given the `Date` of each answer, or None.
    """

    def __init__(self, url: str, token: str = "", note_date: NoteDate = ignore_date) -> None:
        self._note_date = note_date
        self._root = url.rstrip("/")
        self.token = token
        self._session: aiohttp.ClientSession | None = None

    def __repr__(self) -> str:
        return "Server()"

    async def call(
        self,
        method: str,
        path: str,
        body: Json | None = None,
        *,
        query: dict[str, str] | None = None,
        within: timedelta = ANSWERED_WITHIN,
    ) -> Json:
        """
        Return the answer.

        Raises: Refusal, Unreached, Unanswered.
        """
        data = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json"}
        async with self._ask(method, path, data, headers, query, within) as response:
            return await _read(response)

    async def upload(self, body: bytes) -> str:
        """
        Return the address of what was uploaded; whoever knows it may have it, so it is ciphertext.

        Raises: Refusal, Unreached, Unanswered.
        """
        headers = {"Content-Type": "application/octet-stream"}
        where = path("upload", under=MEDIA)
        async with self._ask("POST", where, body, headers, None, FETCHED_WITHIN) as response:
            answer = await _read(response)
        try:
            return str(answer["content_uri"])
        except KeyError:
            raise Unanswered from None

    async def download(self, uri: str, limit: int) -> bytes:
        """
        Return what stands at an address, up to `limit` bytes.

        Raises: TooLarge, ValueError for what is no address, Refusal, Unreached, Unanswered.
        """
        server, _, media = uri.removeprefix("mxc://").partition("/")
        if not uri.startswith("mxc://") or not server or not media:
            raise ValueError("no address of a file")
        where = path("download", server, media, under="/_matrix/client/v1/media")
        async with self._ask("GET", where, None, {}, None, FETCHED_WITHIN) as response:
            if response.status != 200:
                await _read(response)
            body = bytearray()
            async for chunk in response.content.iter_chunked(_CHUNK):
                body += chunk
                if len(body) > limit:
                    raise TooLarge
            return bytes(body)

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    @asynccontextmanager
    async def _ask(
        self,
        method: str,
        path: str,
        data: bytes | None,
        headers: dict[str, str],
        query: dict[str, str] | None,
        within: timedelta,
    ) -> AsyncIterator[aiohttp.ClientResponse]:
        if self.token:
            headers = {**headers, "Authorization": f"Bearer {self.token}"}
        timeout = aiohttp.ClientTimeout(
            total=within.total_seconds(), connect=CONNECTED_WITHIN.total_seconds()
        )
        leaving = Leaving()
        try:
            proxy = proxies.before(URL(self._root).origin())
            async with self._open_session(proxy).request(
                method,
                self._root + path,
                data=data,
                params=query,
                headers=headers,
                proxy=proxy.http if proxy else None,
                timeout=timeout,
                allow_redirects=False,
                trace_request_ctx=leaving,
            ) as response:
                if response.status == PROXY_AUTHENTICATION_REQUIRED:
                    raise Unreached(str(response.status))  # a proxy has kept it
                self._note_date(response.headers.get(DATE))
                yield response
        except FAILURES as error:
            failure = Unanswered if leaving.begun else Unreached
            raise failure(type(error).__name__) from None

    def _open_session(self, proxy: proxies.Proxy | None) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=proxies.connector(proxy, limit=CONNECTIONS),
                trace_configs=[tracing()],
                # Attachments of people are no place for a server's cookies.
                cookie_jar=aiohttp.DummyCookieJar(),
            )
        return self._session


async def _read(response: aiohttp.ClientResponse) -> Json:
    body = bytearray()
    async for chunk in response.content.iter_chunked(_CHUNK):
        body += chunk
        if len(body) > ANSWER_AT_MOST:
            raise Unanswered("too long")
    try:
        answer: Any = json.loads(body)
    except (ValueError, RecursionError):
        answer = None
    if response.status == 200 and isinstance(answer, dict):
        return answer
    if response.status in REDIRECTIONS:
        raise Redirected(response.status, _elsewhere(response))
    said: Json = answer if isinstance(answer, dict) else {}
    is_homeservers = "errcode" in said or "flows" in said
    if response.status == 200 or (response.status in NOT_HERE and not is_homeservers):
        raise NoHomeserver(response.status, response.content_type)
    if not is_homeservers and response.status not in OF_GATEWAYS and response.status < 500:
        # Of a gateway whose homeserver is away: it decides nothing.
        raise Unanswered(str(response.status))
    raise Refusal(
        response.status,
        str(said.get("errcode", "")),
        asks_to_wait(said, response.headers),
        is_soft_logout=said.get("soft_logout") is True,
        answer=said,
    )


def _elsewhere(response: aiohttp.ClientResponse) -> str:
    """Return where a redirection leads: what could be written down as the address instead."""
    try:
        to = response.url.join(URL(response.headers[LOCATION]))
        bare = to.with_user(None).with_query(None).with_fragment(None)
        told = str(bare).removesuffix(response.url.raw_path)
    except (KeyError, ValueError):
        return "-"
    return told if len(told) <= SHOWN else str(bare.origin())
