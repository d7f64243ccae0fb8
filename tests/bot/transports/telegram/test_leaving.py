"""Nothing of the call had left: Later. It may have: Unknown. Over real sockets, proxies and TLS."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from functools import partial

import pytest
from structlog.testing import capture_logs
from telegram import InputFile
from telegram.error import TelegramError

from bot.transports import proxies
from bot.transports.base import Later, Outcome, Unknown
from bot.transports.telegram.outcomes import outcome
from tests.bot.transports.telegram.desk import Desk
from tests.bot.transports.telegram.desk import says as words
from tests.worlds.badnetwork import (
    AFTER,
    BEFORE,
    BEFORE_A_PROXY,
    HOST,
    Opens,
    answers,
    at_server,
    closed_port,
)

Does = Callable[[Desk], Awaitable[Outcome]]


async def sends(desk: Desk) -> Outcome:
    """Send words."""
    return await desk.telegram.send("7", words("Слова"), key="1")


async def sends_an_alarm(desk: Desk) -> Outcome:
    """Send words, urgently."""
    return await desk.telegram.send("7", words("Слова"), key="1", urgent=True)


async def edits(desk: Desk) -> Outcome:
    """Change a card."""
    return await desk.telegram.edit("7", "1", words("Слова"), key="1")


async def uploads(desk: Desk) -> Outcome:
    """Send a file that takes more than one write."""
    try:
        await desk.telegram._bot.send_document(7, InputFile(b"x" * 300_000, "скан.jpg"))
    except TelegramError as error:
        return outcome(error)
    raise AssertionError("sent")


WAYS: Mapping[str, Opens] = {**BEFORE, **BEFORE_A_PROXY}
DEEDS = pytest.mark.parametrize("does", [sends, sends_an_alarm, edits, uploads])


@pytest.fixture(autouse=True)
async def forgotten() -> AsyncIterator[None]:
    """Let each test look its proxy up."""
    proxies.before.cache_clear()
    yield
    proxies.before.cache_clear()


async def ended(
    desk: Desk, opens: Opens, does: Does, monkeypatch: pytest.MonkeyPatch
) -> tuple[Outcome, list[str]]:
    """Do something on a way, and return how it ended and what was logged."""
    async with opens() as way:
        way.enter(monkeypatch)
        transport = desk.made(api_url=way.url)
        try:
            with capture_logs() as logs:
                return await does(desk), [each["event"] for each in logs]
        finally:
            await transport.close()


@DEEDS
@pytest.mark.parametrize("way", WAYS)
async def test_what_has_not_left_is_later(
    desk: Desk, way: str, does: Does, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await ended(desk, WAYS[way], does, monkeypatch) == (Later(), [])


@DEEDS
@pytest.mark.parametrize("way", AFTER)
async def test_what_may_have_arrived_is_unknown(
    desk: Desk, way: str, does: Does, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await ended(desk, AFTER[way], does, monkeypatch) == (Unknown(), [])


async def test_a_call_that_was_sent_once_is_unknown_whatever_its_repetition_met(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """aiohttp follows a redirection by itself: there, nobody listens."""
    with closed_port() as port:
        moved = f"HTTP/1.1 307 Moved\r\nLocation: http://{HOST}:{port}/\r\n"
        behaves = partial(answers, f"{moved}Content-Length: 0\r\n\r\n".encode())
        assert await ended(desk, partial(at_server, behaves), sends, monkeypatch) == (Unknown(), [])
