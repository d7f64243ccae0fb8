"""What a client shows: rooms, messages with their versions, and what could not be read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tests.worlds.homeserver.asking import Json

MESSAGE = "m.room.message"
ENCRYPTED = "m.room.encrypted"
REACTION = "m.reaction"
ENCRYPTION = ("m.room.encryption", "")


@dataclass(frozen=True, slots=True)
class Version:
    """
    What a message said at one time, by the event that said so.

    `encrypted`: it came so. `signed`: by a device that its owner has cross-signed.
    """

    event_id: str
    body: str
    formatted_body: str = ""
    mentions: tuple[str, ...] = ()
    encrypted: bool = False
    signed: bool = False


@dataclass(slots=True)
class Message:
    """A message, its versions oldest first."""

    room: str
    event_id: str
    sender: str
    kind: str
    sent_ms: int
    content: Json
    versions: list[Version]
    reply_to: str = ""
    transaction: str = ""
    redacted: bool = False
    reactions: list[tuple[str, str]] = field(default_factory=list)
    read_by: set[str] = field(default_factory=set)

    @property
    def body(self) -> str:
        """The words that are shown now."""
        return "" if self.redacted else self.versions[-1].body

    @property
    def formatted_body(self) -> str:
        """The markup that is shown now."""
        return "" if self.redacted else self.versions[-1].formatted_body

    @property
    def encrypted(self) -> bool:
        """Say whether every version came encrypted."""
        return all(each.encrypted for each in self.versions)

    @property
    def signed(self) -> bool:
        """Say whether every version came from a device that its owner has cross-signed."""
        return all(each.signed for each in self.versions)

    @property
    def mentions(self) -> tuple[str, ...]:
        """Who was named when it was sent: whose telephone rang."""
        return self.versions[0].mentions

    @property
    def file(self) -> Json | None:
        """How its encrypted attachment is read, where it has one."""
        return self.content.get("file")

    @property
    def filename(self) -> str:
        """What its attachment is called."""
        return str(self.content.get("filename", self.content.get("body", "")))


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An event that could not be decrypted, and what the client says about it."""

    room: str
    event_id: str
    sender: str
    reason: str


@dataclass(slots=True)
class Room:
    """A room as its state describes it to one member."""

    id: str
    membership: str = ""
    inviter: str = ""
    state: dict[tuple[str, str], Json] = field(default_factory=dict)

    @property
    def encrypted(self) -> bool:
        """Say whether it is encrypted."""
        return ENCRYPTION in self.state

    @property
    def name(self) -> str:
        """What it is called."""
        return str(self._says("m.room.name", "name"))

    @property
    def topic(self) -> str:
        """What it is about."""
        return str(self._says("m.room.topic", "topic"))

    @property
    def successor(self) -> str:
        """The room that it was replaced by; empty where it was not."""
        return str(self._says("m.room.tombstone", "replacement_room"))

    @property
    def members(self) -> Mapping[str, str]:
        """The membership of everybody who has or had one."""
        return {
            key: str(content.get("membership", ""))
            for (kind, key), content in self.state.items()
            if kind == "m.room.member"
        }

    @property
    def joined(self) -> list[str]:
        """Who is in it."""
        return [user_id for user_id, state in self.members.items() if state == "join"]

    def _says(self, kind: str, key: str) -> object:
        return self.state.get((kind, ""), {}).get(key, "")


class Transcript:
    """Everything that one client has been told, in order."""

    def __init__(self) -> None:
        self.rooms: dict[str, Room] = {}
        self.messages: list[Message] = []
        self.unreadable: dict[str, Unreadable] = {}
        self._by_id: dict[str, Message] = {}
        self._versions: dict[str, Message] = {}
        self._reads: dict[str, set[str]] = {}

    def room(self, room: str) -> Room:
        """Return a room, known or not."""
        return self.rooms.setdefault(room, Room(room))

    def find(self, event_id: str) -> Message | None:
        """Return the message of an event, or the one that the event is a version of."""
        return self._by_id.get(event_id) or self._versions.get(event_id)

    def is_told_state(self, room: str, events: Iterable[Json]) -> None:
        """Take state events, whole or stripped as those of an invitation."""
        known = self.room(room)
        for event in events:
            known.state[event["type"], event.get("state_key", "")] = event.get("content", {})

    def is_told(
        self, room: str, event: Json, kind: str, content: Json, *, encrypted: bool, signed: bool
    ) -> None:
        """Take an event that is no state; `kind` and `content` are what was decrypted."""
        self.unreadable.pop(event["event_id"], None)
        relates = content.get("m.relates_to") or event.get("content", {}).get("m.relates_to") or {}
        target = self.find(relates.get("event_id", ""))
        if kind == MESSAGE and relates.get("rel_type") == "m.replace":
            new = _version(event, content.get("m.new_content", {}), encrypted, signed)
            if target is not None and target.sender == event["sender"]:
                if event["event_id"] not in self._versions:
                    target.versions.append(new)
                self._versions[event["event_id"]] = target
        elif kind == REACTION:
            if target is not None:
                target.reactions.append((event["sender"], relates.get("key", "")))
        elif kind == "m.room.redaction":
            self._redact(event.get("redacts") or content.get("redacts", ""))
        elif kind == MESSAGE and content and event["event_id"] not in self._by_id:
            message = Message(
                room=room,
                event_id=event["event_id"],
                sender=event["sender"],
                kind=content.get("msgtype", ""),
                sent_ms=event.get("origin_server_ts", 0),
                content=content,
                versions=[_version(event, content, encrypted, signed)],
                reply_to=relates.get("m.in_reply_to", {}).get("event_id", ""),
                transaction=event.get("unsigned", {}).get("transaction_id", ""),
                read_by=self._reads.setdefault(event["event_id"], set()),
            )
            message.read_by.discard(message.sender)
            self.messages.append(message)
            self._by_id[message.event_id] = message

    def cannot_read(self, room: str, event: Json, reason: str) -> None:
        """Take an event that could not be decrypted."""
        event_id = event["event_id"]
        self.unreadable[event_id] = Unreadable(room, event_id, event["sender"], reason)

    def is_told_receipts(self, content: Mapping[str, Json]) -> None:
        """Take who has read what, threaded or not."""
        for event_id, kinds in content.items():
            known = self.find(event_id)
            readers = known.read_by if known else self._reads.setdefault(event_id, set())
            readers.update(kinds.get("m.read", {}))
            readers.discard(known.sender if known else "")

    def _redact(self, event_id: str) -> None:
        message = self.find(event_id)
        if message is None:
            return
        if event_id == message.event_id:
            message.redacted = True
        else:
            message.versions = [each for each in message.versions if each.event_id != event_id]


def _version(event: Json, content: Json, encrypted: bool, signed: bool) -> Version:
    return Version(
        event["event_id"],
        str(content.get("body", "")),
        str(content.get("formatted_body", "")),
        tuple(content.get("m.mentions", {}).get("user_ids", ())),
        encrypted,
        signed,
    )
