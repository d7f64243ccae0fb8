"""A figure beside its reference and its bound, and the table of them."""

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` is what the bound holds: a ratio ("x") or what `unit` says; `bound` still passes."""

    what: str
    measured: str
    reference: str
    value: float
    bound: float
    unit: str = "x"

    @property
    def is_over(self) -> bool:
        """Say whether the figure is beyond its bound."""
        return not self.value <= self.bound


def table(figures: Iterable[Figure]) -> str:
    """Return the figures as lines of plain text, each with its verdict."""
    head = ("what", "measured", "beside", "value", "bound", "")
    rows = [
        (
            each.what,
            each.measured,
            each.reference,
            _number(each.value, each.unit),
            _number(each.bound, each.unit),
            "OVER" if each.is_over else "ok",
        )
        for each in figures
    ]
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in (head, *rows)
    ]
    return "\n".join((lines[0], "-" * max(map(len, lines)), *lines[1:]))


def median(seconds: Sequence[float]) -> float:
    """Return the median."""
    return statistics.median(seconds)


def p99(seconds: Sequence[float]) -> float:
    """Return the 99th percentile: of a hundred the second greatest."""
    return sorted(seconds)[min(len(seconds) - 1, len(seconds) * 99 // 100)]


def milliseconds(seconds: Sequence[float]) -> str:
    """Return the median and the 99th percentile in milliseconds."""
    return f"{1000 * median(seconds):.2f} ms (p99 {1000 * p99(seconds):.2f})"


def _number(value: float, unit: str) -> str:
    return f"{value:.2f}x" if unit == "x" else f"{value:.0f} {unit}"
