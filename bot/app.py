"""The composition root: the only file that knows everything."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import structlog

from bot.clock.clocks import Clock
from bot.delivery.loop import Delivery
from bot.delivery.pauses import Pace
from bot.delivery.render import Renderer
from bot.inbox import inbox
from bot.inbox.excuses import Excuses
from bot.inbox.inbox import Inbox
from bot.ticker import Ticker
from bot.transports.base import Transport
from bot.tries.attempts import Attempts, try_whole
from bot.tries.in_hand import InHand
from bot.words.texts import Texts
from handlers.catalogue import LISTING
from handlers.chat.turn import Site, Turn
from handlers.clock import tick
from handlers.clock.answers import owe_answers
from handlers.clock.named_period import read_earlier_ones
from handlers.clock.upgrading import owe_receipts
from protocol.parties import Channel
from protocol.policy import Policy
from storage.engine import StorageFailed
from storage.setbacks import Place
from storage.work import Store, Work

log = structlog.get_logger()
AGAIN = timedelta(seconds=1)
APART = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Frame:
    """
    What the outside gives: the clock, randomness, the pace of retries and of the ticker.

    `in_hand` is the file that tells the next process what ended this one; None keeps none.
    `watch` runs beside the rest and compares the clock with others; None where it cannot be wrong.
    """

    clock: Clock
    random: Callable[[], float]
    incarnation: str
    pace: Pace = field(default_factory=Pace)
    tick_at_least: timedelta = timedelta(seconds=1)
    in_hand: Path | None = None
    watch: Callable[[], Coroutine[Any, Any, None]] | None = None


class App:
    """The bot: inbox, delivery and ticker over one store, and any number of transports."""

    def __init__(
        self,
        store: Store,
        policy: Policy,
        texts: Texts,
        transports: Mapping[Channel, Transport],
        frame: Frame,
    ) -> None:
        self.store = store
        self.texts = texts
        self.transports = transports
        self.renderer = Renderer(texts, lambda key: log.error("text_missing", key=key))
        self.site = Site(
            LISTING,
            policy=policy,
            words=texts.vocabulary(),
            channels=frozenset(transports),
            labels=self.renderer.labels,
        )
        self.excuses = Excuses(store, texts)
        self.in_hand = InHand(frame.in_hand)
        self._attempts = Attempts(
            self.in_hand,
            {
                Place.OBLIGATION: self._tell_silence,
                Place.MESSAGE: lambda work, row, number: self.delivery.set_aside(work, row, number),
                Place.CARD: _stop_card,
            },
        )
        self.inbox = Inbox(store, self.site, self.in_hand)
        self.delivery = Delivery(
            store,
            self.site,
            self.renderer,
            transports,
            incarnation=frame.incarnation,
            clock=frame.clock,
            random=frame.random,
            pace=frame.pace,
            look_at_least=frame.tick_at_least,
            attempts=self._attempts,
        )
        self.ticker = Ticker(
            store, self.site, frame.clock, frame.tick_at_least, attempts=self._attempts
        )
        self._watch = frame.watch

    async def run(self) -> None:
        """Run everything until cancelled; what ends one loop ends all."""
        ended_with = await self._begin()
        async with asyncio.TaskGroup() as group:
            if self._watch is not None:
                group.create_task(self._watch())
            for transport in self.transports.values():
                receive = self.excuses.wrap(transport, self.inbox.take, group)
                group.create_task(transport.run(receive))
            for loop in (self.inbox.run, self.ticker.run, self.delivery.run):
                group.create_task(loop())
                if ended_with:
                    # One after the other: what ends the process again has no innocent beside it.
                    await asyncio.sleep(APART.total_seconds())

    async def _begin(self) -> bool:
        """
        Count what the last process had in hand at its end, and try anew what was set aside.

        Returns whether there was something in hand.
        """
        while True:
            try:
                ended_with = await self.store.run(self._take_over)
            except StorageFailed as failure:
                log.error("not_begun", failure=str(failure))
                await asyncio.sleep(AGAIN.total_seconds())
            else:
                self.in_hand.forget()
                return ended_with

    def _take_over(self, work: Work) -> bool:
        left = self.in_hand.leftovers()
        for place, row in left:
            log.error("process_ended_with", place=place, row=row)
            try_whole(work, partial(self._count_fatal, work, place, row), "not_counted", row=row)
        try_whole(work, lambda: self.excuses.know(work), "nobody_known")
        try_whole(work, lambda: self._owe_answers(work), "not_owed_anew")
        try_whole(work, lambda: read_earlier_ones(work, self.site), "named_periods_unread")
        try_whole(work, lambda: self._owe_receipts(work), "receipts_not_owed")
        anew = work.setbacks.try_anew()
        if anew:
            log.warning("tried_anew", count=anew)
        return bool(left)

    def _owe_receipts(self, work: Work) -> None:
        count = owe_receipts(work, self.site)
        if count:
            log.info("receipts_owed", count=count)

    def _count_fatal(self, work: Work, place: Place, row: str) -> None:
        if place is Place.ARRIVAL:
            self.inbox.suspect(row)
        elif place is Place.EVENT:
            inbox.count_failure(work, self.site, int(row))
        else:
            self._attempts.count_failure(work, place, row, None, fatal=True)

    def _owe_answers(self, work: Work) -> None:
        owed = owe_answers(Turn(work, site=self.site, key="objections", now=work.now))
        if owed:
            log.info("answers_owed", count=owed)

    def _tell_silence(self, work: Work, id: str, incident: str) -> str | None:
        turn = Turn(work, site=self.site, key=f"incident/{incident}", now=work.now)
        return tick.tell_silence(turn, id, incident)


def _stop_card(work: Work, id: str, _incident: str) -> None:
    work.cards.stop(id)
