"""Some seeds of the simulation, and that a seed is a whole description of its run."""

import re
from collections.abc import Collection
from datetime import timedelta
from pathlib import Path
from unittest import mock

import pytest

from handlers.clock import tick
from tests.simulation.run import run
from tests.simulation.soak import replay
from tests.simulation.weather import KINDS, SURE, Spells
from tests.simulation.world import START

MINUTE = timedelta(minutes=1)
# In the last ones something was once found that the first do not show.
SEEDS = (*range(12), 777083, 515009, 515060, 515668)
TWICE = 7
# Here reminders wait that are discharged meanwhile.
ANSWERED_LATE = 9
# Every way to fail of a channel, a disk, a clock and a row; the others cross them otherwise.
SAMPLED = (0, 2, 3, 4, 6, TWICE, 8, 11)
PLAYED = [
    pytest.param(seed, marks=() if seed in SAMPLED else pytest.mark.soak)
    for seed in SEEDS
    if seed != TWICE
]


@pytest.mark.slow
@pytest.mark.parametrize("seed", PLAYED)
def test_nothing_is_lost_doubled_or_leaked_whatever_fails(seed: int, tmp_path: Path) -> None:
    try:
        run(seed, tmp_path)
    except BaseException as failure:
        failure.add_note(f"again: {replay(seed)}")
        raise


@pytest.mark.slow
def test_the_same_seed_is_the_same_run(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()

    first, second = run(TWICE, one), run(TWICE, other)

    assert first == second
    assert first.messages > 100
    assert first.deaths > 0


@pytest.mark.slow
def test_a_reminder_of_what_is_owed_no_longer_fails_a_seed(tmp_path: Path) -> None:
    everything = mock.patch.object(tick, "still_owed", return_value=lambda row: True)

    with everything, pytest.raises(AssertionError, match="reminders after the discharge"):
        run(ANSWERED_LATE, tmp_path)


def test_the_seeds_meet_every_kind_of_weather() -> None:
    assert {kind for seed in SEEDS for kind in SURE[seed % len(SURE)]} == set(KINDS)


def test_those_of_each_run_meet_every_way_to_fail() -> None:
    def way(kind: str) -> str:
        return re.sub("^(both|console|telegram)-", "", kind)

    met = {way(kind) for seed in SAMPLED for kind in SURE[seed]}
    assert met == {way(kind) for kind in KINDS}


def test_what_did_not_work_at_once_counts_once_and_a_part_may_be_fair() -> None:
    spells = Spells()
    at = [START + minutes * MINUTE for minutes in range(10)]
    spells.begins("telegram", at[1])
    spells.begins("console", at[2])
    spells.begins("disk", at[3])
    spells.ends("console", at[4])
    spells.ends("disk", at[5])
    spells.begins("telegram", at[7])  # and it still fails

    def both(out: Collection[str]) -> bool:
        return {"telegram", "console"} <= set(out)

    assert spells.fair(at[0], at[9], bool) == MINUTE
    assert spells.fair(at[0], at[9], both) == 7 * MINUTE
    assert spells.fair(at[3], at[3], both) == timedelta()
    assert spells.fair(at[0], at[6], lambda out: "disk" in out) == 4 * MINUTE
