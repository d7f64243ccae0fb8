"""
What officers read while nothing can be stored: that it is not saved yet, and that it will be.

Telegram and Matrix bring again what was not taken, so nobody need repeat it. The console does not;
it says so itself.
"""

import asyncio

import structlog

from bot.transports.base import ENTERED, Event, Receipt, Receive, Transport
from bot.words.message import Rendered
from bot.words.texts import LANGUAGES, Texts
from handlers.chat.events import Pressed
from protocol.parties import Channel
from storage.engine import StorageFailed
from storage.work import Store, Work

log = structlog.get_logger()
# Their servers keep what was not taken, and bring it again.
BROUGHT_AGAIN = frozenset({Channel.TELEGRAM, Channel.MATRIX})


class Excuses:
    """Tells each officer once, until something of theirs is stored again."""

    def __init__(self, store: Store, texts: Texts) -> None:
        self._store = store
        self._texts = texts
        # Also while nothing can be read a stranger is told nothing.
        self._langs: dict[tuple[Channel, str], str] = {}
        self._told: set[tuple[Channel, str]] = set()

    def know(self, work: Work) -> None:
        """Take note of who is heard, and in which language they read."""
        everybody = work.registry.everybody()
        work.registry.know(officer.id for officer in everybody)
        self._langs |= {
            (account.channel, account.address): officer.lang
            for officer in everybody
            for account in work.registry.all_accounts(officer.id)
        }

    def wrap(self, transport: Transport, receive: Receive, group: asyncio.TaskGroup) -> Receive:
        """Return `receive`, and tell whoever sent what it could not take."""
        if transport.channel not in BROUGHT_AGAIN:
            return receive

        async def receive_or_excuse(event: Event) -> Receipt:
            receipt = await receive(event)
            who = (event.channel, event.address)
            if receipt is not Receipt.UNAVAILABLE:
                self._told.discard(who)
                if receipt in ENTERED:
                    self._langs.setdefault(who, LANGUAGES[0])
            elif who not in self._told:
                self._told.add(who)
                group.create_task(self._tell(transport, event))
            return receipt

        return receive_or_excuse

    async def _tell(self, transport: Transport, event: Event) -> None:
        lang = await self._lang(event)
        if lang is None:
            return
        is_press = isinstance(event.incoming, Pressed)
        text = self._texts.say(lang, "storage-failed-press" if is_press else "storage-failed")
        try:
            await transport.send(event.address, Rendered(text), key=f"unsaved/{event.key}")
        except Exception:
            # It is a courtesy: a transport that needs the storage to send does without.
            log.exception("not_excused", channel=event.channel)

    async def _lang(self, event: Event) -> str | None:
        """Return the language of the officer who has the account, or None: it is nobody's."""
        try:
            officer = await self._store.run(
                lambda work: work.registry.listened_to(event.channel, event.address)
            )
        except StorageFailed:
            lang = self._langs.get((event.channel, event.address))
        else:
            lang = officer.lang if officer else None
        return lang if lang is None or lang in LANGUAGES else LANGUAGES[0]
