"""
`python -m tests.law.mutants [--only CLAUSE]`: without a marked place a test of it fails.

First the tests have to pass with everything in its place. Returns 1 where one fails then, where a
place can be left out and no test notices, or where the product does not start without it.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from docs.clauses import CLAUSES
from docs.marks import claims, marks, written
from tests.law.without import NAME, Gap

ROOT = Path(__file__).parents[2]
_PYTEST = (sys.executable, *("-m", "pytest", "-q", "-p", "no:cacheprovider"))


def gaps(clauses: Sequence[str]) -> Iterator[Gap]:
    """Yield every place of the clauses, one by one."""
    for clause in clauses:
        for mark in marks():
            if mark.clause == clause:
                for nth in range(max(1, written().count(mark))):
                    yield Gap(clause, mark.place, nth)


def tests_of(clause: str) -> list[str]:
    """Return the tests that claim a clause, those of the rules before the stories."""
    found = {each.test for each in claims() if each.clause == clause}
    return sorted(found, key=lambda test: ("/protocol/" not in test, test))


def run(tests: Sequence[str], gap: Gap | None = None) -> tuple[int, str]:
    """Run tests, without a place where one is named; return how it ended and what was said last."""
    loading = ("-p", "tests.law.without") if gap else ()
    without = {NAME: str(gap)} if gap else {}
    ended = subprocess.run(
        [*_PYTEST, *loading, *tests],
        cwd=ROOT,
        env={**os.environ, **without},
        capture_output=True,
        text=True,
        check=False,
    )
    lines = [each for each in ended.stdout.splitlines() if each.startswith("FAILED")]
    return ended.returncode, lines[0] if lines else ended.stdout[-400:] + ended.stderr[-400:]


def main() -> int:
    """Take one place after another away."""
    parser = argparse.ArgumentParser(prog="python -m tests.law.mutants")
    parser.add_argument("--only", action="append", choices=CLAUSES, metavar="CLAUSE")
    clauses = parser.parse_args().only or [key for key, row in CLAUSES.items() if row.does]
    whole = sorted({test for clause in clauses for test in tests_of(clause)})
    ended, said = run(whole)
    if ended != pytest.ExitCode.OK:
        sys.stdout.write(f"with everything in its place: {said}\n")
        return 1
    unnoticed = 0
    for gap in gaps(clauses):
        ended, said = run(tests_of(gap.clause), gap)
        noticed = ended == pytest.ExitCode.TESTS_FAILED and said.startswith("FAILED")
        unnoticed += not noticed
        said = said.split(" - ")[0] if noticed else f"NOT NOTICED ({ended}) {said}"
        sys.stdout.write(f"{gap.clause:7}{gap.place} {gap.nth or ''}: {said}\n")
        sys.stdout.flush()
    sys.stdout.write(f"{unnoticed} places can be left out unnoticed\n")
    return 1 if unnoticed else 0


if __name__ == "__main__":
    sys.exit(main())
