"""
Threads that nothing waits for at the end of the process: what they wait for may be dead.

The threads of asyncio's own executor are joined there, and shared with name look-ups: a host that
does not answer would hold up the end, and a name server that does not answer the database.
"""

import asyncio
import contextvars
import threading
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from queue import SimpleQueue
from typing import TypeAlias, TypeVar

T = TypeVar("T")
_Job: TypeAlias = Callable[[], None]


class Threads:
    """Runs plain functions, up to `most` at once, each in a thread; the others wait in order."""

    def __init__(self, name: str, most: int) -> None:
        self._name = name
        self._most = most
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._idle = threading.Semaphore(0)
        self._started = 0
        self._ended = False
        self._under_way: set[Future[None]] = set()

    async def run(self, fn: Callable[[], T]) -> T:
        """
        Return what `fn` returns, or raise what it raises.

        Who is cancelled while it runs leaves it to run on by itself.
        """
        if self._ended:
            raise RuntimeError(f"the threads of {self._name} have ended")
        future: Future[T] = Future()
        end: Future[None] = Future()
        self._under_way.add(end)
        end.add_done_callback(self._under_way.discard)
        within = partial(contextvars.copy_context().run, fn)
        self._jobs.put(partial(_carry_out, future, within, end))
        if not self._idle.acquire(blocking=False) and self._started < self._most:
            self._started += 1
            name = f"{self._name}-{self._started}"
            threading.Thread(target=self._work, name=name, daemon=True).start()
        return await asyncio.wrap_future(future)

    async def quiet(self, within: float) -> None:
        """Return when nothing runs any more, or after so many seconds."""
        if self._under_way:
            ends = [asyncio.wrap_future(each) for each in tuple(self._under_way)]
            await asyncio.wait(ends, timeout=within)

    def end(self) -> None:
        """Take nothing more; each thread ends after what it runs, and nobody waits for it."""
        self._ended = True
        for _ in range(self._started):
            self._jobs.put(None)

    def _work(self) -> None:
        while job := self._jobs.get():
            job()
            del job
            self._idle.release()


def _carry_out(future: Future[T], fn: Callable[[], T], end: Future[None]) -> None:
    try:
        if future.set_running_or_notify_cancel():
            future.set_result(fn())
    except BaseException as error:
        future.set_exception(error)
    finally:
        end.set_result(None)
