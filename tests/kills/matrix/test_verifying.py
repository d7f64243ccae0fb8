"""An officer verifies a bot that is killed meanwhile: told what to do, and believed by nobody."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.kills.matrix.verifying import moments, play, some
from tests.worlds.homeserver.environment import missing_node, missing_olm
from tests.worlds.homeserver.server import Homeserver

SEED = 2
# Whoever wants every moment: `VERIFICATIONS=all`, as `make soak` does.
WANTED = moments() if os.environ.get("VERIFICATIONS") == "all" else some(SEED, 2, 1)
MISSING = missing_olm() or missing_node()


@pytest.mark.slow
@pytest.mark.skipif(bool(MISSING), reason=MISSING)
async def test_a_verification_in_whose_midst_the_bot_is_killed_goes_on_or_is_told_to_be_over(
    homeserver: Homeserver, fresh: Callable[[str], str], tmp_path: Path
) -> None:
    assert await play(WANTED, tmp_path, homeserver, mark=fresh("")) == len(WANTED)


def test_each_moment_is_another_one() -> None:
    assert len({(each.name, each.where) for each in moments()}) == len(moments())
