"""What stands in the way of a channel, of everybody or of one chat."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeAlias

# An address: a number on Telegram, a user id on Matrix; 0 is none.
Chat: TypeAlias = int | str


class Trouble(StrEnum):
    """What stands in the way of all updates, or of one chat."""

    UNAUTHORIZED = "unauthorized"
    CONFLICT = "conflict"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    # With a webhook only:
    UNDELIVERED = "undelivered"
    NOT_LISTENING = "not_listening"
    # An officer's chat:
    BLOCKED = "blocked"
    DEACTIVATED = "deactivated"
    NEVER_STARTED = "never_started"
    MOVED = "moved"
    BARRED = "barred"
    # A group that no officer writes from:
    MIGRATED = "migrated"
    # With Matrix only, an officer's room:
    NOT_JOINED = "not_joined"
    INTRUDER = "intruder"
    UNENCRYPTED = "unencrypted"
    UNSIGNED = "unsigned"
    CHANGED = "changed"
    # With Matrix only, what a homeserver did that none may do:
    PLAINTEXT = "plaintext"
    REPLAYED = "replayed"
    MISMATCHED = "mismatched"
    # With Matrix only, the address that was configured:
    REDIRECTED = "redirected"
    NO_HOMESERVER = "no_homeserver"
    # With Matrix only, the bot's own log-in and device:
    PASSWORD = "password"
    NO_PASSWORD_LOGIN = "no_password_login"
    DEVICE_GONE = "device_gone"
    NOT_VOUCHED = "not_vouched"
    # What was mended by itself, and is to be known:
    RENEWED = "renewed"
    IMPOSTOR = "impostor"
    IDENTITY_RESET = "identity_reset"
    # What may have been lost, of everybody or of one officer:
    FORGOTTEN = "forgotten"
    MISSED = "missed"
    UNDECRYPTED = "undecrypted"
    # With Matrix only: it takes fewer messages than alarms have to be sent.
    SLOW = "slow"


# With these the channel is ready all the same. What keeps polls from succeeding counts once it has
# lasted for so long that the last poll is too old.
TOLERATED = frozenset(
    {
        Trouble.UNREACHABLE,
        Trouble.REDIRECTED,
        Trouble.NO_HOMESERVER,
        Trouble.MIGRATED,
        Trouble.RENEWED,
        Trouble.UNDECRYPTED,
    }
)
INCIDENTS = frozenset(
    {
        Trouble.PLAINTEXT,
        Trouble.REPLAYED,
        Trouble.CHANGED,
        Trouble.MISMATCHED,
        Trouble.RENEWED,
        Trouble.IMPOSTOR,
        Trouble.IDENTITY_RESET,
        Trouble.FORGOTTEN,
        Trouble.MISSED,
        Trouble.UNDECRYPTED,
    }
)


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something in the way. `chat` is 0 for what concerns all; `detail` is the server's word."""

    trouble: Trouble
    since: datetime
    chat: Chat = 0
    detail: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return what stands in the file."""
        return {
            "trouble": self.trouble,
            "since": self.since.isoformat(),
            "chat": self.chat,
            "detail": self.detail,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Obstacle":
        """
        Return what stood in the file.

        Raises: ValueError, LookupError or TypeError when it is none of ours.
        """
        return cls(
            Trouble(stored["trouble"]),
            datetime.fromisoformat(stored["since"]),
            stored["chat"],
            str(stored["detail"]),
        )
