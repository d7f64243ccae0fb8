"""What is typed: the lines of standard input, until its end."""

import asyncio
import contextlib
import os
import sys
from collections.abc import AsyncIterator, Iterator
from threading import Thread

STDIN = 0
AT_ONCE = 65_536


async def typed_lines() -> AsyncIterator[str]:
    """Yield the lines without their ends; what is not UTF-8 stays visible."""
    if sys.stdin is None:  # closed: its number is another file's by now
        return
    loop = asyncio.get_running_loop()
    lines: asyncio.Queue[str | None] = asyncio.Queue()

    def read() -> None:
        with contextlib.suppress(RuntimeError):  # the loop has ended meanwhile
            for line in _lines(STDIN):
                loop.call_soon_threadsafe(lines.put_nowait, line)
            loop.call_soon_threadsafe(lines.put_nowait, None)

    # A daemon, for a terminal on which nothing is typed must not keep the bot from ending. It reads
    # past sys.stdin: one that waits inside it makes Python abort at its end, holding its lock.
    Thread(target=read, daemon=True).start()
    while (line := await lines.get()) is not None:
        yield line


def _lines(descriptor: int) -> Iterator[str]:
    rest = b""
    while chunk := _read(descriptor):
        *whole, rest = (rest + chunk).split(b"\n")
        yield from map(_text, whole)
    if rest:
        yield _text(rest)


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, AT_ONCE)
    except OSError:  # the terminal is gone, or there was none
        return b""


def _text(line: bytes) -> str:
    return line.decode("utf-8", "replace").rstrip("\r")
