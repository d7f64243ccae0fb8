"""How words become messages of Telegram: measured, split, escaped. HTML is made only here."""

from dataclasses import dataclass
from html import escape

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


def laid_out(text: str) -> Layout:
    """Return the messages of a text: up to four, else its beginning and the whole as a document."""
    parts = split(text)
    if len(parts) <= MOST_PARTS:
        return Layout(parts)
    return Layout(parts[:1], text.encode())


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
    """Return a part as HTML: everything escaped, the first line bold where it is a heading."""
    if not heading:
        return escape(part, quote=False)
    first, newline, rest = part.partition("\n")
    return f"<b>{escape(first, quote=False)}</b>{newline}{escape(rest, quote=False)}"


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
