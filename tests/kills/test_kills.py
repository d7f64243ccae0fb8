"""Twelve kills, eighty requests: nothing lost, nothing twice, every repeat marked."""

from pathlib import Path

import pytest

from tests.kills.__main__ import PROGRAM
from tests.kills.run import play

SEED = 6
# `make soak` does it a thousand times, amid two hundred requests each.
KILLS, REQUESTS = 12, 80


@pytest.mark.slow
async def test_nothing_accepted_is_lost_or_done_twice_however_often_the_bot_is_killed(
    tmp_path: Path,
) -> None:
    try:
        played = await play(SEED, tmp_path, kills=KILLS, requests=REQUESTS)
    except BaseException as failure:
        failure.add_note(f"again: {PROGRAM.replay(SEED, KILLS, REQUESTS)}")
        raise

    assert (played.moments.total(), played.requests) == (KILLS, REQUESTS)
    # The kills fell on what they were meant for: some sending was cut off, and repeated.
    assert played.doubts > 0
    assert played.repeats > 0
