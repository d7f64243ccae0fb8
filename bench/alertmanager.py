"""Alertmanager, where the system has it: an alert is posted, and is a message of Telegram."""

import asyncio
import json
import shutil
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path

import aiohttp

from tests.worlds.botapi.remote import Remote

# As Debian calls it, and as its authors do.
NAMES = ("prometheus-alertmanager", "alertmanager")
STARTED_WITHIN = 20.0
LOOKED_EACH = 0.1


def program() -> str | None:
    """Return where it is; None where it is not."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Alertmanager:
    """One that runs, and notifies without waiting for others of the same group."""

    def __init__(self, session: aiohttp.ClientSession, address: str) -> None:
        self._session = session
        self._address = address
        self._numbers = count(1)

    async def rings(self, words: str) -> None:
        """Post an alert of its own."""
        alert = {"labels": {"id": f"{next(self._numbers)}"}, "annotations": {"text": words}}
        url = f"{self._address}/api/v2/alerts"
        async with self._session.post(url, json=[alert], raise_for_status=True):
            pass


@asynccontextmanager
async def running(
    session: aiohttp.ClientSession, remote: Remote, chat: int, folder: Path
) -> AsyncIterator[Alertmanager]:
    """Let it run, with a chat of a Bot API server as the only receiver."""
    found = program()
    assert found is not None
    config = folder / "alertmanager.json"
    config.write_text(json.dumps(_config(remote, chat)))
    address = f"http://127.0.0.1:{_free_port()}"
    process = await asyncio.create_subprocess_exec(
        found,
        f"--config.file={config}",
        f"--storage.path={folder / 'alertmanager'}",
        f"--web.listen-address={address.removeprefix('http://')}",
        "--cluster.listen-address=",
        "--log.level=error",
    )
    try:
        await _ready(session, address, process)
        yield Alertmanager(session, address)
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


def _config(remote: Remote, chat: int) -> dict[str, object]:
    # JSON is YAML as well.
    telegram = {
        "api_url": remote.address,
        "bot_token": remote.token,
        "chat_id": chat,
        "message": "{{ .CommonAnnotations.text }}",
        "parse_mode": "HTML",
        "send_resolved": False,
    }
    return {
        "route": {"receiver": "desk", "group_by": ["id"], "group_wait": "0s"},
        "receivers": [{"name": "desk", "telegram_configs": [telegram]}],
    }


async def _ready(
    session: aiohttp.ClientSession, address: str, process: asyncio.subprocess.Process
) -> None:
    async with asyncio.timeout(STARTED_WITHIN):
        while True:
            assert process.returncode is None, "it has ended; what it said stands above"
            try:
                async with session.get(f"{address}/-/ready") as answer:
                    if answer.ok:
                        return
            except aiohttp.ClientConnectionError:
                pass
            await asyncio.sleep(LOOKED_EACH)


def _free_port() -> int:
    with socket.socket() as some:
        some.bind(("127.0.0.1", 0))
        port: int = some.getsockname()[1]
        return port
