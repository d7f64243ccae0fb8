"""What is due to be said of an obligation at a moment: its ladder, walked. Policy."""

import heapq
from collections.abc import Iterator
from datetime import datetime
from itertools import groupby, takewhile

from protocol.audience import Audience
from protocol.ladders import Step
from protocol.obligation import Obligation
from protocol.obligations import OBLIGATIONS
from protocol.policy import Policy


def steps(obligation: Obligation, policy: Policy) -> Iterator[Step]:
    """Yield the steps of the obligation's ladder in their order; endless where the ladder is."""
    ladder = OBLIGATIONS[obligation.kind].ladder
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
    if not obligation.is_open or obligation.silent:
        return None
    said = obligation.last_step_at
    reached = takewhile(lambda step: step.at <= now, steps(obligation, policy))
    latest = max(reached, key=lambda step: step.at, default=None)
    if latest is None or (said is not None and latest.at <= said):
        return None
    tells = any(
        _is_new(next(moment(obligation, policy)), said, now)
        for moment in OBLIGATIONS[obligation.kind].ladder.tells
    )
    return Step(latest.at, latest.to, tells)


def wakes_at(obligation: Obligation, policy: Policy) -> datetime | None:
    """Return the moment of the first step that was not said yet; None when the ladder has ended."""
    if not obligation.is_open or obligation.silent:
        return None
    said = obligation.last_step_at
    return next(
        (each.at for each in steps(obligation, policy) if said is None or each.at > said), None
    )


def joins_at(obligation: Obligation, policy: Policy, audience: Audience) -> datetime | None:
    """Return the moment from which `audience` is reminded too; None when it never is."""
    joins = OBLIGATIONS[obligation.kind].ladder.joins
    return next(
        (next(moment(obligation, policy)) for moment, who in joins if who is audience), None
    )


def _is_new(moment: datetime, said: datetime | None, now: datetime) -> bool:
    return moment <= now and (said is None or moment > said)
