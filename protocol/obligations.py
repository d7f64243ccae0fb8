"""Obligations: somebody owes something by a moment. All that clocks and reminders know."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

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
from protocol.calendar import calendar_days, elapsed, working_days
from protocol.obligation import Due, Kind
from protocol.policy import Policy

# What people are told to be the reason of each obligation; a policy cites no article.
RULES: Mapping[Kind, Rule] = {
    Kind.CONSENT: POLICY,
    Kind.TRANSMIT: POLICY,
    Kind.ACKNOWLEDGE: POLICY,
    Kind.CONFIRM: reading(6),
    Kind.FORWARD: treaty(7),
    Kind.EXECUTE: treaty(7),
    Kind.TELL_RESULT: treaty(7),
    Kind.TELL_OBSTACLE: treaty(7),
    Kind.ANSWER_DETAILS: treaty(7),
    Kind.ANSWER_CONDITIONS: treaty(7),
    Kind.RECORD_CONFIRMATION: POLICY,
    Kind.WRITTEN_REFUSAL: treaty(9),
    Kind.RELAY_NOTICE: treaty(4),
    Kind.RECEIPT: POLICY,
}

# They ring until a named officer has answered: never in a digest, never snoozed.
ALARMS = frozenset({Kind.CONSENT, Kind.TRANSMIT, Kind.ACKNOWLEDGE})

# Owed only *if* the matter is outside the competence (Art. 7): past its due moment it tells
# nothing of anybody, and the other side is not shown it.
CONDITIONAL = frozenset({Kind.FORWARD})


@dataclass(frozen=True, slots=True)
class Opening:
    """What a due moment follows from."""

    at: datetime
    debtor_zone: str
    requesting_zone: str
    policy: Policy
    holidays: frozenset[date] = frozenset()
    asked_by: datetime | None = None


def due(kind: Kind, opening: Opening) -> Due:
    """Return when `kind` is due if it opens so."""
    return _DUE[kind](opening)


def _confirmation(opening: Opening) -> Due:
    return Due(
        at=elapsed(opening.at, CONFIRMATION_WITHIN.value),
        second_at=calendar_days(opening.at, CONFIRMATION_DAYS.value, opening.requesting_zone),
    )


def _execution(opening: Opening) -> Due:
    usual = calendar_days(opening.at, EXECUTION_DAYS.value, opening.debtor_zone)
    return Due(opening.asked_by or usual)


def _answer(opening: Opening) -> Due:
    return Due(opening.asked_by or elapsed(opening.at, opening.policy.answer_within))


def _working(opening: Opening, days: int) -> Due:
    return Due(working_days(opening.at, days, opening.debtor_zone, opening.holidays))


_DUE: Mapping[Kind, Callable[[Opening], Due]] = {
    Kind.CONSENT: lambda o: Due(elapsed(o.at, o.policy.consent_within)),
    Kind.TRANSMIT: lambda o: Due(elapsed(o.at, o.policy.transmit_within)),
    Kind.ACKNOWLEDGE: lambda o: Due(elapsed(o.at, o.policy.acknowledge_within)),
    Kind.CONFIRM: _confirmation,
    Kind.FORWARD: lambda o: Due(calendar_days(o.at, FORWARD_DAYS.value, o.debtor_zone)),
    Kind.EXECUTE: _execution,
    Kind.TELL_RESULT: lambda o: Due(elapsed(o.at, o.policy.tell_within)),
    Kind.TELL_OBSTACLE: lambda o: Due(elapsed(o.at, o.policy.tell_within)),
    Kind.ANSWER_DETAILS: _answer,
    Kind.ANSWER_CONDITIONS: _answer,
    Kind.RECORD_CONFIRMATION: lambda o: _working(o, o.policy.record_confirmation_working_days),
    Kind.WRITTEN_REFUSAL: lambda o: _working(o, o.policy.written_refusal_working_days),
    Kind.RELAY_NOTICE: lambda o: Due(elapsed(o.at, o.policy.relay_within)),
    Kind.RECEIPT: lambda o: _working(o, o.policy.receipt_working_days),
}
