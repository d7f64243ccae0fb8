"""What may be attached, known by its content alone: name and type are the sender's word."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from handlers.files import pdf
from handlers.files.unfit import Unfit

SIZE = 20 * 1024 * 1024
# How far into a PDF its beginning may stand (ISO 32000-1, Annex H): scanners and printers put words
# before it.
PDF_WITHIN = 1024
# How far into a file it is looked for what tells a refused type.
LOOKED_INTO = 64 * 1024


@dataclass(frozen=True, slots=True)
class Kind:
    """
    A type that is taken: what it begins with; the endings of its names, the usual one first.

    `unfit` looks further, where a type can do more than be looked at.
    """

    type: str
    endings: tuple[str, ...]
    begins: re.Pattern[bytes]
    unfit: Callable[[bytes], Unfit | None] = lambda body: None


def _beginning(pattern: bytes) -> re.Pattern[bytes]:
    return re.compile(pattern, re.DOTALL)


# What telephones, scanners and offices make, and nothing that can do more than be looked at. The
# beginning decides: a photograph with something else behind its end is opened as a photograph,
# for its name is made to say so.
_PDF = rb"%PDF-[12]\.[0-9]"
PDF_BEFORE = PDF_WITHIN - len(b"%PDF-1.7")
TAKEN = (
    # cameras of telephones, most scanners
    Kind("image/jpeg", ("jpg", "jpeg", "jpe", "jfif"), _beginning(rb"\xff\xd8\xff[\xc0-\xfe]")),
    # pictures of a screen
    Kind("image/png", ("png",), _beginning(rb"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")),
    # pictures that were saved from a browser or another messenger
    Kind("image/webp", ("webp",), _beginning(rb"RIFF.{4}WEBPVP8[ LX]")),
    # cameras of newer telephones, sent as a file; "mif1" alone may also be a film or AVIF
    Kind(
        "image/heic",
        ("heic", "heif", "hif"),
        _beginning(rb"\x00\x00\x00[\x10-\xff]ftyp(?:hei[cxms]|mif1.{4}(?:.{4}){0,7}?hei[cxms])"),
    ),
    # scanners and faxes of offices
    Kind("image/tiff", ("tif", "tiff"), _beginning(rb"(?:II\*\x00|MM\x00\*).{4}")),
    # letters and scans
    Kind("application/pdf", ("pdf",), _beginning(_PDF), pdf.unfit),
)
# What begins otherwise, and as nothing that is refused.
LATE = Kind("application/pdf", ("pdf",), _beginning(rb".{0,%d}?" % PDF_BEFORE + _PDF), pdf.unfit)

# What is not taken is refused whether it stands here or not; this finds better words for it.
REFUSED: tuple[tuple[Unfit, re.Pattern[bytes]], ...] = (
    (Unfit.PROGRAM, _beginning(rb"MZ|\x7fELF|#!|dex\n|L\x00\x00\x00\x01\x14\x02\x00")),
    (Unfit.PROGRAM, _beginning(rb"\xca\xfe\xba[\xbe\xbf]|\xfe\xed\xfa[\xce\xcf]")),
    (Unfit.PROGRAM, _beginning(rb"[\xce\xcf]\xfa\xed\xfe")),
    (Unfit.PROGRAM, _beginning(rb"(?i:\s*(?:@echo\b|rem\s|<job\b|<\?php|on error resume next))")),
    (Unfit.OFFICE, _beginning(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1|\{\\rt")),
    (
        Unfit.OFFICE,
        _beginning(rb"PK\x03\x04.*(?:\[Content_Types\]\.xml|mimetypeapplication/vnd\.oasis)"),
    ),
    (Unfit.ARCHIVE, _beginning(rb"PK(?:\x03\x04|\x05\x06|\x07\x08)|Rar!|7z\xbc\xaf\x27\x1c")),
    (
        Unfit.ARCHIVE,
        _beginning(rb"\x1f\x8b|BZh[1-9]|\xfd7zXZ\x00|\x28\xb5\x2f\xfd|MSCF|.{257}ustar"),
    ),
    (Unfit.ARCHIVE, _beginning(rb".{32769}CD001")),
    (Unfit.PAGE, _beginning(rb"(?:\xef\xbb\xbf)?\s*<(?:[a-zA-Z]|[!?])")),
)


def kind(body: bytes) -> Kind | Unfit:
    """Return what a file is, or why it is not taken."""
    if not body:
        return Unfit.EMPTY
    if len(body) > SIZE:
        return Unfit.LARGE
    for each in TAKEN:
        if each.begins.match(body):
            return each.unfit(body) or each
    head = body[:LOOKED_INTO]
    refused = next((unfit for unfit, begins in REFUSED if begins.match(head)), None)
    if refused is None and LATE.begins.match(head):
        return LATE.unfit(body) or LATE
    return refused or Unfit.TYPE
