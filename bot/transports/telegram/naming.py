"""Asks once what the bot is called: a link that brings a code needs its name."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeAlias

import structlog
from telegram import Bot
from telegram.error import TelegramError

from storage.engine import StorageFailed

log = structlog.get_logger()

AGAIN = timedelta(seconds=30)

# Take note of the bot's name. Raises: StorageFailed.
KeepName: TypeAlias = Callable[[str], Awaitable[None]]


async def ask(bot: Bot, keep_name: KeepName) -> None:
    """Pass the bot's name on as soon as Telegram tells it; until then there are no links."""
    while True:
        try:
            me = await bot.get_me()
            await keep_name(me.username or "")
        except (TelegramError, StorageFailed) as failure:
            log.info("name_not_known", failure=type(failure).__name__)
        else:
            return
        await asyncio.sleep(AGAIN.total_seconds())
