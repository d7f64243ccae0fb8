"""
A press to the alarm at the server, and a burst of commands: beside what people would pick instead.

Each bot stands whole between the updates and the messages of a loopback Bot API server of its own,
budgets off; by turns. The moments are those of the servers.
"""

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from itertools import cycle, islice
from pathlib import Path
from random import Random
from typing import Any

import aiohttp

from bench import alertmanager, handwritten
from bench.databases import SQLITE, Place
from bench.desk import filled_form
from bench.fanout import UNLIMITED
from bench.figures import Figure, median, milliseconds, p99, ratio
from bot.app import App, Frame
from bot.clock.clocks import wall
from bot.installation import register_file
from bot.installation.import_register import put_register
from bot.transports.telegram import transport
from bot.transports.telegram.wiring import host
from bot.words.texts import Texts
from config.settings import TRAINING_REGISTER
from protocol.parties import Channel
from protocol.policy import DEFAULT
from storage.database import open_database
from storage.keys import make_ring
from storage.work import Store, Work
from tests.kills.telegram import labels
from tests.worlds.botapi.remote import Remote, own_process

ASKING, ASKED = 101, 201
CHATS = {
    f"{party}-{role}": first + place
    for party, first in (("kz", ASKING), ("by", ASKED))
    for place, role in enumerate(("duty", "duty2", "deputy", "head"))
}
ROUNDS = 30
WARMING_UP = 5
BURST, BURSTS = 200, 4
COMMAND = "/open"
CROWD_SECONDS = 20
CROWD_PER_MINUTE = 10_000
SEND = "send.choice"
ALARM = "СРОЧНОЕ ОБРАЩЕНИЕ"
LOOKED_EACH = 0.01
# So long nothing has happened at a server when what comes after an alarm is over.
QUIET = 0.1
GIVEN_UP_AFTER = 60.0


@dataclass(slots=True)
class Bot:
    """A bot, by what its people see and do at its server."""

    remote: Remote
    form: str
    label: str
    words: str = ""
    alarms: list[float] = field(default_factory=list)
    bursts: list[float] = field(default_factory=list)
    _seen: int = 0

    async def alarm(self, *, amid_others: bool = False) -> float:
        """
        Let a request be sent; return the seconds from the press to the alarm at the server.

        It begins when nothing else is being sent, but for `amid_others`.
        """
        settle = self._fresh if amid_others else self._quiet
        await settle()
        await self.remote.does(f"person/{ASKING}/writes", text=self.form)
        preview = await self._message(ASKING, button=self.label)
        await settle()
        press = {"message_id": preview["message_id"], "button": self.label}
        began = await self._acts({"id": ASKING, "verb": "presses", **press})
        alarm = await self._message(ASKED, text=ALARM)
        self.words = alarm["text"]
        return (_sent_at(alarm) - began).total_seconds()

    async def burst(self) -> float:
        """Let everybody type commands at once; return how many a second were answered."""
        await self._quiet()
        people = islice(cycle(CHATS.values()), BURST)
        acts = [{"id": chat, "verb": "writes", "text": COMMAND} for chat in people]
        began = await self._acts(*acts)
        answers: list[Any] = []
        async with asyncio.timeout(GIVEN_UP_AFTER):
            while len(answers) < BURST:
                await asyncio.sleep(LOOKED_EACH)
                answers += await self._fresh()
        return BURST / (max(map(_sent_at, answers)) - began).total_seconds()

    async def _acts(self, *acts: dict[str, Any]) -> datetime:
        return datetime.fromisoformat((await self.remote.does("acts", acts=acts))["at"])

    async def _message(self, chat: int, *, text: str = "", button: str | None = None) -> Any:
        """Return the next message to a chat that has these words and this button."""
        async with asyncio.timeout(GIVEN_UP_AFTER):
            while True:
                for each in await self._fresh():
                    has_button = button is None or button in labels(each)
                    if each["chat_id"] == chat and text in each["text"] and has_button:
                        return each
                await asyncio.sleep(LOOKED_EACH)

    async def _quiet(self) -> None:
        """Return when nothing has been sent or edited for a moment."""
        seen, self._seen = -1, self._seen
        while seen != self._seen:
            seen = self._seen
            await asyncio.sleep(QUIET)
            await self._fresh()

    async def _fresh(self) -> list[Any]:
        feed = await self.remote.shows("feed", after=self._seen)
        self._seen = feed["executions"]
        return list(feed["messages"])


def figures(place: Place) -> list[Figure]:
    """Return how an alarm and a burst compare, and the slowest alarms amid strangers."""
    return asyncio.run(_figures(place))


async def _figures(place: Place) -> list[Figure]:
    rung: list[float] = []
    async with AsyncExitStack() as stack:
        enter = stack.enter_async_context
        ours = await enter(_product(place, await enter(_server(stack))))
        theirs = await enter(_by_hand(place, await enter(_server(stack))))
        await _take_bursts(ours, theirs)
        if alertmanager.program() is None:
            print("arrivals: beside Alertmanager skipped, this system has none", flush=True)
            await _take_alarms(ours, theirs)
        else:
            server = await enter(_server(stack))
            session = await enter(aiohttp.ClientSession())
            running = alertmanager.running(session, server, ASKED, place.folder)
            rung += await _take_alarms(ours, theirs, (await enter(running), server))
        crowded = await _crowded(ours)
    return list(_made(ours, theirs, rung, crowded))


def _made(ours: Bot, theirs: Bot, rung: list[float], crowded: list[float]) -> Iterator[Figure]:
    yield Figure(
        "alarm, press to server",
        milliseconds(ours.alarms),
        f"{milliseconds(theirs.alarms)}, a bot by hand on PTB and httpx",
        ratio(ours.alarms, theirs.alarms),
        2.5,
        goal=1.8,
    )
    if rung:
        yield Figure(
            "alarm, press to server, beside Alertmanager",
            milliseconds(ours.alarms),
            f"{milliseconds(rung)}, an alert posted to Alertmanager",
            ratio(ours.alarms, rung),
            8.0,
            goal=5.0,
        )
    yield Figure(
        f"burst of {BURST} commands, answers a second",
        f"{median(ours.bursts):.0f}/s",
        f"{median(theirs.bursts):.0f}/s, a bot by hand on PTB and httpx",
        ratio(ours.bursts, theirs.bursts),
        0.35,
        goal=0.5,
        least=True,
    )
    yield Figure(
        f"alarm, press to server, {CROWD_PER_MINUTE:,} strangers a minute",
        f"{milliseconds(crowded)}, {len(crowded)} alarms",
        "p99 below 2 s",
        1000 * p99(crowded),
        2000,
        "ms",
    )


async def _take_bursts(ours: Bot, theirs: Bot) -> None:
    """Let the same burst come to either, after an alarm that leaves something to list."""
    for bot in (ours, theirs):
        await bot.alarm()
        await bot.burst()
    for number in range(BURSTS):
        for bot in (ours, theirs) if number % 2 else (theirs, ours):
            bot.bursts.append(await bot.burst())


async def _take_alarms(
    ours: Bot, theirs: Bot, other: tuple[alertmanager.Alertmanager, Remote] | None = None
) -> list[float]:
    """Let alarms be sent by turns; return those of the third, where there is one."""
    rung = []
    for number in range(WARMING_UP + ROUNDS):
        taken = {}
        for bot in (ours, theirs) if number % 2 else (theirs, ours):
            taken[bot.form] = await bot.alarm()
        third = await _rung(*other, ours.words) if other else 0.0
        if number >= WARMING_UP:
            ours.alarms.append(taken[ours.form])
            theirs.alarms.append(taken[theirs.form])
            rung += [third] if other else []
    return rung


async def _rung(manager: alertmanager.Alertmanager, remote: Remote, words: str) -> float:
    """Return the seconds from posting an alert to its message at the server."""
    seen = (await remote.shows("feed"))["executions"]
    began = wall()
    await manager.rings(words)
    async with asyncio.timeout(GIVEN_UP_AFTER):
        while True:
            found = (await remote.shows("feed", after=seen))["messages"]
            if found:
                break
            await asyncio.sleep(LOOKED_EACH)
    return (_sent_at(found[0]) - began).total_seconds()


async def _crowded(bot: Bot) -> list[float]:
    per_second = CROWD_PER_MINUTE / 60
    await bot.remote.does("server", crowd={"per_second": per_second, "seconds": CROWD_SECONDS + 5})
    seconds: list[float] = []
    began = time.perf_counter()
    while time.perf_counter() - began < CROWD_SECONDS:
        try:
            seconds.append(await bot.alarm(amid_others=True))
        except TimeoutError:
            return [*seconds, GIVEN_UP_AFTER]
    return seconds


@asynccontextmanager
async def _server(stack: AsyncExitStack) -> AsyncIterator[Remote]:
    """Let a server run at which everybody has opened the bot."""
    folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="nabat-botapi-"))
    async with own_process(Path(folder)) as remote:
        for who, chat in CHATS.items():
            await remote.does("person", user_id=chat, first_name=who, language_code="ru")
            await remote.does(f"person/{chat}/opens")
        yield remote


@asynccontextmanager
async def _by_hand(place: Place, remote: Remote) -> AsyncIterator[Bot]:
    on_duty = (ASKED, ASKED + 1)
    database = place.folder / "handwritten.db"
    async with handwritten.running(remote.address, remote.token, database, on_duty):
        yield Bot(remote, f"К: BY\n{filled_form(Texts())}", handwritten.SEND)


@asynccontextmanager
async def _product(place: Place, remote: Remote) -> AsyncIterator[Bot]:
    database = await open_database(place.url(SQLITE))
    store = Store(database, make_ring(place.folder / "ring"), wall, place.folder / "attachments")
    await store.run(_entered)
    texts = Texts()
    where = transport.Place(remote.token, remote.address, UNLIMITED)
    telegram = transport.Telegram(where, host(store, texts, wall))
    frame = Frame(clock=wall, random=Random(2014).random, incarnation="bench")
    app = App(store, DEFAULT, texts, {Channel.TELEGRAM: telegram}, frame)
    running = asyncio.create_task(app.run())
    try:
        yield Bot(remote, filled_form(texts), texts.say("ru", SEND))
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        await database.close()


def _sent_at(message: Any) -> datetime:
    return datetime.fromisoformat(message["sent_at"])


def _entered(work: Work) -> None:
    put_register(work, register_file.read(TRAINING_REGISTER), DEFAULT)
    for who, chat in CHATS.items():
        work.registry.bind(Channel.TELEGRAM, str(chat), who)
