"""What `python -m bench --write` keeps in docs/figures.md, and the picture that it draws."""

import xml.etree.ElementTree as ElementTree
from datetime import date
from pathlib import Path

import pytest

from bench import report
from bench.curves import Panel, drawn
from bench.figures import GOAL, MET, MISSED, Figure, ratio, table
from bench.report import Run

DOCUMENT = Path(__file__).parents[1] / "docs" / "figures.md"
TODAY = date(2026, 11, 30)
HEAD = "# Figures\n\nWords that somebody wrote.\n"


def figure(what: str, value: float, **more: object) -> Figure:
    """Return a figure with a gate of 3 and a goal of 2."""
    given = {"bound": 3.0, "goal": 2.0, **more}
    return Figure(what, "6 ms", "2 ms", value, **given)  # type: ignore[arg-type]


def run(*figures: Figure) -> Run:
    """Return a run of these."""
    return Run("python -m bench some", "0.1 – 0.9", figures)


@pytest.mark.parametrize(
    ("value", "least", "verdict"),
    [
        (2.0, False, GOAL),
        (2.01, False, MET),
        (3.0, False, MET),
        (3.01, False, MISSED),
        (float("nan"), False, MISSED),
        (float("nan"), True, MISSED),
        (4.0, True, GOAL),
        (3.0, True, MET),
        (2.99, True, MISSED),
    ],
)
def test_a_figure_says_how_it_stands(value: float, least: bool, verdict: str) -> None:
    goal = 4.0 if least else 2.0

    one = figure("work", value, goal=goal, least=least)

    assert one.verdict == verdict
    assert one.is_over == (verdict == MISSED)
    assert verdict in table([one])


def test_a_ratio_is_that_of_rounds_that_stood_beside_each_other() -> None:
    # The machine was ten times slower in the second round, for both.
    assert ratio([2.0, 20.0, 2.0], [1.0, 10.0, 1.0]) == 2.0


def test_a_release_is_kept_when_the_next_one_is_written() -> None:
    first = report.written(HEAD, "1.0", [run(figure("a", 2.5), figure("b", 9.0))], TODAY)

    second = report.written(first, "1.1", [run(figure("a", 1.5))], TODAY)

    head, sections = report.read(second)
    assert head == HEAD.strip()
    assert [each.release for each in sections] == ["1.1", "1.0"]
    assert list(sections[1].rows) == ["a", "b"]
    compared = second.split(report.RELEASES)[1].split("##")[0]
    assert "| a | ≤ 3.00x | ≤ 2.00x | 1.50x | 2.50x |" in compared
    assert "| b | ≤ 3.00x | ≤ 2.00x |  | 9.00x (misses) |" in compared


def test_a_run_of_one_benchmark_replaces_its_own_rows_alone() -> None:
    before = report.written(HEAD, "1.0", [run(figure("a", 2.5), figure("b", 2.6))], TODAY)

    after = report.written(before, "1.0", [run(figure("b", 3.5))], TODAY)

    (section,) = report.read(after)[1]
    assert list(section.rows) == ["a", "b"]
    assert section.rows["a"][3] == "2.50x"
    assert section.rows["b"][3:7] == ("3.50x", "≤ 3.00x", "≤ 2.00x", MISSED)
    assert section.rows["b"][7:] == ("`python -m bench some`", "0.1 – 0.9")


def test_a_run_without_figures_changes_none() -> None:
    before = report.written(HEAD, "1.0", [run(figure("a | b", 2.5))], TODAY)

    assert report.written(before, "1.0", [Run("", "", ())], TODAY) == before
    assert list(report.read(before)[1][0].rows) == ["a | b"]


def test_the_document_is_as_a_run_would_leave_it() -> None:
    text = DOCUMENT.read_text()
    _, sections = report.read(text)

    for section in sections:
        assert section.rows
        assert all(len(row) == len(report.COLUMNS) for row in section.rows.values())
        assert {row[6] for row in section.rows.values()} <= {GOAL, MET, MISSED}
        assert report._section(section) in text
    assert not sections or report._releases(sections) in text


def test_the_picture_has_each_curve_with_all_its_points() -> None:
    panel = Panel("open <requests>")
    for size in (10, 100, 1_000_000):
        for milliseconds in (1.0, 3.0, 200.0):
            panel.note("a & b", size, milliseconds)
    panel.note("a tick", 10, 0.5)

    root = ElementTree.fromstring(drawn("Growth", [panel, panel]))

    name = "{http://www.w3.org/2000/svg}"
    assert len(root.findall(f".//{name}polyline")) == 4
    assert len(root.findall(f".//{name}circle")) == 8
    words = [each.text for each in root.iter(f"{name}text")]
    assert words.count("open <requests>") == 2
    assert "a & b: 3.00 → 3.00 ms" in words
    dots = root.findall(f".//{name}circle")
    assert all(0 < float(each.get(axis, -1)) < 400 for each in dots for axis in ("cx", "cy"))
