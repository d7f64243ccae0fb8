"""Accounts and a way to the homeserver, each of one test."""

from collections.abc import AsyncIterator, Callable
from itertools import count

import pytest

from tests.homeserver.proxy import Proxy
from tests.homeserver.server import Homeserver

_NUMBERS = count(1)


@pytest.fixture
def fresh() -> Callable[[str], str]:
    """Return names that no other test of this process has: the homeserver is shared."""
    return lambda name: f"{name}-{next(_NUMBERS)}"


@pytest.fixture
async def proxy(homeserver: Homeserver) -> AsyncIterator[Proxy]:
    """A way to the homeserver that breaks when it is told to."""
    await homeserver.start()
    async with Proxy(homeserver.address) as proxy:
        yield proxy
