"""What the state events of a room say: who is in it, and how it is encrypted."""

from dataclasses import dataclass, field

from bot.transports.matrix.signatures import Json

MEGOLM = "m.megolm.v1.aes-sha2"


@dataclass(slots=True)
class State:
    """What the state events of a room say."""

    algorithm: str | None = None
    maker: str | None = None
    members: dict[str, str] = field(default_factory=dict)
    replaced: bool = False

    def take(self, event: Json) -> None:
        """Take in a state event."""
        content = event.get("content")
        content = content if isinstance(content, dict) else {}
        match event.get("type"):
            case "m.room.create":
                self.maker = str(event.get("sender"))
            case "m.room.encryption":
                self.algorithm = str(content.get("algorithm", ""))
            case "m.room.member":
                self.members[str(event.get("state_key"))] = str(content.get("membership"))
            case "m.room.tombstone":
                self.replaced = True

    def present(self) -> set[str]:
        """Return who is in the room, or invited into it."""
        return {who for who, how in self.members.items() if how in ("join", "invite")}
