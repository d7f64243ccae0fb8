"""What goes wrong on order between the bot and its homeserver, for the next calls that fit."""

import asyncio
from dataclasses import dataclass, field
from enum import StrEnum

from tests.worlds.homeserver.calls import Call, Json


class Trouble(StrEnum):
    """How a call goes wrong."""

    RESETS = "resets"  # the connection is reset, nothing is done
    RESETS_AFTER = "resets_after"  # the connection is reset, although the server did it
    DEAF = "deaf"  # nothing is done, and nothing answered
    SILENT = "silent"  # done, never answered
    LATE = "late"  # done and answered after `seconds`
    SLOW = "slow"  # done at once, answered after `seconds`
    TOO_MANY = "too_many"  # 429, nothing is done; `seconds` is what it asks to wait
    FAILS = "fails"  # 5xx in `status`, nothing is done
    FAILS_AFTER = "fails_after"  # 5xx in `status`, although done
    ANSWERS = "answers"  # `status` and `answer`, nothing is done
    GARBAGE = "garbage"  # 200 with a web page, as from a gateway; nothing is done
    UNKNOWN_TOKEN = "unknown_token"  # 401; `soft` where only the token is gone, not the device
    HELD = "held"  # nothing is done until the test lets it go on; see Hold
    HELD_AFTER = "held_after"  # done, answered when the test lets it


# A GET or a PUT whose connection was reset aiohttp, and so nio, makes once more by itself: as many
# resets are needed before either tells that something went wrong.
AIOHTTP_TRIES = 2

# Whether the homeserver has done it before it goes wrong.
DONE_FIRST = {
    Trouble.RESETS_AFTER,
    Trouble.SILENT,
    Trouble.SLOW,
    Trouble.FAILS_AFTER,
    Trouble.HELD_AFTER,
}
# Of these the right answer comes in the end.
ANSWERED = {Trouble.LATE, Trouble.SLOW, Trouble.HELD, Trouble.HELD_AFTER}


@dataclass(slots=True)
class Fault:
    """A trouble for the next `times` calls; `endpoint`, `room`, `kind`, `query` narrow which."""

    trouble: Trouble
    times: int = 1
    endpoint: str = ""
    room: str = ""
    kind: str = ""
    skip: int = 0
    seconds: float = 1
    status: int = 502
    soft: bool = False
    answer: Json = field(default_factory=dict)
    struck: asyncio.Event = field(default_factory=asyncio.Event)
    over: asyncio.Event = field(default_factory=asyncio.Event)
    query: str = ""

    def concerns(self, call: Call) -> bool:
        """Say whether a call is one of those meant; without an endpoint, any but a sync."""
        if call.endpoint != (self.endpoint or call.endpoint):
            return False
        if not self.endpoint and call.endpoint == "sync":
            return False
        is_there = self.room in ("", call.room) and self.kind in ("", call.kind)
        return is_there and self.query in call.query

    def refusal(self) -> tuple[int, Json | str] | None:
        """Return the status and the answer that take the place of the server's, if any do."""
        match self.trouble:
            case Trouble.TOO_MANY:
                said = {"errcode": "M_LIMIT_EXCEEDED", "error": "Too Many Requests"}
                return 429, said | {"retry_after_ms": int(self.seconds * 1000)}
            case Trouble.FAILS | Trouble.FAILS_AFTER:
                return self.status, "<html><title>Bad Gateway</title></html>"
            case Trouble.ANSWERS:
                return self.status, self.answer
            case Trouble.GARBAGE:
                return 200, "<html><title>Please log in to the network</title></html>"
            case Trouble.UNKNOWN_TOKEN:
                said = {"errcode": "M_UNKNOWN_TOKEN", "error": "Invalid access token passed."}
                return 401, said | {"soft_logout": self.soft}
        return None

    async def reached(self, within: float = 60) -> None:
        """Return when a call has met it, and is done where the trouble comes after that."""
        async with asyncio.timeout(within):
            await self.struck.wait()

    def ends(self) -> None:
        """Let those go on that were held, and strike nobody any more."""
        self.times = 0
        self.over.set()


class Faults:
    """What was ordered and has not happened yet, in order."""

    def __init__(self) -> None:
        self.ordered: list[Fault] = []
        self.happened: list[tuple[Trouble, str]] = []

    def order(
        self,
        trouble: Trouble | str,
        endpoint: str = "",
        *,
        times: int = 1,
        room: str = "",
        kind: str = "",
        skip: int = 0,
        seconds: float = 1,
        status: int = 502,
        soft: bool = False,
        answer: Json | None = None,
        query: str = "",
    ) -> Fault:
        """Let the next `times` calls that fit go wrong; `skip` lets some pass before."""
        fault = Fault(
            Trouble(trouble), times, endpoint, room, kind, skip, seconds, status, soft, answer or {}
        )
        fault.query = query
        self.ordered.append(fault)
        return fault

    def clear(self) -> None:
        """Let everything work again; those that are held go on."""
        for fault in self.ordered:
            fault.ends()
        self.ordered.clear()

    def strike(self, call: Call) -> Fault | None:
        """Return the fault that this call meets, and count it."""
        for fault in self.ordered:
            if fault.times <= 0 or not fault.concerns(call):
                continue
            if fault.skip:
                fault.skip -= 1
                continue
            fault.times -= 1
            if fault.times <= 0 and fault.trouble not in (Trouble.HELD, Trouble.HELD_AFTER):
                self.ordered.remove(fault)
            self.happened.append((fault.trouble, call.endpoint))
            return fault
        return None
