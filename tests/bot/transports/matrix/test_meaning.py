"""What a decrypted event says, and its place in its author's session."""

import base64
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.transports.matrix.meaning import (
    NAME_AT_MOST,
    Ignored,
    Remote,
    Unusable,
    Wrote,
    answers_in_clear,
    meaning,
    without_fallback,
)
from bot.transports.matrix.receiving import message_index
from handlers.chat.events import Misfit

SEALED = {"url": "mxc://nabat.test/1", "v": "v2"}
REPLY = {"m.in_reply_to": {"event_id": "$1"}}
THREAD = {"rel_type": "m.thread", "event_id": "$root", "is_falling_back": True, **REPLY}


def said(**content: Any) -> dict[str, Any]:
    return {"type": "m.room.message", "content": {"msgtype": "m.text", "body": "1", **content}}


def filed(**content: Any) -> dict[str, Any]:
    usual = {"msgtype": "m.file", "body": "a.pdf", "file": SEALED, "info": {"size": 7}}
    return said(**{**usual, **content})


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (said(), Wrote("1")),
        (said(msgtype="m.notice"), Wrote("1")),
        (said(body=["1"]), Wrote("")),
        (said(body="1", **{"m.relates_to": REPLY}), Wrote("1", answers="$1")),
        (
            said(body="> <@nabat> Да?\n> Нет?\n\n2", **{"m.relates_to": REPLY}),
            Wrote("2", answers="$1"),
        ),
        (
            said(
                body="> * <@nabat:a.b> Да?\n>\n> > Нет?\n\n> 12-4\nверно",
                formatted_body="<mx-reply>…</mx-reply>верно",
                **{"m.relates_to": REPLY},
            ),
            Wrote("> 12-4\nверно", answers="$1"),
        ),
        # What a person quotes is theirs: no client names whom it quotes so, or none did.
        (
            said(body="> 12-4\n> 13-5\n\nверно", **{"m.relates_to": REPLY}),
            Wrote("> 12-4\n> 13-5\n\nверно", answers="$1"),
        ),
        (said(body="> <@a:b> да", **{"m.relates_to": REPLY}), Wrote("", answers="$1")),
        (
            said(body="> <@a:b> да\nнет", **{"m.relates_to": REPLY}),
            Wrote("> <@a:b> да\nнет", answers="$1"),
        ),
        (
            said(
                body="> <@a:b> да\n\nнет",
                formatted_body="<blockquote>да</blockquote>нет",
                **{"m.relates_to": REPLY},
            ),
            Wrote("> <@a:b> да\n\nнет", answers="$1"),
        ),
        # In a thread: what it answers there, else what the thread is about, never the last of it.
        (said(**{"m.relates_to": THREAD}), Wrote("1", answers="$root")),
        (said(**{"m.relates_to": {**THREAD, "is_falling_back": False}}), Wrote("1", answers="$1")),
        (
            said(**{"m.relates_to": {"rel_type": "m.thread", "event_id": "$root"}}),
            Wrote("1", answers="$root"),
        ),
        (said(**{"m.relates_to": {"rel_type": "m.thread"}}), Wrote("1")),
        (said(body="> не ответ", **{"m.relates_to": None}), Wrote("> не ответ")),
        (said(**{"m.relates_to": {"rel_type": "m.replace"}}), Unusable(Misfit.EDITED)),
        # Some clients name in clear alone what is replaced.
        (said(**{"m.new_content": {"body": "2"}}), Unusable(Misfit.EDITED)),
        (said(**{"m.forwarded": {}}), Unusable(Misfit.FORWARDED)),
        (said(msgtype="m.location"), Unusable(Misfit.OTHER)),
        (said(msgtype=None), Unusable(Misfit.OTHER)),
        ({"type": "m.sticker", "content": {}}, Unusable(Misfit.OTHER)),
        ({"type": "org.matrix.msc3381.poll.response", "content": {}}, Unusable(Misfit.OTHER)),
        ({"type": "m.reaction", "content": {}}, Ignored("m.reaction")),
        ({"type": "m.room.message", "content": None}, Ignored("m.room.message")),
        ({}, Ignored("None")),
        # Without a name of its own the body is the name.
        (filed(), Wrote("", Remote("a.pdf", SEALED, 7))),
        (filed(filename="a.pdf"), Wrote("", Remote("a.pdf", SEALED, 7))),
        (filed(body="Скан", filename="a.pdf"), Wrote("Скан", Remote("a.pdf", SEALED, 7))),
        (filed(msgtype="m.image", info=None), Wrote("", Remote("a.pdf", SEALED, 0))),
        (filed(info={"size": "7"}), Wrote("", Remote("a.pdf", SEALED, 0))),
        (filed(msgtype="m.audio"), Wrote("", Remote("a.pdf", SEALED, 7))),
        (filed(msgtype="m.audio", **{"org.matrix.msc3245.voice": {}}), Unusable(Misfit.VOICE)),
        (filed(msgtype="m.audio", **{"m.voice": {}}), Unusable(Misfit.VOICE)),
        (filed(**{"m.relates_to": REPLY}), Wrote("", Remote("a.pdf", SEALED, 7), answers="$1")),
        # Not encrypted: anybody may have read or changed it.
        (filed(file=None, url="mxc://nabat.test/1"), Unusable(Misfit.OTHER)),
    ],
)
def test_what_an_event_says(source: dict[str, Any], expected: object) -> None:
    assert meaning(source) == expected


def test_a_long_name_is_cut() -> None:
    found = meaning(filed(body="ж" * 1000))

    assert isinstance(found, Wrote)
    assert found.file is not None
    assert found.file.name == "ж" * NAME_AT_MOST


@pytest.mark.parametrize(
    ("beside", "expected"),
    [
        (REPLY, True),
        (THREAD, True),
        (None, False),
        ("m.in_reply_to", False),
        ({"m.in_reply_to": {"event_id": 7}}, False),
        ({"rel_type": "m.thread", "event_id": None}, False),
    ],
)
def test_what_answers_in_clear_is_known(beside: Any, expected: bool) -> None:
    assert answers_in_clear(beside) is expected


@given(st.dictionaries(st.text(), st.text() | st.integers() | st.none() | st.lists(st.text())))
def test_no_content_breaks_it(content: dict[str, Any]) -> None:
    for source in (said(**content), filed(**content)):
        assert isinstance(meaning(source), Wrote | Unusable | Ignored)


@given(st.text(min_size=1).filter(str.strip), st.lists(st.text().filter(lambda it: "\n" not in it)))
def test_an_answer_is_what_stands_below_the_quotation(words: str, quoted: list[str]) -> None:
    quotation = "\n".join(f"> {line}" for line in ("<@nabat:nabat.test> да", *quoted)) + "\n"

    found = without_fallback(f"{quotation}\n{words}", REPLY)

    assert found == words.strip()
    assert without_fallback(f"> {words}", None) == f"> {words}"


# The place of a message in its session


def written(index: int, rest: bytes = b"\x12\x03abc") -> str:
    """Return a Megolm message as the specification writes it: version, tag, variable integer."""
    digits, left = bytearray(), index
    while True:
        left, digit = left >> 7, left & 0x7F
        digits.append(digit | (0x80 if left else 0))
        if not left:
            return base64.b64encode(b"\x03\x08" + digits + rest).decode().rstrip("=")


@given(st.integers(0, 2**32 - 1), st.binary(max_size=20))
def test_the_place_is_read_as_it_was_written(index: int, rest: bytes) -> None:
    assert message_index(written(index, rest)) == index


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "AA",
        base64.b64encode(b"\x04\x08\x01").decode(),
        base64.b64encode(b"\x03\x12\x01").decode(),
        base64.b64encode(b"\x03\x08").decode(),
        base64.b64encode(b"\x03\x08\xff\xff\xff\xff\xff\xff").decode(),
    ],
)
def test_what_is_no_message_has_no_place(bad: str) -> None:
    with pytest.raises(ValueError, match="no"):
        message_index(bad)
