"""What `nabat check` finds, line by line."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the answer; one that `warns` breaks nothing, and still wants to be seen to."""

    good: bool
    text: str
    warns: bool = False


Findings: TypeAlias = Iterator[Finding]
