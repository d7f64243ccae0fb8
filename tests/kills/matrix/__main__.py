"""
`python -m tests.kills.matrix --kills 50 [--seed 0]`: run after run, until it was killed so often.

A run that breaks the promise is named with the command that plays it again, and the end is 1.
"""

import argparse
import asyncio
import sys
import tempfile
import traceback
from collections import Counter
from pathlib import Path
from time import monotonic

from tests.kills.matrix.run import Played, play
from tests.kills.run import Broken
from tests.worlds.homeserver.environment import missing_olm, missing_synapse
from tests.worlds.homeserver.server import Homeserver

KILLS_OF_A_RUN = 25
REQUESTS_OF_A_RUN = 20


def main() -> int:
    """Play runs, one seed after another; return 1 when one was broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.kills.matrix", description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=0, help="of the first run")
    parser.add_argument("--requests", type=int, default=REQUESTS_OF_A_RUN, help="in each run")
    given = parser.parse_args()
    if missing := missing_synapse() or missing_olm():
        print(missing)
        return 0
    began = monotonic()
    whole, rest = divmod(given.kills, KILLS_OF_A_RUN)
    plan = [KILLS_OF_A_RUN] * whole + [rest] * bool(rest)
    played = asyncio.run(_played(given.seed, plan, given.requests))
    held = [each for each in played if each]
    moments = sum((each.moments for each in held), Counter[str]())
    print("killed: " + ", ".join(f"{kind} {count}" for kind, count in moments.most_common()))
    print(
        f"{moments.total()} kills on Matrix, {sum(each.requests for each in held)} requests, "
        f"{sum(each.messages for each in held)} messages, "
        f"{sum(each.doubts for each in held)} in doubt, "
        f"{len(played) - len(held)} of {len(played)} runs broken, {monotonic() - began:.0f} s"
    )
    return 0 if len(held) == len(played) else 1


def replay(seed: int, kills: int, requests: int) -> str:
    """Return the command that plays one run again."""
    return f"python -m tests.kills.matrix --seed {seed} --kills {kills} --requests {requests}"


async def _played(first: int, plan: list[int], requests: int) -> list[Played | None]:
    homeserver = Homeserver()
    try:
        await homeserver.start()
        return [
            await _tried(seed, homeserver, kills, requests)
            for seed, kills in enumerate(plan, start=first)
        ]
    finally:
        homeserver.close()


async def _tried(seed: int, homeserver: Homeserver, kills: int, requests: int) -> Played | None:
    with tempfile.TemporaryDirectory(prefix="nabat-kills-") as folder:
        try:
            played = await play(
                seed,
                Path(folder),
                homeserver,
                kills=kills,
                requests=requests,
                mark=f"-{seed}",
            )
        except Exception as failure:
            print(f"seed {seed} is broken; again: {replay(seed, kills, requests)}\n{failure}")
            if not isinstance(failure, Broken):
                traceback.print_exc()
            sys.stdout.flush()
            return None
    print(
        f"seed {seed}: {kills} kills on Matrix, {played.requests} requests, "
        f"{played.events} events, {played.messages} messages, {played.doubts} in doubt, "
        f"{played.seconds:.0f} s",
        flush=True,
    )
    return played


if __name__ == "__main__":
    sys.exit(main())
