"""
Where the log is written: a file, or stderr. Writing never raises.

A line for which there is no room is dropped and counted, and the count is said once, before the
first line for which there is room again. The log lies on the disk of the database: whoever cannot
write there has to go on, and to say so later.
"""

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Lock
from typing import IO

MODE = 0o600
FLAGS = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC
# What a descriptor, or a stream that somebody has closed, raises.
FAILURES = (OSError, ValueError, AttributeError)


class Sink:
    """
    Takes whole lines. `place` is the file, None for a stream; `out` the stream, None for a file.

    `notice` words how many lines were dropped.
    """

    def __init__(
        self,
        place: Path | None,
        out: IO[str] | None,
        notice: Callable[[int], str],
    ) -> None:
        """Raises: OSError when the file cannot be opened."""
        self._place = place
        self._out = out
        self._notice = notice
        self._lock = Lock()
        self._descriptor = None if place is None else os.open(place, FLAGS, MODE)
        self._torn = False
        self.dropped = 0

    def write(self, text: str) -> None:
        """Write a line, or drop and count it."""
        with self._lock:
            if not (self._tell_dropped() and self._put(text)):
                self.dropped += 1

    def flush(self) -> None:
        """Do nothing: nothing is held back."""

    def catch_up(self) -> None:
        """Say how many lines were dropped, if there were any and there is room to say it."""
        with self._lock:
            self._tell_dropped()

    def reopen(self) -> bool:
        """Open the file anew, which may have been moved; say whether that went, else keep it."""
        if self._place is None:
            return True
        try:
            fresh = os.open(self._place, FLAGS, MODE)
        except OSError:
            return False
        with self._lock:
            old, self._descriptor, self._torn = self._descriptor, fresh, False
        if old is not None:
            os.close(old)
        return True

    def close(self) -> None:
        """Close the file; what comes later is dropped."""
        with self._lock:
            if self._descriptor is not None:
                os.close(self._descriptor)
            self._place = self._descriptor = None

    def _tell_dropped(self) -> bool:
        if self.dropped and self._put(f"{self._notice(self.dropped)}\n"):
            self.dropped = 0
        return not self.dropped

    def _put(self, text: str) -> bool:
        """Write a text whole, and say whether that went; what was begun ends its own line."""
        body = (b"\n" if self._torn else b"") + text.encode(errors="backslashreplace")
        try:
            written = self._out_of(body, text)
        except FAILURES:
            return False
        if written:
            self._torn = written < len(body)
        return written == len(body)

    def _out_of(self, body: bytes, text: str) -> int:
        descriptor = self._descriptor
        if descriptor is None and self._out is not None:
            descriptor = _descriptor_of(self._out)
            if descriptor is None:
                self._out.write(text)
                self._out.flush()
                return len(body)
        if descriptor is None:
            return 0
        return os.write(descriptor, body)


def _descriptor_of(out: IO[str]) -> int | None:
    # Past the buffer of the stream, which would try again at the end of the process.
    with contextlib.suppress(*FAILURES):
        return out.fileno()
    return None


@contextlib.contextmanager
def close_after(sink: Sink) -> Iterator[Sink]:
    """Close a sink at the end of the block."""
    try:
        yield sink
    finally:
        sink.close()
