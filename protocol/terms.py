"""What was agreed or stated about a request and stands for good: conditions, limits. Art. 7, 10."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class UseLimit(StrEnum):
    """For what information may be used, or how far (Art. 10)."""

    PURPOSES_ONLY = "purposes_only"
    LEAD_ONLY = "lead_only"
    NO_ONWARD = "no_onward"
    PROTECT_SOURCE = "protect_source"
    ASK_FIRST = "ask_first"
    NOT_BEFORE = "not_before"


class Basis(StrEnum):
    """
    Why conditions are proposed.

    HINDERS: immediate execution may hinder a prosecution or other proceedings on the territory of
    the requested Party (Art. 7); USE: the use of what is received (Art. 10); OTHER: no article.
    """

    HINDERS = "hinders"
    USE = "use"
    OTHER = "other"


class What(StrEnum):
    """What a term is."""

    PROPOSED = "proposed"
    CONDITIONS = "conditions"
    LIMITS = "limits"
    PROPOSED_PERIOD = "proposed_period"
    PERIOD = "period"
    RESULT = "result"
    SIGNATURE = "signature"
    EXPECTED = "expected"
    REFUSED_PART = "refused_part"
    TAKEN_BACK = "taken_back"
    LETTER = "letter"
    SIGNER = "signer"


@dataclass(frozen=True, slots=True)
class Term:
    """
    One thing that was said by `officer` at `at`, and is never changed afterwards.

    `text` are the words of conditions, or the name of a treaty. `directed_by` is the signatory at
    whose direction somebody else said it. `on` is the last day of a period, or the day by which the
    execution is expected; `until` is its last instant; `not_before` the moment of that limit. A
    SIGNATURE names in `text` whose result it is about by its moment. A LETTER says that the request
    itself is on its way on paper. A SIGNER is who will sign the letter, in `directed_by`.
    """

    what: What
    officer: str
    at: datetime
    text: str = ""
    basis: Basis | None = None
    directed_by: str = ""
    limits: tuple[UseLimit, ...] = ()
    not_before: datetime | None = None
    on: date | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """All limits that stand; `not_before` is the latest moment that was named."""

    limits: tuple[UseLimit, ...] = ()
    not_before: datetime | None = None


class Need(StrEnum):
    """What must stand of a request for a move to be possible, besides its state."""

    CONDITIONS = "conditions"
    UNSIGNED_RESULT = "unsigned_result"
    REFUSED_PART = "refused_part"
    LETTER = "letter"


def limits_of(terms: Iterable[Term]) -> Limits:
    """Return every limit that was ever stated: a later one takes none of them back (Art. 10)."""
    stated = [each for each in terms if each.what is What.LIMITS]
    named = {limit for each in stated for limit in each.limits}
    moments = [each.not_before for each in stated if each.not_before]
    return Limits(tuple(each for each in UseLimit if each in named), max(moments, default=None))


def conditions(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Return the conditions that were accepted and must be kept (Art. 7), in their order."""
    return tuple(each for each in terms if each.what is What.CONDITIONS)


def latest(terms: Iterable[Term], what: What) -> Term | None:
    """Return what was said last of a kind."""
    found = [each for each in terms if each.what is what]
    return max(found, key=lambda each: each.at, default=None)


def signature(result: Term, terms: Iterable[Term]) -> Term | None:
    """Return by what a result was signed with a code, or None."""
    name = result.at.isoformat()
    signatures = (each for each in terms if each.what is What.SIGNATURE)
    return next((each for each in signatures if each.text == name), None)


def signed_by(result: Term, officer: str, at: datetime) -> Term:
    """Return the signature of a result."""
    return Term(What.SIGNATURE, officer, at, text=result.at.isoformat())


def unsigned(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Return the results that nobody has signed with a code yet."""
    known = tuple(terms)
    results = (each for each in known if each.what is What.RESULT)
    return tuple(each for each in results if signature(each, known) is None)


def has_refused_part(terms: Iterable[Term]) -> bool:
    """Say whether a part of the execution is refused, and that was not taken back (Art. 9)."""
    refusals = (What.REFUSED_PART, What.TAKEN_BACK)
    said = [each for each in terms if each.what in refusals]
    return max(said, key=lambda each: each.at).what is What.REFUSED_PART if said else False


# What each need asks of the terms.
NEEDS: Mapping[Need, Callable[[tuple[Term, ...]], bool]] = {
    Need.CONDITIONS: lambda terms: bool(conditions(terms)),
    Need.UNSIGNED_RESULT: lambda terms: bool(unsigned(terms)),
    Need.REFUSED_PART: has_refused_part,
    Need.LETTER: lambda terms: latest(terms, What.LETTER) is not None,
}
# What ended what a need asks for; nothing ends conditions.
_ENDED: Mapping[Need, What] = {
    Need.UNSIGNED_RESULT: What.SIGNATURE,
    Need.REFUSED_PART: What.TAKEN_BACK,
}


def ended(need: Need, terms: Iterable[Term]) -> Term | None:
    """Return by what that which a need asks for stands no more; None where it never stood."""
    return latest(terms, _ENDED[need]) if need in _ENDED else None
