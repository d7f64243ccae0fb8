"""Methods that change what is in a chat already, and answers to presses."""

from datetime import timedelta
from typing import Any

from tests.worlds.botapi.calls import Call
from tests.worlds.botapi.chats import ChatKind, Message
from tests.worlds.botapi.keyboards import inline, keyboard
from tests.worlds.botapi.markup import Entity
from tests.worlds.botapi.refusals import NOT_MODIFIED, QUERY_TOO_OLD, bad
from tests.worlds.botapi.telegram import Telegram
from tests.worlds.botapi.texts import caption_text, message_text

Json = dict[str, Any]

DELETABLE_WITHIN = timedelta(hours=48)
ANSWER_LIMIT = 200


def edit_message_text(telegram: Telegram, call: Call) -> Json:
    """editMessageText; without a markup the buttons go."""
    text, entities = message_text(call, editing=True)
    markup = inline(keyboard(call))
    message = _own(telegram, call)
    if message.file is not None:
        raise bad("there is no text in the message to edit")
    edited = _edit(telegram, call, message, text, entities, markup)
    message.link_preview = call.structure("link_preview_options") or message.link_preview
    return edited


def edit_message_caption(telegram: Telegram, call: Call) -> Json:
    """editMessageCaption."""
    text, entities = caption_text(call)
    markup = inline(keyboard(call))
    message = _own(telegram, call)
    if message.file is None:
        raise bad("there is no caption in the message to edit")
    return _edit(telegram, call, message, text, entities, markup)


def edit_message_reply_markup(telegram: Telegram, call: Call) -> Json:
    """editMessageReplyMarkup."""
    markup = inline(keyboard(call))
    message = _own(telegram, call)
    return _edit(telegram, call, message, message.text, message.entities, markup)


def delete_message(telegram: Telegram, call: Call) -> bool:
    """deleteMessage: own ones, and in private chats those of the person; younger than 48 h."""
    chat = telegram.chat_of(call, writing=False)
    message = telegram.message_of(chat, call, "delete")
    if not message.outgoing and chat.kind is not ChatKind.PRIVATE:
        raise bad("message can't be deleted")
    if telegram.clock() - message.sent_at >= DELETABLE_WITHIN:
        raise bad("message can't be deleted for everyone")
    message.deleted = True
    telegram.executed(call, chat.id, [message])
    return True


def answer_callback_query(telegram: Telegram, call: Call) -> bool:
    """answerCallbackQuery: once, and within 150 s."""
    press = telegram.press(call.text("callback_query_id"))
    if press is None:
        raise bad(QUERY_TOO_OLD)
    if len(call.text("text")) > ANSWER_LIMIT:
        raise bad("MESSAGE_TOO_LONG")
    press.answered = True
    press.answer = call.text("text")
    press.alert = call.yes("show_alert")
    telegram.executed(call, press.message.chat.id)
    return True


def _own(telegram: Telegram, call: Call) -> Message:
    chat = telegram.chat_of(call)
    message = telegram.message_of(chat, call, "edit")
    if not message.outgoing:
        raise bad("message can't be edited")
    return message


def _edit(
    telegram: Telegram,
    call: Call,
    message: Message,
    text: str,
    entities: list[Entity],
    markup: Json | None,
) -> Json:
    if (text, entities, markup) == (message.text, message.entities, message.markup):
        raise bad(NOT_MODIFIED)
    message.edit(text, entities, markup, telegram.clock())
    telegram.executed(call, message.chat.id, [message])
    return message.as_json()
