"""When a letter was dispatched, as people declare it, and whether that is in time. Art. 6."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.dispatch import Dispatch, Timing, dispatched, timing, today
from protocol.obligation import Due, lateness, of_readings
from protocol.refusals import Refused
from tests.protocol.samples import moment, refusal

ZONE = "Asia/Almaty"
NOW = moment("2026-11-24 16:00 +05:00")


@pytest.mark.parametrize(
    ("text", "on", "clock", "how"),
    [
        ("23.11.2026", "2026-11-23", None, ""),
        ("Отправлено 23.11.2026", "2026-11-23", None, ""),
        ("23 ноября 2026 г., почтой", "2026-11-23", None, "почтой"),
        ("23.11.2026 14:20", "2026-11-23", "14:20", ""),
        ("23.11.2026 в 14:20, нарочным (пакет)", "2026-11-23", "14:20", "нарочным (пакет)"),
        ("24.11.2026 9:05 ч. спецсвязью", "2026-11-24", "09:05", "спецсвязью"),
        ("вчера почтой", "2026-11-23", None, "почтой"),
        ("сегодня в 15:59", "2026-11-24", "15:59", ""),
        ("14:00, факсом и почтой", "2026-11-24", "14:00", "факсом и почтой"),
        ("sent yesterday at 10:00 by courier", "2026-11-23", "10:00", "by courier"),
        ("2026-11-01", "2026-11-01", None, ""),
    ],
)  # fmt: skip
def test_the_dispatch_is_read_from(text: str, on: str, clock: str | None, how: str) -> None:
    read = dispatched(text, zone=ZONE, now=NOW)

    assert (read.on.isoformat(), read.how) == (on, how)
    assert read.at == (moment(f"{on} {clock} +05:00") if clock else None)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "refused-dispatch"),
        ("почтой", "refused-dispatch"),
        ("завтра", "refused-dispatch"),
        ("25.11.2026", "refused-dispatch-future"),
        ("24.11.2026 16:01", "refused-dispatch-future"),
        ("31.11.2026", "refused-date-none"),
        ("30.02.2026 10:00, почтой", "refused-date-none"),
        ("23.11.2026 25:10", "refused-clock-none"),
        ("вчера " + "п" * 201, "refused-dispatch-long"),
    ],
)
def test_what_is_the_matter_with_a_dispatch_is_said(text: str, why: str) -> None:
    assert refusal(lambda: dispatched(text, zone=ZONE, now=NOW)).why == why


@given(st.text(max_size=80))
def test_garbage_is_refused_and_never_an_error(text: str) -> None:
    read = None
    with suppress(Refused):
        read = dispatched(text, zone=ZONE, now=NOW)

    assert read is None or read.on <= date(2026, 11, 24)


A, B = moment("2026-11-26 13:41 +05:00"), moment("2026-11-26 23:59:59.999999 +05:00")
DUE = of_readings(A, B)
# By hand: dispatched on which day, at what time (none: not declared) | how it stands to A and B.
JUDGED = """
25 .     | on_time
26 13:41 | on_time
26 13:42 | strictly_late
26 23:59 | strictly_late
26 .     | unproven
27 .     | late
27 00:00 | late
"""


@pytest.mark.parametrize("row", JUDGED.strip().splitlines())
def test_late_or_in_time_is_judged_by_the_dispatch(row: str) -> None:
    declared, _, expected = row.partition("|")
    day, clock = declared.split()
    at = None if clock == "." else moment(f"2026-11-{day} {clock} +05:00")

    assert timing(DUE, Dispatch(date(2026, 11, int(day)), at), ZONE) == expected.strip()


def test_who_says_today_before_the_hours_are_over_was_in_time_by_both_counts() -> None:
    before, after = A - timedelta(minutes=1), A + timedelta(minutes=1)

    assert timing(DUE, today(zone=ZONE, now=before), ZONE) is Timing.ON_TIME
    assert timing(DUE, today(zone=ZONE, now=after), ZONE) is Timing.UNPROVEN


def test_where_the_days_end_first_they_are_named() -> None:
    """Paris, as its clocks go forward: the third day ends at 22:00Z, the hours half past one."""
    due = Due(moment("2026-03-29 23:59:59.999999 +02:00"), moment("2026-03-30 00:30 +02:00"), True)
    next_day = date(2026, 3, 30)

    assert timing(due, Dispatch(next_day, moment("2026-03-30 00:10 +02:00")), "Europe/Paris") is (
        Timing.DAYS_LATE
    )
    assert timing(due, Dispatch(next_day), "Europe/Paris") is Timing.DAYS_LATE
    late = Dispatch(next_day, moment("2026-03-30 00:31 +02:00"))
    assert timing(due, late, "Europe/Paris") is Timing.LATE


@given(st.integers(-(36 * 60), 36 * 60))
def test_a_moment_is_judged_as_any_other_lateness(minutes: int) -> None:
    """A declared moment is late exactly as an obligation discharged then would be."""
    at = A + timedelta(minutes=minutes)

    assert timing(DUE, Dispatch(at.date(), at), ZONE) == str(lateness(DUE, at))
