"""The algebra of moments: when something owed is spoken of, and to whom. Policy."""

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import count, takewhile
from typing import TypeAlias

from protocol.audience import Audience
from protocol.calendar import at_local, local_date
from protocol.obligation import Obligation
from protocol.policy import Policy

Moments: TypeAlias = Callable[[Obligation, Policy], Iterator[datetime]]
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Step:
    """
    One thing to say: at which moment of the ladder, to the debtor's people `to`.

    `tells_other_side`: those to whom it is owed learn of it too, once.
    """

    at: datetime
    to: frozenset[Audience]
    tells_other_side: bool = False


@dataclass(frozen=True, slots=True)
class Ladder:
    """
    To whom and when; `joins` pairs a moment with who is added from it on.

    At each moment of `tells` those to whom it is owed are told, once.
    """

    to: frozenset[Audience]
    rungs: tuple[Moments, ...]
    joins: tuple[tuple[Moments, Audience], ...] = ()
    tells: tuple[Moments, ...] = ()


# Each takes the obligation and the policy and yields moments in their order.


def after(delta: timedelta) -> Moments:
    """The moment `delta` after it was opened."""
    return lambda obligation, _: iter((obligation.opened_at + delta,))


def before(delta: timedelta) -> Moments:
    """The moment `delta` before it is due."""
    return lambda obligation, _: iter((obligation.due.at - delta,))


def half_time(obligation: Obligation, _: Policy) -> Iterator[datetime]:
    """Half way between its opening and its due moment."""
    yield obligation.opened_at + (obligation.due.at - obligation.opened_at) / 2


def past_due(obligation: Obligation, _: Policy) -> Iterator[datetime]:
    """The first instant that is no longer on time."""
    yield obligation.due.at + timedelta(microseconds=1)


def past_due_by(delta: timedelta) -> Moments:
    """The moment `delta` after it is due."""
    return lambda obligation, _: iter((obligation.due.at + delta,))


def past_second(obligation: Obligation, _: Policy) -> Iterator[datetime]:
    """The first instant that is late under both readings of Art. 6."""
    if obligation.due.second_at is not None:
        yield obligation.due.second_at + timedelta(microseconds=1)


def every(delta: timedelta, *, since: Moments, until: timedelta | None = None) -> Moments:
    """Each `delta` after `since`, for ever or until `until` after its opening (that one counts)."""

    def moments(obligation: Obligation, policy: Policy) -> Iterator[datetime]:
        first = next(since(obligation, policy))
        unlimited = (first + delta * number for number in count(1))
        if until is None:
            return unlimited
        last = obligation.opened_at + until
        return takewhile(lambda at: at <= last, unlimited)

    return moments


def next_clock(clock: Callable[[Policy], time]) -> Moments:
    """The first time that the debtor's clocks show `clock` after its opening."""
    return daily(clock, since=after(timedelta()), days=1)


def days_before(days: int, *clocks: Callable[[Policy], time]) -> Moments:
    """On the day `days` before its last day, when the debtor's clocks show each of `clocks`."""

    def moments(obligation: Obligation, policy: Policy) -> Iterator[datetime]:
        day = local_date(obligation.due.at, obligation.zone) - timedelta(days=days)
        return iter(sorted(at_local(day, clock(policy), obligation.zone) for clock in clocks))

    return moments


def daily(
    clock: Callable[[Policy], time],
    *,
    since: Moments,
    days: int | None = None,
    each: Callable[[Policy], int] = lambda policy: 1,
) -> Moments:
    """
    Every day when the debtor's clocks show `clock`, after `since`: for ever or `days` times.

    With `each` every so many days, counted from the day of `since`.
    """

    def moments(obligation: Obligation, policy: Policy) -> Iterator[datetime]:
        start = next(since(obligation, policy))
        day = local_date(start, obligation.zone)
        apart = each(policy)
        first = 0 if at_local(day, clock(policy), obligation.zone) > start else apart
        numbers = count(first, apart) if days is None else range(first, first + days * apart, apart)
        return (
            at_local(day + timedelta(days=number), clock(policy), obligation.zone)
            for number in numbers
        )

    return moments


def days_after(days: Callable[[Policy], int], clock: Callable[[Policy], time]) -> Moments:
    """When the debtor's clocks show `clock`, so many days after the day of its opening."""

    def moments(obligation: Obligation, policy: Policy) -> Iterator[datetime]:
        day = local_date(obligation.opened_at, obligation.zone) + timedelta(days=days(policy))
        yield at_local(day, clock(policy), obligation.zone)

    return moments


def morning(policy: Policy) -> time:
    """The first of the two times of day at which steps stand."""
    return policy.morning


def afternoon(policy: Policy) -> time:
    """The second of the two times of day at which steps stand."""
    return policy.afternoon


def message_morning(policy: Policy) -> time:
    """The time of day of the one message of the morning."""
    return policy.digest_at


def asked_again(policy: Policy) -> int:
    """After how many days it is asked again whether something is still postponed."""
    return policy.postponed_again_days


def confirmation_morning(policy: Policy) -> time:
    """The time of day at which signatories are reminded."""
    return policy.confirmation_morning


def until_due(*rungs: Moments) -> Moments:
    """The moments of `rungs` that are still on time."""

    def moments(obligation: Obligation, policy: Policy) -> Iterator[datetime]:
        merged = heapq.merge(*(rung(obligation, policy) for rung in rungs))
        return takewhile(lambda at: at <= obligation.due.at, merged)

    return moments
