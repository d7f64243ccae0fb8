"""
When somebody is reminded of what is owed, and who. Policy, except the due moments (Art. 6, 7).

A ladder is a row of `LADDERS`: to whom, at which moments, who joins from which moment on.
"""

import heapq
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from itertools import groupby, takewhile

from protocol.audience import Audience
from protocol.ladders import (
    DAY,
    HOUR,
    Ladder,
    Step,
    after,
    afternoon,
    before,
    confirmation_morning,
    daily,
    days_before,
    every,
    half_time,
    morning,
    next_clock,
    past_due,
    past_second,
    until_due,
)
from protocol.obligation import Kind, Obligation
from protocol.policy import Policy


def steps(obligation: Obligation, policy: Policy) -> Iterator[Step]:
    """Yield the steps of the obligation's ladder in their order; endless where the ladder is."""
    ladder = LADDERS[obligation.kind]
    joins = [(next(moment(obligation, policy)), who) for moment, who in ladder.joins]
    moments = heapq.merge(*(rung(obligation, policy) for rung in ladder.rungs))
    for at, _ in groupby(moments):
        if at >= obligation.opened_at:
            yield Step(at, ladder.to | {who for since, who in joins if since <= at})


def due(obligation: Obligation, policy: Policy, now: datetime) -> Step | None:
    """
    Return the step to say at `now`, or None when there is nothing to say.

    Only the latest step reached: a bot that slept five days says one thing, not eleven. What the
    other side had to be told in between is told with it.
    """
    if not obligation.is_open:
        return None
    said = obligation.last_step_at
    reached = takewhile(lambda step: step.at <= now, steps(obligation, policy))
    latest = max(reached, key=lambda step: step.at, default=None)
    if latest is None or (said is not None and latest.at <= said):
        return None
    tells = any(
        _is_new(next(moment(obligation, policy)), said, now)
        for moment in LADDERS[obligation.kind].tells
    )
    return Step(latest.at, latest.to, tells)


def wakes_at(obligation: Obligation, policy: Policy) -> datetime | None:
    """Return the moment of the first step that was not said yet; None when the ladder has ended."""
    if not obligation.is_open:
        return None
    said = obligation.last_step_at
    return next(
        (each.at for each in steps(obligation, policy) if said is None or each.at > said), None
    )


def joins_at(obligation: Obligation, policy: Policy, audience: Audience) -> datetime | None:
    """Return the moment from which `audience` is reminded too; None when it never is."""
    joins = LADDERS[obligation.kind].joins
    return next(
        (next(moment(obligation, policy)) for moment, who in joins if who is audience), None
    )


def _is_new(moment: datetime, said: datetime | None, now: datetime) -> bool:
    return moment <= now and (said is None or moment > said)


# Moments: each takes the obligation and the policy and yields moments in their order.


_AT_ONCE = after(timedelta())
_QUARTER = timedelta(minutes=15)
_LAST_DAY = days_before(0, morning, afternoon)
_DAILY_FROM_DUE = daily(morning, since=past_due)
_TELL = Ladder(
    to=frozenset({Audience.ON_DUTY}),
    rungs=(past_due, every(DAY, since=past_due)),
    joins=((past_due, Audience.SIGNATORIES),),
)
_ANSWER = Ladder(
    to=frozenset({Audience.SENDER, Audience.ON_DUTY}),
    rungs=(half_time, before(4 * HOUR), past_due, every(DAY, since=past_due)),
    joins=((past_due, Audience.SIGNATORIES),),
)

LADDERS: Mapping[Kind, Ladder] = {
    # Its last step is no reminder: what was asked lapses there.
    Kind.CONSENT: Ladder(
        to=frozenset({Audience.ON_DUTY}),
        rungs=(
            until_due(
                after(timedelta(minutes=5)),
                after(timedelta(minutes=10)),
                after(timedelta(minutes=20)),
                every(_QUARTER, since=_AT_ONCE),
            ),
            past_due,
        ),
        joins=(
            (after(timedelta(minutes=10)), Audience.ALL_DUTY),
            (after(timedelta(minutes=20)), Audience.DEPUTIES),
            (after(timedelta(minutes=30)), Audience.HEAD),
        ),
        tells=(after(timedelta(minutes=10)),),
    ),
    Kind.TRANSMIT: Ladder(
        to=frozenset({Audience.SENDER}),
        rungs=(
            past_due,
            every(_QUARTER, since=_AT_ONCE, until=2 * HOUR),
            every(HOUR, since=after(2 * HOUR)),
        ),
        joins=((after(_QUARTER), Audience.ON_DUTY),),
    ),
    Kind.ACKNOWLEDGE: Ladder(
        to=frozenset({Audience.ON_DUTY}),
        rungs=(
            after(timedelta(minutes=5)),
            after(timedelta(minutes=10)),
            after(timedelta(minutes=20)),
            every(_QUARTER, since=_AT_ONCE, until=2 * HOUR),
            every(HOUR, since=after(2 * HOUR)),
        ),
        joins=(
            (after(timedelta(minutes=10)), Audience.ALL_DUTY),
            (after(timedelta(minutes=20)), Audience.DEPUTIES),
            (after(timedelta(minutes=30)), Audience.HEAD),
        ),
        tells=(after(timedelta(minutes=10)),),
    ),
    Kind.CONFIRM: Ladder(
        to=frozenset({Audience.SENDER, Audience.ON_DUTY, Audience.DEPUTIES}),
        rungs=(
            _AT_ONCE,
            next_clock(confirmation_morning),
            after(24 * HOUR),
            after(48 * HOUR),
            before(12 * HOUR),
            before(4 * HOUR),
            before(HOUR),
            past_due,
            past_second,
            daily(confirmation_morning, since=past_second),
            daily(afternoon, since=past_second, days=3),
        ),
        joins=((before(24 * HOUR), Audience.HEAD),),
        tells=(past_due, past_second),
    ),
    Kind.FORWARD: Ladder(
        to=frozenset({Audience.ON_DUTY}),
        rungs=(days_before(2, morning), days_before(1, morning), _LAST_DAY),
        joins=((days_before(0, morning), Audience.SIGNATORIES),),
    ),
    Kind.EXECUTE: Ladder(
        to=frozenset({Audience.ON_DUTY}),
        rungs=(
            *(days_before(days, morning) for days in (14, 7, 3, 1)),
            _LAST_DAY,
            _DAILY_FROM_DUE,
        ),
        joins=((days_before(3, morning), Audience.SIGNATORIES),),
    ),
    Kind.TELL_RESULT: _TELL,
    Kind.TELL_OBSTACLE: _TELL,
    Kind.ANSWER_DETAILS: _ANSWER,
    Kind.ANSWER_CONDITIONS: _ANSWER,
    Kind.RECORD_CONFIRMATION: Ladder(
        to=frozenset({Audience.ON_DUTY}),
        rungs=(daily(morning, since=_AT_ONCE),),
        joins=((past_due, Audience.SIGNATORIES),),
    ),
    Kind.WRITTEN_REFUSAL: Ladder(
        to=frozenset({Audience.DEPUTIES}),
        rungs=(daily(morning, since=_AT_ONCE),),
        joins=((past_due, Audience.HEAD),),
    ),
    Kind.RELAY_NOTICE: Ladder(
        to=frozenset({Audience.SECRETARIAT}),
        rungs=(
            every(_QUARTER, since=_AT_ONCE, until=timedelta(minutes=45)),
            past_due,
            every(HOUR, since=past_due),
        ),
        joins=((past_due, Audience.SECRETARIAT_HEAD),),
    ),
    Kind.RECEIPT: Ladder(
        to=frozenset({Audience.ON_DUTY}),
        rungs=(_LAST_DAY, _DAILY_FROM_DUE),
        joins=((past_due, Audience.SIGNATORIES),),
    ),
}
