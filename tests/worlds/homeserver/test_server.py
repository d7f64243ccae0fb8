"""The homeserver is a real one: what it acknowledged is there after its death."""

import asyncio
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from tests.worlds.homeserver.asking import CLIENT, ServerRefused
from tests.worlds.homeserver.environment import ROOT
from tests.worlds.homeserver.server import Homeserver

LOOK_EVERY = 0.02
STARTER = """
import asyncio, sys
from tests.worlds.homeserver.server import Homeserver

async def main():
    homeserver = Homeserver()
    await homeserver.start()
    print(homeserver.folder, homeserver.address, flush=True)
    sys.stdin.read()

asyncio.run(main())
"""


async def test_what_was_acknowledged_outlives_a_kill(
    homeserver: Homeserver, fresh: Callable[[str], str]
) -> None:
    account = await homeserver.register(fresh("asanov"))
    login = await homeserver.login(account, device="TELEPHONE")
    room = (await homeserver.call("POST", f"{CLIENT}/createRoom", token=login.token, json={}))[
        "room_id"
    ]

    homeserver.kill()
    await homeserver.start()

    assert await homeserver.rooms_of(account.user_id) == [room]
    assert list(await homeserver.devices(account.user_id)) == ["TELEPHONE"]
    whoami = await homeserver.call("GET", f"{CLIENT}/account/whoami", token=login.token)
    assert whoami["device_id"] == "TELEPHONE"


async def test_the_operator_moves_people_and_ends_their_devices(
    homeserver: Homeserver, fresh: Callable[[str], str]
) -> None:
    first, second = [await homeserver.register(fresh(each)) for each in ("asanov", "serikov")]
    login = await homeserver.login(first)
    private = {"preset": "private_chat"}
    made = await homeserver.call("POST", f"{CLIENT}/createRoom", token=login.token, json=private)
    room = made["room_id"]

    await homeserver.force_join(room, second.user_id)
    named = await homeserver.put_state(room, "m.room.name", {"name": "Дежурные"})
    await homeserver.logout_all(first.user_id)

    assert set(await homeserver.members(room)) == {first.user_id, second.user_id}
    assert (await homeserver.events(room))[-1]["event_id"] == named
    assert homeserver.lies_on_disk("Дежурные")
    with pytest.raises(ServerRefused, match="M_UNKNOWN_TOKEN"):
        await homeserver.call("GET", f"{CLIENT}/account/whoami", token=login.token)


@pytest.mark.usefixtures("homeserver")
async def test_it_ends_with_its_folder_when_its_starter_is_killed() -> None:
    starter = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        STARTER,
        cwd=ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert starter.stdout is not None
    async with asyncio.timeout(60):
        folder, address = (await starter.stdout.readline()).decode().split()
        host, port = address.removeprefix("http://").split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        starter.send_signal(signal.SIGKILL)
        await starter.wait()

        with suppress(ConnectionError):
            assert await reader.read() == b""  # the homeserver held its end open
        assert not await asyncio.to_thread(Path(folder).exists)
        writer.close()
        # A process that ends closes one socket after the other.
        while await _accepts(host, int(port)):  # noqa: ASYNC110 (of another process)
            await asyncio.sleep(LOOK_EVERY)


async def _accepts(host: str, port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection(host, port)
    except ConnectionError:
        return False
    writer.close()
    with suppress(ConnectionError):
        await writer.wait_closed()
    return True
