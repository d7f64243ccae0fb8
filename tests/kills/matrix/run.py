"""One run: `await play(seed, folder, homeserver)` lets people act, kills the bot, and judges."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from time import monotonic

from tests.kills.checks import Account, Story
from tests.kills.matrix import ground
from tests.kills.matrix.chats import OnMatrix, arrived, labels
from tests.kills.matrix.checks import problems
from tests.kills.matrix.ground import Ground
from tests.kills.matrix.home import PARTIES, Home, furnished
from tests.kills.matrix.moments import AIMED, ROOM, moments, room_made
from tests.kills.moments import STARTING, Wait, draw
from tests.kills.people import Case, Town, cases
from tests.kills.process import Nabat, nabat
from tests.kills.record import Seen, Server, digest, read, under_way
from tests.kills.run import Broken, Played, complaints, lived
from tests.worlds.homeserver.proxy import Proxy
from tests.worlds.homeserver.server import Homeserver

KILLS = 10
REQUESTS = 8
# So many of the kills fall on the making of the rooms, before anybody can act.
IN_THE_MAKING = 2
# Seconds without anything that anybody did, and until nothing is under way at the end.
STALLED_AFTER = 60.0
DRAINED_WITHIN = 60.0
LOOKED_EACH = 0.1
SPREAD = 0.9


@dataclass
class Run:
    """One installation with its people; `synced` is how often the bot had until its last start."""

    home: Home
    homeserver: Homeserver
    proxy: Proxy
    chats: OnMatrix
    town: Town
    bot: Nabat
    wanted: Sequence[Case]
    random: Random
    synced: int = 0
    moments: Counter[str] = field(default_factory=Counter)

    async def live(self, kills: int) -> None:
        """
        Let everybody act while the bot is killed so many times, until nothing is under way.

        Raises: Broken, with what is left.
        """
        clients = asyncio.create_task(self.chats.live())
        killing = self._kill_at_random(kills)
        living = asyncio.create_task(
            lived(self.town, self.wanted, killing, self._drain, STALLED_AFTER)
        )
        try:
            await asyncio.wait((clients, living), return_when=asyncio.FIRST_COMPLETED)
        finally:
            clients.cancel()
            ended = living.done()
            living.cancel()
            await asyncio.gather(clients, living, return_exceptions=True)
        await (living if ended else clients)

    async def judge(self) -> tuple[Played, list[str]]:
        """End the bot, and compare the record, the chats, the homeserver, and what people did."""
        code = await self.bot.ends()
        for person in self.chats.people.values():
            await person.syncs()
        record = await asyncio.to_thread(read, self.home.files.database, self.home.people)
        there = await asyncio.to_thread(self._ground)
        server = await self._shown()
        story = Story(self.wanted, self.home.people)
        found = problems(Account(story, record, server), there)
        found += [] if code == 0 else [f"nabat ended with {code}"]
        found += await asyncio.to_thread(complaints, self.home.files.log, self.home.files.errors)
        return Played.of(record, server, self.moments), found

    async def _kill_at_random(self, kills: int) -> None:
        """Kill it so many times, each time further in the story, and start it again at once."""
        steps, kinds = sum(case.steps for case in self.wanted), moments(self.proxy)
        making = min(IN_THE_MAKING, kills)
        for _ in range(making):
            await self._kill(ROOM, room_made(self.proxy))
        left = kills - making
        drawn = [*AIMED, *(draw(self.random, kinds) for _ in range(left))][:left]
        self.random.shuffle(drawn)
        for place, kind in enumerate(drawn):
            due = steps * SPREAD * (place + self.random.random()) / left
            if kind != STARTING:
                while self.town.done < due:
                    await self.town.news()
            await self._kill(kind, kinds[kind][1])

    async def _kill(self, kind: str, wait: Wait) -> None:
        await wait(self.town, self.random)
        await self.bot.kills()
        self.proxy.faults.clear()
        self.moments[kind] += 1
        self.synced = self.proxy.calls["sync"]
        await self.bot.starts()

    async def _drain(self) -> None:
        self.proxy.faults.clear()
        left: list[str] = []
        try:
            async with asyncio.timeout(DRAINED_WITHIN):
                while True:
                    left = await asyncio.to_thread(self._left)
                    # What was started last runs, and is not killed by being asked to end.
                    if not left and self.proxy.calls["sync"] > self.synced:
                        return
                    await asyncio.sleep(LOOKED_EACH)
        except TimeoutError:
            raise Broken("\n".join(("not drained:", *left))) from None

    def _left(self) -> list[str]:
        taken = read(self.home.files.database).events
        came = [f"not taken: {key}" for key in self._written() if key not in taken]
        return came + under_way(self.home.files.database)

    def _written(self) -> frozenset[str]:
        people = frozenset(self.home.people.values())
        events = ground.written(self._database, self.home.bot, people)
        return frozenset(f"matrix/{each}" for each in events)

    def _ground(self) -> Ground:
        bot = self.home.bot
        return Ground(
            posted=ground.posted(self._database, bot),
            rooms=ground.rooms(self._database, bot),
            keys=ground.keys(self.home.files.database),
            unreadable=[
                f"{who}: {each.event_id}, {each.reason}"
                for who, person in self.chats.people.items()
                for each in person.unreadable
                if each.sender == bot
            ],
        )

    async def _shown(self) -> Server:
        messages = []
        for person in self.chats.people.values():
            for each in person.said_by(self.home.bot):
                file = digest(await person.opens(each)) if each.file else ""
                seen = Seen(person.user_id, each.event_id, each.body, labels(each.body), file)
                messages.append(seen)
        written = await asyncio.to_thread(self._written)
        return Server(messages=messages, unanswered=frozenset(), confirmed=written)

    @property
    def _database(self) -> Path:
        return self.homeserver.folder / "homeserver.db"


async def play(
    seed: int,
    folder: Path,
    homeserver: Homeserver,
    *,
    kills: int = KILLS,
    requests: int = REQUESTS,
    mark: str = "",
) -> Played:
    """
    Play one seed to its end; `mark` ends the names of its accounts, which the homeserver keeps.

    Raises: Broken.
    """
    began, random = monotonic(), Random(seed)
    wanted = cases(random, requests, PARTIES)
    async with Proxy(homeserver.address) as proxy:
        home = await furnished(folder, homeserver, proxy.address, mark)
        async with (
            arrived(home.bot, home.accounts, homeserver.address, proxy) as chats,
            nabat(home.files.config, home.files.errors) as bot,
        ):
            town = Town(chats, list(home.people))
            run = Run(home, homeserver, proxy, chats, town, bot, wanted, random)
            await bot.starts()
            found: list[str] = []
            try:
                await run.live(kills)
            except Broken as broken:
                found.append(str(broken))
            played, judged = await run.judge()
    found += judged
    if found:
        raise Broken("\n".join(found))
    return replace(played, seconds=monotonic() - began)
