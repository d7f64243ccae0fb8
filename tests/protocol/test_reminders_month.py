"""A month of each ladder under random acts: nobody is told twice, nobody after it is done."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise, takewhile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from protocol.audience import Audience
from protocol.ladders import Step
from protocol.obligation import Kind, Obligation
from protocol.obligations import OBLIGATIONS
from protocol.policy import DEFAULT
from protocol.reminders import due, joins_at, steps, wakes_at
from tests.protocol.obligations_by_hand import BY_HAND
from tests.protocol.samples import moment, moments, obligation

INSTANT = timedelta(microseconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
MONTH = timedelta(days=30)
ZONES = ("Asia/Almaty", "Europe/Minsk", "Asia/Bishkek", "Europe/Berlin", "America/Nuuk")

SET_CLOCK = HOUR  # a day on which clocks are set back has one more


@dataclass(frozen=True)
class Month:
    """What happens while it is owed: when the bot looks, when it is done, when the due moves."""

    opened_at: datetime
    zone: str
    looks: tuple[timedelta, ...]
    done_after: timedelta
    moved_after: timedelta
    moved_by: timedelta


# The bot looks every minute or so, or slept for hours or days.
naps = st.one_of(
    st.timedeltas(INSTANT, MINUTE),
    st.timedeltas(MINUTE, 3 * HOUR),
    st.timedeltas(3 * HOUR, 6 * DAY),
)
months = st.builds(
    Month,
    opened_at=moments("2026-01-01", "2027-01-01"),
    zone=st.sampled_from(ZONES),
    looks=st.lists(naps, min_size=1, max_size=40).map(tuple),
    done_after=st.timedeltas(timedelta(), MONTH),
    moved_after=st.timedeltas(timedelta(), MONTH),
    moved_by=st.timedeltas(-2 * DAY, 20 * DAY),
)


def looks(month: Month) -> Iterator[datetime]:
    now = month.opened_at
    for nap in month.looks:
        now += nap
        yield now


@pytest.mark.parametrize("kind", Kind)
@settings(max_examples=80)
@given(month=months)
def test_whatever_happens_each_step_is_said_at_most_once_and_the_latest(
    kind: Kind, month: Month
) -> None:
    owed = obligation(kind, month.opened_at, zone=month.zone)
    at = max(owed.due.at + month.moved_by, month.opened_at)
    moved = replace(owed.due, at=at, second_at=max(at, owed.due.second_at or at))
    said: list[Step] = []

    for now in looks(month):
        if now >= month.opened_at + month.moved_after:
            owed = replace(owed, due=moved)
        if now >= month.opened_at + month.done_after:
            owed = owed.discharged(by="somebody", now=now)

        step, wakes = due(owed, DEFAULT, now), wakes_at(owed, DEFAULT)

        assert (step is not None) is (wakes is not None and wakes <= now)
        if step is None:
            continue
        assert owed.is_open
        assert step.at <= now
        assert owed.last_step_at is None or step.at > owed.last_step_at
        assert not [each for each in until(owed, now) if each.at > step.at]
        owed = replace(owed, last_step_at=step.at)
        assert due(owed, DEFAULT, now) is None
        said.append(step)

    assert len({step.at for step in said}) == len(said)


@pytest.mark.parametrize("kind", Kind)
@settings(max_examples=25)
@given(month=months)
def test_it_wakes_at_the_very_moment_of_the_next_thing_to_say(kind: Kind, month: Month) -> None:
    owed = obligation(kind, month.opened_at, zone=month.zone)

    for _ in range(12):
        wakes = wakes_at(owed, DEFAULT)
        if wakes is None:
            break
        assert due(owed, DEFAULT, wakes - INSTANT) is None
        step = due(owed, DEFAULT, wakes)
        assert step is not None
        assert step.at == wakes
        owed = replace(owed, last_step_at=wakes)


# Until when, after its due moment, there is something to say of it.
FALLS_SILENT = {
    Kind.FORWARD: timedelta(),
    Kind.CONSENT: timedelta(),
    Kind.SUCCESSION: timedelta(),
    Kind.SETTLEMENT: timedelta(),
    Kind.TAKE_UP: timedelta(minutes=75),
    Kind.NAMED_PERIOD: timedelta(),
    Kind.WILL_SIGN: timedelta(),
    Kind.SILENCE: timedelta(),
    Kind.PROGRESS: timedelta(),
}


@pytest.mark.parametrize("zone", ["Asia/Almaty", "Europe/Berlin"])
@pytest.mark.parametrize("kind", Kind)
def test_a_bot_that_looks_each_minute_leaves_nobody_alone_for_long(kind: Kind, zone: str) -> None:
    owed = obligation(kind, moment("2026-10-09 19:15:20 +02:00"), zone=zone)
    long = max(MONTH * 1.5, 2.5 * BY_HAND[kind].silent)
    end = owed.opened_at + (long if BY_HAND[kind].silent > HOUR else MONTH / 3)
    last_owed = min(end, owed.due.at + FALLS_SILENT[kind]) if kind in FALLS_SILENT else end

    said = list(minute_by_minute(owed, end))

    assert said[0] - owed.opened_at <= BY_HAND[kind].first + SET_CLOCK
    gaps = [after - before for before, after in pairwise(said)]
    long_gap = BY_HAND[kind].silent + MINUTE + SET_CLOCK * (BY_HAND[kind].silent > HOUR)
    assert max(gaps, default=timedelta()) <= long_gap
    assert last_owed - said[-1] <= BY_HAND[kind].silent + MINUTE


@pytest.mark.parametrize("kind", Kind)
@given(month=months)
@settings(max_examples=25)
def test_who_has_joined_never_leaves_and_the_other_side_is_told_each_thing_once(
    kind: Kind, month: Month
) -> None:
    owed = obligation(kind, month.opened_at, zone=month.zone)
    told, people = 0, OBLIGATIONS[kind].ladder.to

    for now in looks(month):
        step = due(owed, DEFAULT, now)
        if step is None:
            continue
        assert people <= step.to
        joined = {each for each in Audience if (at := joins_at(owed, DEFAULT, each)) and at <= now}
        assert step.to <= OBLIGATIONS[kind].ladder.to | joined
        people, told = step.to, told + step.tells_other_side
        owed = replace(owed, last_step_at=step.at)

    assert told <= len(OBLIGATIONS[kind].ladder.tells)


@pytest.mark.parametrize("kind", Kind)
def test_after_a_long_outage_the_other_side_learns_what_it_had_to_learn(kind: Kind) -> None:
    owed = obligation(kind, moment("2026-03-06 22:15 +05:00"))

    step = due(owed, DEFAULT, owed.opened_at + 2 * MONTH)

    assert step is not None
    assert step.tells_other_side is bool(OBLIGATIONS[kind].ladder.tells)
    assert step.to == OBLIGATIONS[kind].ladder.to | {
        who for _, who in OBLIGATIONS[kind].ladder.joins
    }


def until(owed: Obligation, now: datetime) -> Iterator[Step]:
    return takewhile(lambda step: step.at <= now, steps(owed, DEFAULT))


def minute_by_minute(owed: Obligation, end: datetime) -> Iterator[datetime]:
    """Yield when something is said; between the wake-ups there is nothing, as proven above."""
    while (wakes := wakes_at(owed, DEFAULT)) is not None:
        now = owed.opened_at - (owed.opened_at - wakes) // MINUTE * MINUTE
        if now > end:
            return
        step = due(owed, DEFAULT, now)
        assert step is not None
        yield now
        owed = replace(owed, last_step_at=step.at)
