"""
`python -m tests.kills --kills 1000 [--seed 0]`: run after run, until the bot was killed so often.

A run that breaks the promise is named with the command that plays it again, and the end is 1.
"""

import asyncio
import sys
from collections.abc import Coroutine
from pathlib import Path
from time import monotonic
from typing import Any

from tests.kills.run import REQUESTS, Played, play
from tests.kills.starting import Program, tell

PROGRAM = Program("python -m tests.kills", kills=1000, kills_each=50, requests=REQUESTS)


async def main() -> int:
    """Play runs, one seed after another; return 1 when one was broken."""
    ordered, began = PROGRAM.orders(__doc__), monotonic()

    def run(seed: int, folder: Path, kills: int) -> Coroutine[Any, Any, Played]:
        return play(seed, folder, kills=kills, requests=ordered.requests)

    return tell(await PROGRAM.play(ordered, run), monotonic() - began)


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
