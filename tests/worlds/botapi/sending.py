"""Methods that put something into a chat: messages, files, albums, «typing»."""

from typing import Any

from tests.worlds.botapi.calls import Call, Upload
from tests.worlds.botapi.chats import Chat, File, Message
from tests.worlds.botapi.keyboards import keyboard
from tests.worlds.botapi.refusals import bad, too_large
from tests.worlds.botapi.telegram import Telegram
from tests.worlds.botapi.texts import caption_text, message_text

Json = dict[str, Any]

ALBUM = range(2, 11)
IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"RIFF")
NAMES = {"photo": "Photo", "document": "Document"}
ATTACHED = "attach://"
ACTIONS = (
    "cancel typing upload_photo record_video upload_video record_voice upload_voice "
    "record_audio upload_audio upload_document choose_sticker find_location "
    "record_video_note upload_video_note"
).split()


def send_message(telegram: Telegram, call: Call) -> Json:
    """sendMessage."""
    text, entities = message_text(call)
    markup = keyboard(call)
    preview = call.structure("link_preview_options")
    if preview is None and call.yes("disable_web_page_preview"):
        preview = {"is_disabled": True}
    chat = telegram.chat_of(call)
    reply_to = _reply_to(chat, call)
    telegram.bursts.admit(chat)

    message = _put(telegram, chat, call, reply_to)
    message.text, message.entities, message.markup = text, entities, markup
    message.link_preview = preview
    telegram.executed(call, chat.id, [message])
    return message.as_json()


def send_document(telegram: Telegram, call: Call) -> Json:
    """sendDocument."""
    return _send_file(telegram, call, "document")


def send_photo(telegram: Telegram, call: Call) -> Json:
    """sendPhoto."""
    return _send_file(telegram, call, "photo")


def send_media_group(telegram: Telegram, call: Call) -> list[Json]:
    """sendMediaGroup."""
    items = call.listed("media")
    if len(items) not in ALBUM:
        raise bad("wrong number of media in the album: there must be from 2 to 10")
    kinds = {str(item.get("type")) for item in items}
    if not kinds <= set(NAMES) or len(kinds) > 1:
        raise bad("can't use the media of the specified type in the album")
    parsed = []
    for item in items:
        kind = str(item["type"])
        single = Call(call.method, {**item, "chat_id": call.text("chat_id")}, call.uploads)
        file = _file(telegram, call, kind, str(item.get("media", "")))
        parsed.append((file, *caption_text(single)))
    chat = telegram.chat_of(call)
    reply_to = _reply_to(chat, call)
    telegram.bursts.admit(chat, len(items))

    album = str(telegram.random.getrandbits(56))
    messages = []
    for file, caption, entities in parsed:
        message = _put(telegram, chat, call, reply_to)
        message.file, message.text, message.entities = file, caption, entities
        message.media_group_id = album
        messages.append(message)
    telegram.executed(call, chat.id, messages)
    return [message.as_json() for message in messages]


def send_chat_action(telegram: Telegram, call: Call) -> bool:
    """sendChatAction: what the person sees for five seconds."""
    if call.text("action") not in ACTIONS:
        raise bad("wrong parameter action in request")
    chat = telegram.chat_of(call)
    telegram.actions.append((chat.id, call.text("action")))
    return True


def _send_file(telegram: Telegram, call: Call, kind: str) -> Json:
    file = _file(telegram, call, kind, call.text(kind))
    text, entities = caption_text(call)
    markup = keyboard(call)
    chat = telegram.chat_of(call)
    reply_to = _reply_to(chat, call)
    telegram.bursts.admit(chat)

    message = _put(telegram, chat, call, reply_to)
    message.file, message.text, message.entities, message.markup = file, text, entities, markup
    telegram.executed(call, chat.id, [message])
    return message.as_json()


def _put(telegram: Telegram, chat: Chat, call: Call, reply_to: int) -> Message:
    message = telegram.add(chat, telegram.bot, outgoing=True)
    message.reply_to = reply_to
    message.protected = call.yes("protect_content")
    message.silent = call.yes("disable_notification")
    return message


def _reply_to(chat: Chat, call: Call) -> int:
    parameters = call.structure("reply_parameters") or {}
    wanted = int(parameters.get("message_id", 0)) or call.number("reply_to_message_id")
    lenient = call.yes("allow_sending_without_reply") or parameters.get(
        "allow_sending_without_reply"
    )
    original = chat.messages.get(wanted)
    if not wanted or (original is not None and not original.deleted):
        return wanted
    if lenient:
        return 0
    raise bad("message to be replied not found")


def _file(telegram: Telegram, call: Call, kind: str, named: str) -> File:
    """
    Return the file that a call sends: a new one, or one that is on the server already.

    Raises:
        ApiError: there is none, it is too large, or it is no picture.
    """
    upload = call.uploads.get(named.removeprefix(ATTACHED) if named else kind)
    if upload is not None:
        return _uploaded(telegram, kind, upload)
    if not named:
        raise bad(f"there is no {kind} in the request")
    if named.startswith(("http://", "https://")):
        raise bad("failed to get HTTP URL content")
    file = telegram.files.get(named)
    if file is None:
        raise bad("wrong file identifier/HTTP URL specified")
    if file.kind != kind:
        raise bad(f"can't use file of type {NAMES[file.kind]} as {NAMES[kind]}")
    return file


def _uploaded(telegram: Telegram, kind: str, upload: Upload) -> File:
    size = len(upload.content)
    if size == 0:
        raise bad("file must be non-empty")
    if size > telegram.sizes.up:
        raise too_large()
    if kind == "photo":
        if size > telegram.sizes.photo:
            raise bad(
                f"file of size {size} bytes is too big for a photo; "
                f"the maximum size is {telegram.sizes.photo} bytes"
            )
        if not upload.content.startswith(IMAGES):
            raise bad("IMAGE_PROCESS_FAILED")
    return telegram.store(kind, upload.content, upload.name, upload.mime)
