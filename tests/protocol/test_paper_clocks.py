"""Every period against clocks and calendars on paper, hour by hour. Art. 6, 7, 18."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import pytest

from protocol.notices import exit_count
from protocol.obligation import Due, Kind
from protocol.obligations import Opening, due
from protocol.parties import earliest_exit, latest_exit_notice
from protocol.policy import DEFAULT
from tests.protocol import paper_clocks as paper
from tests.protocol.paper_clocks import DAY, HOUR, ZONES

soak = pytest.mark.soak
YEARS = (2026, 2028)
# Days off that a weekend does not hide, and those of a year that begins.
HOLIDAYS = frozenset(
    date(year, month, day)
    for year in range(2026, 2030)
    for month, day in ((1, 1), (1, 2), (3, 9), (5, 1), (12, 31))
)
# Coprime to 24: within a month a sample has every hour of the day.
STRIDE = 71


def hours(year: int) -> Iterator[datetime]:
    """Yield each hour of a year in UTC, naive as on paper."""
    at = datetime.fromisoformat(f"{year}-01-01")
    while at.year == year:
        yield at
        at += HOUR


def sampled(zone: str, year: int) -> Iterator[datetime]:
    """Yield some hours, and all that lie near a change of clocks."""
    for number, at in enumerate(hours(year)):
        if number % STRIDE == 0 or (number % 3 == 0 and paper.changes_near(at, zone)):
            yield at


def naive(found: Due) -> tuple[datetime, datetime | None]:
    second = found.second_at and found.second_at.replace(tzinfo=None)
    return found.at.replace(tzinfo=None), second


def check(at: datetime, zone: str) -> None:
    """Check what opens then in a zone, by every period and reading."""
    opened = Opening(at.replace(tzinfo=UTC), zone, zone, DEFAULT, HOLIDAYS)
    strict, wide = at + 72 * HOUR, paper.after_days(at, 3, zone)
    confirm = due(Kind.CONFIRM, opened)
    asked = paper.shown(at, zone).date() + 30 * DAY
    working = {1: (Kind.DISPATCH, Kind.RECEIPT)}
    working[3] = (Kind.RECORD_CONFIRMATION, Kind.WRITTEN_REFUSAL)

    assert naive(confirm) == (min(strict, wide), max(strict, wide))
    assert confirm.hours_at.replace(tzinfo=None) == strict
    assert confirm.days_at.replace(tzinfo=None) == wide
    assert naive(due(Kind.FORWARD, opened)) == (paper.after_days(at, 3, zone), None)
    assert naive(due(Kind.EXECUTE, opened)) == (paper.after_days(at, 30, zone), None)
    assert naive(due(Kind.POSTPONED, opened)) == (paper.when(asked, time(9), zone), None)
    for count, kinds in working.items():
        expected = paper.after_working_days(at, count, zone, HOLIDAYS)
        for kind in kinds:
            assert naive(due(kind, opened)) == (expected, None), kind


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("year", YEARS)
def test_some_hours_of_the_year_and_those_near_a_change_of_clocks(year: int, zone: str) -> None:
    for at in sampled(zone, year):
        check(at, zone)


@soak
@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("year", YEARS)
def test_every_hour_of_the_year(year: int, zone: str) -> None:
    for at in hours(year):
        check(at, zone)


@soak
@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("zone", ["Europe/Paris", "America/New_York", "Africa/Cairo"])
def test_the_second_reading_is_of_the_requesting_zone_whoever_owes(year: int, zone: str) -> None:
    for at in hours(year):
        opened = Opening(at.replace(tzinfo=UTC), "Asia/Almaty", zone, DEFAULT)
        assert due(Kind.CONFIRM, opened).days_at.replace(tzinfo=None) == paper.after_days(
            at, 3, zone
        )


@pytest.mark.parametrize("year", YEARS)
def test_the_six_months_of_every_day_of_the_year(year: int) -> None:
    day = date(year, 1, 1)
    while day.year == year:
        back, ahead = paper.six_months(day, -1), paper.six_months(day, 1)
        assert (latest_exit_notice(day), earliest_exit(day)) == (back, ahead)
        for noticed in (back - DAY, back, back + DAY):
            in_time = noticed <= back and paper.six_months(noticed, 1) <= day
            assert exit_count(noticed, day).is_in_time is in_time, (noticed, day)
        day += timedelta(days=1)


def test_the_sample_has_every_hour_of_the_day_and_both_changes() -> None:
    for zone, (_, changes) in ZONES.items():
        taken = set(sampled(zone, 2026))

        assert {at.hour for at in taken} == set(range(24))
        for at, _ in changes:
            near = {each for each in (*taken, *sampled(zone, 2028)) if abs(each - at) < 3 * DAY}
            assert len(near) >= 24
