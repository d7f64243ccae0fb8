"""State-secret markings (Art. 10): a marked text is neither stored nor relayed."""

from collections.abc import Iterator
from dataclasses import dataclass

from protocol.lookalikes import bare, shape
from protocol.markings import Verdict
from protocol.stamps import in_phrases, in_pieces, in_stamps
from protocol.wordings import in_words

__all__ = ["Reading", "Verdict", "read"]

_GRAVITY = tuple(Verdict)


@dataclass(frozen=True, slots=True)
class Reading:
    """
    The gravest verdict, and the canonical name of its marking, never the person's text.

    `for_official_use` is kept beside a graver verdict: a text may be «ДСП» and doubtful.
    """

    verdict: Verdict
    marking: str | None = None
    for_official_use: bool = False


def read(*texts: str) -> Reading:
    """
    Return the gravest reading over all `texts`: marked, doubtful, official, clean.

    Each text is read by itself: a marking is not looked for across two fields. Time grows with
    the length: a text is folded once, each form found by plain search, and only a bounded
    neighbourhood of a find is looked at.
    """
    findings = [finding for text in texts for finding in _findings(text)]
    if not findings:
        return Reading(Verdict.CLEAN)

    verdict, marking = max(findings, key=lambda finding: _GRAVITY.index(finding[0]))
    official = any(found is Verdict.OFFICIAL for found, _ in findings)
    return Reading(verdict, marking, for_official_use=official)


def _findings(text: str) -> Iterator[tuple[Verdict, str | None]]:
    bared = bare(text)
    shaped = shape(bared)
    yield from in_words(bared, shaped)
    yield from in_stamps(bared, shaped)
    yield from in_phrases(shaped)
    if in_pieces(shaped):
        yield Verdict.DOUBTFUL, None
