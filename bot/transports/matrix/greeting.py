"""
What is said at an address apart from all else: that this is not for strangers, what was not read.

Nobody else waits for it. Nothing is used up before somebody can read it: whoever has no signed
device yet is told when they have one, and another identity is another reader.
"""

import asyncio
from collections import Counter
from datetime import date, timedelta

import structlog

from bot.transports.base import Later, Unknown
from bot.transports.matrix.account import Host
from bot.transports.matrix.keys import Keys
from bot.transports.matrix.sending import Sending
from bot.transports.matrix.server import Refusal, Unanswered, Unreached
from bot.words.message import Rendered
from storage.engine import StorageFailed

log = structlog.get_logger()

# So often in a day one address is told, whatever new keys it shows.
TOLD = 5
# Each is the same event to the server; the next in the queue waits meanwhile.
TRIES = 4
AGAIN, LONGEST = timedelta(seconds=1), timedelta(seconds=5)


class Greeting:
    """Tells whoever nobody knows, and those whose messages came from a device not signed yet."""

    def __init__(self, host: Host, keys: Keys, sending: Sending) -> None:
        self._host = host
        self._keys = keys
        self._sending = sending
        self._queue: asyncio.Queue[str] = asyncio.Queue()
        self._unread: set[str] = set()
        self._day: date | None = None
        self._told: Counter[str] = Counter()

    def meet(self, address: str) -> None:
        """Somebody wrote who is nobody's."""
        self._queue.put_nowait(address)

    def unread(self, address: str) -> None:
        """Note a message that was not read, from a device that its owner has not signed."""
        if not self._keys.trusted_devices(address):
            self._unread.add(address)

    def look(self, address: str) -> None:
        """The devices of an address have changed, or may have."""
        if address in self._unread:
            self._queue.put_nowait(address)

    async def run(self) -> None:
        """Tell each in their turn, until cancelled."""
        while True:
            address = await self._queue.get()
            try:
                await self._tell(address)
            except (StorageFailed, Refusal, Unreached, Unanswered) as failure:
                log.info("stranger_not_told", failure=type(failure).__name__)

    async def _tell(self, address: str) -> None:
        """Raises: StorageFailed, Refusal, Unreached, Unanswered."""
        if not self._keys.is_judged(address):
            await self._keys.query([address])
        if not self._keys.trusted_devices(address):
            return
        today = self._host.clock().date()
        if self._day != today:
            self._day, self._told = today, Counter()
        if self._told[address] >= TOLD:
            return
        unread, identity = address in self._unread, self._keys.identity(address)
        words = await self._host.stranger(address, identity or "", unread)
        self._unread.discard(address)
        if words is None:
            return
        self._told[address] += 1
        key = f"stranger/{address}/{today}/{self._told[address]}/{identity}"
        for _ in range(TRIES):
            outcome = await self._sending.send(address, Rendered(words), key=key, urgent=False)
            if not isinstance(outcome, Later | Unknown):
                return
            after = outcome.after if isinstance(outcome, Later) else timedelta()
            await asyncio.sleep(min(max(after, AGAIN), LONGEST).total_seconds())
