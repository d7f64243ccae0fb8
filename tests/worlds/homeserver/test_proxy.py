"""The way to the homeserver: it carries what it is given, and breaks and forges on order."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

import aiohttp
import pytest

from tests.worlds.homeserver.asking import CLIENT, DOWNLOAD, UPLOAD
from tests.worlds.homeserver.calls import Json, name_call
from tests.worlds.homeserver.faults import AIOHTTP_TRIES
from tests.worlds.homeserver.forgeries import ghost, message, unencrypted
from tests.worlds.homeserver.proxy import Proxy
from tests.worlds.homeserver.server import Homeserver

FOR_EVER_MS = 60_000


@dataclass(frozen=True, slots=True)
class Client:
    """A client without a library: an account in one room, through the proxy."""

    session: aiohttp.ClientSession
    user_id: str
    room: str

    async def says(self, text: str, transaction: str) -> tuple[int, Json]:
        path = f"{CLIENT}/rooms/{self.room}/send/m.room.message/{transaction}"
        content = {"msgtype": "m.text", "body": text}
        async with self.session.put(path, json=content) as response:
            return response.status, await response.json(content_type=None)

    async def syncs(self, since: str = "", wait_ms: int = 0) -> Json:
        asked = {"timeout": str(wait_ms)} | ({"since": since} if since else {})
        async with self.session.get(f"{CLIENT}/sync", params=asked) as response:
            answer: Json = await response.json()
            return answer

    async def shown(self, since: str = "") -> list[str]:
        rooms = (await self.syncs(since)).get("rooms", {}).get("join", {})
        events = rooms.get(self.room, {}).get("timeline", {}).get("events", [])
        return [each["content"]["body"] for each in events if each["type"] == "m.room.message"]


@pytest.fixture
async def client(
    homeserver: Homeserver, proxy: Proxy, fresh: Callable[[str], str]
) -> AsyncIterator[Client]:
    """A client that is logged in and alone in a room that calls itself encrypted."""
    login = await homeserver.login(await homeserver.register(fresh("asanov")))
    state = [{"type": "m.room.encryption", "content": {"algorithm": "m.megolm.v1.aes-sha2"}}]
    made = await homeserver.call(
        "POST", f"{CLIENT}/createRoom", token=login.token, json={"initial_state": state}
    )
    headers = {"Authorization": f"Bearer {login.token}"}
    async with aiohttp.ClientSession(proxy.address, headers=headers) as session:
        yield Client(session, login.user_id, made["room_id"])


async def test_what_was_done_before_the_connection_broke_is_there_once(
    client: Client, proxy: Proxy
) -> None:
    proxy.faults.order("resets_after", "send", times=AIOHTTP_TRIES)

    with pytest.raises(aiohttp.ClientError):
        await client.says("срочно", "first")
    shown_meanwhile = await client.shown()
    status, _ = await client.says("срочно", "first")

    assert (status, shown_meanwhile) == (200, ["срочно"])
    assert await client.shown() == ["срочно"]
    assert proxy.calls["send"] == AIOHTTP_TRIES + 1


async def test_what_broke_before_the_homeserver_heard_of_it_is_not_there(
    client: Client, proxy: Proxy
) -> None:
    proxy.faults.order("resets", "send", times=AIOHTTP_TRIES)
    with pytest.raises(aiohttp.ClientError):
        await client.says("срочно", "first")

    await proxy.goes_down()
    with pytest.raises(aiohttp.ClientConnectionError):
        await client.says("срочно", "first")
    await proxy.comes_back()

    assert await client.shown() == []


@pytest.mark.parametrize(
    ("trouble", "more", "expected"),
    [
        ("too_many", {"seconds": 2.5}, (429, {"retry_after_ms": 2500})),
        ("unknown_token", {}, (401, {"errcode": "M_UNKNOWN_TOKEN", "soft_logout": False})),
        ("unknown_token", {"soft": True}, (401, {"soft_logout": True})),
        ("answers", {"status": 403, "answer": {"errcode": "M_FORBIDDEN"}}, (403, {})),
    ],
)
async def test_a_refusal_takes_the_place_of_doing_it(
    trouble: str, more: Json, expected: tuple[int, Json], client: Client, proxy: Proxy
) -> None:
    proxy.faults.order(trouble, "send", room=client.room, kind="m.room.message", **more)

    status, answer = await client.says("срочно", "first")

    assert (status, answer | expected[1]) == (expected[0], answer)
    assert await client.shown() == []
    assert proxy.faults.ordered == []


async def test_a_call_is_held_until_the_test_lets_it_go_on(client: Client, proxy: Proxy) -> None:
    held = proxy.faults.order("held_after", "send")
    saying = asyncio.create_task(client.says("срочно", "first"))

    await held.reached()
    shown_meanwhile = await client.shown()
    held.ends()

    assert (await saying)[0] == 200
    assert shown_meanwhile == ["срочно"]


async def test_a_sync_that_waits_brings_what_no_server_had(client: Client, proxy: Proxy) -> None:
    since = (await client.syncs())["next_batch"]
    waiting = asyncio.create_task(client.syncs(since, FOR_EVER_MS))
    await proxy.called("sync", 2)

    await proxy.injects(client.room, message("@ghost:nabat.test", "подделка")).happened()

    answer = await waiting
    [event] = answer["rooms"]["join"][client.room]["timeline"]["events"]
    assert (event["sender"], event["content"]["body"]) == ("@ghost:nabat.test", "подделка")
    assert await client.shown(answer["next_batch"]) == []


async def test_a_ghost_is_a_member_and_an_encrypted_room_looks_open(
    client: Client, proxy: Proxy
) -> None:
    for endpoint, hook in ghost(client.room, "@ghost:nabat.test").items():
        proxy.rewrites(endpoint, hook)
    proxy.rewrites("sync", unencrypted(client.room))

    part = (await client.syncs())["rooms"]["join"][client.room]
    async with client.session.get(f"{CLIENT}/rooms/{client.room}/joined_members") as response:
        joined = (await response.json())["joined"]

    state = part["state"]["events"] + part["timeline"]["events"]
    assert {each["state_key"] for each in state if each["type"] == "m.room.member"} == {
        client.user_id,
        "@ghost:nabat.test",
    }
    assert "m.room.encryption" not in {each["type"] for each in state}
    assert set(joined) == {client.user_id, "@ghost:nabat.test"}


async def test_what_nobody_ordered_passes_to_the_byte(client: Client, proxy: Proxy) -> None:
    proxy.keeps = True
    content = bytes(range(256)) * 1000

    async with client.session.post(UPLOAD, data=content) as response:
        where = (await response.json())["content_uri"].removeprefix("mxc://")
    async with client.session.get(f"{DOWNLOAD}/{where}") as response:
        came, headers = await response.read(), response.headers

    assert came == content
    assert headers["Content-Type"] == "application/octet-stream"
    up, down = proxy.exchanges
    assert (up.call.endpoint, up.call.body) == ("upload", content)
    assert (down.call.endpoint, down.answer) == ("download", content)


async def test_words_in_clear_are_found_in_what_was_kept(client: Client, proxy: Proxy) -> None:
    proxy.keeps = True

    await client.says("совершенно не секретно", "first")

    [call] = proxy.carried("не секретно")
    assert (call.endpoint, call.transaction) == ("send", "first")
    assert proxy.carried("секретнее") == []
    assert proxy.exchanges[-1].json["event_id"].startswith("$")


@pytest.mark.parametrize(
    ("path", "name", "parts"),
    [
        (
            "/_matrix/client/v3/rooms/%21a%3Ab/send/m.room.encrypted/1",
            "send",
            {"room": "!a:b", "kind": "m.room.encrypted", "transaction": "1"},
        ),
        ("/_matrix/client/v3/rooms/!a:b/state", "state", {"room": "!a:b"}),
        ("/_matrix/client/r0/keys/query", "keys_query", {}),
        ("/_matrix/client/v1/media/download/b/c", "download", {}),
        ("/_matrix/client/v3/voip/turnServer", "other", {}),
    ],
)
def test_a_call_is_known_by_its_path(path: str, name: str, parts: Json) -> None:
    call = name_call("GET", path)

    assert (call.endpoint, call.parts) == (name, parts)
