"""The process of the bot, which dies and is started again."""

import asyncio
import contextlib
import os
import signal
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

from tests import zygote

ANSWERED_WITHIN = 60.0
RUSSIAN = {"LC_ALL": "ru_RU.UTF-8"}


class Nabat:
    """`nabat run` of one installation, whose errors are added to a file."""

    def __init__(self, config: Path, errors: Path) -> None:
        self._config = config
        self._errors = errors
        self._process: zygote.Process | None = None

    async def starts(self) -> None:
        """Start it; returns before it works."""
        self._process = await asyncio.to_thread(self._started)

    async def kills(self) -> None:
        """
        Kill it, and return when it is gone.

        Raises: AssertionError when it had ended by itself.
        """
        code = await self._ended(signal.SIGKILL)
        assert code == -signal.SIGKILL, f"nabat had ended by itself: {code}"

    async def ends(self) -> int | None:
        """
        Ask it to end and return its exit code, or None where it does not run.

        Raises: TimeoutError when it goes on; it has been killed then.
        """
        return await self._ended(signal.SIGTERM)

    def _started(self) -> zygote.Process:
        words = ("--config", str(self._config), "run")
        with Path(os.devnull).open("r+b") as nothing, self._errors.open("ab") as written:
            none, errors = nothing.fileno(), written.fileno()
            return zygote.start(*words, environ=RUSSIAN, stdin=none, stdout=none, stderr=errors)

    async def _ended(self, by: signal.Signals) -> int | None:
        process, self._process = self._process, None
        if process is None:
            return None
        try:
            process.send_signal(by)
            return await asyncio.to_thread(process.wait, ANSWERED_WITHIN)
        except subprocess.TimeoutExpired as expired:
            raise TimeoutError from expired
        finally:
            process.kill()


@contextlib.asynccontextmanager
async def nabat(config: Path, errors: Path) -> AsyncIterator[Nabat]:
    """Be ready to start the bot of an installation; whatever of it runs at the end is killed."""
    bot = Nabat(config, errors)
    try:
        yield bot
    finally:
        with contextlib.suppress(AssertionError):
            await bot.kills()
