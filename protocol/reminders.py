"""
When somebody is reminded of what is owed, and who. Policy, except the due moments (Art. 6, 7).

A ladder is a row of `LADDERS`: to whom, at which moments, who joins from which moment on.
"""

import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from itertools import count, groupby, takewhile
from typing import TypeAlias

from protocol.calendar import at_local, local_date
from protocol.obligations import Kind, Obligation
from protocol.parties import Officer, Role
from protocol.policy import Policy

Moments: TypeAlias = Callable[[Obligation, Policy], Iterator[datetime]]
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


class Audience(StrEnum):
    """A part of the people who may have to be told."""

    ON_DUTY = "on_duty"
    ALL_DUTY = "all_duty"
    DEPUTIES = "deputies"
    SIGNATORIES = "signatories"
    HEAD = "head"
    SENDER = "sender"
    SECRETARIAT = "secretariat"
    SECRETARIAT_HEAD = "secretariat_head"


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


def recipients(
    audiences: Iterable[Audience], officers: Iterable[Officer], *, sender: str | None = None
) -> tuple[Officer, ...]:
    """
    Return who of the debtor's serving `officers` is meant, each once, in their order.

    Nobody is left out for want of a rank: where nobody is on duty all duty officers are meant,
    where there is no deputy the head is, where there is no duty officer the signatories are, and
    the other way round; for a sender who serves no longer those on duty stand in.
    """
    everybody = tuple(officers)
    meant = {one.id for each in audiences for one in _meant(each, everybody, sender)}
    return tuple(officer for officer in everybody if officer.id in meant)


def _meant(
    audience: Audience, officers: tuple[Officer, ...], sender: str | None
) -> tuple[Officer, ...]:
    if audience is Audience.SENDER:
        own = tuple(each for each in officers if each.id == sender)
        return own or _meant(Audience.ON_DUTY, officers, None)
    for choice in _CHOICES[audience]:
        chosen = tuple(each for each in officers if choice(each))
        if chosen:
            return chosen
    return ()


def _holds(*roles: Role) -> Callable[[Officer], bool]:
    return lambda officer: officer.role in roles


def _on_duty(officer: Officer) -> bool:
    return officer.role is Role.DUTY_OFFICER and officer.on_duty


_DUTY = _holds(Role.DUTY_OFFICER)
_SIGNS = _holds(Role.HEAD, Role.DEPUTY, Role.ACTING_HEAD)
_HEAD = _holds(Role.HEAD, Role.ACTING_HEAD)
_SECRETARIAT = _holds(Role.SECRETARIAT_OFFICER, Role.SECRETARIAT_HEAD)
_CHOICES: Mapping[Audience, tuple[Callable[[Officer], bool], ...]] = {
    Audience.ON_DUTY: (_on_duty, _DUTY, _SIGNS),
    Audience.ALL_DUTY: (_DUTY, _SIGNS),
    Audience.DEPUTIES: (_holds(Role.DEPUTY, Role.ACTING_HEAD), _SIGNS, _DUTY),
    Audience.SIGNATORIES: (_SIGNS, _DUTY),
    Audience.HEAD: (_HEAD, _SIGNS, _DUTY),
    Audience.SECRETARIAT: (_holds(Role.SECRETARIAT_OFFICER), _SECRETARIAT),
    Audience.SECRETARIAT_HEAD: (_holds(Role.SECRETARIAT_HEAD), _SECRETARIAT),
}


def _is_new(moment: datetime, said: datetime | None, now: datetime) -> bool:
    return moment <= now and (said is None or moment > said)


# Moments: each takes the obligation and the policy and yields moments in their order.


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


def daily(clock: Callable[[Policy], time], *, since: Moments, days: int | None = None) -> Moments:
    """Every day when the debtor's clocks show `clock`, after `since`: for ever or `days` times."""

    def moments(obligation: Obligation, policy: Policy) -> Iterator[datetime]:
        start = next(since(obligation, policy))
        day = local_date(start, obligation.zone)
        first = 0 if at_local(day, clock(policy), obligation.zone) > start else 1
        numbers = count(first) if days is None else range(first, first + days)
        return (
            at_local(day + timedelta(days=number), clock(policy), obligation.zone)
            for number in numbers
        )

    return moments


def morning(policy: Policy) -> time:
    """The first of the two times of day at which steps stand."""
    return policy.morning


def afternoon(policy: Policy) -> time:
    """The second of the two times of day at which steps stand."""
    return policy.afternoon


def confirmation_morning(policy: Policy) -> time:
    """The time of day at which signatories are reminded."""
    return policy.confirmation_morning


def until_due(*rungs: Moments) -> Moments:
    """The moments of `rungs` that are still on time."""

    def moments(obligation: Obligation, policy: Policy) -> Iterator[datetime]:
        merged = heapq.merge(*(rung(obligation, policy) for rung in rungs))
        return takewhile(lambda at: at <= obligation.due.at, merged)

    return moments


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
