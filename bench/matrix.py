"""
Over Matrix: a notice to 50 encrypted rooms, and an answer to a command, beside a bot on bare nio.

Both bots live in this process before one Synapse, with the same readers and the same words, by
turns. The bare one keeps nothing: no outbox, no record of what came.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from itertools import count
from random import Random
from typing import Any

import structlog
from nio import AsyncClient, AsyncClientConfig, MatrixRoom, RoomMessageText, RoomSendResponse

from bench.databases import SQLITE, Place
from bench.deliveries import GIVEN_UP_AFTER, Deliveries
from bench.desk import ANSWERS
from bench.fanout import LINES, TEXT
from bench.figures import Figure, median, milliseconds
from bot.app import App, Frame
from bot.clock.clocks import wall
from bot.delivery.loop import SENDERS
from bot.installation import register_file
from bot.installation.import_register import put_register
from bot.transports.matrix.account import Account
from bot.transports.matrix.account import Place as Where
from bot.transports.matrix.contents import words_of
from bot.transports.matrix.setup import set_up
from bot.transports.matrix.state import MEGOLM
from bot.transports.matrix.text import parts
from bot.transports.matrix.transport import Matrix
from bot.transports.matrix.wiring import host
from bot.words.message import Rendered
from bot.words.texts import Texts
from config.settings import TRAINING_REGISTER
from handlers.chat.turn import Choice, Turn
from protocol.parties import Channel, Passage
from protocol.policy import DEFAULT
from storage.database import open_database
from storage.keys import make_ring
from storage.sayings import Priority
from storage.work import Store, Work
from tests.worlds.homeserver.accounts import Account as AtServer
from tests.worlds.homeserver.environment import missing_olm, missing_synapse
from tests.worlds.homeserver.server import Homeserver

ROOMS = 50
ROUNDS = 6
ANSWERED = 40
WARMING_UP = 5
COMMAND = "/help"
# One reader talks to the bots; it has a room with each of them like all others.
READERS = tuple(f"reader-{number}" for number in range(ROOMS))
ENCRYPTED = [{"type": "m.room.encryption", "state_key": "", "content": {"algorithm": MEGOLM}}]
POLL_MS = 25_000


@dataclass(slots=True)
class Side:
    """One way to send, and how long each of its rounds took."""

    name: str
    round: Callable[[], Awaitable[None]]
    seconds: list[float] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        """Return how many messages a second went out, by its median round."""
        return ROOMS / median(self.seconds)


def figures(place: Place) -> list[Figure]:
    """Return both ratios; nothing where no homeserver can run."""
    if missing := missing_synapse() or missing_olm():
        print(f"matrix: skipped. {missing}", flush=True)
        return []
    structlog.configure(processors=[dropped])
    try:
        return asyncio.run(_figures(place))
    finally:
        structlog.reset_defaults()


async def _figures(place: Place) -> list[Figure]:
    homeserver = Homeserver()
    try:
        await homeserver.start()
        async with (
            readers_of(homeserver, *READERS) as readers,
            bots(place, homeserver, readers) as both,
        ):
            durable, single, several = await _fanned_out(*both)
            ours, bare = await _asked(readers[READERS[0]], *both)
    finally:
        homeserver.close()
    rate = f"{durable.per_second:.0f}/s"
    return [
        Figure(
            f"Matrix: fan-out to {ROOMS} encrypted rooms",
            rate,
            f"{single.per_second:.0f}/s, a loop on bare nio",
            single.per_second / durable.per_second,
            1 / 0.9,
        ),
        Figure(
            f"Matrix: fan-out to {ROOMS} encrypted rooms",
            rate,
            f"{several.per_second:.0f}/s, bare nio, {SENDERS} at a time",
            several.per_second / durable.per_second,
            1 / 0.65,
        ),
        Figure(
            "Matrix: command to answer",
            milliseconds(ours),
            f"{milliseconds(bare)}, bare nio that echoes",
            median(ours) / median(bare),
            1.3,
        ),
    ]


async def _fanned_out(durable: "Durable", bare: "Bare") -> tuple[Side, Side, Side]:
    sides = (
        Side("durable", durable.round),
        Side("bare nio, in a loop", bare.one_by_one),
        Side("bare nio, at once", bare.at_once),
    )
    bare.words = await durable.words()
    for side in sides:  # keys of rooms are shared, statements compiled
        await side.round()
    for number in range(ROUNDS):
        for side in sides[number % 3 :] + sides[: number % 3]:
            began = time.perf_counter()
            await side.round()
            side.seconds.append(time.perf_counter() - began)
    return sides


async def _asked(reader: Any, durable: "Durable", bare: "Bare") -> tuple[list[float], list[float]]:
    """Return the seconds from what a reader writes to what the reader's client shows, of each."""
    ours: list[float] = []
    theirs: list[float] = []
    await _answered(reader, durable)
    bare.words = Rendered(reader.said_by(durable.user)[-1].body)
    for number in range(WARMING_UP + ANSWERED):
        for bot, into in ((durable, ours), (bare, theirs)):
            seconds = await _answered(reader, bot)
            if number >= WARMING_UP:
                into.append(seconds)
    return ours, theirs


async def _answered(reader: Any, bot: "Durable | Bare") -> float:
    before = len(reader.said_by(bot.user))
    room = bot.rooms[reader.user_id]
    began = time.perf_counter()
    await reader.says(room, COMMAND)
    await reader.waits_for(lambda me: len(me.said_by(bot.user)) > before, GIVEN_UP_AFTER)
    seconds = time.perf_counter() - began
    await reader.syncs()
    return seconds


class Durable:
    """The whole bot over its outbox."""

    def __init__(
        self, store: Store, app: App, transport: Matrix, user: str, rooms: dict[str, str]
    ) -> None:
        self.user = user
        self.rooms = rooms
        self.app = app
        self._store = store
        self._deliveries = Deliveries(store, transport)
        self._rounds = count(1)

    async def words(self) -> Rendered:
        """Send a first round and return what a reader has read."""
        words = await self._store.run(self._rendered)
        await self._deliveries.end(ROOMS)
        return words

    async def round(self) -> None:
        """Put the notice into the outbox and deliver it: to the end of the last record."""
        await self._store.run(self._queue)
        await self._deliveries.end(ROOMS)

    def _queue(self, work: Work) -> None:
        turn = Turn(work, site=self.app.site, key=f"round/{next(self._rounds)}", now=work.now)
        turn.say(
            "notice",
            to=[work.registry.officer(each) for each in READERS],
            priority=Priority.NOTICE,
            choices=(Choice("receipt", "1/2026"),),
            notice="1/2026",
            kind="circular",
            text=TEXT,
            lines=LINES,
        )

    def _rendered(self, work: Work) -> Rendered:
        self._queue(work)
        row, *_ = work.leases.waiting(busy=(), limit=1)
        reader = work.registry.officer(row.saying.officer)
        return self.app.renderer.words_of(
            work, row.saying, reader, passage=Passage.CONTENT, repeated=False
        )


class Bare:
    """nio alone, which sends the same words and answers the command with them."""

    def __init__(self, client: AsyncClient, rooms: dict[str, str]) -> None:
        self.user: str = client.user_id
        self.rooms = rooms
        self.words = Rendered("")
        self._client = client
        self._since_ms = int(wall().timestamp() * 1000)
        client.add_event_callback(self._echo, RoomMessageText)

    async def one_by_one(self) -> None:
        """Send to everybody, one after another."""
        for room in self.rooms.values():
            await self.send(room)

    async def at_once(self) -> None:
        """Send to everybody, as many at a time as the product does."""
        waiting = iter(self.rooms.values())

        async def worker(rooms: Iterable[str]) -> None:
            for room in rooms:
                await self.send(room)

        await asyncio.gather(*(worker(waiting) for _ in range(SENDERS)))

    async def _echo(self, room: MatrixRoom, event: RoomMessageText) -> None:
        if event.body == COMMAND and event.server_timestamp >= self._since_ms:
            await self.send(room.room_id)

    async def send(self, room: str) -> None:
        """Send the words to a room, in as many parts as they need."""
        for place, part in enumerate(parts(self.words)):
            content = {**words_of(part, heading=place == 0), "m.mentions": {}}
            sent = await self._client.room_send(
                room, "m.room.message", content, ignore_unverified_devices=True
            )
            assert isinstance(sent, RoomSendResponse), sent


@asynccontextmanager
async def readers_of(homeserver: Homeserver, *names: str) -> AsyncIterator[dict[str, Any]]:
    """Let people of these names log in."""
    from tests.worlds.homeserver.person import Person

    async with AsyncExitStack() as clients:
        found = {}
        for name in names:
            person = await Person.logs_in(homeserver.address, await homeserver.register(name))
            clients.push_async_callback(person.closes)
            found[name] = person
        yield found


@asynccontextmanager
async def bots(
    place: Place,
    homeserver: Homeserver,
    readers: dict[str, Any],
    watch: Callable[[App, Matrix], object] = lambda app, transport: None,
) -> AsyncIterator[tuple[Durable, Bare]]:
    """Let both run, each with a room with every reader; `watch` is given ours before its start."""
    async with (
        _durable(place, homeserver, readers, watch) as durable,
        _bare(place, homeserver, readers) as bare,
    ):
        yield durable, bare


@asynccontextmanager
async def _durable(
    place: Place,
    homeserver: Homeserver,
    readers: dict[str, Any],
    watch: Callable[[App, Matrix], object],
) -> AsyncIterator[Durable]:
    given = await homeserver.register("nabat")
    accounts: list[Account] = []
    folder = place.folder / "matrix"
    await set_up(
        homeserver.address,
        given.user_id,
        given.password,
        store=folder,
        before=None,
        now=wall(),
        keep=accounts.append,
    )
    database = await open_database(place.url(SQLITE))
    store = Store(database, make_ring(place.folder / "ring"), wall, place.folder / "attachments")
    await store.run(lambda work: _entered(work, readers))
    texts = Texts()
    transport = Matrix(Where(homeserver.address, accounts[-1], folder), host(store, texts, wall))
    frame = Frame(clock=wall, random=Random(2014).random, incarnation="bench")
    app = App(store, DEFAULT, texts, {Channel.MATRIX: transport}, frame)
    watch(app, transport)
    running = asyncio.create_task(app.run())
    try:
        rooms = await _joined(readers, given)
        yield Durable(store, app, transport, given.user_id, rooms)
    finally:
        await _ended(running)
        await database.close()


@asynccontextmanager
async def _bare(
    place: Place, homeserver: Homeserver, readers: dict[str, Any]
) -> AsyncIterator[Bare]:
    given = await homeserver.register("bare")
    folder = place.folder / "bare"
    folder.mkdir()
    config = AsyncClientConfig(encryption_enabled=True, store_sync_tokens=False)
    client = AsyncClient(homeserver.address, given.user_id, "", str(folder), config)
    try:
        await client.login(given.password)
        await client.keys_upload()
        for reader in readers.values():
            await client.room_create(invite=[reader.user_id], initial_state=ENCRYPTED)
        rooms = await _joined(readers, given)
        await client.sync(full_state=True)
        await client.keys_query()
        bare = Bare(client, rooms)
        running = asyncio.create_task(client.sync_forever(timeout=POLL_MS))
        try:
            yield bare
        finally:
            await _ended(running)
    finally:
        await client.close()


async def _joined(readers: dict[str, Any], bot: AtServer) -> dict[str, str]:
    """Let everybody accept the invitation of a bot; return the rooms by their readers."""
    return {
        each.user_id: await each.accepts(by=bot.user_id, within=GIVEN_UP_AFTER)
        for each in readers.values()
    }


async def _ended(running: "asyncio.Task[None]") -> None:
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running


def _entered(work: Work, readers: dict[str, Any]) -> None:
    put_register(work, register_file.read(TRAINING_REGISTER), DEFAULT)
    like, known = work.registry.officer(ANSWERS), {each.id for each in work.registry.everybody()}
    for name, reader in readers.items():
        if name not in known:
            work.registry.put_officer(replace(like, id=name, on_duty=False))
        work.registry.bind(Channel.MATRIX, reader.user_id, name)


def dropped(*_: object) -> Any:
    """Log nothing."""
    raise structlog.DropEvent
