"""What stands of a request for good, in lines: conditions, limits of use. Art. 7, 10."""

from collections.abc import Iterable

from protocol.request import Request
from protocol.terms import Limits, Term, UseLimit, What, conditions, latest, limits_of, signature
from storage.values import Line
from storage.work import Work

_NONE = "-"


def terms_lines(work: Work, request: Request, *, quotes: bool) -> tuple[Line, ...]:
    """
    Return what stands of a request, also when it has ended.

    The words of conditions, which somebody typed, are among it only where it `quotes`.
    """
    if request.acknowledged_at is None:  # nobody there has said anything yet
        return ()
    terms = work.terms.about(request.id)
    expected = None if request.is_ended else latest(terms, What.EXPECTED)
    return (
        *(_expected_lines(expected)),
        *limits_lines(terms),
        *(conditions_line(each, quotes=quotes) for each in conditions(terms)),
        *period_lines(terms, quotes=quotes),
        *signature_lines(terms),
    )


def conditions_line(term: Term, *, quotes: bool = True) -> Line:
    """Return conditions that were accepted: they must be kept (Art. 7)."""
    return Line(
        "term-conditions",
        {
            "text": term.text if quotes else _NONE,
            "basis": term.basis or _NONE,
            "officer": term.officer,
            "at": term.at,
            "signatory": term.directed_by or _NONE,
        },
    )


def proposed_line(term: Term) -> Line:
    """Return conditions that were proposed."""
    return Line(
        "term-proposed",
        {
            "text": term.text,
            "basis": term.basis or _NONE,
            "officer": term.officer,
            "at": term.at,
        },
    )


def _expected_lines(term: Term | None) -> tuple[Line, ...]:
    """Return by which day execution is expected in spite of an obstacle: no due moment of its."""
    if term is None or term.on is None:
        return ()
    return (Line("term-expected", {"on": term.on, "officer": term.officer, "at": term.at}),)


def period_lines(terms: Iterable[Term], *, quotes: bool) -> tuple[Line, ...]:
    """Return on which other period both sides agreed last; with its treaty, where one is named."""
    agreed = latest(terms, What.PERIOD)
    return (_period_line(agreed, quotes=quotes),) if agreed else ()


def _period_line(term: Term, *, quotes: bool) -> Line:
    return Line(
        "term-period" if term.text else "term-moment",
        {
            "on": term.on or term.at.date(),
            "treaty": term.text if quotes and term.text else _NONE,
            "officer": term.officer,
            "at": term.at,
            "signatory": term.directed_by or _NONE,
        },
    )


def proposed_period_line(term: Term) -> Line:
    """Return another period that was proposed."""
    return Line(
        "term-proposed-period",
        {
            "on": term.on or term.at.date(),
            "treaty": term.text or _NONE,
            "officer": term.officer,
            "at": term.at,
        },
    )


def signature_lines(terms: Iterable[Term]) -> tuple[Line, ...]:
    """Return of each result by whom and when it was signed with a code, or that it was not."""
    known = tuple(terms)
    results = (each for each in known if each.what is What.RESULT)
    return tuple(_signature_line(each, signature(each, known)) for each in results)


def _signature_line(result: Term, signed: Term | None) -> Line:
    if signed is None:
        return Line("term-unsigned", {"at": result.at})
    return Line("term-signed", {"since": result.at, "officer": signed.officer, "at": signed.at})


def limits_lines(terms: Iterable[Term]) -> tuple[Line, ...]:
    """Return for what the information may be used; nothing where nobody has said it yet."""
    stand = limits_of(terms)
    return (limits_line(stand),) if stand.limits else ()


def limits_line(stand: Limits) -> Line:
    """Return for what the information may be used, in one line."""
    if stand.limits == (UseLimit.PURPOSES_ONLY,):
        return Line("term-purposes")
    told = tuple(each for each in stand.limits if each is not UseLimit.NOT_BEFORE)
    return Line("term-limits", {"limits": told, "not_before": stand.not_before or _NONE})
