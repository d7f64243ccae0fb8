"""
The server as a process of its own: it lives on when the bot is killed, and dies with its parent.

Prints one line of JSON: {"address": "http://127.0.0.1:...", "control": "http://127.0.0.1:...",
"token": "..."}, and writes the same to `address.json` in the state folder.
"""

import argparse
import asyncio
import json
import os
import signal
import sys
from pathlib import Path

from aiohttp import web

from tests.worlds.botapi.control import Control
from tests.worlds.botapi.server import BotAPI
from tests.worlds.botapi.telegram import TOKEN

LOOK_EVERY = 0.2


def main() -> None:
    """Run until the parent is gone or a signal comes."""
    parser = argparse.ArgumentParser(prog="python -m tests.worlds.botapi")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--state", type=Path)
    parser.add_argument("--parent", type=int, default=0)
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    asyncio.run(serve(given.port, given.state, given.parent, given.token, given.seed))


async def serve(port: int, state: Path | None, parent: int, token: str, seed: int) -> None:
    """Serve both sides until the parent is gone or a signal comes."""
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    async with BotAPI(port=port, token=token, seed=seed) as api:
        runner = web.AppRunner(Control(api).app(), access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        line = json.dumps(
            {"address": api.address, "control": site.name, "token": token},
        )
        if state is not None:
            _write(state, line)
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
        child = os.getppid() == parent  # then its end is visible even before it is reaped
        while not ended.is_set() and _alive(parent, child=child):
            try:
                async with asyncio.timeout(LOOK_EVERY):
                    await ended.wait()
            except TimeoutError:
                continue
        await runner.cleanup()


def _write(state: Path, line: str) -> None:
    state.mkdir(parents=True, exist_ok=True)
    (state / "address.json").write_text(line + "\n")


def _alive(parent: int, *, child: bool) -> bool:
    if not parent:
        return True
    if child:
        return os.getppid() == parent
    try:
        os.kill(parent, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


if __name__ == "__main__":
    main()
