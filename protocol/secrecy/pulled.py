"""Abbreviations of markings whose letters stand apart: «С  С», «О-В», each on its own line."""

import re
from collections.abc import Iterator
from itertools import pairwise

from protocol.secrecy.abbreviations import ABBREVIATIONS
from protocol.secrecy.lookalikes import form
from protocol.secrecy.markings import Finding, Verdict
from protocol.secrecy.references import NUMBERED_APART
from protocol.secrecy.spelt import spelt_out

_SPACED_INSIDE = re.compile(
    rf"(?<![\w.])(?:({form('о')})[\s·_\-]{{1,4}}({form('в')})"
    rf"|({form('с')})[\s·_\-]{{1,4}}({form('с')}))(?![\w./])"
)
_PULLED_APART = re.compile(
    rf"^[^\w\n]{{0,8}}(?:({form('о')})[^\w.]{{1,4}}({form('в')})(?!\w)"
    # «С с. Ивановка» is a village: one space and a full stop are not enough.
    rf"|({form('с')})(?:[^\w. ]|[^\w.]{{2,4}})({form('с')})(?!\w)"
    rf"|({form('с')}) ({form('с')})(?![\w.]))",
    re.MULTILINE,
)
_LONE_LETTER = re.compile(r"\n[^\w\n]{0,120}[^\W\d_][^\w\n]{0,120}(?:\n|$)")


def pulled_apart(shaped: str) -> Iterator[Finding]:
    """Yield, as a question, the abbreviation between whose letters something stands."""
    read = spelt_out(shaped)
    for pattern in (_PULLED_APART, _SPACED_INSIDE, NUMBERED_APART):
        for found in pattern.finditer(read):
            letters = "".join(filter(None, found.groups())).replace("0", "o")
            yield Finding(Verdict.DOUBTFUL, ABBREVIATIONS[letters][1], *found.span())
    yield from _one_below_another(shaped)


def lines_of(shaped: str) -> Iterator[tuple[int, str]]:
    """Yield where each line begins, and the line."""
    start = 0
    for line in shaped.split("\n"):
        yield start, line
        start += len(line) + 1


def _one_below_another(shaped: str) -> Iterator[Finding]:
    """Yield, as a question, the abbreviation whose letters stand each on its own line."""
    if not _LONE_LETTER.search(shaped):
        return
    for (at, upper), (below, lower) in pairwise(lines_of(shaped)):
        letters = upper.strip() + lower.strip()
        if len(upper.strip()) == len(lower.strip()) == 1 and letters in ABBREVIATIONS:
            yield Finding(Verdict.DOUBTFUL, ABBREVIATIONS[letters][1], at, below + len(lower))
