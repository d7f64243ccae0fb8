"""
Watches the clocks: compares them, keeps what is known of the time, mends what a wrong one dated.

Doubt is written down, so that a restart does not forget since when moments may be wrong.
"""

import asyncio
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeAlias

import structlog
from sqlalchemy import Connection

from bot.clock import clock_file
from bot.clock.clocks import Steady
from bot.clock.keeper import Anchor, Timekeeper
from bot.clock.reckoning import APART, AWAY, OPERATOR, WALL, Judged
from handlers.chat.turn import Site, Turn
from handlers.clock.redating import redate
from storage.clocks import ACCEPTED, DOUBTED, OfDatabase, of_database
from storage.engine import StorageFailed
from storage.work import Store, Work

log = structlog.get_logger()
LOOKED_EACH = timedelta(seconds=1)
ASKED_EACH = timedelta(seconds=10)
# That no channel has answered yet is no news right after a start.
TOLD_AFTER = timedelta(seconds=10)
DATABASE, PRODUCT = "database", "nabat"
# What is written after a start is later than what was written before it.
_LATER = timedelta(seconds=1)


# Asks a database what its clock shows; None where it has none.
OfDatabaseAsked: TypeAlias = Callable[[Connection], OfDatabase | None]


class Watch:
    """The watch of one process. `begin` is called before anything is written, `run` then on."""

    def __init__(
        self,
        keeper: Timekeeper,
        store: Store,
        site: Site,
        file: Path | None = None,
        database: OfDatabaseAsked = of_database,
    ) -> None:
        self._keeper = keeper
        self._database = database
        self._store = store
        self._site = site
        self._file = file
        self._judged: Judged | None = None
        # Ticks of the steady clock: when the storage was asked, the file written, doubt begun.
        self._asked: float | None = None
        self._wrote: float | None = None
        self._doubted: float | None = None
        self._is_told = False
        # Before it runs nothing is told: the log is not yet where it will be.
        self._runs = False

    async def begin(self) -> Judged:
        """
        Find out what time it is, by what is known before any channel answers.

        Raises: StorageFailed.
        """
        keeper = self._keeper
        before = clock_file.read(self._file) if self._file else None
        last_at = await self._store.run(_last_written_at)
        if before is not None and before.is_of(keeper.steady):
            keeper.anchor = before.anchor
        elif before is not None and before.anchor.is_exact:
            last_at = max(last_at or before.anchor.at, before.anchor.at)
        if last_at is not None and (keeper.anchor is None or keeper() < last_at - APART):
            keeper.anchor = Anchor(last_at + _LATER, keeper.steady.read(), is_exact=False)
        await self._ask()
        return await self._compare()

    async def run(self) -> None:
        """Look each second, until cancelled."""
        self._runs = True
        try:
            while True:
                await asyncio.sleep(LOOKED_EACH.total_seconds())
                try:
                    await self.look()
                except StorageFailed as failure:
                    log.warning("clocks_not_compared", failure=str(failure))
                except Exception:
                    log.exception("clock_watch_failed")
        finally:
            ticks = self._keeper.steady.read()
            self._write(self._keeper.judgement(ticks), ticks, runs=False)

    async def look(self) -> None:
        """
        Compare the clocks once.

        Raises: StorageFailed; then what is taken for the time stays as it was.
        """
        if not self._keeper.is_sound or self._since(self._asked) >= ASKED_EACH:
            await self._ask()
        await self._compare()

    async def _ask(self) -> None:
        """Hear the database and the operator."""
        keeper = self._keeper

        def ask(work: Work) -> None:
            ticks, wall = keeper.steady.read(), keeper.wall()
            there = self._database(work.connection)
            if there is None:
                keeper.hear_not(DATABASE)
            else:
                keeper.hear(DATABASE, there.at, ticks, is_own=there.is_own)
            accepted = acceptance(work.recall(ACCEPTED), wall, keeper.steady)
            if accepted is None:
                keeper.hear_not(OPERATOR)
            else:
                keeper.hear(OPERATOR, accepted, ticks)

        await self._store.run(ask)
        self._asked = keeper.steady.read()

    async def _compare(self) -> Judged:
        keeper, ticks = self._keeper, self._keeper.steady.read()
        judged = keeper.judgement(ticks)
        self._show(judged, ticks)
        was = keeper.anchor.reckoning(ticks) if keeper.anchor else None
        if was is None:
            keeper.goes_by(judged, ticks)
        elif judged.known and (not was.is_exact or abs(judged.now - was.at) > APART):
            await self._set(judged, ticks, was.at)
        if not judged.is_sound:
            await self._doubt(judged)
            return judged
        keeper.follow(judged, ticks)
        if self._doubted is not None or OPERATOR in judged.agreed:
            await self._store.run(self._right_again)
            keeper.hear_not(OPERATOR)
        self._doubted, self._is_told = None, False
        return judged

    async def _set(self, judged: Judged, ticks: float, was: datetime) -> None:
        """Go by another time from now on, and move what was dated while it was in doubt."""
        keeper, before, by = self._keeper, self._keeper.anchor, judged.now - was

        def set_right(work: Work) -> None:
            doubted = work.recall(DOUBTED)
            # Set back, what was dated ahead of now is wrong although nobody doubted it.
            since = datetime.fromisoformat(doubted) if doubted else was
            if abs(by) > APART and (doubted or by < timedelta()):
                turn = Turn(work, site=self._site, key="clock", now=judged.now)
                redate(turn, since=since, by=by)
                turn.log(
                    "clock-set",
                    by=",".join(judged.agreed) or WALL,
                    seconds=int(by.total_seconds()),
                    since=since,
                )
            # Where one is still wrong what comes now is right, and may yet turn out not to be.
            work.remember(DOUBTED, "" if judged.is_sound else judged.now.isoformat())
            if OPERATOR in judged.agreed:
                work.remember(ACCEPTED, "")
            # Last, and inside: whoever comes next has the right time and what was moved.
            keeper.goes_by(judged, ticks)

        try:
            await self._store.run(set_right)
        except BaseException:
            keeper.anchor = before
            raise
        if OPERATOR in judged.agreed:
            keeper.hear_not(OPERATOR)
        keeper.was_set(by)
        if self._runs:
            log.info("clock_set", by=judged.agreed, seconds=int(by.total_seconds()))

    async def _doubt(self, judged: Judged) -> None:
        """Note since when moments may be wrong, and tell the operator."""
        if self._doubted is None:
            await self._store.run(_note_doubt)
            self._doubted = self._keeper.steady.read()
        if self._is_told or not self._runs:
            return
        if not judged.known and self._since(self._doubted) < TOLD_AFTER:
            return
        ahead = ", ".join(
            f"{name} {each.total_seconds():.0f}" for name, each in judged.apart.items()
        )
        log.error("clocks_differ", standing=judged.wall, known=judged.known, ahead=ahead)
        self._is_told = True
        await self._store.run(
            lambda work: self._log(work, "clock-doubted", standing=judged.wall, ahead=ahead)
        )

    def _right_again(self, work: Work) -> None:
        work.remember(DOUBTED, "")
        # What the operator accepted was for this once.
        work.remember(ACCEPTED, "")
        if self._is_told:
            self._log(work, "clock-right")

    def _log(self, work: Work, action: str, **facts: str) -> None:
        work.journal.write(action, actor=PRODUCT, at=work.now, subject=None, **facts)

    def _show(self, judged: Judged, ticks: float) -> None:
        """Write the file at each change, and every few seconds."""
        before, self._judged = self._judged, judged
        is_old = self._since(self._wrote) >= clock_file.WRITTEN_EACH
        if self._file is None or not (is_old or before is None or _signs(before) != _signs(judged)):
            return
        self._wrote = ticks
        self._write(judged, ticks)

    def _write(self, judged: Judged, ticks: float, *, runs: bool = True) -> None:
        if self._file is None:
            return
        report = clock_file.report(judged, ticks, self._keeper.steady.boot, runs=runs)
        try:
            clock_file.write(self._file, report)
        except OSError as error:
            log.warning("health_not_written", failure=type(error).__name__)

    def _since(self, ticks: float | None) -> timedelta:
        if ticks is None:
            return timedelta.max
        return timedelta(seconds=self._keeper.steady.read() - ticks)


def accept(work: Work, wall: datetime, steady: Steady) -> None:
    """Take the wall clock for right on the operator's word."""
    last_at = work.journal.last_at()
    said = {
        "wall": wall.isoformat(),
        "ticks": steady.read(),
        "boot": steady.boot,
        "before": last_at.isoformat() if last_at else None,
    }
    work.remember(ACCEPTED, json.dumps(said))
    work.journal.write("clock-accepted", actor=OPERATOR, at=work.now, wall=wall.isoformat())


def acceptance(said: str | None, wall: datetime, steady: Steady) -> datetime | None:
    """Return what time it is by what the operator accepted; None when that says nothing now."""
    if not said:
        return None
    accepted = json.loads(said)
    at = datetime.fromisoformat(accepted["wall"])
    if steady.boot and accepted["boot"] == steady.boot:
        return at + timedelta(seconds=steady.read() - accepted["ticks"])
    # The machine has begun anew since: it holds for a while.
    return wall if timedelta() <= wall - at <= AWAY else None


def _last_written_at(work: Work) -> datetime | None:
    """Return when something was written last; what the operator accepted later is no evidence."""
    said = work.recall(ACCEPTED)
    before = json.loads(said)["before"] if said else None
    return datetime.fromisoformat(before) if before else work.journal.last_at()


def _note_doubt(work: Work) -> None:
    if not work.recall(DOUBTED):
        work.remember(DOUBTED, work.now.isoformat())


def _signs(judged: Judged) -> object:
    return judged.wall, judged.known, frozenset(judged.apart)
