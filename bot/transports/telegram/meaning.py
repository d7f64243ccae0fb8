"""
What an update means. Admission: only what a person wrote or pressed in a private chat passes.

`from.id` alone says who it is; everything else that an update may be is ignored, by this table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from telegram import Document, Message, PhotoSize, Update, User
from telegram.constants import ChatMemberStatus, ChatType, UpdateType

from bot.transports.telegram.http import LARGEST_DOWNLOAD
from handlers.chat.events import Misfit

HANDLED = (
    UpdateType.MESSAGE,
    UpdateType.EDITED_MESSAGE,
    UpdateType.CALLBACK_QUERY,
    UpdateType.MY_CHAT_MEMBER,
)
_RECORD = "a change of what was said never changes the record"
_ELSEWHERE = "decisions are made in private chats only"
_REACTION = "a reaction decides nothing"
_UNUSED = "nothing of the kind is offered"
IGNORED: Mapping[str, str] = {
    UpdateType.EDITED_CHANNEL_POST: _RECORD,
    UpdateType.EDITED_BUSINESS_MESSAGE: _RECORD,
    UpdateType.DELETED_BUSINESS_MESSAGES: _RECORD,
    UpdateType.CHANNEL_POST: _ELSEWHERE,
    UpdateType.BUSINESS_MESSAGE: _ELSEWHERE,
    UpdateType.GUEST_MESSAGE: _ELSEWHERE,
    UpdateType.CHAT_MEMBER: _ELSEWHERE,
    UpdateType.CHAT_JOIN_REQUEST: _ELSEWHERE,
    UpdateType.CHAT_BOOST: _ELSEWHERE,
    UpdateType.REMOVED_CHAT_BOOST: _ELSEWHERE,
    UpdateType.MESSAGE_REACTION: _REACTION,
    UpdateType.MESSAGE_REACTION_COUNT: _REACTION,
    UpdateType.BUSINESS_CONNECTION: _UNUSED,
    UpdateType.INLINE_QUERY: _UNUSED,
    UpdateType.CHOSEN_INLINE_RESULT: _UNUSED,
    UpdateType.SHIPPING_QUERY: _UNUSED,
    UpdateType.PRE_CHECKOUT_QUERY: _UNUSED,
    UpdateType.PURCHASED_PAID_MEDIA: _UNUSED,
    UpdateType.POLL: _UNUSED,
    UpdateType.POLL_ANSWER: _UNUSED,
    UpdateType.MANAGED_BOT: _UNUSED,
}
# What a message may hold that keeps it from being an officer's own written word; the first counts.
MISFITS = (
    (("edit_date",), Misfit.EDITED),
    (("forward_origin", "is_automatic_forward"), Misfit.FORWARDED),
    (("voice", "video_note", "audio", "video"), Misfit.VOICE),
    (("via_bot", "sticker", "animation", "location", "venue", "contact", "poll"), Misfit.OTHER),
    (("dice", "game", "story", "paid_media", "checklist"), Misfit.OTHER),
)


@dataclass(frozen=True, slots=True)
class Remote:
    """A file that lies with Telegram; its name is the sender's word."""

    id: str
    name: str
    size: int

    @property
    def is_too_large(self) -> bool:
        """Say whether a bot may not fetch it."""
        return self.size > LARGEST_DOWNLOAD


@dataclass(frozen=True, slots=True)
class Wrote:
    """A person wrote a text, or sent a file with or without words beside it; `at`: Unix time."""

    person: int
    lang: str
    text: str
    file: Remote | None = None
    message: int = 0
    answers: str = ""
    at: int = 0


@dataclass(frozen=True, slots=True)
class Unusable:
    """A person sent something that cannot be taken; an officer is told in words."""

    person: int
    lang: str
    misfit: Misfit


@dataclass(frozen=True, slots=True)
class Pushed:
    """A person pressed a button; `offer` is what we put into it, or what somebody made up."""

    person: int
    offer: str


@dataclass(frozen=True, slots=True)
class Stood:
    """A person blocked the bot, or opened it again."""

    person: int
    blocked: bool


@dataclass(frozen=True, slots=True)
class Moved:
    """A group became a supergroup, and its id another."""

    old: int
    new: int


@dataclass(frozen=True, slots=True)
class Ignored:
    """Nothing that we act upon."""

    why: str


Meaning: TypeAlias = Wrote | Unusable | Pushed | Stood | Moved | Ignored


def meaning(update: Update) -> Meaning:
    """Return what an update means; of any kind, never raising for what it holds."""
    message = update.message or update.edited_message
    if message is not None:
        return _message(update.update_id, message)
    if update.callback_query is not None:
        return _press(update)
    if update.my_chat_member is not None:
        return _membership(update)
    kind = next((each for each in IGNORED if getattr(update, each, None) is not None), None)
    return Ignored(IGNORED[kind] if kind else "a kind that did not exist when this was written")


def _message(update_id: int, message: Message) -> Meaning:
    if message.migrate_to_chat_id is not None:
        return Moved(message.chat.id, message.migrate_to_chat_id)
    person = message.from_user
    if message.chat.type != ChatType.PRIVATE:
        return Ignored(_ELSEWHERE)
    if person is None or not _is_their_own_chat(person, message.chat.id):
        return Ignored("nobody in person wrote it")
    if message.sender_chat is not None or message.sender_business_bot is not None:
        return Ignored("a chat or a bot wrote it in somebody's name")
    lang = person.language_code or ""
    misfit = next((each for names, each in MISFITS if _has(message, names)), None)
    if misfit is not None:
        return Unusable(person.id, lang, misfit)
    answered = message.reply_to_message
    answers = str(answered.message_id) if answered is not None else ""
    if message.text is not None:
        at = int(message.date.timestamp())
        return Wrote(person.id, lang, message.text, None, message.message_id, answers, at)
    file = _file(update_id, message)
    if file is None:
        return Ignored("a note of the service itself")
    return Wrote(person.id, lang, message.caption or "", file, message.message_id, answers)


def _has(message: Message, names: tuple[str, ...]) -> bool:
    return any(getattr(message, name) for name in names)


def _press(update: Update) -> Meaning:
    query = update.callback_query
    assert query is not None
    if query.message is None or query.message.chat.type != ChatType.PRIVATE:
        return Ignored(_ELSEWHERE)
    if not _is_their_own_chat(query.from_user, query.message.chat.id) or not query.data:
        return Ignored("no button of ours")
    return Pushed(query.from_user.id, query.data)


def _membership(update: Update) -> Meaning:
    change = update.my_chat_member
    assert change is not None
    if change.chat.type != ChatType.PRIVATE:
        return Ignored(_ELSEWHERE)
    return Stood(change.chat.id, change.new_chat_member.status == ChatMemberStatus.BANNED)


def _is_their_own_chat(person: User, chat: int) -> bool:
    return person.id == chat and not person.is_bot


def _file(update_id: int, message: Message) -> Remote | None:
    if message.document is not None:
        document: Document = message.document
        return Remote(document.file_id, document.file_name or "document", document.file_size or 0)
    if message.photo:
        largest: PhotoSize = max(message.photo, key=lambda each: each.width * each.height)
        return Remote(largest.file_id, f"photo-{update_id}.jpg", largest.file_size or 0)
    return None
