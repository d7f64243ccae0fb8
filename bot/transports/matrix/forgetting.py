"""
Whether the homeserver still has what it had: one that was restored from a backup has forgotten.

It refuses the token of the last sync, or takes it, as Synapse does with one that lies ahead of it,
for its own newest: what people wrote between the restoration and the next sync would never come. So
after each start and each outage the newest messages that it has taken from the bot are asked for.
"""

import asyncio
import json
from collections.abc import Iterable
from datetime import timedelta

import structlog

from bot.transports.matrix.account import Host
from bot.transports.matrix.sending import BETWEEN, IN_ROOM
from bot.transports.matrix.server import Refusal, Server, Unanswered, Unreached, path

log = structlog.get_logger()

# No sync waits for longer, and after so many tries none does.
LOOKED_WITHIN, TRIES = timedelta(seconds=5), 3
# How many rooms are asked for: one that was taken away says nothing of the others.
ROOMS = 5
BAD_REQUEST = 400
# Between failures of a server after which it is tried without the token.
FAILURES = 5
NOTHING = json.dumps({"room": {"rooms": []}, "presence": {"types": []}})


class Memory:
    """Asks the server what it remembers."""

    def __init__(self, server: Server, host: Host) -> None:
        self._server = server
        self._host = host
        self._tries = TRIES

    def doubt(self) -> None:
        """Take note that the server may be another than before."""
        self._tries = TRIES

    async def is_gone(self) -> bool:
        """
        Say, once after each doubt, whether the server lacks the newest of what it had.

        Raises: StorageFailed.
        """
        if not self._tries:
            return False
        newest = [each.partition(IN_ROOM) for each in await self._host.newest()]
        try:
            async with asyncio.timeout(LOOKED_WITHIN.total_seconds()):
                events = ((room, ids.split(BETWEEN)[0]) for room, _, ids in newest)
                lacks = await self._lacks(events)
        except (Refusal, Unreached, Unanswered, TimeoutError) as failure:
            log.info("memory_not_asked", failure=type(failure).__name__)
            self._tries -= 1
            return False
        self._tries = 0
        return lacks

    async def refuses_token(self, failure: Exception, failures: int) -> bool:
        """
        Say whether a sync has failed because of its token: without one it succeeds.

        On some tokens Synapse fails as if it were its own fault.
        """
        if not isinstance(failure, Refusal) or failure.is_logout or not failure.code:
            return False
        is_fault = failure.is_fault and failures % FAILURES == 0
        if failure.status != BAD_REQUEST and not is_fault:
            return False
        try:
            query = {"timeout": "0", "filter": NOTHING}
            await self._server.call("GET", path("sync"), query=query)
        except (Refusal, Unreached, Unanswered):
            return False
        return True

    async def _lacks(self, newest: Iterable[tuple[str, str]]) -> bool:
        """
        Say whether the server lacks the newest of these events, each of a room.

        One whose room is gone as well proves nothing where another one is there.

        Raises: Refusal, Unreached, Unanswered.
        """
        lacks, seen = False, set[str]()
        for room, event in newest:
            if not room or room in seen or len(seen) == ROOMS:
                continue
            seen.add(room)
            if await self._has("rooms", room, "event", event):
                return False
            lacks = True
            if await self._has("rooms", room, "state", "m.room.create", ""):
                return True
        return lacks

    async def _has(self, *where: str) -> bool:
        try:
            await self._server.call("GET", path(*where))
        except Refusal as refusal:
            if refusal.is_passing:
                raise
            return False
        return True
