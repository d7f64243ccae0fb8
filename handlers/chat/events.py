"""What a known officer did: said, pressed, or attached something."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias


@dataclass(frozen=True, slots=True)
class Said:
    """
    A text.

    `answers` is the channel's id of the message that it answers, as its author has said it;
    `in_clear` says that it answers one of which only the server says so. `written_at` is the second
    (of the server's clock, since 1970) in which it was sent, where clients cut a long text into
    several messages; else 0.
    """

    text: str
    answers: str = ""
    in_clear: bool = False
    written_at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button: the id of an offer."""

    offer: str


class Lost(StrEnum):
    """Why the bytes of a file did not come with it, or are lost since."""

    LARGE = "large"
    UNFETCHED = "unfetched"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class File:
    """A file as it came: its name is the sender's word, its type is not asked for."""

    name: str
    body: bytes
    lost: Lost | None = None


@dataclass(frozen=True, slots=True)
class Attached:
    """Files, with what was written beside them; `answers` as in what is said."""

    text: str
    files: tuple[File, ...]
    answers: str = ""


class Misfit(StrEnum):
    """What keeps a message from being an officer's own written word."""

    EDITED = "edited"
    FORWARDED = "forwarded"
    VOICE = "voice"
    OTHER = "other"
    REACTION = "reaction"
    REDACTED = "redacted"
    UNDECRYPTABLE = "undecryptable"
    UNSIGNED = "unsigned"
    MISSED = "missed"
    UNSEALED = "unsealed"


@dataclass(frozen=True, slots=True)
class Unwritten:
    """A message that is answered in words, and of which nothing is kept."""

    misfit: Misfit


Incoming: TypeAlias = Said | Pressed | Attached | Unwritten


def stored(
    event: Incoming, *, make_id: Callable[[], str]
) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Return the event as JSON, for the inbox, and apart from it the bytes that it names by id."""
    match event:
        case Said(text, answers, in_clear, written_at):
            return {
                "said": text,
                "answers": answers,
                "in_clear": in_clear,
                "written_at": written_at,
            }, {}
        case Pressed(offer):
            return {"pressed": offer}, {}
        case Attached(text, files, answers):
            ids = [make_id() if file.body else "" for file in files]
            named = [[file.name, id, file.lost] for file, id in zip(files, ids, strict=True)]
            bodies = {id: file.body for file, id in zip(files, ids, strict=True) if id}
            return {"attached": text, "files": named, "answers": answers}, bodies
        case Unwritten():
            raise ValueError("nothing of it is kept")


def restored(event: dict[str, Any], body: Callable[[str], bytes | None]) -> Incoming:
    """Return the event that `stored` made; `body` returns bytes by their id, None for lost ones."""
    if "said" in event:
        answers, in_clear = event.get("answers", ""), event.get("in_clear", False)
        return Said(event["said"], answers, in_clear, event.get("written_at", 0))
    if "pressed" in event:
        return Pressed(event["pressed"])
    files = (_restored_file(name, id, lost, body) for name, id, lost in event["files"])
    return Attached(event["attached"], tuple(files), event.get("answers", ""))


def texts(event: Incoming) -> tuple[str, ...]:
    """Return everything that a person wrote in the event, names of files included."""
    match event:
        case Said(text):
            return (text,)
        case Attached(text, files):
            return (text, *(file.name for file in files))
    return ()


def _restored_file(
    name: str, id: str, lost: str | None, body: Callable[[str], bytes | None]
) -> File:
    found = body(id) if id else b""
    if found is None:
        return File(name, b"", Lost.DAMAGED)
    return File(name, found, Lost(lost) if lost else None)
