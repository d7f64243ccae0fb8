"""Whom a person means by a typed name: the whole name, the surname, or how it begins. Pure."""

from collections.abc import Iterable
from functools import lru_cache

from handlers.chat.typed_words import folded
from protocol.parties import Officer

# A surname may be typed by its beginning, of so many letters at least.
LEAST = 3


def meant_by(people: Iterable[Officer], text: str) -> list[Officer]:
    """Return whom of them a text names, by id or as the register does; several where it fits so."""
    among, meant = tuple(people), folded(text)
    exact = [each for each in among if meant in (_spelt(each.id), _spelt(each.name))]
    called = exact or [each for each in among if _spelt(each.name).split(" ", 1)[0] == meant]
    if called or len(meant) < LEAST:
        return called
    return [each for each in among if _spelt(each.name).startswith(meant)]


@lru_cache(maxsize=2**16)
def _spelt(name: str) -> str:
    return folded(name)
