"""
Whether a PDF can do more than be looked at: scripts, programs, files within it (ISO 32000-1).

It is looked for the names under which such things stand, in whatever way they are written, also
within object streams. That is no interpreter of PDF: who wants to hide something from it can. It
refuses what ordinary programs make, and tells people how to send a plain one.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from handlers.files.unfit import Unfit

# What may be made of one file; a larger one is not looked into, and so not taken.
OBJECT_STREAMS = 2_000
INFLATED_EACH, INFLATED = 16 * 1024 * 1024, 64 * 1024 * 1024
DEFLATED_EACH = 4 * 1024 * 1024
ESCAPES, OPENINGS = 50_000, 8
ACTION = 512

_END = rb"(?=[\x00\t\n\x0c\r ()<>\[\]{}/%]|\Z)"
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
# Long enough to stand nowhere by chance, also not within compressed pictures.
_RUNS = re.compile(
    rb"/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia|Rendition|ImportData|SubmitForm|GoToE|XFA)"
    + _END
)
# Short enough for that: looked for outside of streams alone.
_SCRIPT = re.compile(rb"/JS" + _END)
_OPENS = re.compile(rb"/OpenAction" + _END + rb"\s*(\[|<<|null\b|(\d{1,9})\s+(\d{1,5})\s+R\b)?")
_GOES = re.compile(rb"/S\s*/GoTo" + _END)
_STREAM = re.compile(rb"stream\r?\n")
# No look behind: with one the search would stop at every byte of a picture.
_OBJECT = re.compile(rb"obj\b|stream\r?\n")
_OBJECTS = re.compile(rb"/ObjStm" + _END)
_FILTER = re.compile(rb"/Filter" + _END)
_FIRST = re.compile(rb"/First\s+(\d{1,9})" + _END)


@dataclass
class _Text:
    """What a PDF says outside of its streams, and within object streams, names spelled out."""

    plain: bytes
    inflated: list[bytes] = field(default_factory=list)
    objects: dict[int, bytes] = field(default_factory=dict)


class _Closed(Exception):
    """A file that cannot be looked into."""


def unfit(body: bytes) -> Unfit | None:
    """Return why a PDF is not taken; None for one that can only be looked at."""
    try:
        return Unfit.ACTIVE if _runs(body) else None
    except _Closed:
        return Unfit.CLOSED


def _runs(body: bytes) -> bool:
    spelled = _plain(body)
    if _RUNS.search(spelled):
        return True
    text = _Text(_plain(_outside(body)))
    for first, inflated in _object_streams(body) if _OBJECTS.search(spelled) else ():
        text.inflated.append(_plain(inflated))
        text.objects.update(_objects(first, inflated))
    if any(map(_RUNS.search, text.inflated)):
        return True
    parts = (text.plain, *text.inflated)
    return any(_SCRIPT.search(part) or _opens_something(part, text) for part in parts)


def _opens_something(part: bytes, text: _Text) -> bool:
    """
    Say whether opening the file does something else than to show one of its pages.

    Raises: _Closed when it is written more often than anybody would change it.
    """
    for count, found in enumerate(_OPENS.finditer(part)):
        if count == OPENINGS:
            raise _Closed
        if not _shows_a_page(part, found, text):
            return True
    return False


def _shows_a_page(part: bytes, found: re.Match[bytes], text: _Text) -> bool:
    value, number = found[1], found[2]
    if value in (b"[", b"null"):
        return True
    if value == b"<<":
        return _goes(part[found.end(1) : found.end(1) + ACTION])
    return number is not None and _goes(_object(int(number), int(found[3]), text))


def _object(number: int, generation: int, text: _Text) -> bytes:
    if number in text.objects:
        return text.objects[number]
    begins = re.search(rb"(?<!\d)%d\s+%d\s+obj\b\s*" % (number, generation), text.plain)
    return text.plain[begins.end() : begins.end() + ACTION] if begins else b""


def _goes(action: bytes) -> bool:
    if action.startswith(b"["):
        return True
    action = action.removeprefix(b"<<").partition(b">>")[0]
    return bool(_GOES.search(action)) and b"/Next" not in action


def _plain(text: bytes) -> bytes:
    """
    Return names as they are meant: /J#61vaScript is /JavaScript.

    Raises: _Closed when nobody in earnest writes so many of them.
    """
    spelled, count = _ESCAPED.subn(lambda found: bytes([int(found[1], 16)]), text, count=ESCAPES)
    if count == ESCAPES:
        raise _Closed
    return spelled


def _outside(body: bytes) -> bytes:
    """Return what stands outside of streams."""
    return b"".join(_STREAM.split(part, maxsplit=1)[0] for part in body.split(b"endstream"))


def _object_streams(body: bytes) -> Iterator[tuple[int, bytes]]:
    """
    Yield what the object streams hold, each with where its first object begins.

    Raises: _Closed when one is not simply deflated (or is encrypted), or there is too much.
    """
    begins, count, total = -1, 0, 0
    for found in _OBJECT.finditer(body):
        before = body[max(0, found.start() - 3) : found.start()]
        if found[0] == b"obj":
            begins = -1 if before == b"end" else found.end()
        if found[0] == b"obj" or begins < 0 or before == b"end":
            continue
        head, begins = _plain(body[begins : found.start()]), -1
        if not (_OBJECTS.search(head) and _FILTER.search(head)):
            continue
        inflated = _inflate(body, found.end())
        count, total = count + 1, total + len(inflated)
        if count > OBJECT_STREAMS or total > INFLATED:
            raise _Closed
        first = _FIRST.search(head)
        yield int(first[1]) if first else 0, inflated


def _inflate(body: bytes, begins: int) -> bytes:
    ends = body.find(b"endstream", begins, begins + DEFLATED_EACH)
    if ends < 0:
        raise _Closed
    inflating = zlib.decompressobj()
    try:
        inflated = inflating.decompress(body[begins:ends], INFLATED_EACH)
    except zlib.error:
        raise _Closed from None
    if not inflating.eof:
        raise _Closed
    return inflated


def _objects(first: int, inflated: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the objects of a stream: pairs of number and place stand before the first one."""
    header = inflated[:first].split()
    for number, place in zip(header[::2], header[1::2], strict=False):
        if number.isdigit() and place.isdigit() and len(number) < 10 > len(place):
            begins = first + int(place)
            yield int(number), _plain(inflated[begins : begins + ACTION])
