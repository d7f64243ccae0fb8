"""A server, a transport before it, and an officer who has opened the bot."""

from collections.abc import AsyncIterator, Iterator

import pytest

from bot.transports.telegram.webhook import Endpoint
from tests.bot.transports.telegram.desk import Desk, endpoint_at, held_port
from tests.builders import Clock
from tests.worlds.botapi.limits import Sizes
from tests.worlds.botapi.people import Person
from tests.worlds.botapi.server import BotAPI

SMALL = Sizes(down=2_000, up=50_000, photo=1_000)


@pytest.fixture
async def api(clock: Clock) -> AsyncIterator[BotAPI]:
    """A server that gives out small files only."""
    async with BotAPI(clock=clock, sizes=SMALL, webhook_pause=0.01) as api:
        yield api


@pytest.fixture
async def desk(api: BotAPI, clock: Clock) -> AsyncIterator[Desk]:
    """The transport, which does not run yet but sends."""
    desk = Desk(api, clock)
    yield desk
    await desk.telegram.close()


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    """Where a webhook may listen."""
    with held_port() as port:
        yield endpoint_at(port)


@pytest.fixture
def officer(api: BotAPI) -> Person:
    """Somebody who has opened the bot; what that brought is no update any more."""
    officer = api.person(7, "Айгуль", language_code="ru")
    officer.opens()
    api.telegram.updates.clear()
    return officer
