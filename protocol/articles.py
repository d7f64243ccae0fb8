"""
The articles of the Protocol of 23 December 2014 and every figure that it sets.

Each rule of the product is one of three. TREATY: its words. READING: the words allow several; all
moments are recorded and the strictest drives the reminders. POLICY: the treaty is silent; the
figures stand in `policy.py` and in the configuration, and no article is ever shown for them.
"""

from dataclasses import dataclass, field
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
    """
    What a refusal or a reminder rests on; `article` is None exactly for a policy.

    `clause` is which of its clauses that is, as `docs/clauses.py` counts them; people are shown
    the article alone, and by that two rules are the same.
    """

    source: Source
    article: int | None
    clause: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if (self.article is None) != (self.source is Source.POLICY):
            raise ValueError("a treaty rule or a reading names its article, a policy has none")


@dataclass(frozen=True, slots=True)
class Figure(Generic[V]):
    """A number that the Protocol sets, with the rule that sets it."""

    value: V
    rule: Rule


def treaty(clause: str | int) -> Rule:
    """Return the rule that is the words of a clause, or of an article as a whole: "7.6.1", 8."""
    return Rule(Source.TREATY, _article(clause), str(clause))


def reading(clause: str | int) -> Rule:
    """Return the rule that is one reading of a clause, or of an article as a whole."""
    return Rule(Source.READING, _article(clause), str(clause))


def _article(clause: str | int) -> int:
    return int(str(clause).partition(".")[0])


POLICY = Rule(Source.POLICY, None)

# Art. 6: «с последующим официальным письменным подтверждением в течение 3 суток»: reading A, hours
# from the transmission, and B, calendar days of the requesting authority.
CONFIRMATION_WITHIN = Figure(timedelta(hours=72), reading("6.4.3"))
CONFIRMATION_DAYS = Figure(3, reading("6.4.3"))

# Art. 7, calendar days in the requested authority's zone; the day of receipt does not count.
FORWARD_DAYS = Figure(3, treaty("7.4"))
EXECUTION_DAYS = Figure(30, treaty("7.2.1"))

# Art. 18: «не позднее чем за 6 месяцев до даты выхода», counted back from it (reading).
EXIT_NOTICE_MONTHS = Figure(6, treaty("18.1"))
