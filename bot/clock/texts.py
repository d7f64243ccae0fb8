"""What the operator is told of clocks that differ."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from bot.clock.reckoning import WALL, Standing
from bot.words.operator import Words

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
