"""What a word processor or a mailer wrote for a text: control words of RTF and TeX, and base64."""

import base64
import binascii
import re
from collections.abc import Iterator
from typing import NamedTuple


class Piece(NamedTuple):
    """A stretch of a text, from `begin` to `end`, and what is read instead of it."""

    begin: int
    end: int
    instead: str


_RTF = "\\rtf"
_BREAKS = "par|pard|line|sect|page|row|cell|tab"
_RICH = re.compile(
    r"(?P<bytes>(?:\\'[0-9a-fA-F]{2}){1,200})|\\u(?P<point>-?\d{1,5}) ?\??"
    rf"|(?P<breaks>\\(?:{_BREAKS})(?![A-Za-z])-?\d{{0,6}} ?)"
    r"|(?P<word>\\(?:[A-Za-z]{1,24}-?\d{0,6} ?|\*|~|\r?\n)|[{}])"
)
# Control words where the head of the document is missing; those of TeX.
_BARE = re.compile(
    rf"(?P<breaks>(?<![A-Za-z]:)\\(?:{_BREAKS}|centering|raggedright|raggedleft|newline|newpage|hfill|maketitle)"
    r"(?![A-Za-z])-?\d{0,6} ?"
    r"|\\(?:section|subsection|chapter|paragraph|title|[lcr](?:head|foot)|header|footer|markboth"
    r"|markright|fancyhead|fancyfoot|i?head|i?foot|centerline)\*?(?:\[[^\[\]\n]{0,24}\])?\{)"
    r"|(?P<word>\\(?:ansi|q[crlj]|b0?|i0?|ul|ulnone|plain|f\d{1,3}|fs\d{1,3}|cf\d{1,2}|lang\d{4}"
    r"|tiny|scriptsize|footnotesize|small|normalsize|large|Large|LARGE|huge|Huge|bf|bfseries|it"
    r"|itshape|sc|scshape|tt|ttfamily|sf|sffamily|noindent|uppercase|MakeUppercase)"
    r"(?![A-Za-z]) ?|\\[A-Za-z]{2,20}\*?\{-?[\d.]{1,8} ?(?:cm|mm|pt|em|ex|in)\})"
)
_WRITTEN = re.compile(
    r"(?<![\w+/=.-])[A-Za-z0-9+/]{16,4000}(?:\r?\n[A-Za-z0-9+/]{4,76}){0,60}={0,2}(?![\w+/=.-])"
)
_RUN = re.compile(r"[A-Za-z0-9+/]{16}")
_ENGLISH = re.compile(r"\b(?:top secret|secret|sekretno|noforn|vazhnosti)\b", re.IGNORECASE)


def pieces(text: str) -> Iterator[Piece]:
    """Yield, in their order, the controls of a text and what base64 of it reads as one."""
    found = list(_decode(text)) if _RUN.search(text) else []
    if "\\" in text:
        found += _controls(text)
    end = 0
    for piece in sorted(found):
        if piece.begin >= end:
            yield piece
            end = piece.end


def _controls(text: str) -> Iterator[Piece]:
    for found in (_RICH if _RTF in text else _BARE).finditer(text):
        kind, written = found.lastgroup, found.group()
        if kind == "bytes":
            read = bytes.fromhex(written.replace("\\'", "")).decode("cp1251", errors="replace")
        elif kind == "point":
            point = int(found["point"]) & 0xFFFF
            read = chr(point) if not 0xD800 <= point < 0xE000 else ""
        else:
            read = "\n" if kind == "breaks" else ""
        yield Piece(*found.span(), read)


def _decode(text: str) -> Iterator[Piece]:
    for found in _WRITTEN.finditer(text):
        whole = found.group()
        for written in dict.fromkeys((whole, whole.partition("\n")[0].rstrip("\r"))):
            read = _plain(written)
            if read is not None:
                yield Piece(found.start(), found.start() + len(written), f"\n{read}\n")
                break


def _plain(written: str) -> str | None:
    """Return the words that base64 stands for; None where it stands for anything else."""
    body = "".join(written.split()).rstrip("=")
    try:
        read = base64.b64decode(body + "=" * (-len(body) % 4), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return None
    if not all(char.isprintable() or char in "\r\n\t" for char in read):
        return None
    letters = [char for char in read if char.isalpha()]
    foreign = sum(not char.isascii() for char in letters)
    words = foreign * 2 >= len(letters) >= 4
    return read if words or (" " in read and _ENGLISH.search(read)) else None
