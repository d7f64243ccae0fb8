"""What happens to rooms, tokens and servers in a year: nothing is lost, and readiness says so."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from bot.transports.matrix import gaps, strangers, syncing
from bot.transports.trouble import Trouble
from tests.bot.transports.matrix.desk import QUICK, Desk
from tests.worlds.homeserver.client import Client
from tests.worlds.homeserver.transcript import Room

NAME = "Асанов Б., дежурный"
NEUTRAL = "Эта служба отвечает только зарегистрированным сотрудникам."


async def understands(desk: Desk, who: str = "kz-duty") -> None:
    """The bot and somebody understand each other."""
    await desk.asks(who, "/me", NAME)


def invited(by: str, *, besides: str = "") -> Callable[[Client], Room | None]:
    """Return what finds an invitation into another room."""
    return lambda me: next(
        (each for each in me.invitations if each.inviter == by and each.id != besides), None
    )


async def test_who_declines_is_out_of_reach_and_invited_again(desk: Desk) -> None:
    await desk.sets_up()
    client = desk.clients["kz-duty"] = await desk.people.arrives("kz-duty")
    await desk.starts(desk.binds)
    bot = desk.account.user_id

    first = await client.waits_for(invited(bot))
    await client.leaves(first.id)
    await desk.warns("не в комнате бота")
    assert not desk.matrix.ready
    assert desk.matrix.health.trouble_of(client.user_id) is Trouble.NOT_JOINED
    second = await client.waits_for(invited(bot, besides=first.id))
    await desk.enters("kz-duty")

    assert desk.rooms["kz-duty"] == second.id
    await understands(desk)
    await desk.is_sound()


async def test_who_leaves_is_invited_again_at_once_and_who_declines_is_not(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "tests.bot.transports.matrix.desk.QUICK", replace(QUICK, declined=timedelta(days=1))
    )
    await desk.opens("kz-duty")
    client, before = desk.clients["kz-duty"], desk.rooms["kz-duty"]
    await understands(desk)

    for restarts in (False, True):
        if restarts:
            await desk.stops()
        await client.leaves(before)
        if restarts:
            await desk.starts()
        await client.waits_for(invited(desk.account.user_id, besides=before))
        before = await desk.enters("kz-duty")
        await understands(desk)
    await client.leaves(before)
    again = await client.waits_for(invited(desk.account.user_id, besides=before))
    made = desk.proxy.calls["create_room"]
    await client.leaves(again.id)

    await desk.until(lambda: client.user_id in desk.matrix._rooms._declined, "declined")
    for _ in range(2):  # so often it was looked who has no room
        desk.matrix._rooms.bell.set()
        await desk.until(lambda: not desk.matrix._rooms.bell.is_set(), "looked")
    assert desk.proxy.calls["create_room"] == made


@pytest.mark.parametrize("how", ["officer leaves", "bot is removed", "room is upgraded"])
async def test_a_room_that_is_gone_is_made_anew(how: str, desk: Desk) -> None:
    await desk.opens("kz-duty")
    client, before = desk.clients["kz-duty"], desk.rooms["kz-duty"]
    await understands(desk)

    match how:
        case "officer leaves":
            await client.leaves(before)
        case "bot is removed":
            await desk.as_bot("POST", f"/rooms/{before}/leave")
        case _:
            content = {"body": "", "replacement_room": "!other:nabat.test"}
            await desk.homeserver.put_state(before, "m.room.tombstone", content)
    await client.waits_for(invited(desk.account.user_id, besides=before))
    await desk.enters("kz-duty")

    assert desk.rooms["kz-duty"] != before
    await understands(desk)
    await desk.until(lambda: desk.matrix.ready, "ready")
    await desk.until(lambda: is_in(desk, desk.rooms["kz-duty"]), "one room")


async def test_a_refusal_of_the_room_before_takes_nobody_out_of_the_new_one(desk: Desk) -> None:
    await desk.opens("kz-duty")
    client, before = desk.clients["kz-duty"], desk.rooms["kz-duty"]
    await understands(desk)

    held = desk.proxy.faults.order("held", "send", room=before)
    await desk.says("kz-duty", "/me")
    await held.reached()
    await client.leaves(before)
    await client.waits_for(invited(desk.account.user_id, besides=before))
    after = await desk.enters("kz-duty")
    held.ends()
    await understands(desk)

    assert await desk.look(lambda work: work.rooms.all()[client.user_id].id) == after
    await desk.until(lambda: is_in(desk, after), "one room")


async def test_a_gateway_without_its_homeserver_takes_nobody_out_of_a_room(desk: Desk) -> None:
    await desk.opens("kz-duty")
    before = desk.rooms["kz-duty"]
    await understands(desk)

    for status in (404, 403, 302, 400):
        for endpoint in ("send", "keys_query", "create_room", "leave"):
            desk.proxy.faults.order("fails", endpoint, times=2, status=status)
        await understands(desk)

        assert await is_in(desk, before), status
        desk.proxy.faults.clear()


async def test_who_has_no_signed_device_is_out_of_reach_also_after_joining(desk: Desk) -> None:
    await desk.sets_up()
    client = await desk.people.arrives("kz-duty", signed=False)
    desk.clients["kz-duty"] = client
    await desk.starts(desk.binds)
    desk.proxy.rewrites("sync", lambda _, answer: bool(answer.pop("device_lists", None)))
    room = await client.waits_for(invited(desk.account.user_id))
    await desk.restarts()
    await desk.warns("не в комнате бота")

    await client.joins(room.id)

    await desk.warns("нет ни одного подтверждённого устройства")
    assert not desk.matrix.ready


async def test_a_room_that_is_nobodys_is_left_and_hears_nothing(desk: Desk) -> None:
    await desk.opens("kz-duty")
    kz = desk.clients["kz-duty"]
    invite = {"preset": "trusted_private_chat", "invite": [kz.user_id]}

    made = await desk.as_bot("POST", "/createRoom", **invite)
    await desk.until(lambda: is_in(desk, desk.rooms["kz-duty"]), "one room")
    await understands(desk)

    assert all("state_key" in each for each in await desk.homeserver.events(made["room_id"]))


async def has_declined(desk: Desk, room: str) -> bool:
    """Say whether the bot has declined an invitation into a room, or left it."""
    state = await desk.homeserver.room_state(room)
    how = {each["state_key"]: each["content"] for each in state if each["type"] == "m.room.member"}
    return bool(how.get(desk.account.user_id, {}).get("membership") == "leave")


async def is_in(desk: Desk, room: str) -> bool:
    """Say whether this is the only room that the bot is in."""
    return await desk.homeserver.rooms_of(desk.account.user_id) == [room]


async def test_a_homeserver_that_was_killed_goes_on_where_it_was(desk: Desk) -> None:
    await desk.opens("kz-duty")
    await understands(desk)

    desk.homeserver.kill()
    await desk.until(lambda: desk.matrix.health.trouble is Trouble.UNREACHABLE, "unreachable")
    await desk.homeserver.start()
    await understands(desk)

    await desk.is_sound()
    assert desk.matrix.health.trouble is None


async def test_after_a_long_time_down_red_and_then_everything_is_handled(desk: Desk) -> None:
    await desk.opens("kz-duty")
    await understands(desk)

    await desk.proxy.goes_down()
    await desk.until(lambda: desk.matrix.health.trouble is Trouble.UNREACHABLE, "unreachable")
    await desk.says("kz-duty", "/me")
    desk.later = timedelta(hours=5)
    await desk.until(lambda: not desk.matrix.works, "does not work")
    await desk.warns("домашний сервер не отвечает")
    assert not desk.matrix.ready
    said = len(desk.said_to("kz-duty"))
    await desk.proxy.comes_back()
    await desk.clients["kz-duty"].waits_for(lambda _: len(desk.said_to("kz-duty")) > said)

    await desk.is_sound()
    assert desk.said_to("kz-duty")[-1].body.startswith(NAME)


async def test_a_lost_token_is_red_and_loses_nothing(desk: Desk) -> None:
    desk.keeps_password = False
    await desk.opens("kz-duty")
    await understands(desk)
    device = desk.matrix._client.device_id

    await desk.homeserver.logout_all(desk.account.user_id)
    await desk.warns("токен истёк")
    assert not desk.matrix.ready
    await desk.says("kz-duty", "/me")
    await desk.stops()
    await desk.sets_up()
    await desk.starts()

    # Nobody has the key of what was written meanwhile: its author is told so.
    await desk.sees("kz-duty", "не удалось расшифровать")
    await understands(desk)
    await desk.is_sound()
    assert desk.matrix._client.device_id != device


async def test_an_expired_token_is_replaced_on_the_same_device(desk: Desk) -> None:
    await desk.opens("kz-duty")
    await understands(desk)
    device = desk.matrix._client.device_id
    token = desk.matrix._server.token

    desk.proxy.faults.order("unknown_token", "sync", soft=True, times=2)
    desk.proxy.stirs()
    await desk.until(lambda: desk.matrix._server.token != token, "another token")
    await understands(desk)

    assert set(await desk.homeserver.devices(desk.account.user_id)) == {device}
    await desk.is_sound()


async def test_a_server_that_wants_to_be_left_alone_gets_each_message_once(desk: Desk) -> None:
    def is_busy() -> None:
        for endpoint in ("create_room", "keys_query", "to_device", "send", "sync"):
            desk.proxy.faults.order("too_many", endpoint, times=2, seconds=0.1)

    await desk.opens("kz-duty", before_start=is_busy)
    await understands(desk)
    desk.proxy.faults.order("too_many", "send", times=2, seconds=0.1)
    desk.proxy.faults.order("resets_after", "send", times=2)
    await understands(desk)
    await understands(desk)

    assert len(desk.said_to("kz-duty")) == 3
    assert desk.proxy.faults.ordered == []


async def test_what_was_written_while_the_bot_was_down_is_handled_in_order_and_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The same as three hundred at the usual size of a sync and of a page.
    monkeypatch.setattr(syncing, "FILTER", syncing.FILTER.replace("200", "5"))
    monkeypatch.setattr(gaps, "PAGE", 7)
    await desk.opens("kz-duty")
    await understands(desk)
    numbers = [f"{place:02}" for place in range(40)]

    await desk.stops()
    for number in numbers:
        await desk.says("kz-duty", f"/word{number}")
    await desk.starts()
    await desk.clients["kz-duty"].waits_for(
        lambda _: len(desk.said_to("kz-duty")) >= 1 + len(numbers), within=30
    )
    await understands(desk)

    answers = [each.body for each in desk.said_to("kz-duty")]
    assert re.findall(r"word(\d\d)", "".join(answers)) == numbers
    assert any(each["event"] == "gap_filled" and each["count"] >= 35 for each in desk.logs)


async def test_a_stranger_gets_a_room_and_one_neutral_line_a_day(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(strangers, "STRANGERS", 1)
    await desk.opens("kz-duty")
    bot = desk.account.user_id
    stranger, second = await asyncio.gather(
        desk.people.arrives("stranger"), desk.people.arrives("second")
    )

    plain = await stranger.makes_room(bot, encrypted=False)
    room = await stranger.accepts(by=bot)
    assert stranger.room(room).encrypted
    for _ in range(3):
        await stranger.says(room, "Кто вы?")
    told = await stranger.sees(NEUTRAL)
    await second.makes_room(bot)
    await understands(desk)

    await stranger.syncs()
    assert told.encrypted
    assert [each.body for each in stranger.said_by(bot)] == [NEUTRAL]
    await desk.until(partial(has_declined, desk, plain), "declined")
    await desk.until(
        lambda: any(each["event"] == "stranger_not_invited" for each in desk.logs), "limit"
    )
    await second.syncs()
    assert second.invitations == []
    await desk.is_sound()


async def test_an_officers_own_room_is_declined_and_the_bots_is_the_only_one(desk: Desk) -> None:
    await desk.opens("kz-duty")
    client, bot = desk.clients["kz-duty"], desk.account.user_id

    for encrypted in (False, True):
        room = await client.makes_room(bot, encrypted=encrypted)
        await client.says(room, "/me")
        await desk.until(partial(has_declined, desk, room), "declined")
    await understands(desk)

    assert await is_in(desk, desk.rooms["kz-duty"])
    assert len(desk.said_to("kz-duty")) == 1
