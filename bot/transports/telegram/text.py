"""
How words become messages of Telegram: measured, split, escaped. HTML is made only here.

What a person wrote stands in <code>. Whatever the parse mode, Telegram itself makes links of
@names, /commands, #tags, addresses and card numbers, and offers no way to switch that off but
this: within code it makes none, and drops one that would reach into it (tdlib, MessageEntity.cpp:
`merge_entities`, `are_entities_valid`). An address or a hash that is evidence stays as it is and
is copied by one tap; /accept in a hostile text is no button; and the reader sees which words are
not the bot's. Code may not lie within bold, so a heading is bold around it.
"""

from dataclasses import dataclass
from html import escape

from bot.words.quotes import pieces, whole_quotations, words_and_quotes

LIMIT = 4096
MOST_PARTS = 4
DOCUMENT = "message.txt"
# Where a long text is best parted; a border in its first quarter would leave crumbs.
BORDERS = ("\n\n", "\n", " ")
CRUMB = LIMIT // 4


@dataclass(frozen=True, slots=True)
class Layout:
    """The messages of one text, in their order; `document` holds the whole when it is too long."""

    parts: tuple[str, ...]
    document: bytes | None = None


def layout_of(text: str) -> Layout:
    """Return the messages of a text: up to four, else its beginning and the whole as a document."""
    parts = tuple(whole_quotations(split(text)))
    if len(parts) <= MOST_PARTS:
        return Layout(parts)
    return Layout(parts[:1], words_and_quotes(text)[0].encode())


def units(text: str) -> int:
    """Return how long a text is for Telegram: in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def split(text: str, limit: int = LIMIT) -> tuple[str, ...]:
    """Return the text in parts of at most `limit` units; only white space is lost in between."""
    parts, rest = [], text.strip()
    while units(rest) > limit:
        head = _longest(rest, limit)
        at = _border(head, rest)
        parts.append(rest[:at].rstrip())
        rest = rest[at:].lstrip()
    return (*parts, rest) if rest or not parts else tuple(parts)


def html(part: str, *, heading: bool) -> str:
    """Return a part as HTML: everything escaped, quotations as code, a heading's own words bold."""
    done, bold = "", heading
    for place, piece in enumerate(pieces(part)):
        first, newline, rest = piece.partition("\n")
        if place % 2:
            done += _in_tag("code", piece)
        elif bold:
            done += f"{_in_tag('b', first)}{newline}{escape(rest, quote=False)}"
        else:
            done += escape(piece, quote=False)
        bold = bold and not newline
    return done


def _in_tag(tag: str, text: str) -> str:
    return f"<{tag}>{escape(text, quote=False)}</{tag}>" if text else ""


def _longest(text: str, limit: int) -> str:
    """Return the longest beginning of at most `limit` units."""
    head = text[:limit]
    while (excess := units(head) - limit) > 0:
        head = head[: -max(1, excess // 2)]
    return head


def _border(head: str, text: str) -> int:
    for border in BORDERS:
        if text.startswith(border, len(head)):
            return len(head)
        at = head.rfind(border)
        if at >= min(CRUMB, len(head) // 4) and head[:at].strip():
            return at
    return len(head)
