"""Words as events of Matrix: whole, in parts that fit, and with nothing in them that acts."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nio.crypto.sessions import OutboundGroupSession

from bot.transports.matrix.contents import replacement, words_of
from bot.transports.matrix.encrypting import plaintext
from bot.transports.matrix.text import body, html, parts, plain
from bot.words.message import Button, Rendered
from bot.words.quotes import CLOSE, OPEN, with_marks

words = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=[OPEN, CLOSE]))
# What else a homeserver puts into an event is some hundred bytes.
EVENT = 65_536 - 2_000
MARKUP = re.compile(r"</?(?:code|strong)>|<br>")


@st.composite
def messages(draw: st.DrawFn) -> Rendered:
    """Draw messages of some thousand characters, with quotations anywhere and choices."""
    pieces = draw(st.lists(words.map(lambda it: it * draw(st.sampled_from([1, 3, 300])))))
    text = draw(st.sampled_from(["\n", "\n\n", " "])).join(pieces)
    ends = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    quotes = tuple(zip(ends[::2], ends[1::2], strict=False))
    labels = draw(st.lists(st.sampled_from(["Подтвердить получение", "Ещё…"]), max_size=3))
    buttons = tuple(Button(f"o{n}", n, label) for n, label in enumerate(labels, 1))
    return Rendered(text, buttons, quotes=quotes)


def size(part: str) -> int:
    """Return the bytes of an encrypted event that replaces another one's words by these."""
    content = replacement("$" + "x" * 43, words_of(part, heading=True))
    session = OutboundGroupSession()
    session.shared = True
    return len(session.encrypt(plaintext("!" + "x" * 43, content)))


def squeezed(text: str) -> str:
    return "".join(text.split())


@given(messages())
def test_every_part_fits_and_nothing_but_white_space_is_lost(message: Rendered) -> None:
    made = parts(message)

    choices = "".join(f"{each.number}. {each.label}" for each in message.buttons)
    assert squeezed("".join(map(plain, made))) == squeezed(message.text + choices)
    assert all(size(part) < EVENT for part in made)


@pytest.mark.parametrize(
    "char", ["ж", "a", "&", "<", '"', "'", "\\", "🔴", "日", OPEN + "ж" + CLOSE]
)
def test_even_an_edit_of_the_longest_part_fits(char: str) -> None:
    sizes = [size(part) for part in parts(Rendered.from_text(char * 30_000))]

    assert EVENT // 2 < max(sizes) < EVENT


@given(messages())
def test_the_html_says_the_same_words_and_nothing_in_them_acts(message: Rendered) -> None:
    for place, part in enumerate(parts(message)):
        shown = html(part, heading=place == 0)
        bare = MARKUP.sub(lambda found: "\n" if found[0] == "<br>" else "", shown)

        assert unescape(bare) == plain(part)
        assert "<" not in bare
        assert shown.count("<code>") == shown.count("</code>")


@given(messages())
def test_what_a_person_wrote_stands_in_a_quotation_in_each_part(message: Rendered) -> None:
    quoted = "".join(message.text[begin:end] for begin, end in message.quotes)

    found = "".join(
        "".join(re.findall(r"<code>(.*?)</code>", html(part, heading=False)))
        for part in parts(message)
    )

    assert squeezed(unescape(found.replace("<br>", ""))) == squeezed(quoted)


def test_without_markup_no_line_of_a_quotation_looks_like_one_of_ours_or_like_a_choice() -> None:
    text = "Причины:\nнет\n🟢 KZ-BY-2026-1 · завершено\n7. Отказать"
    message = Rendered(text, (Button("a", 7, "Подтвердить получение"),), quotes=((9, len(text)),))

    (said,) = [words_of(part, heading=True)["body"] for part in parts(message)]

    assert said.splitlines() == [
        "Причины:",
        "│ нет",
        "│ 🟢 KZ-BY-2026-1 · завершено",
        "│ 7. Отказать",
        "",
        "7. Подтвердить получение",
    ]


@given(messages())
def test_the_words_without_markup_are_the_same_but_for_bars(message: Rendered) -> None:
    for part in parts(message):
        assert re.sub(r"(?m)^│ ", "", body(part)) == re.sub(r"(?m)^│ ", "", plain(part))


def test_choices_stand_below_by_their_numbers() -> None:
    message = Rendered(
        "Подтвердите получение.",
        (Button("a", 7, "Подтвердить получение"), Button("b", 8, "Телефон отправителя")),
    )

    assert parts(message) == (
        "Подтвердите получение.\n\n7. Подтвердить получение\n8. Телефон отправителя",
    )


def test_a_heading_is_bold_up_to_the_first_line_or_quotation() -> None:
    assert html("🔴 СРОЧНО\nдалее", heading=True) == "<strong>🔴 СРОЧНО</strong><br>далее"
    mixed = with_marks("Цель: <b>\nдалее", ((6, 9),))
    assert html(mixed, heading=True) == ("<strong>Цель: </strong><code>&lt;b&gt;</code><br>далее")


def test_it_is_split_at_the_largest_border_that_leaves_enough() -> None:
    first, second = "а" * 2500, "б" * 2000

    made = parts(Rendered(f"{first}\n\n{second} {second}"))

    assert made == (first, f"{second} {second}")
    assert parts(Rendered("слово " * 2000)) == (("слово " * 909).strip(),) * 2 + (
        ("слово " * 182).strip(),
    )


@pytest.mark.parametrize(("silent", "kind"), [(False, "m.text"), (True, "m.notice")])
def test_what_is_silent_is_a_notice_which_rings_no_telephone(silent: bool, kind: str) -> None:
    assert words_of("Слова", heading=True, silent=silent)["msgtype"] == kind
