"""The Telegram transport before a server of the tests, with a host that is easy to look into."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from bot.clock.clocks import Clock
from bot.transports.base import Event, Receipt, Receive
from bot.transports.telegram.budget import Pacing
from bot.transports.telegram.http import Patience
from bot.transports.telegram.menu import Menu
from bot.transports.telegram.rhythm import Rhythm
from bot.transports.telegram.transport import Host, Place, Telegram
from bot.transports.telegram.webhook import Endpoint
from bot.words.message import Button, Rendered
from tests.worlds.botapi.server import BotAPI

UNHURRIED = Pacing(per_second=10_000, alarm_reserve=1, per_chat=timedelta())
IMPATIENT = Patience(connect=0.5, read=0.5, upload=0.5)
QUICK = Rhythm(
    poll=timedelta(seconds=5),
    glance=timedelta(milliseconds=20),
    note=timedelta(milliseconds=50),
    look=timedelta(milliseconds=20),
    ending=timedelta(milliseconds=50),
    storage_again=timedelta(milliseconds=20),
    again=timedelta(milliseconds=20),
    longest=timedelta(milliseconds=100),
)
SOON = 60.0
SECRET = "s3cret-of-the-webhook"


@dataclass
class Inbox:
    """What came in, and what is answered to it: `answers` first, then STORED."""

    events: list[Event] = field(default_factory=list)
    answers: list[Receipt] = field(default_factory=list)
    strangers: set[str] = field(default_factory=set)

    async def receive(self, event: Event) -> Receipt:
        """Take an event in; see `bot.inbox.Inbox.receive`."""
        receipt = self.answers.pop(0) if self.answers else Receipt.STORED
        if event.address in self.strangers:
            receipt = Receipt.STRANGER
        if receipt is not Receipt.UNAVAILABLE:
            self.events.append(event)
        return receipt


@dataclass
class Desk:
    """A transport, its server, and what the host gives it."""

    api: BotAPI
    clock: Clock
    inbox: Inbox = field(default_factory=Inbox)
    attachments: dict[str, tuple[str, str, bytes]] = field(default_factory=dict)
    menus: dict[str, Menu] = field(default_factory=dict)
    heard_at: list[datetime] = field(default_factory=list)
    missed: list[datetime] = field(default_factory=list)
    returned: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    greeted: list[tuple[str, date]] = field(default_factory=list)
    place: Place = field(init=False)

    def __post_init__(self) -> None:
        self.place = Place(self.api.token, self.api.address, UNHURRIED, IMPATIENT, QUICK)
        self.telegram = self.made()

    def made(self, **changes: object) -> Telegram:
        """Return a new transport, as after a restart."""
        self.place = replace(self.place, **changes)  # type: ignore[arg-type]
        host = Host(
            attachments=self._attachment,
            excuse=self._unopened,
            knows=self._knows,
            note_heard=self._hears,
            note_silent=self._misses,
            note_returned=self._welcomes,
            stranger=lambda lang: f"stranger {lang}".strip(),
            greets=self._greets,
            menus=self._menus,
            keep_name=self._named,
            clock=self.clock,
        )
        self.telegram = Telegram(self.place, host)
        return self.telegram

    @contextlib.asynccontextmanager
    async def runs(self, receive: Receive | None = None) -> AsyncIterator[None]:
        """Let the transport run while the block does."""
        running = asyncio.create_task(self.telegram.run(receive or self.inbox.receive))
        try:
            yield
            if running.done():
                running.result()
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)

    async def _greets(self, address: str) -> bool:
        told = (address, self.clock().date())
        self.greeted.append(told)
        return self.greeted.count(told) == 1

    async def _named(self, name: str) -> None:
        self.names.append(name)

    async def _attachment(self, id: str) -> tuple[str, str, bytes]:
        return self.attachments[id]

    async def _unopened(self, address: str, id: str) -> str:
        return f"unopened {address} {id}"

    async def _knows(self, address: str) -> bool:
        return address not in self.inbox.strangers

    async def _misses(self, since: datetime) -> None:
        self.missed.append(since)

    async def _welcomes(self, address: str) -> None:
        self.returned.append(address)

    async def _hears(self) -> None:
        self.heard_at.append(self.clock())

    async def _menus(self) -> Mapping[str, Menu]:
        return dict(self.menus)


@contextlib.contextmanager
def held_port() -> Iterator[int]:
    """Hold a port without listening: whoever is told may listen there, and nobody else gets it."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]


def endpoint_at(port: int) -> Endpoint:
    """Return where a webhook listens at a port of this machine."""
    return Endpoint(f"http://127.0.0.1:{port}/hook", "127.0.0.1", port, SECRET)


async def until(holds: Callable[[], object]) -> None:
    """Return when something holds that others bring about."""
    async with asyncio.timeout(SOON):
        while not holds():  # noqa: ASYNC110 (whatever it looks at rings no bell)
            await asyncio.sleep(0.005)


async def quiet(desk: Desk) -> None:
    """Return when the server has nothing more that the transport has not confirmed."""
    await until(lambda: desk.api.telegram.updates.pending() == 0)


def pressed(label: str, offer: str, number: int = 1) -> Button:
    """Return a button."""
    return Button(offer, number, label)


def says(text: str, *buttons: Button, files: tuple[str, ...] = ()) -> Rendered:
    """Return a message."""
    return Rendered(text, buttons, files)
