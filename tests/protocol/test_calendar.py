"""Elapsed hours, calendar days of a zone, working days: Art. 6 and 7, also where clocks are set."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.calendar import (
    LAST_INSTANT,
    Calendar,
    at_local,
    calendar_days,
    days_off_after,
    elapsed,
    end_of_day,
    is_working,
    local_date,
    start_of_day,
    working_days,
)
from protocol.parties import SECRETARIAT_ZONE, ZONES, Party
from tests.protocol.samples import moment, moments

INSTANT = timedelta(microseconds=1)
# Clocks set at night, at midnight, just before it, by half an hour; and one zone that is never set.
ZONES_THAT_CHANGE = (
    "Europe/Berlin",
    "Africa/Cairo",
    "America/Havana",
    "America/Nuuk",
    "Australia/Lord_Howe",
    "Asia/Almaty",
)

zones = st.sampled_from(ZONES_THAT_CHANGE)
days = st.dates(date(2026, 1, 1), date(2028, 12, 31))
instants = moments("2026-01-01", "2029-01-01")


@pytest.mark.parametrize(
    ("zone", "since", "count", "until"),
    [
        pytest.param(
            "Asia/Almaty", "2026-03-06 22:15 +05:00", 3, "2026-03-09 23:59:59.999999 +05:00",
            id="Art. 6: 3 суток, B, Almaty",
        ),
        pytest.param(
            "Europe/Minsk", "2026-03-06 00:10 +03:00", 3, "2026-03-09 23:59:59.999999 +03:00",
            id="Art. 7: three days, Minsk",
        ),
        pytest.param(
            "Asia/Bishkek", "2026-03-05 21:30 +00:00", 3, "2026-03-09 23:59:59.999999 +06:00",
            id="Art. 7: three days, Bishkek, already 6 March there",
        ),
        pytest.param(
            "Europe/Moscow", "2026-01-31 12:00 +03:00", 30, "2026-03-02 23:59:59.999999 +03:00",
            id="Art. 7: 30 days, Moscow",
        ),
        pytest.param(
            "Europe/Moscow", "2028-01-31 12:00 +03:00", 30, "2028-03-01 23:59:59.999999 +03:00",
            id="Art. 7: 30 days, Moscow, leap year",
        ),
        pytest.param(
            "Europe/Berlin", "2026-03-27 23:30 +01:00", 3, "2026-03-30 23:59:59.999999 +02:00",
            id="Art. 7: three days, over the night without an hour",
        ),
        pytest.param(
            "Europe/Berlin", "2026-10-23 23:30 +02:00", 3, "2026-10-26 23:59:59.999999 +01:00",
            id="Art. 7: three days, over the night with an hour twice",
        ),
    ],
)  # fmt: skip
def test_the_day_of_receipt_does_not_count(zone: str, since: str, count: int, until: str) -> None:
    assert calendar_days(moment(since), count, zone) == moment(until)


@pytest.mark.parametrize(
    ("since", "until"),
    [
        ("2026-03-06 22:15 +05:00", "2026-03-09 17:15 +00:00"),
        ("2026-12-31 23:59:59 +00:00", "2027-01-03 23:59:59 +00:00"),
        ("2028-02-27 12:00 +00:00", "2028-03-01 12:00 +00:00"),
        ("2026-03-28 12:00 +01:00", "2026-03-31 13:00 +02:00"),
    ],
    ids=["Art. 6: A", "Art. 6: A, new year", "Art. 6: A, leap day", "Art. 6: A, clocks set"],
)
def test_72_hours_pass_whatever_the_clocks_show(since: str, until: str) -> None:
    assert elapsed(moment(since), timedelta(hours=72)) == moment(until)


def test_almaty_is_at_utc_plus_5_since_1_march_2024() -> None:
    almaty = ZoneInfo("Asia/Almaty")

    assert moment("2024-02-29 17:59 +00:00").astimezone(almaty).utcoffset() == timedelta(hours=6)
    for day in ("2024-03-01", "2026-07-01", "2028-12-31"):
        at = moment(f"{day} 00:00 +00:00")
        assert at.astimezone(almaty).utcoffset() == timedelta(hours=5)


def test_each_party_has_its_zone() -> None:
    offsets = {"AM": 4, "BY": 3, "KZ": 5, "KG": 6, "RU": 3, "TJ": 5}

    for party in Party:
        for at in (moment("2026-01-01 00:00 +00:00"), moment("2026-07-01 00:00 +00:00")):
            assert at.astimezone(ZoneInfo(ZONES[party])).utcoffset() == timedelta(
                hours=offsets[party]
            )
    assert SECRETARIAT_ZONE == "Europe/Moscow"


@given(days, zones)
def test_a_day_ends_at_its_last_instant_and_the_next_begins_with_the_following(
    day: date, zone: str
) -> None:
    ends, begins = end_of_day(day, zone), start_of_day(day, zone)

    assert ends.tzinfo is UTC
    assert local_date(ends, zone) == day
    assert local_date(ends + INSTANT, zone) == day + timedelta(days=1)
    assert local_date(begins, zone) == day
    assert local_date(begins - INSTANT, zone) == day - timedelta(days=1)
    assert timedelta(hours=22) < ends - begins < timedelta(hours=26)


def test_where_the_clocks_are_set_at_midnight_the_day_begins_with_its_first_instant() -> None:
    skipped = start_of_day(date(2026, 4, 24), "Africa/Cairo")
    twice = start_of_day(date(2026, 11, 1), "America/Havana")

    assert skipped == moment("2026-04-24 01:00 +03:00")
    assert twice == moment("2026-11-01 00:00 -04:00")


@given(instants, st.integers(0, 400), zones)
def test_calendar_days_end_with_the_last_instant_of_the_nth_day(
    since: datetime, count: int, zone: str
) -> None:
    until = calendar_days(since, count, zone)

    assert local_date(until, zone).toordinal() - local_date(since, zone).toordinal() == count
    assert local_date(until + INSTANT, zone) > local_date(until, zone)
    assert until >= since


@given(instants, zones)
def test_reading_b_never_ends_before_72_hours_but_where_an_hour_was_skipped(
    since: datetime, zone: str
) -> None:
    skipped = timedelta(hours=1) if zone != "Asia/Almaty" else timedelta()

    assert calendar_days(since, 3, zone) >= elapsed(since, timedelta(hours=72)) - skipped


@pytest.mark.parametrize(
    ("zone", "day", "clock", "meant"),
    [
        ("Europe/Berlin", "2026-10-25", "02:30", "2026-10-25 02:30 +01:00"),
        ("America/Nuuk", "2026-10-24", "23:59:59", "2026-10-24 23:59:59 -02:00"),
        ("Asia/Almaty", "2024-02-29", "23:30", "2024-02-29 23:30 +05:00"),
    ],
)
def test_nobody_is_late_too_early_where_an_hour_comes_twice(
    zone: str, day: str, clock: str, meant: str
) -> None:
    found = at_local(date.fromisoformat(day), time.fromisoformat(clock), zone)

    assert found == moment(meant)


@given(days, st.times(), zones)
def test_of_a_time_that_comes_twice_the_later_is_meant(day: date, clock: time, zone: str) -> None:
    at = at_local(day, clock, zone)
    shown = at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)

    if shown != datetime.combine(day, clock):  # a time that this day does not have
        assert shown < datetime.combine(day, clock) < shown + timedelta(hours=2)
        return
    for later in (timedelta(minutes=30), timedelta(hours=1)):
        again = (at + later).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        assert again != shown


@given(
    instants,
    st.integers(1, 15),
    zones,
    st.frozensets(days, max_size=40),
    st.frozensets(days, max_size=40),
)
def test_working_days_count_neither_weekends_nor_holidays_but_those_that_were_moved(
    since: datetime, count: int, zone: str, holidays: frozenset[date], moved: frozenset[date]
) -> None:
    until = working_days(since, count, zone, Calendar(holidays, moved))

    first, last = local_date(since, zone), local_date(until, zone)
    passed = (first + timedelta(days=each + 1) for each in range((last - first).days))
    usual = [each for each in passed if each not in holidays]
    worked = [each for each in usual if each.isoweekday() <= 5 or each in moved]
    assert len(worked) == count
    assert worked[-1] == last
    assert until == end_of_day(last, zone)


@pytest.mark.parametrize(
    ("day", "holidays", "off"),
    [
        ("2026-03-05", (), ()),
        ("2026-03-06", (), ("2026-03-07", "2026-03-08")),
        ("2026-03-06", ("2026-03-09",), ("2026-03-07", "2026-03-08", "2026-03-09")),
        ("2026-03-04", ("2026-03-05",), ("2026-03-05",)),
        ("2026-03-07", (), ("2026-03-08",)),
    ],
    ids=["Thursday", "Friday", "Friday before a long weekend", "before a holiday", "Saturday"],
)
def test_the_days_off_that_follow_are_one_unbroken_run(
    day: str, holidays: tuple[str, ...], off: tuple[str, ...]
) -> None:
    free = {date.fromisoformat(each) for each in holidays}

    found = days_off_after(date.fromisoformat(day), free)

    assert found == tuple(date.fromisoformat(each) for each in off)
    assert not any(is_working(each, free) for each in found)


# Monday the 9th is off, and Saturday the 14th worked in its stead.
MOVED = Calendar(frozenset({date(2026, 3, 9)}), frozenset({date(2026, 3, 14)}))


@pytest.mark.parametrize(
    ("since", "count", "last"),
    [
        ("2026-03-06", 1, "2026-03-10"),
        ("2026-03-12", 1, "2026-03-13"),
        ("2026-03-13", 1, "2026-03-14"),
        ("2026-03-13", 2, "2026-03-16"),
        ("2026-03-14", 1, "2026-03-16"),
    ],
)
def test_a_day_off_that_was_moved_is_worked_on_another_day(
    since: str, count: int, last: str
) -> None:
    at = at_local(date.fromisoformat(since), time(15, 0), "Europe/Moscow")

    assert working_days(at, count, "Europe/Moscow", MOVED) == end_of_day(
        date.fromisoformat(last), "Europe/Moscow"
    )


def test_before_a_worked_saturday_there_is_no_day_off() -> None:
    friday, saturday = date(2026, 3, 13), date(2026, 3, 14)

    assert days_off_after(friday, MOVED) == ()
    assert days_off_after(saturday, MOVED) == (date(2026, 3, 15),)
    assert days_off_after(friday, Calendar()) == (saturday, date(2026, 3, 15))


def test_the_last_instant_is_the_last_that_a_clock_shows() -> None:
    today = date(2026, 3, 6)

    assert datetime.combine(today, LAST_INSTANT) + INSTANT == datetime.combine(
        today + timedelta(days=1), time()
    )
