"""
`python -m bench [NAME ...]`: print figures beside their references; exit 1 if one misses its gate.

With `--write` they become those of this release in docs/figures.md, and the curves its picture.
"""

import argparse
import importlib
import os
import shutil
import sys
import time
import traceback
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

from bench.databases import Place, place
from bench.figures import Figure, table
from bench.report import Run, written
from bot.clock.clocks import wall

# Each is a module of this folder; what it claims stands at its head.
BENCHES = (
    "turns",
    "fanout",
    "arrivals",
    "alarms",
    "lease",
    "commands",
    "ticks",
    "matrix",
    "matrix-alarms",
    "growth",
)
DOCUMENT = Path(__file__).parents[1] / "docs" / "figures.md"


def main() -> int:
    """Run what was asked for and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="|".join(BENCHES))
    parser.add_argument("--write", action="store_true", help="keep the figures in docs/")
    given = parser.parse_args()
    unknown = [name for name in given.names if name not in BENCHES]
    if unknown:
        parser.error(f"no such benchmark: {', '.join(unknown)}")
    found = [_run(name, write=given.write) for name in given.names or BENCHES]
    runs = [run for run in found if run is not None]
    figures = [figure for run in runs for figure in run.figures]
    print(f"\n{table(figures)}")
    if given.write:
        document = written(DOCUMENT.read_text(), metadata.version("nabat"), runs, wall().date())
        DOCUMENT.write_text(document)
        print(f"\nwritten to {DOCUMENT}")
    missed, broken = sum(figure.is_over for figure in figures), found.count(None)
    print(f"\n{missed} of {len(figures)} miss" if missed else f"\nall {len(figures)} pass")
    if broken:
        print(f"{broken} benchmarks broke off; what they said stands above")
    return 1 if missed or broken else 0


def _run(name: str, *, write: bool) -> Run | None:
    """Return what a benchmark found, nothing where there is none; None where it broke off."""
    try:
        module = importlib.import_module(f"bench.{name.replace('-', '_')}")
    except ModuleNotFoundError as missing:
        if missing.name is None or not missing.name.startswith("bench."):
            raise
        print(f"{name}: skipped, there is no such module", flush=True)
        return Run("", "", ())
    measure: Callable[[Place], list[Figure]] = module.figures
    began, before = time.perf_counter(), os.getloadavg()[0]
    try:
        with place() as where:
            figures = measure(where)
            for drawn in where.folder.glob("*.svg") if write else ():
                shutil.copy(drawn, DOCUMENT.parent)
    except Exception:  # the others are measured all the same
        traceback.print_exc()
        return None
    load = f"{before:.1f} – {os.getloadavg()[0]:.1f}"
    print(f"{name}: {time.perf_counter() - began:.0f} s, load {load}", flush=True)
    return Run(f"python -m bench {name}", load, figures)


if __name__ == "__main__":
    sys.exit(main())
