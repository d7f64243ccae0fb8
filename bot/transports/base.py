"""What every transport does: takes a message and says how that ended; brings in events."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Protocol, TypeAlias, runtime_checkable

from bot.transports.limits import Limits
from bot.words.message import Rendered
from handlers.chat import one_time_codes
from handlers.chat.events import Incoming
from handlers.people.enrolment import said_code
from protocol.parties import Channel
from storage.files import Damaged
from storage.keys import Destroyed


@dataclass(frozen=True, slots=True)
class Sent:
    """The server accepted it."""

    message_id: str


@dataclass(frozen=True, slots=True)
class Later:
    """
    The server did not accept it and says so; again after `after`.

    `paced`: the limits of the channel know when, for all that waits; the first of it goes first.
    """

    after: timedelta = timedelta()
    paced: bool = False


@dataclass(frozen=True, slots=True)
class Unknown:
    """It may have arrived."""


@dataclass(frozen=True, slots=True)
class Never:
    """It cannot arrive at this address."""

    why: str


Outcome: TypeAlias = Sent | Later | Unknown | Never


@dataclass(frozen=True, slots=True)
class Event:
    """
    Something that came in. `key` is the transport's own id of it: a repetition has the same.

    `once` is what only one event can have, where its author has signed that: another event that
    brings it is a replay. `cursor` stands behind the event in its server's order: it is kept in
    the transaction that stores the event.
    """

    channel: Channel
    address: str
    key: str
    incoming: Incoming
    once: str = ""
    cursor: str | None = None


class Receipt(StrEnum):
    """
    What became of an event. Only UNAVAILABLE may be delivered again.

    ANSWER is stored too: it looks like a code, and answers a question that asks for a number.
    """

    STORED = "stored"
    ANSWER = "answer"
    REPEATED = "repeated"
    REPLAYED = "replayed"
    REFUSED = "refused"
    STRANGER = "stranger"
    UNAVAILABLE = "unavailable"


# Name, type and bytes of an attachment. Raises: StorageFailed, and what `LOST` names.
Attachments: TypeAlias = Callable[[str], Awaitable[tuple[str, str, bytes]]]
# What is said at an address in the place of an attachment that is lost. Raises: StorageFailed.
Excuse: TypeAlias = Callable[[str, str], Awaitable[str]]
LOST = (LookupError, Destroyed, Damaged, OSError)

# What of an officer's message has become a row of the inbox.
ENTERED = frozenset({Receipt.STORED, Receipt.ANSWER, Receipt.REPEATED})

# Takes note of the `Date` of a server's answer; None where it has none.
NoteDate: TypeAlias = Callable[[str | None], None]

Receive: TypeAlias = Callable[[Event], Awaitable[Receipt]]
# Says whether somebody at this address is listened to. Raises: StorageFailed.
Knows: TypeAlias = Callable[[str], Awaitable[bool]]


def ignore_date(_: str | None) -> None:
    """Take no note of it: for a server whose clock nobody compares."""


def is_code(text: str, receipt: Receipt) -> bool:
    """Say whether a text was a one-time code, which is taken out of the chat where that goes."""
    if receipt not in ENTERED or receipt is Receipt.ANSWER:
        return False
    return said_code(text) is not None or one_time_codes.said(text) is not None


class Transport(Protocol):
    """
    One channel. `idempotent` says whether a message sent twice under one key arrives once.
    """

    channel: Channel
    idempotent: bool

    @property
    def limits(self) -> Limits:
        """Return what it lets pass: asked before a message is leased, and told of each that is."""
        ...

    @property
    def works(self) -> bool:
        """Say whether its server has been heard of late."""
        ...

    async def send(
        self, address: str, message: Rendered, *, key: str, urgent: bool = False
    ) -> Outcome:
        """
        Send a message; never raises for what the network does.

        `urgent` is an alarm: it goes first where messages have to wait for each other.
        """
        ...

    async def edit(
        self, address: str, message_id: str, message: Rendered, *, key: str = ""
    ) -> Outcome:
        """Change a message that was sent; under one key only once."""
        ...

    async def run(self, receive: Receive) -> None:
        """Bring in events until cancelled, each confirmed to its server after `receive`."""
        ...


def cursor_of(channel: Channel) -> str:
    """Return under which name is kept how far a channel has been heard."""
    return f"cursor/{channel}"


@runtime_checkable
class Expecting(Protocol):
    """A transport whose alarms wait for something that can begin before they are made."""

    def expect(self, address: str) -> None:
        """
        Begin what an alarm to this address would wait for: it is being written down.

        Not each of them is sent. Never waits, never raises.
        """
        ...
