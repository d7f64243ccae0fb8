"""
Periods of the Protocol: elapsed hours, calendar days of a zone, working days. Art. 6, 7.

Every moment is aware UTC. A due moment is the last instant that is still on time.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

LAST_INSTANT = time(23, 59, 59, 999999)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Calendar:
    """
    The days of an authority that are not as their weekday says. Policy.

    There is no work on `holidays`; on the Saturdays and Sundays of `working` there is.
    """

    holidays: frozenset[date] = frozenset()
    working: frozenset[date] = frozenset()

    def is_working(self, day: date) -> bool:
        """Say whether there is work on a day."""
        return day not in self.holidays and (day.weekday() < SATURDAY or day in self.working)


# Dates alone are days off.
DaysOff: TypeAlias = Calendar | Collection[date]


def elapsed(since: datetime, within: timedelta) -> datetime:
    """Return the moment `within` after `since`: hours that passed, whatever the clocks showed."""
    return since.astimezone(UTC) + within


def local_date(moment: datetime, zone: str) -> date:
    """Return the date that a calendar on the wall in `zone` shows at `moment`."""
    return moment.astimezone(ZoneInfo(zone)).date()


def at_local(day: date, clock: time, zone: str) -> datetime:
    """
    Return the moment at which clocks in `zone` show `clock` on `day`.

    Of a time that comes twice (clocks set back) the later one is meant: nobody is late too early.
    """
    return datetime.combine(day, clock, ZoneInfo(zone)).replace(fold=1).astimezone(UTC)


def end_of_day(day: date, zone: str) -> datetime:
    """Return the last instant of `day` in `zone`; the last second is still in time."""
    return at_local(day, LAST_INSTANT, zone)


def start_of_day(day: date, zone: str) -> datetime:
    """Return the first instant of `day` in `zone`, also where clocks are set at midnight."""
    return end_of_day(day - timedelta(days=1), zone) + timedelta(microseconds=1)


def calendar_days(since: datetime, days: int, zone: str) -> datetime:
    """Return the end of the `days`-th calendar day in `zone` after the day of `since`."""
    return end_of_day(local_date(since, zone) + timedelta(days=days), zone)


def is_working(day: date, holidays: DaysOff = ()) -> bool:
    """Say whether there is work on `day`: on no Saturday or Sunday but one that was moved."""
    known = holidays if isinstance(holidays, Calendar) else Calendar(frozenset(holidays))
    return known.is_working(day)


def working_days(since: datetime, days: int, zone: str, holidays: DaysOff = ()) -> datetime:
    """Return the end of the `days`-th working day in `zone` after the day of `since`."""
    day = local_date(since, zone)
    left = days
    while left:
        day += timedelta(days=1)
        left -= is_working(day, holidays)
    return end_of_day(day, zone)


def days_off_after(day: date, holidays: DaysOff = ()) -> tuple[date, ...]:
    """Return the unbroken run of days off that begins on the day after `day`; may be empty."""
    off: list[date] = []
    following = day + timedelta(days=1)
    while not is_working(following, holidays):
        off.append(following)
        following += timedelta(days=1)
    return tuple(off)
