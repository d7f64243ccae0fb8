"""What every transport does: takes a message and says how that ended; brings in events."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Protocol, TypeAlias

from bot.rendering import Rendered
from handlers.incoming import Incoming
from protocol.parties import Channel


@dataclass(frozen=True, slots=True)
class Sent:
    """The server accepted it."""

    message_id: str


@dataclass(frozen=True, slots=True)
class Later:
    """The server did not accept it and says so; again after `after`."""

    after: timedelta = timedelta()


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
    """

    channel: Channel
    address: str
    key: str
    incoming: Incoming


class Receipt(StrEnum):
    """What became of an event. Only UNAVAILABLE may be delivered again."""

    STORED = "stored"
    REPEATED = "repeated"
    REFUSED = "refused"
    STRANGER = "stranger"
    UNAVAILABLE = "unavailable"


Receive: TypeAlias = Callable[[Event], Awaitable[Receipt]]


class Transport(Protocol):
    """
    One channel. `idempotent` says whether a message sent twice under one key arrives once.
    """

    channel: Channel
    idempotent: bool

    async def send(
        self, address: str, message: Rendered, *, key: str, urgent: bool = False
    ) -> Outcome:
        """
        Send a message; never raises for what the network does.

        `urgent` is an alarm: it goes first where messages have to wait for each other.
        """
        ...

    async def edit(self, address: str, message_id: str, message: Rendered) -> Outcome:
        """Change a message that was sent."""
        ...

    async def run(self, receive: Receive) -> None:
        """Bring in events until cancelled, each confirmed to its server after `receive`."""
        ...
