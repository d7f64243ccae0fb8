"""The first steps of each ladder, written out by hand for one opening; and how a step is said."""

from dataclasses import replace
from datetime import date, time, timedelta
from itertools import islice

import pytest

from protocol.audience import Audience
from protocol.obligation import Due, Kind, Obligation
from protocol.obligations import OBLIGATIONS
from protocol.policy import DEFAULT
from protocol.reminders import due, joins_at, steps, wakes_at
from tests.protocol.obligations_by_hand import LADDERS_BY_HAND, OPENED, clock
from tests.protocol.samples import moment, obligation


def owed(kind: Kind) -> Obligation:
    return obligation(kind, moment(OPENED))


@pytest.mark.parametrize("kind", Kind)
def test_the_first_steps_are_those_written_by_hand(kind: Kind) -> None:
    expected, ends = LADDERS_BY_HAND[kind]

    found = list(islice(steps(owed(kind), DEFAULT), len(expected) + ends))

    assert [(each.at, each.to) for each in found] == [(each.at, each.to) for each in expected]


@pytest.mark.parametrize("kind", Kind)
def test_who_is_told_when_each_step_is_said_in_its_time(kind: Kind) -> None:
    saying = owed(kind)

    said = []
    for step in LADDERS_BY_HAND[kind][0]:
        assert due(saying, DEFAULT, step.at - timedelta(microseconds=1)) is None
        assert wakes_at(saying, DEFAULT) == step.at
        said.append(due(saying, DEFAULT, step.at))
        saying = replace(saying, last_step_at=step.at)

    assert said == LADDERS_BY_HAND[kind][0]


def test_every_kind_has_a_ladder() -> None:
    assert set(OBLIGATIONS) == set(LADDERS_BY_HAND) == set(Kind)


@pytest.mark.parametrize("kind", Kind)
def test_an_audience_joins_when_the_table_says(kind: Kind) -> None:
    first = {who: step.at for step in reversed(LADDERS_BY_HAND[kind][0]) for who in step.to}

    for audience in Audience:
        joins = joins_at(owed(kind), DEFAULT, audience)
        if audience in OBLIGATIONS[kind].ladder.to or audience not in first:
            assert joins is None
        else:
            assert joins is not None
            # A night and two days off later at most.
            assert joins <= first[audience] < joins + timedelta(days=3)


def test_a_bot_that_slept_says_only_the_latest_step() -> None:
    slept = owed(Kind.CONFIRM)

    woken = due(slept, DEFAULT, clock("11.03 12:00"))

    assert woken is not None
    assert woken.at == clock("11.03 09:00")
    assert Audience.HEAD in woken.to
    awake = replace(slept, last_step_at=woken.at)
    assert due(awake, DEFAULT, clock("11.03 12:00")) is None
    assert due(awake, DEFAULT, clock("12.03 09:00")) == replace(woken, at=clock("12.03 09:00"))


def test_a_bot_that_slept_through_the_alarm_tells_the_sender_whom_to_telephone() -> None:
    woken = due(owed(Kind.ACKNOWLEDGE), DEFAULT, clock("06.03 23:50"))

    assert woken is not None
    assert (woken.at, woken.tells_other_side) == (clock("06.03 23:45"), True)
    assert woken.to == {
        Audience.ON_DUTY, Audience.ALL_DUTY, Audience.DEPUTIES, Audience.HEAD,
    }  # fmt: skip


@pytest.mark.parametrize("kind", Kind)
def test_what_is_discharged_is_never_said_and_never_wakes(kind: Kind) -> None:
    done = owed(kind).discharged(by="head", now=moment(OPENED))

    assert due(done, DEFAULT, moment(OPENED) + timedelta(days=60)) is None
    assert wakes_at(done, DEFAULT) is None


def test_another_period_moves_the_steps_that_are_still_to_come() -> None:
    said = replace(owed(Kind.EXECUTE), last_step_at=clock("04.04 09:00"))

    agreed = replace(said, due=Due(clock("05.05 23:59")))

    assert wakes_at(said, DEFAULT) == clock("05.04 09:00")
    assert wakes_at(agreed, DEFAULT) == clock("06.04 09:00")  # half way


def test_an_answer_asked_for_within_hours_has_no_step_before_it_was_asked() -> None:
    opened = moment(OPENED)
    urgent = obligation(Kind.ANSWER_DETAILS, opened, until=Due(opened + timedelta(hours=2)))

    found = [each.at - opened for each in islice(steps(urgent, DEFAULT), 2)]

    assert found == [timedelta(hours=1), timedelta(hours=2, microseconds=1)]


def test_times_of_the_day_are_those_of_the_policy() -> None:
    later = replace(DEFAULT, digest_at=time(8, 0))

    second = next(islice(steps(owed(Kind.CONFIRM), later), 1, None))

    assert (second.at, second.in_message) == (clock("09.03 08:00"), True)


def test_what_opens_at_the_very_time_of_day_is_first_said_the_next_day() -> None:
    at_nine = obligation(Kind.RECORD_CONFIRMATION, clock("05.03 09:00"))

    assert wakes_at(at_nine, DEFAULT) == clock("06.03 09:00")


def test_a_day_with_a_changed_clock_still_has_its_morning() -> None:
    berlin = obligation(
        Kind.RECORD_CONFIRMATION, moment("2026-03-27 12:00 +01:00"), zone="Europe/Berlin"
    )

    found = [each.at for each in islice(steps(berlin, DEFAULT), 2)]

    assert found == [moment("2026-03-30 09:00 +02:00"), moment("2026-03-31 09:00 +02:00")]
    assert berlin.due.at.date() == date(2026, 4, 1)
