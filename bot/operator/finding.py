"""What `nabat check` finds, line by line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from bot.words.operator import Told, Words


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the answer; one that `warns` breaks nothing, and still wants to be seen to."""

    good: bool
    text: str
    warns: bool = False


Findings: TypeAlias = Iterator[Finding]
# Of what is missing so many are named.
SHOWN = 3


def finding(words: Words, good: bool, key: str, **values: Told) -> Finding:
    """Return a finding in the words of a text."""
    return Finding(good, words(key, **values))


def some(ids: Sequence[str]) -> str:
    """Return the first of these ids, and whether there are more."""
    return ", ".join((*ids[:SHOWN], "…") if len(ids) > SHOWN else ids)
