"""Markings written in words, whatever stands between their letters, and what their place means."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import compress
from typing import TypeAlias

from protocol.secrecy import markings
from protocol.secrecy.banners import BANNER_SIGNS, BANNERS
from protocol.secrecy.copies import is_by_a_copy
from protocol.secrecy.lookalikes import FIGURES, figures_read, form, letters_of
from protocol.secrecy.markings import Finding, Marking, Verdict
from protocol.secrecy.parts import parts_of

_NEAR = 48  # characters looked at on either side of a find
_SHORT = 7  # letters; shorter words may come together by chance when a text is spaced out
_FIGURE = re.compile(f"[{re.escape(FIGURES)}]")


def in_words(bared: str, shaped: str) -> Iterator[Finding]:
    """
    Yield what each marking written in words means where it stands.

    Digits are taken once as something between the letters, and once as letters themselves.
    """
    yield from _found(bared, shaped)
    if _FIGURE.search(shaped):
        figures = bytearray(len(shaped))
        for figure in _FIGURE.finditer(shaped):
            figures[figure.start()] = 1
        yield from _found(bared, figures_read(shaped), figures)


@dataclass(frozen=True, slots=True)
class _Letters:
    """A text as its letters alone: the n-th letter stands at `at[n]` in `bared` and `shaped`."""

    bared: str
    shaped: str
    joined: str
    at: tuple[int, ...]

    def gap(self, before: int) -> str | None:
        """Return what stands before the letter `before`; None at either end of the text."""
        if before in (0, len(self.at)):
            return None
        return self.shaped[self.at[before - 1] + 1 : self.at[before]]


@dataclass(frozen=True, slots=True)
class _Form:
    """One way to write a marking: its letters, and where its words end among them."""

    marking: Marking
    letters: str
    ends: frozenset[int]
    official: bool


_Tables: TypeAlias = tuple[tuple[tuple[Marking, ...], bool], ...]


def _forms(tables: _Tables) -> Iterator[_Form]:
    for table, official in tables:
        for marking in table:
            for written in marking.words:
                words = form(written).split()
                ends = {sum(map(len, words[: n + 1])) for n in range(len(words))}
                yield _Form(marking, "".join(words), frozenset(ends), official)


def _longest_first(*tables: tuple[tuple[Marking, ...], bool]) -> tuple[_Form, ...]:
    return tuple(sorted(_forms(tables), key=lambda written: -len(written.letters)))


_PARTIES = (markings.MARKINGS, False), (markings.OFFICIAL, True)
_FORMS = _longest_first(*_PARTIES)
_ALL = _longest_first(*_PARTIES, (BANNERS, False))
# Without one of these a text has none of the forms.
_PARTS = parts_of(written.letters for written in _FORMS)


def _found(bared: str, shaped: str, figures: bytearray | None = None) -> Iterator[Finding]:
    """Yield the finds of one way to take the figures; of the other way only those that have any."""
    joined = letters_of(shaped)
    banners = any(map(joined.__contains__, BANNER_SIGNS))
    if not banners and not any(map(joined.__contains__, _PARTS)):
        return
    forms = [written for written in (_ALL if banners else _FORMS) if written.letters in joined]
    if not forms:
        return
    at = tuple(compress(range(len(shaped)), map(str.isalpha, shaped)))
    text = _Letters(bared, shaped, joined, at)
    told = bytearray(len(at))  # letters of a longer form: «top secret» is not «secret» as well
    for written in forms:
        start = text.joined.find(written.letters)
        while start >= 0:
            end = start + len(written.letters)
            same = figures is not None and figures.find(1, at[start], at[end - 1] + 1) < 0
            if same or told.find(0, start, end) < 0:
                start = text.joined.find(written.letters, start + 1)
                continue
            verdict = _weigh(text, start, written)
            if verdict is not Verdict.CLEAN:
                told[start:end] = b"\1" * (end - start)
                first, last = text.at[start], text.at[end - 1] + 1
                said = shaped[first:last].count(" ") + 1 == len(written.ends)
                said = said and last - first == end - start + len(written.ends) - 1
                yield Finding(verdict, written.marking.name, first, last, said)
            start = text.joined.find(written.letters, start + 1)


def _weigh(text: _Letters, start: int, written: _Form) -> Verdict:
    """Return what one find means where it stands."""
    end = start + len(written.letters)
    marking = written.marking
    before, after = _around(text, start, end)

    if text.gap(start) == "" or text.gap(end) == "":
        return _weigh_glued(text, start, end, marking)
    if written.official:
        return Verdict.OFFICIAL
    inner = range(1, len(written.letters))
    spaced = {text.gap(start + n) for n in inner if n not in written.ends} - {""}
    if spaced and _are_words(text, start, written, before, after):
        return Verdict.CLEAN
    if spaced:
        # Nobody spaces a word out by chance, but a short one may come together out of others:
        # then what stands around must not be what stands between the letters.
        apart = len(before.word) != 1 and len(after.word) != 1
        delimited = not spaced & {before.gap, after.gap}
        sure = apart or delimited or len(written.letters) >= _SHORT
        return Verdict.MARKED if sure and not before.negates else Verdict.DOUBTFUL
    if before.negates or after.negates:
        return Verdict.CLEAN
    if after.soft and after.word.startswith(_HARMLESS[marking.name]):
        return Verdict.CLEAN
    if before.soft and before.word.startswith(_PRIVATE[marking.name]):
        return Verdict.CLEAN
    if before.word.startswith(_TITLES) and not before.new_line:
        return Verdict.DOUBTFUL
    # «секретно встречались»
    does = before.new_line and after.soft and _PAST.search(after.word) and not marking.sure
    if does and text.bared[text.at[start] : text.at[end - 1] + 1].islower():
        return Verdict.DOUBTFUL
    if marking.sure or _is_a_stamp(text, start, end, marking, before, after):
        return Verdict.MARKED
    return Verdict.DOUBTFUL


# «… его секрет, но …»: what these end is no part of one word.
_PUNCTUATION = re.compile(
    r"""[»”")]{0,2}(?:[,;:!?]|\.{1,3}|…)[»”")]{0,2}\s{1,3}|\s{1,3}[—–]\s{1,3}|\s{0,3}\n\s{0,3}"""
)
_CONJUNCTIONS = (form("но"), form("на"))


def _are_words(text: _Letters, start: int, written: _Form, before: "_Side", after: "_Side") -> bool:
    """Say whether a word ends inside the find, by its punctuation, and a conjunction follows."""
    length = len(written.letters)
    gaps = [n for n in range(1, length) if n not in written.ends and text.gap(start + n)]
    if len(gaps) != 1 or written.letters[gaps[0] :] not in _CONJUNCTIONS:
        return False
    gap = text.gap(start + gaps[0])
    # All that a line has is a stamp, however it is pointed.
    alone = before.new_line and (after.gap is None or "\n" in after.gap)
    return gap is not None and not alone and after.soft and bool(_PUNCTUATION.fullmatch(gap))


@dataclass(frozen=True, slots=True)
class _Side:
    """What stands on one side of a find: the gap, and the nearest word."""

    gap: str | None
    word: str
    negates: bool

    @property
    def new_line(self) -> bool:
        return self.gap is None or "\n" in self.gap

    @property
    def soft(self) -> bool:
        return self.gap is not None and not self.gap.strip(" -_\t") and not self.new_line

    @property
    def hard(self) -> bool:
        return self.gap is None or bool(_HARD.search(self.gap))


_PAST = re.compile(
    rf"(?:{'|'.join(map(form, ('ал', 'ил', 'али', 'или', 'ались', 'ился', 'ался')))})$"
)
_HARD = re.compile(r"""[\n.!?;:()\[\]{}<>«»"“”„‟‹›'…|/\\*#=_~—–\d]""")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)[\W\d_]*$")
_WORD_AFTER = re.compile(r"^[\W\d_]*([^\W\d_]+)")


def _around(text: _Letters, start: int, end: int) -> tuple[_Side, _Side]:
    first, last = text.at[start], text.at[end - 1]
    gap_before, gap_after = text.gap(start), text.gap(end)
    left = _WORD_BEFORE.search(text.shaped[max(0, first - _NEAR) : first])
    right = _WORD_AFTER.search(text.shaped[last + 1 : last + _NEAR])
    before = _Side(gap_before, left.group(1) if left else "", negates=False)
    after = _Side(gap_after, right.group(1) if right else "", negates=False)
    return (
        _Side(before.gap, before.word, before.soft and before.word in _NEGATIONS_BEFORE),
        _Side(after.gap, after.word, after.soft and after.word in _NEGATIONS_AFTER),
    )


def _is_a_stamp(
    text: _Letters, start: int, end: int, marking: Marking, before: _Side, after: _Side
) -> bool:
    """Say whether a find stands as a stamp does: apart, opening a line, or in capitals alone."""
    begins = before.hard or before.word.startswith(_COMPANIONS)
    closes = after.hard or after.word.startswith(_COMPANIONS)
    if begins and closes:
        return True
    if before.new_line and marking.opens and after.word not in _OF:
        return True
    following = text.bared[text.at[end]] if end < len(text.at) else ""
    if before.new_line and following.isupper():
        return True
    if not text.bared[text.at[start] : text.at[end - 1] + 1].isupper():
        return False
    left = text.bared[max(0, text.at[start] - _NEAR) : text.at[start]].rpartition("\n")[2]
    right = text.bared[text.at[end - 1] : text.at[end - 1] + _NEAR].partition("\n")[0]
    return any(map(str.islower, left + right))


def _weigh_glued(text: _Letters, start: int, end: int, marking: Marking) -> Verdict:
    """Return what a find inside a longer word means: a form of the word, or a hidden stamp."""
    if not marking.clings:
        # «Махфиёна, нусхаи 1»; «secretary» has its copies too.
        glued = text.gap(end) == "" and text.gap(start) != "" and not marking.name.isascii()
        copied = glued and is_by_a_copy(text.shaped, text.at[start], text.at[end - 1] + 1)
        return Verdict.DOUBTFUL if copied else Verdict.CLEAN
    if text.gap(start) == "" and text.joined[:start].endswith(_GLUED_BEFORE):
        return Verdict.CLEAN
    if text.joined.startswith(_COPIES, end):  # «СЕКРЕТНОЭКЗ1»
        return Verdict.DOUBTFUL
    if text.gap(end) == "" and text.joined.startswith(_GLUED_AFTER, end):
        return Verdict.CLEAN
    return Verdict.DOUBTFUL


_EVERY = (*markings.MARKINGS, *markings.OFFICIAL)
_HARMLESS = {each.name: tuple(map(form, each.harmless_before)) or ("\0",) for each in _EVERY}
_PRIVATE = {each.name: tuple(map(form, each.harmless_after)) or ("\0",) for each in _EVERY}
_NEGATIONS_BEFORE = frozenset(map(form, markings.NEGATIONS_BEFORE))
_NEGATIONS_AFTER = frozenset(map(form, markings.NEGATIONS_AFTER))
_COMPANIONS = tuple(map(form, markings.COMPANIONS))
_COPIES = tuple(map(form, ("экз", "ekz", "лист", "дана", "нусха", "нуска")))
_TITLES = tuple(map(form, markings.TITLES))
_OF = frozenset(map(form, ("от", "ото", "ли", "ад")))
_GLUED_BEFORE = tuple(map(form, ("не", "ня")))
_GLUED_AFTER = tuple(
    map(form, ("ст", "сц", "го", "й", "м", "ю", "е", "га", "я"))  # other forms of the word
)
