"""Those who arrive at a homeserver during one test, whatever their clients are."""

from collections.abc import Callable
from contextlib import AsyncExitStack
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

import pytest

from tests.worlds.homeserver.accounts import Account
from tests.worlds.homeserver.client import Client
from tests.worlds.homeserver.environment import missing_node, missing_olm
from tests.worlds.homeserver.server import Homeserver

if TYPE_CHECKING:
    from tests.worlds.homeserver.person import Person
    from tests.worlds.homeserver.strict.client import Strict

C = TypeVar("C", bound=Client)

CLIENTS = ("mautrix", "strict")


class People:
    """
    Clients of one test, closed at its end.

    `async def test_...(people: People): officer = await people.arrives("asanov")`. A test of a
    client that cannot run here is skipped, and says why.
    """

    def __init__(self, homeserver: Homeserver, fresh: Callable[[str], str]) -> None:
        self.homeserver = homeserver
        self._fresh = fresh
        self._clients = AsyncExitStack()

    async def __aenter__(self) -> Self:
        """Begin without anybody."""
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close every client."""
        await self._clients.aclose()

    async def account(self, name: str) -> Account:
        """Return a new account that begins with a name."""
        return await self.homeserver.register(self._fresh(name))

    async def arrives(
        self, name: str, *, account: Account | None = None, address: str = "", signed: bool = True
    ) -> "Person":
        """Log somebody in whose client trusts what it sees; see Person."""
        if missing := missing_olm():
            pytest.skip(missing)
        from tests.worlds.homeserver.person import Person

        account = account or await self.account(name)
        address = address or self.homeserver.address
        return self._keeps(await Person.logs_in(address, account, signed=signed))

    async def has_another_device(self, person: "Person", *, signed: bool = True) -> "Person":
        """Log somebody in on one more device."""
        return self._keeps(await person.another_device(signed=signed))

    async def arrives_strict(
        self, name: str, *, account: Account | None = None, address: str = ""
    ) -> "Strict":
        """Log somebody in whose client refuses devices that nobody signed; see Strict."""
        if missing := missing_node():
            pytest.skip(missing)
        from tests.worlds.homeserver.strict.client import Strict

        account = account or await self.account(name)
        return self._keeps(await Strict.logs_in(address or self.homeserver.address, account))

    async def arrives_with(self, client: str, name: str) -> Client:
        """Log somebody in with one of CLIENTS."""
        if client == "strict":
            return await self.arrives_strict(name)
        return await self.arrives(name)

    def _keeps(self, client: C) -> C:
        self._clients.push_async_callback(client.closes)
        return client
