"""What a typed text chooses: every spelling of a number, and when it means an act."""

from datetime import timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.chat.choosing import Typed, Unclear, Undecided, chosen, typed, words
from storage.offers import Numbered, Offer
from tests.builders import NOW

WORDS = "подтвердить получение"
KEY_CAP = "\ufe0f\u20e3"
SPELLINGS = {
    7: [
        *("7", "7.", "7)", "7 )", "(7)", "[7]", "7:", "7,", "7;", " 7 ", "7\n", "«7»", '"7"', "07"),
        *(
            "７",
            "７．",
            "７）",
            "（７）",
            f"7{KEY_CAP}",
            "7\u20e3",
            f"7{KEY_CAP}.",
            "7\ufe0f",
            "⑦",
            "⑺",
        ),
        *("7\u00a0", "\u200b7", "7...", "7…"),
    ],
    12: ["12", "１２", f"1{KEY_CAP}2{KEY_CAP}", "12.", "１2"],
    10: ["10", "🔟", f"1{KEY_CAP}0{KEY_CAP}"],
    9999: ["9999", "９９９９"],
}
# No number of a choice, whatever else.
OTHERS = [
    *("", ".", "-7", "7-", "7/8", "7 8", "1.5", "12:30", "+7", "№ 7", "#7", "7а", "а7", "7%", "٧"),
    *("12345", "493021", "493 021", "1e3", "0x7", "семь", "7, пожалуйста", "7\n8"),
]


@pytest.mark.parametrize(
    ("text", "number"), [(text, number) for number, texts in SPELLINGS.items() for text in texts]
)
def test_a_number_is_a_number_however_it_is_spelled(text: str, number: int) -> None:
    assert typed(text) == Typed(number)


@pytest.mark.parametrize("text", OTHERS)
def test_what_is_more_than_a_number_is_none(text: str) -> None:
    found = typed(text)

    assert found.number is None or found.words


@pytest.mark.parametrize(
    "text",
    [
        *("Подтвердить получение", "ПОДТВЕРДИТЬ ПОЛУЧЕНИЕ", "подтвердить  получение."),
        *("«Подтвердить получение»", "[Подтвердить получение]", " Подтвердить получение … "),
        *("«Подтвердить получение.»", "Подтвердить получение!", "Подтвердить\u00a0получение"),
    ],
)
def test_the_words_of_a_button_are_compared_without_what_is_around_them(text: str) -> None:
    assert typed(text) == Typed(words=WORDS)


@pytest.mark.parametrize("text", ["7. Подтвердить получение", "7) подтвердить получение."])
def test_a_line_of_a_list_is_its_number_and_its_words(text: str) -> None:
    assert typed(text) == Typed(7, WORDS)


def test_a_longer_text_is_no_button() -> None:
    assert typed("да\nнет") == typed("а" * 201) == Typed()


@given(st.text())
def test_no_text_breaks_it_and_a_label_is_its_own_words(text: str) -> None:
    found = typed(text)

    assert found.number is None or 0 <= found.number <= 9999
    assert words(words(text)) == words(text)


def offer(
    act: str, minutes: int = 0, *, holds: bool = True, rings: bool = False, over: bool = False
) -> Numbered:
    """Return an offer that was made so many minutes after the first one."""
    at = NOW + timedelta(minutes=minutes)
    made = Offer(f"{act}{minutes}", "o", 7, "ack", act, "ack.choice", (), NOW)
    return Numbered(made, None, at, holds=holds or rings, rings=rings, over=over)


ASKED = NOW + timedelta(minutes=10)
OLD, HELD = offer("old", holds=False), offer("held")
NEW, RINGING = offer("new", 20), offer("ringing", rings=True)
AGAIN = offer("ringing", 20)
OVER, OVER_TOO = offer("over", over=True), offer("over too", over=True)
# What fits the text; whether a question is open, and one that takes numbers -> what is chosen.
CHOSEN = [
    ([], (None, None, None)),
    ([OLD], (Unclear.OLD, Unclear.OPEN, None)),
    ([HELD], (HELD, Unclear.OPEN, Unclear.OPEN)),
    ([NEW], (NEW, NEW, NEW)),
    ([RINGING], (RINGING, RINGING, Unclear.OPEN)),
    ([RINGING, AGAIN], (AGAIN, AGAIN, AGAIN)),
    ([OLD, HELD], (HELD, Unclear.OPEN, Unclear.OPEN)),
    ([OLD, NEW], (NEW, NEW, NEW)),
    ([HELD, NEW], (Unclear.SEVERAL, NEW, NEW)),
    ([HELD, RINGING], (Unclear.SEVERAL, RINGING, Unclear.OPEN)),
    ([OVER], (OVER, Unclear.OPEN, Unclear.OPEN)),
    ([OVER, RINGING], (RINGING, RINGING, Unclear.OPEN)),
    ([OVER, OVER_TOO], (Unclear.SEVERAL, Unclear.OPEN, Unclear.OPEN)),
    ([OVER, HELD, RINGING], (Unclear.SEVERAL, RINGING, Unclear.OPEN)),
    ([NEW, RINGING], (Unclear.SEVERAL, Unclear.SEVERAL, NEW)),
]


@pytest.mark.parametrize(("found", "expected"), CHOSEN)
def test_what_is_chosen(found: list[Numbered], expected: tuple[object, ...]) -> None:
    ways = [(None, False), (ASKED, False), (ASKED, True)]
    for (asked_at, takes_numbers), each in zip(ways, expected, strict=True):
        choice = chosen(found, asked_at=asked_at, takes_numbers=takes_numbers)
        why = choice.why if isinstance(choice, Undecided) else choice
        assert why == (each.offer if isinstance(each, Numbered) else each), asked_at


def test_two_different_acts_are_never_told_apart_by_guessing() -> None:
    every = [
        offer(act, minutes, holds=holds, rings=rings)
        for act, minutes, holds, rings in product("ab", (0, 20), (False, True), (False, True))
    ]
    for one, other in product(every, every):
        for asked_at, takes in ((None, False), (ASKED, False), (ASKED, True)):
            choice = chosen([one, other], asked_at=asked_at, takes_numbers=takes)
            if isinstance(choice, Offer) and one.meaning != other.meaning:
                (another,) = {one, other} - {each for each in (one, other) if each.offer == choice}
                likely = another.at >= (asked_at or NOW) or (another.rings and not takes)
                assert not (another.holds and likely)
