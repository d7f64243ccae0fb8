"""
The moments of Matrix: between what the server did and what we know; between nio's store and ours.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from tests.kills.moments import ANYWHERE, LONG, LONGEST_WAIT, Moments, Wait
from tests.kills.people import Town
from tests.worlds.homeserver.calls import Call, Json
from tests.worlds.homeserver.faults import Trouble
from tests.worlds.homeserver.proxy import Proxy
from tests.worlds.homeserver.transcript import ENCRYPTED

# Seconds: what a sync brought is decrypted, stored and committed within.
TAKEN_WITHIN = 0.08
ROOM = "a room made, not answered"
ACCEPTED = "a message accepted, not answered"
KEY_SENT = "a key of a room sent, not answered"
KEYS_GIVEN = "keys given, not answered"
KEYS_BROUGHT = "keys of a room brought"
# Each run has these, whatever it draws.
AIMED = (ACCEPTED, KEY_SENT, KEYS_GIVEN, KEYS_BROUGHT)
# Every officer of a party may be its next one.
ROOMS_BEFORE = 6


@dataclass(frozen=True, slots=True)
class Held:
    """
    What the way does to one of the next calls of an endpoint.

    The process is killed somewhere `within` the seconds after.
    """

    trouble: Trouble
    endpoint: str
    within: float = 0.05
    times: int = 1
    seconds: float = LONG
    skip: int = 3


HELD: Mapping[str, tuple[int, Held]] = {
    ACCEPTED: (6, Held(Trouble.SILENT, "send")),
    # Long enough for somebody to see it and to answer.
    "a message accepted, answered by people": (3, Held(Trouble.SILENT, "send", within=0.5)),
    "many messages answered late": (
        3,
        Held(Trouble.SLOW, "send", times=6, seconds=0.3, within=0.3),
    ),
    "a message not accepted": (2, Held(Trouble.DEAF, "send")),
    KEY_SENT: (3, Held(Trouble.SILENT, "to_device", skip=0)),
    KEYS_GIVEN: (3, Held(Trouble.SILENT, "keys_upload", skip=0)),
    "a sync answered, not heard": (2, Held(Trouble.SILENT, "sync", within=0.3)),
    "a photo under way": (2, Held(Trouble.SLOW, "download", seconds=1.5, within=1.0, skip=0)),
    "a scan stored, not answered": (2, Held(Trouble.SILENT, "upload", skip=0)),
}


def moments(proxy: Proxy) -> Moments:
    """Return the moments that lie anywhere, and those that this way lies in wait for."""
    held = {kind: (odds, inside(proxy, each)) for kind, (odds, each) in HELD.items()}
    return {
        **ANYWHERE,
        **held,
        KEYS_BROUGHT: (5, after_a_sync(proxy, brings_keys)),
        "words of somebody brought": (3, after_a_sync(proxy, brings_events)),
    }


def room_made(proxy: Proxy) -> Wait:
    """Return how a moment is found inside the making of a room."""
    return inside(proxy, Held(Trouble.SILENT, "create_room", within=0.3, skip=ROOMS_BEFORE))


def inside(proxy: Proxy, held: Held) -> Wait:
    """Return how a moment is found inside a call that is held back."""

    async def wait(_: Town, random: Random) -> None:
        fault = proxy.faults.order(
            held.trouble,
            held.endpoint,
            times=held.times,
            seconds=held.seconds,
            skip=random.randint(0, held.skip),
        )
        try:
            await fault.reached(LONGEST_WAIT)
        except TimeoutError:
            return  # nothing of the kind was called: killed here, then
        await asyncio.sleep(random.uniform(0, held.within))

    return wait


def after_a_sync(proxy: Proxy, brings: Callable[[Json], bool]) -> Wait:
    """Return how a moment is found while what a sync brought is taken in."""

    async def wait(_: Town, random: Random) -> None:
        def passes(call: Call, answer: Json) -> bool:
            return call.endpoint == "sync" and brings(answer)

        seen = proxy.rewrites("sync", passes, times=1)
        try:
            await seen.happened(LONGEST_WAIT)
        except TimeoutError:
            return
        finally:
            seen.ends()
        await asyncio.sleep(random.uniform(0, TAKEN_WITHIN))

    return wait


def brings_keys(answer: Json) -> bool:
    """Say whether a sync brings keys of rooms."""
    return bool(answer.get("to_device", {}).get("events"))


def brings_events(answer: Json) -> bool:
    """Say whether a sync brings what stands in rooms, and no keys with it."""
    joined = answer.get("rooms", {}).get("join", {}).values()
    return not brings_keys(answer) and any(
        event["type"] == ENCRYPTED and "transaction_id" not in event.get("unsigned", {})
        for room in joined
        for event in room.get("timeline", {}).get("events", [])
    )
