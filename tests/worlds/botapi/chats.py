"""What a chat consists of, and how a bot is shown it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from tests.worlds.botapi.markup import Entity

Json = dict[str, Any]

ANONYMOUS_ADMIN = 1087968824
CHANNEL_BOT = 136817688


class ChatKind(StrEnum):
    """What a chat is."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


@dataclass(slots=True)
class User:
    """A person, or a bot. `met`: this bot has seen them somewhere."""

    id: int
    first_name: str
    username: str = ""
    language_code: str = ""
    is_bot: bool = False
    deactivated: bool = False
    met: bool = False

    def as_json(self) -> Json:
        """Return the user as a bot sees them."""
        optional = {"username": self.username, "language_code": self.language_code}
        return {
            "id": self.id,
            "is_bot": self.is_bot,
            "first_name": self.first_name,
            **{key: value for key, value in optional.items() if value},
        }


@dataclass(frozen=True, slots=True)
class File:
    """A file on the server."""

    kind: str
    file_id: str
    unique_id: str
    name: str
    mime: str
    content: bytes
    path: str

    def as_json(self) -> Json:
        """Return the file as a bot sees it in a message."""
        seen = {
            "file_id": self.file_id,
            "file_unique_id": self.unique_id,
            "file_size": len(self.content),
        }
        if self.kind == "photo":
            return {**seen, "width": 1280, "height": 960}
        return {**seen, "file_name": self.name, "mime_type": self.mime}


@dataclass(frozen=True, slots=True)
class Version:
    """What a message said before it was edited."""

    text: str
    entities: list[Entity]
    markup: Json | None
    until: datetime


@dataclass(slots=True)
class Message:
    """A message; `text` is its caption where it carries a file."""

    id: int
    chat: "Chat"
    sent_at: datetime
    sender: User | None
    outgoing: bool = False
    text: str = ""
    entities: list[Entity] = field(default_factory=list)
    markup: Json | None = None
    file: File | None = None
    smaller: tuple[File, ...] = ()
    media_group_id: str = ""
    reply_to: int = 0
    protected: bool = False
    silent: bool = False
    link_preview: Json | None = None
    edited_at: datetime | None = None
    versions: list[Version] = field(default_factory=list)
    deleted: bool = False
    extra: Json = field(default_factory=dict)

    @property
    def buttons(self) -> list[list[Json]]:
        """The rows of inline buttons, as they are now."""
        return list((self.markup or {}).get("inline_keyboard", []))

    @property
    def labels(self) -> list[list[str]]:
        """What the buttons say, row by row."""
        return [[button["text"] for button in row] for row in self.buttons]

    def edit(self, text: str, entities: list[Entity], markup: Json | None, now: datetime) -> None:
        """Change what the message says, and keep what it said."""
        self.versions.append(Version(self.text, self.entities, self.markup, now))
        self.text, self.entities, self.markup = text, entities, markup
        self.edited_at = now

    def as_json(self, *, replied: bool = True) -> Json:
        """Return the message as a bot sees it."""
        seen: Json = {
            "message_id": self.id,
            "date": int(self.sent_at.timestamp()),
            "chat": self.chat.as_json(),
        }
        if self.sender is not None:
            seen["from"] = self.sender.as_json()
        if self.edited_at is not None:
            seen["edit_date"] = int(self.edited_at.timestamp())
        seen |= self._content()
        if self.media_group_id:
            seen["media_group_id"] = self.media_group_id
        if self.protected:
            seen["has_protected_content"] = True
        if self.link_preview:
            seen["link_preview_options"] = self.link_preview
        if self.buttons:
            seen["reply_markup"] = self.markup
        original = self.chat.messages.get(self.reply_to)
        if replied and original is not None and not original.deleted:
            seen["reply_to_message"] = original.as_json(replied=False)
        return seen | self.extra

    def _content(self) -> Json:
        if self.file is None:
            if not self.text:
                return {}
            return {"text": self.text, **({"entities": self.entities} if self.entities else {})}
        seen: Json = {}
        if self.file.kind == "photo":
            small = [{**file.as_json(), "width": 90, "height": 67} for file in self.smaller]
            seen["photo"] = [*small, self.file.as_json()]
        else:
            seen["document"] = self.file.as_json()
        if self.text:
            seen["caption"] = self.text
        if self.entities:
            seen["caption_entities"] = self.entities
        return seen


@dataclass(slots=True)
class Chat:
    """
    A chat. A private one has the person's id and exists for the bot once the person opened it.
    """

    id: int
    kind: ChatKind
    title: str = ""
    username: str = ""
    person: User | None = None
    opened: bool = False
    blocked: bool = False
    bot_status: str = "member"
    migrated_to: int = 0
    messages: dict[int, Message] = field(default_factory=dict)

    def as_json(self) -> Json:
        """Return the chat as a bot sees it."""
        seen: Json = {"id": self.id, "type": str(self.kind)}
        if self.person is not None:
            seen["first_name"] = self.person.first_name
            if self.person.username:
                seen["username"] = self.person.username
        else:
            seen["title"] = self.title
            if self.username:
                seen["username"] = self.username
        return seen

    def visible(self) -> list[Message]:
        """Return what the chat shows, oldest first."""
        return [message for message in self.messages.values() if not message.deleted]
