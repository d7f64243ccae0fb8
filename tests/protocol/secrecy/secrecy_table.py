"""
Block, ask or pass by kind of text: `python -m tests.protocol.secrecy.secrecy_table [FILE …]`.

A corpus is a file of texts, one a line («\\n» is a new line), under headings `## verdict: kind`.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from protocol.secrecy.verdict import Reading, Verdict, read

FIELD = Path(__file__).parent / "corpora" / "field.txt"

BLOCK, ASK, PASS = "block", "ask", "pass"
OUTCOMES = {
    Verdict.MARKED: BLOCK,
    Verdict.DOUBTFUL: ASK,
    Verdict.OFFICIAL: PASS,
    Verdict.CLEAN: PASS,
}
# What a text of each class may come to.
RIGHT = {"marked": {BLOCK, ASK}, "doubtful": {ASK, PASS}, "clean": {PASS}}


@cache
def read_once(text: str) -> Reading:
    """Return how a text reads alone: several tests and the table look at each."""
    return read(text)


@dataclass(frozen=True, slots=True)
class Sample:
    """One text: what it is (`marked`, `doubtful`, `clean`), of which kind."""

    expected: str
    kind: str
    text: str

    @property
    def outcome(self) -> str:
        """What the guard makes of it."""
        return OUTCOMES[read_once(self.text).verdict]

    @property
    def right(self) -> bool:
        """Whether a text of this class may come to that."""
        return self.outcome in RIGHT[self.expected]


def samples(path: Path = FIELD) -> Iterator[Sample]:
    """Yield the texts of a corpus."""
    expected = kind = ""
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("## "):
            expected, _, kind = line.removeprefix("## ").partition(": ")
        elif line:
            yield Sample(expected, kind, line.replace("\\n", "\n"))


def table(judged: list[Sample]) -> str:
    """Return how many of each kind are blocked, asked about and passed."""
    kinds = dict.fromkeys((each.expected, each.kind) for each in judged)
    lines = [f"{'':9}{'':44}{BLOCK:>7}{ASK:>7}{PASS:>7}"]
    for expected, kind in [*kinds, *((each, None) for each in RIGHT)]:
        outcomes = [
            each.outcome
            for each in judged
            if each.expected == expected and kind in (each.kind, None)
        ]
        counts = "".join(f"{outcomes.count(outcome):7}" for outcome in (BLOCK, ASK, PASS))
        lines.append(f"{expected:9}{kind or 'ALL':44}{counts}")
    return "\n".join(lines)


if __name__ == "__main__":
    paths = [Path(path) for path in sys.argv[1:]] or [FIELD]
    judged = [each for path in paths for each in samples(path)]
    sys.stdout.write(f"{table(judged)}\n")
