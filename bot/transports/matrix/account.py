"""What the Matrix transport asks of the host."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from bot.clock.clocks import Clock
from bot.transports.base import Attachments, Excuse, Knows, NoteDate, ignore_date
from bot.transports.heard import NoteHeard, NoteReturned, NoteSilent
from bot.transports.matrix.signatures import Identity
from bot.transports.matrix.verifying.asking import Comparing
from storage.rooms import Room


@dataclass(frozen=True, slots=True)
class Host:
    """
    What the transport asks of the host; each call is a transaction. Raises: StorageFailed.

    `place` notes the room of an address, `pin` the master key to which it is bound.
    `those_who_serve` are the addresses that have to have a room, `those_admitted` those that may.
    `note_new_key` is told an address and its new master key, which from then on is the one it has,
    `note_unsigned` an address that has a device its owner has not signed, `note_read` the newest
    event that the owner of an address has read. `stranger` are the words for an address and
    its master key where nobody is known, or a message was not read; None when they were said today.
    `newest` are the ids of the messages that were sent last, within a day, the newest first.
    """

    attachments: Attachments
    excuse: Excuse
    knows: Knows
    rooms: Callable[[], Awaitable[Mapping[str, Room]]]
    place: Callable[[str, str | None], Awaitable[None]]
    pin: Callable[[str, str], Awaitable[None]]
    forget: Callable[[str], Awaitable[None]]
    those_who_serve: Callable[[], Awaitable[frozenset[str]]]
    those_admitted: Callable[[], Awaitable[frozenset[str]]]
    cursor: Callable[[], Awaitable[str | None]]
    keep_cursor: Callable[[str], Awaitable[None]]
    note_new_key: Callable[[str, str], Awaitable[None]]
    note_unsigned: Callable[[str, str], Awaitable[None]]
    note_read: Callable[[str, str], Awaitable[None]]
    note_heard: NoteHeard
    note_silent: NoteSilent
    note_returned: NoteReturned
    stranger: Callable[[str, str, bool], Awaitable[str | None]]
    comparing: Comparing
    newest: Callable[[], Awaitable[Sequence[str]]]
    room_name: str
    clock: Clock
    note_date: NoteDate = ignore_date


@dataclass(frozen=True, slots=True)
class Account:
    """
    The bot's account and this device of it: what `nabat matrix setup` has made.

    `made_ms`: when, in milliseconds of the homeserver's clock; what is older was not for it.
    """

    user: str
    device: str
    made_ms: int
    token: str = field(repr=False)
    pickle_key: str = field(repr=False)
    identity: Identity = field(repr=False)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How long a sync lasts, how long is waited after what goes wrong, how often is looked."""

    sync: timedelta = timedelta(seconds=25)
    again: timedelta = timedelta(seconds=1)
    longest: timedelta = timedelta(seconds=30)
    # Between two looks for officers without a room; between two notes that the server is heard.
    look: timedelta = timedelta(seconds=15)
    note: timedelta = timedelta(seconds=30)
    # Before somebody who has declined is invited anew.
    declined: timedelta = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Place:
    """
    Where the homeserver is, who the bot is there, where its keys and its state of health lie.

    With a password an expired token is replaced by the bot itself; a lost device too, where `keep`
    takes a new account.
    """

    homeserver: str
    account: Account
    store: Path
    password: str = field(default="", repr=False)
    # Keeps who the bot is from now on. Raises: OSError, KeyRingError.
    keep: Callable[[Account], None] | None = None
    rhythm: Rhythm = field(default_factory=Rhythm)
    health_file: Path | None = None
