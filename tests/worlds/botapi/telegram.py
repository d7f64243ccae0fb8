"""Everything that a server knows: people, chats, messages, files, and what was done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import count
from random import Random
from typing import Any

from tests.worlds.botapi.calls import Call
from tests.worlds.botapi.chats import Chat, ChatKind, File, Message, User
from tests.worlds.botapi.faults import Faults
from tests.worlds.botapi.limits import Bursts, Sizes
from tests.worlds.botapi.refusals import (
    BLOCKED,
    DEACTIVATED,
    NEVER_STARTED,
    bad,
    forbidden,
    upgraded,
)
from tests.worlds.botapi.updates import LIFE, PRESS_LIFE, Updates

Json = dict[str, Any]

TOKEN = "5000000001:AAH-loopback-loopback-loopback-12345"
BOT_NAME = "nabat_loopback_bot"
LINK_LIFE = timedelta(hours=1)
NAMED_IN_GROUPS = {
    ChatKind.GROUP: "group chat",
    ChatKind.SUPERGROUP: "supergroup chat",
    ChatKind.CHANNEL: "channel chat",
}


@dataclass(slots=True)
class Execution:
    """Something that a call has done. `answered`: the caller was not kept from learning of it."""

    number: int
    at: datetime
    method: str
    chat_id: int
    message_id: int
    text: str
    answered: bool = True


@dataclass(slots=True)
class Press:
    """A button that a person pressed, and what they were answered."""

    id: str
    at: datetime
    person: User
    message: Message
    data: str
    answered: bool = False
    answer: str = ""
    alert: bool = False


@dataclass(slots=True)
class Webhook:
    """Where updates are posted to."""

    url: str = ""
    secret: str = ""
    max_connections: int = 40
    ip_address: str = ""
    certificate: bool = False
    failed_at: datetime | None = None
    failure: str = ""
    delivered: int = 0


@dataclass(slots=True)
class Telegram:
    """The state of a server with one bot; nothing here touches the network."""

    clock: Callable[[], datetime]
    token: str = TOKEN
    seed: int = 1
    sizes: Sizes = field(default_factory=Sizes)
    random: Random = field(init=False)
    bot: User = field(init=False)
    updates: Updates = field(init=False)
    bursts: Bursts = field(init=False)
    faults: Faults = field(default_factory=Faults)
    webhook: Webhook = field(default_factory=Webhook)
    people: dict[int, User] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    links: dict[str, tuple[File, datetime]] = field(default_factory=dict)
    presses: dict[str, Press] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    actions: list[tuple[int, str]] = field(default_factory=list)
    executions: list[Execution] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    logged_out: bool = False
    _message_ids: Any = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self.random = Random(self.seed)
        self.bot = User(int(self.token.partition(":")[0]), "Nabat", BOT_NAME, is_bot=True)
        self.updates = Updates(self.clock, self.random)
        self.bursts = Bursts(self.clock)

    def push(self, kind: str, payload: Json, life: timedelta = LIFE) -> int | None:
        """Let the bot learn something; see Updates.push."""
        return self.updates.push(kind, payload, life)

    def add(self, chat: Chat, sender: User | None, *, outgoing: bool = False) -> Message:
        """Return a new, empty message at the end of a chat."""
        if chat.kind in (ChatKind.PRIVATE, ChatKind.GROUP):
            number = next(self._message_ids)  # one box for all of them, as at Telegram
        else:
            number = next(reversed(chat.messages), 0) + 1
        message = Message(number, chat, self.clock(), sender, outgoing)
        chat.messages[number] = message
        if sender is not None:
            sender.met = True
        return message

    def store(self, kind: str, content: bytes, name: str, mime: str) -> File:
        """Return a new file on the server."""
        digest = sha256(kind.encode() + content).hexdigest()
        file_id = f"{'AgAC' if kind == 'photo' else 'BQAC'}{self.random.getrandbits(160):040x}"
        suffix = name.rpartition(".")[2] if "." in name else "jpg" if kind == "photo" else "bin"
        path = f"{kind}s/file_{len(self.files)}.{suffix}"
        file = File(kind, file_id, f"AQAD{digest[:12]}", name, mime, content, path)
        self.files[file_id] = file
        return file

    def executed(self, call: Call, chat_id: int = 0, messages: Sequence[Message] = ()) -> None:
        """Record what a call has done, a row for each message."""
        for message in messages:
            self._record(call.method, chat_id, message.id, message.text)
        if not messages:
            self._record(call.method, chat_id, call.number("message_id"), call.text("text"))

    def times_executed(self, chat_id: int, text: str, method: str = "sendMessage") -> int:
        """Return how often the same words, as a person sees them, were sent to a chat."""
        return sum(
            (each.chat_id, each.text, each.method) == (chat_id, text, method)
            for each in self.executions
        )

    def chat_of(self, call: Call, *, writing: bool = True) -> Chat:
        """
        Return the chat that a call names.

        Raises:
            ApiError: the bot knows no such chat, or may not write to it.
        """
        named = call.text("chat_id")
        if not named:
            raise bad("chat_id is empty")
        chat = self._found(named)
        if chat is None or (chat.person is not None and not (chat.opened or chat.person.met)):
            raise bad("chat not found")
        if chat.migrated_to:
            raise upgraded(chat.migrated_to)
        if writing:
            self._admit(chat)
        return chat

    def message_of(self, chat: Chat, call: Call, purpose: str) -> Message:
        """
        Return the message that a call names, for a purpose such as "edit".

        Raises:
            ApiError: there is none, or no more.
        """
        if call.number("message_id") <= 0:
            raise bad("message identifier is not specified")
        message = chat.messages.get(call.number("message_id"))
        if message is None or message.deleted:
            raise bad(f"message to {purpose} not found")
        return message

    def press(self, press_id: str) -> Press | None:
        """Return a press that may still be answered."""
        press = self.presses.get(press_id)
        if press is None or press.answered or self.clock() - press.at >= PRESS_LIFE:
            return None
        return press

    def _record(self, method: str, chat_id: int, message_id: int, text: str) -> None:
        number = len(self.executions) + 1
        self.executions.append(
            Execution(number, self.clock(), method, chat_id, message_id, text),
        )

    def _found(self, named: str) -> Chat | None:
        if named.startswith("@"):
            return next(
                (chat for chat in self.chats.values() if f"@{chat.username}" == named), None
            )
        try:
            return self.chats.get(int(named))
        except ValueError:
            return None

    def _admit(self, chat: Chat) -> None:
        if chat.person is None:
            if chat.bot_status in ("kicked", "left"):
                where = NAMED_IN_GROUPS[chat.kind]
                was = (
                    "bot was kicked from"
                    if chat.bot_status == "kicked"
                    else "bot is not a member of"
                )
                raise forbidden(f"{was} the {where}")
            return
        if chat.person.deactivated:
            raise forbidden(DEACTIVATED)
        if not chat.opened:
            raise forbidden(NEVER_STARTED)
        if chat.blocked:
            raise forbidden(BLOCKED)
