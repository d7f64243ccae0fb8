"""
From one competent authority to its successor, and when the register changes by itself. Art. 4.

The Protocol says who is informed and of what. From which instant a date holds is a reading; what
becomes of requests is policy.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from protocol.calendar import local_date, start_of_day
from protocol.notices import Notice, NoticeKind, NoticeState
from protocol.parties import ZONES, Authority
from protocol.policy import Policy

# What a notice of these kinds says the register does by itself.
CHANGING = frozenset({NoticeKind.DESIGNATION, NoticeKind.CHANGE})
_PENDING = frozenset({NoticeState.ENTERED, NoticeState.RELAYED})


class Bar(StrEnum):
    """Why the register does not change by a notice at its date."""

    UNRELAYED = "unrelayed"
    LATE = "late"
    CONTRADICTED = "contradicted"
    ENDED = "ended"


def addressee(
    authority: Authority, register: Callable[[str], Authority], now: datetime
) -> Authority:
    """
    Return to whom goes what is addressed to `authority` at `now`: to itself while it is in force.

    One that was replaced hands on to its successor, from the first instant at which it is not in
    force any more; the last of them is returned, in force or not. `register` returns another one.
    """
    known = {authority.id}
    while has_ended(authority, now) and authority.successor not in (None, *known):
        authority = register(str(authority.successor))
        known.add(authority.id)
    return authority


def has_ended(authority: Authority, now: datetime) -> bool:
    """Say whether an authority is in force no longer."""
    return authority.during.until is not None and authority.during.until <= now


def is_passing(authority: Authority, *, policy: Policy, now: datetime) -> bool:
    """Say whether an authority was replaced not longer ago than its officers still hand over."""
    until = authority.during.until
    within = timedelta(days=policy.succession_days)
    return authority.successor is not None and until is not None and until <= now < until + within


def changes_at(notice: Notice) -> datetime | None:
    """
    Return the first instant at which the register is another one: of the date, by the Party's zone.

    None where the notice changes nothing of the register by itself.
    """
    if notice.kind not in CHANGING or not notice.successor:
        return None
    return begins_at(notice)


def begins_at(notice: Notice) -> datetime | None:
    """Return the first instant of the date that the Party named, in its zone; None without one."""
    if notice.party is None or notice.effective_on is None:
        return None
    return start_of_day(notice.effective_on, ZONES[notice.party])


def is_pending(notice: Notice) -> bool:
    """Say whether the register is still to be changed by a notice."""
    is_open = notice.changed_at is None and notice.state in _PENDING
    return is_open and changes_at(notice) is not None


def contradicts(one: Notice, other: Notice) -> bool:
    """
    Say whether the register cannot be changed by both of two notices of a Party that are pending.

    Each names a successor of the same authority, or another date; or one ends what the other has
    not brought into force yet. A correction contradicts nothing of what it corrects.
    """
    if one.id == other.id or one.party != other.party:
        return False
    if one.id == other.supersedes or other.id == one.supersedes:
        return False
    if one.authority and one.authority == other.authority:
        return (one.successor, one.effective_on) != (other.successor, other.effective_on)
    if not (one.kind is other.kind is NoticeKind.CHANGE):
        same = one.successor == other.successor
        return same and one.effective_on != other.effective_on
    return _ends_too_early(one, other) or _ends_too_early(other, one)


def bars(
    notice: Notice, others: Iterable[Notice], authority: Authority | None, now: datetime
) -> tuple[Bar, ...]:
    """
    Return why the register does not change by a notice; nothing where it does, or did.

    `others` are the notices of the Party, `authority` the one that a change ends. Relayed on the
    very day is in time.
    """
    found = []
    if notice.state is not NoticeState.RELAYED:
        found.append(Bar.UNRELAYED)
    elif _is_late(notice):
        found.append(Bar.LATE)
    if any(is_pending(each) and contradicts(notice, each) for each in others):
        found.append(Bar.CONTRADICTED)
    if authority is not None and not _may_end(notice, authority):
        found.append(Bar.ENDED)
    return tuple(found)


def _is_late(notice: Notice) -> bool:
    if notice.party is None or notice.effective_on is None or notice.relayed_at is None:
        return False
    return local_date(notice.relayed_at, ZONES[notice.party]) > notice.effective_on


def _may_end(notice: Notice, authority: Authority) -> bool:
    """Say whether an authority is in force until then, or the register says already what is so."""
    at, during = changes_at(notice), authority.during
    if at is None or during.since >= at:
        return False
    return during.until is None or (
        during.until == at and authority.successor in (None, notice.successor)
    )


def _ends_too_early(one: Notice, other: Notice) -> bool:
    """Say whether `one` ends the authority that `other` brings, before it is in force."""
    ends, begins = one.effective_on, other.effective_on
    if one.authority is None or one.authority != other.successor:
        return False
    return ends is not None and begins is not None and ends <= begins
