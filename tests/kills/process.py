"""The process of the bot, which dies and is started again."""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

from tests.botapi.remote import ROOT

ANSWERED_WITHIN = 60.0
RUSSIAN = {"LC_ALL": "ru_RU.UTF-8"}


class Nabat:
    """`nabat run` of one installation. See `zygote`, which starts it."""

    def __init__(self, zygote: asyncio.subprocess.Process) -> None:
        self._zygote = zygote
        self.pid = 0

    async def starts(self) -> None:
        """Start it; returns before it works."""
        self.pid = int(await self._told("start"))

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
    bot = Nabat(zygote)
    try:
        yield bot
    finally:
        assert zygote.stdin is not None
        zygote.stdin.close()
        try:
            async with asyncio.timeout(ANSWERED_WITHIN):
                await zygote.wait()
        except TimeoutError:  # it waits for the bot, which does not end
            os.kill(bot.pid, signal.SIGKILL)
            await zygote.wait()
