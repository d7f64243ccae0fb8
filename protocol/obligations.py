"""
What may be owed: one row a kind, with its rule, debtor, due moment and ladder. Art. 4, 6, 7, 9.

The ladders are policy; so is every row that cites no article.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from protocol.articles import (
    CONFIRMATION_DAYS,
    CONFIRMATION_WITHIN,
    EXECUTION_DAYS,
    FORWARD_DAYS,
    POLICY,
    Rule,
    reading,
    treaty,
)
from protocol.audience import Audience
from protocol.calendar import (
    DaysOff,
    at_local,
    calendar_days,
    elapsed,
    is_working,
    local_date,
    working_days,
)
from protocol.ladders import (
    HOUR,
    Ladder,
    Mornings,
    Then,
    after,
    afternoon,
    asked_again,
    at_due,
    before,
    daily,
    days_after,
    days_before,
    every,
    half_time,
    morning,
    next_clock,
    on_the_day_of,
    past_due,
    past_due_by,
    past_second,
    until_due,
)
from protocol.law import law
from protocol.mornings import Hours
from protocol.nights import is_quiet
from protocol.obligation import Due, Kind, Lateness, Obligation, of_readings
from protocol.policy import Policy


class Debtor(StrEnum):
    """Who owes."""

    REQUESTING = "requesting authority"
    REQUESTED = "requested authority"
    OTHER = "the side that did not propose it"
    SECRETARIAT = "Secretariat"
    PARTY = "each Party"


@dataclass(frozen=True, slots=True)
class Opening:
    """What a due moment follows from."""

    at: datetime
    debtor_zone: str
    requesting_zone: str
    policy: Policy
    holidays: DaysOff = ()
    asked_by: datetime | None = None


@dataclass(frozen=True, slots=True)
class ObligationRule:
    """
    By which rule something is owed, by whom, until when, and when and to whom it is spoken of.

    `rings`: an alarm until a named officer has answered, never in a digest and never snoozed.
    `conditional`: owed only *if* something is so (Art. 7: the matter is outside the competence);
    past its due moment it tells nothing of anybody, and nobody but its debtor is shown it.
    `asks`: its due moment is when something is asked; past it nobody is late, and nobody reads so.
    `listed`: its debtor can do something about it. `after_receipt`: no card names it while the
    request still rings. `in_working_days`: its due moment rests on the debtor's holidays.
    `internal`: a matter of its debtor's own desk, which nobody else is shown. `spans`: what was
    named for it is a time from its opening on, and no moment.
    `limit`: its due moment is a time limit of Art. 6 or 7. `hours`: at which it is spoken of.
    `of_product`: a clock of the product's own; nobody owes it, and nobody is told of it.
    """

    rule: Rule
    owed_by: Debtor
    due: Callable[[Opening], Due]
    ladder: Ladder
    rings: bool = False
    conditional: bool = False
    asks: bool = False
    listed: bool = True
    after_receipt: bool = False
    in_working_days: bool = False
    internal: bool = False
    spans: bool = False
    limit: bool = False
    hours: Hours = Hours.BY_DAY
    of_product: bool = False


def due(kind: Kind, opening: Opening) -> Due:
    """Return when `kind` is due if it opens so."""
    row = OBLIGATIONS[kind]
    law(row.rule.clause, row.rule.source, kind)
    return row.due(opening)


def hours_of(kind: Kind) -> Hours:
    """Return at which hours a kind is spoken of: what rings does so at any."""
    row = OBLIGATIONS[kind]
    return Hours.ANY if row.rings else row.hours


def is_known_to(obligation: Obligation, *debtors: str) -> bool:
    """Say whether those who owe as one of `debtors` may know of it."""
    return is_known(obligation.kind) or obligation.owed_by in debtors


def is_known(kind: Kind) -> bool:
    """Say whether those to whom it is owed may know of it."""
    row = OBLIGATIONS[kind]
    return not (row.conditional or row.internal or row.of_product)


def tells(obligation: Obligation, now: datetime) -> bool:
    """Say whether it tells something of its debtor: a conditional one only while it is on time."""
    conditional = OBLIGATIONS[obligation.kind].conditional
    return not conditional or obligation.lateness(now) is Lateness.ON_TIME


def how_late(obligation: Obligation, moment: datetime) -> Lateness:
    """Return how late it is at `moment`, as people are told: what only asks is late to nobody."""
    if OBLIGATIONS[obligation.kind].asks:
        return Lateness.DUE if moment >= obligation.due.at else Lateness.ON_TIME
    return obligation.lateness(moment)


def is_closed(receipt: Obligation, policy: Policy, now: datetime) -> bool:
    """Say whether a result is closed though nobody has acknowledged its receipt (policy)."""
    return now >= next(_CLOSED(receipt, policy))


def _confirmation(opening: Opening) -> Due:
    return of_readings(
        elapsed(opening.at, CONFIRMATION_WITHIN.value),
        calendar_days(opening.at, CONFIRMATION_DAYS.value, opening.requesting_zone),
    )


def _will_sign(opening: Opening) -> Due:
    """
    The afternoon of the last working day before that on which the confirmation falls due.

    Where that is over as it is asked, an hour later; of the night, the next morning.
    """
    zone, policy = opening.debtor_zone, opening.policy
    day = local_date(_confirmation(opening).at, zone) - timedelta(days=1)
    while not is_working(day, opening.holidays):
        day -= timedelta(days=1)
    at = at_local(day, policy.afternoon, zone)
    if at > opening.at:
        return Due(at)
    soon = elapsed(opening.at, WORKING_ON)
    if not is_quiet(soon, zone, policy):
        return Due(soon)
    today = local_date(soon, zone)
    mornings = (at_local(each, policy.digest_at, zone) for each in (today, today + timedelta(1)))
    return Due(next(each for each in mornings if each > soon))


def as_stored(opened_at: datetime, at: datetime, second_at: datetime | None) -> Due:
    """
    Return the due moment that is stored as its two moments, in whichever order.

    Where there are two, the one that lies the 72 hours of Art. 6 behind `opened_at` is reading A.
    """
    if second_at is None:
        return Due(at)
    hours_at = elapsed(opened_at, CONFIRMATION_WITHIN.value)
    return of_readings(second_at, at) if second_at == hours_at else of_readings(at, second_at)


def _execution(opening: Opening) -> Due:
    usual = calendar_days(opening.at, EXECUTION_DAYS.value, opening.debtor_zone)
    return Due(opening.asked_by or usual)


def _answer(opening: Opening) -> Due:
    return Due(opening.asked_by or elapsed(opening.at, opening.policy.answer_within))


def _postponed(opening: Opening) -> Due:
    """When it is asked: in the morning of the date that was named, or of the last of the days."""
    days = timedelta(days=opening.policy.postponed_days)
    usual = local_date(opening.at, opening.debtor_zone) + days
    named = opening.asked_by and local_date(opening.asked_by, opening.debtor_zone)
    return Due(at_local(named or usual, opening.policy.digest_at, opening.debtor_zone))


def _dispatch(opening: Opening) -> Due:
    """A working day; no later than the three days of Art. 7, where these have not passed."""
    usual = _due_on_working_day(opening, opening.policy.dispatch_working_days)
    return Due(min(usual.at, opening.asked_by or usual.at))


def _progress(opening: Opening) -> Due:
    usual = _due_on_working_day(opening, opening.policy.progress_working_days)
    return Due(opening.asked_by or usual.at)


def _due_on_working_day(opening: Opening, days: int) -> Due:
    return Due(working_days(opening.at, days, opening.debtor_zone, opening.holidays))


_AT_ONCE = after(timedelta())
_QUARTER = timedelta(minutes=15)
# As long as whoever acknowledged may put off the question what becomes of it.
WORKING_ON = HOUR
_LAST_DAY = days_before(0, morning, afternoon)
_EACH = Mornings(since=_AT_ONCE)
_EACH_FROM_DUE = Mornings(since=past_due)
_FIVE_FROM_DUE = Mornings(since=past_due, times=5)
_EXECUTION = Ladder(
    to=frozenset({Audience.ON_DUTY}),
    rungs=(
        on_the_day_of(half_time, morning),
        *(days_before(days, morning) for days in (14, 7, 3, 1, 0)),
    ),
    mornings=(_FIVE_FROM_DUE,),
    joins=((days_before(3, morning), Audience.SIGNATORIES),),
)
_UNTIL_DONE = Ladder(
    to=frozenset({Audience.ON_DUTY}),
    rungs=(_LAST_DAY,),
    mornings=(_EACH_FROM_DUE,),
    joins=((past_due, Audience.SIGNATORIES),),
)
_ANSWER = Ladder(
    to=frozenset({Audience.SENDER, Audience.ON_DUTY}),
    rungs=(half_time, before(4 * HOUR), past_due),
    mornings=(_EACH_FROM_DUE,),
    joins=((past_due, Audience.SIGNATORIES),),
)
# The requested side has no sender.
_ANSWER_THERE = replace(_ANSWER, to=frozenset({Audience.ON_DUTY}))

_RINGING = Ladder(
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
)
_CONFIRMATION = Ladder(
    to=frozenset({Audience.SENDER, Audience.ON_DUTY}),
    rungs=(_AT_ONCE, before(24 * HOUR), before(4 * HOUR), before(HOUR), past_due, past_second),
    # After the one that tells of the second reading there are five.
    mornings=(
        Mornings(since=_AT_ONCE, until=past_second),
        Mornings(since=past_second, times=6, then=Then.MONDAYS),
    ),
    joins=((next_clock(morning), Audience.DEPUTIES), (before(24 * HOUR), Audience.HEAD)),
    mentions=(past_due,),
)
_NAMED_PERIOD = (half_time, before(HOUR), past_due)
# A result whose receipt nobody has acknowledged by then is closed.
_CLOSED = days_after(lambda policy: policy.result_closed_days, afternoon)

OBLIGATIONS: Mapping[Kind, ObligationRule] = {
    Kind.CONSENT: ObligationRule(
        rule=POLICY,
        owed_by=Debtor.REQUESTED,
        due=lambda o: Due(elapsed(o.at, o.policy.consent_within)),
        # Its last step is no reminder: what was asked lapses there.
        ladder=Ladder(
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
        rings=True,
    ),
    Kind.TRANSMIT: ObligationRule(
        rule=POLICY,
        owed_by=Debtor.REQUESTING,
        due=lambda o: Due(elapsed(o.at, o.policy.transmit_within)),
        ladder=Ladder(
            to=frozenset({Audience.SENDER}),
            rungs=(
                past_due,
                every(_QUARTER, since=_AT_ONCE, until=2 * HOUR),
                every(HOUR, since=after(2 * HOUR)),
            ),
            joins=((after(_QUARTER), Audience.ON_DUTY),),
        ),
        rings=True,
        listed=False,
    ),
    Kind.ACKNOWLEDGE: ObligationRule(
        rule=POLICY,
        owed_by=Debtor.REQUESTED,
        due=lambda o: Due(elapsed(o.at, o.policy.acknowledge_within)),
        ladder=replace(_RINGING, tells=(after(timedelta(minutes=10)),)),
        rings=True,
    ),
    # Acknowledged, and nothing done since: it is asked what becomes of it.
    Kind.TAKE_UP: ObligationRule(
        rule=POLICY,
        owed_by=Debtor.REQUESTED,
        due=lambda o: Due(o.asked_by or elapsed(o.at, o.policy.take_up_within)),
        ladder=Ladder(
            to=frozenset({Audience.SENDER, Audience.ON_DUTY}),
            rungs=(past_due, past_due_by(_QUARTER), past_due_by(timedelta(minutes=75))),
            joins=(
                (past_due_by(_QUARTER), Audience.DEPUTIES),
                (past_due_by(timedelta(minutes=75)), Audience.HEAD),
            ),
        ),
        rings=True,
        asks=True,
        internal=True,
        spans=True,
    ),
    Kind.ANSWER_MISDIRECTED: ObligationRule(
        rule=POLICY,
        owed_by=Debtor.REQUESTING,
        due=lambda o: Due(elapsed(o.at, o.policy.acknowledge_within)),
        ladder=_RINGING,
        rings=True,
    ),
    Kind.CORRECTION_READ: ObligationRule(
        rule=POLICY,
        owed_by=Debtor.REQUESTED,
        due=lambda o: Due(elapsed(o.at, o.policy.acknowledge_within)),
        ladder=_RINGING,
        rings=True,
    ),
    # The other side is called to suspend what it does.
    Kind.ANSWER_HOLD: ObligationRule(
        rule=POLICY,
        owed_by=Debtor.OTHER,
        due=lambda o: Due(elapsed(o.at, o.policy.acknowledge_within)),
        ladder=_RINGING,
        rings=True,
    ),
    Kind.CONFIRM: ObligationRule(
        rule=reading("6.4.3"),
        owed_by=Debtor.REQUESTING,
        due=_confirmation,
        ladder=_CONFIRMATION,
        limit=True,
    ),
    # Who will sign that letter: without an answer the head is told.
    Kind.WILL_SIGN: ObligationRule(
        rule=POLICY,
        owed_by=Debtor.REQUESTING,
        due=_will_sign,
        ladder=Ladder(to=frozenset({Audience.HEAD}), rungs=(past_due,)),
        asks=True,
        listed=False,
        in_working_days=True,
        internal=True,
        hours=Hours.ANY,
    ),
    # What a letter that was registered before could not list.
    Kind.CONFIRM_ADDITION: ObligationRule(
        rule=reading("6.4.3"),
        owed_by=Debtor.REQUESTING,
        due=_confirmation,
        ladder=_CONFIRMATION,
        limit=True,
    ),
    # The figures are the treaty's; that they are calendar days of the debtor is a reading.
    Kind.FORWARD: ObligationRule(
        rule=reading("7.4"),
        owed_by=Debtor.REQUESTED,
        due=lambda o: Due(calendar_days(o.at, FORWARD_DAYS.value, o.debtor_zone)),
        ladder=Ladder(
            to=frozenset({Audience.ON_DUTY}),
            rungs=(days_before(2, morning), days_before(1, morning), _LAST_DAY),
            joins=((days_before(0, morning), Audience.SIGNATORIES),),
        ),
        conditional=True,
        limit=True,
    ),
    Kind.EXECUTE: ObligationRule(
        rule=reading("7.2.1"),
        owed_by=Debtor.REQUESTED,
        due=_execution,
        ladder=_EXECUTION,
        after_receipt=True,
        limit=True,
    ),
    # What the requesting side would like: a clock of both sides, past which nobody is late.
    Kind.NAMED_PERIOD: ObligationRule(
        rule=POLICY,
        owed_by=Debtor.REQUESTED,
        due=_answer,
        ladder=Ladder(
            to=frozenset({Audience.ON_DUTY}),
            rungs=_NAMED_PERIOD,
            tells=_NAMED_PERIOD,
            mornings=(Mornings(since=past_due, times=1, then=Then.NOTHING),),
            mentions=(past_due,),
        ),
        asks=True,
        hours=Hours.UNLESS_IT_WAITS,
    ),
    # Where it ends without a word of the requested side, the progress is asked for.
    Kind.SILENCE: ObligationRule(
        rule=POLICY,
        owed_by=Debtor.REQUESTED,
        due=lambda o: Due(elapsed(o.at, o.policy.silence_within)),
        ladder=Ladder(to=frozenset({Audience.ON_DUTY}), rungs=(past_due,)),
        listed=False,
        hours=Hours.ANY,
        of_product=True,
    ),
    Kind.PROGRESS: ObligationRule(
        rule=POLICY,
        owed_by=Debtor.REQUESTED,
        due=_progress,
        ladder=Ladder(
            to=frozenset({Audience.ON_DUTY}),
            rungs=(_AT_ONCE, past_due),
            joins=((past_due, Audience.SIGNATORIES),),
        ),
        in_working_days=True,
        hours=Hours.WITHIN_THE_NIGHT,
    ),
    # Whoever postponed has named it on resuming: a promise, no period of Art. 7.
    Kind.EXPECTED: ObligationRule(
        rule=POLICY,
        owed_by=Debtor.REQUESTED,
        due=_execution,
        ladder=_EXECUTION,
    ),
    Kind.POSTPONED: ObligationRule(
        rule=POLICY,
        owed_by=Debtor.REQUESTED,
        due=_postponed,
        ladder=Ladder(
            to=frozenset({Audience.ON_DUTY}),
            rungs=(at_due, daily(morning, since=at_due, each=asked_again)),
        ),
        asks=True,
    ),
    Kind.DISPATCH: ObligationRule(
        rule=POLICY,
        owed_by=Debtor.REQUESTED,
        due=_dispatch,
        ladder=_UNTIL_DONE,
        in_working_days=True,
    ),
    Kind.RESULT_RECEIPT: ObligationRule(
        rule=POLICY,
        owed_by=Debtor.REQUESTING,
        due=lambda o: _due_on_working_day(o, o.policy.result_receipt_working_days),
        # Its last step is no reminder: the request is closed there.
        ladder=Ladder(
            to=frozenset({Audience.SENDER, Audience.ON_DUTY}),
            rungs=(_CLOSED,),
            mornings=(Mornings(since=_AT_ONCE, times=5),),
            joins=((past_due, Audience.SIGNATORIES),),
        ),
    ),
    Kind.ANSWER_DETAILS: ObligationRule(
        rule=POLICY,
        owed_by=Debtor.REQUESTING,
        due=_answer,
        ladder=_ANSWER,
        hours=Hours.UNLESS_IT_WAITS,
    ),
    Kind.ANSWER_CONDITIONS: ObligationRule(
        rule=POLICY,
        owed_by=Debtor.REQUESTING,
        due=_answer,
        ladder=_ANSWER,
        hours=Hours.UNLESS_IT_WAITS,
    ),
    Kind.ANSWER_COUNTER: ObligationRule(
        rule=POLICY,
        owed_by=Debtor.REQUESTED,
        due=_answer,
        ladder=_ANSWER_THERE,
        hours=Hours.UNLESS_IT_WAITS,
    ),
    Kind.ANSWER_BREACH: ObligationRule(
        rule=POLICY,
        owed_by=Debtor.REQUESTING,
        due=_answer,
        ladder=_ANSWER,
        hours=Hours.UNLESS_IT_WAITS,
    ),
    Kind.ANSWER_PERIOD: ObligationRule(
        rule=POLICY,
        owed_by=Debtor.OTHER,
        due=_answer,
        ladder=_ANSWER_THERE,
        hours=Hours.UNLESS_IT_WAITS,
    ),
    # In the stead of the 30 days: by a treaty on mutual assistance (Art. 7), or as both agreed.
    Kind.AGREED_PERIOD: ObligationRule(
        rule=treaty("7.2.2"),
        owed_by=Debtor.REQUESTED,
        due=_execution,
        ladder=_EXECUTION,
        limit=True,
    ),
    Kind.AGREED_MOMENT: ObligationRule(
        rule=POLICY,
        owed_by=Debtor.REQUESTED,
        due=_execution,
        ladder=_EXECUTION,
    ),
    Kind.RECORD_CONFIRMATION: ObligationRule(
        rule=POLICY,
        owed_by=Debtor.REQUESTED,
        due=lambda o: _due_on_working_day(o, o.policy.record_confirmation_working_days),
        ladder=Ladder(
            to=frozenset({Audience.ON_DUTY}),
            rungs=(),
            mornings=(_EACH,),
            joins=((past_due, Audience.SIGNATORIES),),
        ),
        in_working_days=True,
    ),
    Kind.ANSWER_OBJECTION: ObligationRule(
        rule=POLICY,
        owed_by=Debtor.REQUESTING,
        due=lambda o: _due_on_working_day(o, o.policy.answer_objection_working_days),
        ladder=Ladder(
            to=frozenset({Audience.SENDER, Audience.ON_DUTY}),
            rungs=(),
            mornings=(_EACH,),
            joins=((past_due, Audience.SIGNATORIES),),
        ),
        in_working_days=True,
    ),
    Kind.WRITTEN_REFUSAL: ObligationRule(
        rule=treaty("9.2"),
        owed_by=Debtor.REQUESTED,
        due=lambda o: _due_on_working_day(o, o.policy.written_refusal_working_days),
        ladder=Ladder(
            to=frozenset({Audience.DEPUTIES}),
            rungs=(),
            mornings=(_EACH,),
            joins=((past_due, Audience.HEAD),),
        ),
        in_working_days=True,
    ),
    Kind.RELAY_NOTICE: ObligationRule(
        rule=treaty("4.3"),
        owed_by=Debtor.SECRETARIAT,
        due=lambda o: Due(elapsed(o.at, o.policy.relay_within)),
        ladder=Ladder(
            to=frozenset({Audience.SECRETARIAT}),
            rungs=(
                every(_QUARTER, since=_AT_ONCE, until=timedelta(minutes=45)),
                past_due,
                every(HOUR, since=past_due),
            ),
            # Nobody has come who relays it beside whoever submitted it.
            joins=((after(timedelta(minutes=30)), Audience.SECRETARIAT_HEAD),),
        ),
        hours=Hours.ANY,
    ),
    Kind.RECEIPT: ObligationRule(
        rule=POLICY,
        owed_by=Debtor.PARTY,
        due=lambda o: _due_on_working_day(o, o.policy.receipt_working_days),
        ladder=Ladder(
            to=frozenset({Audience.ON_DUTY}),
            rungs=(at_due,),
            mornings=(_FIVE_FROM_DUE,),
            joins=((past_due, Audience.SIGNATORIES),),
        ),
        in_working_days=True,
    ),
    # At its due moment the register changes by itself; its steps ask where it would not.
    Kind.CHANGE_REGISTER: ObligationRule(
        rule=POLICY,
        owed_by=Debtor.SECRETARIAT,
        due=lambda o: Due(o.asked_by or elapsed(o.at, timedelta(days=1))),
        ladder=Ladder(
            to=frozenset({Audience.SECRETARIAT_HEAD}),
            rungs=(
                before(24 * HOUR),
                before(4 * HOUR),
                before(HOUR),
                before(timedelta()),
            ),
            mornings=(_EACH_FROM_DUE,),
        ),
        asks=True,
        listed=False,
        hours=Hours.UNLESS_IT_WAITS,
    ),
    # No reminder: at its steps what came late passes on, and at the last one the old desk closes.
    Kind.SUCCESSION: ObligationRule(
        rule=POLICY,
        owed_by=Debtor.SECRETARIAT,
        due=lambda o: Due(elapsed(o.at, timedelta(days=o.policy.succession_days))),
        ladder=Ladder(
            to=frozenset({Audience.SECRETARIAT_HEAD}),
            rungs=(after(timedelta(minutes=1)), after(HOUR), before(timedelta())),
        ),
        asks=True,
        listed=False,
        hours=Hours.ANY,
    ),
    Kind.EXIT_DATE: ObligationRule(
        rule=POLICY,
        owed_by=Debtor.SECRETARIAT,
        due=lambda o: Due(elapsed(o.at, o.policy.answer_within)),
        ladder=Ladder(
            to=frozenset({Audience.SECRETARIAT_HEAD}),
            rungs=(_AT_ONCE,),
            mornings=(_EACH,),
        ),
    ),
    # «Урегулировав все обязательства»: its steps tell both sides what is open; at the date of the
    # exit the Party is bound no more.
    Kind.SETTLEMENT: ObligationRule(
        rule=treaty("18.2"),
        owed_by=Debtor.PARTY,
        due=lambda o: Due(o.asked_by or elapsed(o.at, timedelta(days=1))),
        ladder=Ladder(
            to=frozenset({Audience.ON_DUTY, Audience.SIGNATORIES}),
            rungs=(
                *(days_before(days, morning) for days in (30, 7, 1)),
                before(timedelta()),
            ),
        ),
        asks=True,
        listed=False,
        hours=Hours.ANY,
    ),
}

ALARMS = frozenset(kind for kind, row in OBLIGATIONS.items() if row.rings)
