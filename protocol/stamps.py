"""Abbreviations that mean something only as a stamp, and phrases that are worth a question."""

import re
from collections.abc import Iterator
from itertools import pairwise

from protocol import markings
from protocol.lookalikes import form
from protocol.markings import Verdict

_Finding = tuple[Verdict, str]

_ABBREVIATIONS: dict[str, _Finding] = {
    form(short): (verdict, name)
    for verdict, table in (
        (Verdict.MARKED, markings.ABBREVIATIONS),
        (Verdict.DOUBTFUL, markings.ABBREVIATIONS_ASKED),
        (Verdict.OFFICIAL, markings.ABBREVIATIONS_OFFICIAL),
    )
    for short, name in table.items()
}
_LONGEST = max(map(len, _ABBREVIATIONS))
_COMPANIONS = tuple(map(form, markings.COMPANIONS))

_WORD = re.compile(r"[^\W\d_]+")
_WHOLE = re.compile(r"(?<![^\W_])[^\W\d_]++(?![^\W_])")  # not the letters of «9f86d0»
_SINGLE = re.compile(r"(?<![^\W_])[^\W\d_](?![^\W_])")
# One letter that is no word, no unit after a figure, no initial and no letter of a list.
_NO_WORD = re.compile(rf"(?<!\w)(?<!\d )[{form('бдзлмнптфхцчшщ')}fgjqtvwxz](?![\w.)])")
_LONE_ZERO = re.compile(r"(?<!\d)0(?!\d)")  # «0В»
_BREAK = re.compile(r"(?<=\w\w)[.!?][ \t]+|[;:|\t—–]+|[ ]{3,}")
_BRACKETED = re.compile(
    r"""[(\[{«"“„<*_|'‹]([^()\[\]{}«»"“”„<>*_|'‹›]{1,16})(?=[)\]}»"”“>*_|'›])"""
)
_NUMBER = (
    rf"(?:#|{form('исх')}|{form('вх')}|{form('рег')}|{form('инв')})[^\w\n]{{0,4}}"
    r"\d[\d/.\-]{0,24}"
)
_NUMBERED = re.compile(rf"{_NUMBER}[ \-/]?([^\W\d_]{{1,4}})(?!\w)")
_NUMBERED_APART = re.compile(
    rf"{_NUMBER}[^\w\n]{{0,3}}(?:({form('о')})[\W_]{{1,3}}({form('в')})"
    rf"|({form('с')})[\W_]{{1,3}}({form('с')})"
    rf"|(0)[._·\-]({form('в')}))(?!\w)"
)
_NAMED = re.compile(
    rf"(?<!\w)(?:{form('гриф')}|{form('пометк')})\w{{0,3}}[^\w\n]{{1,3}}([^\W\d_]{{1,5}})(?!\w)"
)
_OPENING = re.compile(r"[^\w\n]{0,8}([^\W\d_](?:[/\-]?[^\W\d_]){1,4})(?!\w)")
_OPENING_WORD = re.compile(r"[^\w\n]{0,8}([^\W\d_]{2,5})(?!\w)")
# What follows a stamp: punctuation, a number, or the capital that opens the text itself.
_STAMP_ENDS = re.compile(r"\s*+[|/,.;—–]|\s++[#\d]|\s++[^\W\d_a-zа-я]")
_INITIALS = re.compile(r"[^\W\d_]\.\s?[^\W\d_]\.")
_INSIDE = re.compile(
    rf"(?<![^\W\d])(?<!\w/)({form('сс')}|{form('ов')})(?![\w/@]|-\d|[ :]{{1,2}}\S{{1,64}}@)"
)
_SPACED_INSIDE = re.compile(
    rf"(?<![\w.])(?:({form('о')})[\s·_\-]{{1,4}}({form('в')})"
    rf"|({form('с')})[\s·_\-]{{1,4}}({form('с')}))(?![\w./])"
)
_PULLED_APART = re.compile(
    rf"^[^\w\n]{{0,8}}(?:({form('о')})[^\w.]{{1,4}}({form('в')})(?!\w)"
    # «С с. Ивановка» is a village: one space and a full stop are not enough.
    rf"|({form('с')})(?:[^\w. ]|[^\w.]{{2,4}})({form('с')})(?!\w)"
    rf"|({form('с')}) ({form('с')})(?![\w.]))",
    re.MULTILINE,
)
_EXPLAINS = tuple(map(form, markings.EXPLAINS_ABBREVIATION))


def in_stamps(bared: str, shaped: str) -> Iterator[_Finding]:
    """Yield the abbreviations that stand apart: alone, in brackets, opening a line, in a number."""
    shaped = _LONE_ZERO.sub("o", shaped)
    for start, line in _lines(shaped):
        if not line or line.isspace():
            continue
        yield from _apart(line)
        yield from _opening(bared, shaped, start, line)
    first, last = len(shaped) - len(shaped.lstrip()), len(shaped.rstrip(" .\n"))
    yield from _inside(shaped)
    yield from _one_below_another(shaped)
    for found in _BRACKETED.finditer(shaped):
        edge = found.start() <= first or found.end() + 1 >= last
        yield from _bracketed(shaped, found, edge=edge)
    for pattern in (_NUMBERED, _NAMED):
        for found in pattern.finditer(shaped):
            yield from _known(found.group(1))
            if shaped[found.start(1) - 1] == "0":
                yield from _known("o" + found.group(1))  # «710в»


def in_phrases(shaped: str) -> Iterator[_Finding]:
    """Yield the phrases about state secrets that are no markings but deserve a question."""
    # One space between words and at both ends: a phrase is then a plain pattern.
    words = f" {' '.join(_WORD.findall(shaped))} "
    for name, pattern in _PHRASES:
        if pattern.search(words):
            yield Verdict.DOUBTFUL, name


def in_pieces(shaped: str) -> bool:
    """
    Say whether a text is written letter by letter, or in crumbs.

    No abbreviation can be told in it, and nobody writes so without a reason.
    """
    words = _WHOLE.findall(shaped)
    single = len(_SINGLE.findall(shaped))
    crumbs = sum(len(word) <= 2 for word in words)
    return (
        (single >= 4 and single * 2 >= len(words))
        or (single >= 3 and single * 3 >= len(words) * 2)
        or (len(words) >= 5 and crumbs * 4 >= len(words) * 3)
        or len(_NO_WORD.findall(shaped)) >= 2
    )


def _lines(shaped: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in shaped.split("\n"):
        yield start, line
        start += len(line) + 1


def _known(letters: str) -> Iterator[_Finding]:
    if letters in _ABBREVIATIONS:
        yield _ABBREVIATIONS[letters]


def _apart(line: str) -> Iterator[_Finding]:
    """Yield the abbreviation that is all there is in a line, or in a sentence of it."""
    whole = _letters(line)
    sentences = [_letters(part) for part in _BREAK.split(line)]
    if whole in _ABBREVIATIONS:
        yield _asked_when_dotted(line, _ABBREVIATIONS[whole])
    for letters in sentences:
        if letters in _ABBREVIATIONS and letters != whole and len(letters) > 1:
            yield _ABBREVIATIONS[letters]


def _asked_when_dotted(line: str, finding: _Finding) -> _Finding:
    """Return the finding, as a question when it may be somebody's initials: «О.В.»"""
    verdict, name = finding
    initials = _INITIALS.search(line)
    return (Verdict.DOUBTFUL, name) if initials and verdict is Verdict.MARKED else finding


def _inside(shaped: str) -> Iterator[_Finding]:
    """Yield, as a question, the abbreviation inside a sentence that does not say what it means."""
    for found in _INSIDE.finditer(shaped):
        before = _WORD.findall(shaped[max(0, found.start() - 24) : found.start()])
        if not before or not before[-1].startswith(_EXPLAINS):
            yield Verdict.DOUBTFUL, _ABBREVIATIONS[found.group(1)][1]
    for pattern in (_PULLED_APART, _SPACED_INSIDE, _NUMBERED_APART):
        for found in pattern.finditer(shaped):
            letters = "".join(filter(None, found.groups())).replace("0", "o")
            yield Verdict.DOUBTFUL, _ABBREVIATIONS[letters][1]


def _one_below_another(shaped: str) -> Iterator[_Finding]:
    """Yield, as a question, the abbreviation whose letters stand each on its own line."""
    lines = [line.strip() for line in shaped.split("\n")]
    for upper, lower in pairwise(lines):
        if len(upper) == len(lower) == 1 and upper + lower in _ABBREVIATIONS:
            yield Verdict.DOUBTFUL, _ABBREVIATIONS[upper + lower][1]


def _letters(part: str) -> str:
    """Return the letters of a short part without its companions; of a long one, nothing."""
    kept = ""
    for word in _WORD.finditer(part):
        if not word.group().startswith(_COMPANIONS):
            kept += word.group()
        if len(kept) > _LONGEST:
            return ""
    return kept


def _opening(bared: str, shaped: str, start: int, line: str) -> Iterator[_Finding]:
    """Yield the abbreviation that opens a line of more words than itself."""
    for pattern in (_OPENING, _OPENING_WORD):
        found = pattern.match(line)
        if found is None:
            continue
        letters = "".join(filter(str.isalpha, found.group(1)))
        if letters not in _ABBREVIATIONS:
            continue
        verdict, name = _ABBREVIATIONS[letters]
        rest = bared[start + found.end() : start + len(line)]
        if verdict is Verdict.OFFICIAL or _STAMP_ENDS.match(rest):
            yield verdict, name
        elif rest.startswith(" ") and verdict is Verdict.MARKED:
            # «ОВ обнаружены на складе» is about a gas.
            yield Verdict.DOUBTFUL, name


def _bracketed(shaped: str, found: re.Match[str], *, edge: bool) -> Iterator[_Finding]:
    letters = _letters(found.group(1))
    if letters not in _ABBREVIATIONS:
        return
    # «(c) 2014» claims a copyright.
    year = shaped[found.end() + 1 : found.end() + 3].strip().isdigit()
    if len(letters) == 1 and (year or not edge):
        return
    # «отравляющие вещества (ОВ)»: an abbreviation that explains itself is no stamp.
    before = _WORD.findall(shaped[max(0, found.start() - 60) : found.start()])
    if len(letters) > 1 and "".join(word[0] for word in before[-len(letters) :]) == letters:
        return
    yield _asked_when_dotted(found.group(1), _ABBREVIATIONS[letters])


def _phrase(stems: str) -> str:
    """Return the pattern of a phrase whose words may end in anything where "*" stands."""
    return " ".join(
        form(stem.rstrip("*")) + ("[^ ]*+" if "*" in stem else "") for stem in stems.split()
    )


def _patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for name, stems in markings.ASKED:
        yield name, re.compile(f"(?<! {form('не')}) {_phrase(stems)} ")
    lifted = "|".join(map(form, markings.LIFTED))
    yield "секретно", re.compile(f" {_phrase('гриф* секретност*')} (?!{lifted})")
    stems = "|".join(map(form, markings.ADJECTIVES))
    endings = "|".join(map(form, markings.ADJECTIVE_ENDINGS))
    harmless = "|".join(map(form, markings.HARMLESS_AFTER_ADJECTIVE))
    yield (
        "секретно",
        re.compile(
            f"(?<! {form('не')}) (?:{form('совершенно')})?(?:{stems})(?:{endings}) (?!{harmless})"
        ),
    )


_PHRASES = tuple(_patterns())
