"""Ten kills before a real homeserver: nothing lost, no event twice, everything can be read."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.kills.matrix.__main__ import PROGRAM
from tests.kills.matrix.run import KILLS, REQUESTS, play
from tests.worlds.homeserver.environment import missing_olm
from tests.worlds.homeserver.server import Homeserver

SEED = 6


@pytest.mark.slow
@pytest.mark.skipif(bool(missing_olm()), reason=missing_olm())
async def test_over_matrix_nothing_is_lost_or_there_twice_however_often_the_bot_is_killed(
    homeserver: Homeserver, fresh: Callable[[str], str], tmp_path: Path
) -> None:
    try:
        played = await play(SEED, tmp_path, homeserver, mark=fresh(""))
    except BaseException as failure:
        failure.add_note(f"again: {PROGRAM.replay(SEED, KILLS, REQUESTS)}")
        raise

    assert (played.moments.total(), played.requests) == (KILLS, REQUESTS)
    # The kills fell on what they were meant for: some sending was cut off, and repeated.
    assert played.doubts > 0
