"""
The loop of getUpdates: what came is stored first, and only then confirmed by the next call.

The offset goes up to the oldest update that is not taken yet, so that a kill at any moment loses
none.
"""

import asyncio
from collections.abc import Sequence

import structlog
from telegram import Bot, Update
from telegram.error import TelegramError

from bot.transports.health import Health
from bot.transports.telegram.http import AiohttpRequest
from bot.transports.telegram.intake import Intake, Take
from bot.transports.telegram.meaning import HANDLED
from bot.transports.telegram.rhythm import Rhythm, Setbacks

log = structlog.get_logger()


class Polling:
    """Fetches updates and hands each to `take` until it is taken."""

    def __init__(
        self, bot: Bot, request: AiohttpRequest, take: Take, health: Health, rhythm: Rhythm
    ) -> None:
        self._bot = bot
        self._request = request
        self._take = take
        self._health = health
        self._rhythm = rhythm
        self._setbacks = Setbacks(health, rhythm)
        self._is_free = False
        self._offset = 0
        self._begun: dict[int, asyncio.Future[bool]] = {}
        self._taken: set[int] = set()

    async def run(self) -> None:
        """Poll until cancelled."""
        async with asyncio.TaskGroup() as group:
            intake = Intake(self._take, group)
            while True:
                for update in sorted(await self._fetch(), key=lambda each: each.update_id):
                    if self._is_to_be_taken(update.update_id):
                        self._begun[update.update_id] = intake.begin(update)
                if self._begun:
                    glance = self._rhythm.glance.total_seconds()
                    await asyncio.wait(self._begun.values(), timeout=glance)
                if failed := self._settle():
                    log.warning("updates_not_stored", updates=failed)
                    await asyncio.sleep(self._rhythm.storage_again.total_seconds())

    async def _fetch(self) -> Sequence[Update]:
        try:
            if not self._is_free:
                await self._free()
            updates = await self._bot.get_updates(
                offset=self._offset,
                timeout=self._rhythm.poll if not self._begun else 0,
                allowed_updates=list(HANDLED),
            )
        except TelegramError as error:
            pause = self._setbacks.note_failure(error)
        except Exception:
            # Something in the batch that the library cannot read: the next time without it.
            log.exception("updates_unreadable")
            self._request.careful = True
            pause = self._setbacks.pause()
        else:
            self._request.careful = False
            self._setbacks.note_success()
            self._health.note_poll()
            return updates
        await asyncio.sleep(pause.total_seconds())
        return ()

    async def _free(self) -> None:
        """
        Take away a webhook of an earlier run, once: while there is one, getUpdates is refused.

        One that is set later is somebody else's: that is a conflict, and told as one.
        """
        if (await self._bot.get_webhook_info()).url:
            await self._bot.delete_webhook(drop_pending_updates=False)
            log.info("webhook_taken_away")
        self._is_free = True

    def _is_to_be_taken(self, id: int) -> bool:
        """Say whether it is new, or has failed meanwhile: then it goes before those after it."""
        begun = self._begun.get(id)
        if begun is None:
            return id not in self._taken
        return begun.done() and not begun.result()

    def _settle(self) -> int:
        """Raise the offset as far as all is taken, and return how many have to come again."""
        ended = {id: future for id, future in self._begun.items() if future.done()}
        failed = {id for id, future in ended.items() if not future.result()}
        self._taken |= ended.keys() - failed
        for id in ended:
            del self._begun[id]
        left = failed | self._begun.keys()
        if left:
            self._offset = min(left)
        elif self._taken:
            self._offset = max(self._taken) + 1
        self._taken = {id for id in self._taken if id >= self._offset}
        return len(failed)
