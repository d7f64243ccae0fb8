"""What `nabat check` says of the clocks: which one shows another time, by how much, what to do."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from bot import clock_file
from bot.clock import Clock, Steady
from bot.finding import Finding, Findings
from bot.language import Words
from bot.reckoning import APART, WALL, Standing

# Of the clock of the machine itself; what others show is `operator-clock-apart`.
_OF_WALL = {Standing.BEHIND: "operator-clock-behind", Standing.AHEAD: "operator-clock-ahead"}


def clock_texts(wall: Standing, apart: Mapping[str, timedelta], words: Words) -> Iterator[str]:
    """Yield what the operator is told of clocks that differ."""
    if wall in _OF_WALL:
        by = apart.get(WALL, timedelta())
        yield words(_OF_WALL[wall], lasting=words.texts.duration(by, words.lang))
    for source, by in sorted(apart.items()):
        if source != WALL:
            lasting = words.texts.duration(by, words.lang)
            yield words("operator-clock-apart", source=source, lasting=lasting)


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
