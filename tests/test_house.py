"""The house is measured by its imports, and what is wrong with it is found."""

import re
from pathlib import Path

import pytest

from docs import house
from docs.house import BOUNDS, Bound, faults, floors

ROOT = Path(__file__).parents[1]
MADE = re.compile(r"\bDraft\(")


def test_the_house_is_as_it_shall_be() -> None:
    assert list(faults()) == []


def test_a_room_stands_above_what_it_imports() -> None:
    found = floors("handlers")
    floor = {room: number for number, rooms in enumerate(found) for room in rooms}

    assert floor["chat"] == 0
    assert floor["chat"] < floor["record"] < floor["execution"] < floor["router"]


def test_too_many_rooms_and_floors_are_faults(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(house, "BOUNDS", {name: Bound(rooms=3, floors=2) for name in BOUNDS})

    assert [fault.partition(",")[2] for fault in faults()] == [" 3 at most", " 2 at most"] * 2


def test_drafts_are_made_in_one_file() -> None:
    made = [
        path.name for path in (ROOT / "handlers").rglob("*.py") if MADE.search(path.read_text())
    ]

    assert made == ["dialogs.py"]
