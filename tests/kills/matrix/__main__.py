"""
`python -m tests.kills.matrix --kills 50 [--seed 0]`: run after run, until it was killed so often.

A run that breaks the promise is named with the command that plays it again, and the end is 1.
"""

import asyncio
import sys
from collections.abc import Coroutine
from pathlib import Path
from time import monotonic
from typing import Any

from tests.kills.matrix.run import play
from tests.kills.run import Played
from tests.kills.starting import Program, tell
from tests.worlds.homeserver.environment import missing_olm, missing_synapse
from tests.worlds.homeserver.server import Homeserver

PROGRAM = Program("python -m tests.kills.matrix", kills=50, kills_each=25, requests=20)


async def main() -> int:
    """Play runs, one seed after another; return 1 when one was broken."""
    ordered = PROGRAM.orders(__doc__)
    if missing := missing_synapse() or missing_olm():
        print(missing)
        return 0
    began, homeserver = monotonic(), Homeserver()

    def run(seed: int, folder: Path, kills: int) -> Coroutine[Any, Any, Played]:
        wanted = {"kills": kills, "requests": ordered.requests}
        return play(seed, folder, homeserver, **wanted, mark=f"-{seed}")

    try:
        await homeserver.start()
        played = await PROGRAM.play(ordered, run)
    finally:
        homeserver.close()
    return tell(played, monotonic() - began)


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
