"""Texts that are written letter by letter, or in crumbs."""

import re

from protocol.secrecy.explained import HIDDEN
from protocol.secrecy.lookalikes import form

_WHOLE = re.compile(r"(?<![^\W_])[^\W\d_]++(?![^\W_])")  # not the letters of «9f86d0»
# One letter that is no item of a list («а, б, в») and no abbreviation before a figure («п. 5»).
_ITEM = r"(?![^\W_]|[,;:)=/]|\.? \d)"
_SINGLE = re.compile(rf"(?<![^\W_])(?<!/)(?<!° )(?!{HIDDEN})[^\W\d_]{_ITEM}")
_CRUMB = re.compile(rf"(?<![^\W_])(?<!/)(?<!° )(?!{HIDDEN})[^\W\d_]{{1,2}}{_ITEM}")
# One letter that is no word, no unit after a figure, no initial and no letter of a list.
_NO_WORD = re.compile(rf"(?<!\w)(?<!\d )[{form('бдзлмнптфхцчшщ')}fgjqtvwxz](?![\w.),;:=]|-\w{{2}})")


def in_pieces(shaped: str) -> bool:
    """
    Say whether a text is written letter by letter, or in crumbs.

    No abbreviation can be told in it, and nobody writes so without a reason.
    """
    lengths = list(map(len, _WHOLE.findall(shaped)))
    single, double = lengths.count(1), lengths.count(2)
    # What the two patterns leave out of these only makes them fewer.
    if _is_crumbled(single, single + double, len(lengths)):
        single, crumbs = len(_SINGLE.findall(shaped)), len(_CRUMB.findall(shaped))
        if _is_crumbled(single, crumbs, len(lengths)):
            return True
    return len(_NO_WORD.findall(shaped)) >= 2


def _is_crumbled(single: int, crumbs: int, words: int) -> bool:
    return (
        (single >= 5 and single * 2 >= words)
        or (single >= 3 and single * 3 >= words * 2)
        or (words >= 5 and crumbs * 4 >= words * 3)
    )
