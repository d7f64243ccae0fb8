"""A server in a process of its own, and its control side as a test uses it."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True, slots=True)
class Remote:
    """Where such a server is, and how it is told what to do."""

    address: str
    control: str
    token: str
    session: aiohttp.ClientSession

    async def does(self, path: str, **given: Any) -> Any:
        """Post to the control side: `await remote.does("person/7/writes", text="…")`."""
        async with self.session.post(f"{self.control}/control/{path}", json=given) as answer:
            body = await answer.json()
            if not answer.ok:
                raise ValueError(body["error"])
            return body

    async def shows(self, path: str, **wanted: Any) -> Any:
        """Read from the control side: `await remote.shows("chat/7")`."""
        where = f"{self.control}/control/{path}"
        async with self.session.get(where, params=wanted, raise_for_status=True) as answer:
            return await answer.json()

    async def calms(self) -> None:
        """Let nothing go wrong any more that was ordered."""
        await self.session.delete(f"{self.control}/control/faults", raise_for_status=True)


@asynccontextmanager
async def own_process(state: Path, *, port: int = 0) -> AsyncIterator[Remote]:
    """Start a server as a child of this process, and end it."""
    command = ["-m", "tests.worlds.botapi", "--port", str(port), "--state", str(state)]
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *command,
        "--parent",
        str(os.getpid()),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        where = json.loads(await process.stdout.readline())
        async with aiohttp.ClientSession() as session:
            yield Remote(where["address"], where["control"], where["token"], session)
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()
