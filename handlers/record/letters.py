"""The letter that confirms, as cards, histories and messages tell of it: as it is. Art. 6."""

from collections.abc import Iterator
from itertools import pairwise

from handlers.chat.families import Family
from protocol.confirmation import Confirmation, Deviation
from protocol.dispatch import Dispatch, Timing, timing
from protocol.moves import Form, Move
from protocol.obligation import Kind, Obligation
from protocol.parties import Role
from protocol.request import Request
from storage.requests import Statement
from storage.values import Line, Value, Values
from storage.work import Work

FORMS = Family("form", (Form.SIGNED, Form.CONFIRMED, Form.OBJECTED, Form.RECORDED))
TIMINGS = Family("dispatch", tuple(Timing))
DEVIATIONS = Family("deviation", tuple(Deviation))
_ON_LETTER = (Move.OBJECT_CONFIRMATION, Move.ANSWER_OBJECTION)
_SAID = Family("letter", _ON_LETTER)


def lines(work: Work, request: Request, *, quotes: bool) -> Iterator[Line]:
    """
    Yield what stands of the letter on every later card: its values, differences, objections.

    What somebody typed is among it only where it `quotes`.
    """
    # Nobody has done anything of the form yet.
    found = work.requests.letters(request.id) if request.formed_by else ()
    if not found:
        return
    letter = found[-1]
    values: Values = {
        "text": letter.outgoing.number if quotes else "-",
        "on": letter.outgoing.dated_on,
        "officer": signer(letter, quotes=quotes),
        "role": office(letter.signed_as),
        "at": letter.registered_at,
    }
    confirms = letter.confirms and request.form in FORMS.members
    yield Line(FORMS[request.form] if confirms else "form-noted", values)
    yield from notes(work, request, letter, quotes=quotes)
    yield from corrections(found, quotes=quotes)
    if quotes:
        yield from _objections(work, request)


def notes(
    work: Work,
    request: Request,
    letter: Confirmation,
    *,
    owed: Obligation | None = None,
    quotes: bool = True,
) -> Iterator[Line]:
    """
    Yield when a letter was dispatched and whether in time; how it deviates; its differences.

    It is in time by what is `owed`; without that, by what is owed for the request itself.
    """
    if letter.dispatch is not None and letter.dispatch.assumed:
        yield Line("dispatch-assumed")
    elif letter.dispatch is not None:
        yield Line("letter-dispatch", _judged(work, request, letter.dispatch, owed, quotes=quotes))
    for each in letter.deviations:
        yield deviation(letter, each)
    if quotes and letter.differences:
        yield Line("letter-differs", {"text": letter.differences})


def deviation(letter: Confirmation, which: Deviation) -> Line:
    """Return one deviation of a letter, as both sides read it."""
    sent = letter.dispatch.on if letter.dispatch else letter.outgoing.dated_on
    on = sent if which is Deviation.DISPATCHED_EARLY else letter.outgoing.dated_on
    return Line("letter-deviation", {"line": Line(DEVIATIONS[which], {"on": on})})


def corrections(found: tuple[Confirmation, ...], *, quotes: bool = True) -> Iterator[Line]:
    """Yield each correction of the letters of a request."""
    for before, after in pairwise(found):
        if after.correction > before.correction:
            yield corrected(before, after, quotes=quotes)


def corrected(before: Confirmation, after: Confirmation, *, quotes: bool = True) -> Line:
    """Return a correction of a letter: both values of what was corrected stay readable."""
    return Line(
        "letter-corrected",
        {
            "count": after.correction,
            "officer": after.corrected_by,
            "at": after.corrected_at or after.registered_at,
            "line": whole(before, quotes=quotes),
            "lines": whole(after, quotes=quotes),
        },
    )


def whole(letter: Confirmation, *, quotes: bool = True) -> Line:
    """Return the values of a letter in one line."""
    return Line(
        "letter-whole",
        {
            "text": letter.outgoing.number if quotes else "-",
            "on": letter.outgoing.dated_on,
            "officer": signer(letter, quotes=quotes),
            "role": office(letter.signed_as),
            "line": dispatch_line(letter.dispatch, quotes=quotes),
        },
    )


def signer(letter: Confirmation, *, quotes: bool = True) -> Value:
    """Return who signed: an officer's id, or the name that somebody typed."""
    if letter.signed_by:
        return letter.signed_by
    return Line("letter-signer", {"name": letter.name}) if quotes else Line("letter-signer-unnamed")


def office(role: Role | None) -> Value:
    """Return the office in which somebody signed."""
    return Line("letter-office-other") if role is None else role


def dispatch_line(dispatch: Dispatch | None, *, quotes: bool = True) -> Line:
    """Return when and how a letter was dispatched, or that it was not."""
    if dispatch is None:
        return Line("dispatch-none")
    if dispatch.assumed:
        return Line("dispatch-assumed")
    how = dispatch.how if quotes and dispatch.how else "-"
    if dispatch.at is not None:
        return Line("dispatch-at", {"at": dispatch.at, "text": how})
    return Line("dispatch-on", {"on": dispatch.on, "text": how})


def _judged(
    work: Work, request: Request, dispatch: Dispatch, owed: Obligation | None, *, quotes: bool
) -> Values:
    """Return the dispatch beside whether it was in time, where that is known."""
    owed = owed or work.obligations.find(request.subject, Kind.CONFIRM)
    said = dispatch_line(dispatch, quotes=quotes)
    if owed is None:
        return {"line": said, "timing": ""}
    zone = work.registry.authority(request.requesting).zone
    return {"line": said, "timing": Line(TIMINGS[timing(owed.due, dispatch, zone)])}


def _objections(work: Work, request: Request) -> Iterator[Line]:
    """Yield what was objected to the letter, and answered."""
    said: tuple[Statement, ...] = work.requests.statements(request.id)
    for each in said:
        if each.move in _ON_LETTER:
            yield Line(_SAID[each.move], {"officer": each.officer, "statement": each.text})
