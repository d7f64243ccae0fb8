"""Texts that are written letter by letter, or in crumbs."""

import re

from protocol.secrecy.coded import is_code
from protocol.secrecy.lookalikes import HIDDEN, form
from protocol.secrecy.spelt import spelt_out

_WHOLE = re.compile(r"(?<![^\W_])[^\W\d_]++(?![^\W_])")  # not the letters of «9f86d0»
# One letter that is no item of a list («а, б, в») and no abbreviation before a figure («п. 5»).
_ITEM = r"(?![^\W_]|[,;:)=/]|\.? \d|\.,)"
_SHORT = re.compile(r"(?<![^\W_])[^\W\d_]{1,2}(?![^\W_])")
_SINGLE = re.compile(rf"(?<![^\W_])(?<!/)(?<!° )(?!{HIDDEN})[^\W\d_]{_ITEM}")
_CRUMB = re.compile(rf"(?<![^\W_])(?<!/)(?<!° )(?!{HIDDEN})[^\W\d_]{{1,2}}{_ITEM}")
# «1983 г.р.», «и т.д.», «и.о. начальника»: letters that everybody writes so.
_KNOWN = re.compile(
    r"(?<![^\W_])(?:"
    + "|".join(
        rf"{form(first)}(?:\. ?|/){form(second)}\.?(?![^\W_])"
        for first, second in map(
            str.split,
            (
                *("а м", "г н", "н л", "м с", "б н", "с х", "б у", "ж д", "в ч", "к с", "р с"),
                *("г р", "м р", "ж т", "т у", "т д", "т п", "т е", "т к", "т н", "и о", "н э"),
                *("у е", "р п", "п г", "с г", "с т", "н т", "п п", "к п", "р р", "в о", "х з"),
            ),
        )
    )
    + ")"
)
# «Л-т», «к-н», «р-н», «т-щ»: words of which the ends are written.
_ENDS = "л-т к-н м-р п-к г-н г-жа р-н б-р д-р т-щ м-н ф-л ф-ка с-т в-к".split()
_SHORTENED = re.compile(rf"(?<![\w-])(?:{'|'.join(map(form, _ENDS))})(?![\w-])")
# One letter that is no word, no unit after a figure, no initial and no letter of a list.
_NO_WORD = re.compile(
    rf"(?<![\w'’%\\[])(?<!\d )[{form('бдлмнптфхцчшщ')}fgjqtvwxz](?![\w.),;:=]|-\w{{2}})"
)


def in_pieces(bared: str, shaped: str) -> bool:
    """
    Say whether a text is written letter by letter, or in crumbs.

    No abbreviation can be told in it, and nobody writes so without a reason.
    """
    # What is put out of sight, and what the patterns leave out, only makes them fewer.
    if not (_may_be_crumbled(shaped) or _has_no_words(shaped)):
        return False
    shaped = _without_names(bared, shaped)
    shaped = spelt_out(_SHORTENED.sub(_out_of_sight, _KNOWN.sub(_out_of_sight, shaped)))
    if _may_be_crumbled(shaped):
        single, crumbs = len(_SINGLE.findall(shaped)), len(_CRUMB.findall(shaped))
        if _is_crumbled(single, crumbs, len(_WHOLE.findall(shaped))):
            return True
    return _has_no_words(shaped)


def _without_names(bared: str, shaped: str) -> str:
    """
    Return a shaped text, same length, without short names in the lines that are all of ASCII.

    A program, a formula, an English sentence have such; a line mostly of them is spelt.
    """
    lines = zip(bared.split("\n"), shaped.split("\n"), strict=True)
    return "\n".join(
        _SHORT.sub(_out_of_sight, seen) if _has_names(line) else seen for line, seen in lines
    )


def _has_names(line: str) -> bool:
    if not line.isascii():
        return False
    lengths = list(map(len, _WHOLE.findall(line)))
    short = lengths.count(1) + lengths.count(2)
    return is_code(line) or (lengths.count(1) * 3 <= len(lengths) and short * 4 < len(lengths) * 3)


def _may_be_crumbled(shaped: str) -> bool:
    lengths = list(map(len, _WHOLE.findall(shaped)))
    single, double = lengths.count(1), lengths.count(2)
    return _is_crumbled(single, single + double, len(lengths))


def _has_no_words(shaped: str) -> bool:
    return len(_NO_WORD.findall(shaped)) >= 2


def _out_of_sight(found: re.Match[str]) -> str:
    return HIDDEN * len(found.group())


def _is_crumbled(single: int, crumbs: int, words: int) -> bool:
    return (
        (single >= 5 and single * 2 >= words)
        or (single >= 3 and single * 3 >= words * 2)
        or (words >= 5 and crumbs * 4 >= words * 3)
    )
