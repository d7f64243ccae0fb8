"""
What both ways in share: each update taken once, each chat's in their order.

Chats do not wait for each other. What our own code fails at three times is set aside.
"""

import asyncio
import heapq
from collections.abc import Awaitable, Callable

import structlog
from telegram import Update

log = structlog.get_logger()

TRIES = 3
# Takes in one update; False when the storage is unavailable.
Take = Callable[[Update], Awaitable[bool]]


class Intake:
    """Hands updates to `take`; its tasks live in `group`."""

    def __init__(self, take: Take, group: asyncio.TaskGroup) -> None:
        self._take = take
        self._group = group
        self._under_way: dict[int, asyncio.Future[bool]] = {}
        # By chat, while one of its updates is being taken: those that wait, the lowest id first.
        self._waiting: dict[int, list[tuple[int, Update]]] = {}
        self._tries: dict[int, int] = {}

    def begin(self, update: Update) -> asyncio.Future[bool]:
        """
        Return what will have become of an update: False when it has to come again.

        One that is under way already is not taken twice: whoever brings it gets the same future,
        and has to shield it.
        """
        id = update.update_id
        if id in self._under_way:
            return self._under_way[id]
        ended = self._under_way[id] = asyncio.get_running_loop().create_future()
        chat = _chat(update)
        if chat not in self._waiting:
            self._waiting[chat] = []
            self._group.create_task(self._in_order(chat))
        heapq.heappush(self._waiting[chat], (id, update))
        return ended

    async def _in_order(self, chat: int) -> None:
        waiting = self._waiting[chat]
        while waiting:
            id, update = heapq.heappop(waiting)
            is_taken = await self._take_one(update)
            self._under_way.pop(id).set_result(is_taken)
            while waiting and not is_taken:
                # They come again, and after the one before them.
                self._under_way.pop(heapq.heappop(waiting)[0]).set_result(False)
        del self._waiting[chat]

    async def _take_one(self, update: Update) -> bool:
        id = update.update_id
        try:
            is_taken = await self._take(update)
        except Exception:
            # Ours. It is tried again and then set aside: it never blocks what comes after it.
            self._tries[id] = self._tries.get(id, 0) + 1
            log.exception("update_failed", update=id, attempt=self._tries[id])
            is_taken = self._tries[id] >= TRIES
        if is_taken:
            self._tries.pop(id, None)
        return is_taken


def _chat(update: Update) -> int:
    chat = update.effective_chat
    return chat.id if chat is not None else 0
