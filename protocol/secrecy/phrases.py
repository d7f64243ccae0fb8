"""Phrases about state secrets that are no markings and worth a question."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from protocol.secrecy import mentions
from protocol.secrecy.lookalikes import form
from protocol.secrecy.markings import Finding, Verdict
from protocol.secrecy.parts import parts_of

_WORD = re.compile(r"[^\W\d_]+")


def in_phrases(shaped: str) -> Iterator[Finding]:
    """Yield the phrases about state secrets that are no markings but deserve a question."""
    if not any(map(shaped.__contains__, _PARTS)):
        return
    # One space between words and at both ends: a phrase is then a plain pattern.
    words = f" {' '.join(_WORD.findall(shaped))} "
    found: list[re.Match[str]] = []
    begins: list[int] = []
    for stem, name, pattern in _PHRASES:
        if stem not in words:
            continue
        for phrase in pattern.finditer(words):
            if not found:
                found = list(_WORD.finditer(shaped))
                begins = _begins(found)
            first = bisect_right(begins, phrase.start() + 1) - 1
            last = bisect_right(begins, phrase.end() - 2) - 1
            span = found[first].start(), found[last].end()
            yield Finding(Verdict.DOUBTFUL, name, *span, said=True)


_MENTIONS = tuple(map(form, mentions.MENTIONS))


def names_it(shaped: str) -> bool:
    """Say whether a text begins with the word for a marking itself: «гриф», «секретность»."""
    return shaped.startswith(_MENTIONS)


def _begins(words: list[re.Match[str]]) -> list[int]:
    """Return where each word begins in a text in which one space stands between them."""
    return list(accumulate((len(word.group()) + 1 for word in words), initial=1))


def _phrase(stems: str) -> str:
    """Return the pattern of a phrase whose words may end in anything where "*" stands."""
    return " ".join(
        form(stem.rstrip("*")) + ("[^ ]*+" if "*" in stem else "") for stem in stems.split()
    )


def _patterns() -> Iterator[tuple[str, str, re.Pattern[str]]]:
    for name, stems in mentions.ASKED:
        first = f" {form(stems.split()[0].rstrip('*'))}"
        rest = _phrase(stems).removeprefix(first.strip())
        harmless = "|".join(map(form, mentions.HARMLESS_AFTER_PHRASE.get(stems, ())))
        ends = f"(?!{harmless})" if harmless else ""
        yield first, name, re.compile(f"{first}{_not_denied(first)}{rest} {ends}")
    harmless = "|".join(map(form, mentions.HARMLESS_AFTER_MENTION))
    for word in mentions.MENTIONS:
        said = f" {form(word)} "
        yield said, "секретно", re.compile(f"{said}{_not_denied(said)}(?!{harmless})")


def _not_denied(first: str) -> str:
    # Behind the word and not before it: a pattern that begins with plain letters is searched fast.
    return f"(?<! {form('не')}{first})"


# The beginning by which plain search tells whether it is worth a look; the name; the pattern.
_PHRASES = tuple(_patterns())
# Without one of these a text has none of them.
_PARTS = parts_of(stem.strip() for stem, _, _ in _PHRASES)
