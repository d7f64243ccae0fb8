"""The algebra of moments: when something owed is spoken of, and to whom. Policy."""

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from itertools import count, takewhile
from typing import TypeAlias

from protocol.audience import Audience
from protocol.calendar import at_local, local_date
from protocol.mornings import WEEK, Days
from protocol.obligation import Obligation
from protocol.policy import Policy

Moments: TypeAlias = Callable[[Obligation, Policy], Iterator[datetime]]
INSTANT = timedelta(microseconds=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Step:
    """
    One thing to say: at which moment of the ladder, to the debtor's people `to`.

    `tells_other_side`: those to whom it is owed learn of it too, once. `in_message`: it stands in
    the one message of the morning, and is none of its own.
    """

    at: datetime
    to: frozenset[Audience]
    tells_other_side: bool = False
    in_message: bool = False


class Then(StrEnum):
    """What follows so many mornings."""

    SAME_DAY = "the same day of each week"
    MONDAYS = "Mondays"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Mornings:
    """
    The messages of the morning in which something stands: each after `since` and before `until`.

    With `times` so many, on working days, then one a week, or none.
    """

    since: Moments
    until: Moments | None = None
    times: int | None = None
    then: Then = Then.SAME_DAY

    def moments(self, obligation: Obligation, policy: Policy, days: Days) -> Iterator[datetime]:
        """Yield their moments; endless but for `until`."""
        found = self._moments(next(self.since(obligation, policy)), obligation, days)
        if self.until is None:
            return found
        end = next(self.until(obligation, policy))
        return takewhile(lambda at: at < end, found)

    def _moments(self, since: datetime, obligation: Obligation, days: Days) -> Iterator[datetime]:
        at = days.next_message(since)
        if at <= obligation.opened_at:
            at = days.next_message(at + INSTANT)
        for number in count(1):
            yield at
            if number == self.times:
                break
            at = days.next_message(at + INSTANT)
        if self.then is Then.NOTHING:
            return
        last = local_date(at, days.zone)
        if self.then is Then.MONDAYS:
            last -= timedelta(days=last.weekday())
        for number in count(1):
            yield days.next_message(days.morning(last + number * WEEK))


@dataclass(frozen=True, slots=True)
class Ladder:
    """
    To whom and when; `joins` pairs a moment with who is added from it on.

    At each moment of `tells` those to whom it is owed are told, once; of `mentions` they read in
    their own message of the morning after it.
    """

    to: frozenset[Audience]
    rungs: tuple[Moments, ...]
    mornings: tuple[Mornings, ...] = ()
    joins: tuple[tuple[Moments, Audience], ...] = ()
    tells: tuple[Moments, ...] = ()
    mentions: tuple[Moments, ...] = ()


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


def at_due(obligation: Obligation, _: Policy) -> Iterator[datetime]:
    """The last instant that is on time."""
    yield obligation.due.at


def past_due(obligation: Obligation, _: Policy) -> Iterator[datetime]:
    """The first instant that is no longer on time."""
    yield obligation.due.at + INSTANT


def past_due_by(delta: timedelta) -> Moments:
    """The moment `delta` after it is due."""
    return lambda obligation, _: iter((obligation.due.at + delta,))


def past_second(obligation: Obligation, _: Policy) -> Iterator[datetime]:
    """The first instant that is late under both readings of Art. 6."""
    if obligation.due.second_at is not None:
        yield obligation.due.second_at + INSTANT


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


def on_the_day_of(moment: Moments, clock: Callable[[Policy], time]) -> Moments:
    """When the debtor's clocks show `clock` on the day of each moment."""

    def moments(obligation: Obligation, policy: Policy) -> Iterator[datetime]:
        for each in moment(obligation, policy):
            day = local_date(each, obligation.zone)
            yield at_local(day, clock(policy), obligation.zone)

    return moments


def morning(policy: Policy) -> time:
    """The time of day of the one message of the morning: what stands there is said in it."""
    return policy.digest_at


def afternoon(policy: Policy) -> time:
    """The second of the two times of day at which steps stand."""
    return policy.afternoon


def asked_again(policy: Policy) -> int:
    """After how many days it is asked again whether something is still postponed."""
    return policy.postponed_again_days


def until_due(*rungs: Moments) -> Moments:
    """The moments of `rungs` that are still on time."""

    def moments(obligation: Obligation, policy: Policy) -> Iterator[datetime]:
        merged = heapq.merge(*(rung(obligation, policy) for rung in rungs))
        return takewhile(lambda at: at <= obligation.due.at, merged)

    return moments
