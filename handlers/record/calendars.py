"""The calendar of whoever owes, and what is missing in it. Policy."""

from datetime import datetime, timedelta

from protocol.calendar import Calendar, at_local, local_date
from protocol.mornings import Hours
from protocol.obligation import Obligation
from protocol.obligations import OBLIGATIONS, hours_of
from protocol.parties import SECRETARIAT, Authority, Party
from protocol.policy import Policy
from storage.work import Work


def debtor(work: Work, owed_by: str) -> Authority | None:
    """Return the authority that owes, of a Party one in force; None for the Secretariat."""
    if owed_by == SECRETARIAT:
        return None
    if owed_by in set(Party):
        return next(iter(work.registry.in_force(Party(owed_by))), None)
    return work.registry.authority(owed_by)


def holidays_of(work: Work, obligation: Obligation) -> Calendar:
    """Return the working days of whoever owes; the usual ones where the ladder asks for none."""
    if hours_of(obligation.kind) is Hours.ANY:
        return Calendar()
    authority = debtor(work, obligation.owed_by)
    return authority.calendar if authority else Calendar()


def unentered(work: Work, obligation: Obligation) -> int:
    """
    Return the year whose holidays nobody has entered, where the due moment rests on them; else 0.

    Whoever reads such a moment is told: a holiday may have been counted as a working day.
    """
    if not OBLIGATIONS[obligation.kind].in_working_days:
        return 0
    authority = debtor(work, obligation.owed_by)
    if authority is None:
        return 0
    first = local_date(obligation.opened_at, obligation.zone).year
    last = local_date(obligation.due.at, obligation.zone).year
    years = range(first, last + 1)
    return next((year for year in years if not authority.has_holidays_of(year)), 0)


def next_morning(authority: Authority, policy: Policy, now: datetime) -> datetime:
    """Return the first time after `now` that the authority's clocks show the hour of its digest."""
    today = local_date(now, authority.zone)
    at = at_local(today, policy.digest_at, authority.zone)
    return at if at > now else at_local(today + timedelta(days=1), policy.digest_at, authority.zone)
