"""State-secret markings (Art. 10): a marked text is neither stored nor relayed."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from protocol.secrecy import sentences
from protocol.secrecy.adjectives import in_adjectives
from protocol.secrecy.banners import in_banners
from protocol.secrecy.denials import NAMES_A_MARKING
from protocol.secrecy.drawn import drawn
from protocol.secrecy.explained import hidden
from protocol.secrecy.headings import in_headings
from protocol.secrecy.lookalikes import bare, form, places, shape
from protocol.secrecy.markings import Finding, Verdict
from protocol.secrecy.papers import spread
from protocol.secrecy.phrases import in_phrases, names_it
from protocol.secrecy.pieces import in_pieces
from protocol.secrecy.portions import in_portions
from protocol.secrecy.procedures import (
    asks_for_clearance,
    cites_a_law,
    speaks_of_papers,
)
from protocol.secrecy.quoted import (
    is_a_thing,
    is_offered,
    is_others,
    is_said_to_somebody,
    is_told,
    offers,
)
from protocol.secrecy.restricted import in_restricted, is_of_what_it_holds
from protocol.secrecy.settled import has_a_value
from protocol.secrecy.stamps import in_stamps
from protocol.secrecy.swindlers import is_a_swindlers, quotes_a_swindler
from protocol.secrecy.wordings import in_words

__all__ = ["Reading", "Verdict", "gravest", "read"]

_GRAVITY = {verdict: place for place, verdict in enumerate(Verdict)}
SHOWN = 40  # characters of a find that are shown
MOST = 3  # finds that are shown
STATE = "государственная тайна"


@dataclass(frozen=True, slots=True)
class Reading:
    """
    The gravest verdict, and the canonical name of the marking that was found or is resembled.

    `found` are the words that led to the verdict as they stand in the text, cut to `SHOWN`
    characters, in their order and at most `MOST`: none in a clean text. They are the person's.
    `for_official_use` is kept beside a graver verdict: a text may be «ДСП» and doubtful.
    """

    verdict: Verdict
    marking: str | None = None
    for_official_use: bool = False
    found: tuple[str, ...] = ()


def read(*texts: str) -> Reading:
    """
    Return the gravest reading over all `texts`: marked, doubtful, official, clean.

    Each text is read by itself: a marking is not looked for across two fields. Time grows with
    the length: a text is folded once, each form found by plain search, and only a bounded
    neighbourhood of a find is looked at.
    """
    return gravest(map(_read, texts))


def gravest(each: Iterable[Reading]) -> Reading:
    """Return the gravest of the readings of several texts, as `read` does over all of them."""
    readings = tuple(each)
    if not readings:
        return Reading(Verdict.CLEAN)
    worst = max(readings, key=lambda reading: _GRAVITY[reading.verdict])
    official = any(reading.for_official_use for reading in readings)
    found = (
        words for reading in readings if reading.verdict is worst.verdict for words in reading.found
    )
    kept = tuple(dict.fromkeys(found))[:MOST]
    return Reading(worst.verdict, worst.marking, official, kept)


def _read(text: str) -> Reading:
    plain = drawn(text)
    written = bare(plain.text)
    bared = _labels_apart(spread(written))
    seen, shaped = hidden(bared, shape(bared))

    official, kept = False, _Kept()
    for finding in _findings(written, bared, seen, shaped):
        if finding.verdict is Verdict.OFFICIAL and (official or _is_no_stamp(finding, shaped)):
            continue
        official |= finding.verdict is Verdict.OFFICIAL
        if kept.wants(finding):
            kept.take(finding._replace(verdict=_weigh(finding, shaped)))
    if not kept.findings:
        return Reading(Verdict.CLEAN)
    at = places(plain.text)
    found = []
    for finding in sorted(kept.findings, key=lambda finding: finding.begin):
        begin, end = plain.written(at[finding.begin], at[finding.end])
        found.append(_cut(" ".join(text[begin:end].split())))
    return Reading(kept.gravest, kept.findings[0].name, official, tuple(dict.fromkeys(found)))


@dataclass(slots=True)
class _Kept:
    """The gravest finds so far, no more than are shown: of what is no graver none is weighed."""

    gravest: Verdict = Verdict.CLEAN
    findings: list[Finding] = field(default_factory=list)

    def wants(self, finding: Finding) -> bool:
        graver = _GRAVITY[finding.verdict] - _GRAVITY[self.gravest]
        return graver > 0 or (graver == 0 and len(self.findings) < MOST)

    def take(self, finding: Finding) -> None:
        if finding.verdict is Verdict.CLEAN or not self.wants(finding):
            return
        if finding.verdict is not self.gravest:
            self.gravest, self.findings = finding.verdict, []
        for each in self.findings:
            if each.begin <= finding.begin and finding.end <= each.end:
                return
        self.findings = [
            each
            for each in self.findings
            if not (finding.begin <= each.begin and each.end <= finding.end)
        ]
        self.findings.append(finding)


def _cut(words: str) -> str:
    return words if len(words) <= SHOWN else f"{words[: SHOWN - 1]}…"


def _findings(written: str, bared: str, seen: str, shaped: str) -> Iterator[Finding]:
    """Yield all that may be a marking; `seen` is `bared` without what its place explains."""
    yield from in_portions(bared)
    yield from in_banners(bared, shaped)
    yield from in_words(seen, shaped)
    yield from in_stamps(seen, shaped)
    yield from in_restricted(written, seen, shaped)
    yield from in_headings(shaped)
    yield from in_adjectives(shaped)
    yield from in_phrases(shaped)
    if in_pieces(bared, shaped):
        yield Finding(Verdict.DOUBTFUL, None, 0, len(bared))


def _weigh(finding: Finding, shaped: str) -> Verdict:
    """Return what a find means in its sentence: denied it is nothing, told of it is a question."""
    if finding.verdict is Verdict.OFFICIAL or finding.name is None:
        return finding.verdict
    sentence = sentences.around(shaped, finding.begin, finding.end)
    marked = finding.verdict is Verdict.MARKED
    if sentence.denies and (sentence.quotes or not marked):
        return Verdict.CLEAN
    if finding.said and _is_of_others(finding, sentence, shaped):
        return Verdict.CLEAN
    place = finding.begin, finding.end
    # A word in disguise is nobody's story.
    his = finding.said and is_a_swindlers(sentence, surely=True) and not sentence.robbed
    if his and is_others(sentence, shaped, *place):
        return Verdict.CLEAN
    if marked and (sentence.lifts or sentence.asks or sentence.tells or sentence.robbed):
        return Verdict.DOUBTFUL
    if marked and finding.said and is_told(sentence, shaped, *place):
        return Verdict.DOUBTFUL
    return finding.verdict


def _is_no_stamp(finding: Finding, shaped: str) -> bool:
    """Say whether a marking for official use is denied, or papers in general are spoken of."""
    sentence = sentences.around(shaped, finding.begin, finding.end)
    if sentence.denied_before or sentence.robbed or sentence.lifted_after:
        return True
    told = sentence.quotes or is_of_what_it_holds(shaped[finding.begin : finding.end])
    if told and (sentence.denies or sentence.lifts):
        return True
    return speaks_of_papers(sentence) if sentence.tells else cites_a_law(sentence)


def _is_of_others(finding: Finding, sentence: sentences.Sentence, shaped: str) -> bool:
    """Say whether the words are of papers in general, or a swindler's: no marking of this text."""
    stamped = finding.verdict is Verdict.MARKED
    if speaks_of_papers(sentence):
        return sentence.quotes or not stamped
    if not stamped and asks_for_clearance(sentence, shaped[finding.begin : finding.end]):
        return True
    named = names_it(shaped[finding.begin :])
    if not stamped and finding.name == STATE and cites_a_law(sentence):
        return True
    if not stamped and is_offered(shaped, finding.begin, finding.end, sentence):
        return True
    if not stamped and is_said_to_somebody(shaped, finding.begin, finding.end):
        return True
    if named and is_a_thing(shaped, finding.begin, finding.end, sentence):
        return True
    return not stamped and is_a_swindlers(sentence, surely=named)


# «Иное: секретно» and «/refuse 1 секретно» are read as «секретно» alone is; what names a marking
# keeps its value.
_LABEL = re.compile(
    r"^[ \t]{0,8}(?:\d{1,2}[.)] )?([^\n:;!?«»\"“”=|<>{}]{2,80}):[ \t]", re.MULTILINE
)
_LABELS = 3  # «Иное: Копия: …»
_COMMAND = re.compile(r"^/[a-z]{2,20}(?: \d{1,6})? ")
_NAMES = tuple(map(form, (*(each.rstrip("*") for each in NAMES_A_MARKING), "секретн", "classif")))


def _labels_apart(bared: str) -> str:
    """Return a bare text, same length, in which what follows a label has a line of its own."""
    command = _COMMAND.match(bared)
    if command:
        bared = f"{bared[: command.end() - 1]}\n{bared[command.end() :]}"
    for _ in range(_LABELS):
        split = _LABEL.sub(_apart, bared)
        if split == bared:
            break
        bared = split
    return bared


def _apart(found: re.Match[str]) -> str:
    label = found.group(1)
    if label.isascii() and label.islower():
        return found.group()
    return found.group()[:-1] + ("\n" if _stands_apart(label) else found.group()[-1])


@lru_cache(maxsize=256)
def _stands_apart(label: str) -> bool:
    """Say whether what follows a label stands apart from it; the labels of the form are few."""
    shaped = shape(label)
    named = shaped[shaped.rstrip().rfind(" ") + 1 :].startswith(_NAMES)
    tells = sentences.robs(shaped) or quotes_a_swindler(shaped) or offers(shaped)
    return not (named or tells or has_a_value(label))
