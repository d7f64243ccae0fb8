"""`python -m tests.simulation.soak --seeds 1000 [--from 0]`: many seeds; a failing one is named."""

import argparse
import sys
import tempfile
import traceback
from pathlib import Path

from tests.simulation.run import run


def main() -> int:
    """Play the seeds one after another; return 1 when one failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=1000)
    parser.add_argument("--from", dest="first", type=int, default=0)
    wanted = parser.parse_args()
    failed, requests, messages, deaths = 0, 0, 0, 0
    for seed in range(wanted.first, wanted.first + wanted.seeds):
        with tempfile.TemporaryDirectory(prefix="nabat-soak-") as folder:
            try:
                played = run(seed, Path(folder))
            except Exception:
                failed += 1
                traceback.print_exc()
                print(f"seed {seed} failed; again: {replay(seed)}", flush=True)
                continue
        requests += played.requests
        messages += played.messages
        deaths += played.deaths
    print(f"{wanted.seeds - failed} passed, {failed} failed")
    print(f"{requests} requests, {messages} messages, {deaths} deaths of the process")
    return 1 if failed else 0


def replay(seed: int) -> str:
    """Return the command that plays one seed again."""
    return f"python -m tests.simulation.soak --from {seed} --seeds 1"


if __name__ == "__main__":
    sys.exit(main())
