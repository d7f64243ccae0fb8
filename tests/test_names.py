"""What acts is named by a verb."""

from pathlib import Path

import pytest

from docs.house import PACKAGES, ROOT
from docs.names import is_past, past_names


def test_no_function_that_returns_nothing_is_named_by_a_past_form() -> None:
    assert list(past_names(ROOT, PACKAGES)) == []


@pytest.mark.parametrize("name", ["sent", "_told", "accepted", "left_room", "__marked", "held"])
def test_a_past_form_is_one_behind_underlines_too(name: str) -> None:
    assert is_past(name)


@pytest.mark.parametrize("name", ["send", "put_card", "need", "tell_lost", "read", "__init__"])
def test_a_verb_is_none_whatever_follows_it(name: str) -> None:
    assert not is_past(name)


def test_it_is_found_within_a_class_and_within_a_function_and_only_where_nothing_is_returned(
    tmp_path: Path,
) -> None:
    (tmp_path / "bot").mkdir()
    (tmp_path / "bot" / "a.py").write_text(
        "def quoted(text: str) -> str: ...\n"
        "class A:\n"
        "    async def heard(self) -> None:\n"
        "        def asked() -> None: ...\n"
        "        def found() -> int | None: ...\n"
    )

    found = [each.split(" ")[:2] for each in past_names(tmp_path, ("bot", "storage"))]

    assert found == [["bot/a.py:3:", "heard"], ["bot/a.py:4:", "asked"]]
