"""Curves of growth as one picture: SVG, both axes logarithmic, a panel for what grows."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from statistics import median

WIDTH, HEIGHT = 380, 300
LEFT, RIGHT, TOP, BOTTOM = 62, 22, 54, 78
COLOURS = ("#0969da", "#bc4c00", "#1a7f37", "#8250df", "#59636e")
# What is not told apart by its colour is by its dashes.
DASHES = ("", "6 3", "2 3", "8 3 2 3", "12 4")
# From a decade's beginning to its end.
EDGE = 1e-9
STYLE = """
text { font: 12px system-ui, "Segoe UI", "DejaVu Sans", sans-serif; fill: #1f2328; }
.title { font-weight: 600; font-size: 13px; } .axis { fill: #59636e; font-size: 11px; }
"""


@dataclass(slots=True)
class Panel:
    """What grows, and for each work the milliseconds that each of its times took at each size."""

    grows: str
    taken: dict[str, dict[int, list[float]]] = field(default_factory=dict)

    def note(self, work: str, size: int, milliseconds: float) -> None:
        """Note what the work took once."""
        self.taken.setdefault(work, {}).setdefault(size, []).append(milliseconds)

    @property
    def curves(self) -> dict[str, dict[int, float]]:
        """Return the median of each work at each size."""
        return {
            work: {size: median(each) for size, each in sizes.items()}
            for work, sizes in self.taken.items()
        }


def drawn(title: str, panels: Sequence[Panel]) -> str:
    """Return the picture; all panels have the same scale of time."""
    points = [
        each for panel in panels for curve in panel.curves.values() for each in curve.values()
    ]
    times = _decades(points)
    works = tuple(dict.fromkeys(work for panel in panels for work in panel.curves))
    parts = [
        f'<g transform="translate({place * WIDTH} 0)">{"".join(_panel(panel, times, works))}</g>'
        for place, panel in enumerate(panels)
    ]
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{escape(title)}"'
            f' viewBox="0 0 {WIDTH * len(panels)} {HEIGHT}">',
            f"<style>{STYLE}</style>",
            f'<rect width="{WIDTH * len(panels)}" height="{HEIGHT}" fill="#ffffff"/>',
            _text(LEFT, 20, title, "title"),
            *parts,
            "</svg>\n",
        )
    )


def _panel(panel: Panel, times: range, works: Sequence[str]) -> Iterator[str]:
    sizes = _decades(size for curve in panel.curves.values() for size in curve)
    across = _Scale(sizes, LEFT, WIDTH - RIGHT)
    down = _Scale(times, HEIGHT - BOTTOM, TOP)
    yield _text(LEFT, TOP - 14, panel.grows, "axis")
    for power in times:
        y = down.at(10.0**power)
        yield _line(LEFT, y, WIDTH - RIGHT, y)
        yield _text(LEFT - 6, y + 4, _lasting(10.0**power), "axis", anchor="end")
    for power in sizes:
        x = across.at(10.0**power)
        yield _line(x, TOP, x, HEIGHT - BOTTOM)
        yield _text(x, HEIGHT - BOTTOM + 16, _short(10.0**power), "axis", anchor="middle")
    for row, (work, curve) in enumerate(panel.curves.items()):
        # The same work looks the same in each panel.
        look = works.index(work)
        yield from _curve(curve, across, down, look)
        yield from _legend(work, curve, row, look)


def _curve(
    curve: Mapping[int, float], across: "_Scale", down: "_Scale", look: int
) -> Iterator[str]:
    colour = COLOURS[look % len(COLOURS)]
    points = [(across.at(size), down.at(each)) for size, each in sorted(curve.items())]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    yield (
        f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"'
        f' stroke-dasharray="{DASHES[look % len(DASHES)]}"/>'
    )
    for x, y in points:
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.6" fill="{colour}"/>'


def _legend(work: str, curve: Mapping[int, float], row: int, look: int) -> Iterator[str]:
    """Name a curve below the panel, with its first and its last point."""
    y = HEIGHT - BOTTOM + 34 + 15 * row
    colour, dashes = COLOURS[look % len(COLOURS)], DASHES[look % len(DASHES)]
    yield (
        f'<line x1="{LEFT - 40}" y1="{y - 4}" x2="{LEFT - 14}" y2="{y - 4}" stroke="{colour}"'
        f' stroke-width="2" stroke-dasharray="{dashes}"/>'
    )
    first, last = curve[min(curve)], curve[max(curve)]
    yield _text(LEFT - 8, y, f"{work}: {first:.2f} → {last:.2f} ms", "axis")


@dataclass(frozen=True, slots=True)
class _Scale:
    """A logarithmic axis from the first decade to the last."""

    decades: range
    begin: float
    end: float

    def at(self, value: float) -> float:
        whole = max(len(self.decades) - 1, 1)
        share = (math.log10(value) - self.decades[0]) / whole
        return self.begin + share * (self.end - self.begin)


def _decades(values: Iterable[float]) -> range:
    """Return the powers of ten from at or below the least to at or above the greatest."""
    found = [math.log10(each) for each in values]
    return range(math.floor(min(found) + EDGE), math.ceil(max(found) - EDGE) + 1)


def _short(value: float) -> str:
    for unit, name in ((1e6, " M"), (1e3, " k")):
        if value >= unit:
            return f"{value / unit:g}{name}"
    return f"{value:g}"


def _lasting(milliseconds: float) -> str:
    return f"{milliseconds:g} ms" if milliseconds < 1000 else f"{milliseconds / 1000:g} s"


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
        ' stroke="#d1d9e0" stroke-width="1"/>'
    )


def _text(x: float, y: float, said: str, style: str, *, anchor: str = "start") -> str:
    where = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    return f'<text {where} class="{style}">{escape(said)}</text>'
