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
    # Who was in it at any time: they have not declined, they have left.
    been: set[str] = field(default_factory=set)

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
                who, how = str(event.get("state_key")), str(content.get("membership"))
                self.members[who] = how
                if "join" in (how, _before(event)):
                    self.been.add(who)
            case "m.room.tombstone":
                self.replaced = True

    def present(self) -> set[str]:
        """Return who is in the room, or invited into it."""
        return {who for who, how in self.members.items() if how in ("join", "invite")}


def _before(event: Json) -> str | None:
    """Return what a membership was before, where the server says so."""
    unsigned = event.get("unsigned")
    content = unsigned.get("prev_content") if isinstance(unsigned, dict) else None
    return content.get("membership") if isinstance(content, dict) else None


def inviter(invite: Json, me: str) -> str | None:
    """Return who has invited `me`, as far as an invitation says."""
    stripped = invite.get("invite_state", {}).get("events", [])
    members = (
        each for each in stripped if isinstance(each, dict) and each.get("type") == "m.room.member"
    )
    return next((str(each.get("sender")) for each in members if each.get("state_key") == me), None)
