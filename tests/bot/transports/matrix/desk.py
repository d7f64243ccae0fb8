"""
The whole bot on Matrix in real time: set up by the operator, before a homeserver that may lie.

    await desk.opens("kz-duty", "by-duty")
    await desk.says("kz-duty", "/me")
    await desk.sees("kz-duty", "Асанов Б.")
"""

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable, Mapping, MutableMapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from bot.app import App, Frame
from bot.clock.clocks import wall
from bot.delivery.pauses import Pace
from bot.installation.lock import holder_of
from bot.installation.open import ensure_register, hold_installation, open_installation
from bot.operator.channel_check import channel_findings, last_health, officer_findings
from bot.operator.finding import Finding
from bot.operator.matrix_setup import setup
from bot.transports.matrix.account import Place, Rhythm
from bot.transports.matrix.setup import Fingerprints
from bot.transports.matrix.transport import Matrix
from bot.transports.matrix.wiring import account_keeper, account_of, health_file, host, store_folder
from bot.words.operator import Words
from config.settings import Matrix as Given
from config.settings import Paths, Settings
from handlers.chat import one_time_codes
from protocol.parties import Channel
from storage.keys import read_ring
from storage.work import Store, Work
from tests.builders import secret_of
from tests.journeys.overmatrix import choices
from tests.journeys.stage import CODE_ASKED, texts
from tests.worlds.homeserver.accounts import Account
from tests.worlds.homeserver.asking import CLIENT, Json
from tests.worlds.homeserver.client import WITHIN, Client
from tests.worlds.homeserver.people import People
from tests.worlds.homeserver.proxy import Proxy
from tests.worlds.homeserver.server import Homeserver
from tests.worlds.homeserver.transcript import ENCRYPTED, Message

T = TypeVar("T")
GLANCE = 0.02
# What the bot waits for between two tries, a hundredth of the usual.
QUICK = Rhythm(
    again=timedelta(milliseconds=50),
    longest=timedelta(milliseconds=300),
    look=timedelta(milliseconds=200),
    declined=timedelta(milliseconds=500),
)
AGAIN = Pace((timedelta(milliseconds=200), timedelta(milliseconds=500)))


class Desk:
    """One installation, everybody's clients, and the way to their homeserver."""

    def __init__(
        self,
        folder: Path,
        homeserver: Homeserver,
        proxy: Proxy,
        people: People,
        logs: list[MutableMapping[str, Any]],
    ) -> None:
        self.folder = folder
        self.homeserver = homeserver
        self.proxy = proxy
        self.people = people
        self.logs = logs
        self.clients: dict[str, Client] = {}
        self.rooms: dict[str, str] = {}
        self.later = timedelta()
        self.keeps_password = True
        self.account: Account
        self.settings: Settings
        self.store: Store
        self.matrix: Matrix
        self.app: App
        self._running = AsyncExitStack()

    # The operator

    async def opens(
        self,
        *who: str,
        clients: Mapping[str, Client] | None = None,
        before_start: Callable[[], object] = lambda: None,
    ) -> None:
        """Set the bot up and start it with these officers, who come into their rooms."""
        await self.sets_up()
        arriving = [each for each in who if each not in (clients or {})]
        arrived = await asyncio.gather(*(self.people.arrives(each) for each in arriving))
        self.clients = {**dict(zip(arriving, arrived, strict=True)), **(clients or {})}
        before_start()
        await self.starts(self.binds)
        await self.everybody_enters()

    async def sets_up(self) -> Fingerprints:
        """Do what `nabat matrix setup` does; the account is made where there is none."""
        if not hasattr(self, "account"):
            self.account = await self.people.account("nabat")
        self.settings = Settings(
            paths=Paths(state=self.folder / "var"),
            matrix=Given(homeserver=self.proxy.address, user=self.account.user_id),
        )
        return await setup(self.settings, self.account.password, wall())

    async def starts(self, first: Callable[[Work], object] = lambda work: None) -> None:
        """Start the process, after `first`."""
        await self._running.enter_async_context(self._process(first))

    def binds(self, work: Work) -> None:
        """Give these officers their accounts, and nobody else one."""
        for officer in work.registry.everybody():
            work.registry.unbind(officer.id)
        for who, client in self.clients.items():
            work.registry.bind(Channel.MATRIX, client.user_id, who)
            work.codes.issue(who, secret_of(who), last_step=1)

    async def stops(self) -> None:
        """End the process."""
        await self._running.aclose()

    async def restarts(self) -> None:
        """Stop and start."""
        await self.stops()
        await self.starts()

    async def warns(self, words: str) -> None:
        """Wait until `nabat check` says this, from what the bot has written for it."""

        async def said() -> bool:
            return any(words in each.text for each in await self.look(self._findings))

        await self.until(said, words)

    async def is_sound(self) -> None:
        """Wait until everybody can be reached and nothing stands in the way."""
        await self.until(lambda: self.matrix.ready, "ready")

    def now(self) -> datetime:
        """Return the moment, as the bot takes it."""
        return wall() + self.later

    # The officers

    async def everybody_enters(self) -> None:
        """Let everybody accept the bot's invitation, and the bot know of it."""
        await asyncio.gather(*(self.enters(who) for who in self.clients))

    async def enters(self, who: str) -> str:
        """Let somebody accept the bot's invitation; return the room."""
        client = self.clients[who]
        self.rooms[who] = await client.accepts(by=self.account.user_id)
        await self.until(
            lambda: self.matrix.health.trouble_of(client.user_id) is None, f"{who} is there"
        )
        return self.rooms[who]

    async def says(self, who: str, text: str) -> str:
        """Somebody types a message."""
        return await self.clients[who].says(self.rooms[who], text)

    async def sees(self, who: str, words: str, *, within: float = WITHIN) -> Message:
        """Somebody sees the bot say these words."""
        return await self.clients[who].sees(words, within=within)

    async def asks(self, who: str, text: str, words: str) -> Message:
        """Somebody types a message, and sees an answer that was not there before."""
        before = {each.event_id for each in self.said_to(who)}
        await self.says(who, text)
        return await self.clients[who].waits_for(
            lambda me: next(
                (
                    each
                    for each in self.said_to(who)[::-1]
                    if words in each.body and each.event_id not in before
                ),
                None,
            )
        )

    async def presses(self, who: str, label: str) -> None:
        """Somebody types the number of the newest choice of that label."""
        client = self.clients[who]

        def offered(_: Client) -> str | None:
            for message in self.said_to(who)[::-1]:
                for number, given in choices(message.body)[1]:
                    if given == label:
                        return str(number)
            return None

        await self.says(who, await client.waits_for(offered))

    async def signs(self, who: str) -> None:
        """Somebody is asked for a code, and types the one that their app shows."""
        await self.sees(who, CODE_ASKED)
        await self.says(who, one_time_codes.code_at(secret_of(who), self.now()))

    def said_to(self, who: str) -> list[Message]:
        """Return what the bot has said to somebody, as far as their client knows."""
        return self.clients[who].said_by(self.account.user_id)

    # What is so

    async def look(self, fn: Callable[[Work], T]) -> T:
        """Return what a function sees of the record."""
        return await self.store.run(fn)

    async def actions(self) -> Sequence[str]:
        """Return the actions in the journal."""
        return await self.look(lambda work: [each.action for each in work.journal.entries()])

    async def sent(self, room: str) -> list[Json]:
        """Return the events of the bot in a room, as they lie on the server."""
        events = await self.homeserver.events(room)
        mine = [each for each in events if each["sender"] == self.account.user_id]
        return [each for each in mine if "state_key" not in each]

    async def last_of(self, who: str) -> Json:
        """Return the last encrypted event of somebody in their room, as it lies on the server."""
        events = await self.homeserver.events(self.rooms[who])
        user = self.clients[who].user_id
        return next(
            each for each in events[::-1] if each["sender"] == user and each["type"] == ENCRYPTED
        )

    async def as_bot(self, method: str, path: str, **content: Any) -> Json:
        """Do something in the bot's name, as the homeserver's operator can."""
        token = await self.homeserver.login_as(self.account.user_id)
        return await self.homeserver.call(method, CLIENT + path, token=token, json=content)

    async def until(self, condition: Callable[[], Any], what: str, within: float = WITHIN) -> None:
        """
        Wait until a condition holds.

        Raises:
            AssertionError: it does not in so many seconds.
        """
        clock = asyncio.get_running_loop().time
        ends = clock() + within
        while True:
            held = condition()
            if await held if asyncio.iscoroutine(held) else held:
                return
            assert clock() < ends, (what, self.matrix.health.obstacles(), self.logs[-8:])
            await asyncio.sleep(GLANCE)

    def _findings(self, work: Work) -> list[Finding]:
        words, now = Words(texts(), "ru"), self.now()
        holder = holder_of(self.settings.paths.state)
        health = last_health(health_file(self.settings), Channel.MATRIX, holder)
        return [
            *channel_findings(Channel.MATRIX, holder, health, words, now),
            *officer_findings(Channel.MATRIX, health, work, words),
        ]

    def _place(self) -> Place:
        account = account_of(read_ring(self.settings.keys_file))
        assert account is not None
        return Place(
            homeserver=self.proxy.address,
            account=account,
            store=store_folder(self.settings),
            password=self.account.password if self.keeps_password else "",
            keep=account_keeper(self.settings),
            rhythm=QUICK,
            health_file=health_file(self.settings),
        )

    @asynccontextmanager
    async def _process(self, first: Callable[[Work], object]) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            installation = await stack.enter_async_context(
                open_installation(self.settings, self.now)
            )
            stack.enter_context(hold_installation(self.settings, self.now()))
            await ensure_register(installation)
            self.store = installation.store
            await self.store.run(first)
            self.matrix = Matrix(self._place(), host(self.store, texts(), self.now))
            self.app = App(
                self.store,
                self.settings.policy.figures(),
                texts(),
                {Channel.MATRIX: self.matrix},
                Frame(self.now, lambda: 0.05, secrets.token_hex(8), AGAIN),
            )
            running = asyncio.create_task(self.app.run())
            try:
                yield
            finally:
                running.cancel()
                (ended,) = await asyncio.gather(running, return_exceptions=True)
                assert isinstance(ended, asyncio.CancelledError), ended
