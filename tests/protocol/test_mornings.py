"""
The one message of the morning, and the nights: the moments of each ladder by hand. Policy.

Written by the clocks of Almaty (UTC+5), in 2026: the 23rd of November is a Monday. A step in
brackets stands in the message of that morning; "!" sounds at any hour, "-" at none.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from protocol.ladders import Step
from protocol.mornings import Hours
from protocol.nights import Voice, is_quiet
from protocol.obligation import Due, Kind, Obligation
from protocol.obligations import OBLIGATIONS, hours_of
from protocol.policy import DEFAULT
from protocol.reminders import due, mentioned, steps, voice, wakes_at
from tests.protocol.samples import moments, obligation

ALMATY = ZoneInfo("Asia/Almaty")
INSTANT = timedelta(microseconds=1)
HOLIDAYS = (date(2026, 12, 1), date(2026, 12, 16), date(2026, 12, 17))
MARKS = {Voice.SIGNAL: "!", Voice.SOFT: "-", Voice.OWN: ""}

# kind | opened | due, where it is named | its first steps
BY_HAND = """
confirm | 24.11 13:41 |  | 24.11 13:41, [25.11], [26.11], 26.11 13:41, [27.11], 27.11 09:41,
  27.11 12:41, 27.11 13:41, [30.11], [02.12], [03.12], [04.12], [07.12], [08.12], [14.12],
  [21.12]
confirm | 25.11 13:41 |  | 25.11 13:41, [26.11], [27.11], 27.11 13:41, [28.11], 28.11 09:41,
  28.11 12:41, 28.11 13:41, [30.11], [02.12]
confirm | 26.11 13:41 |  | 26.11 13:41, [27.11], [28.11], 28.11 13:41, [29.11], 29.11 09:41,
  29.11 12:41, 29.11 13:41, [30.11]
confirm | 27.11 08:30 |  | 27.11 08:30, [27.11], [28.11], 29.11 08:30, [29.11], 29.11 20:00,
  30.11 08:30, [30.11], [02.12]
confirm | 23.11 23:30 |  | 23.11 23:30-, [24.11], [25.11], [26.11], 26.11 19:30, 26.11 20:00,
  [27.11], [30.11]
confirm | 24.11 03:00 |  | 24.11 03:00-, [24.11], [25.11], [26.11], 26.11 20:00, [27.11],
  [30.11]
confirm | 23.11 20:30 |  | 23.11 20:30-, [24.11], [25.11], 25.11 20:30, [26.11], 26.11 16:30,
  26.11 19:30, 26.11 20:30, [27.11], [30.11]
forward | 23.11 11:00 |  | [24.11], [25.11], [26.11], 26.11 16:00
forward | 26.11 11:00 |  | [27.11], [28.11], [29.11], 29.11 16:00
forward | 27.11 11:00 |  | [30.11], 30.11 16:00
record_confirmation | 27.11 18:00 |  | [30.11], [02.12], [03.12], [04.12], [07.12]
written_refusal | 15.12 11:00 |  | [18.12], [21.12], [22.12], [23.12]
result_receipt | 27.11 18:00 |  | [30.11], [02.12], [03.12], [04.12], [07.12], [14.12],
  [21.12], 27.12 16:00
receipt | 26.11 18:00 |  | 27.11 20:00, [30.11], [02.12], [03.12], [04.12], [07.12], [14.12],
  [21.12]
postponed | 23.11 11:00 | 17.12 09:00 | [18.12], [18.01]
answer_details | 23.11 13:00 |  | [24.11], 24.11 13:00!, [25.11], [26.11]
answer_details | 23.11 22:00 | 24.11 07:00 | 24.11 02:30!, 24.11 03:00!, 24.11 07:00!, [24.11],
  [25.11]
answer_details | 23.11 22:00 | 24.11 23:00 | 24.11 10:30!, 24.11 19:00!, 24.11 23:00!, [25.11],
  [26.11]
answer_details | 23.11 12:00 | 25.11 12:00 | 24.11 12:00, 25.11 08:00, 25.11 12:00!, [26.11]
dispatch | 26.11 11:00 |  | [27.11], 27.11 16:00, [30.11], [02.12]
confirm_addition | 26.11 13:41 |  | 26.11 13:41, [27.11], [28.11], 28.11 13:41, [29.11],
  29.11 09:41, 29.11 12:41, 29.11 13:41, [30.11]
agreed_period | 23.11 11:00 | 06.12 23:59 | [30.11], [03.12], [05.12], [06.12], [07.12], [08.12],
  [09.12], [10.12], [11.12], [18.12]
agreed_moment | 23.11 11:00 | 06.12 23:59 | [30.11], [03.12], [07.12], [08.12], [09.12], [10.12],
  [11.12], [18.12]
named_period | 23.11 22:00 | 24.11 02:00 | 24.11 00:00!, 24.11 01:00!, 24.11 02:00!, [24.11]
named_period | 23.11 12:00 | 28.11 12:00 | [26.11], 28.11 11:00!, 28.11 12:00!, [30.11]
progress | 23.11 13:00 |  | 23.11 13:00, [25.11]
progress | 27.11 22:00 |  | 27.11 22:00-, [02.12]
progress | 23.11 23:00 | 24.11 01:00 | 23.11 23:00!, 24.11 01:00!
progress | 24.11 06:30 | 24.11 08:30 | 24.11 06:30!, 24.11 08:30!
progress | 24.11 08:00 | 24.11 10:00 | 24.11 08:00, 24.11 10:00
progress | 27.11 21:00 | 27.11 23:00 | 27.11 21:00!, 27.11 23:00!
answer_objection | 27.11 18:00 |  | [30.11], [02.12], [03.12], [04.12], [07.12], [08.12]
change_register | 23.11 18:00 | 01.12 00:00 | [30.11], 30.11 20:00!, 30.11 23:00!, 01.12 00:00!,
  [02.12], [03.12]
exit_date | 27.11 23:00 |  | 27.11 23:00-, [30.11], [02.12], [03.12]
"""
# They have the moments of another kind.
SAME = {
    Kind.EXECUTE: Kind.AGREED_PERIOD,
    Kind.EXPECTED: Kind.AGREED_MOMENT,
    Kind.ANSWER_CONDITIONS: Kind.ANSWER_DETAILS,
    Kind.ANSWER_COUNTER: Kind.ANSWER_DETAILS,
    Kind.ANSWER_BREACH: Kind.ANSWER_DETAILS,
    Kind.ANSWER_PERIOD: Kind.ANSWER_DETAILS,
}
# What the product does by itself at its hour; what it says of it sounds as any notice does.
BY_ITSELF = {Kind.SILENCE, Kind.SUCCESSION, Kind.SETTLEMENT, Kind.WILL_SIGN}
ROWS = [
    [cell.strip() for cell in line.split("|")]
    for line in BY_HAND.replace("\n  ", " ").strip().splitlines()
]


def at(text: str) -> datetime:
    year = 2027 if ".01 " in text else 2026
    return datetime.strptime(f"{year}.{text}", "%Y.%d.%m %H:%M").replace(tzinfo=ALMATY)


def written(owed: Obligation, step: Step) -> str:
    local = step.at.astimezone(ALMATY)
    if step.in_message:
        assert local.time() == time(9, 0)
        return f"[{local:%d.%m}]"
    return f"{local:%d.%m %H:%M}{MARKS[voice(owed, step.at, DEFAULT)]}"


@pytest.mark.parametrize(("kind", "opened", "until", "expected"), ROWS)
def test_the_moments_of_each_ladder_by_hand(
    kind: str, opened: str, until: str, expected: str
) -> None:
    named = Due(at(until).astimezone(UTC)) if until else None
    owed = obligation(Kind(kind), at(opened).astimezone(UTC), until=named)
    hand = expected.split(", ")

    found = islice(steps(owed, DEFAULT, HOLIDAYS), len(hand))

    assert [written(owed, each) for each in found] == hand


def test_every_kind_that_has_a_night_stands_in_the_table() -> None:
    by_day = {kind for kind in Kind if hours_of(kind) is not Hours.ANY}

    assert {Kind(row[0]) for row in ROWS} == by_day - SAME.keys()


@pytest.mark.parametrize(("kind", "written_for"), SAME.items())
def test_a_kind_without_rows_is_spoken_of_as_the_one_that_has_them(
    kind: Kind, written_for: Kind
) -> None:
    row, other = OBLIGATIONS[kind], OBLIGATIONS[written_for]

    assert row.ladder.rungs == other.ladder.rungs
    assert row.ladder.mornings == other.ladder.mornings
    assert (row.hours, row.limit) == (other.hours, other.limit)


def test_what_rings_and_the_relay_of_a_notice_sound_at_any_hour() -> None:
    rings = {kind for kind, row in OBLIGATIONS.items() if row.rings}

    sounds = {kind for kind in Kind if hours_of(kind) is Hours.ANY} - BY_ITSELF
    assert sounds == rings | {Kind.RELAY_NOTICE}


def test_the_other_side_reads_once_that_a_confirmation_is_late() -> None:
    owed = obligation(Kind.CONFIRM, at("24.11 13:41").astimezone(UTC))

    mornings = [at(f"{day} 09:00") for day in ("26.11", "27.11", "28.11", "30.11")]

    told = [mentioned(owed, DEFAULT, *window) for window in pairwise(mornings)]
    assert told == [False, True, False]


# What may be owed by a moment that was named.
ASKED = (Kind.ANSWER_DETAILS, Kind.PROGRESS)
owings = st.builds(
    lambda kind, opened_at, zone, asked: obligation(
        kind,
        opened_at,
        zone=zone,
        until=Due(opened_at + asked) if kind in ASKED and asked else None,
    ),
    st.sampled_from([kind for kind in Kind if hours_of(kind) is not Hours.ANY]),
    moments("2026-01-01", "2027-01-01"),
    st.sampled_from(("Asia/Almaty", "Europe/Minsk", "Europe/Berlin", "America/Nuuk")),
    st.one_of(st.none(), st.timedeltas(timedelta(minutes=10), timedelta(days=9))),
)


@given(owings, st.sets(st.dates(date(2026, 1, 1), date(2027, 3, 1)), max_size=40))
@settings(max_examples=150)
def test_in_the_night_nothing_is_said_but_what_opens_and_what_cannot_wait(
    owed: Obligation, holidays: set[date]
) -> None:
    for step in islice(steps(owed, DEFAULT, holidays), 25):
        heard, zone = voice(owed, step.at, DEFAULT), owed.zone
        if is_quiet(step.at, zone, DEFAULT):
            assert heard is Voice.SIGNAL or step.at == owed.opened_at
        if heard is Voice.SIGNAL:
            assert hours_of(owed.kind) in (Hours.UNLESS_IT_WAITS, Hours.WITHIN_THE_NIGHT)
            assert owed.due.at - step.at < timedelta(hours=25)
        if step.in_message:
            day = step.at.astimezone(ZoneInfo(zone)).date()
            is_off = day.weekday() > 4 or day in holidays
            assert not is_off or ends_soon(owed, day, holidays)


def ends_soon(owed: Obligation, day: date, holidays: set[date]) -> bool:
    """Say whether a time limit of the treaty ends between the morning of a day off and the next."""
    letters = (Kind.CONFIRM, Kind.CONFIRM_ADDITION)
    limits = (*letters, Kind.FORWARD, Kind.EXECUTE, Kind.AGREED_PERIOD)
    following = day + timedelta(days=1)
    while following.weekday() > 4 or following in holidays:
        following += timedelta(days=1)
    first, last = (
        datetime.combine(each, time(9, 0), ZoneInfo(owed.zone)) for each in (day, following)
    )
    return owed.kind in limits and first <= owed.due.at <= last


@given(owings)
@settings(max_examples=100)
def test_each_step_is_later_than_the_one_before_and_the_next_is_what_it_wakes_for(
    owed: Obligation,
) -> None:
    found = list(islice(steps(owed, DEFAULT, HOLIDAYS), 20))

    assert all(before.at < after.at for before, after in pairwise(found))
    for before, after in pairwise(found):
        said = replace(owed, last_step_at=before.at)
        assert wakes_at(said, DEFAULT, HOLIDAYS) == after.at
        assert due(said, DEFAULT, after.at - INSTANT, HOLIDAYS) is None


def hourly(since: datetime, days: int) -> Iterator[datetime]:
    return (since + timedelta(hours=hour) for hour in range(24 * days))


@pytest.mark.parametrize("asked", [1, 3, 8, 14, 26, 40])
def test_of_a_question_that_ends_before_the_morning_somebody_is_reminded_in_time(
    asked: int,
) -> None:
    """Whenever it is asked: before it is due there was a step that could be heard."""
    for opened_at in hourly(at("23.11 00:30").astimezone(UTC), 7):
        until = Due(opened_at + timedelta(hours=asked))
        owed = obligation(Kind.ANSWER_DETAILS, opened_at, until=until)

        before = [each for each in islice(steps(owed, DEFAULT), 4) if each.at <= until.at]

        assert before, opened_at
