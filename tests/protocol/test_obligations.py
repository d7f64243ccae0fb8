"""When each obligation is due, against plain arithmetic, and what its last instant means."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.obligation import Due, Kind, Lateness
from protocol.obligations import (
    ALARMS,
    OBLIGATIONS,
    Opening,
    as_stored,
    due,
    how_late,
    is_known_to,
    tells,
)
from protocol.policy import DEFAULT
from protocol.reminders import steps
from tests.protocol.obligations_by_hand import BY_HAND, EXAMPLES
from tests.protocol.samples import moment, moments, obligation, opening

INSTANT = timedelta(microseconds=1)
# The zones of the Parties and the whole hours that they keep all year: no zone database.
OFFSETS = {
    "Asia/Yerevan": 4,
    "Europe/Minsk": 3,
    "Asia/Almaty": 5,
    "Asia/Bishkek": 6,
    "Europe/Moscow": 3,
    "Asia/Dushanbe": 5,
}


def local(text: str, zone: str) -> datetime:
    """Return the naive moment as arithmetic has it: `end` is the last microsecond of a day."""
    naive = datetime.fromisoformat(text.replace("end", "23:59:59.999999"))
    return (naive - timedelta(hours=OFFSETS.get(zone, 0))).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "zone", "opened", "until"),
    [pytest.param(*row[:4], id=f"{row[4]}: {row[0]}") for row in EXAMPLES],
)
def test_the_worked_examples(kind: str, zone: str, opened: str, until: str) -> None:
    assert due(Kind(kind), opening(local(opened, zone), zone)).at == local(until, zone)


def test_each_kind_stands_among_the_worked_examples() -> None:
    assert {row[0] for row in EXAMPLES} == set(Kind)


@pytest.mark.proves("6.4.3")
def test_the_second_reading_ends_with_the_day_of_the_requesting_authority() -> None:
    opened = opening(moment("2026-03-06 22:15 +05:00"), "Europe/Minsk", "Asia/Almaty")

    confirmation = due(Kind.CONFIRM, opened)

    assert confirmation.second_at == moment("2026-03-09 23:59:59.999999 +05:00")
    assert due(Kind.CONFIRM_ADDITION, opened) == confirmation
    letters = (Kind.CONFIRM, Kind.CONFIRM_ADDITION)
    others = [due(kind, opened).second_at for kind in Kind if kind not in letters]
    assert set(others) == {None}


def test_how_often_it_is_asked_whether_something_is_still_postponed_is_a_figure() -> None:
    owed = obligation(Kind.POSTPONED, moment("2026-03-06 22:15 +05:00"))
    policy = replace(DEFAULT, postponed_again_days=10)

    asked = [each.at for each in islice(steps(owed, policy), 3)]

    # The 5th of April and the 25th are days off.
    assert asked == [moment(f"2026-04-{day} 09:00 +05:00") for day in ("06", "15", "27")]


@pytest.mark.parametrize("kind", list(Kind))
def test_the_last_instant_is_still_in_time_and_the_next_is_not(kind: Kind) -> None:
    owed = obligation(kind, moment("2026-03-06 22:15 +05:00"))

    assert owed.lateness(owed.opened_at) is Lateness.ON_TIME
    assert owed.lateness(owed.due.at) is Lateness.ON_TIME
    assert owed.lateness(owed.due.at + INSTANT) is not Lateness.ON_TIME


def test_between_the_two_readings_it_is_late_only_by_the_strict_count() -> None:
    owed = obligation(Kind.CONFIRM, moment("2026-03-06 22:15 +05:00"))
    second = owed.due.second_at
    assert second is not None

    assert owed.lateness(owed.due.at + INSTANT) is Lateness.STRICTLY_LATE
    assert owed.lateness(second) is Lateness.STRICTLY_LATE
    assert owed.lateness(second + INSTANT) is Lateness.LATE


# Clocks go forward between: the third day ends before 72 hours have passed.
FORWARD = {
    "Europe/Paris": ("2026-03-26 23:30 +01:00", "2026-03-29 23:59:59.999999 +02:00"),
    "America/New_York": ("2026-03-05 23:30 -05:00", "2026-03-08 23:59:59.999999 -04:00"),
}


@pytest.mark.parametrize("zone", FORWARD)
def test_where_the_third_day_ends_first_it_leads_and_is_named(zone: str) -> None:
    opened_at, ends = (moment(each) for each in FORWARD[zone])

    owed = obligation(Kind.CONFIRM, opened_at, zone=zone)

    assert owed.due == Due(ends, opened_at + timedelta(hours=72), days_first=True)
    assert (owed.due.days_at, owed.due.hours_at) == (owed.due.at, owed.due.second_at)
    assert ends + timedelta(minutes=30) + INSTANT == owed.due.hours_at
    assert owed.lateness(ends) is Lateness.ON_TIME
    assert owed.lateness(ends + INSTANT) is Lateness.DAYS_LATE
    assert owed.lateness(owed.due.hours_at) is Lateness.DAYS_LATE
    assert owed.lateness(owed.due.hours_at + INSTANT) is Lateness.LATE


@pytest.mark.parametrize(
    ("zone", "opened"), [*FORWARD.items(), ("Asia/Almaty", ("2026-03-06", ""))]
)
def test_two_moments_are_the_two_readings_in_whichever_order_they_are_stored(
    zone: str, opened: tuple[str, str]
) -> None:
    owed = obligation(Kind.CONFIRM, datetime.fromisoformat(opened[0]).astimezone(UTC), zone=zone)
    at, second_at = owed.due.at, owed.due.second_at
    assert second_at is not None

    assert as_stored(owed.opened_at, at, second_at) == owed.due
    assert as_stored(owed.opened_at, second_at, at) == owed.due
    assert as_stored(owed.opened_at, at, None) == Due(at)


@given(
    moments("2026-01-01", "2029-01-01"),
    st.sampled_from(list(Kind)),
    st.sampled_from([*OFFSETS, "Europe/Berlin", "Africa/Cairo", "America/Nuuk"]),
)
def test_lateness_only_grows(opened_at: datetime, kind: Kind, zone: str) -> None:
    owed = obligation(kind, opened_at, zone=zone)
    edges = [owed.due.at, owed.due.second_at or owed.due.at]

    ordered = sorted({opened_at, *edges, *(edge + INSTANT for edge in edges)})
    grades = [list(Lateness).index(owed.lateness(each)) for each in ordered]

    assert owed.due.at > opened_at
    assert grades == sorted(grades)
    assert Lateness(list(Lateness)[grades[-1]]) is Lateness.LATE
    assert grades[0] == 0


@pytest.mark.parametrize(
    "kind", [Kind.EXECUTE, Kind.EXPECTED, Kind.ANSWER_DETAILS, Kind.ANSWER_CONDITIONS]
)
def test_a_moment_that_was_asked_or_agreed_takes_the_place_of_the_usual_one(kind: Kind) -> None:
    asked = moment("2026-03-20 12:00 +05:00")
    opened = Opening(
        moment("2026-03-06 22:15 +05:00"), "Asia/Almaty", "Asia/Almaty", DEFAULT, asked_by=asked
    )

    assert due(kind, opened) == Due(asked)
    assert due(Kind.FORWARD, opened).at == moment("2026-03-09 23:59:59.999999 +05:00")


def test_a_postponed_request_is_asked_about_in_the_morning_of_the_day_that_was_named() -> None:
    opened = Opening(
        moment("2026-03-06 22:15 +05:00"),
        "Asia/Almaty",
        "Asia/Almaty",
        DEFAULT,
        asked_by=moment("2026-05-20 23:59:59.999999 +05:00"),
    )

    assert due(Kind.POSTPONED, opened) == Due(moment("2026-05-20 09:00 +05:00"))


@pytest.mark.parametrize(
    ("three_days", "until"),
    [
        ("2026-03-08 23:59:59.999999 +05:00", "2026-03-08 23:59:59.999999 +05:00"),
        ("2026-03-20 23:59:59.999999 +05:00", "2026-03-09 23:59:59.999999 +05:00"),
    ],
)
def test_a_dispatch_is_stated_within_the_three_days_where_these_end_first(
    three_days: str, until: str
) -> None:
    opened = Opening(
        moment("2026-03-06 22:15 +05:00"),
        "Asia/Almaty",
        "Asia/Almaty",
        DEFAULT,
        asked_by=moment(three_days),
    )

    assert due(Kind.DISPATCH, opened) == Due(moment(until))


# Past their due moment nobody is late.
ASKED = {Kind.NAMED_PERIOD, Kind.POSTPONED, Kind.TAKE_UP, Kind.WILL_SIGN}
ASKED |= {Kind.CHANGE_REGISTER, Kind.SUCCESSION, Kind.SETTLEMENT}


@pytest.mark.parametrize("kind", Kind)
def test_what_is_only_asked_is_late_to_nobody(kind: Kind) -> None:
    owed = obligation(kind, moment("2026-11-23 13:41 +05:00"))
    after = max(owed.due.at, owed.due.second_at or owed.due.at) + timedelta(days=40)

    asks = kind in ASKED
    assert how_late(owed, owed.due.at - INSTANT) is Lateness.ON_TIME
    assert how_late(owed, owed.due.at) is (Lateness.DUE if asks else Lateness.ON_TIME)
    assert how_late(owed, after) is (Lateness.DUE if asks else Lateness.LATE)


def test_the_holidays_of_the_debtor_are_no_working_days() -> None:
    opened = Opening(
        moment("2026-03-06 22:15 +05:00"),
        "Asia/Almaty",
        "Asia/Almaty",
        DEFAULT,
        holidays=frozenset({date(2026, 3, 9)}),
    )

    assert due(Kind.RECEIPT, opened).at == moment("2026-03-10 23:59:59.999999 +05:00")
    assert due(Kind.FORWARD, opened).at == moment("2026-03-09 23:59:59.999999 +05:00")


def test_what_is_discharged_is_silent_and_stays_as_it_was() -> None:
    owed = obligation(Kind.CONFIRM, moment("2026-03-06 22:15 +05:00"))

    first = owed.discharged(by="head", now=moment("2026-03-07 10:00 +05:00"))
    again = first.discharged(by="deputy", now=moment("2026-03-08 10:00 +05:00"))

    assert owed.is_open
    assert not first.is_open
    assert first.wake_at is None
    assert again is first
    assert again.discharged_by == "head"


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_has_the_debtor_and_the_rule_of_the_table(kind: Kind) -> None:
    row = OBLIGATIONS[kind]

    assert (row.owed_by, row.rule) == (BY_HAND[kind].debtor, BY_HAND[kind].rule)


def test_only_what_waits_for_a_person_to_hear_is_an_alarm() -> None:
    rings = {Kind.CONSENT, Kind.TRANSMIT, Kind.ACKNOWLEDGE, Kind.TAKE_UP}
    rings |= {Kind.ANSWER_MISDIRECTED, Kind.CORRECTION_READ, Kind.ANSWER_HOLD}
    assert rings == ALARMS
    assert set(OBLIGATIONS) == set(Kind)


def test_only_what_is_asked_or_named_is_late_to_nobody() -> None:
    assert {kind for kind, row in OBLIGATIONS.items() if row.asks} == ASKED


def test_only_the_forwarding_is_owed_conditionally() -> None:
    assert [kind for kind, row in OBLIGATIONS.items() if row.conditional] == [Kind.FORWARD]


def test_only_what_the_product_itself_does_and_who_will_sign_is_in_no_list() -> None:
    unlisted = {kind for kind, row in OBLIGATIONS.items() if not row.listed}
    by_the_register = {Kind.CHANGE_REGISTER, Kind.SUCCESSION, Kind.SETTLEMENT}
    assert unlisted == {Kind.TRANSMIT, Kind.SILENCE, Kind.WILL_SIGN, *by_the_register}
    assert [kind for kind, row in OBLIGATIONS.items() if row.of_product] == [Kind.SILENCE]


@pytest.mark.parametrize("kind", Kind)
def test_only_its_debtor_knows_of_what_is_owed_conditionally_or_within_its_desk(kind: Kind) -> None:
    owed = obligation(kind, moment("2026-11-23 13:41 +05:00"))

    assert is_known_to(owed, owed.owed_by, "other")
    within = (Kind.FORWARD, Kind.TAKE_UP, Kind.SILENCE, Kind.WILL_SIGN)
    assert is_known_to(owed, "other") is (kind not in within)


@pytest.mark.parametrize("kind", Kind)
def test_what_is_owed_conditionally_tells_nothing_once_it_is_late(kind: Kind) -> None:
    owed = obligation(kind, moment("2026-11-23 13:41 +05:00"))
    late = max(owed.due.at, owed.due.second_at or owed.due.at) + timedelta(microseconds=1)

    assert tells(owed, owed.due.at)
    assert tells(owed, late) is (kind is not Kind.FORWARD)
