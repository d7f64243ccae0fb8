"""People, played by a test: they open, write, attach, press, block; and read their chat."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from tests.worlds.botapi.chats import Chat, ChatKind, Message, User
from tests.worlds.botapi.markup import units
from tests.worlds.botapi.menus import menu
from tests.worlds.botapi.rooms import Channel, membership
from tests.worlds.botapi.telegram import Press, Telegram
from tests.worlds.botapi.texts import TEXT_LIMIT, cleaned, detected, trimmed
from tests.worlds.botapi.updates import PRESS_LIFE

Json = dict[str, Any]

PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")
PICTURE = b"\xff\xd8\xff\xe0 a photograph"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that a person sends: a photo without a name, or a document."""

    content: bytes = PICTURE
    name: str = ""
    mime: str = "application/octet-stream"


class Person:
    """Somebody with a private chat with the bot, which exists once they opened it."""

    def __init__(self, telegram: Telegram, user: User) -> None:
        self._telegram = telegram
        self.user = user
        self.chat = telegram.chats[user.id]

    @property
    def id(self) -> int:
        """The immutable id."""
        return self.user.id

    def opens(self, payload: str = "") -> Message:
        """Press START, perhaps of a deep link with a payload; unblocks the bot too."""
        if not PAYLOAD.fullmatch(payload):
            raise ValueError("a link carries up to 64 of A-Z a-z 0-9 _ -")
        if self.chat.blocked:
            self.unblocks()
        self.chat.opened = True
        return self.writes(f"/start {payload}".rstrip())

    def writes(self, text: str, *, reply_to: int = 0, extra: Json | None = None) -> Message:
        """Write a message of up to 4096 units; `extra` is put into what the bot sees."""
        message = self._says(text, reply_to=reply_to, extra=extra)
        self._telegram.push("message", message.as_json())
        return message

    def writes_long(self, text: str) -> list[Message]:
        """Write a text of any length, which a client cuts into several messages."""
        written = []
        while text := text.strip():
            end = TEXT_LIMIT
            while units(text[:end]) > TEXT_LIMIT:
                end -= 1
            written.append(self.writes(text[:end]))
            text = text[end:]
        return written

    def forwards(self, text: str, *, author: "Person | Channel | str") -> Message:
        """Forward somebody's words: a person's, a channel's, or of one who hides behind a name."""
        origin: Json = {"date": int(self._telegram.clock().timestamp())}
        if isinstance(author, Person):
            origin |= {"type": "user", "sender_user": author.user.as_json()}
        elif isinstance(author, str):
            origin |= {"type": "hidden_user", "sender_user_name": author}
        else:
            origin |= {"type": "channel", "chat": author.chat.as_json(), "message_id": 1}
        return self.writes(text, extra={"forward_origin": origin})

    def writes_through(self, bot_name: str, text: str) -> Message:
        """Write with the help of an inline bot."""
        via = User(self._telegram.random.randrange(10**9), bot_name, bot_name, is_bot=True)
        return self.writes(text, extra={"via_bot": via.as_json()})

    def sends_photo(self, content: bytes = PICTURE, caption: str = "") -> Message:
        """Send a photo."""
        return self._sends(Attachment(content), caption)

    def sends_document(
        self,
        content: bytes,
        name: str = "document.pdf",
        caption: str = "",
        mime: str = "application/pdf",
    ) -> Message:
        """Send a file."""
        return self._sends(Attachment(content, name, mime), caption)

    def sends_album(self, attachments: Sequence[Attachment], caption: str = "") -> list[Message]:
        """Send several at once: messages with one media_group_id, the caption on the first."""
        group = str(self._telegram.random.getrandbits(56))
        return [
            self._sends(attachment, "" if number else caption, group)
            for number, attachment in enumerate(attachments)
        ]

    def edits(self, message_id: int, text: str) -> Message:
        """Change an own message."""
        message = self.chat.messages[message_id]
        if message.outgoing:
            raise ValueError("that is the bot's message")
        kept, entities = trimmed(cleaned(text), [])
        message.edit(kept, detected(kept, entities), None, self._telegram.clock())
        self._telegram.push("edited_message", message.as_json())
        return message

    def deletes(self, message_id: int) -> None:
        """Delete a message for both; the bot is not told."""
        self.chat.messages[message_id].deleted = True

    def presses(self, message_id: int, button: str = "", *, data: str = "") -> Press:
        """
        Press a button by what it says; or send `data` as an outdated or forged client might.

        Raises:
            ValueError: the message has no such button now.
        """
        return press(self._telegram, self.user, self.chat.messages[message_id], button, data)

    def reacts(self, message_id: int, emoji: str = "👍") -> None:
        """Put a reaction under a message; the bot is told only where it asked to be."""
        self._telegram.push(
            "message_reaction",
            {
                "chat": self.chat.as_json(),
                "message_id": message_id,
                "user": self.user.as_json(),
                "date": int(self._telegram.clock().timestamp()),
                "old_reaction": [],
                "new_reaction": [{"type": "emoji", "emoji": emoji}],
            },
        )

    def writes_to_business(self, text: str, connection: str = "business-1") -> Message:
        """Write to an account that the bot manages: a business_message, in a chat of theirs."""
        message = Message(
            id=self._telegram.random.randrange(10**6),
            chat=self.chat,
            sent_at=self._telegram.clock(),
            sender=self.user,
            text=text,
            extra={"business_connection_id": connection},
        )
        self._telegram.push("business_message", message.as_json())
        return message

    def blocks(self) -> None:
        """Block the bot."""
        self.chat.blocked = True
        membership(self._telegram, self.chat, self.user, "member", "kicked")

    def unblocks(self) -> None:
        """Let the bot write again."""
        self.chat.blocked = False
        membership(self._telegram, self.chat, self.user, "kicked", "member")

    def deactivates(self) -> None:
        """Delete the account; the bot is not told."""
        self.user.deactivated = True

    def sees(self) -> list[Message]:
        """Return what the chat shows, oldest first, own messages included."""
        return self.chat.visible()

    def received(self) -> list[Message]:
        """Return what the chat shows of the bot's, oldest first."""
        return [message for message in self.chat.visible() if message.outgoing]

    def menu(self, language: str = "") -> list[Json]:
        """Return the commands that the client offers."""
        return menu(self._telegram, self.chat.id, language)

    def _sends(self, attachment: Attachment, caption: str, group: str = "") -> Message:
        message = self._says(caption, required=False)
        kind = "document" if attachment.name else "photo"
        name, mime = attachment.name, attachment.mime
        message.file = self._telegram.store(kind, attachment.content, name, mime)
        if kind == "photo":
            message.smaller = (self._telegram.store(kind, attachment.content, "", ""),)
        message.media_group_id = group
        self._telegram.push("message", message.as_json())
        return message

    def _says(
        self, text: str, *, reply_to: int = 0, extra: Json | None = None, required: bool = True
    ) -> Message:
        if not self.chat.opened or self.chat.blocked or self.user.deactivated:
            raise ValueError("whoever has not opened the bot, or blocked it, cannot write to it")
        kept, entities = trimmed(cleaned(text), [])
        if required and not kept:
            raise ValueError("a client sends no empty message")
        if units(kept) > TEXT_LIMIT:
            raise ValueError("a client cuts that: writes_long")
        message = self._telegram.add(self.chat, self.user)
        message.text, message.entities = kept, detected(kept, entities)
        message.reply_to = reply_to
        message.extra = extra or {}
        return message


def press(telegram: Telegram, user: User, message: Message, button: str, data: str) -> Press:
    """Let somebody press a button under a message; see Person.presses."""
    if not data:
        offered = [each for row in message.buttons for each in row if "callback_data" in each]
        matching = [each for each in offered if button in (each["text"], each["callback_data"])]
        if not matching:
            raise ValueError(f"no button {button!r} among {message.labels}")
        data = str(matching[0]["callback_data"])
    pressed = Press(str(telegram.random.getrandbits(62)), telegram.clock(), user, message, data)
    telegram.presses[pressed.id] = pressed
    seen = message.as_json()
    if message.deleted:
        seen = {"chat": message.chat.as_json(), "message_id": message.id, "date": 0}
    telegram.push(
        "callback_query",
        {
            "id": pressed.id,
            "from": user.as_json(),
            "message": seen,
            "chat_instance": str(Random(message.chat.id).getrandbits(62)),
            "data": data,
        },
        PRESS_LIFE,
    )
    return pressed


def make_person(telegram: Telegram, user: User) -> Person:
    """Return a person known to the server, with a chat that is not opened yet."""
    telegram.people.setdefault(user.id, user)
    known = telegram.people[user.id]
    telegram.chats.setdefault(user.id, Chat(user.id, ChatKind.PRIVATE, person=known))
    return Person(telegram, known)
