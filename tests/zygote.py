"""
Starts programs of ours in processes that have imported them already, most of what a start costs.

The server imports the bot and reads its texts once, and forks for each program. What is forked
ends as an interpreter ends: its exit code, its last words and the flushing of its streams are
Python's own. Its working folder, environment, umask and streams are those that it is given, as if
it had been started by itself; only what its modules would read while they are imported, and the
texts, are older than it.
"""

import atexit
import gc
import io
import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, TextIO

ROOT = Path(__file__).parents[1]
COMMAND = "from bot.operator.cli import app; app(prog_name='nabat')"


class Process:
    """A program that runs: what tests ask of a `subprocess.Popen`, with streams of UTF-8."""

    def __init__(self, pid: int, told: TextIO, stdin: TextIO, stdout: TextIO, stderr: TextIO):
        self.pid, self.stdin, self.stdout, self.stderr = pid, stdin, stdout, stderr
        self.returncode: int | None = None
        self._told = told

    def poll(self) -> int | None:
        """Return the exit code, or None while it runs."""
        if self.returncode is None and select.select([self._told], [], [], 0)[0]:
            self.wait()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """
        Return the exit code once it has ended.

        Raises: subprocess.TimeoutExpired.
        """
        if self.returncode is None:
            if not select.select([self._told], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired("nabat", timeout or 0)
            self.returncode = int(self._told.readline())
            self._told.close()
        return self.returncode

    def send_signal(self, how: signal.Signals) -> None:
        """Send a signal, unless it is known to have ended."""
        if self.poll() is None:
            os.kill(self.pid, how)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def communicate(
        self, typed: str | None = None, timeout: float | None = None
    ) -> tuple[str, str]:
        """
        Type a last text, and return what is left of both outputs once it has ended.

        Raises: subprocess.TimeoutExpired, when it has been killed for it.
        """
        with self.stdout, self.stderr, ThreadPoolExecutor(2) as readers:
            out, err = readers.submit(self.stdout.read), readers.submit(self.stderr.read)
            with suppress(BrokenPipeError), self.stdin:
                self.stdin.write(typed or "")
            try:
                self.wait(timeout)
            except subprocess.TimeoutExpired:
                self.kill()
                raise
            return out.result(), err.result()


def start(
    *words: str,
    environ: Mapping[str, str],
    program: str = COMMAND,
    stdin: int | None = None,
    stdout: int | None = None,
    stderr: int | None = None,
) -> Process:
    """
    Start a program, as `python -c` does, with these words after it.

    A stream that is no file descriptor of the caller's is a pipe.
    """
    given = os.environ | environ
    streams = (_ends(stdin, "w"), _ends(stdout, "r"), _ends(stderr, "r"))
    asks, asked = socket.socketpair()
    with asks, asked:
        server = _server(given.get("LC_ALL", ""))
        socket.send_fds(server, [b"."], [*(each.fd for each in streams), asked.fileno()])
        order = [program, words, dict(given), str(Path.cwd()), _umask()]
        asks.sendall(json.dumps(order).encode() + b"\n")
        told = asks.makefile(encoding="ascii", buffering=1)
    for each in streams:
        if each.is_pipe:
            os.close(each.fd)
    return Process(int(told.readline()), told, *(each.ours for each in streams))


@dataclass(frozen=True, slots=True)
class _Stream:
    """Our end of a stream, and the descriptor of theirs, which may be the caller's own."""

    ours: TextIO
    fd: int
    is_pipe: bool


def _ends(given: int | None, mode: Literal["r", "w"]) -> _Stream:
    if given is not None:
        return _Stream(io.StringIO(), given, is_pipe=False)
    reading, writing = os.pipe()
    kept, other = (writing, reading) if mode == "w" else (reading, writing)
    return _Stream(os.fdopen(kept, mode, encoding="utf-8"), other, is_pipe=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@cache
def _server(locale: str) -> socket.socket:
    """Return the server of this process whose streams have the encoding of that locale."""
    ours, its = socket.socketpair()
    with its:
        server = subprocess.Popen(
            (sys.executable, "-m", "tests.zygote", str(its.fileno())),
            # What is forked is given pipes, and Python asks once what its streams are.
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            pass_fds=[its.fileno()],
            cwd=ROOT,
            env=os.environ | {"LC_ALL": locale},
        )

    def ends() -> None:
        ours.close()
        server.communicate()

    atexit.register(ends)
    return ours


# In the server


def serve(channel: socket.socket) -> str | None:
    """Fork for each order until no more can come; in the forked process return its program."""
    while True:
        said, given, _, _ = socket.recv_fds(channel, 1, 4)
        with suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG if said else 0)[0]:
                pass
        if not said:
            return None
        if not os.fork():
            channel.detach()
            return _kept(given)
        for each in given:
            os.close(each)


def _kept(given: list[int]) -> str:
    """Fork once more, wait for that one and tell; in that one return what it is to run."""
    *streams, told = given
    with os.fdopen(told, "r+b", buffering=0) as asked:
        program, words, environ, folder, umask = json.loads(_line(asked))
        woken, wakes = os.pipe()
        os.set_blocking(wakes, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wakes)
        pid = os.fork()
        if pid:
            for each in streams:
                os.close(each)
            asked.write(f"{pid}\n".encode())
            if told in select.select([told, woken], [], [])[0]:
                os.kill(pid, signal.SIGKILL)  # whoever asked is gone
            code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
            with suppress(BrokenPipeError):
                asked.write(f"{code}\n".encode())
            os._exit(0)
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for number, each in enumerate(streams):
        os.dup2(each, number)
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))
    os.chdir(folder)
    os.umask(umask)
    os.environ.clear()
    os.environ.update(environ)
    time.tzset()
    sys.argv = ["-c", *words]
    return str(program)


def _line(asked: Any) -> bytes:
    """Return one line of a stream that is not buffered."""
    line = b""
    while not line.endswith(b"\n"):
        line += asked.read(1 << 16)
    return line


if __name__ == "__main__":
    import bot.operator.cli  # noqa: F401 (what each program would import)
    from bot.words.texts import shipped

    shipped().vocabulary()
    gc.freeze()
    todo = serve(socket.socket(fileno=int(sys.argv[1])))
    if todo is not None:
        exec(todo, {"__name__": "__main__"})
