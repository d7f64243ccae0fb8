"""What people wrote is marked in the making, and nobody can open or close such a mark."""

from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.page import clean_text
from bot.words.quotes import CLOSE, OPEN, quotation, whole_quotations, with_marks, words_and_quotes

WORDS = st.text(st.sampled_from("аб <&\n@/"), max_size=30)


@given(st.lists(st.tuples(WORDS, WORDS), max_size=6))
def test_what_is_taken_apart_can_be_put_together(pieces: list[tuple[str, str]]) -> None:
    text = "".join(ours + quotation(theirs) for ours, theirs in pieces)

    plain, quotes = words_and_quotes(text)

    assert plain == "".join(ours + theirs for ours, theirs in pieces)
    assert [plain[begin:end] for begin, end in quotes] == [each for _, each in pieces if each]
    assert with_marks(plain, quotes) == text


def test_nobody_can_write_the_marks() -> None:
    assert clean_text(f"a{OPEN}b{CLOSE}c\ue000\ue001") == "abc"


def test_a_quotation_that_is_parted_is_one_in_each_part() -> None:
    parts = [f"наше {OPEN}чужое", "чужое", f"чужое{CLOSE} наше", "наше"]

    assert list(whole_quotations(parts)) == [
        f"наше {OPEN}чужое{CLOSE}",
        f"{OPEN}чужое{CLOSE}",
        f"{OPEN}чужое{CLOSE} наше",
        "наше",
    ]
