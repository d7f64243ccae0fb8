"""What `nabat check` finds, line by line."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the answer."""

    good: bool
    text: str


Findings: TypeAlias = Iterator[Finding]
