"""
The homeserver itself: Synapse as a process of its own, with its folder in memory.

    homeserver = Homeserver()
    await homeserver.start()
    officer = await homeserver.register("asanov")
    homeserver.kill()           # and everything that it had acknowledged is there
    await homeserver.start()    # at the same address
    homeserver.stop()
"""

import asyncio
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tests.worlds.homeserver.admin import Admin
from tests.worlds.homeserver.configuration import NAME, configure
from tests.worlds.homeserver.environment import SYNAPSE

LAUNCH = Path(__file__).with_name("launch.py")
MEMORY = Path("/dev/shm")
# Below what systems give to outgoing connections: nobody takes the port while nobody serves.
PORTS = range(20_000, 30_000)
START_WITHIN = 60.0
STOP_WITHIN = 10.0
LOOK_EVERY = 0.2


class Homeserver(Admin):
    """
    One Synapse with its data, which stay until `close`: it may be stopped, killed and started.

    Bound to no event loop: one for all tests of a process.
    """

    def __init__(
        self, *, name: str = NAME, limits: Mapping[str, Any] = MappingProxyType({})
    ) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="nabat-synapse-", dir=_memory()))
        self._port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None
        secret = configure(self.folder, self._port, name=name, limits=limits)
        super().__init__(f"http://127.0.0.1:{self._port}", name, secret)

    @property
    def running(self) -> bool:
        """Say whether the process lives."""
        return self._process is not None and self._process.poll() is None

    async def start(self) -> None:
        """
        Start, and return when it answers; does nothing where it runs.

        Raises:
            RuntimeError: it does not come up; with what it wrote.
        """
        if not self.running:
            await asyncio.to_thread(self._start)

    def configures(self, **settings: object) -> None:
        """Change its settings; it takes them at its next start."""
        file = self.folder / "homeserver.yaml"
        file.write_text(json.dumps(json.loads(file.read_text()) | settings, indent=1))

    def stop(self) -> None:
        """Let it end in order."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it where it stands."""
        self._end(signal.SIGKILL)

    def close(self) -> None:
        """Kill it and forget its data."""
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def log(self) -> str:
        """Return its warnings and errors."""
        path = self.folder / "homeserver.log"
        return path.read_text() if path.exists() else ""

    def lies_on_disk(self, words: str) -> bool:
        """Say whether words lie readable in its folder: database, media, log."""
        wanted = (words.encode(), json.dumps(words)[1:-1].encode())
        return any(
            each in content
            for path in self.folder.rglob("*")
            if path.is_file()
            for content in [path.read_bytes()]
            for each in wanted
        )

    def _start(self) -> None:
        notices = self.folder / "ready"
        notices.unlink(missing_ok=True)
        with closing(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)) as ready:
            ready.bind(str(notices))
            ready.settimeout(LOOK_EVERY)
            with (self.folder / "output.log").open("ab") as output:
                self._process = subprocess.Popen(
                    [SYNAPSE, LAUNCH, self.folder],
                    stdin=subprocess.PIPE,
                    stdout=output,
                    stderr=output,
                    cwd=self.folder,
                    env={"PATH": os.defpath, "NOTIFY_SOCKET": str(notices)},
                )
            for _ in range(int(START_WITHIN / LOOK_EVERY)):
                with suppress(TimeoutError):
                    if ready.recv(1024).startswith(b"READY=1"):
                        return
                if not self.running:
                    break
        self.kill()
        written = (self.folder / "output.log").read_text()[-4000:]
        raise RuntimeError(f"Synapse did not start:\n{written}\n{self.log()[-4000:]}")

    def _end(self, by: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.send_signal(by)
        try:
            process.wait(STOP_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdin is not None:
            process.stdin.close()


def _memory() -> Path | None:
    return MEMORY if os.access(MEMORY, os.W_OK) else None


def _free_port() -> int:
    for port in random.sample(PORTS, 100):
        with closing(socket.socket()) as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise RuntimeError("no port is free")
