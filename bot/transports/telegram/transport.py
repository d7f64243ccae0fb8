"""
Telegram: PTB's objects over aiohttp, own ways in (getUpdates or a webhook), own budgets.

It has no key that makes a repetition harmless: what is sent twice arrives twice.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from telegram import Bot

from bot.clock.clocks import Clock
from bot.transports import health_file, heard
from bot.transports.base import (
    Attachments,
    Excuse,
    Knows,
    Never,
    NoteDate,
    Outcome,
    Receive,
    ignore_date,
)
from bot.transports.health import Health
from bot.transports.heard import NoteHeard, NoteReturned, NoteSilent
from bot.transports.telegram import naming
from bot.transports.telegram.budget import Budget, Pacing
from bot.transports.telegram.http import AiohttpRequest, Patience
from bot.transports.telegram.intake import Take
from bot.transports.telegram.menu import MenuKeeper, Menus
from bot.transports.telegram.naming import KeepName
from bot.transports.telegram.polling import Polling
from bot.transports.telegram.receiving import Greets, Receiving, Strangers
from bot.transports.telegram.rhythm import Rhythm
from bot.transports.telegram.sending import Sending
from bot.transports.telegram.webhook import Endpoint, Webhook
from bot.words.message import Rendered
from protocol.parties import Channel

PUBLIC = "https://api.telegram.org"


@dataclass(frozen=True, slots=True)
class Host:
    """
    What the transport asks of the host.

    `stranger` is the line for those whom nobody knows, in a language that their client names;
    `greets` says who is still to hear it today.
    """

    attachments: Attachments
    excuse: Excuse
    knows: Knows
    note_heard: NoteHeard
    note_silent: NoteSilent
    note_returned: NoteReturned
    stranger: Callable[[str], str]
    greets: Greets
    menus: Menus
    keep_name: KeepName
    clock: Clock
    note_date: NoteDate = ignore_date


@dataclass(frozen=True, slots=True)
class Place:
    """
    Where the Bot API is, how the bot behaves there, where its state of health is written.

    Without an endpoint updates are polled for.
    """

    token: str = field(repr=False)
    api_url: str = PUBLIC
    pacing: Pacing = field(default_factory=Pacing)
    patience: Patience = field(default_factory=Patience)
    rhythm: Rhythm = field(default_factory=Rhythm)
    health_file: Path | None = None
    endpoint: Endpoint | None = None


class _QuietBot(Bot):
    """PTB's bot, whose representation does not hold the token."""

    def __repr__(self) -> str:
        return "Bot()"


class Telegram:
    """The transport. See `bot.transports.base.Transport`."""

    channel = Channel.TELEGRAM
    idempotent = False

    def __init__(self, place: Place, host: Host) -> None:
        self.health = Health(host.clock)
        self._place = place
        self._host = host
        self._budget = self.limits = Budget(place.pacing)
        self._calls = AiohttpRequest(place.patience, host.note_date)
        self._polls = AiohttpRequest(place.patience, host.note_date)
        root = place.api_url.rstrip("/")
        self._bot = _QuietBot(
            place.token,
            base_url=f"{root}/bot",
            base_file_url=f"{root}/file/bot",
            request=self._calls,
            get_updates_request=self._polls,
        )
        self._sending = Sending(
            self._bot, self._calls, self._budget, self.health, host.attachments, host.excuse
        )

    @property
    def ready(self) -> bool:
        """Say whether updates come in."""
        return self.health.ready

    @property
    def works(self) -> bool:
        """Say whether the server has been heard of late."""
        return self.health.works

    async def send(
        self, address: str, message: Rendered, *, key: str, urgent: bool = False
    ) -> Outcome:
        """Send a message; `urgent` may use what the budget keeps for alarms."""
        try:
            chat = int(address)
        except ValueError:
            return Never("no address of Telegram")
        return await self._sending.send(chat, message, urgent=urgent)

    async def edit(
        self, address: str, message_id: str, message: Rendered, *, key: str = ""
    ) -> Outcome:
        """Change a message that was sent."""
        return await self._sending.edit(int(address), message_id, message)

    async def run(self, receive: Receive) -> None:
        """Bring in updates, keep the menus and the state of health, until cancelled."""
        host, bot = self._host, self._bot
        self._remember()
        try:
            # What is spawned is for updates that are being taken, some of them to the very end.
            async with asyncio.TaskGroup() as errands, asyncio.TaskGroup() as group:

                def spawn(work: Awaitable[None]) -> None:
                    errands.create_task(_as_coroutine(work))

                receiving = Receiving(
                    bot,
                    receive,
                    knows=host.knows,
                    strangers=Strangers(bot, self._budget, host.stranger, host.greets),
                    health=self.health,
                    spawn=spawn,
                )
                group.create_task(self._way_in(receiving.take).run())
                group.create_task(MenuKeeper(bot, host.menus, self._budget, self.health).run())
                group.create_task(heard.keep(self.health, host.note_heard, self._place.rhythm.note))
                group.create_task(heard.watch(self.health, host.note_silent))
                group.create_task(heard.welcome(self.health, host.note_returned))
                group.create_task(naming.ask(bot, host.keep_name))
                way = "polling" if self._place.endpoint is None else "webhook"
                file = self._place.health_file
                group.create_task(health_file.keep(self.health, way, host.knows, file))
        finally:
            await self.close()

    def _remember(self) -> None:
        file = self._place.health_file
        if file is not None and (before := health_file.read(file)) is not None:
            self.health.remember(before.obstacles)

    def _way_in(self, take: Take) -> Polling | Webhook:
        rhythm, endpoint = self._place.rhythm, self._place.endpoint
        if endpoint is None:
            return Polling(self._bot, self._polls, take, self.health, rhythm)
        return Webhook(
            self._bot, endpoint, take, self.health, rhythm=rhythm, clock=self._host.clock
        )

    async def close(self) -> None:
        """Close the connections."""
        await self._calls.shutdown()
        await self._polls.shutdown()


async def _as_coroutine(work: Awaitable[None]) -> None:
    await work
