"""
An event loop whose time passes only when nothing is left to do: five days in a few seconds.

The same coroutines, timeouts and sleeps run on it as on the real one. It waits in earnest only
while `busy` says that a thread is at work.
"""

import asyncio
import selectors
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

WAIT_FOR_THREAD_SECONDS = 0.01


class VirtualLoop(asyncio.SelectorEventLoop):
    """A loop that jumps to its next timer instead of waiting for it."""

    def __init__(self, start: datetime, busy: Callable[[], bool] = lambda: False) -> None:
        self._start = start
        self._elapsed = 0.0
        super().__init__(_JumpingSelector(self._jump, busy))

    def time(self) -> float:
        """Return the seconds since the start, as the coroutines see them."""
        return self._elapsed

    def now(self) -> datetime:
        """Return the moment that the loop has come to, in UTC."""
        return self._start + timedelta(seconds=self._elapsed)

    def _jump(self, seconds: float) -> None:
        # The smallest step keeps a timer from being a rounding error away for ever.
        self._elapsed += max(seconds, 1e-6)


class _JumpingSelector(selectors.BaseSelector):
    def __init__(self, jump: Callable[[float], None], busy: Callable[[], bool]) -> None:
        self._real = selectors.DefaultSelector()
        self._jump = jump
        self._busy = busy

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None or timeout <= 0:
            return self._real.select(timeout)
        if self._busy():
            return self._real.select(WAIT_FOR_THREAD_SECONDS)
        ready = self._real.select(0)
        if not ready:
            self._jump(timeout)
        return ready

    def register(self, fileobj: Any, events: int, data: Any = None) -> selectors.SelectorKey:
        return self._real.register(fileobj, events, data)

    def unregister(self, fileobj: Any) -> selectors.SelectorKey:
        return self._real.unregister(fileobj)

    def modify(self, fileobj: Any, events: int, data: Any = None) -> selectors.SelectorKey:
        return self._real.modify(fileobj, events, data)

    def close(self) -> None:
        self._real.close()

    def get_map(self) -> Mapping[Any, selectors.SelectorKey]:
        return self._real.get_map()
