"""
`python -m docs.house`: the rooms of each package by floor, and whether the house is as it shall be.

A room is a file or a folder at the top of a package; it stands one floor above what it imports.
"""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import grimp

from docs.names import past_names

ROOT = Path(__file__).parents[1]
PACKAGES = ("protocol", "storage", "handlers", "bot", "config")
# So many a file may have.
LINES = 320
# One table each, which a reader wants whole.
WHOLE = frozenset(
    {
        "config/settings.py",
        "protocol/moves.py",
        "protocol/obligations.py",
        "storage/tables.py",
    }
)
MIGRATIONS = "storage/migrations/"


@dataclass(frozen=True, slots=True)
class Bound:
    """How many rooms and floors a package may have."""

    rooms: int
    floors: int


BOUNDS: Mapping[str, Bound] = {
    "handlers": Bound(rooms=16, floors=10),
    "bot": Bound(rooms=14, floors=8),
}


def floors(package: str) -> list[list[str]]:
    """
    Return the rooms of a package by floor, the ground floor first.

    Raises: ValueError where rooms import each other in a circle.
    """
    graph = grimp.build_graph(*PACKAGES, cache_dir=None)
    rooms = graph.find_children(package)
    for room in rooms:
        graph.squash_module(room)
    left = {room: graph.find_modules_directly_imported_by(room) & rooms for room in rooms}
    found: list[list[str]] = []
    while left:
        ground = sorted(room for room, below in left.items() if not below & left.keys())
        if not ground:
            raise ValueError(f"a circle among {', '.join(sorted(left))}")
        found.append([room.rpartition(".")[2] for room in ground])
        left = {room: below for room, below in left.items() if room not in ground}
    return found


def faults() -> Iterator[str]:
    """Yield what is not as it shall be: rooms, floors, lengths of files, names of what acts."""
    for package, bound in BOUNDS.items():
        found = floors(package)
        rooms = sum(map(len, found))
        if rooms > bound.rooms:
            yield f"{package} has {rooms} rooms, {bound.rooms} at most"
        if len(found) > bound.floors:
            yield f"{package} has {len(found)} floors, {bound.floors} at most"
    yield from long_files(ROOT)
    yield from past_names(ROOT, PACKAGES)


def long_files(root: Path) -> Iterator[str]:
    """Yield which files of the product have more than `LINES` lines, and are no table."""
    for path in sorted(path for package in PACKAGES for path in (root / package).rglob("*.py")):
        name = path.relative_to(root).as_posix()
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > LINES and name not in WHOLE and not name.startswith(MIGRATIONS):
            yield f"{name} has {lines} lines, {LINES} at most"


def main() -> int:
    """Show the house from the roof to the ground; return 1 where it is not as it shall be."""
    for package in BOUNDS:
        for floor, rooms in reversed(list(enumerate(floors(package), 1))):
            print(f"{package} {floor:2}  {' '.join(rooms)}")
    wrong = list(faults())
    for fault in wrong:
        print(fault, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
