"""
`docs/figures.md`: what runs have measured, a section for each release, the newest first.

A run replaces those of its rows that are there for the release already and leaves the others, so
that one benchmark may be run alone. Nothing in the file but its first words is typed by hand.
"""

import platform
import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from os import cpu_count
from typing import TypeAlias

from bench.figures import HEAD, Figure

Row: TypeAlias = tuple[str, ...]

COLUMNS = (*HEAD[:-1], "verdict", "by", "load")
RELEASES = "From release to release"
_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
_ESCAPED = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class Run:
    """The figures of one benchmark, by which command, and the load while they were taken."""

    command: str
    load: str
    figures: Sequence[Figure]

    @property
    def rows(self) -> list[Row]:
        """Return the figures as rows under `COLUMNS`."""
        return [(*each.cells, f"`{self.command}`", self.load) for each in self.figures]


@dataclass(frozen=True, slots=True)
class Section:
    """The figures of a release, and on what they were measured."""

    release: str
    machine: str
    rows: Mapping[str, Row] = field(default_factory=dict)


def written(document: str, release: str, runs: Iterable[Run], on: date) -> str:
    """
    Return the document with the figures of these runs as those of a release.

    What stands before the first heading stays, and every other release.
    """
    head, sections = read(document)
    before = next((each for each in sections if each.release == release), None)
    rows = dict(before.rows) if before else {}
    rows |= {row[0]: row for run in runs for row in run.rows}
    newest = Section(release, f"{on:%Y-%m-%d}, {machine()}", rows)
    others = [each for each in sections if each.release != release]
    return (
        "\n\n".join([head, _releases([newest, *others]), *map(_section, [newest, *others])]) + "\n"
    )


def read(document: str) -> tuple[str, list[Section]]:
    """Return the first words of the document, and its releases."""
    head, *parts = _HEADING.split(document)
    found = zip(parts[::2], parts[1::2], strict=True)
    sections = [_read_section(title, body) for title, body in found if title != RELEASES]
    return head.strip(), sections


def machine() -> str:
    """Return on what a run is made."""
    return (
        f"{platform.system()} {platform.machine()}, {cpu_count()} processors, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    )


def _read_section(release: str, body: str) -> Section:
    machine, *lines = body.strip().splitlines()
    rows = [_cells(line) for line in lines if line.startswith("| ")]
    # The first two are the head and the line below it.
    return Section(release, machine, {row[0]: row for row in rows[2:]})


def _releases(sections: Sequence[Section]) -> str:
    works = dict.fromkeys(work for each in sections for work in each.rows)
    head = ("work", "gate", "goal", *(each.release for each in sections))
    rows = [_compared(work, [each.rows.get(work) for each in sections]) for work in works]
    return f"## {RELEASES}\n\n{_table(head, rows)}"


def _compared(work: str, found: Sequence[Row | None]) -> Row:
    newest = next(row for row in found if row is not None)
    told = (f"{row[3]}{' (misses)' if row[6].isupper() else ''}" if row else "" for row in found)
    return (work, newest[4], newest[5], *told)


def _section(section: Section) -> str:
    return f"## {section.release}\n\n{section.machine}\n\n{_table(COLUMNS, section.rows.values())}"


def _table(head: Row, rows: Iterable[Row]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", r"\|")


def _cells(line: str) -> Row:
    cells = _ESCAPED.split(line.strip()[1:-1])
    return tuple(cell.strip().replace(r"\|", "|") for cell in cells)
