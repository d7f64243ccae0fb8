"""A private room as the bot makes it, and whether it is still so."""

from bot.transports.matrix.signatures import Json
from bot.transports.matrix.state import MEGOLM, State
from bot.transports.trouble import Trouble

# Only the bot invites, removes and changes; whoever was invited may write.
_OURS_ALONE = {"invite": 100, "kick": 100, "ban": 100, "redact": 100, "state_default": 100}
_MADE_WITH: tuple[tuple[str, Json], ...] = (
    ("m.room.encryption", {"algorithm": MEGOLM}),
    ("m.room.history_visibility", {"history_visibility": "joined"}),
    ("m.room.guest_access", {"guest_access": "forbidden"}),
)


def creation_for(address: str, name: str) -> Json:
    """Return what the homeserver is asked for: a room of that name, for one reader."""
    return {
        "preset": "private_chat",
        "is_direct": True,
        "invite": [address],
        "name": name,
        "initial_state": [
            {"type": type, "state_key": "", "content": content} for type, content in _MADE_WITH
        ],
        "power_level_content_override": _OURS_ALONE,
    }


def is_unchanged(state: State, address: str, me: str) -> bool:
    """Say whether a room is one that the bot has made for `address`, and nobody has touched."""
    return (
        state.maker == me
        and state.algorithm == MEGOLM
        and not state.replaced
        and state.present() == {me, address}
    )


def trouble_in(state: State, address: str, me: str) -> Trouble | None:
    """Return why nothing may be sent into a room of `address`; None where it is as it was made."""
    if state.algorithm != MEGOLM:
        return Trouble.UNENCRYPTED
    if state.present() - {me, address}:
        return Trouble.INTRUDER
    if state.members.get(address) != "join":
        return Trouble.NOT_JOINED
    return None
