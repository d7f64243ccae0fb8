"""What is due to be said of an obligation at a moment: its ladder, walked. Policy."""

import heapq
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import takewhile

from protocol.audience import Audience
from protocol.calendar import DaysOff
from protocol.ladders import Step
from protocol.mornings import Days, Hours, cannot_wait, in_order, placed
from protocol.nights import Voice
from protocol.obligation import Obligation
from protocol.obligations import OBLIGATIONS, hours_of
from protocol.policy import Policy


def steps(obligation: Obligation, policy: Policy, holidays: DaysOff = ()) -> Iterator[Step]:
    """
    Yield the steps of the obligation's ladder in their order; endless where the ladder is.

    What falls into the night, or on a day without a message, stands where it is said instead.
    """
    ladder, hours = OBLIGATIONS[obligation.kind].ladder, hours_of(obligation.kind)
    days = _days(obligation, policy, holidays)
    joins = [(next(moment(obligation, policy)), who) for moment, who in ladder.joins]
    moments = heapq.merge(
        *(rung(obligation, policy) for rung in ladder.rungs),
        *(each.moments(obligation, policy, days) for each in ladder.mornings),
    )
    opened_at, until = obligation.opened_at, obligation.due
    said = ((at, placed(at, opened_at, until, days, hours)) for at in moments if at >= opened_at)
    for at in in_order(said):
        in_message = hours is not Hours.ANY and at > opened_at and days.is_morning(at)
        to = ladder.to | {who for since, who in joins if since <= at}
        yield Step(at, to, in_message=in_message)


def voice(obligation: Obligation, at: datetime, policy: Policy) -> Voice:
    """Return of which kind a step at a moment is: what sounds at any hour, and what by day."""
    hours, days = hours_of(obligation.kind), _days(obligation, policy, ())
    if cannot_wait(at, obligation.opened_at, obligation.due, days, hours):
        return Voice.SIGNAL
    return Voice.SOFT if at <= obligation.opened_at and days.is_late(at) else Voice.OWN


def due(
    obligation: Obligation, policy: Policy, now: datetime, holidays: DaysOff = ()
) -> Step | None:
    """
    Return the step to say at `now`, or None when there is nothing to say.

    Only the latest step reached: a bot that slept five days says one thing, not eleven. What the
    other side had to be told in between is told with it.
    """
    if not obligation.is_open or obligation.silent:
        return None
    said = obligation.last_step_at
    reached = latest(obligation, policy, now, holidays)
    if reached is None or (said is not None and reached.at <= said):
        return None
    tells = any(
        _is_new(next(moment(obligation, policy)), said, now)
        for moment in OBLIGATIONS[obligation.kind].ladder.tells
    )
    return replace(reached, tells_other_side=tells)


def latest(
    obligation: Obligation, policy: Policy, now: datetime, holidays: DaysOff = ()
) -> Step | None:
    """Return the latest step that was reached at `now`, said or not; None before the first."""
    reached = takewhile(lambda step: step.at <= now, steps(obligation, policy, holidays))
    return max(reached, key=lambda step: step.at, default=None)


def wakes_at(obligation: Obligation, policy: Policy, holidays: DaysOff = ()) -> datetime | None:
    """Return the moment of the first step that was not said yet; None when the ladder has ended."""
    if not obligation.is_open or obligation.silent:
        return None
    said = obligation.last_step_at
    return next(
        (each.at for each in steps(obligation, policy, holidays) if said is None or each.at > said),
        None,
    )


def mentioned(obligation: Obligation, policy: Policy, since: datetime, until: datetime) -> bool:
    """Say whether those to whom it is owed read of it in a message at `until`, after `since`."""
    moments = OBLIGATIONS[obligation.kind].ladder.mentions
    return any(since < at <= until for each in moments for at in each(obligation, policy))


def joins_at(obligation: Obligation, policy: Policy, audience: Audience) -> datetime | None:
    """Return the moment from which `audience` is reminded too; None when it never is."""
    joins = OBLIGATIONS[obligation.kind].ladder.joins
    return next(
        (next(moment(obligation, policy)) for moment, who in joins if who is audience), None
    )


def _days(obligation: Obligation, policy: Policy, holidays: DaysOff) -> Days:
    limit = obligation.due.at if OBLIGATIONS[obligation.kind].limit else None
    return Days(obligation.zone, policy, holidays, limit)


def _is_new(moment: datetime, said: datetime | None, now: datetime) -> bool:
    return moment <= now and (said is None or moment > said)
