"""A word with a space between all its letters: one word, unless an abbreviation is part of it."""

import re

from protocol.secrecy import markings
from protocol.secrecy.lookalikes import HIDDEN, form

_SPACED = re.compile(
    r"(?<![^\W_])[^\W\d_](?:( |-|·|_)[^\W\d_](?:\1[^\W\d_]){2,14})(?![^\W_])"
    r"(?!\1[^\W\d_](?![^\W_]))"
)
_ORDINARY = re.compile(r"[^\W\d_]{3}(?<![^\W\d_]{4})")
_ABBREVIATED = tuple(
    map(form, (*markings.ABBREVIATIONS, "секр", "sekr", *markings.ABBREVIATIONS_OFFICIAL))
)
_COPIES = tuple(map(form, markings.COPIES))


def spelt_out(shaped: str) -> str:
    """
    Return a shaped text, same length, in which a word that is spelt out is put out of sight.

    Only where twice as many words are written as ever; and not one that begins or ends with an
    abbreviation, or names a copy: that may be a stamp. The degrees themselves are read through
    whatever stands between their letters.
    """
    runs = list(_SPACED.finditer(shaped))
    if not runs or len(_ORDINARY.findall(shaped)) < 2 * len(runs):
        return shaped
    return _SPACED.sub(_hide, shaped)


def _hide(found: re.Match[str]) -> str:
    written = found.group()
    letters = "".join(filter(str.isalpha, written))
    stamp = letters.startswith(_ABBREVIATED) or letters.endswith(_ABBREVIATED)
    if stamp or any(map(letters.__contains__, _COPIES)):
        return written
    return HIDDEN * len(written)
