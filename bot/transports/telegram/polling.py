"""
The loop of getUpdates: what came is stored first, and only then confirmed by the next call.

Updates of one chat are taken in their order; chats do not wait for each other. The offset goes up
to the oldest update that is not taken yet, so that a kill at any moment loses none.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

import structlog
from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, TelegramError

from bot.transports.telegram.health import Health, Trouble
from bot.transports.telegram.request import AiohttpRequest, TooMany
from bot.transports.telegram.updates import HANDLED

log = structlog.get_logger()

TRIES = 3
# Takes in one update; False when the storage is unavailable.
Take = Callable[[Update], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How long a poll lasts, and how long is waited after what goes wrong."""

    poll: timedelta = timedelta(seconds=25)
    # While a file is under way the others are looked for so often.
    glance: timedelta = timedelta(milliseconds=250)
    storage_again: timedelta = timedelta(seconds=5)
    again: timedelta = timedelta(seconds=1)
    longest: timedelta = timedelta(seconds=30)


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
        self._offset = 0
        self._failures = 0
        self._under_way: dict[int, asyncio.Task[bool]] = {}
        self._taken: set[int] = set()
        self._last: dict[int, asyncio.Task[bool]] = {}
        self._tries: dict[int, int] = {}

    async def run(self) -> None:
        """Poll until cancelled."""
        async with asyncio.TaskGroup() as group:
            while True:
                for update in sorted(await self._fetched(), key=lambda each: each.update_id):
                    self._begin(group, update)
                await self._settle()

    async def _fetched(self) -> Sequence[Update]:
        pause = self._rhythm.again * 2 ** min(self._failures, 6)
        wait = timedelta() if self._under_way else self._rhythm.poll
        try:
            updates = await self._bot.get_updates(
                offset=self._offset,
                timeout=wait,
                allowed_updates=list(HANDLED),
            )
        except TooMany as error:
            pause = error.after
        except InvalidToken:
            self._health.troubled(Trouble.UNAUTHORIZED)
            pause = self._rhythm.longest
        except Conflict:
            self._health.troubled(Trouble.CONFLICT)
        except TelegramError:
            self._health.troubled(Trouble.UNREACHABLE)
        except Exception:
            # Something in the batch that the library cannot read: the next time without it.
            log.exception("updates_unreadable")
            self._request.careful = True
        else:
            self._request.careful = False
            self._failures = 0
            self._health.polled()
            return updates
        self._failures += 1
        await asyncio.sleep(min(pause, self._rhythm.longest).total_seconds())
        return ()

    def _begin(self, group: asyncio.TaskGroup, update: Update) -> None:
        id = update.update_id
        if id in self._under_way or id in self._taken:
            return
        chat = _chat(update)
        task = group.create_task(self._one(update, self._last.get(chat)))
        self._under_way[id] = self._last[chat] = task
        task.add_done_callback(lambda done: self._forget(chat, done))

    async def _one(self, update: Update, before: asyncio.Task[bool] | None) -> bool:
        if before is not None and not await asyncio.shield(before):
            return False  # it comes again, and this one after it
        try:
            return await self._take(update)
        except Exception:
            # Ours. It is tried again and then set aside: it never blocks what comes after it.
            id = update.update_id
            self._tries[id] = self._tries.get(id, 0) + 1
            log.exception("update_failed", update=id, attempt=self._tries[id])
            return self._tries[id] >= TRIES

    async def _settle(self) -> None:
        """Wait a little for what is under way, and raise the offset as far as all is taken."""
        if self._under_way:
            await asyncio.wait(
                self._under_way.values(), timeout=self._rhythm.glance.total_seconds()
            )
        ended = {id: task for id, task in self._under_way.items() if task.done()}
        failed = {id for id, task in ended.items() if not task.result()}
        self._taken |= ended.keys() - failed
        for id in ended:
            del self._under_way[id]
        left = failed | self._under_way.keys()
        if left:
            self._offset = min(left)
        elif self._taken:
            self._offset = max(self._taken) + 1
        self._taken = {id for id in self._taken if id >= self._offset}
        self._tries = {id: tries for id, tries in self._tries.items() if id in left}
        if failed:
            log.warning("updates_not_stored", updates=len(failed))
            await asyncio.sleep(self._rhythm.storage_again.total_seconds())

    def _forget(self, chat: int, task: asyncio.Task[bool]) -> None:
        if self._last.get(chat) is task:
            del self._last[chat]


def _chat(update: Update) -> int:
    chat = update.effective_chat
    return chat.id if chat is not None else 0
