"""A rogue officer and strangers do their worst: alarms go on, nothing leaks, nothing is done."""

import asyncio
import os
import secrets
from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import quote

from tests.bot.transports.matrix.desk import Desk
from tests.bot.transports.matrix.hostile import CANARY, things
from tests.bot.transports.matrix.test_decisions import SEND
from tests.journeys.stage import FORM
from tests.worlds.homeserver.asking import Json, ServerRefused
from tests.worlds.homeserver.person import Person
from tests.worlds.homeserver.transcript import ENCRYPTED

# All of it takes minutes: for `make soak`.
IS_WHOLE = os.environ.get("STORM") == "all"
EACH = 1 if IS_WHOLE else 10
TO_DEVICE = 10_000 if IS_WHOLE else 100
INVITATIONS = 500 if IS_WHOLE else 5
ALARMS = 100 if IS_WHOLE else 3
AT_ONCE = 8
STRANGERS = 3
SECONDS_AT_MOST = 5.0
OF_A_HUNDRED = 99
FLOODS: tuple[tuple[str, Callable[[str], Json]], ...] = (
    (ENCRYPTED, lambda key: {"algorithm": "m.olm.v1.curve25519-aes-sha2", "sender_key": key,
                             "ciphertext": {key: {"type": 0, "body": CANARY}}}),
    ("m.room_key_request", lambda key: {
        "action": "request", "requesting_device_id": key[:10], "request_id": key,
        "body": {"algorithm": "m.megolm.v1.aes-sha2", "room_id": "!a:test", "session_id": key,
                 "sender_key": key}}),
    ("m.secret.request", lambda key: {"action": "request", "name": "m.cross_signing.master",
                                      "requesting_device_id": key[:10], "request_id": key}),
    ("m.key.verification.request", lambda key: {"from_device": key[:10], "methods": ["m.sas.v1"],
                                                "timestamp": 0, "transaction_id": key}),
    ("m.key.verification.start", lambda key: {"from_device": None, "method": [CANARY],
                                              "transaction_id": key}),
    ("m.key.verification.cancel", lambda key: {"transaction_id": key, "code": CANARY,
                                               "reason": CANARY}),
    ("m.forwarded_room_key", lambda key: {"session_key": key, "room_id": 7, CANARY: CANARY}),
    (f"x.{CANARY}", lambda key: {CANARY: key}),
)  # fmt: skip


async def rages(desk: Desk, rogue: Person, room: str, alarm: str) -> int:
    """Send whatever the homeserver takes; return how much that was."""
    taken = 0
    for each in things(room, alarm)[::EACH]:
        try:
            await rogue.sends_plaintext(room, each)
        except ServerRefused:
            continue
        taken += 1
    return taken


async def floods(desk: Desk, stranger: Person, times: int) -> None:
    """Send the bot's device so many messages of every kind."""
    bot, device = desk.account.user_id, desk.matrix._client.device_id
    for place in range(times):
        kind, makes = FLOODS[place % len(FLOODS)]
        messages = {bot: {device: makes(secrets.token_urlsafe(32))}}
        where = f"/sendToDevice/{quote(kind)}/{secrets.token_hex(8)}"
        await stranger.asks("PUT", where, {"messages": messages})


async def crowds(desk: Desk, stranger: Person, times: int) -> None:
    """Invite the bot into so many rooms, some of them with words in clear."""
    for place in range(times):
        room = await stranger.makes_room(desk.account.user_id, encrypted=bool(place % 2))
        await stranger.says_raw(room, "m.room.message", {"msgtype": "m.text", "body": CANARY})


async def rings(desk: Desk, number: int) -> float:
    """Let a request be sent; return the seconds until Belarus sees the alarm."""
    clock = asyncio.get_running_loop().time
    await desk.asks("kz-duty", FORM, "Таких сведений здесь нет?")
    began = clock()
    await desk.presses("kz-duty", SEND)
    await desk.sees("by-duty", f"СРОЧНОЕ ОБРАЩЕНИЕ KZ-BY-2026-{number}", within=60)
    return clock() - began


async def shared(work: Callable[[Person, int], Awaitable[None]], who: list[Person], n: int) -> None:
    """Let several do a part each."""
    await asyncio.gather(*(work(each, n // len(who) + 1) for each in who))


async def test_alarms_go_on_nothing_leaks_and_nothing_is_done_whatever_comes(desk: Desk) -> None:
    await desk.opens("kz-duty", "by-duty", "am-duty")
    rogue, room = desk.clients["am-duty"], desk.rooms["am-duty"]
    assert isinstance(rogue, Person)
    await desk.asks("kz-duty", FORM.replace("Беларусь", "Армения"), "Таких сведений здесь нет?")
    await desk.presses("kz-duty", SEND)
    own = await desk.sees("am-duty", "СРОЧНОЕ ОБРАЩЕНИЕ KZ-AM-2026-1")
    await desk.asks("am-duty", "/me", "дежурный")
    strangers = [await desk.people.arrives(f"stranger{each}") for each in range(STRANGERS)]
    desk.proxy.keeps = True

    weather = asyncio.gather(
        rages(desk, rogue, room, own.event_id),
        shared(lambda who, n: floods(desk, who, n), strangers, TO_DEVICE),
        shared(lambda who, n: crowds(desk, who, n), strangers, INVITATIONS),
    )
    took = [await rings(desk, each) for each in range(1, ALARMS + 1)]
    taken, *_ = await weather

    for who in ("kz-duty", "by-duty", "am-duty"):
        await desk.asks(who, "/me", "дежурный")
    await desk.is_sound()
    assert taken > len(things(room, "")) // EACH * 0.9
    assert set(await desk.actions()) & {"acknowledge", "accept", "refuse", "consent"} == set()
    assert_nothing_leaked(desk, rogue)
    if IS_WHOLE:
        worst = sorted(took)[len(took) * OF_A_HUNDRED // 100 - 1]
        assert worst <= SECONDS_AT_MOST, (worst, sorted(took)[len(took) // 2])


def assert_nothing_leaked(desk: Desk, rogue: Person) -> None:
    """What the rogue wrote is with the rogue alone; and no markup or mention of it acts there."""
    for who, client in desk.clients.items():
        seen = "\n".join(
            v.body + v.formatted_body
            for m in client.said_by(desk.account.user_id)
            for v in m.versions
        )
        assert (who == "am-duty") or CANARY not in seen, who
    for each in rogue.said_by(desk.account.user_id):
        assert set(each.mentions) <= {rogue.user_id}
        assert "<script" not in each.formatted_body
        assert "<a" not in each.formatted_body
        assert "<img" not in each.formatted_body
    bots = [each for each in desk.proxy.carried(CANARY) if each.method in ("PUT", "POST")]
    assert bots == []
    # Of an exception the product's log has types and places alone.
    logged = [{**each, "exception": ""} for each in desk.logs]
    assert CANARY not in repr(logged)
    # Nonsense is said to the operator, and to nobody else.
    desk.logs[:] = [each for each in desk.logs if each["event"] != "event_unreadable"]
    for file in Path(desk.folder).rglob("*"):
        assert not file.is_file() or CANARY.encode() not in file.read_bytes(), file
