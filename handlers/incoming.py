"""What a known officer did: said, pressed, or attached something."""

import base64
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias


@dataclass(frozen=True, slots=True)
class Said:
    """A text."""

    text: str


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button: the id of an offer."""

    offer: str


class Lost(StrEnum):
    """Why the bytes of a file did not come with it."""

    LARGE = "large"
    UNFETCHED = "unfetched"


@dataclass(frozen=True, slots=True)
class File:
    """A file as it came: its name is the sender's word, its type is not asked for."""

    name: str
    body: bytes
    lost: Lost | None = None


@dataclass(frozen=True, slots=True)
class Attached:
    """Files, with what was written beside them."""

    text: str
    files: tuple[File, ...]


class Misfit(StrEnum):
    """What keeps a message from being an officer's own written word."""

    EDITED = "edited"
    FORWARDED = "forwarded"
    VOICE = "voice"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Unfit:
    """A message that is answered in words, and of which nothing is kept."""

    misfit: Misfit


Incoming: TypeAlias = Said | Pressed | Attached | Unfit


def stored(event: Incoming) -> dict[str, Any]:
    """Return the event as JSON, for the inbox."""
    match event:
        case Said(text):
            return {"said": text}
        case Pressed(offer):
            return {"pressed": offer}
        case Attached(text, files):
            return {"attached": text, "files": [_stored_file(file) for file in files]}
        case Unfit():
            raise ValueError("nothing of it is kept")


def restored(event: dict[str, Any]) -> Incoming:
    """Return the event that `stored` made."""
    if "said" in event:
        return Said(event["said"])
    if "pressed" in event:
        return Pressed(event["pressed"])
    return Attached(event["attached"], tuple(_restored_file(*file) for file in event["files"]))


def texts(event: Incoming) -> tuple[str, ...]:
    """Return everything that a person wrote in the event, names of files included."""
    match event:
        case Said(text):
            return (text,)
        case Attached(text, files):
            return (text, *(file.name for file in files))
    return ()


def _stored_file(file: File) -> list[str]:
    body = base64.b64encode(file.body).decode()
    return [file.name, body, file.lost] if file.lost else [file.name, body]


def _restored_file(name: str, body: str, lost: str | None = None) -> File:
    return File(name, base64.b64decode(body), Lost(lost) if lost else None)
