"""A look-up that hangs holds up neither the storage's threads nor the end of the process."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from bot.transports.base import Later
from bot.transports.hosts import LOOK_UPS, resolver
from bot.transports.matrix.server import Server, Unreached
from bot.transports.telegram.http import Patience
from tests.bot.transports.telegram.desk import Desk, says
from tests.builders import Clock
from tests.worlds.botapi.server import BotAPI

HANGS = "hangs.invalid"
MANY = 40


@pytest.fixture
def hanging(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """The machine's resolver, which answers nothing about one name until the event is set."""
    over, real = threading.Event(), socket.getaddrinfo

    def look(host: str, *rest: Any, **how: Any) -> Any:
        if host != HANGS:
            return real(host, *rest, **how)
        over.wait()
        raise socket.gaierror(socket.EAI_AGAIN, "over")

    monkeypatch.setattr(socket, "getaddrinfo", look)
    yield over
    over.set()


async def test_look_ups_that_hang_take_no_thread_of_the_storage(
    hanging: threading.Event, clock: Clock
) -> None:
    async with BotAPI(clock=clock) as api:
        desk = Desk(api, clock)
        made = [
            desk.made(api_url=f"http://{HANGS}", patience=Patience(connect=0.2))
            for _ in range(MANY)
        ]
        servers = [Server(f"http://{HANGS}:{number}") for number in range(1, MANY)]
        sending = [asyncio.create_task(each.send("7", says("x"), key="1")) for each in made]
        asking = [asyncio.create_task(each.call("PUT", "/send", {})) for each in servers]
        await asyncio.sleep(0.05)

        try:
            # As a turn on PostgreSQL does.
            async with asyncio.timeout(30):
                assert await asyncio.to_thread(lambda: "a turn") == "a turn"
        except TimeoutError:
            hanging.set()
            raise

        assert await asyncio.gather(*sending) == [Later()] * MANY
        hanging.set()
        failed = await asyncio.gather(*asking, return_exceptions=True)
        assert {type(each) for each in failed} == {Unreached}
        await asyncio.gather(*(each.close() for each in made), *(each.close() for each in servers))


async def test_so_many_look_ups_may_hang_and_then_they_fail_at_once(
    hanging: threading.Event,
) -> None:
    looks = resolver()
    hung = [asyncio.create_task(looks.resolve(HANGS)) for _ in range(LOOK_UPS)]
    await asyncio.sleep(0)

    with pytest.raises(OSError, match="too many look-ups hang"):
        await looks.resolve(HANGS)
    hanging.set()
    await asyncio.gather(*hung, return_exceptions=True)

    assert [each["host"] for each in await looks.resolve("localhost", family=socket.AF_INET)]


def test_a_look_up_that_hangs_keeps_no_process_from_its_end(hanging: threading.Event) -> None:
    async def begins() -> None:
        looking = asyncio.ensure_future(resolver().resolve(HANGS))
        await asyncio.wait([looking], timeout=0.05)

    process = threading.Thread(target=asyncio.run, args=(begins(),))
    process.start()
    process.join(timeout=30)
    ended = not process.is_alive()
    hanging.set()
    process.join()

    assert ended
