"""`python -m tests.simulation.soak --seeds 1000 [--from 0] [--jobs 2]`: a failing seed is named."""

import argparse
import gc
import multiprocessing
import sys
import tempfile
import traceback
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.simulation.run import Played, run

# What a seed makes is dropped as it goes on; what a cycle holds may wait for so many of it.
COLLECTED_EACH = 50_000


def main() -> int:
    """Play the seeds, `--jobs` of them at a time; return 1 when one failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=1000)
    parser.add_argument("--from", dest="first", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=1)
    wanted = parser.parse_args()
    failed, requests, messages, deaths = 0, 0, 0, 0
    gc.freeze()
    gc.set_threshold(COLLECTED_EACH)
    for seed, played in _played(range(wanted.first, wanted.first + wanted.seeds), wanted.jobs):
        if isinstance(played, str):
            failed += 1
            print(f"{played}seed {seed} failed; again: {replay(seed)}", flush=True)
            continue
        requests += played.requests
        messages += played.messages
        deaths += played.deaths
        print(f"seed {seed} held: {played.messages} messages, {played.digest[:12]}", flush=True)
    print(f"{wanted.seeds - failed} passed, {failed} failed")
    print(f"{requests} requests, {messages} messages, {deaths} deaths of the process")
    return 1 if failed else 0


def replay(seed: int) -> str:
    """Return the command that plays one seed again."""
    return f"python -m tests.simulation.soak --from {seed} --seeds 1"


def _played(seeds: Iterable[int], jobs: int) -> Iterator[tuple[int, Played | str]]:
    """Return each seed with what it came to, or with the traceback of what broke, as they end."""
    if jobs == 1:
        yield from map(_tried, seeds)
        return
    # Forked: what a process needs to begin it has.
    with multiprocessing.get_context("fork").Pool(jobs) as pool:
        yield from pool.imap_unordered(_tried, seeds)


def _tried(seed: int) -> tuple[int, Played | str]:
    with tempfile.TemporaryDirectory(prefix="nabat-soak-") as folder:
        try:
            return seed, run(seed, Path(folder))
        except Exception:
            return seed, traceback.format_exc()


if __name__ == "__main__":
    sys.exit(main())
