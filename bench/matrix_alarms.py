"""Over Matrix: a number that was received to the alarm at the homeserver, beside its parts."""

import asyncio
import time
from dataclasses import replace
from typing import Any

import structlog

from bench.databases import SQLITE, Place
from bench.desk import ANSWERS, ASKS, Desk, filled_form
from bench.figures import Figure, median, milliseconds
from bench.matrix import Bare, Durable, bots, dropped, readers_of
from bot.app import App
from bot.transports.base import Event, Outcome, Receipt
from bot.transports.matrix.transport import Matrix
from bot.words.message import Rendered
from bot.words.texts import Texts
from handlers.chat.events import Said
from tests.journeys.overmatrix import choices
from tests.worlds.homeserver.environment import missing_olm, missing_synapse
from tests.worlds.homeserver.server import Homeserver

GIVEN_UP_AFTER = 30.0
ROUNDS = 40
# What the bot does after an alarm, its card and the record of both, is no part of the parts.
SETTLED = 0.3
WARMING_UP = 5
SEND, ALARM = "Нет гостайны, отправить", "СРОЧНОЕ ОБРАЩЕНИЕ"


class Watch:
    """When the number came in, and when the alarm was at the homeserver."""

    def __init__(self) -> None:
        self.received = self.sent = 0.0
        self.words: Rendered | None = None
        self._arrived = asyncio.Event()

    def begins(self, app: App, transport: Matrix) -> None:
        """Stand between the bot and both its ends."""
        self._receive, self._send = app.inbox.take, transport.send
        app.inbox.take = self.receives  # type: ignore[method-assign]
        transport.send = self.sends  # type: ignore[method-assign]

    async def receives(self, event: Event) -> Receipt:
        """Note when a number was received."""
        if isinstance(event.incoming, Said) and event.incoming.text.isdecimal():
            self.received = time.perf_counter()
        return await self._receive(event)

    async def sends(
        self, address: str, message: Rendered, *, key: str, urgent: bool = False
    ) -> Outcome:
        """Note when the alarm was sent."""
        outcome = await self._send(address, message, key=key, urgent=urgent)
        if urgent and ALARM in message.text:
            self.sent, self.words = time.perf_counter(), message
            self._arrived.set()
        return outcome

    async def alarm(self, bot: Durable, asks: Any, form: str) -> float:
        """Let a request be sent; return the seconds from the number to the alarm."""
        room, before = bot.rooms[asks.user_id], len(asks.said_by(bot.user))
        self._arrived.clear()
        await asks.says(room, form)
        number = await asks.waits_for(
            lambda me: next(
                (
                    str(number)
                    for each in me.said_by(bot.user)[before:]
                    for number, label in choices(each.body)[1]
                    if label == SEND
                ),
                None,
            ),
            GIVEN_UP_AFTER,
        )
        await asks.says(room, number)
        await asyncio.wait_for(self._arrived.wait(), GIVEN_UP_AFTER)
        return self.sent - self.received


def figures(place: Place) -> list[Figure]:
    """Return the ratio; nothing where no homeserver can run."""
    if missing := missing_synapse() or missing_olm():
        print(f"matrix-alarms: skipped. {missing}", flush=True)
        return []
    structlog.configure(processors=[dropped])
    try:
        whole, parts = asyncio.run(_measured(place))
    finally:
        structlog.reset_defaults()
    return [
        Figure(
            "Matrix: number received to alarm at server",
            milliseconds(whole),
            f"{milliseconds(parts)}, its turn and one send of bare nio",
            median(whole) / median(parts),
            1.5,
        )
    ]


async def _measured(place: Place) -> tuple[list[float], list[float]]:
    homeserver, watch = Homeserver(), Watch()
    try:
        await homeserver.start()
        async with (
            readers_of(homeserver, ASKS, ANSWERS) as readers,
            bots(place, homeserver, readers, watch.begins) as (durable, bare),
        ):
            return await _beside(place, readers, durable, bare, watch)
    finally:
        homeserver.close()


async def _beside(
    place: Place, readers: dict[str, Any], durable: Durable, bare: Bare, watch: Watch
) -> tuple[list[float], list[float]]:
    form = filled_form(Texts())
    to = bare.rooms[readers[ANSWERS].user_id]
    desk = await Desk.open(place.url(SQLITE), place.folder)
    whole: list[float] = []
    parts: list[float] = []
    try:
        for number in range(WARMING_UP + ROUNDS):
            took = await watch.alarm(durable, readers[ASKS], form)
            assert watch.words is not None
            await asyncio.sleep(SETTLED)
            turned = await desk.sends()
            # Without the choices: their numbers are no work of the homeserver.
            bare.words = replace(watch.words, buttons=())
            began = time.perf_counter()
            await bare.send(to)
            sent = time.perf_counter() - began
            if number >= WARMING_UP:
                whole.append(took)
                parts.append(turned + sent)
    finally:
        await desk.database.close()
    return whole, parts
