"""The methods of the Bot API that this server has."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.worlds.botapi import editing, menus, receiving, sending
from tests.worlds.botapi.calls import Call
from tests.worlds.botapi.telegram import Telegram

# All but getUpdates, which waits.
METHODS: Mapping[str, Callable[[Telegram, Call], Any]] = {
    "getMe": menus.get_me,
    "sendMessage": sending.send_message,
    "sendDocument": sending.send_document,
    "sendPhoto": sending.send_photo,
    "sendMediaGroup": sending.send_media_group,
    "sendChatAction": sending.send_chat_action,
    "editMessageText": editing.edit_message_text,
    "editMessageCaption": editing.edit_message_caption,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "deleteMessage": editing.delete_message,
    "answerCallbackQuery": editing.answer_callback_query,
    "getFile": menus.get_file,
    "setMyCommands": menus.set_my_commands,
    "getMyCommands": menus.get_my_commands,
    "deleteMyCommands": menus.delete_my_commands,
    "setWebhook": receiving.set_webhook,
    "deleteWebhook": receiving.delete_webhook,
    "getWebhookInfo": receiving.get_webhook_info,
    "close": menus.close,
    "logOut": menus.log_out,
}
GET_UPDATES = "getUpdates"
NAMES = {name.lower(): name for name in (*METHODS, GET_UPDATES)}
