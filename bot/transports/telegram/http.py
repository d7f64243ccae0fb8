"""
PTB's way to the Bot API, over aiohttp: its objects and errors stay, httpx does not take part.

What is sent all day goes as plain values and comes back as such (`call`): PTB makes some forty
objects of each message, which costs more than to send it.

What may have arrived and what has not left is told apart here, where the connection is seen.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from http import HTTPStatus
from typing import Any, TypeVar, cast

import aiohttp
from aiohttp.hdrs import DATE
from telegram import Update
from telegram.error import BadRequest, NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.transports import proxies
from bot.transports.base import NoteDate, ignore_date
from bot.transports.leaving import FAILURES, Leaving, tracing

T = TypeVar("T")
Json = dict[str, Any]
# More than messages are ever under way: none waits for another's connection.
CONNECTIONS = 128
KEPT_ALIVE_SECONDS = 15.0
LARGEST_DOWNLOAD = 20 * 1024 * 1024
CHUNK = 64 * 1024
# Of PTB's: what stands for "not given".
_DEFAULT = BaseRequest.DEFAULT_NONE
_JSON = {"Content-Type": "application/json"}
# What would be told a person's chat for ever; a gateway says it of something else.
_FINAL = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.FORBIDDEN})


class NotSent(NetworkError):
    """Nothing of the call has left, or a proxy kept it: the server has not seen it."""


class TooMany(TelegramError):
    """429: the server has not done the call, and wants to be left alone for `after`."""

    def __init__(self, after: timedelta) -> None:
        super().__init__("Too Many Requests")
        self.after = after


@dataclass(frozen=True, slots=True)
class Patience:
    """For how many seconds is waited: for a connection, for an answer, for a file to go up."""

    connect: float = 5.0
    read: float = 20.0
    upload: float = 45.0


@dataclass(frozen=True, slots=True)
class _Plain:
    """What a call gives as it is, in the form of PTB's `RequestData`: values of JSON, no files."""

    parameters: Json
    multipart_data: Mapping[str, Any] = field(default_factory=dict)


class AiohttpRequest(BaseRequest):
    """
    Calls over aiohttp. A session is made by the first call and ends with `shutdown`.

    `note_date` is given the `Date` of each answer, or None.
    """

    __slots__ = ("_note_date", "_patience", "_sessions", "careful")

    def __init__(self, patience: Patience, note_date: NoteDate = ignore_date) -> None:
        self._patience = patience
        self._note_date = note_date
        self._sessions: dict[proxies.Proxy | None, aiohttp.ClientSession] = {}
        # Set when a batch of updates could not be read: what is unreadable in it is left out.
        self.careful = False

    @property
    def read_timeout(self) -> float:
        """For how many seconds an answer is awaited unless a call says otherwise."""
        return self._patience.read

    async def initialize(self) -> None:
        """Do nothing: which session it takes the first call says."""

    async def shutdown(self) -> None:
        """Close the sessions."""
        while self._sessions:
            await self._sessions.popitem()[1].close()

    async def call(self, url: str, **given: object) -> Any:
        """
        Make one call with what is given and not None, as it is; return the plain result.

        Raises: as PTB's own methods do; NetworkError also for an answer without a result, since
        what was asked for may be done.
        """
        plain = _Plain({name: value for name, value in given.items() if value is not None})
        try:
            return await self.post(url, cast(RequestData, plain))
        except LookupError:
            raise NetworkError("an answer without a result") from None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = _DEFAULT,
        write_timeout: Any = _DEFAULT,
        connect_timeout: Any = _DEFAULT,
        pool_timeout: Any = _DEFAULT,
    ) -> tuple[int, bytes]:
        """
        Make one call and return the status and the body of the answer.

        Raises: NotSent, TimedOut, NetworkError; TooMany and BadRequest where PTB would say less.
        """
        uploads = request_data.multipart_data if request_data else {}
        read = _number_or(read_timeout, self._patience.read)
        connect = _number_or(connect_timeout, self._patience.connect)
        writing = self._patience.upload if uploads else self._patience.connect
        timeout = aiohttp.ClientTimeout(
            total=connect + _number_or(write_timeout, writing) + read, connect=connect
        )
        data = _body(request_data, uploads)
        leaving = Leaving()
        try:
            proxy = proxies.before(URL(url).origin())
            async with self._session(proxy).request(
                method,
                url,
                data=data,
                headers=None if uploads or not request_data else _JSON,
                proxy=proxy.http if proxy else None,
                timeout=timeout,
                trace_request_ctx=leaving,
            ) as response:
                self._note_date(response.headers.get(DATE))
                status, body = response.status, await _read_body(response)
        except FAILURES as error:
            # Their messages may name the address that was called, and the token is part of it.
            if not leaving.begun:
                raise NotSent(type(error).__name__) from None
            if isinstance(error, TimeoutError):
                raise TimedOut from None
            raise NetworkError(type(error).__name__) from None
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            raise TooMany(_retry_after(body))
        if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            raise BadRequest("Request Entity Too Large")
        if status == HTTPStatus.PROXY_AUTHENTICATION_REQUIRED:
            raise NotSent(HTTPStatus(status).phrase)
        if status in _FINAL and not _is_the_servers(body):
            raise NetworkError(f"{status} of a gateway")
        return status, body

    def _session(self, proxy: proxies.Proxy | None) -> aiohttp.ClientSession:
        session = self._sessions.get(proxy)
        if session is None:
            session = self._sessions[proxy] = aiohttp.ClientSession(
                connector=proxies.connector(
                    proxy, limit=CONNECTIONS, keepalive_timeout=KEPT_ALIVE_SECONDS
                ),
                headers={"User-Agent": self.USER_AGENT},
                trace_configs=[tracing()],
            )
        return session

    # PTB calls it on whatever it has made of the class: a static method there, a plain one here.
    def parse_json_payload(self, payload: bytes) -> Json:  # type: ignore[override]
        """
        Return the answer; of a batch of updates, when `careful`, only what can be read of it.

        Raises: TelegramError when it is no JSON.
        """
        try:
            answer: Json = json.loads(payload.decode(errors="replace"))
        except ValueError:
            raise TelegramError("Invalid server response") from None
        if not isinstance(answer, dict):
            raise TelegramError("Invalid server response")
        if self.careful and isinstance(answer.get("result"), list):
            answer["result"] = [_readable(update) for update in answer["result"]]
        return answer


def _number_or(value: Any, default: float) -> float:
    return float(value) if isinstance(value, int | float) else default


def _body(data: RequestData | None, uploads: dict[str, Any]) -> aiohttp.FormData | bytes | None:
    if data is None:
        return None
    if not uploads:
        # Half the bytes and a tenth of the work of a form, where each letter is six characters.
        return json.dumps(data.parameters, ensure_ascii=False).encode()
    # Names of files as they are, in UTF-8: the server takes percent signs for part of the name.
    form = aiohttp.FormData(quote_fields=False)
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, type_) in uploads.items():
        form.add_field(name, content, filename=filename, content_type=type_)
    return form


async def _read_body(response: aiohttp.ClientResponse) -> bytes:
    body = bytearray()
    async for chunk in response.content.iter_chunked(CHUNK):
        body += chunk
        if len(body) > LARGEST_DOWNLOAD:
            raise BadRequest("file is too big")
    return bytes(body)


def _is_the_servers(body: bytes) -> bool:
    """Say whether an answer has the form of the Bot API's."""
    try:
        return "ok" in json.loads(body)
    except (ValueError, TypeError):
        return False


def _retry_after(body: bytes) -> timedelta:
    try:
        return timedelta(seconds=float(json.loads(body)["parameters"]["retry_after"]))
    except (ValueError, LookupError, TypeError):
        return timedelta(seconds=1)


def _readable(update: Any) -> Json:
    try:
        Update.de_json(dict(update), None)
    except Exception:  # whatever it is: the id is enough to confirm it
        return {"update_id": update["update_id"]}
    return dict(update)
