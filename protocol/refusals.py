"""What a person is told when something cannot be done: what is so, the rule, what to do instead."""

from datetime import date, datetime, timedelta
from typing import TypeAlias

from protocol.articles import POLICY, Rule

Fact: TypeAlias = str | int | date | datetime | timedelta | tuple[str, ...]


class Refused(Exception):
    """
    The person's failure: it is shown to them and nothing changes.

    `why` and `instead` are names of texts ("refused-...", "instead-..."); `facts` are what those
    texts mention: ids, scalars and moments, never words.
    """

    def __init__(
        self, why: str, *, rule: Rule = POLICY, instead: str | None = None, **facts: Fact
    ) -> None:
        super().__init__(why)
        self.why = why
        self.rule = rule
        self.instead = instead
        self.facts = facts
