"""
From when on an authority has its messages of the morning, and when the next one may be.

Whoever enters an authority begins them: the register that is imported, and a notice.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from handlers.record.news import News
from protocol.calendar import days_off_after, is_working, local_date
from protocol.mornings import Days
from protocol.parties import Authority
from protocol.policy import Policy
from storage.work import Work

_DAY = timedelta(days=1)


def begin(work: Work, authority: Authority, policy: Policy) -> None:
    """Let an authority that was entered have its messages from now on."""
    work.digests.put_off(authority.id, next_digest(authority, policy, work.now))
    if last_said(work, authority) is None:
        work.remember(saying_key(authority), work.now.isoformat())
        News.begin(work, authority)


def next_digest(authority: Authority, policy: Policy, now: datetime) -> datetime:
    """Return the first moment after `now` at which there may be something to tell an authority."""
    days = days_of(authority, policy)
    today = local_date(now, authority.zone)
    moments = (each for day in (today, today + _DAY) for each in _moments(authority, days, day))
    return next(each for each in moments if each > now)


def last_said(work: Work, authority: Authority) -> datetime | None:
    """
    Return when the last message was said: what stood in it stands in no later one.

    None where nobody knows, as after an upgrade: then everything is new.
    """
    said = work.recall(saying_key(authority))
    at = datetime.fromisoformat(said) if said else None
    return at if at is not None and at <= work.now else None


def days_of(authority: Authority, policy: Policy) -> Days:
    """Return the mornings of an authority: by its clocks, with its holidays."""
    return Days(authority.zone, policy, authority.calendar)


def saying_key(authority: Authority) -> str:
    """Return under which name it is kept when its last message was said."""
    return f"digest/{authority.id}"


def _moments(authority: Authority, days: Days, day: date) -> Iterable[datetime]:
    yield days.morning(day)
    if is_working(day, authority.calendar) and days_off_after(day, authority.calendar):
        yield days.at(day, days.policy.afternoon)
