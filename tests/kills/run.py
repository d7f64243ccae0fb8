"""One run: `await play(seed, folder)` lets people act, kills the bot, drains it, and judges."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any

from tests.kills.checks import MARK, Story, problems
from tests.kills.home import Home, furnished
from tests.kills.moments import NOISE, STARTING, draw, moments
from tests.kills.people import Case, Town, cases
from tests.kills.process import Nabat, nabat
from tests.kills.record import Record, Server, being_sent, read, shown, under_way
from tests.kills.telegram import OnTelegram
from tests.worlds.botapi.remote import Remote, own_process

REQUESTS = 200
# Seconds without anything that anybody did, and until nothing is under way at the end.
STALLED_AFTER = 40.0
DRAINED_WITHIN = 60.0
LOOKED_EACH = 0.1
# The kills are spread over this part of what people do: the rest is for what they left behind.
SPREAD = 0.95
NOISE_ODDS = 0.3
# What the next process says of the row that was in hand, and of the try that it counts.
KILLED = '"event": "process_ended_with"'
COUNTED = ('"event": "row_failed"', '"event": "incident"')
FAILURES = ("error", "critical")
# What a library makes of what comes a second time is nobody's failure.
LIBRARY = '"event": "library"'


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
    moments: Counter[str]
    seconds: float = 0.0

    @staticmethod
    def of(record: Record, server: Server, moments: Counter[str]) -> "Played":
        """Return what stands in the record and in the chats at its end."""
        doubts = sum(row.doubts for row in record.rows) + sum(each.doubted for each in record.cards)
        return Played(
            requests=len(record.requests),
            events=len(record.events),
            messages=len(server.messages),
            repeats=sum(each.text.startswith(MARK) for each in server.messages),
            doubts=doubts,
            moments=moments,
        )


@dataclass
class Run:
    """One installation with its people, and what was in doubt whenever it was killed."""

    home: Home
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
        killing = self._kill_at_random(kills)
        await lived(self.town, self.wanted, killing, self._drain, STALLED_AFTER)

    async def judge(self) -> tuple[Played, list[str]]:
        """End the bot, and compare the record, the chats, and what people and kills did."""
        code: int | str | None
        try:
            code = await self.bot.ends()
        except TimeoutError:
            code = "nothing: it goes on"
        record = await asyncio.to_thread(read, self.home.files.database, self.home.people)
        server = await shown(self.remote, list(self.home.people.values()))
        people = {name: str(chat) for name, chat in self.home.people.items()}
        found = problems(Story(self.wanted, people, self.doubted), record, server)
        found += [] if code == 0 else [f"nabat ended with {code}"]
        found += await asyncio.to_thread(complaints, self.home.files.log, self.home.files.errors)
        return Played.of(record, server, self.moments), found

    async def _kill_at_random(self, kills: int) -> None:
        """Kill it so many times, each time further in the story, and start it again at once."""
        steps, kinds = sum(case.steps for case in self.wanted), moments(self.remote)
        for place in range(kills):
            kind = draw(self.random, kinds)
            due = steps * SPREAD * (place + self.random.random()) / kills
            if kind != STARTING:
                while self.town.done < due:
                    await self.town.news()
            await kinds[kind][1](self.town, self.random)
            await self.bot.kills()
            self.moments[kind] += 1
            self.doubted.update(await asyncio.to_thread(being_sent, self.home.files.database))
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
                    left = await asyncio.to_thread(under_way, self.home.files.database)
                    if not left and not pending:
                        return
                    await asyncio.sleep(LOOKED_EACH)
        except TimeoutError:
            raise Broken("\n".join((f"not drained, {pending} at the server:", *left))) from None


async def play(seed: int, folder: Path, *, kills: int, requests: int = REQUESTS) -> Played:
    """
    Play one seed to its end. It draws people and moments; the machine does the rest.

    Raises: Broken.
    """
    began, random = monotonic(), Random(seed)
    async with own_process(folder) as remote:
        home = await furnished(folder, remote)
        town = Town(OnTelegram(remote, home.people), list(home.people))
        async with nabat(home.files.config, home.files.errors) as bot:
            run = Run(home, town, bot, remote, cases(random, requests), random)
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


async def lived(
    town: Town,
    wanted: Sequence[Case],
    killing: Coroutine[Any, Any, None],
    drained: Callable[[], Awaitable[None]],
    stalled_after: float,
) -> None:
    """
    Let everybody act beside the kills until both are over and nothing is under way.

    Raises: Broken, with what is awaited when nobody has acted for so many seconds.
    """
    watching = asyncio.create_task(town.watch())
    guarding = asyncio.create_task(_guard(town, stalled_after))
    acting = asyncio.gather(town.live(wanted), killing)
    tasks = (watching, guarding, acting)
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            if task.done():
                await task
        await drained()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def complaints(log: Path, errors: Path) -> list[str]:
    """
    Return what the bot itself says went wrong.

    A kill is counted against the row that was in hand: that one try is none of it, a third is.
    """
    lines = log.read_text(errors="replace").splitlines()
    wrong = [each for each in lines if LIBRARY not in each and _is_failure(each)]
    counted = {at + 1 for at, line in enumerate(wrong) if KILLED in line}
    found = [
        f"the log says: {line}"
        for at, line in enumerate(wrong)
        if KILLED not in line and not (at in counted and any(each in line for each in COUNTED))
    ]
    said = errors.read_text(errors="replace").strip()
    return found + ([f"on the error stream: {said}"] if said else [])


def _is_failure(line: str) -> bool:
    return any(f'"level": "{level}"' in line for level in FAILURES)


async def _guard(town: Town, stalled_after: float) -> None:
    done, since = town.done, monotonic()
    while monotonic() - since < stalled_after:
        await asyncio.sleep(1)
        if town.done != done:
            done, since = town.done, monotonic()
    raise Broken("\n".join(("nothing happens; awaited:", *town.awaited[:20])))
