"""What is outside of the bot on a stage: its networks, and a database without power cuts."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import Connection

from bot.transports.base import Event, Later, Outcome, Receipt, Receive, Sent, Transport
from bot.transports.limits import UNLIMITED, Limits
from bot.words.message import Rendered
from protocol.parties import Channel
from storage.database import open_database
from storage.keys import KeyRing
from storage.server import PostgreSQL
from storage.sqlite import SQLite
from storage.work import Store, Work
from tests.statements import compiled_once

T = TypeVar("T")
REDELIVERED_AFTER = 5.0
LATER = Later(timedelta(seconds=30))


@dataclass
class Message:
    """A message in somebody's chat, as it looks now; `versions` is every look that it had."""

    at: datetime
    key: str
    versions: list[Rendered]

    @property
    def text(self) -> str:
        """Return its words."""
        return self.versions[-1].text

    @property
    def buttons(self) -> tuple[str, ...]:
        """Return what can be pressed under it."""
        return tuple(button.label for button in self.versions[-1].buttons)


class Silence:
    """The server accepts, and its answer never comes."""


@dataclass
class Network:
    """
    One channel: its server keeps what people did until the bot has taken it.

    `answers` says what the server answers for an address instead of accepting.
    """

    channel: Channel
    now: Callable[[], datetime]
    idempotent: bool = True
    works: bool = True
    limits: Limits = UNLIMITED
    chats: dict[str, list[Message]] = field(default_factory=dict)
    answers: dict[str, Outcome | Silence] = field(default_factory=dict)
    receipts: dict[str, list[Receipt]] = field(default_factory=dict)
    _waiting: deque[Event] = field(default_factory=deque)
    _bell: asyncio.Event = field(default_factory=asyncio.Event)

    async def send(
        self, address: str, message: Rendered, *, key: str, urgent: bool = False
    ) -> Outcome:
        """Accept a message, once under one key, or answer as scripted."""
        chat = self.chats.setdefault(address, [])
        again = sum(each.key.partition("#")[0] == key for each in chat)
        id = f"{key}#{again}" if again and not self.idempotent else key
        answer = self.answers.get(address, Sent(id))
        if isinstance(answer, Sent | Silence) and not (again and self.idempotent):
            chat.append(Message(self.now(), id, [message]))
        if isinstance(answer, Silence):
            await asyncio.Event().wait()
            raise AssertionError("unreachable")
        return answer

    async def edit(
        self, address: str, message_id: str, message: Rendered, *, key: str = ""
    ) -> Outcome:
        """Change a message in its place."""
        answer = self.answers.get(address)
        if answer is not None and not isinstance(answer, Silence):
            return answer
        found = next(each for each in self.chats[address] if each.key == message_id)
        found.versions.append(message)
        return Sent(message_id)

    async def run(self, receive: Receive) -> None:
        """Bring in what people did; what the bot could not take comes again."""
        while True:
            while self._waiting:
                event = self._waiting[0]
                receipt = await receive(event)
                self.receipts.setdefault(event.key, []).append(receipt)
                if receipt is Receipt.UNAVAILABLE:
                    await asyncio.sleep(REDELIVERED_AFTER)
                else:
                    self._waiting.popleft()
            self._bell.clear()
            await self._bell.wait()

    @property
    def busy(self) -> bool:
        """Say whether something is under way that takes real time: until then none passes."""
        return False

    def transport(self, store: Store) -> Transport:
        """Return what a process of the bot reaches this network by."""
        return self

    def enters(self, work: Work) -> None:
        """Give everybody an account, where the register gave none."""

    async def opens(self) -> None:
        """Begin."""

    async def closes(self) -> None:
        """End."""

    def body(self, work: Work, id: str) -> bytes:
        """Return the bytes of a file that somebody sees."""
        return work.attachments.body(id)

    def brings(self, event: Event) -> None:
        """Somebody did something."""
        self._waiting.append(event)
        self._bell.set()


class Everybody(Network):
    """A channel on which everybody of the register has an account of their own name."""

    def enters(self, work: Work) -> None:
        """See `Network`."""
        for officer in work.registry.everybody():
            work.registry.unbind(officer.id, Channel.CONSOLE)
            work.registry.bind(self.channel, officer.id, officer.id)


class Counted:
    """A database that counts what its threads have not finished: until then no time passes."""

    def __init__(self, database: SQLite | PostgreSQL) -> None:
        self.database = database
        self.pending = 0

    async def run(self, fn: Callable[[Connection], T]) -> T:
        """See `storage.database.Database.run`."""
        self.pending += 1
        try:
            return await self.database.run(fn)
        finally:
            self.pending -= 1

    async def close(self) -> None:
        """See `storage.database.Database.close`."""
        await self.database.close()


async def opened(url: str, ring: KeyRing) -> SQLite | PostgreSQL:
    """Open a database that survives the process, not the machine: no test cuts the power."""
    database = await open_database(url, lambda: ring)
    if isinstance(database, SQLite):
        compiled_once(database._engine)
        raw = database._connection
        await database._in_thread(lambda: raw._conn.execute("PRAGMA synchronous = OFF"))
    return database
