"""Whose devices have changed, and are to be asked for."""

import asyncio
from datetime import timedelta

import structlog

from bot.transports.matrix.account import Host
from bot.transports.matrix.greeting import Greeting
from bot.transports.matrix.keys import Keys
from bot.transports.matrix.own import Own
from bot.transports.matrix.server import Refusal, Unanswered, Unreached
from bot.transports.matrix.signatures import Json
from storage.rooms import Room

log = structlog.get_logger()

# For as long a sync waits for the devices of those whose have changed.
LISTS_WITHIN = timedelta(seconds=3)


class DeviceLists:
    """Asks for the devices of those whose have changed, one question at a time."""

    def __init__(
        self,
        me: str,
        host: Host,
        *,
        keys: Keys,
        known: dict[str, Room],
        own: Own,
        greeting: Greeting,
    ) -> None:
        self._me = me
        self._host = host
        self._keys = keys
        self._known = known
        self._own = own
        self._greeting = greeting
        self._stale: set[str] = set()
        self._asking: asyncio.Task[None] | None = None

    async def take(self, answer: Json) -> None:
        """
        Take in whose devices have changed, and ask for them; those of others concern nobody.

        Where the answer takes its time nobody is kept waiting for it: what has come is judged by
        what is known. What cannot be asked now is asked at the next sync, and before whatever
        needs it; so is what concerns a stranger, for whose server no officer waits.

        Raises: StorageFailed.
        """
        changed = set(answer.get("device_lists", {}).get("changed", []))
        if self._me in changed:
            self._own.is_changed()
        self._stale |= changed
        self._stale |= {each for each in self._known if not self._keys.is_judged(each)}
        self._stale &= self._known.keys()
        for address in self._stale:
            self._keys.has_changed(address)
        if not self._stale:
            return
        ours = await self._host.those_admitted()
        for stranger in self._stale - ours:
            self._keys.doubt(stranger)
            self._greeting.look(stranger)
        self._stale &= ours
        if self._asking is None:
            self._asking = asyncio.create_task(self._ask(frozenset(self._stale)))
            self._stale.clear()
            await asyncio.wait((self._asking,), timeout=LISTS_WITHIN.total_seconds())
        if self._asking.done():
            asked, self._asking = self._asking, None
            asked.result()

    async def close(self) -> None:
        """End the question that is under way."""
        if self._asking is not None:
            self._asking.cancel()
            await asyncio.gather(self._asking, return_exceptions=True)

    async def _ask(self, addresses: frozenset[str]) -> None:
        """Ask for the devices of these; those that cannot be asked for now are asked for again."""
        is_over = False
        try:
            await self._keys.query(sorted(addresses))
            is_over = True
        except (Refusal, Unreached, Unanswered) as failure:
            log.warning("devices_not_asked_for", failure=type(failure).__name__)
        else:
            for address in addresses:
                self._greeting.look(address)
        finally:
            if not is_over:
                self._stale |= addresses
