"""What time it is where clocks disagree: a decision over what each of them shows at one moment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

# Two that are no farther from each other show the same time.
APART = timedelta(seconds=60)
# After a start the wall clock alone may be so far past the last thing written: the bot was away.
AWAY = timedelta(hours=1)
WALL, STEADY, OPERATOR = "wall", "steady", "operator"


class Standing(StrEnum):
    """How the wall clock stands to what is taken for the time."""

    RIGHT = "right"
    BEHIND = "behind"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Reckoned:
    """
    What is known without the wall clock: `at`, or, where it is not exact, no earlier than that.

    Exact is what has passed since a moment that was known, by a clock that nobody can set; not
    exact the moment of the last thing written, and what has passed since the start.
    """

    at: datetime
    is_exact: bool = True


@dataclass(frozen=True, slots=True)
class Judged:
    """
    What is taken for the time, and who shows another: by how much each is ahead of it.

    Where it is not `known`, `now` is the earliest that it can be, and nobody is late by it.
    """

    now: datetime
    wall: Standing
    known: bool = True
    apart: Mapping[str, timedelta] = field(default_factory=dict)
    agreed: tuple[str, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Say whether all show the same time."""
        return self.known and not self.apart


def judge(wall: datetime, others: Mapping[str, datetime], reckoned: Reckoned | None) -> Judged:
    """
    Return what time it is, by the wall clock, independent `others`, and what was reckoned.

    The time is what most agree on, at least two; what the operator and another one say goes before
    that. Where each says another thing the reckoning holds when it is exact; else the wall clock
    where it is possible, then whoever else is. Nobody alone moves the time back, nor ahead by more
    than `AWAY`.
    """
    shown = {WALL: wall, **others}
    if reckoned is not None and reckoned.is_exact:
        shown[STEADY] = reckoned.at
    best = max((_around(at, shown) for at in shown.values()), key=_weight)
    if len(best) > 1 or STEADY in best:
        now, known = shown[_leader(best, shown)], True
    else:
        now, known = _alone(wall, others, reckoned)
    standing = Standing.RIGHT
    if abs(wall - now) > APART:
        standing = Standing.AHEAD if wall > now else Standing.BEHIND
    apart = {
        name: at - now
        for name, at in shown.items()
        if name not in (STEADY, OPERATOR) and abs(at - now) > APART
    }
    return Judged(now, standing, known, apart, tuple(sorted(best)) if len(best) > 1 else ())


def _around(centre: datetime, shown: Mapping[str, datetime]) -> frozenset[str]:
    return frozenset(name for name, at in shown.items() if abs(at - centre) <= APART)


def _weight(agreed: frozenset[str]) -> tuple[bool, int, bool, bool, tuple[str, ...]]:
    """Most count; of as many those who go on from what was known, then those with the wall."""
    accepted = OPERATOR in agreed and len(agreed) > 1
    return accepted, len(agreed), STEADY in agreed, WALL in agreed, tuple(sorted(agreed))


def _leader(agreed: frozenset[str], shown: Mapping[str, datetime]) -> str:
    for name in (WALL, STEADY):
        if name in agreed:
            return name
    return min(agreed, key=lambda name: (shown[name], name))


def _alone(
    wall: datetime, others: Mapping[str, datetime], reckoned: Reckoned | None
) -> tuple[datetime, bool]:
    """Return what is taken for the time where nobody agrees, and whether it is known by that."""
    if reckoned is None:
        return wall, True
    earliest = reckoned.at
    for at in (wall, *sorted(others.values())):
        if earliest - APART <= at <= earliest + AWAY:
            return at, True
    return earliest, False
