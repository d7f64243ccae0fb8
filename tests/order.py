"""
In which order the tests run, so that every worker is busy to the end.

Each worker gets a part of the list and takes from another's when it is through. So each part
begins with what takes longest; and what needs a homeserver stands in half of the parts, since a
worker starts one of its own.
"""

from collections import deque
from collections.abc import Sequence
from typing import TypeVar

import pytest

T = TypeVar("T")


def longest_first(items: Sequence[pytest.Item], workers: int) -> list[pytest.Item]:
    """Return the tests as so many workers are to take them."""
    slow = [each for each in items if each.get_closest_marker("slow")]
    rest = [each for each in items if not each.get_closest_marker("slow")]
    homes = [each for each in rest if _needs_homeserver(each)]
    apart = set(homes)
    return shared(slow, homes, [each for each in rest if each not in apart], workers)


def shared(slow: Sequence[T], homes: Sequence[T], rest: Sequence[T], workers: int) -> list[T]:
    """Return all of them, the parts of the workers one after another."""
    left, ordered = deque(rest), list[T]()
    hosts = max(1, workers // 2)
    for number, size in enumerate(sizes(len(slow) + len(homes) + len(rest), workers)):
        part = [*slow[number::workers], *(homes[number::hosts] if number < hosts else ())]
        left.extendleft(reversed(part[size:]))
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
