"""What anybody may send to the bot, and what no homeserver would: nobody else waits for it."""

import base64
import secrets
from datetime import timedelta
from typing import Any

import pytest
from mautrix.types import DeviceID, EventType, RoomID, RoomKeyEventContent, SessionID, UserID

from bot.transports.health import READY_WITHIN
from bot.transports.matrix import receiving
from tests.bot.transports.matrix.desk import Desk
from tests.worlds.homeserver.asking import Json
from tests.worlds.homeserver.calls import Call
from tests.worlds.homeserver.client import Client
from tests.worlds.homeserver.faults import Fault
from tests.worlds.homeserver.faults import Trouble as Faulty
from tests.worlds.homeserver.transcript import ENCRYPTED

NAME = "Асанов Б., дежурный"
OLM = "m.olm.v1.curve25519-aes-sha2"


async def understands(desk: Desk, who: str = "kz-duty") -> None:
    """The bot and somebody understand each other."""
    await desk.asks(who, "/me", NAME)


async def is_sent(desk: Desk, sender: Client, content: Json) -> None:
    """Somebody sends an encrypted message to the bot's device, whatever it holds."""
    messages = {desk.account.user_id: {desk.matrix._client.device_id: content}}
    where = f"/sendToDevice/{ENCRYPTED}/{secrets.token_hex(8)}"
    await sender.asks("PUT", where, {"messages": messages})


def olm(desk: Desk, type: Any, body: Any, sender_key: str = "A" * 43) -> Json:
    """Return a message of Olm for the bot's device."""
    ours = desk.matrix._client.olm.account.identity_keys["curve25519"]
    ciphertext = {ours: {"type": type, "body": body}}
    return {"algorithm": OLM, "sender_key": sender_key, "ciphertext": ciphertext}


BROKEN = (
    (0, "nonsense", "A" * 43),
    (0, base64.b64encode(b"\x03\x0a\x20" + bytes(60)).decode(), "A" * 43),
    (1, "nonsense", "A" * 43),
    (1, "ы", "A" * 43),
    (0, "", ""),
)


async def test_a_strangers_broken_message_to_the_device_holds_up_nobody(desk: Desk) -> None:
    await desk.opens("kz-duty")
    stranger = await desk.people.arrives("stranger")
    await understands(desk)

    for type, body, sender_key in BROKEN:
        await is_sent(desk, stranger, olm(desk, type, body, sender_key))
        await understands(desk)

    await desk.restarts()
    await understands(desk)


async def test_a_broken_key_of_a_room_holds_up_nobody_and_no_key_beside_it(desk: Desk) -> None:
    await desk.opens("kz-duty", "by-duty")
    stranger = await desk.people.arrives("stranger")
    machine, bot = stranger.machine, UserID(desk.account.user_id)
    device = await machine.get_or_fetch_device(bot, DeviceID(desk.matrix._client.device_id))
    assert device is not None
    broken = RoomKeyEventContent(
        algorithm="m.megolm.v1.aes-sha2",  # type: ignore[arg-type]
        room_id=RoomID("!a:b"),
        session_id=SessionID("x"),
        session_key="nonsense",
    )

    await desk.proxy.goes_down()
    await machine.send_encrypted_to_device(device, EventType.ROOM_KEY, broken)
    await desk.says("kz-duty", "/me")
    await desk.proxy.comes_back()

    await desk.sees("kz-duty", NAME)


@pytest.mark.parametrize(
    "changed",
    [
        {"sender_key": ""},
        pytest.param({"session_id": ""}, marks=pytest.mark.soak),
        {"ciphertext": "nonsense"},
        pytest.param({"algorithm": None}, marks=pytest.mark.soak),
        pytest.param({"device_id": 7}, marks=pytest.mark.soak),
    ],
)
async def test_an_encrypted_message_of_no_sense_holds_up_nobody(changed: Json, desk: Desk) -> None:
    await desk.opens("kz-duty", "by-duty")
    await understands(desk)
    whole = (await desk.last_of("kz-duty"))["content"]

    await desk.clients["kz-duty"].says_raw(desk.rooms["kz-duty"], ENCRYPTED, whole | changed)

    await desk.sees("kz-duty", "не удалось расшифровать")
    await understands(desk)
    await desk.asks("by-duty", "/me", "Дубровская Е., дежурный")


async def test_the_broken_keys_of_one_keep_nobody_else_from_being_judged(desk: Desk) -> None:
    broken = await desk.people.arrives("by-duty")

    def breaks(call: Call, answer: Json) -> bool:
        devices = answer.get("device_keys", {}).get(broken.user_id)
        if devices:
            devices["BROKEN"] = {"algorithms": [], "keys": {}}
        return bool(devices)

    desk.proxy.rewrites("keys_query", breaks)
    person = await desk.people.arrives("kz-duty")
    await desk.opens(clients={"kz-duty": person})
    desk.clients["by-duty"] = broken
    await desk.stops()
    await desk.starts(desk.binds)

    await desk.until(lambda: desk.matrix._keys.trusted_devices(person.user_id), "judged")
    await understands(desk)


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (200, {}),
        (429, {"errcode": "M_LIMIT_EXCEEDED", "retry_after_ms": 10**40}),
        (400, {"errcode": ["M"], "retry_after_ms": "x"}),
    ],
)
async def test_what_no_homeserver_answers_ends_nothing(
    status: int, answer: Json, desk: Desk
) -> None:
    desk.proxy.faults.order("answers", "create_room", times=2, status=status, answer=answer)

    await desk.opens("kz-duty")

    await understands(desk)


async def test_a_login_that_gives_no_token_ends_nothing(desk: Desk) -> None:
    await desk.opens("kz-duty")
    desk.proxy.faults.order("answers", "login", status=200, answer={})
    desk.proxy.faults.order("unknown_token", "sync", soft=True, times=2)
    desk.proxy.stirs()

    await understands(desk)


async def test_keys_that_the_server_refuses_are_no_silence_and_get_other_names(
    desk: Desk,
) -> None:
    await desk.opens("kz-duty")
    await understands(desk)
    clash = {"errcode": "M_UNKNOWN", "error": "One time key already exists"}
    refused = desk.proxy.faults.order("answers", "keys_upload", status=400, answer=clash)
    stranger = await desk.people.arrives("stranger")

    await claims_all(desk, stranger)
    desk.proxy.stirs()
    await refused.reached()
    await understands(desk)

    await desk.until(lambda: desk.matrix.health.trouble is None, "no trouble")
    await desk.until(lambda: gives_keys(desk), "keys")


async def test_whoever_takes_all_its_keys_while_it_is_down_keeps_nobody_out(desk: Desk) -> None:
    await desk.opens("kz-duty")
    await understands(desk)
    stranger = await desk.people.arrives("stranger")

    await desk.stops()
    await claims_all(desk, stranger)
    await desk.starts()

    await desk.is_sound()
    await desk.until(lambda: gives_keys(desk), "keys")


async def claims_all(desk: Desk, stranger: Client) -> None:
    """Somebody takes all the one-time keys of the bot, as anybody may."""
    while await claims_one(desk, stranger):
        pass


async def claims_one(desk: Desk, stranger: Client) -> bool:
    device = desk.matrix._client.device_id
    asked = {desk.account.user_id: {device: "signed_curve25519"}}
    given = await stranger.asks("POST", "/keys/claim", {"one_time_keys": asked})
    return bool(given["one_time_keys"])


async def gives_keys(desk: Desk) -> bool:
    """Say whether the server has a key of the bot for one more."""
    bot, device = desk.account.user_id, desk.matrix._client.device_id
    token = await desk.homeserver.login_as(desk.clients["kz-duty"].user_id)
    asked = {"one_time_keys": {bot: {device: "signed_curve25519"}}}
    path = "/_matrix/client/v3/keys/claim"
    given = await desk.homeserver.call("POST", path, token=token, json=asked)
    return bool(given["one_time_keys"])


async def let_in(desk: Desk) -> tuple[Client, str]:
    """Return a stranger, and the room that the bot has made for them."""
    stranger = await desk.people.arrives("stranger")
    await stranger.makes_room(desk.account.user_id)
    room = await stranger.accepts(by=desk.account.user_id)
    await stranger.waits_for(lambda me: me.room(room).encrypted)
    return stranger, room


async def test_an_invitation_that_nobody_can_answer_holds_up_no_officer(desk: Desk) -> None:
    await desk.opens("kz-duty")
    await understands(desk)
    stranger = await desk.people.arrives("stranger")

    deaf = desk.proxy.faults.order("deaf", "create_room", times=100)
    await stranger.makes_room(desk.account.user_id)
    await deaf.reached()

    for _ in range(3):
        await understands(desk)
    await desk.until(lambda: desk.matrix.health.trouble is None, "no trouble")


async def test_a_stranger_whom_nothing_reaches_holds_up_no_officer(desk: Desk) -> None:
    await desk.opens("kz-duty")
    await understands(desk)
    stranger, room = await let_in(desk)

    deaf = desk.proxy.faults.order("deaf", "send", room=room, times=100)
    await stranger.says(room, "Кто вы?")
    await deaf.reached()

    await understands(desk)


async def test_an_officer_whose_room_cannot_be_made_keeps_nobody_elses_from_being_made(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    strike = desk.proxy.faults.strike
    first, second = [await desk.people.arrives(each) for each in ("a-officer", "b-officer")]

    def refuses(call: Call) -> Fault | None:
        if call.json.get("invite") == [first.user_id]:
            return Fault(Faulty.FAILS)
        return strike(call)

    monkeypatch.setattr(desk.proxy.faults, "strike", refuses)
    await desk.sets_up()
    desk.clients = {"by-duty": first, "kz-duty": second}
    await desk.starts(desk.binds)

    await desk.enters("kz-duty")
    await understands(desk)


async def test_messages_of_an_unknown_device_ask_for_devices_once(desk: Desk) -> None:
    await desk.opens("kz-duty")
    await understands(desk)
    whole = (await desk.last_of("kz-duty"))["content"]
    before = desk.proxy.calls["keys_query"]

    await desk.proxy.goes_down()
    for number in range(20):
        unknown = whole | {"sender_key": "B" * 43, "session_id": f"{number}"}
        await desk.clients["kz-duty"].says_raw(desk.rooms["kz-duty"], ENCRYPTED, unknown)
    await desk.proxy.comes_back()
    await understands(desk)

    assert desk.proxy.calls["keys_query"] - before < 5


async def test_devices_that_cannot_be_asked_for_keep_only_their_owner_waiting(desk: Desk) -> None:
    await desk.opens("kz-duty")
    await understands(desk)
    stranger, room = await let_in(desk)

    deaf = desk.proxy.faults.order("fails", "keys_query", times=10**6)
    unknown = (await desk.last_of("kz-duty"))["content"] | {"sender_key": "B" * 43}
    await stranger.says_raw(room, ENCRYPTED, unknown)
    await deaf.reached()

    await understands(desk)


async def test_a_file_that_does_not_come_holds_up_the_others_for_less_than_a_silence(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert receiving.FETCHED_WITHIN < READY_WITHIN
    monkeypatch.setattr(receiving, "FETCHED_WITHIN", timedelta(seconds=1))
    await desk.opens("kz-duty", "by-duty")
    deaf = desk.proxy.faults.order("deaf", "download", times=100)
    await desk.clients["by-duty"].sends_file(desk.rooms["by-duty"], b"%PDF-1.7 a", "a.pdf")
    await deaf.reached()

    await understands(desk)
