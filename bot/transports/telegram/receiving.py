"""One update taken in: its file fetched, its event stored, its press answered, a stranger told."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

import structlog
from telegram import Bot, Update
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.transports.base import Event, Knows, Receipt, Receive, is_code
from bot.transports.fetching import fetch
from bot.transports.health import Health
from bot.transports.telegram.budget import Budget
from bot.transports.telegram.meaning import (
    Ignored,
    Moved,
    Pushed,
    Remote,
    Stood,
    Unusable,
    Wrote,
    meaning,
)
from bot.transports.telegram.outcomes import QUERY_TOO_OLD
from bot.transports.trouble import Trouble
from handlers.chat.events import Attached, File, Incoming, Lost, Pressed, Said, Unwritten
from protocol.parties import Channel
from storage.engine import StorageFailed

log = structlog.get_logger()

# What is not brought again, and what of it an officer's message has become.
TAKEN = frozenset(Receipt) - {Receipt.UNAVAILABLE}
FETCHED_WITHIN = timedelta(seconds=60)

# Say whether a stranger at this address is still to be told today, and note it. Raises:
# StorageFailed.
Greets = Callable[[str], Awaitable[bool]]


@dataclass
class Strangers:
    """Tells each stranger once a day, in their language, that this is not for them."""

    bot: Bot
    budget: Budget
    words: Callable[[str], str]
    greets: Greets

    async def tell(self, person: int, lang: str) -> None:
        """Send the neutral line, unless it was said today or there is no room to spare."""
        try:
            if not await self.greets(str(person)) or not self.budget.spend_spare(person):
                return
        except StorageFailed as failure:
            log.warning("stranger_not_told", failure=str(failure))
            return
        try:
            await self.bot.send_message(person, self.words(lang), protect_content=True)
        except TelegramError as error:
            log.info("stranger_not_told", failure=type(error).__name__)


class Receiving:
    """Makes events of updates and hands them to `receive`, which commits them."""

    def __init__(
        self,
        bot: Bot,
        receive: Receive,
        *,
        knows: Knows,
        strangers: Strangers,
        health: Health,
        spawn: Callable[[Awaitable[None]], None],
    ) -> None:
        self._bot = bot
        self._receive = receive
        self._knows = knows
        self._strangers = strangers
        self._health = health
        self._spawn = spawn

    async def take(self, update: Update) -> bool:
        """Take an update in; False when the storage fails: then it has to come again."""
        try:
            return await self._dispatch(update)
        except StorageFailed as failure:
            log.error("update_waits", update=update.update_id, failure=str(failure))
            return False

    async def _dispatch(self, update: Update) -> bool:
        if update.callback_query is not None:
            self._spawn(self._answer_press(update.callback_query.id))
        match meaning(update):
            case Wrote() as wrote:
                return await self._take_message(update.update_id, wrote)
            case Unusable(person, lang, misfit):
                incoming = Unwritten(misfit)
                return await self._hand_on(update.update_id, person, lang, incoming) in TAKEN
            case Pushed(person, offer):
                return await self._bring(update.update_id, person, Pressed(offer)) in TAKEN
            case Stood(person, blocked):
                await self._note_membership(person, blocked=blocked)
            case Moved(old, new):
                # Nobody is known by a group, but for what an operator has entered.
                known = await self._knows(str(old))
                self._health.migrate(old, new, Trouble.MOVED if known else Trouble.MIGRATED)
            case Ignored(why):
                log.debug("update_ignored", update=update.update_id, why=why)
        return True

    async def _note_membership(self, person: int, *, blocked: bool) -> None:
        if not blocked:
            self._health.unbar(person)
        elif await self._knows(str(person)):
            self._health.bar(person, Trouble.BLOCKED)

    async def _take_message(self, update: int, wrote: Wrote) -> bool:
        self._health.unbar(wrote.person)
        incoming: Incoming = Said(wrote.text, wrote.answers, written_at=wrote.at)
        if wrote.file is not None:
            # Nothing of a stranger's is fetched.
            known = await self._knows(str(wrote.person))
            files = (await self._fetch(wrote.file),) if known else ()
            incoming = Attached(wrote.text, files, wrote.answers)
        receipt = await self._hand_on(update, wrote.person, wrote.lang, incoming)
        if is_code(wrote.text, receipt):
            self._spawn(self._delete_code(wrote.person, wrote.message))
        return receipt in TAKEN

    async def _hand_on(self, update: int, person: int, lang: str, incoming: Incoming) -> Receipt:
        """Hand on what somebody wrote; a stranger hears that this is not for them."""
        receipt = await self._bring(update, person, incoming)
        if receipt is Receipt.STRANGER:
            self._spawn(self._strangers.tell(person, lang))
        return receipt

    async def _bring(self, update: int, person: int, incoming: Incoming) -> Receipt:
        return await self._receive(
            Event(Channel.TELEGRAM, address=str(person), key=str(update), incoming=incoming)
        )

    async def _fetch(self, file: Remote) -> File:
        if file.is_too_large:
            return File(file.name, b"", Lost.LARGE)
        return await fetch(file.name, partial(self._download, file), within=FETCHED_WITHIN)

    async def _download(self, file: Remote, attempt: int) -> bytes | Lost | None:
        try:
            there = await self._bot.get_file(file.id)
            return bytes(await there.download_as_bytearray())
        except BadRequest as error:
            log.warning("file_not_fetched", failure=error.message)
            return Lost.LARGE if "too big" in error.message else Lost.UNFETCHED
        except TelegramError as error:
            # InvalidToken is also what a link says that has expired meanwhile: a new one helps.
            tell = log.error if isinstance(error, InvalidToken) else log.warning
            tell("file_fails", failure=type(error).__name__, attempt=attempt)
            return None

    async def _answer_press(self, query: str) -> None:
        try:
            await self._bot.answer_callback_query(query)
        except TelegramError as error:
            if QUERY_TOO_OLD not in error.message.lower():
                log.info("press_not_answered", failure=type(error).__name__)

    async def _delete_code(self, chat: int, message: int) -> None:
        """Take a code out of the chat, where the server still allows it."""
        try:
            await self._bot.delete_message(chat, message)
        except TelegramError as error:
            log.info("code_not_deleted", failure=type(error).__name__)
