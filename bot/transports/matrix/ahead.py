"""
The devices of an alarm's reader, asked for while the alarm is still being written down.

A telephone that was set up a minute ago has to be able to read it, and a server takes as long to
name it as to take a message. What it names is judged only when the alarm is sent.
"""

import asyncio
from datetime import timedelta

import structlog

from bot.transports.matrix.keys import Answer, Keys
from bot.transports.matrix.server import Refusal, Unanswered, Unreached

log = structlog.get_logger()

LOOKED_WITHIN = timedelta(seconds=3)
# What was asked for longer ago was asked for an alarm that never left, or left late.
EXPECTED_WITHIN = timedelta(seconds=1)


class Ahead:
    """Asks once for each alarm, not before it was said."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys
        self._begun: dict[str, tuple[float, asyncio.Task[Answer]]] = {}
        self._is_closed = False

    def expect(self, address: str) -> None:
        """Begin to ask for the devices of an address: an alarm for it is being made."""
        if self._is_closed or self._is_recent(address) or not self._keys.is_judged(address):
            return
        self._end(address)
        asking = asyncio.create_task(self._keys.ask(address))
        asking.add_done_callback(_over)
        self._begun[address] = _now(), asking

    async def look_now(self, address: str) -> None:
        """
        Judge the devices of an alarm's reader by what the server says of them now.

        Those that are known do not wait for it for long.

        Raises: StorageFailed.
        """
        asking = self._begun.pop(address)[1] if self._is_recent(address) else None
        try:
            async with asyncio.timeout(LOOKED_WITHIN.total_seconds()):
                if asking is None or not await self._keys.take(await asking):
                    await self._keys.query([address])
        except (Refusal, Unreached, Unanswered, TimeoutError) as failure:
            log.warning("devices_not_asked_for", failure=type(failure).__name__)

    async def close(self) -> None:
        """End what is asked for alarms that never came."""
        self._is_closed = True
        begun = [asking for _, asking in self._begun.values()]
        for address in list(self._begun):
            self._end(address)
        await asyncio.gather(*begun, return_exceptions=True)

    def _is_recent(self, address: str) -> bool:
        begun = self._begun.get(address)
        return begun is not None and _now() - begun[0] < EXPECTED_WITHIN.total_seconds()

    def _end(self, address: str) -> None:
        if begun := self._begun.pop(address, None):
            begun[1].cancel()


def _over(asking: asyncio.Task[Answer]) -> None:
    if not asking.cancelled():
        asking.exception()  # whoever waits for it is told, and else nobody has to be


def _now() -> float:
    return asyncio.get_running_loop().time()
