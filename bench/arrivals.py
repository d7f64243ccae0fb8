"""
From an update to the alarm at the server: beside its turn and one bare send; amid strangers.

The whole bot stands between a loopback Bot API server's updates and its messages, budgets off.
"""

import asyncio
import json
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

import aiohttp

from bench.databases import SQLITE, Place
from bench.desk import Desk, filled_form
from bench.fanout import UNLIMITED
from bench.figures import Figure, median, milliseconds, p99
from bot.app import App, Frame
from bot.clock.clocks import wall
from bot.installation import register_file
from bot.installation.import_register import put_register
from bot.transports.base import Event, Receipt
from bot.transports.telegram import transport
from bot.transports.telegram.wiring import host
from bot.words.texts import Texts
from config.settings import TRAINING_REGISTER
from handlers.chat.events import Pressed
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
ROUNDS = 60
WARMING_UP = 5
CROWD_SECONDS = 60
CROWD_PER_MINUTE = 10_000
SEND = "send.choice"
ALARM = "СРОЧНОЕ ОБРАЩЕНИЕ"
LOOKED_EACH = 0.005
GIVEN_UP_AFTER = 30.0


@dataclass(slots=True)
class Bot:
    """The whole bot in this process, its people at the server, and when their presses came in."""

    remote: Remote
    form: str
    label: str
    received_at: list[datetime] = field(default_factory=list)
    _seen: int = 0

    async def alarm(self) -> tuple[float, float, str]:
        """Let a request be sent; return the seconds since it was received, pressed; the words."""
        await self.remote.does(f"person/{ASKING}/writes", text=self.form)
        preview = await self._message(ASKING, lambda each: self.label in labels(each))
        self.received_at.clear()
        pressed_at = wall()
        press = {"message_id": preview["message_id"], "button": self.label}
        await self.remote.does(f"person/{ASKING}/presses", **press)
        alarm = await self._message(ASKED, lambda each: ALARM in each["text"])
        at = datetime.fromisoformat(alarm["sent_at"])
        received = (at - self.received_at[0]).total_seconds()
        return received, (at - pressed_at).total_seconds(), alarm["text"]

    async def _message(self, chat: int, is_it: Any) -> dict[str, Any]:
        """Return the newest message that was sent to a chat since the last one and is wanted."""
        async with asyncio.timeout(GIVEN_UP_AFTER):
            while True:
                feed = await self.remote.shows("feed", after=self._seen)
                found = [each for each in feed["messages"] if each["chat_id"] == chat]
                wanted = [each for each in found if is_it(each)]
                if wanted:
                    self._seen = feed["executions"]
                    return dict(wanted[-1])
                await asyncio.sleep(LOOKED_EACH)


def figures(place: Place) -> list[Figure]:
    """Return the way of an alarm beside its parts, and its slowest hundredth amid strangers."""
    return asyncio.run(_figures(place))


async def _figures(place: Place) -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="nabat-botapi-") as folder:
        async with own_process(Path(folder)) as remote, _running(place, remote) as bot:
            whole, parts = await _beside(place, bot)
            crowded = await _crowded(bot)
    return [
        Figure(
            "alarm: update received to server",
            milliseconds(whole),
            f"{milliseconds(parts)}, its turn and one bare send",
            median(whole) / median(parts),
            3.0,
        ),
        Figure(
            f"alarm: press to server, {CROWD_PER_MINUTE:,} strangers a minute",
            f"{milliseconds(crowded)}, {len(crowded)} alarms",
            "2 s",
            1000 * p99(crowded),
            2000,
            "ms",
        ),
    ]


async def _beside(place: Place, bot: Bot) -> tuple[list[float], list[float]]:
    """Return the seconds of each alarm, and those of the same turn with one bare send."""
    desk = await Desk.open(place.url(SQLITE), place.folder)
    whole, parts = [], []
    try:
        async with aiohttp.ClientSession() as session:
            for number in range(WARMING_UP + ROUNDS):
                received, _, words = await bot.alarm()
                turned = await desk.sends()
                sent = await _bare_send(session, bot.remote, words)
                if number >= WARMING_UP:
                    whole.append(received)
                    parts.append(turned + sent)
    finally:
        await desk.database.close()
    return whole, parts


async def _crowded(bot: Bot) -> list[float]:
    per_second = CROWD_PER_MINUTE / 60
    await bot.remote.does("server", crowd={"per_second": per_second, "seconds": CROWD_SECONDS + 5})
    seconds, began = [], time.perf_counter()
    while time.perf_counter() - began < CROWD_SECONDS:
        _, pressed, _ = await bot.alarm()
        seconds.append(pressed)
    return seconds


async def _bare_send(session: aiohttp.ClientSession, remote: Remote, words: str) -> float:
    url = f"{remote.address}/bot{remote.token}/sendMessage"
    body = json.dumps({"chat_id": ASKING, "text": words}, ensure_ascii=False).encode()
    began = time.perf_counter()
    headers = {"Content-Type": "application/json"}
    async with session.post(url, data=body, headers=headers) as answer:
        assert json.loads(await answer.read())["ok"]
    return time.perf_counter() - began


@asynccontextmanager
async def _running(place: Place, remote: Remote) -> AsyncIterator[Bot]:
    """Let the bot run before the server."""
    for who, chat in CHATS.items():
        await remote.does("person", user_id=chat, first_name=who, language_code="ru")
        await remote.does(f"person/{chat}/opens")
    database = await open_database(place.url(SQLITE))
    store = Store(database, make_ring(place.folder / "ring"), wall, place.folder / "attachments")
    await store.run(_entered)
    texts = Texts()
    where = transport.Place(remote.token, remote.address, UNLIMITED)
    telegram = transport.Telegram(where, host(store, texts, wall))
    frame = Frame(clock=wall, random=Random(2014).random, incarnation="bench")
    app = App(store, DEFAULT, texts, {Channel.TELEGRAM: telegram}, frame)
    bot = Bot(remote, filled_form(texts), texts.say("ru", SEND))
    receive = app.inbox.receive

    async def noted(event: Event) -> Receipt:
        if isinstance(event.incoming, Pressed):
            bot.received_at.append(wall())
        return await receive(event)

    app.inbox.receive = noted  # type: ignore[method-assign]
    running = asyncio.create_task(app.run())
    try:
        yield bot
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        await database.close()


def _entered(work: Work) -> None:
    put_register(work, register_file.read(TRAINING_REGISTER), DEFAULT)
    for who, chat in CHATS.items():
        work.registry.bind(Channel.TELEGRAM, str(chat), who)
