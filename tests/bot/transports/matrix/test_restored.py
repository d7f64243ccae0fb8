"""A homeserver that has forgotten, a room whose past is refused, keys that are lost or late."""

import shutil
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from mautrix.types import RoomID

from bot.transports.base import Later, Sent, cursor_of
from bot.transports.matrix import gaps, sending, syncing
from bot.transports.trouble import Trouble
from bot.words.message import Rendered
from protocol.parties import Channel
from storage.work import Work
from tests.bot.transports.matrix.desk import Desk
from tests.worlds.homeserver.client import Client
from tests.worlds.homeserver.people import People
from tests.worlds.homeserver.person import Person
from tests.worlds.homeserver.proxy import Proxy
from tests.worlds.homeserver.server import Homeserver

NAME = "Асанов Б., дежурный"
MISSED = "Часть ваших сообщений могла не дойти"
FORGOTTEN = "не помнит того, что бот уже прочёл"


async def opened(desk: Desk) -> None:
    """Two officers who have spoken with the bot."""
    await desk.opens("kz-duty", "by-duty")
    await desk.asks("kz-duty", "/me", NAME)
    await desk.asks("by-duty", "/me", "Дубровская Е.")


async def heard_up_to(desk: Desk) -> str:
    """Return up to where the bot has read."""
    return str(await desk.look(lambda work: work.recall(cursor_of(Channel.MATRIX))))


# A token that the server does not know


def puts_token(token: str, work: Work) -> None:
    """Let the bot have read up to there."""
    work.remember(cursor_of(Channel.MATRIX), token)


async def test_a_token_that_is_not_the_servers_is_given_up_and_what_was_written_is_heard(
    desk: Desk,
) -> None:
    """As Synapse takes them: refused, failed on, or taken for another one."""
    await opened(desk)
    for token in ("made-up", "s1_2", "t1-2", "т", "s-1"):
        await desk.stops()
        await desk.says("kz-duty", "/help")

        await desk.starts(partial(puts_token, token))

        await desk.asks("by-duty", "/me", "Дубровская Е.")
        assert await heard_up_to(desk) != token, token


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (400, "M_UNKNOWN"),
        pytest.param(400, "M_INVALID_PARAM", marks=pytest.mark.soak),
        (500, "M_UNKNOWN"),
    ],
)
async def test_a_token_that_is_refused_is_told_to_the_operator_and_each_officer_once(
    desk: Desk, status: int, code: str
) -> None:
    await opened(desk)
    desk.proxy.faults.order(
        "answers",
        "sync",
        times=5 if status == 500 else 1,
        status=status,
        answer={"errcode": code},
        query="since=",
    )
    desk.proxy.stirs()

    await desk.sees("kz-duty", MISSED, within=60)
    await desk.sees("by-duty", MISSED, within=60)
    await desk.warns(FORGOTTEN)
    assert not desk.matrix.ready
    desk.proxy.faults.clear()
    await desk.asks("kz-duty", "/me", NAME)
    await desk.asks("by-duty", "/help", "/urgent")
    for who in ("kz-duty", "by-duty"):
        assert len([each for each in desk.said_to(who) if MISSED in each.body]) == 1
        # What was read anew had its answer already.
        assert len([each for each in desk.said_to(who) if "Средства связи" in each.body]) <= 2


async def test_a_server_that_fails_altogether_has_forgotten_nothing(desk: Desk) -> None:
    await opened(desk)
    for answer in ({"errcode": "M_UNKNOWN"}, {}):
        desk.proxy.faults.order("answers", "sync", times=12, status=500, answer=answer)
    desk.proxy.stirs()
    await desk.until(lambda: not desk.proxy.faults.ordered, "all failed", within=60)

    await desk.asks("kz-duty", "/me", NAME)

    await desk.is_sound()
    assert not any(MISSED in each.body for each in desk.said_to("kz-duty"))


# A homeserver that was restored


@pytest.mark.parametrize("runs", [True, False])
async def test_a_server_that_was_restored_is_read_anew_and_nothing_said_after_that_is_lost(
    tmp_path: Path, own_server: Homeserver, runs: bool
) -> None:
    async with (
        Proxy(own_server.address) as proxy,
        People(own_server, lambda name: name) as people,
    ):
        desk = Desk(tmp_path / "desk", own_server, proxy, people, [])
        await opened(desk)
        own_server.stop()
        backup = tmp_path / "backup"
        shutil.copytree(own_server.folder, backup, ignore=shutil.ignore_patterns("ready"))
        await own_server.start()
        for _ in range(3):
            await desk.asks("kz-duty", "/me", NAME)
            await desk.asks("by-duty", "/me", "Дубровская Е.")
        if not runs:
            await desk.stops()
        await proxy.goes_down()
        own_server.stop()
        shutil.copytree(backup, own_server.folder, dirs_exist_ok=True)
        for each in own_server.folder.glob("homeserver.db-*"):
            each.unlink()
        await own_server.start()
        # Written before the bot comes back: Synapse's newest is what the bot's token counts for.
        # So it is for people's clients: they are there before the bot as well.
        for client in desk.clients.values():
            await client.comes(0)
        await desk.says("kz-duty", "/help")

        await proxy.comes_back()
        if not runs:
            await desk.starts()

        await desk.sees("kz-duty", "/urgent", within=60)
        await desk.sees("kz-duty", MISSED, within=60)
        await desk.sees("by-duty", MISSED, within=60)
        await desk.warns(FORGOTTEN)
        await desk.asks("by-duty", "/me", "Дубровская Е.")
        await desk.stops()


async def test_a_room_that_an_administrator_took_away_is_no_restoration(desk: Desk) -> None:
    await opened(desk)
    await desk.asks("kz-duty", "/me", NAME)  # the newest message stands in that room
    await desk.stops()
    await desk.homeserver.does("DELETE", f"/v1/rooms/{desk.rooms['kz-duty']}", purge=True)

    await desk.starts()

    await desk.asks("by-duty", "/help", "/urgent")
    assert not any(MISSED in each.body for each in desk.said_to("by-duty"))
    troubles = {each.trouble for each in desk.matrix.health.obstacles()}
    assert Trouble.FORGOTTEN not in troubles


# One room whose past is refused


@pytest.mark.parametrize(
    ("trouble", "how"),
    [
        ("answers", {"status": 403, "answer": {"errcode": "M_FORBIDDEN"}}),
        ("fails", {"status": 502}),
        ("garbage", {}),
        ("held", {}),
        *(
            pytest.param(*each, marks=pytest.mark.soak)
            for each in (
                ("answers", {"status": 404, "answer": {"errcode": "M_NOT_FOUND"}}),
                ("answers", {"status": 400, "answer": {"errcode": "M_INVALID_PARAM"}}),
                ("answers", {"status": 500, "answer": {"errcode": "M_UNKNOWN"}}),
                ("fails", {"status": 404}),
            )
        ),
    ],
)
async def test_a_room_whose_past_is_refused_is_told_and_the_others_are_heard(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, trouble: str, how: dict
) -> None:
    monkeypatch.setattr(syncing, "FILTER", syncing.FILTER.replace("200", "2"))
    # The other room is to be filled within it.
    within = timedelta(seconds=5 if trouble == "held" else 60)
    monkeypatch.setattr(gaps, "FILLED_WITHIN", within)
    await opened(desk)
    await desk.stops()
    for _ in range(4):
        await desk.says("kz-duty", "/help")
        await desk.says("by-duty", "/help")
    refused = desk.proxy.faults.order(
        trouble, "messages", times=10**6, room=desk.rooms["kz-duty"], **how
    )

    await desk.starts()

    await desk.sees("kz-duty", MISSED, within=60)
    await desk.warns("домашний сервер не отдал часть сообщений этого сотрудника")
    assert refused.struck.is_set()
    await helped(desk, "by-duty", 4)
    await helped(desk, "kz-duty", 2)
    alarm = await desk.matrix.send(
        desk.clients["kz-duty"].user_id, Rendered("Тревога"), key="1", urgent=True
    )
    assert isinstance(alarm, Sent)
    await desk.asks("kz-duty", "/me", NAME)
    assert not any(MISSED in each.body for each in desk.said_to("by-duty"))
    refused.ends()


async def test_a_room_whose_past_comes_at_the_second_try_misses_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(syncing, "FILTER", syncing.FILTER.replace("200", "2"))
    await opened(desk)
    await desk.stops()
    for _ in range(4):
        await desk.says("kz-duty", "/help")
    desk.proxy.faults.order("fails", "messages", times=2, room=desk.rooms["kz-duty"])

    await desk.starts()

    await helped(desk, "kz-duty", 4)
    await desk.is_sound()
    assert not any(MISSED in each.body for each in desk.said_to("kz-duty"))


async def helped(desk: Desk, who: str, times: int) -> None:
    """Somebody sees so often what they have asked for."""

    def seen(_: Client) -> bool:
        said = [each for each in desk.said_to(who) if "/urgent — срочное" in each.body]
        return len(said) == times

    await desk.clients[who].waits_for(lambda me: seen(me) or None, within=60)


# Keys of rooms that are lost


async def test_keys_that_are_lost_are_told_to_the_officer_and_the_operator(desk: Desk) -> None:
    await opened(desk)
    lost = desk.proxy.rewrites("sync", lambda _, answer: answer.pop("to_device", None) is not None)

    person = desk.clients["kz-duty"]
    assert isinstance(person, Person)
    await person.machine.crypto_store.remove_outbound_group_session(RoomID(desk.rooms["kz-duty"]))
    await desk.says("kz-duty", "/help")

    await desk.sees("kz-duty", "не удалось расшифровать", within=60)
    await desk.warns("сообщение не удалось расшифровать, его ключ не дошёл")
    await desk.asks("by-duty", "/help", "/urgent")
    lost.ends()


# Lists of devices that come late


async def test_an_alarm_does_not_wait_for_lists_that_are_late_and_nobody_is_deaf_meanwhile(
    desk: Desk,
) -> None:
    await opened(desk)
    user = desk.clients["kz-duty"].user_id
    late = desk.proxy.faults.order("held", "keys_query", times=10**6)
    other = desk.clients["by-duty"]
    assert isinstance(other, Person)
    await desk.people.has_another_device(other)  # a list that has changed
    await late.reached(60)

    sent = await desk.matrix.send(user, Rendered("Тревога"), key="1", urgent=True)

    assert isinstance(sent, Sent)
    await desk.sees("kz-duty", "Тревога")
    await desk.asks("kz-duty", "/me", NAME)
    assert late.times > 0
    late.ends()


async def test_an_alarm_whose_key_is_late_is_later_and_its_key_goes_on_being_given(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await opened(desk)
    user = desk.clients["kz-duty"].user_id
    monkeypatch.setattr(sending, "ALARM_ENCRYPTED_WITHIN", timedelta(seconds=1))
    olm = desk.matrix._client.olm
    olm.outbound_group_sessions.clear()
    late = desk.proxy.faults.order("held", "to_device")

    alarm = await desk.matrix.send(user, Rendered("Тревога"), key="1", urgent=True)

    assert isinstance(alarm, Later)
    await late.reached()
    monkeypatch.setattr(sending, "ALARM_ENCRYPTED_WITHIN", timedelta(seconds=60))
    beside = await desk.matrix.send(
        desk.clients["by-duty"].user_id, Rendered("Рядом"), key="2", urgent=True
    )
    assert isinstance(beside, Sent)
    late.ends()
    calls = desk.proxy.calls["to_device"]
    assert isinstance(await desk.matrix.send(user, Rendered("Тревога"), key="1", urgent=True), Sent)
    assert desk.proxy.calls["to_device"] == calls  # the key that was on its way serves
    await desk.sees("kz-duty", "Тревога")
