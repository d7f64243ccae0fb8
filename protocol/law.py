"""
Marks: where a clause of the Protocol is carried out, the code says which. Nothing follows from it.

The clauses and their words are those of `docs/clauses.py`; "7.6.1" is of paragraph 6 of Art. 7.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import TypeAlias

from protocol.articles import Source

Hearer: TypeAlias = Callable[[str, StrEnum | None], None]

# Whoever wants to know which clauses were carried out; only tests do.
HEARERS: list[Hearer] = []


def law(clause: str, source: Source = Source.TREATY, row: StrEnum | None = None) -> None:
    """
    Say that what follows carries out a clause: as its words, as a reading, or as a policy.

    `row` is the row of a table that says so (`Rule.clause`); a row without a clause says nothing.
    """
    for hear in HEARERS:
        hear(clause, row)
