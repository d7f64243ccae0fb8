"""The ticker: a monotonic loop over what is due. It knows nothing; every clock is a row."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from bot.clock.clocks import Clock, ring_or_pause
from bot.tries.attempts import Attempts, try_whole
from bot.tries.in_hand import Hand
from handlers.chat.turn import Site
from handlers.clock import tick
from storage.engine import StorageFailed
from storage.readable import Unread
from storage.setbacks import Place
from storage.work import Store, Work

log = structlog.get_logger()
LIMIT = 100
SHORTEST = timedelta(milliseconds=10)


class Ticker:
    """Says what is due, at once at its start and then at least every `pause`."""

    def __init__(
        self,
        store: Store,
        site: Site,
        clock: Clock,
        pause: timedelta,
        attempts: Attempts | None = None,
    ) -> None:
        self._store = store
        self._site = site
        self._clock = clock
        self._pause = pause
        self._attempts = attempts or Attempts()
        self._bell = asyncio.Event()
        store.on_commit(self._bell.set, "obligations", "mailings", "setbacks")

    async def run(self) -> None:
        """Tick until cancelled."""
        while True:
            try:
                await self.tick()
            except StorageFailed as failure:
                log.error("clock_stopped", failure=str(failure))
                await asyncio.sleep(1)
                continue
            except Exception:
                log.exception("tick_failed")
                await asyncio.sleep(1)
                continue

    async def tick(self) -> None:
        """
        Say everything that is due, then wait for what is next.

        Raises: StorageFailed; what is due stays due.
        """
        count, next_at = await self._store.run(self._due)
        if count < LIMIT:
            until = next_at - self._clock() if next_at else self._pause
            await ring_or_pause(self._bell, min(self._pause, max(until, SHORTEST)))

    def _due(self, work: Work) -> tuple[int, datetime | None]:
        count = tick.tick(work, self._site, limit=LIMIT, each=Each(work, self._attempts))
        moments: list[datetime | None] = []
        # Without it the next look is after the pause.
        try_whole(work, lambda: moments.append(tick.next_tick(work)), "next_tick_unknown")
        return count, moments[0] if moments else None


class Each:
    """Takes the rows of one tick. See `clock.tick.Each`."""

    def __init__(self, work: Work, attempts: Attempts) -> None:
        self._work = work
        self._attempts = attempts

    def __call__(self, place: Place, row: str, do: Callable[[], None]) -> None:
        """Do what a row asks for, whole or not at all; what fails is counted."""
        self._attempts.row(self._work, Hand.CLOCK, place, row, do)

    def unread(self, place: Place) -> Unread:
        """Return what counts a row that cannot be read as one that failed."""
        return self._attempts.unread(self._work, place)
