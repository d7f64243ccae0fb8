"""
The articles of the Protocol of 23 December 2014 and every figure that it sets.

Each rule of the product is one of three. TREATY: its words. READING: the words allow several; all
moments are recorded and the strictest drives the reminders. POLICY: the treaty is silent; the
figures stand in `policy.py` and in the configuration, and no article is ever shown for them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Generic, TypeVar

V = TypeVar("V", covariant=True)


class Source(StrEnum):
    """Where a rule comes from."""

    TREATY = "treaty"
    READING = "reading"
    POLICY = "policy"


@dataclass(frozen=True, slots=True)
class Rule:
    """What a refusal or a reminder rests on; `article` is None exactly for a policy."""

    source: Source
    article: int | None

    def __post_init__(self) -> None:
        if (self.article is None) != (self.source is Source.POLICY):
            raise ValueError("a treaty rule or a reading names its article, a policy has none")


@dataclass(frozen=True, slots=True)
class Figure(Generic[V]):
    """A number that the Protocol sets, with the rule that sets it."""

    value: V
    rule: Rule


def treaty(article: int) -> Rule:
    """Return the rule that is the words of `article`."""
    return Rule(Source.TREATY, article)


def reading(article: int) -> Rule:
    """Return the rule that is one reading of `article`."""
    return Rule(Source.READING, article)


POLICY = Rule(Source.POLICY, None)

# Art. 6: «с последующим официальным письменным подтверждением в течение 3 суток».
CONFIRMATION_WITHIN = Figure(timedelta(hours=72), reading(6))  # reading A, from transmission
CONFIRMATION_DAYS = Figure(3, reading(6))  # reading B, calendar days of the requesting authority

# Art. 7, calendar days in the requested authority's zone; the day of receipt does not count.
FORWARD_DAYS = Figure(3, treaty(7))
EXECUTION_DAYS = Figure(30, treaty(7))

# Art. 18: «не позднее чем за 6 месяцев до даты выхода», counted back from it (reading).
EXIT_NOTICE_MONTHS = Figure(6, treaty(18))

IMPLEMENTED_BY: Mapping[int, tuple[str, ...]] = {
    1: ("protocol.parties.Authority",),
    2: ("protocol.request.Request",),
    3: ("protocol.request.Ground",),
    4: ("protocol.notices.Notice", "protocol.obligation.Kind.RELAY_NOTICE"),
    5: ("protocol.conditions.reminds_of_legal_assistance",),
    6: (
        "protocol.request.Content",
        "protocol.conditions.unmet",
        "protocol.obligation.Kind.CONFIRM",
        "protocol.confirmation.Confirmation",
    ),
    7: (
        "protocol.moves.EXECUTION",
        "protocol.obligation.Kind.EXECUTE",
        "protocol.obligation.Kind.FORWARD",
    ),
    8: ("protocol.moves.Move.ASK_PRESENCE",),
    9: ("protocol.moves.Move.REFUSE", "protocol.obligation.Kind.WRITTEN_REFUSAL"),
    10: (
        "protocol.views.SEES",
        "protocol.secrecy.verdict.read",
        "protocol.moves.Move.ASK_OTHER_USE",
    ),
    11: ("protocol.moves.Move.RECORD_CONSULTATION",),
    12: ("protocol.moves.Move.PROPOSE_COSTS",),
    13: ("protocol.conditions.lacks_russian",),
    14: ("protocol.conditions.reminds_of_legal_assistance",),
    15: ("protocol.parties.Party",),
    16: ("protocol.parties.Bond",),
    17: ("protocol.parties.Bond",),
    18: ("protocol.parties.latest_exit_notice",),
}
