"""
The menu of commands in each officer's chat, by role and language.

Scope "chat", not the default one: the menu follows the role and the language that the officer
chose with /me, which no client's setting knows; a stranger sees no command at all.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import TypeAlias

import structlog
from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.transports.health import Health
from bot.transports.telegram.budget import Budget
from bot.transports.telegram.http import TooMany
from bot.transports.telegram.outcomes import reason_to_bar
from storage.engine import StorageFailed

log = structlog.get_logger()

LOOKED_EACH = timedelta(seconds=30)
# Whoever has not opened the chat yet is tried again every so many looks.
REFUSED_FOR = 20
# No chat: menus go one after another, and hold up nobody's messages.
ANY = 0
DESCRIPTION = 256

# Names and descriptions of the commands.
Menu: TypeAlias = tuple[tuple[str, str], ...]
# The menu of everybody who is listened to, by address. Raises: StorageFailed.
Menus: TypeAlias = Callable[[], Awaitable[Mapping[str, Menu]]]


class MenuKeeper:
    """Sets the menus that differ from what was set; all of them once after a start."""

    def __init__(self, bot: Bot, menus: Menus, budget: Budget, health: Health) -> None:
        self._bot = bot
        self._health = health
        self._menus = menus
        self._budget = budget
        self._shown: dict[str, Menu] = {}
        self._refused: set[str] = set()
        self._looks = 0

    async def run(self) -> None:
        """Keep the menus until cancelled."""
        while True:
            try:
                await self.look()
            except StorageFailed as failure:
                log.warning("menus_not_looked_at", failure=str(failure))
            await asyncio.sleep(LOOKED_EACH.total_seconds())

    async def look(self) -> None:
        """Set what has changed since the last look, and clear the menus of who serves no more."""
        self._looks += 1
        if self._looks % REFUSED_FOR == 0:
            self._refused.clear()
        wanted = await self._menus()
        gone: dict[str, Menu] = dict.fromkeys(self._shown.keys() - wanted.keys(), ())
        for address, menu in {**wanted, **gone}.items():
            if self._shown.get(address) == menu or address in self._refused:
                continue
            try:
                await self._set(int(address), menu)
            except (BadRequest, Forbidden, ValueError) as error:
                # Nobody has opened that chat yet, or somebody closed it: the menu may wait. An
                # alarm would not arrive there either, which is better known now.
                log.debug("menu_refused", failure=type(error).__name__)
                self._refused.add(address)
                if isinstance(error, TelegramError) and (why := reason_to_bar(error)):
                    self._health.bar(int(address), why)
            except TelegramError as error:
                log.info("menu_not_set", failure=type(error).__name__)
                if isinstance(error, TooMany):
                    await asyncio.sleep(error.after.total_seconds())
            else:
                self._shown[address] = menu
        for address in gone:
            self._shown.pop(address, None)

    async def _set(self, chat: int, menu: Menu) -> None:
        scope = BotCommandScopeChat(chat)
        while not self._budget.spend_spare(ANY):  # noqa: ASYNC110 (time, no event)
            await asyncio.sleep(1)
        if menu:
            commands = [BotCommand(name, text[:DESCRIPTION]) for name, text in menu]
            await self._bot.set_my_commands(commands, scope=scope)
        else:
            await self._bot.delete_my_commands(scope=scope)
