"""One run: `await play(seed, folder)` lets people act, kills the bot, drains it, and judges."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from time import monotonic

from tests.botapi.remote import Remote, own_process
from tests.kills.checks import MARK, Story, problems
from tests.kills.house import House, furnished
from tests.kills.moments import MOMENTS, NOISE, STARTING, draw
from tests.kills.people import Case, Town, cases
from tests.kills.process import Nabat, nabat
from tests.kills.record import being_sent, read, shown, under_way

KILLS = 25
REQUESTS = 200
# Seconds without anything that anybody did, and until nothing is under way at the end.
STALLED_AFTER = 40.0
DRAINED_WITHIN = 60.0
LOOKED_EACH = 0.1
# The kills are spread over this part of what people do: the rest is for what they left behind.
SPREAD = 0.95
NOISE_ODDS = 0.3
FAILURES = ("error", "critical")


class Broken(AssertionError):
    """The promise does not hold; the message lists what was found."""


@dataclass(frozen=True, slots=True)
class Played:
    """
    What a run came to. `moments` counts the kinds of kills, `doubts` what a kill or a lost answer
    left unknown, `repeats` what was marked for it in the chats.
    """

    requests: int
    events: int
    messages: int
    repeats: int
    doubts: int
    seconds: float
    moments: Counter[str]


@dataclass
class Run:
    """One installation with its people, and what was in doubt whenever it was killed."""

    house: House
    town: Town
    bot: Nabat
    remote: Remote
    wanted: Sequence[Case]
    random: Random
    doubted: Counter[str] = field(default_factory=Counter)
    moments: Counter[str] = field(default_factory=Counter)

    async def live(self, kills: int) -> None:
        """
        Let everybody act while the bot is killed so many times, until nothing is under way.

        Raises: Broken, with what is left.
        """
        watching = asyncio.create_task(self.town.watch())
        guarding = asyncio.create_task(self._guard())
        acting = asyncio.gather(self.town.live(self.wanted), self._kill_at_random(kills))
        tasks = (watching, guarding, acting)
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in tasks:
                if task.done():
                    await task
            await self._drain()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def judge(self) -> tuple[Played, list[str]]:
        """End the bot, and compare the record, the chats, and what people and kills did."""
        try:
            code = await self.bot.ends()
        except TimeoutError:
            code = "nothing: it goes on"
        record = await asyncio.to_thread(read, self.house.database)
        server = await shown(self.remote, list(self.house.people.values()))
        found = problems(Story(self.wanted, self.house.people, self.doubted), record, server)
        found += [] if code == "0" else [f"nabat ended with {code}"]
        found += await asyncio.to_thread(_complaints, self.house)
        doubts = sum(row.doubts for row in record.rows) + sum(each.doubted for each in record.cards)
        played = Played(
            requests=len(record.requests),
            events=len(record.events),
            messages=len(server.messages),
            repeats=sum(each.text.startswith(MARK) for each in server.messages),
            doubts=doubts,
            seconds=0.0,
            moments=self.moments,
        )
        return played, found

    async def _kill_at_random(self, kills: int) -> None:
        """Kill it so many times, each time further in the story, and start it again at once."""
        steps = sum(case.steps for case in self.wanted)
        for place in range(kills):
            kind = draw(self.random)
            due = steps * SPREAD * (place + self.random.random()) / kills
            if kind != STARTING:
                while self.town.done < due:
                    await self.town.news()
            await MOMENTS[kind][1](self.town, self.random)
            await self.bot.kills()
            self.moments[kind] += 1
            self.doubted.update(await asyncio.to_thread(being_sent, self.house.database))
            await self.remote.calms()
            await self.bot.starts()
            if self.random.random() < NOISE_ODDS:
                trouble, skip = self.random.choice(NOISE), self.random.randint(0, 30)
                await self.remote.does("faults", trouble=trouble, method="sendMessage", skip=skip)

    async def _drain(self) -> None:
        await self.remote.calms()
        left: list[str] = []
        try:
            async with asyncio.timeout(DRAINED_WITHIN):
                while True:
                    pending = (await self.remote.shows("server"))["pending"]
                    left = await asyncio.to_thread(under_way, self.house.database)
                    if not left and not pending:
                        return
                    await asyncio.sleep(LOOKED_EACH)
        except TimeoutError:
            raise Broken("\n".join((f"not drained, {pending} at the server:", *left))) from None

    async def _guard(self) -> None:
        done, since = self.town.done, monotonic()
        while monotonic() - since < STALLED_AFTER:
            await asyncio.sleep(1)
            if self.town.done != done:
                done, since = self.town.done, monotonic()
        raise Broken("\n".join(("nothing happens; awaited:", *self.town.awaited[:20])))


async def play(seed: int, folder: Path, *, kills: int = KILLS, requests: int = REQUESTS) -> Played:
    """
    Play one seed to its end. It draws people and moments; the machine does the rest.

    Raises: Broken.
    """
    began, random = monotonic(), Random(seed)
    async with own_process(folder) as remote:
        house = await furnished(folder, remote)
        town = Town(remote, house.people)
        async with nabat(house.config, house.errors) as bot:
            run = Run(house, town, bot, remote, cases(random, requests), random)
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


def _complaints(house: House) -> list[str]:
    """Return what the bot itself says went wrong."""
    found = [
        f"the log says: {line}"
        for line in house.log.read_text(errors="replace").splitlines()
        if any(f'"level": "{level}"' in line for level in FAILURES)
    ]
    said = house.errors.read_text(errors="replace").strip()
    return found + ([f"on the error stream: {said}"] if said else [])
