"""Threads of the database's own: nobody else occupies them, and nothing joins them at the end."""

import asyncio
import subprocess
import sys
import threading

import pytest

from storage.threads import Threads
from storage.work import Store
from tests.worlds.clusters import HANGS

ENDS = """
import asyncio, threading
from storage.threads import Threads

async def main():
    threads, runs = Threads("database", 1), threading.Event()
    def waits():
        runs.set()
        threading.Event().wait()
    waiting = asyncio.ensure_future(threads.run(waits))
    while not runs.is_set():
        await asyncio.sleep(0.01)
    waiting.cancel()
    threads.end()
    await threads.quiet(0.1)

asyncio.run(main())
print("ended")
"""


def test_a_process_ends_while_a_thread_waits_for_ever() -> None:
    done = subprocess.run(
        (sys.executable, "-c", ENDS), capture_output=True, text=True, timeout=HANGS, check=False
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "ended\n", "")


@pytest.mark.postgres
async def test_the_database_works_while_every_thread_of_asyncio_waits(
    store_on_postgresql: Store,
) -> None:
    """As for a name server that does not answer."""
    answered = threading.Event()
    waiting = [asyncio.ensure_future(asyncio.to_thread(answered.wait)) for _ in range(99)]
    await asyncio.sleep(0)  # they are in front
    try:
        async with asyncio.timeout(HANGS):
            await store_on_postgresql.run(lambda work: work.remember("kept", "1"))
    finally:
        answered.set()
        await asyncio.gather(*waiting)


async def test_only_so_many_run_at_once_and_each_gets_what_is_its_own() -> None:
    threads, here, most = Threads("few", 3), threading.Semaphore(3), 3

    def act(number: int) -> int:
        assert here.acquire(blocking=False)
        try:
            if number % 5 == 0:
                raise LookupError(number)
            return number
        finally:
            here.release()

    found = await asyncio.gather(
        *(threads.run(lambda n=n: act(n)) for n in range(100)),  # type: ignore[misc]
        return_exceptions=True,
    )

    assert [each for each in found if isinstance(each, int)] == [n for n in range(100) if n % 5]
    assert sum(isinstance(each, LookupError) for each in found) == 20
    assert sum(each.name.startswith("few-") for each in threading.enumerate()) <= most
    threads.end()
