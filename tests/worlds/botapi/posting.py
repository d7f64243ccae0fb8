"""
Updates posted to a webhook, as the WebhookActor of tdlib/telegram-bot-api does it.

Those of one chat go one after another, presses apart from messages; chats at the same time, each
over a connection of its own, at most `max_connections`. What is not answered with 2xx goes again.
"""

import asyncio
from dataclasses import dataclass, field
from typing import TypeAlias

import aiohttp

from tests.worlds.botapi.telegram import Telegram, Webhook
from tests.worlds.botapi.updates import Update

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
# A chat's messages, or a person's presses.
Queue: TypeAlias = tuple[bool, int]


@dataclass(slots=True)
class Poster:
    """
    Posts what waits. `pause`: real seconds until the second try of an update, then ever longer.

    An answer is awaited for `patience` seconds. A header Retry-After says how long to wait instead.
    """

    telegram: Telegram
    pause: float
    patience: float
    _resting: set[Queue] = field(default_factory=set)
    _posting: set[Queue] = field(default_factory=set)
    _failures: dict[int, int] = field(default_factory=dict)

    async def run(self) -> None:
        """Post until cancelled."""
        arrived = self.telegram.updates.arrived
        timeout = aiohttp.ClientTimeout(total=self.patience)
        async with aiohttp.ClientSession(timeout=timeout) as session, asyncio.TaskGroup() as group:
            while True:
                arrived.clear()
                for update in self._next():
                    self._posting.add(_queue(update))
                    group.create_task(self._one(session, self.telegram.webhook, update))
                await arrived.wait()

    def _next(self) -> list[Update]:
        """Return the first update of each queue that is free, as many as may be posted now."""
        webhook = self.telegram.webhook
        first: dict[Queue, Update] = {}
        for update in self.telegram.updates.waiting():
            first.setdefault(_queue(update), update)
        free = [each for queue, each in first.items() if queue not in self._resting | self._posting]
        return free[: webhook.max_connections - len(self._posting)] if webhook.url else []

    async def _one(self, session: aiohttp.ClientSession, webhook: Webhook, update: Update) -> None:
        queue, updates = _queue(update), self.telegram.updates
        wait = await self._post(session, webhook, update)
        self._posting.discard(queue)
        if wait is None:
            webhook.delivered += 1
            self._failures.pop(update.id, None)
            if updates.repeating:  # the answer was lost on the way
                updates.repeating -= 1
            elif webhook is self.telegram.webhook:
                updates.confirm(update)
        else:
            self._resting.add(queue)
            updates.arrived.set()
            await asyncio.sleep(wait)
            self._resting.discard(queue)
        updates.arrived.set()

    async def _post(
        self, session: aiohttp.ClientSession, webhook: Webhook, update: Update
    ) -> float | None:
        """Post once; return None when it was taken, else how long to wait."""
        headers = {SECRET_HEADER: webhook.secret} if webhook.secret else {}
        asked = 0.0
        try:
            async with session.post(
                webhook.url, json=update.as_json(), headers=headers, allow_redirects=False
            ) as answer:
                if 200 <= answer.status <= 299:
                    return None
                asked = float(answer.headers.get("Retry-After", 0))
                failure = f"Wrong response from the webhook: {answer.status} {answer.reason}"
        except TimeoutError:
            failure = "Read timeout expired"
        except aiohttp.ClientConnectorError:
            failure = "Connection refused"
        except aiohttp.ClientError:
            failure = "Webhook connection closed"
        webhook.failure, webhook.failed_at = failure, self.telegram.clock()
        tries = self._failures[update.id] = self._failures.get(update.id, -1) + 1
        return asked or self.pause * 2 ** min(tries, 4)


def _queue(update: Update) -> Queue:
    chat = update.payload.get("message", update.payload).get("chat", {})
    return update.kind == "callback_query", int(chat.get("id", 0))
