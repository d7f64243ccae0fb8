"""
Telegram told where to post, and asked whether that works: no polls say so here.

Told once, at the start, and never again: two bots that take the webhook from each other would
share the updates between them, whereas so the one that was started last has them all.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import structlog
from telegram import Bot, WebhookInfo
from telegram.error import TelegramError

from bot.clock.clocks import Clock
from bot.transports.health import Health
from bot.transports.telegram.meaning import HANDLED
from bot.transports.telegram.rhythm import Rhythm, Setbacks
from bot.transports.trouble import Trouble

log = structlog.get_logger()

# Posts at once; those of one chat come one after another.
CONNECTIONS = 40
PORTS = {"https": 443, "http": 80}
# After a failure Telegram pauses for up to two minutes, also across a restart of ours.
LONGEST_PAUSE = timedelta(minutes=3)


@dataclass(slots=True)
class Arrivals:
    """What has been posted with the secret. `taken_at`: when the last one was taken."""

    clock: Clock
    taken_at: datetime = field(init=False)
    posts: int = 0
    under_way: int = 0

    def __post_init__(self) -> None:
        self.note_taken()

    @contextmanager
    def one(self) -> Iterator[None]:
        """Count a post, and that it is under way while the block runs."""
        self.posts += 1
        self.under_way += 1
        try:
            yield
        finally:
            self.under_way -= 1

    def note_taken(self) -> None:
        """Note that a post was taken."""
        self.taken_at = self.clock()


class Registration:
    """Sets the webhook, and looks at it ever after."""

    def __init__(
        self,
        bot: Bot,
        url: str,
        secret: str,
        arrivals: Arrivals,
        health: Health,
        rhythm: Rhythm,
    ) -> None:
        self._bot = bot
        self._url = url
        self._secret = secret
        self._arrivals = arrivals
        self._health = health
        self._rhythm = rhythm
        self._setbacks = Setbacks(health, rhythm)
        self._is_set = False
        self._posts = 0
        self._waiting: int | None = None
        self._silent_since: datetime | None = None

    async def keep(self) -> None:
        """Set the webhook until that works, then look each so many seconds, until cancelled."""
        while True:
            pause = self._rhythm.look
            try:
                if not self._is_set:
                    await self._set()
                self._judge(await self._bot.get_webhook_info())
            except TelegramError as error:
                pause = self._setbacks.note_failure(error)
            else:
                self._setbacks.note_success()
            await asyncio.sleep(pause.total_seconds())

    async def _set(self) -> None:
        await self._bot.set_webhook(
            self._url,
            max_connections=CONNECTIONS,
            allowed_updates=list(HANDLED),
            drop_pending_updates=False,
            secret_token=self._secret,
        )
        # What failed before, nobody could have taken.
        self._arrivals.note_taken()
        self._is_set = True
        log.info("webhook_set")

    def _judge(self, info: WebhookInfo) -> None:
        if _parts(info.url) != _parts(self._url):
            self._health.note_trouble(Trouble.CONFLICT)
        elif self._is_undelivered(info):
            self._health.note_trouble(Trouble.UNDELIVERED, info.last_error_message or "")
        else:
            self._health.note_poll()

    def _is_undelivered(self, info: WebhookInfo) -> bool:
        """
        Say whether Telegram fails to bring us what waits.

        That is so when it failed after we last took something; or when what waits grows, or has
        waited for longer than Telegram ever pauses, and nothing comes. It is so until something
        comes or nothing waits.
        """
        before, waiting, now = self._waiting, info.pending_update_count, self._arrivals.clock()
        is_silent = self._posts == self._arrivals.posts and not self._arrivals.under_way
        self._waiting, self._posts = waiting, self._arrivals.posts
        if info.last_error_date is not None and info.last_error_date > self._arrivals.taken_at:
            return True
        if not is_silent or not waiting:
            self._silent_since = None
            return False
        self._silent_since = self._silent_since or now
        grows = before is not None and waiting > before
        lasts = now - self._silent_since > LONGEST_PAUSE
        return grows or lasts or self._health.trouble is Trouble.UNDELIVERED


def _parts(url: str) -> tuple[str, str | None, int | None, str]:
    """Return what an address says, however it is written."""
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port or PORTS.get(parts.scheme), parts.path or "/"
