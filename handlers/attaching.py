"""Files that people attach: known by their content, counted, digested, sealed."""

import hashlib
from collections.abc import Iterable

from handlers.incoming import File
from handlers.kit import Turn
from protocol.obligations import Subject
from protocol.refusals import Refused
from storage.attachments import Attachment

SIZE = 20 * 1024 * 1024
NAME_LENGTH = 80
# What a file begins with; anything else (programs, macros, archives) is refused.
TYPES = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"%PDF-", "application/pdf"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)


def attach(turn: Turn, files: Iterable[object], *, about: str, subject: str, purpose: str) -> int:
    """
    Store files and return how many.

    Raises: Refused when one is missing, empty, too large, or of another type; none is stored.
    """
    known = [(file, _type(file)) for file in files if isinstance(file, File)]
    for file, type_ in known:
        turn.work.attachments.add(
            Attachment(
                id=turn.work.id(),
                about=about,
                subject=subject,
                purpose=purpose,
                officer=turn.officer.id,
                at=turn.now,
                type=type_,
                size=len(file.body),
                digest=hashlib.sha256(file.body).hexdigest(),
                name=cleaned(file.name),
            ),
            file.body,
        )
    return len(known)


def share(turn: Turn, source: str, target: Subject, purpose: str) -> tuple[Attachment, ...]:
    """
    Give the files of a draft to the request that comes of it, and return these.

    One whose bytes are lost keeps nothing back: the rest goes, and the officer is told which.
    """
    shared = turn.work.attachments.share(source, target, purpose, ids=turn.work.id)
    for each in shared.lost:
        turn.say("attachment-lost", key=f"{turn.key}/lost/{each.id}", name=each.name)
    return shared.copies


def cleaned(name: str) -> str:
    """Return a file's name without folders, control characters and excess length."""
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(char for char in base if char.isprintable()).strip(". ")
    return kept[-NAME_LENGTH:] or "-"


def _type(file: File) -> str:
    if file.lost is not None:
        raise Refused(f"refused-file-{file.lost}", instead="instead-file", name=cleaned(file.name))
    if not file.body:
        raise Refused("refused-file-empty", instead="instead-file", name=cleaned(file.name))
    if len(file.body) > SIZE:
        raise Refused("refused-file-large", instead="instead-file", name=cleaned(file.name))
    for beginning, type_ in TYPES:
        if file.body.startswith(beginning):
            return type_
    raise Refused("refused-file-type", instead="instead-file", name=cleaned(file.name))
