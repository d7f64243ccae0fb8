"""How words become messages of Telegram: measured in UTF-16, split on borders, escaped once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.transports.telegram.text import LIMIT, html, layout_of, split, units
from tests.worlds.botapi.markup import parse_html

WORDS = st.text(st.sampled_from("абв 🔴<>&\n\n"), max_size=400)


def test_a_short_text_is_one_message() -> None:
    assert split("Принято") == ("Принято",)
    assert layout_of("Принято").document is None


def test_length_is_counted_in_units_of_utf_16() -> None:
    assert units("🔴я") == 3
    assert split("🔴" * 2048) == ("🔴" * 2048,)
    assert split("🔴" * 2049) == ("🔴" * 2048, "🔴")
    assert [units(part) for part in split("я" + "🔴" * 2048)] == [4095, 2]


def test_a_long_text_is_split_between_blocks_then_lines_then_words() -> None:
    block, line = "б" * 2000, "с" * 1500

    assert split(f"{block}\n\n{block}\n\n{block}") == (f"{block}\n\n{block}", block)
    assert split(f"{block}\n{line}\n{line}") == (f"{block}\n{line}", line)
    assert split(f"{block} {line} {line}") == (f"{block} {line}", line)


def test_a_border_too_near_to_the_beginning_is_passed_over() -> None:
    parts = split("Заголовок\n\n" + "слово " * 1000)

    assert units(parts[0]) > LIMIT - 10


@given(st.text(st.sampled_from("аб 🔴<&\n"), max_size=300), st.integers(8, 60))
def test_nothing_but_white_space_is_lost_and_nothing_is_too_long(text: str, limit: int) -> None:
    parts = split(text, limit)

    assert "".join("".join(parts).split()) == "".join(text.split())
    assert all(units(part) <= limit for part in parts)
    assert all(parts) or parts == ("",)


def test_what_needs_more_than_four_messages_is_its_beginning_and_a_document() -> None:
    text = "\n\n".join(["б" * 2000] * 9)

    layout = layout_of(text)

    assert layout.parts == ("б" * 2000 + "\n\n" + "б" * 2000,)
    assert layout.document == text.encode()
    assert layout_of("\n\n".join(["б" * 2000] * 8)).document is None


@pytest.mark.parametrize("heading", [True, False])
@given(text=WORDS)
def test_whatever_people_write_is_read_back_as_they_wrote_it(text: str, heading: bool) -> None:
    said, entities = parse_html(html(text, heading=heading))

    assert said == text
    assert all(entity["type"] == "bold" for entity in entities)


def test_the_first_line_is_bold() -> None:
    assert html("Обращение <1>\nA & B", heading=True) == "<b>Обращение &lt;1&gt;</b>\nA &amp; B"
    assert html("A & B", heading=False) == "A &amp; B"
