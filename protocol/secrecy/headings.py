"""Degrees cut short or misspelled, where they stand as degrees do: a line alone, beside a copy."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TypeAlias

from protocol.secrecy import markings
from protocol.secrecy.lookalikes import figures_read, form
from protocol.secrecy.markings import Finding, Verdict

_LINE = 56  # a longer line is no heading
_SPACES = 9
_NEAR = 48
_Placed: TypeAlias = tuple[str, int, int]  # a word, and from where to where
_WORD = re.compile(r"(?<![^\W_])[^\W\d_]{1,24}(?![^\W_])")
_FIGURES = re.compile(r"(?<=[^\W\d_])[013](?=[^\W\d_])")
_COMPANIONS = tuple(map(form, (*markings.COMPANIONS, "лично", "только", "адресат")))
_COPIES = tuple(map(form, markings.COPIES))
_COPY = re.compile(rf"(?<![^\W\d_])(?:{'|'.join(_COPIES)})(?![^\W\d_])", re.MULTILINE)
_FORMS = tuple(
    (marking.name, tuple(form(written).split()))
    for marking in markings.MARKINGS
    for written in marking.words
)
_FIRST = "".join(sorted({degree[0][0] for _, degree in _FORMS}))
_OPENING = re.compile(
    rf"[^\w\n]{{0,8}}(?=[{re.escape(_FIRST)}])" r"([^\W\d_]{2,12})\.? ?([^\W\d_]{3,9})?[.:;|—–]"
)
_NO_SLIPS = frozenset(map(form, markings.NO_SLIPS))


def in_headings(shaped: str) -> Iterator[Finding]:
    """Yield, as a question, what resembles a degree in a line alone or beside a copy's number."""
    if "0" in shaped or "1" in shaped or "3" in shaped:
        shaped = _FIGURES.sub(lambda found: figures_read(found.group()), shaped)
    at = 0
    lines = shaped.split("\n")
    for line in lines:
        if 3 < len(line) <= _LINE and line.count(" ") <= _SPACES and _may_be_alike(line):
            words = _words(line, at)
            yield from _alike(words)
            yield from _backwards(words)
        at += len(line) + 1
    at = 0
    for line in lines:
        found = _OPENING.match(line)
        if found is not None:
            spans = [(found[n], at + found.start(n), at + found.end(n)) for n in (1, 2) if found[n]]
            if spans[-1][0] != _WHOLE:
                yield from _alike(spans, slips=False)
        at += len(line) + 1
    for found in _COPY.finditer(shaped) if any(map(shaped.__contains__, _COPIES)) else ():
        left = shaped[max(0, found.start() - _NEAR) : found.start()].rpartition("\n")[2]
        right = shaped[found.end() : found.end() + _NEAR].partition("\n")[0]
        before = _words(left, found.start() - len(left))
        after = _words(right, found.end())
        if "-" in left or "-" in right:
            yield from _contracted(left, found.start() - len(left))
            yield from _contracted(right, found.end())
        for words in (before[-1:], before[-2:], after[:1], after[:2]):
            yield from _alike(words)


# «Сек-но, экз. 2»
_CONTRACTED = re.compile(r"(?<![^\W_])([^\W\d_]{1,8})-([^\W\d_]{2,4})(?![^\W_])")


def _contracted(part: str, at: int) -> Iterator[Finding]:
    """Yield, as a question, the degree of which only the beginning and the end are written."""
    for found in _CONTRACTED.finditer(part):
        first, last = found.groups()
        for name, degree in _FORMS:
            if degree[-1].startswith(first) and degree[-1].endswith(last) and len(degree[-1]) > 6:
                yield Finding(Verdict.DOUBTFUL, name, at + found.start(), at + found.end())
                return


_BACKWARDS = {"".join(degree)[::-1]: name for name, degree in _FORMS}


def _backwards(words: list[_Placed]) -> Iterator[Finding]:
    """Yield, as a question, a degree that was written from its end."""
    name = _BACKWARDS.get("".join(word for word, _, _ in words))
    if name is not None:
        yield Finding(Verdict.DOUBTFUL, name, words[0][1], words[-1][2])


_WHOLE = form("секрет")


def _may_be_alike(line: str) -> bool:
    """Say whether a line has one word or two that resemble a degree or are one reversed."""
    words = tuple(word for word in _WORD.findall(line) if not word.startswith(_COMPANIONS))
    if not 1 <= len(words) <= 2:
        return False
    return _likeness(words, True) is not None or "".join(words) in _BACKWARDS


def _words(part: str, at: int) -> list[_Placed]:
    """Return the words of a part that are no companions of a stamp."""
    return [
        (found.group(), at + found.start(), at + found.end())
        for found in _WORD.finditer(part)
        if not found.group().startswith(_COMPANIONS)
    ]


def _alike(words: list[_Placed], *, slips: bool = True) -> Iterator[Finding]:
    name = _likeness(tuple(word for word, _, _ in words), slips) if words else None
    if name is not None:
        yield Finding(Verdict.DOUBTFUL, name, words[0][1], words[-1][2])


@lru_cache(maxsize=4096)
def _likeness(words: tuple[str, ...], slips: bool) -> str | None:
    if words[-1] in _NO_SLIPS:
        return None
    for name, degree in _FORMS:
        if len(degree) == len(words) and _resembles(words, degree, slips=slips):
            return name
    return None


def _resembles(words: Iterable[str], degree: tuple[str, ...], *, slips: bool) -> bool:
    """Say whether each word is the beginning of its own, or but a slip away from it."""
    pairs = list(zip(words, degree, strict=True))
    for place, (word, whole) in enumerate(pairs):
        least = 1
        if place == len(pairs) - 1:
            least = 4 if len(pairs) == 1 and len(whole) > 5 else 3
        if len(word) >= least and whole.startswith(word):
            continue
        if slips and place < len(pairs) - 1 and _is_cut_with_a_slip(word, whole):
            continue
        allowed = len(whole) // 4 if len(whole) >= 6 else 0
        if not (slips and allowed and is_slip(word, whole, allowed)):
            return False
    return True


def _is_cut_with_a_slip(word: str, whole: str) -> bool:
    """Say whether a word is the beginning of another, three letters at least, but for one slip."""
    if not 3 <= len(word) < len(whole) or word[0] != whole[0]:
        return False
    return is_slip(word, whole[: len(word) + 1], 1)


def is_slip(word: str, whole: str, allowed: int) -> bool:
    """Say whether no more letters than `allowed` were changed, lost, added or swapped."""
    if abs(len(word) - len(whole)) > allowed or len(set(word) ^ set(whole)) > 2 * allowed:
        return False
    before: list[int] = []
    row = list(range(len(whole) + 1))
    for n, letter in enumerate(word, 1):
        earlier, before, row = before, row, [n]
        for m, other in enumerate(whole, 1):
            cost = min(before[m] + 1, row[m - 1] + 1, before[m - 1] + (letter != other))
            swapped = n > 1 and m > 1 and letter == whole[m - 2] and word[n - 2] == other
            row.append(min(cost, earlier[m - 2] + 1) if swapped else cost)
    return row[-1] <= allowed
