"""A homeserver of this process, and each test's own people and way to it."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import count
from typing import Any

import pytest
import pytest_asyncio

from tests.worlds.homeserver.environment import missing_synapse
from tests.worlds.homeserver.people import People
from tests.worlds.homeserver.proxy import Proxy
from tests.worlds.homeserver.server import Homeserver

_NUMBERS = count(1)


@asynccontextmanager
async def running(**configured: Any) -> AsyncIterator[Homeserver]:
    """A homeserver, see `Homeserver`, deleted at the end; without Synapse the test is skipped."""
    if missing := missing_synapse():
        pytest.skip(missing)
    homeserver = Homeserver(**configured)
    try:
        await homeserver.start()
        yield homeserver
    finally:
        homeserver.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def running_homeserver() -> AsyncIterator[Homeserver]:
    """A homeserver for this process."""
    async with running() as homeserver:
        yield homeserver


@pytest.fixture
async def own_server() -> AsyncIterator[Homeserver]:
    """A homeserver of one test's own, to be set otherwise or restored from a backup."""
    async with running() as homeserver:
        yield homeserver


@pytest.fixture
async def homeserver(running_homeserver: Homeserver) -> Homeserver:
    """The homeserver, up again where a test left it down; its accounts are each test's own."""
    await running_homeserver.start()
    return running_homeserver


@pytest.fixture
def fresh() -> Callable[[str], str]:
    """Return names that no other test of this process has: the homeserver is shared."""
    return lambda name: f"{name}-{next(_NUMBERS)}"


@pytest.fixture
async def proxy(homeserver: Homeserver) -> AsyncIterator[Proxy]:
    """A way to the homeserver that breaks when it is told to."""
    async with Proxy(homeserver.address) as proxy:
        yield proxy


@pytest.fixture
async def people(homeserver: Homeserver, fresh: Callable[[str], str]) -> AsyncIterator[People]:
    """Whoever arrives, with accounts of their own; their clients end with the test."""
    async with People(homeserver, fresh) as people:
        yield people
