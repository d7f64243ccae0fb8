"""What `nabat check` says of the clocks: which one shows another time, by how much, what to do."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from bot.clock import clock_file
from bot.clock.clocks import Clock, Steady
from bot.clock.reckoning import APART, WALL, Standing
from bot.clock.texts import clock_texts
from bot.operator.finding import Finding, Findings
from bot.words.operator import Words


def clock_findings(
    last_at: datetime | None, file: Path, clock: Clock, steady: Steady, words: Words
) -> Findings:
    """
    Yield which clocks differ: as a running bot has found, or as the clock shows now.

    Without one the clock may not be behind the last thing written, nor, where the bot ran since
    the machine began, apart from what has passed since.
    """
    found = clock_file.read(file)
    if found is not None and found.is_fresh(steady):
        yield from _bad(clock_texts(found.wall, found.apart, words))
        return
    now = clock()
    by = now - last_at if last_at is not None and now < last_at else timedelta()
    if found is not None and found.is_of(steady) and found.anchor.is_exact:
        by = now - found.now(steady)
    if abs(by) > APART:
        standing = Standing.AHEAD if by > timedelta() else Standing.BEHIND
        yield from _bad(clock_texts(standing, {WALL: by}, words))


def _bad(texts: Iterable[str]) -> Findings:
    return (Finding(False, text) for text in texts)
