"""The official written confirmation: what is registered of the signed letter. Art. 6."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from protocol.articles import POLICY, treaty
from protocol.calendar import local_date
from protocol.parties import Officer, Role
from protocol.policy import Policy
from protocol.refusals import Refused

LETTER_NUMBER_LENGTH = 64
_NUMBER_AND_DATE = re.compile(
    r"(?:(?:(?:исх|no)(?:\.|(?=[ №#]))|№|#) ?)*+(?P<number>\S(?:.{0,200}?\S)?) ?,? (?:от|dated|of) "
    r"(?P<day>\d{1,2})[./-](?P<month>\d{1,2})[./-](?P<year>\d{4}) ?(?:г(?:ода|\.)?)? ?\.?",
    re.IGNORECASE,
)
_DATE = re.compile(r"(?P<day>\d{1,2})[./-](?P<month>\d{1,2})[./-](?P<year>\d{4})")


@dataclass(frozen=True, slots=True)
class Outgoing:
    """The outgoing number and the date of a letter."""

    number: str
    dated_on: date


@dataclass(frozen=True, slots=True)
class Confirmation:
    """
    A registered confirmation: the letter, who signed it and in what office at signing.

    `differences` is empty where the signed text is the same as the request.
    """

    outgoing: Outgoing
    signed_by: str
    signed_as: Role
    registered_by: str
    registered_at: datetime
    differences: str = ""
    scans: int = 0


def outgoing(text: str) -> Outgoing:
    """
    Read «12-4/881 от 23.11.2026».

    Raises: Refused, saying whether the number, the date or a day that does not exist is the matter.
    """
    found = _NUMBER_AND_DATE.fullmatch(" ".join(text.split()))
    if found is None:
        why = "refused-number-missing" if _DATE.search(text) else "refused-number-and-date"
        raise Refused(why, instead="instead-number-and-date")
    if len(found["number"]) > LETTER_NUMBER_LENGTH:
        raise Refused("refused-number-long", instead="instead-number-and-date")
    return Outgoing(found["number"], _date(found))


def day(text: str) -> date:
    """
    Read a date such as 01.12.2026.

    Raises: Refused when it is none, or a day that does not exist.
    """
    found = _DATE.fullmatch(text.strip())
    if found is None:
        raise Refused("refused-date", instead="instead-date")
    return _date(found)


def checked(
    outgoing: Outgoing,
    *,
    signatory: Officer,
    registrar: Officer,
    scans: int,
    sent_at: datetime,
    zone: str,
    policy: Policy,
    now: datetime,
) -> None:
    """
    Check that a letter can be the confirmation of a request sent at `sent_at`.

    Raises: Refused for a date before the request or in the future, a signatory who was not in
    office at signing, a duty officer without the scan, or where the policy keeps that to
    signatories.
    """
    checked_date(outgoing, sent_at=sent_at, zone=zone, now=now)
    if not in_office(signatory, outgoing.dated_on):
        raise Refused(
            "refused-signatory", rule=treaty(6), instead="instead-signatory", officer=signatory.id
        )
    if registrar.is_signatory:
        return
    if not policy.duty_officer_may_register:
        raise Refused("refused-not-signatory", rule=POLICY, instead="instead-ask-signatory")
    if not scans:
        raise Refused("refused-scan-missing", rule=POLICY, instead="instead-scan")


def checked_date(outgoing: Outgoing, *, sent_at: datetime, zone: str, now: datetime) -> None:
    """
    Check that a letter of that date can follow a request sent at `sent_at`.

    Raises: Refused for a date before the request or in the future.
    """
    if outgoing.dated_on > local_date(now, zone):
        raise Refused("refused-date-future", instead="instead-number-and-date")
    if outgoing.dated_on < local_date(sent_at, zone):
        raise Refused("refused-date-early", rule=treaty(6), instead="instead-number-and-date")


def in_office(officer: Officer, on: date) -> bool:
    """Say whether `officer` signed for the authority at any time of that day in their zone."""
    since = local_date(officer.during.since, officer.zone)
    if officer.during.until is None:
        return officer.is_signatory and since <= on
    last = local_date(officer.during.until - timedelta(microseconds=1), officer.zone)
    return officer.is_signatory and since <= on <= last


def signatories(officers: Iterable[Officer], on: date) -> tuple[Officer, ...]:
    """Return those who could have signed on that day."""
    return tuple(each for each in officers if in_office(each, on))


def _date(found: re.Match[str]) -> date:
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        written = ".".join(found.group("day", "month", "year"))
        raise Refused("refused-date-none", instead="instead-date", text=written) from None
