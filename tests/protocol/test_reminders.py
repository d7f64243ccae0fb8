"""The first steps of each ladder, written out by hand for one opening; and how a step is said."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

import pytest

from protocol.audience import Audience
from protocol.ladders import Step
from protocol.obligation import Due, Kind, Obligation
from protocol.obligations import OBLIGATIONS
from protocol.policy import DEFAULT
from protocol.reminders import due, joins_at, steps, wakes_at
from tests.protocol.samples import moment, obligation

# Friday evening. Each step is a day of March or April and a time; what follows it holds from it on.
# "'" is the first instant that is no longer on time, "+ who" joins, "tells" the other side.
OPENED = "2026-03-06 22:15 +05:00"
TABLE = """
consent: on_duty
  06.03 22:20
  06.03 22:25 + all_duty tells
  06.03 22:30
  06.03 22:35 + deputies
  06.03 22:45 + head
  06.03 23:00, 06.03 23:15, 06.03 23:15', end
transmit: sender
  06.03 22:16'
  06.03 22:30 + on_duty
  06.03 22:45, 06.03 23:00, 06.03 23:15, 06.03 23:30, 06.03 23:45, 07.03 00:00, 07.03 00:15
  07.03 01:15, 07.03 02:15, 07.03 03:15
acknowledge: on_duty
  06.03 22:20
  06.03 22:25 + all_duty tells
  06.03 22:30
  06.03 22:35 + deputies
  06.03 22:45 + head
  06.03 23:00, 06.03 23:15, 06.03 23:30, 06.03 23:45, 07.03 00:00, 07.03 00:15
  07.03 01:15, 07.03 02:15, 07.03 03:15
confirm: sender on_duty deputies
  06.03 22:15, 07.03 09:30, 07.03 22:15
  08.03 22:15 + head
  09.03 10:15, 09.03 18:15, 09.03 21:15
  09.03 22:15' tells
  10.03 00:00 tells
  10.03 09:30, 10.03 16:00, 11.03 09:30, 11.03 16:00, 12.03 09:30, 12.03 16:00
  13.03 09:30, 14.03 09:30, 15.03 09:30
forward: on_duty
  07.03 10:00, 08.03 10:00
  09.03 10:00 + signatories
  09.03 16:00, end
execute: on_duty
  22.03 10:00, 29.03 10:00
  02.04 10:00 + signatories
  04.04 10:00, 05.04 10:00, 05.04 16:00, 06.04 10:00, 07.04 10:00, 08.04 10:00
expected: on_duty
  22.03 10:00, 29.03 10:00
  02.04 10:00 + signatories
  04.04 10:00, 05.04 10:00, 05.04 16:00, 06.04 10:00, 07.04 10:00, 08.04 10:00
postponed: on_duty
  05.04 09:00', 05.05 09:00, 04.06 09:00, 04.07 09:00
dispatch: on_duty
  09.03 10:00, 09.03 16:00
  10.03 10:00 + signatories
  11.03 10:00, 12.03 10:00
tell_result: on_duty
  07.03 22:15' + signatories
  08.03 22:15', 09.03 22:15'
tell_obstacle: on_duty
  07.03 22:15' + signatories
  08.03 22:15', 09.03 22:15'
answer_details: sender on_duty
  07.03 10:15, 07.03 18:15
  07.03 22:15' + signatories
  08.03 22:15', 09.03 22:15'
answer_conditions: sender on_duty
  07.03 10:15, 07.03 18:15
  07.03 22:15' + signatories
  08.03 22:15', 09.03 22:15'
record_confirmation: on_duty
  07.03 10:00, 08.03 10:00, 09.03 10:00, 10.03 10:00, 11.03 10:00
  12.03 10:00 + signatories
  13.03 10:00, 14.03 10:00
written_refusal: deputies
  07.03 10:00, 08.03 10:00, 09.03 10:00, 10.03 10:00, 11.03 10:00
  12.03 10:00 + head
  13.03 10:00, 14.03 10:00
relay_notice: secretariat
  06.03 22:30, 06.03 22:45, 06.03 23:00
  06.03 23:15' + secretariat_head
  07.03 00:15', 07.03 01:15'
receipt: on_duty
  09.03 10:00, 09.03 16:00
  10.03 10:00 + signatories
  11.03 10:00, 12.03 10:00
"""


def written(table: str) -> dict[Kind, tuple[list[Step], bool]]:
    """Return the steps of each kind as written, and whether the ladder ends with them."""
    ladders: dict[Kind, tuple[list[Step], bool]] = {}
    for line in table.strip().splitlines():
        if not line.startswith(" "):
            name, _, first = line.partition(":")
            to = frozenset(map(Audience, first.split()))
            expected: list[Step] = []
            ladders[Kind(name)] = (expected, False)
            continue
        for cell in line.strip().split(", "):
            if cell == "end":
                ladders[Kind(name)] = (expected, True)
                continue
            at, _, joining = cell.removesuffix(" tells").partition(" + ")
            to |= {Audience(each) for each in joining.split()}
            expected.append(Step(clock(at), to, cell.endswith(" tells")))
    return ladders


def clock(text: str) -> datetime:
    """Return the moment of 06.03 22:16 in Almaty in 2026; "'" adds one instant."""
    local = datetime.strptime(f"2026.{text.rstrip(chr(39))} +0500", "%Y.%d.%m %H:%M %z")
    return local.astimezone(UTC) + timedelta(microseconds=text.endswith("'"))


LADDERS_BY_HAND = written(TABLE)


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
            assert joins <= first[audience] < joins + timedelta(days=1)


def test_a_bot_that_slept_says_only_the_latest_step_and_tells_the_other_side_once() -> None:
    slept = owed(Kind.CONFIRM)

    woken = due(slept, DEFAULT, clock("11.03 12:00"))

    assert woken is not None
    assert woken.at == clock("11.03 09:30")
    assert Audience.HEAD in woken.to
    assert woken.tells_other_side
    awake = replace(slept, last_step_at=woken.at)
    assert due(awake, DEFAULT, clock("11.03 12:00")) is None
    assert due(awake, DEFAULT, clock("11.03 16:00")) == Step(clock("11.03 16:00"), woken.to, False)


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
    said = replace(owed(Kind.EXECUTE), last_step_at=clock("04.04 10:00"))

    agreed = replace(said, due=Due(clock("05.05 23:59")))

    assert wakes_at(said, DEFAULT) == clock("05.04 10:00")
    assert wakes_at(agreed, DEFAULT) == clock("21.04 10:00")


def test_an_answer_asked_for_within_hours_has_no_step_before_it_was_asked() -> None:
    opened = moment(OPENED)
    urgent = obligation(Kind.ANSWER_DETAILS, opened, until=Due(opened + timedelta(hours=2)))

    found = [each.at - opened for each in islice(steps(urgent, DEFAULT), 2)]

    assert found == [timedelta(hours=1), timedelta(hours=2, microseconds=1)]


def test_times_of_the_day_are_those_of_the_policy() -> None:
    later = replace(DEFAULT, confirmation_morning=time(8, 0))

    second = next(islice(steps(owed(Kind.CONFIRM), later), 1, None))

    assert second.at == clock("07.03 08:00")


def test_what_opens_at_the_very_time_of_day_is_first_said_the_next_day() -> None:
    at_ten = obligation(Kind.RECORD_CONFIRMATION, clock("06.03 10:00"))

    assert wakes_at(at_ten, DEFAULT) == clock("07.03 10:00")


def test_a_day_with_a_changed_clock_still_has_its_morning() -> None:
    berlin = obligation(
        Kind.RECORD_CONFIRMATION, moment("2026-03-28 12:00 +01:00"), zone="Europe/Berlin"
    )

    found = [each.at for each in islice(steps(berlin, DEFAULT), 2)]

    assert found == [moment("2026-03-29 10:00 +02:00"), moment("2026-03-30 10:00 +02:00")]
    assert berlin.due.at.date() == date(2026, 4, 1)
