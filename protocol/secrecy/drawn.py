"""A text as it would be drawn: references decoded, markup taken out, and where each sign stood."""

import codecs
import html
import re
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.header import decode_header

from protocol.secrecy.encoded import Piece, pieces
from protocol.secrecy.turned import turned

_TIMES = 3  # «&amp;#1089;» is a reference to a reference

_INLINE = (
    r"a|abbr|b|big|bdi|bdo|cite|code|del|dfn|em|font|i|img|ins|kbd|mark|q|s|samp|small|span"
    r"|strike|strong|sub|sup|tg-spoiler|tt|u|var|wbr"
)
_BLOCK = (
    r"article|blockquote|body|br|caption|center|dd|div|dl|dt|footer|h[1-6]|head|header|hr|html"
    r"|li|main|ol|p|pre|section|table|tbody|td|th|thead|title|tr|ul"
)
_BRACED = r"b|center|code|color|font|i|left|quote|right|s|size|spoiler|sub|sup|u|url"

# Every repetition has a limit: what opens and is never closed costs that much and no more.
_MARKUP = re.compile(
    r"(?=[&%=\\<\[Uu])(?:(?P<named>&[A-Za-z]{2,31}\d{0,2};)"
    r"|(?P<numbered>&#(?:\d{1,7}|[xX][0-9a-fA-F]{1,6});?)"
    r"|(?P<percent>(?:%[0-9A-Fa-f]{2}){1,200})"
    r"|(?P<printable>(?:=[0-9A-F]{2}){2,200})"
    r"|=\?(?P<charset>[\w-]{2,20})\?(?P<word>[BbQq]\?[^?\s]{1,200})\?="
    r"|(?P<folded>(?<=\w)=\r?\n(?=\w))"
    r"|\\u(?:(?P<escaped>[0-9a-fA-F]{4})|\{(?P<braces>[0-9a-fA-F]{1,6})\})"
    r"|(?P<bytes>(?:\\x[0-9a-fA-F]{2}){1,200})"
    r"|\b[Uu]\+(?P<point>[0-9a-fA-F]{4,5})\b ?"
    r"|<!--(?P<comment>.{0,200}?)-->"
    r"|(?P<override><bdo\b(?=[^<>]{0,60}\brtl\b)[^<>]{0,60}>)|(?P<shut></bdo>)"
    rf"|(?P<block></?(?i:{_BLOCK})(?:\s[^<>]{{0,200}})?/?>)"
    rf"|(?P<inline></?(?i:{_INLINE})(?:\s[^<>]{{0,200}})?/?>)"
    rf"|(?P<braced>\[/?(?i:{_BRACED})(?:=[^\[\]\n]{{0,60}})?\])"
    r"|(?P<command>\\(?:text(?:bf|it|sc|tt|rm)|emph|underline)\{))",
    re.DOTALL,
)
# Without one of these there is nothing to take out.
_SIGNS = re.compile(r"[&%\\<\[=]|[Uu]\+")
# What a tag says to whoever points at it, or cannot see a picture.
_TITLED = re.compile(
    r"\b(?i:title|alt|label|caption|content|summary|placeholder)\s{0,2}=\s{0,2}"
    r"(?:\"(?P<double>[^\"<>]{2,200})\"|'(?P<single>[^'<>]{2,200})')"
)
_DRAWN_AS = {"block": "\n", "override": "\u202e", "shut": "\u202c"}


@dataclass(frozen=True, slots=True)
class Drawn:
    """
    A text as it is drawn; the sign at place n began at `starts[n]` of what was written.

    `starts` is None where the two are the same; else it has one place more than the text. What is
    drawn turned around stands in one of `apart` and is told whole.
    """

    text: str
    starts: tuple[int, ...] | None = None
    apart: tuple[tuple[int, int], ...] = ()

    def written(self, begin: int, end: int) -> tuple[int, int]:
        """Return where in the written text the signs from `begin` to `end` stand."""
        for first, last in self.apart:
            if begin < last and first < end:
                begin, end = min(begin, first), max(end, last)
        if self.starts is None:
            return begin, end
        # What a comment says stands at the end, and is written before: there the places go back.
        return self.starts[begin], max(self.starts[end], self.starts[end - 1] + 1)


def drawn(written: str) -> Drawn:
    """
    Return a text with its references decoded and its markup taken out, up to three deep.

    What a comment says stands after it, on lines of its own: it is hidden, and read all the same.
    """
    whole = _replace(Drawn(written), list(pieces(written)), [])
    for _ in range(_TIMES):
        if not _SIGNS.search(whole.text):
            break
        once = _once(whole)
        if once is None:
            break
        whole = once
    return _turn(whole)


def _turn(whole: Drawn) -> Drawn:
    """Return a text in the order in which its letters are drawn."""
    stretches = turned(whole.text)
    text = whole.text
    for begin, end, shown in stretches:
        text = text[:begin] + shown + text[end:]
    apart = tuple((begin, end) for begin, end, _ in stretches)
    return Drawn(text, whole.starts, apart) if stretches else whole


def _once(text: Drawn) -> Drawn | None:
    found: list[Piece] = []
    said: list[tuple[int, int]] = []
    for markup in _MARKUP.finditer(text.text):
        instead = _instead(markup)
        if instead is None:
            continue
        found.append(Piece(*markup.span(), instead))
        if sum(map(str.isalpha, markup["comment"] or "")) > 1:
            said.append(markup.span("comment"))
        elif markup.lastgroup in ("block", "inline"):
            titles = _TITLED.finditer(text.text, *markup.span())
            said += (title.span(title.lastgroup or 0) for title in titles)
    return _replace(text, found, said) if found else None


def _replace(text: Drawn, found: list[Piece], said: list[tuple[int, int]]) -> Drawn:
    """Return a text with each piece replaced, and what is said out of sight at its end."""
    if not found:
        return text
    parts: list[str] = []
    starts: list[int] = []
    at = 0
    for begin, end, instead in found:
        parts += (text.text[at:begin], instead)
        starts += range(at, begin)
        starts += [begin] * len(instead)
        at = end
    parts.append(text.text[at:])
    starts += range(at, len(text.text))
    for begin, end in said:
        parts += ("\n", text.text[begin:end])
        starts += range(begin - 1, end)
    starts.append(said[-1][1] if said else len(text.text))
    if text.starts is not None:
        starts = [text.starts[place] for place in starts]
    return Drawn("".join(parts), tuple(starts))


def _instead(found: re.Match[str]) -> str | None:
    """Return what is drawn for one piece of markup; None where it is none after all."""
    kind, matched = found.lastgroup, found.group()
    if kind in ("named", "numbered"):
        plain = html.unescape(matched)
        return None if plain == matched else plain
    if kind in ("percent", "printable", "bytes"):
        sign = {"percent": "%", "printable": "=", "bytes": "\\x"}[kind]
        return _decode(bytes.fromhex(matched.lower().replace(sign, "")))
    if kind == "word":
        return "".join(
            part if isinstance(part, str) else part.decode(charset or "ascii", errors="replace")
            for part, charset in _parts_of(matched)
        )
    if kind in ("escaped", "braces", "point"):
        point = int(found.group(kind), 16)
        return chr(point) if point < 0x110000 and not 0xD800 <= point < 0xE000 else None
    return _DRAWN_AS.get(kind or "", "")


def _parts_of(word: str) -> list[tuple[bytes | str, str | None]]:
    """Return the parts of an encoded word of a header (RFC 2047), as they are where it is none."""
    try:
        parts = decode_header(word)
        for _, charset in parts:
            codecs.lookup(charset or "ascii")
    except (HeaderParseError, LookupError):
        return [(word, None)]
    return parts


def _decode(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError:
        return body.decode("cp1251", errors="replace")
