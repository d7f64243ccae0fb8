"""A server and a bot of PTB's that talks to it."""

from collections.abc import AsyncIterator

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from tests.builders import Clock
from tests.worlds.botapi.limits import Sizes
from tests.worlds.botapi.people import Person
from tests.worlds.botapi.server import BotAPI

SMALL = Sizes(down=2_000, up=5_000, photo=1_000)


@pytest.fixture(autouse=True)
def durations_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    """PTB warns whoever reads `retry_after` as a number."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
async def api(clock: Clock) -> AsyncIterator[BotAPI]:
    """A server whose files are small and whose clock is the test's."""
    async with BotAPI(clock=clock, sizes=SMALL, webhook_pause=0.01) as api:
        yield api


@pytest.fixture
async def bot(api: BotAPI) -> AsyncIterator[Bot]:
    """A bot with the server's token."""
    async with bot_of(api) as bot:
        yield bot


@pytest.fixture
def officer(api: BotAPI) -> Person:
    """Somebody who has opened the bot; what that brought is no update any more."""
    officer = api.person(7, "Айгуль", "aigul")
    officer.opens()
    api.telegram.updates.clear()
    return officer


def bot_of(api: BotAPI, token: str = "") -> Bot:
    """Return a bot that is not initialised yet; without TLS, whose preparation takes long."""
    plain = {"verify": False}
    return Bot(
        token or api.token,
        base_url=api.base_url,
        base_file_url=api.base_file_url,
        request=HTTPXRequest(connection_pool_size=8, httpx_kwargs=plain),
        get_updates_request=HTTPXRequest(httpx_kwargs=plain),
    )
