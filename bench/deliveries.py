"""When a round of deliveries is over: everything has been sent, and is recorded as sent."""

import asyncio

from sqlalchemy import func, select

from bot.transports.base import Outcome, Transport
from bot.words.message import Rendered
from storage.outgoing import OutboxState
from storage.tables import outbox
from storage.work import Store, Work

LOOKED_EACH = 0.002
GIVEN_UP_AFTER = 60.0
UNDER_WAY = (OutboxState.WAITING, OutboxState.SENDING)


class Deliveries:
    """What a transport of the product sends, counted."""

    def __init__(self, store: Store, transport: Transport) -> None:
        self._store = store
        self._sent = asyncio.Semaphore(0)
        sends = transport.send

        async def send(
            address: str, message: Rendered, *, key: str, urgent: bool = False
        ) -> Outcome:
            try:
                return await sends(address, message, key=key, urgent=urgent)
            finally:
                self._sent.release()

        transport.send = send  # type: ignore[method-assign]

    async def end(self, count: int) -> None:
        """
        Return when `count` more messages have been sent and none is under way any more.

        Raises: TimeoutError.
        """
        async with asyncio.timeout(GIVEN_UP_AFTER):
            for _ in range(count):
                await self._sent.acquire()
            while await self._store.run(_left):  # noqa: ASYNC110 (an empty queue rings no bell)
                await asyncio.sleep(LOOKED_EACH)


def _left(work: Work) -> int:
    return work.connection.execute(
        select(func.count()).where(outbox.c.state.in_(UNDER_WAY))
    ).scalar_one()
