"""Characters that no eye sees, or that a terminal obeys; and texts that show nothing at all."""

import unicodedata
from functools import lru_cache

# Controls, directions and zero widths, lone surrogates, private use, nothing yet, line separators.
_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
# Letters and marks by their category, yet drawn as nothing; the last two choose a look.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\U00013441\U00013442\U0001d159")
_SELECTORS = frozenset(map(chr, (*range(0x180B, 0x1810), *range(0xE0100, 0xE01F0))))


@lru_cache(maxsize=4096)
def is_unseen(char: str) -> bool:
    """Say whether a character is one of these; a newline and a tab are."""
    return unicodedata.category(char) in _CATEGORIES or char in _BLANK or char in _SELECTORS


def says_nothing(text: str) -> bool:
    """Say whether an eye sees nothing in a text: no sign, or marks with no letter under them."""
    return all(char.isspace() or is_unseen(char) or _is_mark(char) for char in text)


def without_unseen(text: str) -> str:
    """Return a text without what no eye sees in it; blanks and ends of lines stay."""
    unseen = {ord(char): None for char in set(text) if is_unseen(char) and not char.isspace()}
    return text.translate(unseen)


def first_unseen(text: str) -> tuple[int, str] | None:
    """Return the first of these in a text: its place, from 1 on, and its name, "U+202E"."""
    found = ((place, code_point(char)) for place, char in enumerate(text, 1) if is_unseen(char))
    return next(found, None)


def _is_mark(char: str) -> bool:
    return unicodedata.category(char).startswith("M")


def code_point(char: str) -> str:
    """Return how Unicode calls a character: "U+202E"."""
    return f"U+{ord(char):04X}"


def visible_text(text: str, keep: str = "") -> str:
    """Return a text with each of these, but those to `keep`, as its name in brackets: <U+202E>."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        f"<{code_point(char)}>" if char not in keep and is_unseen(char) else char for char in text
    )
