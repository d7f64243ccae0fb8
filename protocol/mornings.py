"""
The one message of the morning, and what falls into the night: where a step of a ladder is said.

Policy. A step that stands at the hour of that message stands in it. One of the night waits for the
next message; where that would come after its due moment it is said the evening before.
"""

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from protocol.calendar import DaysOff, at_local, is_working, local_date
from protocol.nights import is_quiet
from protocol.obligation import Due
from protocol.policy import Policy

DAY = timedelta(days=1)
WEEK = timedelta(days=7)


class Hours(StrEnum):
    """At which hours what is owed is spoken of: at any, or at night only what cannot wait."""

    BY_DAY = "by day"
    ANY = "any"
    # A question or a named period: at any hour where it ends before the next morning.
    UNLESS_IT_WAITS = "any before the next morning"
    # What may be owed by the hour or by the day: at any hour where it ends before the morning
    # after it was asked.
    WITHIN_THE_NIGHT = "any before the first morning"


@dataclass(frozen=True, slots=True)
class Days:
    """
    The days and the hours of whoever owes: by its clocks, with its holidays.

    `limit` is the last instant of a time limit of Art. 6 or 7: where it ends before the next
    working morning there is a message on a day off too.
    """

    zone: str
    policy: Policy
    holidays: DaysOff = ()
    limit: datetime | None = None

    def at(self, day: date, clock: time) -> datetime:
        """Return when its clocks show `clock` on a day."""
        return at_local(day, clock, self.zone)

    def morning(self, day: date) -> datetime:
        """Return the moment of the message of a day."""
        return self.at(day, self.policy.digest_at)

    def is_morning(self, moment: datetime) -> bool:
        """Say whether a moment is that of the message of its day, whether or not there is one."""
        return moment == self.morning(local_date(moment, self.zone))

    def has_message(self, day: date) -> bool:
        """Say whether there is a message on a day."""
        if is_working(day, self.holidays):
            return True
        next_one = self.morning(self.working_from(day))
        return self.limit is not None and self.morning(day) <= self.limit <= next_one

    def working_from(self, day: date) -> date:
        """Return the first working day from `day` on."""
        while not is_working(day, self.holidays):
            day += DAY
        return day

    def working_until(self, day: date) -> date:
        """Return the last working day until `day`."""
        while not is_working(day, self.holidays):
            day -= DAY
        return day

    def next_message(self, moment: datetime) -> datetime:
        """Return the moment of the first message at `moment` or after it."""
        day = local_date(moment, self.zone)
        if self.morning(day) < moment:
            day += DAY
        while not self.has_message(day):
            day += DAY
        return self.morning(day)

    def evening_before(self, moment: datetime) -> datetime:
        """Return the evening of the night in which a moment lies."""
        day = local_date(moment, self.zone)
        begun = self.at(day, self.policy.quiet_from) <= moment
        return self.at(day if begun else day - DAY, self.policy.evening)

    def is_quiet(self, moment: datetime) -> bool:
        """Say whether a moment lies in the night."""
        return is_quiet(moment, self.zone, self.policy)

    def is_late(self, moment: datetime) -> bool:
        """Say whether a moment lies in the evening or the night: what opens then opens silently."""
        clock = moment >= self.at(local_date(moment, self.zone), self.policy.evening)
        return clock or self.is_quiet(moment)


def ends_before_morning(due: Due, moment: datetime, days: Days) -> bool:
    """Say whether something comes due, or does so now, before the next morning, working or not."""
    day = local_date(moment, days.zone)
    morning = days.morning(day)
    next_one = morning if morning > moment else days.morning(day + DAY)
    return moment - _INSTANT <= due.at < next_one


def cannot_wait(moment: datetime, opened_at: datetime, due: Due, days: Days, hours: Hours) -> bool:
    """Say whether a step at `moment` is said at any hour."""
    since = {Hours.UNLESS_IT_WAITS: moment, Hours.WITHIN_THE_NIGHT: opened_at}.get(hours)
    return hours is Hours.ANY or (since is not None and ends_before_morning(due, since, days))


def placed(moment: datetime, opened_at: datetime, due: Due, days: Days, hours: Hours) -> datetime:
    """Return when a step is said that a ladder has at `moment`: of the night, or on a day off."""
    if moment <= opened_at or cannot_wait(moment, opened_at, due, days, hours):
        return moment
    if days.is_quiet(moment):
        waits_until = days.next_message(moment)
        if moment <= due.at < waits_until:
            return max(days.evening_before(moment), opened_at)
        return waits_until
    return days.next_message(moment) if days.is_morning(moment) else moment


def in_order(moments: Iterable[tuple[datetime, datetime]]) -> Iterator[datetime]:
    """
    Yield when steps are said in the order of that, each moment once.

    Each comes with its moment in the ladder, in whose order they stand: it is said a day earlier
    at most.
    """
    waiting: list[datetime] = []
    for moment, said_at in moments:
        while waiting and waiting[0] < moment - DAY:
            yield _take(waiting)
        heapq.heappush(waiting, said_at)
    while waiting:
        yield _take(waiting)


def _take(waiting: list[datetime]) -> datetime:
    """Return the first of a heap, and take it out however often it is there."""
    first = heapq.heappop(waiting)
    while waiting and waiting[0] == first:
        heapq.heappop(waiting)
    return first


_INSTANT = timedelta(microseconds=1)
