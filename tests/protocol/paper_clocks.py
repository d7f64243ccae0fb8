"""
When each period ends, counted as on paper: no zone database, and nothing of `protocol.calendar`.

Zones are tables by hand of what clocks show and when they are set. Moments are naive UTC.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime, time, timedelta
from functools import cache

HOUR, DAY, INSTANT = timedelta(hours=1), timedelta(days=1), timedelta(microseconds=1)

# zone | hours ahead of UTC on 1 January 2026 | in UTC, when they are set, and to how many hours
# | the same as a rule for the C library
_ZONES = """
Asia/Yerevan     |  4 | | <+04>-4
Europe/Minsk     |  3 | | <+03>-3
Asia/Almaty      |  5 | | <+05>-5
Asia/Bishkek     |  6 | | <+06>-6
Europe/Moscow    |  3 | | MSK-3
Asia/Dushanbe    |  5 | | <+05>-5
Europe/Paris     |  1 | 2026-03-29 01:00 +2, 2026-10-25 01:00 +1, 2027-03-28 01:00 +2, 2027-10-31 01:00 +1, 2028-03-26 01:00 +2, 2028-10-29 01:00 +1, 2029-03-25 01:00 +2, 2029-10-28 01:00 +1 | CET-1CEST,M3.5.0,M10.5.0/3
America/New_York | -5 | 2026-03-08 07:00 -4, 2026-11-01 06:00 -5, 2027-03-14 07:00 -4, 2027-11-07 06:00 -5, 2028-03-12 07:00 -4, 2028-11-05 06:00 -5, 2029-03-11 07:00 -4, 2029-11-04 06:00 -5 | EST5EDT,M3.2.0,M11.1.0
Africa/Cairo     |  2 | 2026-04-23 22:00 +3, 2026-10-29 21:00 +2, 2027-04-29 22:00 +3, 2027-10-28 21:00 +2, 2028-04-27 22:00 +3, 2028-10-26 21:00 +2, 2029-04-26 22:00 +3, 2029-10-25 21:00 +2 | EET-2EEST,M4.5.5/0,M10.5.4/24
America/Santiago | -3 | 2026-04-05 03:00 -4, 2026-09-06 04:00 -3, 2027-04-04 03:00 -4, 2027-09-05 04:00 -3, 2028-04-02 03:00 -4, 2028-09-03 04:00 -3, 2029-04-08 03:00 -4, 2029-09-02 04:00 -3 | <-04>4<-03>,M9.1.6/24,M4.1.6/24
"""  # noqa: E501 - a table is read by its columns
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


_ROWS = [[cell.strip() for cell in line.split("|")] for line in _ZONES.strip().splitlines()]


def _parsed() -> Mapping[str, tuple[timedelta, tuple[tuple[datetime, timedelta], ...]]]:
    zones = {}
    for zone, first, changes, _ in _ROWS:
        moments = [change.strip().rsplit(" ", 1) for change in changes.split(",") if change]
        zones[zone] = (
            int(first) * HOUR,
            tuple((datetime.fromisoformat(at), int(to) * HOUR) for at, to in moments),
        )
    return zones


ZONES = _parsed()
C_RULES = {zone: rule for zone, *_, rule in _ROWS}


def ahead(utc: datetime, zone: str) -> timedelta:
    """Return how far clocks in `zone` are ahead of UTC."""
    first, changes = ZONES[zone]
    return next((to for at, to in reversed(changes) if at <= utc), first)


def shown(utc: datetime, zone: str) -> datetime:
    """Return what clocks in `zone` show."""
    return utc + ahead(utc, zone)


@cache
def when(day: date, clock: time, zone: str) -> datetime:
    """Return the last moment at which clocks in `zone` show that; it must be one that they show."""
    first, changes = ZONES[zone]
    wanted = datetime.combine(day, clock)
    tried = {wanted - offset for offset in (first, *(to for _, to in changes))}
    found = [utc for utc in tried if shown(utc, zone) == wanted]
    assert found, f"{zone} has no {wanted}"
    return max(found)


def begin(day: date, zone: str) -> datetime:
    """Return the first moment of a day: midnight, where there is one."""
    return end(day - DAY, zone) + INSTANT


def end(day: date, zone: str) -> datetime:
    """Return the last microsecond of a day."""
    return when(day, time(23, 59, 59, 999999), zone)


def after_days(utc: datetime, count: int, zone: str) -> datetime:
    """Return the end of so many days behind that of `utc`, which is not counted."""
    return end(shown(utc, zone).date() + count * DAY, zone)


def after_working_days(
    utc: datetime, count: int, zone: str, holidays: Collection[date]
) -> datetime:
    """Return the end of the last of so many days that are no Saturday, Sunday or holiday."""
    day = shown(utc, zone).date()
    while count:
        day += DAY
        count -= is_working(day, holidays)
    return end(day, zone)


def is_working(day: date, holidays: Collection[date]) -> bool:
    """Say whether a day is no Saturday, Sunday or holiday."""
    # The first day of the calendar was a Monday.
    return (day.toordinal() - 1) % 7 < 5 and day not in holidays


def six_months(day: date, way: int) -> date:
    """Return the same day six months back (`way` -1) or ahead (1), the last where there is none."""
    month, year = day.month + 6 * way, day.year
    if month < 1:
        month, year = month + 12, year - 1
    if month > 12:
        month, year = month - 12, year + 1
    leap = month == 2 and year % 4 == 0
    return date(year, month, min(day.day, _LENGTHS[month - 1] + leap))


def changes_near(utc: datetime, zone: str) -> bool:
    """Say whether clocks are set within five days before or behind."""
    return any(abs(at - utc) < 5 * DAY for at, _ in ZONES[zone][1])
