"""
`python -m tests.kills --kills 1000 [--seed 0]`: run after run, until the bot was killed so often.

A run that breaks the promise is named with the command that plays it again, and the end is 1.
"""

import argparse
import asyncio
import sys
import tempfile
from collections import Counter
from pathlib import Path
from time import monotonic

from tests.kills.run import REQUESTS, Broken, play

# Of one installation: more and more of its messages lie still, and no kill can touch them.
KILLS_OF_A_RUN = 50


def main() -> int:
    """Play runs with one seed after another; return 1 when one was broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--requests", type=int, default=REQUESTS, help="in each run")
    given = parser.parse_args()
    began, seed, left, broken = monotonic(), given.seed, given.kills, 0
    sums: Counter[str] = Counter()
    moments: Counter[str] = Counter()
    while left > 0:
        kills = min(left, KILLS_OF_A_RUN)
        with tempfile.TemporaryDirectory(prefix="nabat-kills-") as folder:
            try:
                run = play(seed, Path(folder), kills=kills, requests=given.requests)
                played = asyncio.run(run)
            except Broken as found:
                broken += 1
                again = replay(seed, kills, given.requests)
                print(f"seed {seed} is broken; again: {again}\n{found}", flush=True)
            else:
                moments += played.moments
                for name in ("requests", "events", "messages", "repeats", "doubts"):
                    sums[name] += getattr(played, name)
                print(
                    f"seed {seed}: {kills} kills, {played.requests} requests, "
                    f"{played.messages} messages, {played.repeats} marked repeats, "
                    f"{played.doubts} doubts, {played.seconds:.0f} s",
                    flush=True,
                )
        left -= kills
        seed += 1
    print(", ".join(f"{count} {name}" for name, count in sums.items()))
    print("killed: " + ", ".join(f"{kind} {count}" for kind, count in moments.most_common()))
    print(f"{given.kills} kills, {broken} runs broken, {monotonic() - began:.0f} s")
    return 1 if broken else 0


def replay(seed: int, kills: int, requests: int) -> str:
    """Return the command that plays one run again."""
    return f"python -m tests.kills --seed {seed} --kills {kills} --requests {requests}"


if __name__ == "__main__":
    sys.exit(main())
