"""Abbreviations that mean something only as a stamp."""

import re
from collections.abc import Iterator

from protocol.secrecy import markings
from protocol.secrecy.abbreviations import (
    ABBREVIATIONS,
    BEGINS,
    COMPANION,
    COMPANIONS,
    LONGEST,
    MAY_BEGIN,
)
from protocol.secrecy.addressed import ANOTHER, may_be_people
from protocol.secrecy.bearers import BEARERS, OF_A_PAPER, stands_by_a_paper
from protocol.secrecy.coded import is_a_name
from protocol.secrecy.lookalikes import HIDDEN, form, shape
from protocol.secrecy.markings import Finding, Verdict
from protocol.secrecy.official import is_among_things, is_explained, is_of_a_thing
from protocol.secrecy.prepositions import is_a_preposition
from protocol.secrecy.pulled import lines_of, pulled_apart
from protocol.secrecy.references import BY_ITS_NOUN, NUMBERED, REFERRED
from protocol.secrecy.spelt import spelt_out

_WORD = re.compile(r"[^\W\d_]+")
# The first word of a part is longer than any abbreviation: most parts are told by it.
_OPENS_LONG = re.compile(rf"[\W\d_]{{0,40}}+(?!{COMPANION})[^\W\d_]{{{LONGEST + 1}}}")
# SS7, C2: what carries its own number on its back.
_TERM = re.compile(
    rf"""(?<![^\s(«"',;])(?:c|cc|s|ss|ob|ov)\d{{1,4}}(?!\w|[ ,./-]{{1,3}}{form("экз")})"""
)
_LONE_ZERO = re.compile(r"(?<!\d)0(?!\d)")  # «0В»
_BREAK = re.compile(r"(?<=\w\w)[.!?][ \t]+|[;:|\t—–]+|[ ]{3,}")
# Where a line or a sentence opens with anything but a word longer than an abbreviation.
_SHORT_PART = re.compile(
    r"(?:^|[.!?][ \t]|[;:|\t—–]|[ ]{3})(?:[\W\d_]{41}|[\W\d_]{0,40}+"
    rf"(?:{COMPANION}|[^\W\d_]{{1,{LONGEST}}}(?![^\W\d_])))"
)
_BRACKETED = re.compile(
    rf"""(?:[(\[{{«"“„<*|'‹]|(?<![^\W_])_){BEGINS}"""
    r"""([^()\[\]{}«»"“”„<>*_|'‹›]{1,16})(?=[)\]}»"”“>*_|'›])"""
)
_NAMED = re.compile(
    rf"(?<!\w)(?:{form('гриф')}|{form('пометк')}|{form('отметк')}|{form('штамп')}"
    rf"|{form('надпис')}|grif)\w{{0,3}}(?: [^\W\d_]{{5,14}}:)?[^\w\n]{{1,3}}([^\W\d_]{{1,5}})(?!\w)"
)
_OPENING = re.compile(r"[^\w\n]{0,8}([^\W\d_](?:[/\-]?[^\W\d_]){1,4})(?!\w)")
_OPENING_WORD = re.compile(r"[^\w\n]{0,8}([^\W\d_]{2,5})(?!\w)")
# What follows a stamp: punctuation, a number, or the capital that opens the text itself.
_STAMP_ENDS = re.compile(rf"\s*+[|/,.;!—–]|\s++[#\d]|\s++[^\W\d_a-zа-я{HIDDEN}]")
_OF_AN_OFFICE = re.compile(r" [А-ЯЁA-Z]{3,6}(?!\w)")  # «СС ФСБ (так он представился)»
_MAILED = re.compile(rf"[ :]{{1,3}}(?:{HIDDEN}|\S{{1,64}}@)")  # whose copy a letter is
_INITIALS = re.compile(r"[^\W\d_]\.\s?[^\W\d_]\.")
_INSIDE = re.compile(
    rf"(?<![^\W\d])(?<!\w/)({form('сс')}|{form('ов')})"
    r"(?![\w/@]|-\d|-[^\W\d_]{3}|[ :]{1,2}(?:" + HIDDEN + r"|\S{1,64}@))"
)
_PAIRS = (form("сс"), form("ов"))
_SHORT_FORMS = "|".join(
    sorted(("[/.-]?".join(short) for short in ABBREVIATIONS), key=len, reverse=True)
)
_COPIES = tuple(map(form, markings.COPIES))
_COPY_WORD = rf"(?:{'|'.join(_COPIES)})"
_COPY = re.compile(rf"(?<![^\W\d_]){_COPY_WORD}(?![^\W\d_])")
_ON_A_NUMBER = r"(?:\d[\d/.]{0,16}-?)?"  # «218сс, экз. № 2»
_BEFORE_A_COPY = re.compile(
    rf"(?<![^\W_]){_ON_A_NUMBER}({_SHORT_FORMS})(?![^\W_])[^\w\n]{{0,4}}\n?[^\w\n]{{0,4}}"
    rf"(?:(?:{form('в')} )?#? ?\d[\d/.-]{{0,12}}[^\w\n]{{1,3}})?{_COPY_WORD}(?![^\W\d_])"
)
_AFTER_A_COPY = re.compile(
    rf"(?<![^\W\d_]){_COPY_WORD}[^\w\n]{{0,3}}(?:#? ?\d{{1,4}}|{form('единств')}[^\W\d_]{{0,8}})?"
    rf"[^\w\n]{{1,4}}{_ON_A_NUMBER}({_SHORT_FORMS})(?![^\W_])"
)
# «Сводка, 7 л., с/с», «л. 3, с»: the line of an annex; «Справка/С».
_SHEETS = rf"(?:{form('л')}|{form('лл')}|{form('лист')}[^\W\d_]{{0,3}})"
_AFTER_SHEETS = re.compile(
    rf"(?<!\w)(?:\d{{1,3}} ?{_SHEETS}(?:\.|(?=[ ,]))|{_SHEETS}\. ?\d{{1,3}}(?=,))"
    rf"[, ]{{1,3}}({_SHORT_FORMS})(?![^\W_])(?=[^\w\n]{{0,3}}(?:$|[,;.)\n]))",
    re.MULTILINE,
)
_AS_WRITTEN = {form("өқ"): "өқ"}
_IN_CAPITALS = frozenset(map(form, ("оп",)))
_EXPLAINS = tuple(map(form, markings.EXPLAINS_ABBREVIATION))


def in_stamps(bared: str, shaped: str) -> Iterator[Finding]:
    """Yield the abbreviations that stand apart: alone, in brackets, opening a line, in a number."""
    for finding in _stamps(bared, shaped):
        if not is_a_name(bared, finding.begin, finding.end):
            yield finding


def _stamps(bared: str, shaped: str) -> Iterator[Finding]:
    if "0" not in shaped and not MAY_BEGIN.search(shaped):
        return
    shaped = _TERM.sub(lambda found: HIDDEN * len(found.group()), _LONE_ZERO.sub("o", shaped))
    for start, line in lines_of(shaped):
        if not MAY_BEGIN.search(line):
            continue
        if _SHORT_PART.search(line):
            yield from _apart(bared, start, line)
        yield from _opening(bared, start, line)
    first, last = len(shaped) - len(shaped.lstrip()), len(shaped.rstrip(" .\n"))
    yield from _inside(bared, spelt_out(shaped))
    yield from pulled_apart(shaped)
    yield from _beside_a_copy(bared, shaped)
    for found in _AFTER_SHEETS.finditer(shaped):
        letters = "".join(filter(str.isalpha, found.group(1)))
        # «100 листов ДСП» are boards.
        if "," in found.group() or ABBREVIATIONS[letters][0] is not Verdict.OFFICIAL:
            yield from _abbreviation(letters, *found.span(1))
    for found in _BRACKETED.finditer(shaped):
        edge = found.start() <= first or found.end() + 1 >= last
        yield from _bracketed(bared, shaped, found, edge=edge)
    for pattern in (NUMBERED, REFERRED, BY_ITS_NOUN, _NAMED, *BEARERS):
        for found in pattern.finditer(shaped):
            if is_a_preposition(bared, *found.span(1)) or is_of_a_thing(shaped[found.end() :]):
                continue
            if pattern is OF_A_PAPER and not bared[slice(*found.span(1))].isupper():
                continue
            yield from _abbreviation(found.group(1), *found.span(1))
            if shaped[found.start(1) - 1] == "0":
                yield from _abbreviation("o" + found.group(1), *found.span(1))  # «710в»


def _abbreviation(letters: str, begin: int, end: int) -> Iterator[Finding]:
    if letters in ABBREVIATIONS:
        yield Finding(*ABBREVIATIONS[letters], begin, end)


def _apart(bared: str, start: int, line: str) -> Iterator[Finding]:
    """Yield the abbreviation that is all there is in a line, or in a sentence of it."""
    whole = _letters(line)
    if whole in ABBREVIATIONS and _is_written_so(whole, bared[start : start + len(line)]):
        verdict = _asked_when_dotted(line, ABBREVIATIONS[whole][0])
        if verdict is Verdict.MARKED and "+" in line:
            verdict = Verdict.DOUBTFUL
        span = _span_of_letters(line)
        yield Finding(verdict, ABBREVIATIONS[whole][1], start + span[0], start + span[1])
    at = 0
    for end in [*_BREAK.finditer(line), None]:
        part = line[at : end.start() if end else len(line)]
        letters = _letters(part)
        if letters in ABBREVIATIONS and letters != whole and len(letters) > 1:
            begin = start + at
            if is_explained(line[at + len(part.rstrip()) :]):
                at = end.end() if end else 0
                continue
            if _is_written_so(letters, bared[begin : begin + len(part)]):
                verdict = _asked_when_dotted(part, ABBREVIATIONS[letters][0])
                if verdict is Verdict.MARKED and may_be_people(part, line[:at], last=end is None):
                    verdict = Verdict.DOUBTFUL
                span = _span_of_letters(part)
                yield Finding(verdict, ABBREVIATIONS[letters][1], begin + span[0], begin + span[1])
        at = end.end() if end else 0


def _is_written_so(letters: str, bared: str) -> bool:
    """
    Say whether a line that has but these letters has them as a stamp.

    One letter stands for nothing beside a figure («с 12.05») but a copy's; «ок» is an answer, and
    only in its own letters an abbreviation; «оп» is one in capitals.
    """
    if len(letters) == 1:
        return not any(map(str.isdigit, bared)) or bool(_COPY.search(form(bared)))
    if letters in _AS_WRITTEN:
        return any(char in _AS_WRITTEN[letters] for char in bared.lower())
    return letters not in _IN_CAPITALS or not any(map(str.islower, bared))


def _is_tool(written: str) -> bool:
    """Say whether it is a tool's or a variable's name: «ss = session state»."""
    return written.isascii() and written.islower()


def _span_of_letters(part: str) -> tuple[int, int]:
    """Return from where to where the words of a short part are those of a stamp."""
    words = [found for found in _WORD.finditer(part) if not found.group().startswith(COMPANIONS)]
    return words[0].start(), words[-1].end()


def _asked_when_dotted(line: str, verdict: Verdict) -> Verdict:
    """Return the verdict, as a question when it may be somebody's initials: «О.В.»"""
    initials = _INITIALS.search(line)
    return Verdict.DOUBTFUL if initials and verdict is Verdict.MARKED else verdict


def _inside(bared: str, shaped: str) -> Iterator[Finding]:
    """Yield, as a question, the abbreviation inside a sentence that does not say what it means."""
    for found in _INSIDE.finditer(shaped) if any(map(shaped.__contains__, _PAIRS)) else ():
        before = _WORD.findall(shaped[max(0, found.start() - 24) : found.start()])
        if _is_tool(bared[slice(*found.span(1))]) or not stands_by_a_paper(shaped, *found.span(1)):
            continue
        if not before or not before[-1].startswith(_EXPLAINS):
            yield Finding(Verdict.DOUBTFUL, ABBREVIATIONS[found.group(1)][1], *found.span(1))


def _beside_a_copy(bared: str, shaped: str) -> Iterator[Finding]:
    """Yield the abbreviation before or after the number of a copy: «СС экз. № 1», «экз. 2, С»."""
    if not any(copy in shaped for copy in _COPIES):
        return
    for pattern in (_BEFORE_A_COPY, _AFTER_A_COPY):
        for found in pattern.finditer(shaped):
            letters = "".join(filter(str.isalpha, found.group(1)))
            if letters not in ABBREVIATIONS or _MAILED.match(bared[found.end(1) :]):
                continue
            if letters in _AS_WRITTEN and not _is_written_so(letters, bared[slice(*found.span(1))]):
                continue
            if len(letters) == 1 and bared[slice(*found.span(1))].islower():
                # «ознакомлен с экз. № 2», «экз. № 1 с приложением»: a preposition.
                before = shaped[max(0, found.start(1) - 1) : found.start(1)]
                if before.isspace():
                    before = shaped[: found.start(1)].rstrip(" ")[-1:]
                elif before.isdigit():
                    before = ""  # «44с экз. №1»
                after = shaped[found.end(1) :].lstrip(" ")[:1]
                if before.isalnum() or (pattern is _AFTER_A_COPY and after.isalnum()):
                    continue
            yield Finding(*ABBREVIATIONS[letters], *found.span(1))


def _letters(part: str) -> str:
    """Return the letters of a short part without its companions; of a long one, nothing."""
    if _OPENS_LONG.match(part):
        return ""
    kept = ""
    for word in _WORD.finditer(part):
        if not word.group().startswith(COMPANIONS):
            kept += word.group()
        if len(kept) > LONGEST:
            return ""
    return kept


def _opening(bared: str, start: int, line: str) -> Iterator[Finding]:
    """Yield the abbreviation that opens a line of more words than itself."""
    for pattern in (_OPENING, _OPENING_WORD):
        found = pattern.match(line)
        if found is None:
            continue
        letters = "".join(filter(str.isalpha, found.group(1)))
        if letters not in ABBREVIATIONS:
            continue
        verdict, name = ABBREVIATIONS[letters]
        span = start + found.start(1), start + found.end(1)
        written = bared[slice(*span)]
        if not _is_written_so(letters, written) or _is_tool(written):
            continue
        rest = bared[start + found.end() : start + len(line)]
        if _MAILED.match(rest):
            continue
        following = shape(rest)
        thing = is_of_a_thing(following) or is_explained(following)
        if verdict is Verdict.OFFICIAL and thing:
            continue
        if verdict is Verdict.MARKED and (ANOTHER.match(rest) or _OF_AN_OFFICE.match(rest)):
            verdict = Verdict.DOUBTFUL
        if verdict is Verdict.OFFICIAL or _STAMP_ENDS.match(rest):
            yield Finding(verdict, name, *span)
        elif rest.startswith(" ") and verdict is Verdict.MARKED:
            # «ОВ обнаружены на складе» is about a gas.
            yield Finding(Verdict.DOUBTFUL, name, *span)


_ON_ITS_OWN = re.compile(r"[)\]] [а-яё]{1,24}(?: |,)")


def _opens_a_line(bared: str, begin: int, end: int) -> bool:
    """Say whether it is «(С) о лице из Гюмри», and no claim of a right to a work."""
    before = bared[max(0, begin - 8) : begin - 1].rpartition("\n")[2]
    capital = bared[begin:end].strip() == "С"
    if capital and stands_by_a_paper(shape(bared[max(0, begin - 64) : begin]), 64, 64):
        return bared[end : end + 1] == ")" and bared[end + 1 : end + 2] in (*":.,;\n", "")
    return capital and not before.strip() and bool(_ON_ITS_OWN.match(bared, end))


def _bracketed(bared: str, shaped: str, found: re.Match[str], *, edge: bool) -> Iterator[Finding]:
    letters = _letters(found.group(1))
    if letters not in ABBREVIATIONS:
        return
    known = letters in _AS_WRITTEN or letters in _IN_CAPITALS
    if known and not _is_written_so(letters, bared[slice(*found.span(1))]):
        return
    # «(c) 2014» claims a copyright.
    year = shaped[found.end() + 1 : found.end() + 3].strip().isdigit()
    if len(letters) == 1 and (year or not (edge or _opens_a_line(bared, *found.span(1)))):
        return
    # «отравляющие вещества (ОВ)»: an abbreviation that explains itself is no stamp.
    before = _WORD.findall(shaped[max(0, found.start() - 60) : found.start()])
    if len(letters) > 1 and "".join(word[0] for word in before[-len(letters) :]) == letters:
        return
    verdict, name = ABBREVIATIONS[letters]
    if verdict is Verdict.OFFICIAL and not edge:
        around = shaped[max(0, found.start() - 60) : found.end() + 60]
        if is_among_things(around):
            return
    yield Finding(_asked_when_dotted(found.group(1), verdict), name, *found.span(1))
