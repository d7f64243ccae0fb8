"""Nothing of the call had left: Unreached. It may have: Unanswered, or the server's own fault."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

import pytest

from bot.transports import proxies
from bot.transports.matrix.server import Refusal, Server, Unanswered, Unreached
from tests.bot.transports.matrix.impatience import impatient
from tests.worlds.badnetwork import AFTER, BEFORE, BEFORE_A_PROXY, HOST, reset

Asks = Callable[[Server], Awaitable[object]]

ASKS: dict[str, Asks] = {
    "send": lambda asked: asked.call("PUT", "/send", {"a": 1}),
    "share": lambda asked: asked.call("POST", "/keys", {"a": 1}),
    "sync": lambda asked: asked.call("GET", "/sync", query={"since": "1"}),
    "upload": lambda asked: asked.upload(b"x" * 300_000),
    "download": lambda asked: asked.download("mxc://test/1", 1000),
}

WAYS = {**BEFORE, **BEFORE_A_PROXY}


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """Let each test look its proxy up."""
    proxies.before.cache_clear()
    yield
    proxies.before.cache_clear()


@pytest.fixture
async def asked() -> AsyncIterator[Callable[[str], Server]]:
    """A server at an address."""
    made: list[Server] = []

    def at(url: str) -> Server:
        made.append(Server(url, "token"))
        return made[-1]

    yield at
    for each in made:
        await each.close()


@pytest.mark.parametrize("asks", ASKS)
@pytest.mark.parametrize("way", WAYS)
async def test_what_has_not_left_is_unreached(
    asked: Callable[[str], Server], way: str, asks: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    impatient(monkeypatch, is_after=False)
    async with WAYS[way]() as there:
        there.enter(monkeypatch)
        with pytest.raises(Unreached):
            await ASKS[asks](asked(there.url))


@pytest.mark.parametrize(
    ("way", "asks"),
    # What is downloaded is bytes, and may be anything.
    [(way, asks) for way in AFTER for asks in ASKS if (way, asks) != ("no JSON", "download")],
)
async def test_what_may_have_arrived_is_unanswered(
    asked: Callable[[str], Server], way: str, asks: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    impatient(monkeypatch, is_after=True)
    async with AFTER[way]() as there:
        with pytest.raises((Unanswered, Refusal)) as raised:
            await ASKS[asks](asked(there.url))
    assert not isinstance(raised.value, Refusal) or raised.value.is_fault


async def test_a_call_that_was_sent_once_is_unanswered_whatever_its_repetition_met(
    asked: Callable[[str], Server],
) -> None:
    """aiohttp makes a PUT once more by itself where the connection is reset: nobody listens."""

    async def once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        listener.close()
        reset(writer)

    listener = await asyncio.start_server(once, HOST, 0)
    port = listener.sockets[0].getsockname()[1]

    with pytest.raises(Unanswered):
        await ASKS["send"](asked(f"http://{HOST}:{port}"))
