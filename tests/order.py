"""
In which order the tests run, so that every worker is busy to the end.

Each worker gets a part of the list and takes from another's when it is through. So each part
begins with what takes longest; and what needs a homeserver stands in the first half of the parts,
since a worker starts one of its own: the other slow ones are dealt from the last part on.
"""

from collections import deque
from collections.abc import Sequence
from typing import TypeVar

import pytest

T = TypeVar("T")


def longest_first(items: Sequence[pytest.Item], workers: int) -> list[pytest.Item]:
    """Return the tests as so many workers are to take them."""
    slow, slow_homes, homes, rest = (list[pytest.Item]() for _ in range(4))
    for each in items:
        long = each.get_closest_marker("slow") is not None
        if _needs_homeserver(each):
            (slow_homes if long else homes).append(each)
        else:
            (slow if long else rest).append(each)
    return shared(slow, slow_homes + homes, rest, workers)


def shared(slow: Sequence[T], homes: Sequence[T], rest: Sequence[T], workers: int) -> list[T]:
    """Return all of them, the parts of the workers one after another."""
    hosts = max(1, workers // 2)
    begins = [
        [*slow[workers - 1 - number :: workers], *(homes[number::hosts] if number < hosts else ())]
        for number in range(workers)
    ]
    parts = sizes(len(slow) + len(homes) + len(rest), workers)
    over = [each for part, size in zip(begins, parts, strict=True) for each in part[size:]]
    left, ordered = deque([*over, *rest]), list[T]()
    for part, size in zip(begins, parts, strict=True):
        ordered += part[:size]
        ordered += [left.popleft() for _ in range(size - len(part))]
    return ordered


def sizes(tests: int, workers: int) -> list[int]:
    """Return how many tests each worker gets at first, as `--dist worksteal` shares them out."""
    given: list[int] = []
    for left in range(workers, 0, -1):
        given.append((tests - sum(given)) // left)
    return given


def _needs_homeserver(item: pytest.Item) -> bool:
    if item.get_closest_marker("homeserver"):
        return True
    return isinstance(item, pytest.Function) and "running_homeserver" in item.fixturenames
