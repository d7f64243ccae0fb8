"""Groups and channels that the bot is in, played by a test."""

from typing import Any

from tests.worlds.botapi.chats import ANONYMOUS_ADMIN, CHANNEL_BOT, Chat, ChatKind, Message, User
from tests.worlds.botapi.telegram import Telegram
from tests.worlds.botapi.texts import cleaned, detected, trimmed

Json = dict[str, Any]

ANONYMOUS = User(ANONYMOUS_ADMIN, "Group", "GroupAnonymousBot", is_bot=True)
AS_CHANNEL = User(CHANNEL_BOT, "Channel", "Channel_Bot", is_bot=True)
SUPERGROUP_BASE = -1_000_000_000_000


class Group:
    """A group whose every message the bot is shown."""

    def __init__(self, telegram: Telegram, chat: Chat) -> None:
        self._telegram = telegram
        self.chat = chat

    def writes(self, user: User, text: str) -> Message:
        """Let a member write."""
        return self._says(user, text, {})

    def writes_anonymously(self, text: str, title: str = "") -> Message:
        """Let an administrator write as the group: all of them share one id."""
        if self.chat.kind is not ChatKind.SUPERGROUP:
            raise ValueError("administrators are anonymous in supergroups only")
        extra = {"sender_chat": self.chat.as_json(), "author_signature": title}
        return self._says(ANONYMOUS, text, extra)

    def writes_as(self, channel: "Channel", text: str) -> Message:
        """Let somebody write as a channel of theirs."""
        return self._says(AS_CHANNEL, text, {"sender_chat": channel.chat.as_json()})

    def migrates(self) -> "Group":
        """Become a supergroup with another id; the old one only refuses from then on."""
        if self.chat.kind is not ChatKind.GROUP:
            raise ValueError("it is a supergroup already")
        number = SUPERGROUP_BASE + self.chat.id
        grown = Chat(number, ChatKind.SUPERGROUP, self.chat.title)
        self._telegram.chats[number] = grown
        self._service(self.chat, {"migrate_to_chat_id": number})
        self.chat.migrated_to = number
        self._service(grown, {"migrate_from_chat_id": self.chat.id})
        return Group(self._telegram, grown)

    def removes_bot(self, by: User) -> None:
        """Throw the bot out."""
        membership(self._telegram, self.chat, by, self.chat.bot_status, "kicked")
        self.chat.bot_status = "kicked"

    def takes_bot_in(self, by: User) -> None:
        """Add the bot (again)."""
        membership(self._telegram, self.chat, by, "left", "member")
        self.chat.bot_status = "member"

    def sees(self) -> list[Message]:
        """Return what the group shows, oldest first."""
        return self.chat.visible()

    def _says(self, user: User, text: str, extra: Json) -> Message:
        message = _said(self._telegram, self.chat, user, text, extra)
        self._telegram.push("message", message.as_json())
        return message

    def _service(self, chat: Chat, extra: Json) -> None:
        message = self._telegram.add(chat, ANONYMOUS)
        message.extra = extra
        self._telegram.push("message", message.as_json())


class Channel:
    """A channel whose posts the bot is shown."""

    def __init__(self, telegram: Telegram, chat: Chat) -> None:
        self._telegram = telegram
        self.chat = chat

    def posts(self, text: str) -> Message:
        """Publish; the bot sees no author, only the channel."""
        extra = {"sender_chat": self.chat.as_json()}
        message = _said(self._telegram, self.chat, None, text, extra)
        self._telegram.push("channel_post", message.as_json())
        return message

    def edits(self, message_id: int, text: str) -> Message:
        """Change a post."""
        message = self.chat.messages[message_id]
        message.edit(text, detected(text, []), None, self._telegram.clock())
        self._telegram.push("edited_channel_post", message.as_json())
        return message

    def sees(self) -> list[Message]:
        """Return what the channel shows, oldest first."""
        return self.chat.visible()


def membership(telegram: Telegram, chat: Chat, by: User, before: str, after: str) -> None:
    """Tell the bot that its own membership has changed."""
    member: Json = {"user": telegram.bot.as_json()}
    telegram.push(
        "my_chat_member",
        {
            "chat": chat.as_json(),
            "from": by.as_json(),
            "date": int(telegram.clock().timestamp()),
            "old_chat_member": member | _status(before),
            "new_chat_member": member | _status(after),
        },
    )


def make_group(telegram: Telegram, title: str, *, number: int, supergroup: bool) -> Group:
    """Return a group that the bot is in; `number` is the id without its minus."""
    if supergroup:
        chat = Chat(SUPERGROUP_BASE - number, ChatKind.SUPERGROUP, title)
    else:
        chat = Chat(-number, ChatKind.GROUP, title)
    return Group(telegram, telegram.chats.setdefault(chat.id, chat))


def make_channel(telegram: Telegram, title: str, username: str, *, number: int) -> Channel:
    """Return a channel that the bot is an administrator of."""
    chat = Chat(SUPERGROUP_BASE - number, ChatKind.CHANNEL, title, username)
    return Channel(telegram, telegram.chats.setdefault(chat.id, chat))


def _said(telegram: Telegram, chat: Chat, user: User | None, text: str, extra: Json) -> Message:
    message = telegram.add(chat, user)
    kept, entities = trimmed(cleaned(text), [])
    message.text, message.entities = kept, detected(kept, entities)
    message.extra = {key: value for key, value in extra.items() if value}
    return message


def _status(status: str) -> Json:
    return {"status": status, "until_date": 0} if status == "kicked" else {"status": status}
