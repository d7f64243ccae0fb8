"""The process of the bot, which dies and is started again."""

import asyncio
import contextlib
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

from tests.botapi.remote import ROOT

ANSWERED_WITHIN = 30.0
RUSSIAN = {"LC_ALL": "ru_RU.UTF-8"}


class Nabat:
    """`nabat run` of one installation. See `zygote`, which starts it."""

    def __init__(self, zygote: asyncio.subprocess.Process) -> None:
        self._zygote = zygote

    async def starts(self) -> None:
        """Start it; returns before it works."""
        await self._told("start")

    async def kills(self) -> None:
        """
        Kill it, and return when it is gone.

        Raises: AssertionError when it had ended by itself.
        """
        code = await self._told("kill")
        assert code == "-9", f"nabat had ended by itself: {code}"

    async def ends(self) -> str:
        """Ask it to end and return its exit code."""
        return await self._told("end")

    async def _told(self, word: str) -> str:
        zygote = self._zygote
        assert zygote.stdin is not None
        assert zygote.stdout is not None
        zygote.stdin.write(f"{word}\n".encode())
        async with asyncio.timeout(ANSWERED_WITHIN):
            return (await zygote.stdout.readline()).decode().strip()


@contextlib.asynccontextmanager
async def nabat(config: Path, errors: Path) -> AsyncIterator[Nabat]:
    """Be ready to start the bot of an installation; whatever of it runs at the end is killed."""
    zygote = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.kills.zygote",
        str(config),
        str(errors),
        cwd=ROOT,
        env=os.environ | RUSSIAN,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        yield Nabat(zygote)
    finally:
        assert zygote.stdin is not None
        zygote.stdin.close()
        await zygote.wait()
