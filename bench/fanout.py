"""
A notice to many chats through the outbox, beside plain loops that keep nothing.

All send the same words to the same loopback Bot API server, as many at a time, by turns.
"""

import asyncio
import json
import tempfile
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import MISSING, fields, replace
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import aiohttp
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.request import BaseRequest, RequestData

from bench.databases import SQLITE, Place
from bench.deliveries import Deliveries
from bench.desk import ANSWERS, Desk
from bench.figures import Figure, median, ratio
from bench.rounds import Side, alternate
from bot.clock.clocks import wall
from bot.delivery.loop import SENDERS, Delivery
from bot.delivery.pauses import Pace
from bot.delivery.render import Renderer
from bot.transports.telegram import transport
from bot.transports.telegram.budget import Pacing
from bot.transports.telegram.http import Patience
from bot.transports.telegram.text import html
from bot.words.message import Rendered
from bot.words.texts import Texts
from handlers.chat.turn import Choice, Turn
from handlers.clock.mailing import mail
from protocol.parties import Channel, Passage
from storage.sayings import Priority
from storage.values import Line
from storage.work import Work
from tests.worlds.botapi.remote import Remote, own_process

CHATS = 250
ROUNDS = 9
UNLIMITED = Pacing(per_second=1e9, alarm_reserve=0, per_chat=timedelta())
PATIENCE = Patience()
JSON = {"Content-Type": "application/json"}
TEXT = "О порядке дежурства в праздничные дни: " + "дежурство несётся круглосуточно. " * 6
LINES = (Line("notice-party", {"party": "KZ"}),)


def figures(place: Place) -> list[Figure]:
    """Return the throughput and the processor time beside the plain loops."""
    return asyncio.run(_figures(place))


async def _figures(place: Place) -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="nabat-botapi-") as folder:
        async with own_process(Path(folder)) as remote:
            durable, plain, bare = await _measured(place, remote)
    return [
        Figure(
            "fan-out, messages a second",
            _rate(durable),
            f"{_rate(plain)}, a plain loop of PTB on aiohttp",
            ratio(plain.seconds, durable.seconds),
            0.65,
            goal=0.8,
            least=True,
        ),
        Figure(
            "fan-out, processor time of a message",
            _each(durable),
            f"{_each(bare)}, bare aiohttp",
            ratio(durable.processor, bare.processor),
            3.0,
            goal=2.0,
        ),
    ]


def _rate(side: Side) -> str:
    return f"{CHATS / median(side.seconds):.0f}/s"


def _each(side: Side) -> str:
    return f"{1000 * median(side.processor) / CHATS:.3f} ms"


async def _measured(place: Place, remote: Remote) -> tuple[Side, Side, Side]:
    people = [str(number) for number in range(1, CHATS + 1)]
    for person in people:
        await remote.does("person", user_id=int(person), first_name=f"reader {person}")
        await remote.does(f"person/{person}/opens")
    desk = await Desk.open(place.url(SQLITE), place.folder)
    telegram = transport.Telegram(
        transport.Place(remote.token, remote.address, UNLIMITED, PATIENCE), _host()
    )
    request = PlainRequest()
    session = aiohttp.ClientSession()
    try:
        durable = Durable(desk, telegram, people)
        words = await durable.prepare()
        bot = Bot(remote.token, base_url=f"{remote.address}/bot", request=request)
        sides = (
            Side("durable", durable.round, before=durable.queued),
            Side("plain", _Plain(bot, words, people).round),
            Side("bare", _Bare(session, remote, words, people).round),
        )
        await alternate(sides, ROUNDS)
        return sides
    finally:
        await session.close()
        await request.shutdown()
        await telegram.close()
        await desk.database.close()


class Durable:
    """The delivery of the product, which finds its messages in the outbox."""

    def __init__(self, desk: Desk, telegram: transport.Telegram, people: list[str]) -> None:
        self._desk = desk
        self._people = people
        self._rounds = 0
        self._transport = telegram
        self._deliveries = Deliveries(desk.store, telegram)
        self._renderer = Renderer(Texts(), print)

    async def prepare(self) -> Rendered:
        """Enter the readers, send a first round, and return what one of them is to read."""
        await self._desk.store.run(self._readers)
        await self.queued()
        words = await self._desk.store.run(self._words)
        await self.round()
        return words

    async def queued(self) -> None:
        """Put the notice into the outbox, once for each reader."""
        await self._desk.store.run(self._queue)
        while await self._desk.store.run(self._mail):
            pass

    async def round(self) -> None:
        """Deliver everything: the time ends when the last one is recorded as sent."""
        delivery = Delivery(
            self._desk.store,
            self._desk.site,
            self._renderer,
            {Channel.TELEGRAM: self._transport},
            incarnation=f"bench-{self._rounds}",
            clock=self._desk.clock,
            random=Random(2014).random,
            pace=Pace(),
        )
        running = asyncio.ensure_future(delivery.run())
        try:
            await self._deliveries.end(CHATS)
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)

    def _readers(self, work: Work) -> None:
        like = work.registry.officer(ANSWERS)
        for person in self._people:
            reader = replace(like, id=f"reader-{person}", on_duty=False)
            work.registry.put_officer(reader)
            work.registry.bind(Channel.TELEGRAM, person, reader.id)

    def _queue(self, work: Work) -> None:
        self._rounds += 1
        turn = Turn(work, site=self._desk.site, key=f"round/{self._rounds}", now=work.now)
        notice = work.notices.recent(1)
        turn.say(
            "notice",
            to=[work.registry.officer(f"reader-{person}") for person in self._people],
            priority=Priority.NOTICE,
            about=notice[0].subject if notice else None,
            choices=(Choice("receipt", "1/2026"),),
            notice="1/2026",
            kind="circular",
            text=TEXT,
            lines=LINES,
        )

    def _mail(self, work: Work) -> bool:
        """Put a part of it into the outbox, as the clock does; say whether there was one."""
        turn = Turn(work, site=self._desk.site, key="clock", now=work.now)
        parts = work.outbox.mailings.due(1)
        for part in parts:
            mail(turn, part)
        return bool(parts)

    def _words(self, work: Work) -> Rendered:
        (row,) = work.leases.waiting(busy=(), limit=1)
        reader = work.registry.officer(row.saying.officer)
        return self._renderer.words_of(
            work, row.saying, reader, passage=Passage.CONTENT, repeated=False
        )


class PlainRequest(BaseRequest):
    """PTB's way to the server over aiohttp, as short as it can be."""

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """See PTB."""
        return PATIENCE.read

    async def initialize(self) -> None:
        """See PTB."""

    async def shutdown(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        """Make one call."""
        session = self._session = self._session or aiohttp.ClientSession()
        data = request_data.parameters if request_data else {}
        body = json.dumps(data, ensure_ascii=False).encode()
        async with session.request(method, url, data=body, headers=JSON) as answer:
            return answer.status, await answer.read()


class _Plain:
    """PTB's own objects in a loop."""

    def __init__(self, bot: Bot, words: Rendered, people: Iterable[str]) -> None:
        self._bot = bot
        self._words = words
        self._people = people

    async def round(self) -> None:
        """Send to everybody."""
        await _at_once(self._people, self._send)

    async def _send(self, person: str) -> None:
        rows = [
            [InlineKeyboardButton(each.label, callback_data=each.offer)]
            for each in self._words.buttons
        ]
        await self._bot.send_message(
            int(person),
            html(self._words.text, heading=True),
            parse_mode="HTML",
            reply_markup=InlineKeyboardMarkup(rows),
            protect_content=True,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )


class _Bare:
    """aiohttp alone: what any client has to do at least."""

    def __init__(
        self, session: aiohttp.ClientSession, remote: Remote, words: Rendered, people: Iterable[str]
    ) -> None:
        self._session = session
        self._url = f"{remote.address}/bot{remote.token}/sendMessage"
        self._people = people
        rows = [[{"text": each.label, "callback_data": each.offer}] for each in words.buttons]
        self._same = {
            "text": html(words.text, heading=True),
            "parse_mode": "HTML",
            "protect_content": True,
            "reply_markup": {"inline_keyboard": rows},
            "link_preview_options": {"is_disabled": True},
        }

    async def round(self) -> None:
        """Send to everybody."""
        await _at_once(self._people, self._send)

    async def _send(self, person: str) -> None:
        body = json.dumps({"chat_id": person, **self._same}, ensure_ascii=False).encode()
        async with self._session.post(self._url, data=body, headers=JSON) as answer:
            assert json.loads(await answer.read())["ok"]


async def _at_once(people: Iterable[str], send: Callable[[str], Awaitable[None]]) -> None:
    """Send to everybody, as many at a time as the product does."""
    waiting = iter(people)

    async def worker() -> None:
        for person in waiting:
            await send(person)

    await asyncio.gather(*(worker() for _ in range(SENDERS)))


def _host() -> transport.Host:
    async def nothing(*_: object) -> object:
        raise LookupError

    names = (each.name for each in fields(transport.Host) if each.default is MISSING)
    asked = dict.fromkeys(names, nothing) | {"stranger": str, "clock": wall}
    return transport.Host(**asked)  # type: ignore[arg-type]
