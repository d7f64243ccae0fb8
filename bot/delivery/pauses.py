"""How long until what was not taken, or is in doubt, is sent again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias

from bot.delivery.passing import BREATH
from bot.transports.base import Later

LONGEST_BACKOFF = timedelta(minutes=1)
# How long at most until what is in doubt is sent again: a person reads each repetition.
SHORTEST_DOUBT = timedelta(seconds=2)
LONGEST_DOUBT = timedelta(minutes=30)
LONGEST_DOUBT_OF_AN_ALARM = timedelta(minutes=5)
# Returns a float in [0, 1).
Random: TypeAlias = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Pace:
    """When a message whose end is unknown is sent again quickly; afterwards it is spaced."""

    resend_unknown: tuple[timedelta, ...] = (timedelta(seconds=10), timedelta(seconds=30))


def until_taken(later: Later, attempts: int, random: Random) -> timedelta:
    """Return what the server asked for, up to twice; without it what grows by itself."""
    if later.paced:
        return BREATH
    jitter = min(LONGEST_BACKOFF, _growth(attempts)) * random()
    return later.after + min(jitter, later.after) if later.after else jitter


def in_doubt(tried_for: timedelta, random: Random, *, is_alarm: bool) -> timedelta:
    """Return a pause of at most half of the time for which a message is tried already."""
    longest = LONGEST_DOUBT_OF_AN_ALARM if is_alarm else LONGEST_DOUBT
    return min(longest, max(tried_for, 2 * SHORTEST_DOUBT) / 2) * _about_one(random)


def of_a_card(attempts: int, random: Random) -> timedelta:
    """Return how long a card waits whose edit is in doubt."""
    return min(LONGEST_DOUBT, _growth(attempts)) * _about_one(random)


def of_an_odd_card(random: Random) -> timedelta:
    """Return how long a card waits that was tried too often."""
    return LONGEST_DOUBT * _about_one(random)


def _growth(attempts: int) -> timedelta:
    return timedelta(seconds=2 ** min(attempts, 16))


def _about_one(random: Random) -> float:
    return (1 + random()) / 2
