"""
The moments at which the bot is killed: each is a way to wait for one, drawn by its odds.

Some lie at a time, some after a count of calls or acts, some inside a call that the server holds
back: then the message stands in the chat, and the bot does not know it.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import TypeAlias

from tests.kills.people import Town
from tests.worlds.botapi.remote import Remote

# Seconds. A start takes about half of one until the first call.
START = 0.8
LONGEST_WAIT = 3.0
LONG = 60.0
MOST_CALLS = 60
MOST_ACTS = 12
STARTING = "while it starts"
ALARM = "СРОЧНОЕ ОБРАЩЕНИЕ"
CARD = "По состоянию на"


@dataclass(frozen=True, slots=True)
class Trouble:
    """
    What the server is ordered to do to one of the next calls of a method, with `text` in it.

    `seconds` is how long it lasts; the process is killed somewhere inside.
    """

    name: str
    method: str
    times: int = 1
    seconds: float = LONG
    within: float = 0.05
    text: str = ""


Wait: TypeAlias = Callable[[Town, Random], Awaitable[None]]
# How to wait for each kind of moment, and its odds.
Moments: TypeAlias = Mapping[str, tuple[int, Wait]]


async def while_it_starts(town: Town, random: Random) -> None:
    """Kill it before or shortly after it works: counted from the start, whatever happens."""
    await asyncio.sleep(random.uniform(0, START))


async def some_time_later(town: Town, random: Random) -> None:
    """Kill it anywhere."""
    await asyncio.sleep(random.uniform(0, 0.5))


async def after_some_calls(town: Town, random: Random) -> None:
    """Kill it when it has called the server a few times more."""
    wanted = town.calls + random.randint(1, MOST_CALLS)
    await until(town, lambda: town.calls >= wanted)


async def after_somebody_acted(town: Town, random: Random) -> None:
    """Kill it while it takes in or handles what somebody just did."""
    wanted = town.done + random.randint(1, MOST_ACTS)
    await until(town, lambda: town.done >= wanted)
    await asyncio.sleep(random.uniform(0, 0.06))


def inside(remote: Remote, trouble: Trouble) -> Wait:
    """Return how a moment is found inside a call that the server holds back."""

    async def wait(random: Random) -> None:
        struck = len((await remote.shows("server"))["happened"])
        await remote.does(
            "faults",
            trouble=trouble.name,
            method=trouble.method,
            times=trouble.times,
            seconds=trouble.seconds,
            text=trouble.text,
            skip=random.randint(0, 3 if trouble.text else 6),
        )
        async with asyncio.timeout(LONGEST_WAIT):
            while len((await remote.shows("server"))["happened"]) == struck:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        await asyncio.sleep(random.uniform(0, trouble.within))

    async def or_later(_: Town, random: Random) -> None:
        try:
            await wait(random)
        except TimeoutError:
            return  # nothing of the kind was called: killed here, then

    return or_later


# What needs no server to lie in wait at.
ANYWHERE: Moments = {
    STARTING: (4, while_it_starts),
    "some time later": (4, some_time_later),
    "after some calls": (4, after_some_calls),
    "after somebody acted": (6, after_somebody_acted),
}
INSIDE: Mapping[str, tuple[int, Trouble]] = {
    "a message accepted, not answered": (4, Trouble("silent", "sendMessage")),
    # Long enough for somebody to see it and to press.
    "an alarm accepted, not answered": (
        3,
        Trouble("silent", "sendMessage", within=0.3, text=ALARM),
    ),
    "a card accepted, not answered": (3, Trouble("silent", "sendMessage", text=CARD)),
    "many messages answered late": (
        3,
        Trouble("slow", "sendMessage", times=8, seconds=0.3, within=0.3),
    ),
    "a message not accepted": (2, Trouble("deaf", "sendMessage")),
    "a card edited, not answered": (2, Trouble("silent", "editMessageText")),
    "updates given, not heard": (3, Trouble("silent", "getUpdates", within=0.3)),
    "a photo under way": (3, Trouble("slow", "getFile", seconds=1.5, within=1.0)),
    "a scan accepted, not answered": (2, Trouble("silent", "sendDocument")),
}
# Beside the kills: what the server does to a living process, and leaves no doubt or one doubt.
NOISE = ("too_many", "resets_after", "fails_after")


def moments(remote: Remote) -> Moments:
    """Return the moments that lie anywhere, and those inside calls of this server."""
    aimed = {kind: (odds, inside(remote, trouble)) for kind, (odds, trouble) in INSIDE.items()}
    return {**ANYWHERE, **aimed}


def draw(random: Random, moments: Moments) -> str:
    """Return the name of a kind of moment."""
    kinds = list(moments)
    return random.choices(kinds, weights=[moments[kind][0] for kind in kinds])[0]


async def until(town: Town, holds: Callable[[], bool]) -> None:
    """Return when something holds, or after a while all the same."""
    try:
        async with asyncio.timeout(LONGEST_WAIT):
            while not holds():
                await town.news()
    except TimeoutError:
        return
