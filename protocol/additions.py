"""What follows a request that was sent: additions to it and corrections of its fields. Art. 6."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from protocol.moves import Form, Move
from protocol.request import Content

# A letter that is registered cannot list what comes after it.
LETTERED = frozenset({Form.CONFIRMED, Form.OBJECTED, Form.RECORDED, Form.ON_PAPER})


@dataclass(frozen=True, slots=True)
class Addition:
    """
    An addition (`move` is ADD) or a correction (CORRECT); each kind is numbered from 1.

    Of a correction `field` is the field of Art. 6, `was` its words before and `text` those after.
    `asks_more`: an addition asks for further assistance, or about further persons. `owed` is the
    obligation that it has opened, `files` are the ids of what came with it.
    """

    id: str
    move: Move
    running: int
    officer: str
    at: datetime
    text: str
    field: str = ""
    was: str = ""
    asks_more: bool = False
    owed: str = ""
    files: tuple[str, ...] = ()


def needs_confirmation(form: Form, *, asks_more: bool) -> bool:
    """
    Say whether an addition is confirmed by a letter of its own (Art. 6, reading).

    It is where it asks for more than the letter that was registered before it says.
    """
    return asks_more and form in LETTERED


def corrected(content: Content, additions: Iterable[Addition]) -> Content:
    """Return the content as the corrections have left it; additions change none of it."""
    corrections = (each for each in additions if each.move is Move.CORRECT)
    changed: dict[str, Any] = {each.field: each.text for each in corrections}
    return replace(content, **changed)
