"""Markings of limited distribution as the field writes them: cut short, misspelled, in passing.

What is written out in full is found in `wordings`, a short form that stands apart in `stamps`.
Here are the spellings between: one table of phrases with their languages, and one of words that are
a marking only where a marking stands. What is said of a paper in passing is told in `official`.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TypeAlias

from protocol.secrecy import limited, markings
from protocol.secrecy.headings import is_slip
from protocol.secrecy.lookalikes import form
from protocol.secrecy.markings import Finding, Verdict
from protocol.secrecy.official import PAPERS, in_dots, in_names, said_of_a_paper, stems
from protocol.secrecy.sentences import NAMES_IT

_Phrases: TypeAlias = tuple[tuple[str, ...], ...]
_NAME = "для служебного пользования"

_HEADLESS = form("служ")
_FOR = form("for ")
_SIGNS = tuple(map(form, limited.LETTERS_OF_SOME))
_SHORT_SIGNS = tuple(map(form, limited.SHORT))


def _ways(phrases: Iterable[str]) -> str:
    """Return what matches any of the phrases, whatever of a few signs is between their words."""
    between = r"\.?[ :_/-]{1,3}\n?"
    written = sorted((form(each) for each in phrases), key=len, reverse=True)
    return "|".join(between.join(map(re.escape, each.split())) for each in written)


_OPENS = r"""(?:^[^\w\n]{0,12}|(?<=[.!?|;/\[({«"“—–:,*=]) ?)"""
_COMPANION = "|".join(map(form, markings.COMPANIONS))
_MORE = rf"(?!, (?:{form('а')}|{form('но и не')}) )"  # «не для печати, а для экрана»
_SHUTS = (
    rf"(?=[^\w\n]{{0,8}}$|[^\w\n]{{0,4}}(?:#|{_COMPANION})"
    rf"""|[»”"')\]*= ]{{0,3}}{_MORE}[.!;:|/\])}}—–,»”"])"""
)
_HOLDS = stems("тайн", "инфу", "дадзен", "звест", "інфармацы", "матэрыял", "пометк", "гриф")
_HELD = re.compile(
    rf"(?<![^\W\d_])(?:{PAPERS}|{_HOLDS})[^\W\d_]{{0,6}}"
    r"(?:[^\w\n]{1,3}[^\W\d_]{1,14}){0,2}[^\w\n]{1,3}$"
)
_WHOLE = re.compile(
    rf"(?<![^\W\d_])(?:{_ways(limited.ANYWHERE)})(?![^\W\d_])(?! {form('to')} (?!{form('the')}))"
)
_STANDS = re.compile(rf"{_OPENS}({_ways(limited.PLACED)})(?![^\W\d_]){_SHUTS}", re.MULTILINE)
_SHUT = re.compile(_SHUTS, re.MULTILINE)
_IN_SHORT = re.compile(rf"(?<![^\W\d_])(?:{_ways(limited.SHORT)})(?![^\W\d_])")
_LONE = re.compile(
    rf"(?:{_OPENS}|(?<=  ))({_ways(limited.ALONE)})(?![^\W\d_])"
    rf"(?=[^\w\n]{{0,8}}$|[^\w\n]{{0,4}}(?:#|{_COMPANION})"
    r"""|[.!;|/\])}—–])""",
    re.MULTILINE,
)
# What has a state and is no paper: «Access: Restricted».
_HAS_A_STATE = re.compile(
    r"(?<![^\W\d_])(?:"
    + "|".join(
        map(
            form,
            (
                *("access", "status", "state", "visib", "mode", "account", "card", "level"),
                *("answer", "reply", "says", "shows", "показ", "пиш", "выда", "видит"),
                *("zone", "area", "region", "right", "зон", "прав"),
                *("privacy", "channel", "group", "age", "rating", "result", "error", "type"),
                *("доступ", "статус", "состояни", "режим", "карт", "счет", "аккаунт", "ошибк"),
                *("видимост", "канал", "групп", "чат", "ответ", "url", "page", "страниц"),
            ),
        )
    )
    + r")[^\W\d_]{0,8}[^\w\n]{0,3}$"
)
_MARKED_AS = re.compile(
    rf"(?:{stems('classif', 'marking', 'caveat', 'handling', 'stamp', 'marked')}"
    rf"|{stems('гриф', 'пометк', 'отметк', 'штамп')})[^\W\d_]{{0,8}}"
    rf"[^\w\n]{{1,4}}({_ways(limited.ALONE)})(?![^\W\d_])"
)


def in_restricted(written: str, bared: str, shaped: str) -> Iterator[Finding]:
    """
    Yield, as for official use, what marks a paper of limited distribution.

    `written` is the bare text before the names of files were spread, of the same length.
    """
    yield from _in_phrases(shaped)
    if any(map(shaped.__contains__, _SIGNS)):
        for found in _WHOLE.finditer(shaped):
            yield _official(*found.span())
        for found in _STANDS.finditer(shaped):
            if not _is_a_quotation(shaped, found.start(1)):
                yield _official(*found.span(1))
        if "restri" in shaped:
            yield from _alone(bared, shaped)
    if any(map(shaped.__contains__, _SHORT_SIGNS)):
        for found in _IN_SHORT.finditer(shaped):
            yield _official(*found.span())
    for begin, end in (
        *said_of_a_paper(shaped),
        *in_names(written, shaped),
        *in_dots(shaped),
    ):
        yield _official(begin, end)


def _official(begin: int, end: int) -> Finding:
    return Finding(Verdict.OFFICIAL, _NAME, begin, end, said=True)


def _is_a_quotation(shaped: str, begin: int) -> bool:
    """Say whether what begins there is quoted inside a sentence that names no marking."""
    left = shaped[max(0, begin - _FAR) : begin].rpartition("\n")[2]
    if left.rstrip()[-1:] not in _QUOTES:
        return False
    return bool(_LETTERS.search(left)) and not NAMES_IT.search(left)


def is_of_what_it_holds(words: str) -> bool:
    """Say whether words are of what a paper holds: «(сведения) ограниченного распространения»."""
    return words.startswith(_HOLD_STEMS)


_QUOTES = tuple("«“„\"'‹")
_WORDS = re.compile(r"[^\W\d_]{1,24}(?:[^\w,;:!?]{1,3}[^\W\d_]{1,24}){1,4}")
_LETTERS = re.compile(r"[^\W\d_]+")
_FAR = 80
_HOLD_STEMS = tuple(form(stem) for stem, _ in limited.OF_A_PAPER)


def _by_stem(table: Iterable[tuple[str, str]]) -> dict[str, _Phrases]:
    """Return the phrases of a table, word by word, by what they are looked for by."""
    found: dict[str, _Phrases] = {}
    for stem, phrase in table:
        words = tuple(_LETTERS.findall(form(phrase)))
        found[form(stem)] = (*found.get(form(stem), ()), words)
    return found


_LOOSE, _HELD_PHRASES, _APART_PHRASES = map(
    _by_stem, (limited.PHRASES, limited.OF_A_PAPER, limited.APART)
)
# What «служебного пользования» may follow to be a stamp: nothing, a sign, «для» misspelled.
_HEADED = re.compile(
    r"(?:^|[\n.!?:;(«\"“—–|/>*]"
    rf"|(?<![^\W\d_])(?!{form('для')})[{form('дл')}][^\W\d_]{{0,3}})[^\w\n]{{0,3}}$"
)


def _in_phrases(shaped: str) -> Iterator[Finding]:
    for stem, begin, end in _phrases_in(shaped, _LOOSE):
        if shaped.startswith(_FOR, begin - len(_FOR)) and not shaped.startswith(_FOR, begin):
            continue  # found with it
        if stem != _HEADLESS or _HEADED.search(shaped[max(0, begin - 8) : begin]):
            yield _official(begin, end)
    for _, begin, end in _phrases_in(shaped, _HELD_PHRASES):
        left = shaped[max(0, begin - _FAR) : begin]
        apart = _HEADED.search(left[-8:]) and _SHUT.match(shaped, end)
        if _HELD.search(left) or (apart and not _is_a_quotation(shaped, begin)):
            yield _official(begin, end)
    for _, begin, end in _phrases_in(shaped, _APART_PHRASES):
        headed = _HEADED.search(shaped[max(0, begin - 8) : begin])
        if headed and _SHUT.match(shaped, end) and not _is_a_quotation(shaped, begin):
            yield _official(begin, end)


def _phrases_in(shaped: str, table: dict[str, _Phrases]) -> Iterator[tuple[str, int, int]]:
    """Yield where one of the phrases stands, and by what it was found."""
    for stem in filter(shaped.__contains__, table):
        phrases = table[stem]
        start = shaped.find(stem)
        while start >= 0:
            # Of a whole word the next one's first letter tells most of them apart.
            next_one = shaped[start + len(stem) : start + len(stem) + 3]
            whole = phrases[0][0] == stem
            if whole and not any(words[1][0] in next_one for words in phrases):
                pass
            elif not shaped[start - 1 : start].isalpha():
                found = _WORDS.match(shaped, start, start + _FAR)
                length = _read(found.group(), phrases) if found else 0
                if length:
                    yield stem, start, start + length
            start = shaped.find(stem, start + len(stem))


def _read(written: str, phrases: _Phrases) -> int:
    """Return how long one of the phrases at the beginning of what was written is, or nothing."""
    spans = list(_LETTERS.finditer(written))
    for phrase in phrases:
        words = tuple(found.group() for found in spans[: len(phrase)])
        if len(words) == len(phrase) and _resembles(words, phrase):
            return spans[len(phrase) - 1].end()
    return 0


@lru_cache(maxsize=4096)
def _resembles(words: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    """Say whether each word is whole, cut short or a slip away from its own."""
    for place, (word, whole) in enumerate(zip(words, phrase, strict=True)):
        if word == whole:
            continue
        least = 3 if place == len(phrase) - 1 else 2
        if place and len(word) == 1 and word == whole[0] and len(words[place - 1]) > 6:
            continue  # «для служебного п.»
        if word[0] != whole[0] or len(whole) < 5 or len(word) < least:
            return False
        if not whole.startswith(word) and not is_slip(word, whole, len(whole) // 4):
            return False
    return True


def _alone(bared: str, shaped: str) -> Iterator[Finding]:
    for found in _MARKED_AS.finditer(shaped):
        yield _official(*found.span(1))
    for found in _LONE.finditer(shaped):
        begin, end = found.span(1)
        first = shaped.rfind("\n", 0, begin) + 1
        last = shaped.find("\n", end)
        last = len(shaped) if last < 0 else last
        above = shaped[:first].rstrip()
        label = above.rpartition("\n")[2]
        capital = bared[begin:end].isupper()
        if shaped[end : end + 1] == ":" and not capital:
            continue
        heads = not above or label.startswith("/")
        if label.endswith(":") and not _HAS_A_STATE.search(label):
            heads = heads or bared[begin].isupper()
        closes = not shaped[last:].strip() and not _HAS_A_STATE.search(label)
        closes = closes and bool(_LETTERS.search(label)) and (capital or label[-1] in ".!?")
        opens = not _LETTERS.search(shaped[first:begin])
        if (heads or closes) and (capital or (opens and above + shaped[last:].strip())):
            yield _official(begin, end)
