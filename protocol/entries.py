"""
What came or went outside of the bot, as whoever entered it states it. Art. 6.

Telephone and fax are technical means like any other: the moment at which the request was
transmitted by them starts the clocks, whenever it is entered (reading).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from protocol.calendar import local_date
from protocol.confirmation import Outgoing
from protocol.dispatch import dispatched
from protocol.parties import Agreement, Agreements, Authority, Channel, Interval, Passage, Role
from protocol.refusals import Refused

APART_AT_MOST = timedelta(hours=1)


class Means(StrEnum):
    """
    By what a request came that no channel of the bot has carried.

    Telephone and fax are technical means, and their values channels; on paper it is signed, and
    needs no confirmation (Art. 6).
    """

    TELEPHONE = Channel.TELEPHONE.value
    FAX = Channel.FAX.value
    PAPER = "paper"


@dataclass(frozen=True, slots=True)
class Person:
    """Who passed a request on, or took it: an officer of the register by id, else the words."""

    officer: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """
    One entry of one transmission: `authority` and `officer` entered it, `entered_at`.

    `at` is when it was transmitted, as they state it. `read_back` is None where nothing is read
    back. `agreed` are their words on who agreed to the means, where the register has no agreement.

    On paper `outgoing` and `signed_as` are of the letter, `passed` is who signed it and `taken`
    nobody; `at` is the beginning of the day `on` which it was dispatched, or, where the requested
    authority enters it, received.

    `unpaired_at` is when it turned out to be of another request than the first entry.
    """

    means: Means
    authority: str
    officer: str
    entered_at: datetime
    at: datetime
    passed: Person
    taken: Person
    read_back: bool | None = None
    agreed: str = ""
    outgoing: Outgoing | None = None
    signed_as: Role | None = None
    on: date | None = None
    id: str = ""
    unpaired_at: datetime | None = None


def transmitted_at(text: str, *, zone: str, now: datetime) -> datetime:
    """
    Read «23.11.2026 13:05», «вчера 23:50», «13:05»: when something was transmitted.

    The days and times are those of the authority that enters it; a time alone is one of today.

    Raises: Refused for what names no moment, one that does not exist, or one that has not come.
    """
    instead = "instead-transmitted"
    try:
        said = dispatched(text, zone=zone, now=now)
    except Refused as refused:
        if refused.why == "refused-dispatch-future":
            raise Refused("refused-transmitted-ahead", instead=instead) from None
        if refused.why in _IMPOSSIBLE:
            refused.instead = instead
            raise
        raise Refused("refused-transmitted", instead=instead) from None
    if said.at is None or said.how:
        raise Refused("refused-transmitted", instead=instead)
    return said.at


def check_after(at: datetime, made_at: datetime, request: str) -> None:
    """
    Check that a request was transmitted after it had been made: its number was read out with it.

    Raises: Refused for an earlier moment.
    """
    if at < made_at:
        raise Refused(
            "refused-transmitted-early", instead="instead-transmitted", request=request, at=made_at
        )


def check_day(on: date, *, zone: str, now: datetime) -> date:
    """
    Return the day on which a letter was dispatched or received.

    Raises: Refused for one that has not come.
    """
    if on > local_date(now, zone):
        raise Refused("refused-date-future", instead="instead-date")
    return on


def may_be_one(entry: Entry, others: Iterable[Entry]) -> bool:
    """
    Say whether the entries of a request may be of the same transmission, by the other side.

    The moments that both sides state for one telephonogram differ by an hour at most (policy).
    """
    known = tuple(others)
    return bool(known) and all(
        each.authority != entry.authority
        and each.means is entry.means
        and abs(each.at - entry.at) <= APART_AT_MOST
        for each in known
    )


def agreed(agreements: Agreements, one: Authority, other: Authority, means: Means) -> bool:
    """Say whether the Parties had agreed to that means, by the register (Art. 6)."""
    return agreements.passage(one.party, other.party, Channel(means)) is Passage.CONTENT


def stated(entry: Entry, one: Authority, other: Authority) -> Iterable[Agreement]:
    """Yield what the entry says that the Parties agreed on for this one transmission."""
    if entry.agreed:
        yield Agreement(
            pair=frozenset({one.party, other.party}),
            channel=Channel(entry.means),
            passage=Passage.CONTENT,
            during=Interval(entry.at),
            document="",
            concluded_by=entry.agreed,
        )


# What no day or time is that exists, whatever it is said of.
_IMPOSSIBLE = ("refused-date-none", "refused-clock-none")
