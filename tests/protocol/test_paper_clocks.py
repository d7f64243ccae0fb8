"""Every period against clocks and calendars on paper, hour by hour. Art. 6, 7, 18."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import pytest

from protocol.calendar import end_of_day, local_date, start_of_day
from protocol.dispatch import Dispatch, Timing, timing
from protocol.nights import is_quiet
from protocol.notices import exit_count
from protocol.obligation import Due, Kind, Lateness, lateness
from protocol.obligations import Opening, due
from protocol.parties import SECRETARIAT_ZONE, earliest_exit, latest_exit_notice
from protocol.parties import ZONES as ZONES_OF_PARTIES
from protocol.periods import moment
from protocol.policy import DEFAULT
from tests.protocol import paper_clocks as paper
from tests.protocol.paper_clocks import C_RULES, DAY, HOUR, INSTANT, ZONES

soak = pytest.mark.soak
YEARS = (2026, 2028)
MINUTE = timedelta(minutes=1)
# Days off that a weekend does not hide, and those of a year that begins.
HOLIDAYS = frozenset(
    date(year, month, day)
    for year in range(2026, 2030)
    for month, day in ((1, 1), (1, 2), (3, 9), (5, 1), (12, 31))
)
SET_CLOCKS = [zone for zone, (_, changes) in ZONES.items() if changes]
# Coprime to 24: within a month a sample has every hour of the day.
STRIDE = 71


def midnight(day: str) -> datetime:
    return datetime.fromisoformat(day)


def hours(year: int) -> Iterator[datetime]:
    """Yield each hour of a year in UTC, naive as on paper."""
    at = midnight(f"{year}-01-01")
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


# What is counted in hours, in days and in working days of whoever owes; the rest is below.
LASTING = {
    Kind.CONSENT: HOUR,
    Kind.TRANSMIT: MINUTE,
    Kind.ACKNOWLEDGE: 15 * MINUTE,
    Kind.TAKE_UP: 45 * MINUTE,
    Kind.ANSWER_MISDIRECTED: 15 * MINUTE,
    Kind.CORRECTION_READ: 15 * MINUTE,
    Kind.ANSWER_HOLD: 15 * MINUTE,
    Kind.NAMED_PERIOD: 24 * HOUR,
    Kind.SILENCE: 24 * HOUR,
    Kind.ANSWER_DETAILS: 24 * HOUR,
    Kind.ANSWER_CONDITIONS: 24 * HOUR,
    Kind.ANSWER_COUNTER: 24 * HOUR,
    Kind.ANSWER_BREACH: 24 * HOUR,
    Kind.ANSWER_PERIOD: 24 * HOUR,
    Kind.RELAY_NOTICE: HOUR,
    Kind.CHANGE_REGISTER: 24 * HOUR,
    Kind.EXIT_DATE: 24 * HOUR,
    Kind.SETTLEMENT: 24 * HOUR,
    Kind.SUCCESSION: 14 * 24 * HOUR,
}
IN_DAYS = {Kind.FORWARD: 3, Kind.EXECUTE: 30, Kind.EXPECTED: 30}
IN_DAYS |= {Kind.AGREED_PERIOD: 30, Kind.AGREED_MOMENT: 30}
IN_WORKING_DAYS = {
    Kind.DISPATCH: 1,
    Kind.PROGRESS: 1,
    Kind.RECEIPT: 1,
    Kind.RECORD_CONFIRMATION: 3,
    Kind.ANSWER_OBJECTION: 3,
    Kind.WRITTEN_REFUSAL: 3,
    Kind.RESULT_RECEIPT: 3,
}
OTHERWISE = {Kind.CONFIRM, Kind.CONFIRM_ADDITION, Kind.POSTPONED, Kind.WILL_SIGN}


def check(at: datetime, zone: str) -> None:
    """Check what opens then in a zone, by every period and reading."""
    opened = Opening(at.replace(tzinfo=UTC), zone, zone, DEFAULT, HOLIDAYS)
    strict, wide = at + 72 * HOUR, paper.after_days(at, 3, zone)
    for kind in (Kind.CONFIRM, Kind.CONFIRM_ADDITION):
        confirm = due(kind, opened)
        assert naive(confirm) == (min(strict, wide), max(strict, wide))
        assert confirm.hours_at.replace(tzinfo=None) == strict
        assert confirm.days_at.replace(tzinfo=None) == wide
        check_lateness(confirm, strict, wide)

    asked = paper.shown(at, zone).date() + 30 * DAY
    assert naive(due(Kind.POSTPONED, opened)) == (paper.when(asked, time(9), zone), None)
    assert naive(due(Kind.WILL_SIGN, opened)) == (who_signs(at, min(strict, wide), zone), None)
    ends = {kind: at + lasting for kind, lasting in LASTING.items()}
    for days in sorted(set(IN_DAYS.values())):
        end = paper.after_days(at, days, zone)
        ends |= {kind: end for kind, count in IN_DAYS.items() if count == days}
    for days in sorted(set(IN_WORKING_DAYS.values())):
        end = paper.after_working_days(at, days, zone, HOLIDAYS)
        ends |= {kind: end for kind, count in IN_WORKING_DAYS.items() if count == days}
    for kind, end in ends.items():
        assert naive(due(kind, opened)) == (end, None), (kind, at, zone)


def who_signs(at: datetime, letter: datetime, zone: str) -> datetime:
    """Return 16:00 of the last working day before the letter is due, or soon where that is over."""
    day = paper.shown(letter, zone).date() - DAY
    while not paper.is_working(day, HOLIDAYS):
        day -= DAY
    afternoon, soon = paper.when(day, time(16), zone), at + HOUR
    if afternoon > at or 8 <= paper.shown(soon, zone).hour < 21:
        return afternoon if afternoon > at else soon
    today = paper.shown(soon, zone).date()
    return min(
        each
        for each in (paper.when(on, time(9), zone) for on in (today, today + DAY))
        if each > soon
    )


def check_lateness(confirm: Due, strict: datetime, wide: datetime) -> None:
    """Check the words for how late it is at each edge of both readings."""
    for edge in (strict, wide):
        for each in (edge - INSTANT, edge, edge + INSTANT):
            over = {(False, False): Lateness.ON_TIME, (True, True): Lateness.LATE}
            over |= {(True, False): Lateness.STRICTLY_LATE, (False, True): Lateness.DAYS_LATE}
            expected = over[each > strict, each > wide]
            assert lateness(confirm, each.replace(tzinfo=UTC)) is expected, (strict, wide, each)


def check_days(at: datetime, zone: str) -> None:
    """Check the date, the edges of the day, the dispatch of a letter, and the next messages."""
    day, aware = paper.shown(at, zone).date(), at.replace(tzinfo=UTC)
    assert local_date(aware, zone) == day
    first, last = paper.begin(day, zone), paper.end(day, zone)
    assert start_of_day(day, zone).replace(tzinfo=None) == first
    assert end_of_day(day, zone).replace(tzinfo=None) == last
    assert first <= at <= last

    # A letter of which the day alone is declared, on the day of A: nobody can tell by the hours.
    confirm = due(Kind.CONFIRM, Opening(aware, zone, zone, DEFAULT))
    strict, wide = at + 72 * HOUR, paper.after_days(at, 3, zone)
    for on in (day + number * DAY for number in range(2, 5)):
        begin, end = paper.begin(on, zone), paper.end(on, zone)
        by_days, by_hours = end <= wide, end <= strict
        expected = {
            (True, True): Timing.ON_TIME,
            (True, False): Timing.UNPROVEN if begin <= strict else Timing.STRICTLY_LATE,
            (False, True): Timing.DAYS_LATE,
            (False, False): Timing.DAYS_LATE if begin <= strict else Timing.LATE,
        }[by_days, by_hours]
        assert timing(confirm, Dispatch(on), zone) is expected, (at, zone, on)

    for clock in (time(9), time(18, 30)):
        named = moment(f"{clock:%H:%M}", zone, aware)
        assert named is not None
        expected_at = min(
            each for each in (paper.when(on, clock, zone) for on in (day, day + DAY)) if each > at
        )
        assert named.replace(tzinfo=None) == expected_at, (at, zone)
    is_night = not 8 <= paper.shown(at, zone).hour < 21
    assert is_quiet(aware, zone, DEFAULT) is is_night


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("year", YEARS)
def test_some_hours_of_the_year_and_those_near_a_change_of_clocks(year: int, zone: str) -> None:
    for at in sampled(zone, year):
        check(at, zone)
        check_days(at, zone)


@soak
@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("year", YEARS)
def test_every_hour_of_the_year(year: int, zone: str) -> None:
    for at in hours(year):
        check(at, zone)
        check_days(at, zone)


@soak
@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("zone", SET_CLOCKS)
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
        for at in (at for at, _ in changes if at.year in YEARS):
            near = {each for each in (*taken, *sampled(zone, 2028)) if abs(each - at) < 3 * DAY}
            assert len(near) >= 24


def test_each_kind_is_counted_in_one_way() -> None:
    ways = (LASTING, IN_DAYS, IN_WORKING_DAYS, OTHERWISE)

    assert sorted(kind for way in ways for kind in way) == sorted(Kind)


def test_paper_has_the_zones_of_the_parties_and_one_of_either_hemisphere_that_sets_clocks() -> None:
    assert {*ZONES_OF_PARTIES.values(), SECRETARIAT_ZONE} == set(ZONES) - set(SET_CLOCKS)
    ahead_in_july = {
        zone: paper.ahead(midnight("2026-07-01"), zone) > paper.ahead(midnight("2026-01-01"), zone)
        for zone in SET_CLOCKS
    }
    assert set(ahead_in_july.values()) == {True, False}


# The C library counts by the rule itself: neither it nor paper asks a zone database.
COUNTED_IN_C = """
import json, os, sys, time
rules, first, last = json.loads(sys.stdin.read())
found = {}
for zone, rule in rules.items():
    os.environ["TZ"] = rule
    time.tzset()
    changes = found[zone] = []
    for at in range(first, last, 3600):
        ahead = time.localtime(at).tm_gmtoff
        if not changes or changes[-1][1] != ahead:
            changes.append((at, ahead))
print(json.dumps(found))
"""


def test_paper_shows_what_the_c_library_counts_at_every_hour() -> None:
    first, last = (seconds(midnight(f"{year}-01-01")) for year in (2026, 2030))
    ran = subprocess.run(
        [sys.executable, "-S", "-c", COUNTED_IN_C],
        input=json.dumps([C_RULES, first, last]),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )

    counted = json.loads(ran.stdout)

    assert counted.keys() == ZONES.keys()
    for zone, (ahead, changes) in ZONES.items():
        on_paper = [(first, ahead), *((seconds(at), to) for at, to in changes)]
        assert counted[zone] == [[at, to.total_seconds()] for at, to in on_paper], zone


def seconds(utc: datetime) -> int:
    return int(utc.replace(tzinfo=UTC).timestamp())
