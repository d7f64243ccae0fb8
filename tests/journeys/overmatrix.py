"""
Matrix as a network of a stage: the real transport, a real homeserver, encrypted rooms.

The homeserver and everybody's client take real time. No virtual time passes while a call of the
bot is under way, while somebody does something, and until the bot has taken what was done; a sync
that waits for what comes is nothing under way.
"""

import asyncio
import itertools
import re
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import unquote

import pytest

from bot.clock.clocks import wall
from bot.transports.base import Event, Outcome, Receipt, Receive, Sent
from bot.transports.matrix.account import Account, Host, Place, Rhythm
from bot.transports.matrix.setup import set_up
from bot.transports.matrix.transport import Matrix
from bot.transports.matrix.wiring import host
from bot.words.message import Button, Rendered
from handlers.chat.events import Attached, Incoming, Pressed, Said
from protocol.parties import Channel
from storage.keys import KeyRing
from storage.work import Store, Work
from tests.journeys import outside, stage
from tests.worlds.homeserver.client import Client
from tests.worlds.homeserver.environment import missing_olm
from tests.worlds.homeserver.server import Homeserver
from tests.worlds.homeserver.transcript import Message as AtClient

T = TypeVar("T")

# Where each journey is told.
NETWORKS = (Channel.CONSOLE, Channel.TELEGRAM)
# A sync ends when something has come: time does not pass by waiting here.
FOR_EVER = timedelta(days=3650)
# Nothing under way is waited for longer than so many real seconds: then the test sees what is.
PATIENCE = 20.0
GLANCE = 0.005
SENDS = "/send/m.room.encrypted/"
FILES = frozenset({"m.file", "m.image"})
# Before the lines of a quotation, for clients that show no HTML.
BAR = re.compile("^│ ", re.MULTILINE)
CHOICE = re.compile(r"(\d+)\. (.+)")
_NUMBERS = itertools.count(1)


def over_matrix(*who: str, also: Sequence[Channel] = NETWORKS) -> pytest.MarkDecorator:
    """Tell a journey over Matrix too; these have accounts there, and nobody else is reached."""
    everywhere = (*also, pytest.param(who, id=str(Channel.MATRIX)))
    return pytest.mark.parametrize("stage", everywhere, indirect=True, ids=str)


def on_matrix(
    url: str, ring: KeyRing, homeserver: Homeserver, who: tuple[str, ...]
) -> Iterator[stage.Stage]:
    """Open a stage on which these have accounts."""
    network = partial(OverMatrix, homeserver=homeserver, who=who)
    with stage.Stage(url, ring, channels=(Channel.MATRIX,), network=network) as opened:
        yield opened


def choices(body: str) -> tuple[str, Sequence[tuple[int, str]]]:
    """Return the words and the numbered choices of a message, as a person tells them apart."""
    words, _, last = body.rpartition("\n\n")
    found = [CHOICE.fullmatch(line) for line in last.split("\n")]
    if not words or not all(found):
        return body, ()
    return words, [(int(each[1]), each[2]) for each in found if each]


class OverMatrix(outside.Network):
    """See `tests.journeys.outside.Network`; what people do, they do in encrypted rooms."""

    def __init__(
        self,
        channel: Channel,
        now: Callable[[], datetime],
        homeserver: Homeserver,
        who: Sequence[str],
    ) -> None:
        super().__init__(channel, now)
        self.answers = _Unscripted()
        self.homeserver = homeserver
        self.people: dict[str, Client] = {}
        self._who = who
        self._folder = tempfile.TemporaryDirectory(prefix="nabat-matrix-")
        self._account: Account
        self._loop: asyncio.AbstractEventLoop
        self._rooms: dict[str, str] = {}
        self._acts: list[asyncio.Task[None]] = []
        self._brought: set[str] = set()
        self._presses = 0
        self._begun: dict[object, float] = {}
        self._untaken: dict[str, float] = {}
        self._events: dict[str, str] = {}
        self._taken: dict[str, list[Receipt]] = {}
        self._sent: dict[str, list[str]] = {}
        self._notes: dict[str, tuple[str, datetime]] = {}
        self._files: dict[str, bytes] = {}
        self.runs = False

    # See `tests.journeys.outside.Network`

    async def opens(self) -> None:
        """Give the bot and everybody an account, and log them in."""
        self._loop = asyncio.get_running_loop()
        with self.working():
            await self.homeserver.start()
            await self._sets_up()
            await asyncio.gather(*(self._arrives(who) for who in self._who))

    async def closes(self) -> None:
        """Log nobody out."""
        with self.working():
            await asyncio.gather(*(each.closes() for each in self.people.values()))
        self._folder.cleanup()

    def enters(self, work: Work) -> None:
        """Bind the accounts; nobody has others."""
        for officer in work.registry.everybody():
            work.registry.unbind(officer.id)
        for who in self._who:
            work.registry.bind(Channel.MATRIX, self.people[who].user_id, who)

    def transport(self, store: Store) -> "_Noting":
        """Return the transport of one process."""
        rhythm = Rhythm(sync=FOR_EVER, look=FOR_EVER, note=FOR_EVER)
        keys = Path(self._folder.name, "keys")
        place = Place(self.homeserver.address, self._account, keys, rhythm=rhythm)
        return _Noting(place, host(store, stage.texts(), self.now), self)

    def brings(self, event: Event) -> None:
        """Somebody does something, in their room."""
        if event.key in self._brought:
            pytest.skip("a client says nothing twice under one id")
        self._brought.add(event.key)
        self._acts.append(self._loop.create_task(self._does(event)))

    def body(self, work: Work, id: str) -> bytes:
        """Return the bytes of a file that somebody sees."""
        return self._files[id]

    @property
    def busy(self) -> bool:
        """See `tests.journeys.outside.Network`."""
        waited_for = [*self._begun.values(), *(self._untaken.values() if self.runs else ())]
        return any(time.monotonic() - since < PATIENCE for since in waited_for)

    @property
    def receipts(self) -> dict[str, list[Receipt]]:
        """Return what became of what people did."""
        return {key: self._taken[id] for key, id in self._events.items() if id in self._taken}

    @receipts.setter
    def receipts(self, _: object) -> None:
        """Nothing is put there: it is noted as it happens."""

    @property
    def chats(self) -> dict[str, list[outside.Message]]:
        """Return what everybody sees of the bot; a file belongs to the message before it."""
        self.catches_up()
        return {who: seen for who in self.people if (seen := self._chat(who))}

    @chats.setter
    def chats(self, _: object) -> None:
        """Nothing is put there: everybody's client has them."""

    # What the transport tells

    @contextmanager
    def working(self) -> Iterator[None]:
        """Let no time pass meanwhile."""
        token = object()
        self._begun[token] = time.monotonic()
        try:
            yield
        finally:
            del self._begun[token]

    def took(self, id: str, receipt: Receipt) -> None:
        """Note what became of an event."""
        self._taken.setdefault(id, []).append(receipt)
        if receipt is not Receipt.UNAVAILABLE:
            self._untaken.pop(id, None)

    def sent(self, room: str, id: str) -> None:
        """Note that the homeserver has taken an event of the bot."""
        self._sent.setdefault(room, []).append(id)

    def noted(self, message_id: str, key: str, at: datetime) -> None:
        """Note under which key a message was sent, and when."""
        for id in message_id.partition("|")[2].split(","):
            self._notes[id] = (key, at)

    async def everybody_enters(self, transport: Matrix) -> None:
        """Let everybody accept the bot's invitation, and the bot know of it."""
        with self.working():
            await asyncio.gather(*(self._enters(who) for who in self._who))
            while transport.health.barred_chats() or not transport._rooms.synced:
                await asyncio.to_thread(time.sleep, GLANCE)

    # What people see

    def catches_up(self) -> None:
        """Let everybody's client show what the bot has sent until now."""
        for act in self._acts:
            if act.done():
                act.result()
        if any(self._unseen(who) for who in self._rooms):
            self._loop.run_until_complete(self._catch_up())

    async def _catch_up(self) -> None:
        with self.working():
            await asyncio.gather(*(self._looks(who) for who in self._rooms))

    async def _looks(self, who: str) -> None:
        person = self.people[who]
        until = time.monotonic() + PATIENCE / 2
        while missing := self._unseen(who):
            assert time.monotonic() < until, f"{who} never saw {missing} {person.unreadable}"
            await person.comes(1)
        for message in person.said_by(self._account.user):
            if message.kind in FILES and message.event_id not in self._files:
                self._files[message.event_id] = await person.opens(message)

    def _unseen(self, who: str) -> list[str]:
        find = self.people[who].transcript.find
        return [id for id in self._sent.get(self._rooms[who], ()) if find(id) is None]

    def _chat(self, who: str) -> list[outside.Message]:
        seen = list[outside.Message]()
        for message in self.people[who].said_by(self._account.user):
            if message.kind in FILES and seen:
                seen[-1].files += (message.event_id,)  # type: ignore[attr-defined]
            else:
                key, at = self._notes.get(message.event_id, ("", self.now()))
                seen.append(_Seen(message, key, at, self))
        return seen

    def _message(self, who: str, key: str) -> AtClient:
        """Return the first message that somebody has under a key."""
        said = self.people[who].said_by(self._account.user)
        return next(each for each in said if self._notes.get(each.event_id, ("",))[0] == key)

    # What people do

    async def _sets_up(self) -> None:
        account = await self.homeserver.register(f"staged-nabat-{next(_NUMBERS)}")
        made: list[Account] = []
        await set_up(
            self.homeserver.address,
            account.user_id,
            account.password,
            store=Path(self._folder.name, "keys"),
            before=None,
            now=wall(),
            keep=made.append,
        )
        (self._account,) = made

    async def _arrives(self, who: str) -> Client:
        account = await self.homeserver.register(f"staged-{who}-{next(_NUMBERS)}")
        person: Client = await _client().logs_in(self.homeserver.address, account)
        self.people[who] = person
        return person

    async def _enters(self, who: str) -> None:
        if who not in self._rooms:
            self._rooms[who] = await self.people[who].accepts(by=self._account.user)

    async def _does(self, event: Event) -> None:
        who = event.address
        with self.working():
            if who not in self.people:
                # A stranger, who has to invite the bot, and gets a room of its own.
                stranger = await self._arrives(who)
                await stranger.makes_room(self._account.user)
            await self._enters(who)
            id = await self._act(who, event.incoming)
            self._events[event.key] = id
            if id not in self._taken:
                self._untaken[id] = time.monotonic()

    async def _act(self, who: str, incoming: Incoming) -> str:
        person, room = self.people[who], self._rooms[who]
        match incoming:
            case Said(text, answers) if answers:
                return await person.replies(self._message(who, answers), text, quotes=True)
            case Said(text):
                return await person.says(room, text)
            case Pressed(offer):
                event_id, _, number = offer.partition(" ")
                self._presses += 1
                message = person.transcript.find(event_id)
                if message is None:
                    pytest.skip("a number that is typed presses no button of somebody else's")
                if self._presses % 2:
                    return await person.says(room, number)
                return await person.replies(message, number)
            case Attached(text, (file,)):
                photo = file.name == stage.PHOTO_NAME
                return await person.sends_file(
                    room,
                    file.body,
                    file.name,
                    mime="image/jpeg" if photo else "application/octet-stream",
                    kind="m.image" if photo else "m.file",
                    caption=text,
                )
            case _:
                raise NotImplementedError(incoming)


class _Unscripted(dict[str, Outcome | outside.Silence]):
    def __setitem__(self, who: str, answer: Outcome | outside.Silence) -> None:
        pytest.skip("a real homeserver is not told what to answer")


class _Seen(outside.Message):
    """A message as its reader's client shows it, whenever it is looked at."""

    def __init__(self, message: AtClient, key: str, at: datetime, network: OverMatrix) -> None:
        self._message = message
        self._network = network
        self.files: tuple[str, ...] = ()
        super().__init__(at, key, [])

    @property
    def versions(self) -> list[Rendered]:
        """Return every look that it had."""
        self._network.catches_up()
        message = self._message
        assert message.encrypted, "it came in clear"
        assert message.signed, "nobody vouches for the device that wrote it"
        return [
            Rendered(*_read(each.body, message.event_id), self.files) for each in message.versions
        ]

    @versions.setter
    def versions(self, _: object) -> None:
        """Nothing is put there: the client has them."""


class _Noting(Matrix):
    """The transport, which also tells the stage what it is at, what it took in and sent."""

    def __init__(self, place: Place, asked: Host, network: OverMatrix) -> None:
        super().__init__(place, asked)
        self._network = network
        server = self._server
        called = server.call

        async def call(method: str, path: str, body: Any = None, **more: Any) -> Any:
            if "timeout" in (more.get("query") or ()):
                return await called(method, path, body, **more)
            with network.working():
                answer = await called(method, path, body, **more)
            if SENDS in path:
                network.sent(_room_of(path), answer["event_id"])
            return answer

        server.call = call  # type: ignore[method-assign]
        server.upload = self._counted(server.upload)  # type: ignore[method-assign, assignment]
        server.download = self._counted(server.download)  # type: ignore[method-assign, assignment]

    async def send(
        self, address: str, message: Rendered, *, key: str, urgent: bool = False
    ) -> Outcome:
        at = self._network.now()
        with self._network.working():
            outcome = await super().send(address, message, key=key, urgent=urgent)
        if isinstance(outcome, Sent):
            self._network.noted(outcome.message_id, key, at)
        return outcome

    async def edit(
        self, address: str, message_id: str, message: Rendered, *, key: str = ""
    ) -> Outcome:
        with self._network.working():
            return await super().edit(address, message_id, message, key=key)

    async def run(self, receive: Receive) -> None:
        async def noted(event: Event) -> Receipt:
            receipt = await receive(event)
            self._network.took(event.key, receipt)
            return receipt

        self._network.runs = True
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(super().run(noted))
                group.create_task(self._network.everybody_enters(self))
        finally:
            self._network.runs = False

    def _counted(self, does: Callable[..., Awaitable[T]]) -> Callable[..., Awaitable[T]]:
        async def counted(*given: Any) -> T:
            with self._network.working():
                return await does(*given)

        return counted


def _client() -> Any:
    """Return the client that people have here: mautrix's, or the strict one."""
    if not missing_olm():
        from tests.worlds.homeserver.person import Person

        return Person
    from tests.worlds.homeserver.strict.client import Strict

    return Strict


def _room_of(path: str) -> str:
    return unquote(path.partition("/rooms/")[2].partition("/")[0])


def _read(body: str, event_id: str) -> tuple[str, tuple[Button, ...]]:
    words, found = choices(BAR.sub("", body))
    return words, tuple(Button(f"{event_id} {number}", number, label) for number, label in found)
