"""
Which of the words of a message a person wrote, so that a channel can show them as a quotation.

In the making a quotation stands between two marks of Unicode's private use, which `page.clean_text`
takes out of everything that people write: nobody can open or close one. A finished message has
plain words, and beside them where its quotations lie.
"""

import re
from collections.abc import Iterable, Iterator
from typing import TypeAlias

OPEN, CLOSE = "\ue002", "\ue003"
_MARKS = re.compile(f"[{OPEN}{CLOSE}]")
# Where a quotation begins and ends, in characters of the plain text.
Quotes: TypeAlias = tuple[tuple[int, int], ...]


def quotation(text: str) -> str:
    """Return a person's words as a quotation; no words are none."""
    return f"{OPEN}{text}{CLOSE}" if text else text


def words_and_quotes(text: str) -> tuple[str, Quotes]:
    """Return the plain words of a text, and where its quotations lie."""
    plain, quotes = "", []
    for ours, theirs in _pairs(pieces(text)):
        plain += ours
        if theirs:
            quotes.append((len(plain), len(plain) + len(theirs)))
        plain += theirs
    return plain, tuple(quotes)


def with_marks(text: str, quotes: Iterable[tuple[int, int]]) -> str:
    """Return what `words_and_quotes` took apart."""
    whole, at = "", 0
    for begin, end in quotes:
        whole += text[at:begin] + quotation(text[begin:end])
        at = end
    return whole + text[at:]


def whole_quotations(parts: Iterable[str]) -> Iterator[str]:
    """Yield the parts of a marked text so that each closes what it opens."""
    inside = False
    for part in parts:
        whole = f"{OPEN}{part}" if inside else part
        inside = whole.count(OPEN) > whole.count(CLOSE)
        yield f"{whole}{CLOSE}" if inside else whole


def pieces(text: str) -> list[str]:
    """Return a marked text in pieces: ours, a person's, ours, a person's, …"""
    return _MARKS.split(text)


def _pairs(pieces: list[str]) -> Iterator[tuple[str, str]]:
    yield from zip(pieces[::2], [*pieces[1::2], ""], strict=False)
