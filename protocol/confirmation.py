"""The official written confirmation: what is registered of the signed letter. Art. 6."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from protocol import dates
from protocol.articles import POLICY
from protocol.calendar import local_date
from protocol.dates import DATE
from protocol.dispatch import Dispatch
from protocol.parties import SIGNATORIES, Interval, Officer, Role
from protocol.policy import Policy
from protocol.refusals import Refused
from protocol.unseen import without_unseen

LETTER_NUMBER_LENGTH = 64
_SIGNS = r"(?:(?:(?:исх|no|n)(?:\.|(?=[ №#]))|№|#) ?)*+"
# The date first, as it stands in the corner of a letter: a sign has to say where the number begins.
_DATE_FIRST = re.compile(
    rf"{_SIGNS}(?:(?:от|dated|of) )?(?P<on>{DATE}) ?,? ?"
    r"(?:(?:исх|no)(?:\.|(?=[ №#])) ?№?|№|#) ?(?P<number>\S(?:.{0,200}?\S)?)",
    re.IGNORECASE,
)
_NUMBER_FIRST = re.compile(
    rf"{_SIGNS}(?P<number>\S(?:.{{0,200}}?\S)?) ?,? (?:от|dated|of) (?P<on>{DATE}) ?\.?",
    re.IGNORECASE,
)
# With nothing between them but a sign: only where a letter is asked for is this one.
_SIDE_BY_SIDE = re.compile(
    rf"{_SIGNS}(?P<number>(?=[^ ,(]*[0-9])[^ ,(]{{1,200}})(?:, ?| \(?)(?P<on>{DATE})\)? ?\.?",
    re.IGNORECASE,
)
_AROUND = '«»"“”„ '


@dataclass(frozen=True, slots=True)
class Outgoing:
    """The outgoing number and the date of a letter."""

    number: str
    dated_on: date


class Deviation(StrEnum):
    """How a letter differs from what was expected: it is recorded as it is, and both sides see."""

    DATED_EARLY = "dated_early"
    BEFORE_ADDITION = "before_addition"
    UNREGISTERED = "unregistered"
    NOT_IN_OFFICE = "not_in_office"
    DISPATCHED_EARLY = "dispatched_early"


@dataclass(frozen=True, slots=True)
class Confirmation:
    """
    A registered letter: who signed it, in what office at signing, and when it was dispatched.

    `signed_by` is an officer of the register, or empty: then `name` is whom somebody named.
    `signed_as` is None for an office that is neither head, deputy nor acting head: then the letter
    confirms nothing (Art. 6(5)). `dispatch` is None while it is signed and not dispatched.
    `differences` is empty where the signed text is the same as the request. `correction` is the
    number of the last correction, 0 without one; `corrected_at` and `corrected_by` tell of the
    correction, or of the dispatch, that was stated after the registration.
    """

    outgoing: Outgoing
    signed_by: str
    signed_as: Role | None
    registered_by: str
    registered_at: datetime
    differences: str = ""
    scans: int = 0
    name: str = ""
    dispatch: Dispatch | None = None
    deviations: tuple[Deviation, ...] = ()
    correction: int = 0
    corrected_by: str = ""
    corrected_at: datetime | None = None

    @property
    def confirms(self) -> bool:
        """Say whether one of those signed it whose signature confirms (Art. 6(5))."""
        return self.signed_as is not None

    @property
    def waits(self) -> bool:
        """Say whether it would confirm, and it is not known yet that it was dispatched."""
        return self.confirms and self.dispatch is None


def outgoing(text: str) -> Outgoing:
    """
    Read «12-4/881 от 23.11.2026», «от 23 ноября 2026 г. № 12-4/881» or «12-4/881, 23.11.26».

    Raises: Refused, saying whether the number, the date or a day that does not exist is the matter.
    """
    line = _line(text)
    found = _letter(line) or _side_by_side(line)
    if found is None:
        why = "refused-number-missing" if dates.has_date(line) else "refused-number-and-date"
        raise Refused(why, instead="instead-number-and-date")
    if len(found["number"]) > LETTER_NUMBER_LENGTH:
        raise Refused("refused-number-long", instead="instead-number-and-date")
    return Outgoing(found["number"], day(found["on"]))


def is_letter(text: str) -> bool:
    """
    Say whether a text is a letter's number and date, and nothing else.

    It says itself which is which: two words with a date may be anything.
    """
    if _letter(_line(text)) is None:
        return False
    try:
        outgoing(text)
    except Refused:
        return False
    return True


def day(text: str, *, behind: Iterable[str] = ()) -> date:
    """
    Read a date such as 01.12.2026, 1.12.26, 1 декабря 2026 г., 2026-12-01.

    `behind` are the words that may stand before it.

    Raises: Refused when it is none, or a day that does not exist.
    """
    written = unicodedata.normalize("NFKC", _line(text)).strip(_AROUND)
    first, _, rest = written.partition(" ")
    if first.casefold() in behind:
        written = rest.strip(_AROUND)
    try:
        read = dates.read(written)
    except ValueError:
        raise Refused(
            "refused-date-none", instead="instead-date", text=dates.without_year_word(written)
        ) from None
    if read is None:
        raise Refused("refused-date", instead="instead-date")
    return read


def _line(text: str) -> str:
    return " ".join(without_unseen(text).split())


def _letter(line: str) -> re.Match[str] | None:
    return _NUMBER_FIRST.fullmatch(line) or _DATE_FIRST.fullmatch(line)


def _side_by_side(line: str) -> re.Match[str] | None:
    found = _SIDE_BY_SIDE.fullmatch(line)
    return found if found and not dates.has_date(found["number"]) else None


def check_registrar(registrar: Officer, *, scans: int, policy: Policy) -> None:
    """
    Check who registers: a signatory, or with the scan whoever is on the desk.

    Raises: Refused for a duty officer without the scan, or where the policy keeps that to
    signatories.
    """
    if registrar.is_signatory:
        return
    if not policy.duty_officer_may_register:
        raise Refused("refused-not-signatory", rule=POLICY, instead="instead-ask-signatory")
    if not scans:
        raise Refused("refused-scan-missing", rule=POLICY, instead="instead-scan")


def check_date(outgoing: Outgoing, *, zone: str, now: datetime) -> None:
    """
    Check that a letter can bear that date: paper is recorded as it is, but for the impossible.

    Raises: Refused for a date in the future.
    """
    if outgoing.dated_on > local_date(now, zone):
        raise Refused("refused-date-future", instead="instead-number-and-date")


def deviations(
    outgoing: Outgoing,
    *,
    signatory: Officer | None,
    dispatch: Dispatch | None,
    transmitted_at: datetime,
    zone: str,
    early: Deviation = Deviation.DATED_EARLY,
) -> tuple[Deviation, ...]:
    """
    Return how a letter differs from one that follows the transmission (Art. 6: «с последующим»).

    `signatory` is None where who signed is not in the register of the authority; `early` is what a
    date before the transmission is called, that of the request or of an addition to it.
    """
    sent_early = dispatch is not None and dispatch.on < outgoing.dated_on
    found = {
        early: outgoing.dated_on < local_date(transmitted_at, zone),
        Deviation.UNREGISTERED: signatory is None,
        Deviation.NOT_IN_OFFICE: signatory is not None
        and not in_office(signatory, outgoing.dated_on),
        Deviation.DISPATCHED_EARLY: sent_early,
    }
    return tuple(each for each, is_so in found.items() if is_so)


def in_office(officer: Officer, on: date) -> bool:
    """Say whether `officer` signed for the authority at any time of that day in their zone."""
    return office_on(officer, on) is not None


def office_on(officer: Officer, on: date) -> Role | None:
    """
    Return in which office `officer` signed for the authority on that day in their zone, or None.

    It counts who held it then, whatever they are today (Art. 6); of two on one day the later one.
    """
    held = (each for each in reversed(officer.held) if _holds_on(each.during, on, officer.zone))
    return next((each.role for each in held if each.role in SIGNATORIES), None)


def _holds_on(during: Interval, on: date, zone: str) -> bool:
    if during.until is not None and during.until <= during.since:
        return False
    if on < local_date(during.since, zone):
        return False
    last = during.until and local_date(during.until - timedelta(microseconds=1), zone)
    return last is None or on <= last


def signatories(officers: Iterable[Officer], on: date) -> tuple[Officer, ...]:
    """Return those who could have signed on that day."""
    return tuple(each for each in officers if in_office(each, on))
