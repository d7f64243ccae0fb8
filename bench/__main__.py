"""`python -m bench [turns|ticks ...]`: print every figure; exit 1 when one is over."""

import argparse
import sys
import time
from collections.abc import Callable, Mapping

from bench import alarms, arrivals, commands, fanout, matrix, matrix_alarms, ticks, turns
from bench.databases import Place, place
from bench.figures import Figure, table

BENCHES: Mapping[str, Callable[[Place], list[Figure]]] = {
    "turns": turns.figures,
    "ticks": ticks.figures,
    "commands": commands.figures,
    "alarms": alarms.figures,
    "fanout": fanout.figures,
    "arrivals": arrivals.figures,
    "matrix": matrix.figures,
    "matrix-alarms": matrix_alarms.figures,
}


def main() -> int:
    """Run what was asked for and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="|".join(BENCHES))
    asked = parser.parse_args().names or list(BENCHES)
    unknown = [name for name in asked if name not in BENCHES]
    if unknown:
        parser.error(f"no such benchmark: {', '.join(unknown)}")
    found: list[Figure] = []
    for name in asked:
        began = time.perf_counter()
        with place() as where:
            found += BENCHES[name](where)
        print(f"{name}: {time.perf_counter() - began:.0f} s", flush=True)
    print(f"\n{table(found)}")
    over = sum(figure.is_over for figure in found)
    print(f"\n{over} of {len(found)} over" if over else f"\nall {len(found)} ok")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
