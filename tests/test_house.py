"""The house is measured by its imports, and what is wrong with it is found."""

import ast
import re
from pathlib import Path

import pytest

from docs import house
from docs.house import BOUNDS, LINES, MIGRATIONS, WHOLE, Bound, faults, floors, long_files

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
    monkeypatch.setattr(house, "LINES", 9999)

    assert [fault.partition(",")[2] for fault in faults()] == [" 3 at most", " 2 at most"] * 2


def test_drafts_are_made_in_one_file() -> None:
    made = [
        path.name
        for path in (house.ROOT / "handlers").rglob("*.py")
        if MADE.search(path.read_text())
    ]

    assert made == ["drafts.py"]


def test_each_word_of_the_glossary_has_one_meaning_and_its_place_in_the_code() -> None:
    text = Path("docs/developer.md").read_text("utf-8")
    rows = re.findall(r"^\| ([\w ]+) \| .+ \| `([\w/.]+): (\w+)` \|$", text, re.MULTILINE)

    words = [word for word, _, _ in rows]
    assert len(words) == len(set(words)) == 40
    for word, place, name in rows:
        source = ast.parse(Path(place).read_text("utf-8"))
        defined = {getattr(each, "name", None) for each in source.body}
        defined |= {each.id for each in ast.walk(source) if isinstance(each, ast.Name)}
        assert name in defined, word


def test_a_file_that_is_too_long_is_a_fault(tmp_path: Path) -> None:
    tables = sorted({*WHOLE, f"{MIGRATIONS}versions/0001_all.py"})
    written = {"bot/a.py": LINES, "handlers/b/c.py": LINES + 1, **dict.fromkeys(tables, 999)}
    for name, lines in written.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("pass\n" * lines)

    assert list(long_files(tmp_path)) == [f"handlers/b/c.py has {LINES + 1} lines, {LINES} at most"]


def test_what_may_be_long_is_there() -> None:
    assert [name for name in sorted(WHOLE) if not (house.ROOT / name).is_file()] == []
