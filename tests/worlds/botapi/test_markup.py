"""HTML as Telegram reads it."""

import pytest

from tests.worlds.botapi.markup import parse_html, units
from tests.worlds.botapi.refusals import ApiError
from tests.worlds.botapi.texts import cleaned, detected, trimmed


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("<b>а</b><STRONG>б</STRONG>", "аб", [("bold", 0, 1), ("bold", 1, 1)]),
        ("<i>а</i><em>б</em>", "аб", [("italic", 0, 1), ("italic", 1, 1)]),
        ("<u>а</u><ins>б</ins>", "аб", [("underline", 0, 1), ("underline", 1, 1)]),
        (
            "<s>а</s><strike>б</strike><del>в</del>",
            "абв",
            [("strikethrough", 0, 1), ("strikethrough", 1, 1), ("strikethrough", 2, 1)],
        ),
        (
            '<span class="tg-spoiler">а</span><tg-spoiler>б</tg-spoiler>',
            "аб",
            [("spoiler", 0, 1), ("spoiler", 1, 1)],
        ),
        ("😀<b>а<i>б</i></b>", "😀аб", [("bold", 2, 2), ("italic", 3, 1)]),
        ("<pre><code class='language-sql'>x</code></pre>", "x", [("pre", 0, 1)]),
        ("<blockquote expandable>а</blockquote>", "а", [("expandable_blockquote", 0, 1)]),
        ('<a href="https://a.b/?x=1&amp;y=2">а</a>', "а", [("text_link", 0, 1)]),
        ('<a href="tg://user?id=7">а</a>', "а", [("text_mention", 0, 1)]),
        ('<tg-emoji emoji-id="5368">👍</tg-emoji>', "👍", [("custom_emoji", 0, 2)]),
        ("a & b &amp; &lt; &#1078; &#x416; &quot; &nbsp;", 'a & b & < ж Ж " &nbsp;', []),
        ("<b>а</>", "а", [("bold", 0, 1)]),
        ("<b></b>а", "а", []),
        ("1 > 0", "1 > 0", []),
    ],
)
def test_tags_become_entities(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    parsed, found = parse_html(source)

    assert parsed == text
    assert [(each["type"], each["offset"], each["length"]) for each in found] == entities


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("<b>а", 'Can\'t find end tag corresponding to start tag "b"'),
        ("а < б", 'Unsupported start tag "" at byte offset 3'),
        ("<br>", 'Unsupported start tag "br" at byte offset 0'),
        ("я <1>", 'Unsupported start tag "1" at byte offset 3'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("а</b>", "Unexpected end tag at byte offset 2"),
        (
            "<b><i>а</b></i>",
            'Unmatched end tag at byte offset 8, expected "</i>", found "</b>"',
        ),
        ("<b>а</b", "Unclosed end tag at byte offset 5"),
        ("<span>а</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<a href>а</a>", "Expected equal sign in declaration of an attribute of the tag"),
        ('<a ="x">а</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ('<a href="x>а</a>', "Unclosed start tag at byte offset 0"),
        ("<a href=x/y>а</a>", "Unexpected end of name token at byte offset 8"),
        ("<tg-emoji>👍</tg-emoji>", "Invalid custom emoji identifier specified"),
    ],
)
def test_wrong_markup_is_refused_with_its_place(source: str, why: str) -> None:
    with pytest.raises(ApiError) as refused:
        parse_html(source)

    assert refused.value.code == 400
    assert refused.value.description.startswith(f"Bad Request: can't parse entities: {why}")


def test_what_a_server_drops_is_dropped() -> None:
    assert cleaned("а\r\nб\x07\u202eв") == "а\nб в"
    assert trimmed("  😀 а ", [{"type": "bold", "offset": 0, "length": 6}]) == (
        "😀 а",
        [{"type": "bold", "offset": 0, "length": 4}],
    )


def test_what_a_server_finds_by_itself_is_never_inside_code() -> None:
    text = "/ack 5 @aigul #срочно https://a.b/c. код /no"
    code = {"type": "code", "offset": units(text) - 3, "length": 3}

    found = [(each["type"], each["offset"]) for each in detected(text, [code])]

    assert found == [
        ("bot_command", 0),
        ("mention", 7),
        ("hashtag", 14),
        ("url", 22),
        ("code", 41),
    ]
