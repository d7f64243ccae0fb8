"""
One message of ours as messages of Telegram: the text in parts, buttons under the last, the files.

Once a first part has been accepted, whatever keeps a later one from following is Unknown: then
the repetition is marked.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial
from typing import Any, TypeAlias

import structlog
from telegram import Bot, InlineKeyboardMarkup, InputFile
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, NetworkError, TelegramError

from bot.transports.base import LOST, Attachments, Excuse, Later, Never, Outcome, Sent, Unknown
from bot.transports.health import Health
from bot.transports.telegram.budget import Budget
from bot.transports.telegram.http import AiohttpRequest, Json, TooMany
from bot.transports.telegram.outcomes import (
    NOT_MODIFIED,
    outcome,
    reason_to_bar,
    refuses_buttons,
    refuses_markup,
)
from bot.transports.telegram.text import DOCUMENT, Layout, html, layout_of
from bot.transports.trouble import Trouble
from bot.words.message import Button, Rendered
from bot.words.quotes import with_marks, words_and_quotes
from storage.engine import StorageFailed

log = structlog.get_logger()
Ask: TypeAlias = Callable[..., Awaitable[Any]]

# The server takes a hundred buttons; callback_data takes 64 bytes, an offer's id has 32.
BUTTONS = 100
# How often, and for how long, a later part of a message waits for its turn.
TRIES = 4
WAITS_AT_MOST = timedelta(seconds=15)
NO_PREVIEW = {"is_disabled": True}
BETWEEN_IDS = ","


class Sending:
    """Sends and edits within the budget. What is leased is counted by then, and goes at once."""

    def __init__(
        self,
        bot: Bot,
        calls: AiohttpRequest,
        budget: Budget,
        health: Health,
        attachments: Attachments,
        excuse: Excuse,
    ) -> None:
        self._bot = bot
        self._calls = calls
        self._budget = budget
        self._health = health
        self._attachments = attachments
        self._excuse = excuse

    async def send(self, chat: int, message: Rendered, *, urgent: bool) -> Outcome:
        """Send a message; its id is those of all parts of its text."""
        layout, buttons = _layout(message), _keyboard(message.buttons)
        last = len(layout.parts) - 1
        ids: list[str] = []
        silent = message.silent
        for place, part in enumerate(layout.parts):
            under = buttons if place == last and layout.document is None else None
            call = _Call(self._ask, chat, part, heading=place == 0, buttons=under)
            send = partial(call.send, silent=silent)
            sent = await self._make_call(chat, send, urgent=urgent, follows=bool(ids))
            if not isinstance(sent, Sent):
                return sent
            ids.append(sent.message_id)
        if layout.document is not None:
            sent = await self._document(
                chat, DOCUMENT, layout.document, buttons, urgent=urgent, silent=silent
            )
            if not isinstance(sent, Sent):
                return sent
        for id in message.files:
            sent = await self._file(chat, id, urgent=urgent, silent=silent)
            if not isinstance(sent, Sent):
                return sent
        return Sent(BETWEEN_IDS.join(ids))

    async def edit(self, chat: int, message_id: str, message: Rendered) -> Outcome:
        """Change a message; Never, and so a new one, where it has no room for the new words."""
        await self._budget.begin(chat, urgent=False)
        ids, buttons = message_id.split(BETWEEN_IDS), _keyboard(message.buttons)
        layout = _layout(message)
        last = len(layout.parts) - 1
        if layout.document is not None or last >= len(ids):
            return Never("too long for the message that it was")
        for place, part in enumerate(layout.parts):
            under = buttons if place == last else None
            call = _Call(self._ask, chat, part, heading=place == 0, buttons=under)
            if place:
                await self._budget.spend(chat, urgent=False)
            try:
                await call.edit(int(ids[place]))
            except TelegramError as error:
                if NOT_MODIFIED not in error.message.lower():
                    return self._note_failure(chat, error)
        for id in ids[last + 1 :]:
            await self._delete(chat, int(id))
        return Sent(BETWEEN_IDS.join(ids[: last + 1]))

    async def _make_call(
        self, chat: int, call: Callable[[], Awaitable[str]], *, urgent: bool, follows: bool
    ) -> Outcome:
        """Make one call; what `follows` an accepted part is tried again, and never only Later."""
        for attempt in range(1, TRIES + 1):
            if follows:
                await self._budget.spend(chat, urgent=urgent)
            else:
                await self._budget.begin(chat, urgent=urgent)
            try:
                sent = await call()
            except TelegramError as error:
                ended = self._note_failure(chat, error)
                if not follows or not isinstance(ended, Later):
                    return ended
                wait = max(ended.after, timedelta(seconds=attempt))
                if wait > WAITS_AT_MOST:
                    return Unknown()
                await asyncio.sleep(wait.total_seconds())
            else:
                self._health.unbar(chat)
                self._budget.note_acceptance()
                return Sent(sent)
        return Unknown()

    async def _ask(self, method: str, **given: object) -> Any:
        return await self._calls.call(f"{self._bot.base_url}/{method}", **given)

    async def _document(
        self,
        chat: int,
        name: str,
        body: bytes,
        buttons: Json | None = None,
        *,
        urgent: bool,
        silent: bool,
    ) -> Outcome:
        async def call() -> str:
            file = InputFile(body, filename=name)
            under = InlineKeyboardMarkup.de_json(buttons, None) if buttons else None
            sent = await self._bot.send_document(
                chat,
                file,
                reply_markup=under,
                protect_content=True,
                disable_notification=silent or None,
            )
            return str(sent.message_id)

        return await self._make_call(chat, call, urgent=urgent, follows=True)

    async def _file(self, chat: int, id: str, *, urgent: bool, silent: bool) -> Outcome:
        """
        Send an attachment. In the place of one that is lost its reader is told so.

        One that the server refuses is logged: the text names it.
        """
        try:
            name, _, body = await self._attachments(id)
        except StorageFailed:
            return Unknown()
        except LOST:
            log.exception("file_damaged", file=id)
            return await self._send_excuse(chat, id, urgent=urgent, silent=silent)
        ended = await self._document(chat, name, body, urgent=urgent, silent=silent)
        if isinstance(ended, Never) and chat not in self._health.barred_chats():
            log.error("file_refused", file=id, why=ended.why)
            return Sent("")
        return ended

    async def _send_excuse(self, chat: int, id: str, *, urgent: bool, silent: bool) -> Outcome:
        try:
            words = await self._excuse(str(chat), id)
        except StorageFailed:
            return Unknown()
        call = _Call(self._ask, chat, words, heading=False, buttons=None)
        send = partial(call.send, silent=silent)
        return await self._make_call(chat, send, urgent=urgent, follows=True)

    async def _delete(self, chat: int, id: int) -> None:
        try:
            await self._bot.delete_message(chat, id)
        except TelegramError as error:
            log.info("not_deleted", failure=type(error).__name__)

    def _note_failure(self, chat: int, error: TelegramError) -> Outcome:
        why = reason_to_bar(error)
        if isinstance(error, TooMany):
            self._budget.note_refusal(chat, error.after)
        elif isinstance(error, ChatMigrated):
            self._health.migrate(chat, error.new_chat_id, Trouble.MOVED)
        elif why is not None:
            self._health.bar(chat, why)
        return outcome(error)


class _Call:
    """One message with one text: as HTML; as plain text, or without buttons, where refused."""

    def __init__(
        self, ask: Ask, chat: int, part: str, *, heading: bool, buttons: Json | None
    ) -> None:
        self._ask = ask
        self._chat = chat
        self._part = part
        self._heading = heading
        self._buttons = buttons

    async def send(self, *, silent: bool) -> str:
        quiet = {"disable_notification": True} if silent else {}
        return _id_of(await self._put_until_taken("sendMessage", protect_content=True, **quiet))

    async def edit(self, id: int) -> None:
        await self._put_until_taken("editMessageText", message_id=id)

    async def _put_until_taken(self, method: str, **given: object) -> Any:
        buttons, mode = self._buttons, str(ParseMode.HTML)
        text = html(self._part, heading=self._heading)
        while True:
            try:
                return await self._ask(
                    method,
                    chat_id=self._chat,
                    text=text,
                    parse_mode=mode or None,
                    reply_markup=buttons,
                    link_preview_options=NO_PREVIEW,
                    **given,
                )
            except BadRequest as error:
                if mode and refuses_markup(error):
                    log.error("markup_refused", why=error.message)
                    text, mode = words_and_quotes(self._part)[0], ""
                elif buttons is not None and refuses_buttons(error):
                    log.error("buttons_refused", why=error.message)
                    buttons = None
                else:
                    raise


def _id_of(message: Any) -> str:
    """
    Return the id of a message that the server has taken.

    Raises: NetworkError where there is none: the message may be there all the same.
    """
    id = message.get("message_id") if isinstance(message, dict) else None
    if type(id) is not int:
        raise NetworkError("a message without an id")
    return str(id)


def _layout(message: Rendered) -> Layout:
    return layout_of(with_marks(message.text, message.quotes))


def _keyboard(buttons: tuple[Button, ...]) -> Json | None:
    """One button a row: labels are sentences. The offer's id is all that a press brings back."""
    if len(buttons) > BUTTONS:
        log.error("too_many_buttons", count=len(buttons))
    rows = [[{"text": button.label, "callback_data": button.offer}] for button in buttons[:BUTTONS]]
    return {"inline_keyboard": rows} if rows else None
