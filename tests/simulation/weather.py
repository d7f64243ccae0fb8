"""
The bad weather of a seed: channels that fail for hours, a disk that refuses, clocks, bad rows.

Each seed surely has one kind, by `SURE`; every other one seldom. What is drawn here takes nothing
from the chance of the world, so that a seed's people do not change with its weather.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from math import exp, log
from random import Random
from typing import TypeAlias

from protocol.parties import Channel
from storage.setbacks import Place
from tests.simulation.damage import SPOILABLE

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
SELDOM = 0.03
# How long channels and clocks are wrong, and how long a disk refuses.
LASTING = (MINUTE, 26 * HOUR)
REFUSING = (MINUTE, 10 * MINUTE)
# The first seeds are played by every `make test`: what they have lasts as long as it has to.
BRIEFLY = (25 * MINUTE, 50 * MINUTE)
REFUSING_BRIEFLY = (MINUTE, 3 * MINUTE)


class Failing(StrEnum):
    """How a channel fails: what becomes of what is sent, and whether anything comes in."""

    REFUSES = "refuses"
    LOSES = "loses"  # nobody knows, and it has not arrived
    DOUBTS = "doubts"  # nobody knows, and it has
    HANGS = "hangs"

    @property
    def is_deaf(self) -> bool:
        """Say whether what people do waits with the server."""
        return self in (Failing.REFUSES, Failing.HANGS)


class Refusing(StrEnum):
    """How a disk refuses every write."""

    BEGIN = "begin"
    COMMIT = "commit"
    FULL = "full"  # SQLite's own, at the first page that does not fit
    UNANSWERED = "unanswered"  # it is written, and the answer is lost


@dataclass(frozen=True, slots=True)
class Outage:
    """Channels fail."""

    channels: Collection[Channel]
    how: Failing


@dataclass(frozen=True, slots=True)
class Refusal:
    """The disk refuses."""

    how: Refusing


@dataclass(frozen=True, slots=True)
class Damage:
    """One row that is owed becomes unreadable, in a column of its own choice."""

    place: Place


@dataclass(frozen=True, slots=True)
class Step:
    """The machine's clock is wrong by so much; who starts it meanwhile may start it anew."""

    by: timedelta


What: TypeAlias = Outage | Refusal | Damage | Step


@dataclass(frozen=True, slots=True)
class Storm:
    """Something that begins with an act of people and lasts."""

    act: int
    lasting: timedelta
    what: What


def _outage(how: Failing, *channels: Channel) -> Callable[[Random], Storm]:
    def drawn(random: Random) -> Storm:
        return Storm(_act(random), _between(random, *LASTING), Outage(channels, how))

    return drawn


def _refusal(how: Refusing) -> Callable[[Random], Storm]:
    def drawn(random: Random) -> Storm:
        # Each loop tries each second, and what it tries takes time where it begins in earnest.
        return Storm(_act(random), _between(random, *REFUSING), Refusal(how))

    return drawn


def _step(sign: int) -> Callable[[Random], Storm]:
    def drawn(random: Random) -> Storm:
        by = sign * _between(random, 2 * MINUTE, 5 * DAY)
        return Storm(_act(random), _between(random, *LASTING), Step(by))

    return drawn


def _damage(place: Place) -> Callable[[Random], Storm]:
    return lambda random: Storm(_act(random), timedelta(), Damage(place))


KINDS: dict[str, Callable[[Random], Storm]] = {
    **{f"both-{how}": _outage(how, Channel.CONSOLE, Channel.TELEGRAM) for how in Failing},
    **{f"console-{how}": _outage(how, Channel.CONSOLE) for how in Failing},
    **{f"telegram-{how}": _outage(how, Channel.TELEGRAM) for how in Failing},
    **{f"disk-{how}": _refusal(how) for how in Refusing},
    "clock-ahead": _step(1),
    "clock-back": _step(-1),
    **{f"row-{place}": _damage(place) for place in SPOILABLE},
}
# What a seed has surely: the remainder of its division. Every kind stands in it.
SURE: tuple[tuple[str, ...], ...] = (
    ("telegram-refuses", "clock-ahead"),
    ("both-refuses", "row-message"),
    ("both-loses", "row-obligation"),
    ("both-doubts", "row-event"),
    ("both-hangs", "row-card"),
    ("console-refuses", "disk-begin"),
    ("console-loses", "disk-full"),
    ("console-doubts", "disk-commit", "row-message"),
    ("telegram-loses", "disk-unanswered"),
    ("console-hangs", "row-obligation"),
    ("telegram-doubts", "disk-commit", "row-message"),
    ("telegram-hangs", "clock-back", "disk-begin"),
)


def drawn(seed: int) -> tuple[Storm, ...]:
    """Return the storms of a seed, by the act with which they begin."""
    random = Random(f"weather {seed}")
    sure = SURE[seed % len(SURE)]
    storms = [
        make(random) for name, make in KINDS.items() if name in sure or random.random() < SELDOM
    ]
    if seed < len(SURE):
        storms = [_brief(random, each) for each in storms]
    return tuple(sorted(storms, key=lambda each: each.act))


def _brief(random: Random, storm: Storm) -> Storm:
    match storm.what:
        case Damage():
            return storm
        case Refusal():
            return replace(storm, lasting=_between(random, *REFUSING_BRIEFLY))
        case _:
            return replace(storm, lasting=_between(random, *BRIEFLY))


def _act(random: Random) -> int:
    return random.randrange(3, 40)


def _between(random: Random, least: timedelta, most: timedelta) -> timedelta:
    """Draw a span of which each order of magnitude is as likely."""
    low, high = log(least.total_seconds()), log(most.total_seconds())
    return timedelta(seconds=exp(random.uniform(low, high)))


@dataclass
class Spells:
    """When something did not work; `fair` is what is left of a span."""

    _spells: list[tuple[str, datetime, datetime | None]] = field(default_factory=list)

    def begins(self, what: str, at: datetime) -> None:
        """Something stops working."""
        self._spells.append((what, at, None))

    def ends(self, what: str, at: datetime) -> None:
        """It works again."""
        self._spells = [
            (name, since, at if name == what and until is None else until)
            for name, since, until in self._spells
        ]

    def fair(
        self, since: datetime, until: datetime, bad: Callable[[Collection[str]], bool]
    ) -> timedelta:
        """Return for how long of a span what did not work was not `bad`."""
        edges = {since, until}
        for _, begun, ended in self._spells:
            edges |= {each for each in (begun, ended) if each and since < each < until}
        moments = sorted(edges)
        left = timedelta()
        for begun, ended in pairwise(moments):
            out = {
                name
                for name, since_then, until_then in self._spells
                if since_then <= begun and (until_then is None or until_then >= ended)
            }
            left += timedelta() if bad(out) else ended - begun
        return left
