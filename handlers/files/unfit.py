"""Why a file is not taken, and what its sender can do instead."""

from collections.abc import Mapping
from enum import StrEnum

from handlers.chat.events import Lost


class Unfit(StrEnum):
    """Why a file is not taken. CLOSED: nobody can look whether it is ACTIVE."""

    EMPTY = "empty"
    LARGE = "large"
    ACTIVE = "active"
    CLOSED = "closed"
    PROGRAM = "program"
    ARCHIVE = "archive"
    OFFICE = "office"
    PAGE = "page"
    TYPE = "type"


class Remedy(StrEnum):
    """What to do instead."""

    SEND = "send"
    PRINT = "print"
    UNPACK = "unpack"
    CONVERT = "convert"


REMEDIES: Mapping[Unfit | Lost, Remedy] = {
    Unfit.ACTIVE: Remedy.PRINT,
    Unfit.CLOSED: Remedy.PRINT,
    Unfit.PAGE: Remedy.PRINT,
    Unfit.ARCHIVE: Remedy.UNPACK,
    Unfit.OFFICE: Remedy.CONVERT,
}


def remedy(why: Unfit | Lost) -> Remedy:
    """Return what to do about a file that is not taken."""
    return REMEDIES.get(why, Remedy.SEND)
