"""The composition root: the only file that knows everything."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot import inbox
from bot.attempts import Attempts, whole
from bot.clock import Clock
from bot.delivery import Delivery
from bot.excusing import Excuses
from bot.in_hand import InHand
from bot.inbox import Inbox
from bot.recording import Pace
from bot.register import Register
from bot.rendering import Renderer
from bot.texts import Texts
from bot.ticker import Ticker
from bot.transports.base import Transport
from handlers import casefile, clockwork
from handlers.digests import next_digest
from handlers.kit import House, Turn
from protocol.parties import Channel
from protocol.policy import Policy
from storage.engine import PostgreSQL, SQLite, StorageFailed
from storage.files import Foreign
from storage.setbacks import Place
from storage.work import Store, Work

log = structlog.get_logger()
INBOX_KEPT = timedelta(hours=48)
OUTBOX_KEPT = timedelta(days=7)
# Longer than a message is tried to be sent.
EXPORT_KEPT = timedelta(hours=25)
# A file is written moments before the transaction that names it ends.
NAMED_WITHIN = timedelta(hours=1)
INSTALLATION = "installation"
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
        self.house = House(
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
                Place.OBLIGATION: self._silenced,
                Place.MESSAGE: lambda work, row, number: self.delivery.set_aside(work, row, number),
                Place.CARD: _card_ended,
            },
        )
        self.inbox = Inbox(store, self.house, self.in_hand)
        self.delivery = Delivery(
            store,
            self.house,
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
            store, self.house, frame.clock, frame.tick_at_least, attempts=self._attempts
        )
        self._watch = frame.watch

    async def run(self) -> None:
        """Run everything until cancelled; what ends one loop ends all."""
        ended_with = await self._begin()
        async with asyncio.TaskGroup() as group:
            if self._watch is not None:
                group.create_task(self._watch())
            for transport in self.transports.values():
                receive = self.excuses.receiving(transport, self.inbox.receive, group)
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
                ended_with = await self.store.run(self._begun)
            except StorageFailed as failure:
                log.error("not_begun", failure=str(failure))
                await asyncio.sleep(AGAIN.total_seconds())
            else:
                self.in_hand.forget()
                return ended_with

    def _begun(self, work: Work) -> bool:
        left = self.in_hand.left()
        for place, row in left:
            log.error("process_ended_with", place=place, row=row)
            whole(work, partial(self._ended_with, work, place, row), "not_counted", row=row)
        whole(work, lambda: self.excuses.know(work), "nobody_known")
        anew = work.setbacks.try_anew()
        if anew:
            log.warning("tried_anew", count=anew)
        return bool(left)

    def _ended_with(self, work: Work, place: Place, row: str) -> None:
        if place is Place.EVENT:
            inbox.failed(work, self.house, int(row))
        else:
            self._attempts.failed(work, place, row, None, fatal=True)

    def _silenced(self, work: Work, id: str, incident: str) -> str | None:
        turn = Turn(work, house=self.house, key=f"incident/{incident}", now=work.now)
        return clockwork.silenced(turn, id, incident)

    async def enter(self, register: Register) -> None:
        """Put a register into the storage; what it does not name stays."""
        await self.store.run(lambda work: entered(work, register, self.house.policy))


def entered(work: Work, register: Register, policy: Policy) -> None:
    """Enter Parties, authorities, officers, accounts and agreements, and journal it."""
    for bond in register.bonds:
        work.registry.put_bond(bond)
    for authority in register.authorities:
        work.registry.put_authority(authority)
        work.registry.next_digest(authority.id, next_digest(authority, policy, work.now))
    for officer in register.officers:
        work.registry.put_officer(officer)
    for account in register.accounts:
        work.registry.bind(account.channel, account.address, account.officer)
    for agreement in register.agreements:
        work.registry.put_agreement(agreement)
    work.journal.write(
        "register",
        actor="operator",
        at=work.now,
        authorities=len(register.authorities),
        officers=len(register.officers),
        agreements=len(register.agreements),
    )


def _card_ended(work: Work, id: str, _incident: str) -> None:
    work.cards.stop(id)


def housekeeping(store: Store, database: SQLite | PostgreSQL) -> AsyncIOScheduler:
    """Return the scheduler of what may be late: checkpoints, pruning, sweeping. Nothing owed is."""
    scheduler = AsyncIOScheduler(timezone="UTC", job_defaults={"misfire_grace_time": None})

    async def checkpoint() -> None:
        try:
            await database.checkpoint()
        except StorageFailed as failure:
            log.warning("no_checkpoint", failure=str(failure))

    async def prune() -> None:
        try:
            await store.run(pruned)
        except StorageFailed as failure:
            log.warning("not_pruned", failure=str(failure))

    async def sweep() -> None:
        try:
            count = await store.run(swept)
        except StorageFailed as failure:
            log.warning("not_swept", failure=str(failure))
        except Foreign:
            log.error("attachments_foreign")
        else:
            if count:
                log.info("swept", count=count)

    scheduler.add_job(checkpoint, "interval", minutes=5, coalesce=True)
    scheduler.add_job(prune, "interval", hours=1, coalesce=True)
    scheduler.add_job(sweep, "interval", hours=1, coalesce=True)
    return scheduler


def pruned(work: Work) -> None:
    """Delete what is no longer needed: handled events, ended rows, old offers and codes."""
    parts: Mapping[str, Callable[[], object]] = {
        "inbox": lambda: work.inbox.prune(work.now - INBOX_KEPT),
        "outbox": lambda: work.outbox.prune(work.now - OUTBOX_KEPT),
        "offers": work.offers.prune,
        "admissions": work.admissions.prune,
        "exports": lambda: work.attachments.expire(casefile.ABOUT, work.now - EXPORT_KEPT),
        "strangers": work.strangers.prune,
        "passes": work.passes.prune,
        "setbacks": work.setbacks.prune,
    }
    for name, part in parts.items():
        whole(work, part, "part_not_pruned", part=name)


def swept(work: Work) -> int:
    """
    Delete the files that no attachment and no event names, as a crash leaves them.

    Raises: Foreign when the folder is another installation's.
    """
    installation = work.remembered(INSTALLATION)
    if installation is None:
        # The folder is marked when this has been committed: at the next time.
        work.remember(INSTALLATION, work.id())
        return 0
    return work.files.sweep(work.now - NAMED_WITHIN, installation=installation)
