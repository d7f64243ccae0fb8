"""A figure beside its reference, its gate and its goal, and the table of them."""

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

GOAL, MET, MISSED = "goal", "ok", "MISSES ITS GATE"


@dataclass(frozen=True, slots=True)
class Figure:
    """
    `value` is what the gate holds: a ratio ("x") or what `unit` says; `bound` still passes.

    `goal` is where it is to be one day. With `least` the value may not be below them.
    """

    what: str
    measured: str
    reference: str
    value: float
    bound: float
    unit: str = "x"
    goal: float | None = None
    least: bool = False

    @property
    def is_over(self) -> bool:
        """Say whether the figure misses its gate; what is no number misses it."""
        return not self._reaches(self.bound)

    @property
    def verdict(self) -> str:
        """Say in a word how it stands."""
        if self.is_over:
            return MISSED
        return GOAL if self.goal is not None and self._reaches(self.goal) else MET

    @property
    def cells(self) -> tuple[str, ...]:
        """Return the figure as a row under `HEAD`."""
        return (
            self.what,
            self.measured,
            self.reference,
            self._number(self.value),
            self._bound(self.bound),
            "" if self.goal is None else self._bound(self.goal),
            self.verdict,
        )

    def _reaches(self, bound: float) -> bool:
        return self.value >= bound if self.least else self.value <= bound

    def _bound(self, bound: float) -> str:
        return f"{'≥' if self.least else '≤'} {self._number(bound)}"

    def _number(self, value: float) -> str:
        return f"{value:.2f}x" if self.unit == "x" else f"{value:.4g} {self.unit}"


HEAD = ("work", "measured", "beside", "value", "gate", "goal", "")


def table(figures: Iterable[Figure]) -> str:
    """Return the figures as lines of plain text, each with its verdict."""
    rows = [each.cells for each in figures]
    widths = [max(map(len, column)) for column in zip(HEAD, *rows, strict=True)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in (HEAD, *rows)
    ]
    return "\n".join((lines[0], "-" * max(map(len, lines)), *lines[1:]))


def median(seconds: Sequence[float]) -> float:
    """Return the median."""
    return statistics.median(seconds)


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Return the median of the ratios of rounds that were taken one beside the other."""
    return median([one / other for one, other in zip(ours, theirs, strict=True)])


def p99(seconds: Sequence[float]) -> float:
    """Return the 99th percentile: of a hundred the second greatest."""
    return sorted(seconds)[min(len(seconds) - 1, len(seconds) * 99 // 100)]


def milliseconds(seconds: Sequence[float]) -> str:
    """Return the median and the 99th percentile in milliseconds."""
    return f"{1000 * median(seconds):.2f} ms (p99 {1000 * p99(seconds):.2f})"
