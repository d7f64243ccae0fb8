"""What runs and in which order: nothing is left out, each worker begins with what takes longest."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xdist.scheduler.worksteal import WorkStealingScheduling

from tests.databases import NAMED
from tests.order import shared, sizes

FEW = st.integers(0, 30)


class Worker:
    """What the scheduler knows of a worker."""

    shutting_down = False

    def __init__(self, id: str) -> None:
        self.gateway = SimpleNamespace(id=id)
        self.gets: list[int] = []

    def send_runtest_some(self, tests: list[int]) -> None:
        self.gets += tests

    def send_steal(self, tests: list[int]) -> None:
        """Nothing has run yet: nobody has anything to take."""

    def shutdown(self) -> None:
        """It runs what it has."""


@pytest.mark.parametrize("workers", [1, 2, 3, 4, 7])
@pytest.mark.parametrize("tests", [0, 1, 6, 41, 6549])
def test_the_parts_are_those_that_the_workers_get(tests: int, workers: int) -> None:
    config: Any = SimpleNamespace(getvalue=lambda name: [f"{workers}*popen"], option=None)
    scheduling = WorkStealingScheduling(config)
    nodes: list[Any] = [Worker(f"gw{number}") for number in range(workers)]
    for node in nodes:
        scheduling.add_node(node)
    for node in nodes:
        scheduling.add_node_collection(node, [str(number) for number in range(tests)])

    scheduling.schedule()

    assert [len(node.gets) for node in nodes] == sizes(tests, workers)
    assert [each for node in nodes for each in node.gets] == list(range(tests))


@given(slow=FEW, homes=FEW, rest=FEW, workers=st.integers(1, 9))
def test_every_test_runs_once_and_each_part_begins_with_its_slow_ones(
    slow: int, homes: int, rest: int, workers: int
) -> None:
    first, second, others = (
        [f"{kind}{number}" for number in range(count)]
        for kind, count in (("slow", slow), ("home", homes), ("rest", rest))
    )

    ordered = shared(first, second, others, workers)

    assert sorted(ordered) == sorted([*first, *second, *others])
    begins = 0
    for number, size in enumerate(sizes(len(ordered), workers)):
        part = ordered[begins : begins + size]
        own = first[workers - 1 - number :: workers][:size]
        assert part[: len(own)] == own
        begins += size


def test_homeservers_stand_in_half_of_the_parts() -> None:
    ordered = shared(["s1", "s2"], [f"h{n}" for n in range(10)], list(range(88)), 4)

    parts = [ordered[25 * number : 25 * number + 25] for number in range(4)]
    assert [part[:2] for part in parts] == [["h0", "h2"], ["h1", "h3"], ["s2", 40], ["s1", 64]]
    assert all("h" not in str(each) for part in parts[2:] for each in part)


def test_each_story_that_is_named_for_postgresql_is_one() -> None:
    told = "".join(each.read_text("utf-8") for each in Path(__file__).parent.rglob("test_*.py"))
    assert [name for name in NAMED if f"def {name}(" not in told] == []
