"""
How words become messages of Matrix: measured, split, with numbered choices, escaped.

An event may be 65,536 bytes. Its words stand there as plain ones and as HTML, an edit says both
twice, and what is encrypted is a third longer. What a person wrote stands in <code>: no client
makes links or mentions of it. Choices are numbered: an officer answers with the number.
"""

import json
from functools import lru_cache
from html import escape

from bot.words.message import Rendered
from bot.words.quotes import CLOSE, OPEN, pieces, whole_quotations, with_marks, words_and_quotes

# Bytes of a part, plain and as HTML together, as JSON has them.
LIMIT = 20_000
_TAGS = {OPEN: "<code>", CLOSE: "</code>"}
_BORDERS = ("\n\n", "\n", " ")
# Before a line of a quotation, where there is no markup.
_BAR = "│ "


def parts(message: Rendered) -> tuple[str, ...]:
    """Return the words of a message, its choices below, in marked parts that each fit an event."""
    choices = "\n".join(f"{button.number}. {button.label}" for button in message.buttons)
    whole = with_marks(message.text, message.quotes)
    return tuple(whole_quotations(_split(f"{whole}\n\n{choices}" if choices else whole)))


def plain(part: str) -> str:
    """Return the words of a part alone."""
    return words_and_quotes(part)[0]


def body(part: str) -> str:
    """
    Return a part for whatever shows no HTML: watches, terminals, the notice of a new message.

    There a quotation has no code around it, so its lines begin with a bar: none of them can be
    taken for the bot's, or for one of the choices below it.
    """
    said = ""
    for place, piece in enumerate(pieces(part)):
        if place % 2 and piece:
            said += _BAR if not said or said.endswith("\n") else ""
            said += piece.replace("\n", f"\n{_BAR}")
        else:
            said += piece
    return said


def html(part: str, *, heading: bool) -> str:
    """Return a part as HTML: everything escaped, quotations as code, a heading's own words bold."""
    done, bold = "", heading
    for place, piece in enumerate(pieces(part)):
        first, newline, rest = piece.partition("\n")
        if place % 2:
            done += f"<code>{_lines(piece)}</code>" if piece else ""
        elif bold:
            done += f"<strong>{escape(first)}</strong>" if first else ""
            done += _lines(newline + rest)
        else:
            done += _lines(piece)
        bold = bold and not newline
    return done


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _split(text: str) -> tuple[str, ...]:
    """Return the text in parts of at most LIMIT bytes; only white space is lost in between."""
    found, rest = [], text.strip()
    while (end := _fitting_length(rest)) < len(rest):
        head = rest[:end]
        at = next(
            (at for border in _BORDERS if (at := head.rfind(border)) > len(head) // 4), len(head)
        )
        found.append(rest[:at].rstrip())
        rest = rest[at:].lstrip()
    return (*found, rest)


def _fitting_length(text: str) -> int:
    """Return how many characters, from the first on, one event takes."""
    left = LIMIT
    for place, char in enumerate(text):
        left -= _weight(char)
        if left < 0:
            return place
    return len(text)


@lru_cache(4096)
def _weight(char: str) -> int:
    """Return the bytes of a character, plain and as HTML; of a mark, those of its tag."""
    if char in _TAGS:
        return len(_TAGS[char])
    bar = len(_BAR.encode()) if char == "\n" else 0
    return bar + sum(
        len(json.dumps(shown, ensure_ascii=False).encode()) - 2 for shown in (char, _lines(char))
    )
