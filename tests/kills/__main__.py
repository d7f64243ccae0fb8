"""
`python -m tests.kills --kills 1000 [--seed 0]`: run after run, until the bot was killed so often.

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

from tests.kills.run import REQUESTS, Broken, Played, play

# Each run begins with an empty installation: many kills of few requests would only start it.
KILLS_OF_A_RUN = 50


def main() -> int:
    """Play runs, one seed after another; return 1 when one was broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0, help="of the first run")
    parser.add_argument("--requests", type=int, default=REQUESTS, help="in each run")
    given = parser.parse_args()
    began = monotonic()
    whole, rest = divmod(given.kills, KILLS_OF_A_RUN)
    plan = [KILLS_OF_A_RUN] * whole + [rest] * bool(rest)
    played = [
        tried(seed, kills, given.requests) for seed, kills in enumerate(plan, start=given.seed)
    ]
    held = [each for each in played if each]
    moments = sum((each.moments for each in held), Counter[str]())
    print("killed: " + ", ".join(f"{kind} {count}" for kind, count in moments.most_common()))
    print(
        f"{moments.total()} kills, {sum(each.requests for each in held)} requests, "
        f"{sum(each.messages for each in held)} messages, "
        f"{sum(each.repeats for each in held)} marked repeats, "
        f"{len(played) - len(held)} of {len(played)} runs broken, {monotonic() - began:.0f} s"
    )
    return 0 if len(held) == len(played) else 1


def tried(seed: int, kills: int, requests: int) -> Played | None:
    """Play one run and tell what it came to; None when it is broken."""
    with tempfile.TemporaryDirectory(prefix="nabat-kills-") as folder:
        try:
            played = asyncio.run(play(seed, Path(folder), kills=kills, requests=requests))
        except Exception as failure:
            print(f"seed {seed} is broken; again: {replay(seed, kills, requests)}\n{failure}")
            if not isinstance(failure, Broken):
                traceback.print_exc()
            sys.stdout.flush()
            return None
    print(
        f"seed {seed}: {kills} kills, {played.requests} requests, {played.events} events, "
        f"{played.messages} messages, {played.repeats} marked repeats, {played.seconds:.0f} s",
        flush=True,
    )
    return played


def replay(seed: int, kills: int, requests: int) -> str:
    """Return the command that plays one run again."""
    return f"python -m tests.kills --seed {seed} --kills {kills} --requests {requests}"


if __name__ == "__main__":
    sys.exit(main())
