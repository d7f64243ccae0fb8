"""
A homeserver that lies: nothing of it reaches the record, nothing goes where it must not.

And `nabat check` says by name what it did, while the other rooms go on.
"""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.housekeeping import prune_rows
from tests.bot.transports.matrix.desk import Desk
from tests.bot.transports.matrix.test_decisions import ACKNOWLEDGE, alarm, number_of
from tests.journeys.stage import FORM
from tests.worlds.homeserver.asking import Json
from tests.worlds.homeserver.calls import Call
from tests.worlds.homeserver.forgeries import (
    Hook,
    ghost,
    message,
    other_keys,
    reaction,
    replay,
    unencrypted,
    without_cross_signing,
)
from tests.worlds.homeserver.transcript import ENCRYPTED

GHOST = "@ghost:nabat.test"
ME = {"kz-duty": "Асанов Б., дежурный", "by-duty": "Дубровская Е., дежурный"}


async def goes_on(desk: Desk, who: str) -> None:
    """The bot and somebody understand each other."""
    await desk.asks(who, "/me", ME[who])


async def test_words_in_clear_and_reactions_do_nothing_and_are_named(desk: Desk) -> None:
    await desk.opens("kz-duty", "by-duty")
    asked = await desk.asks("kz-duty", FORM, "Таких сведений здесь нет?")
    user, room = desk.clients["kz-duty"].user_id, desk.rooms["kz-duty"]
    before = await desk.actions()

    forged = [reaction(user, asked.event_id, key) for key in ("👍", "✅", "1")]
    await desk.proxy.injects(room, message(user, "1"), message(user, "/urgent")).happened()
    await desk.proxy.injects(room, *forged, message(GHOST, "1")).happened()
    await desk.sees("kz-duty", "Отметка под сообщением ничего не решает")

    await desk.warns("появилось открытое сообщение от имени сотрудника")
    assert not desk.matrix.ready
    await goes_on(desk, "kz-duty")
    await goes_on(desk, "by-duty")
    marks = [each for each in desk.said_to("kz-duty") if "Отметка" in each.body]
    assert len(marks) == 1
    after = await desk.actions()
    assert [each for each in after[len(before) :] if each != "not-admitted"] == []


async def test_a_ghost_in_a_room_keeps_everything_out_of_it(desk: Desk) -> None:
    await desk.opens("kz-duty", "by-duty")
    room = desk.rooms["kz-duty"]
    await goes_on(desk, "kz-duty")
    sent = len(await desk.sent(room))

    for endpoint, hook in ghost(room, GHOST).items():
        desk.proxy.rewrites(endpoint, hook)
    await desk.warns("в комнате есть посторонний")
    await desk.says("kz-duty", "/me")
    await goes_on(desk, "by-duty")

    assert not desk.matrix.ready
    assert len(await desk.sent(room)) == sent


async def test_a_message_replayed_under_another_id_does_nothing_also_after_a_restart(
    desk: Desk,
) -> None:
    await desk.opens("kz-duty", "by-duty")
    await desk.asks("kz-duty", FORM, "Таких сведений здесь нет?")
    await desk.presses("kz-duty", "Сохранить черновик")
    await desk.sees("kz-duty", "/drafts")
    pressed = await desk.last_of("kz-duty")
    before = await desk.actions()
    said = len(desk.said_to("kz-duty"))

    desk.proxy.injects(desk.rooms["kz-duty"], replay(pressed))
    await desk.warns("повторил старое сообщение")
    await goes_on(desk, "kz-duty")
    await desk.restarts()
    await desk.proxy.injects(desk.rooms["kz-duty"], replay(pressed)).happened()
    await goes_on(desk, "kz-duty")
    await goes_on(desk, "by-duty")

    assert not desk.matrix.ready
    assert await desk.actions() == before
    assert len(desk.said_to("kz-duty")) == said + 2


async def test_an_old_number_shown_again_as_it_was_presses_nothing_a_month_later(
    desk: Desk,
) -> None:
    await desk.opens("kz-duty", "by-duty")
    old = []
    for number in ("1", "2", "3"):
        await desk.asks("by-duty", number, "ни о чём не спрашивает")
        old.append(await desk.last_of("by-duty"))

    await desk.stops()
    desk.later = timedelta(days=30)
    await desk.starts()
    await desk.look(prune_rows)
    rung = await alarm(desk)
    await desk.proxy.injects(desk.rooms["by-duty"], *old).happened()
    await goes_on(desk, "by-duty")

    assert number_of(rung, ACKNOWLEDGE) in ("1", "2", "3")
    assert "acknowledge" not in await desk.actions()


async def test_a_room_that_looks_unencrypted_after_a_restart_gets_nothing(desk: Desk) -> None:
    await desk.opens("kz-duty", "by-duty")
    room = desk.rooms["kz-duty"]
    await goes_on(desk, "kz-duty")
    sent = len(await desk.sent(room))

    await desk.stops()
    desk.proxy.rewrites("sync", unencrypted(room))
    await desk.starts()
    await desk.warns("комната без шифрования")
    await desk.says("kz-duty", "/me")
    await goes_on(desk, "by-duty")

    assert not desk.matrix.ready
    assert len(await desk.sent(room)) == sent


async def test_another_encryption_is_none(desk: Desk) -> None:
    await desk.opens("kz-duty", "by-duty")
    room = desk.rooms["kz-duty"]
    await goes_on(desk, "kz-duty")
    sent = len(await desk.sent(room))

    await desk.homeserver.put_state(room, "m.room.encryption", {"algorithm": "m.none.v1"})
    await desk.warns("комната без шифрования")
    await desk.says("kz-duty", "/me")
    await goes_on(desk, "by-duty")

    assert len(await desk.sent(room)) == sent


@pytest.mark.parametrize("lie", ["keys", "identity"])
async def test_keys_that_their_owner_has_not_signed_get_nothing(lie: str, desk: Desk) -> None:
    await desk.opens("kz-duty", "by-duty")
    await goes_on(desk, "kz-duty")
    room, person = desk.rooms["kz-duty"], desk.clients["kz-duty"]
    sent = len(await desk.sent(room))
    desk.proxy.keeps = True

    await desk.stops()
    hooks: dict[str, Hook] = {
        "keys": other_keys(person.user_id, person.device_id, curve25519="A" * 43),
        "identity": without_cross_signing(person.user_id),
    }
    desk.proxy.rewrites("keys_query", hooks[lie])
    await desk.starts()
    await desk.warns("нет ни одного подтверждённого устройства")
    await desk.says("kz-duty", "/me")
    await goes_on(desk, "by-duty")

    assert not desk.matrix.ready
    assert len(await desk.sent(room)) == sent
    keys = [each for each in desk.proxy.exchanges if each.call.endpoint == "to_device"]
    assert all(person.user_id not in each.call.json["messages"] for each in keys)
    assert await desk.look(lambda work: work.registry.accounts("kz-duty"))


async def test_what_was_meant_for_one_identity_never_goes_to_another(desk: Desk) -> None:
    person = await desk.people.arrives("by-duty")
    await desk.opens("kz-duty", clients={"by-duty": person})
    await goes_on(desk, "by-duty")
    thief = await desk.people.has_another_device(person, signed=False)
    await thief.waits_for(lambda me: me.room(desk.rooms["by-duty"]).encrypted)
    await desk.sees("by-duty", "которое вы не подтвердили")

    # Nobody is told of the thief's identity; it is in the answer about the reader of an alarm.
    desk.proxy.rewrites("sync", without_changed_devices)
    await thief.renews_identity()
    await desk.asks("kz-duty", FORM, "Таких сведений здесь нет?")
    await desk.presses("kz-duty", "Нет гостайны, отправить")
    await desk.warns("сменился главный ключ")
    await goes_on(desk, "kz-duty")
    await thief.waits_for(lambda me: me.said_by(desk.account.user_id))

    assert [each.body for each in thief.messages if "KZ-BY" in each.body] == []
    assert "СРОЧНОЕ" not in "".join(each.body for each in thief.messages)


def without_changed_devices(call: Call, answer: Json) -> bool:
    return bool(answer.pop("device_lists", None))


async def test_a_number_is_no_answer_to_a_message_that_only_the_server_names(desk: Desk) -> None:
    await desk.opens("kz-duty", "by-duty")
    rung = await alarm(desk)
    number = number_of(rung, ACKNOWLEDGE)
    for _ in range(4):
        await goes_on(desk, "by-duty")

    def answers(call: Call, answer: Json) -> bool:
        room = answer.get("rooms", {}).get("join", {}).get(desk.rooms["by-duty"], {})
        mine = [
            each["content"]
            for each in room.get("timeline", {}).get("events", [])
            if each["sender"] == desk.clients["by-duty"].user_id and each["type"] == ENCRYPTED
        ]
        for content in mine:
            content["m.relates_to"] = {"m.in_reply_to": {"event_id": rung.event_id}}
        return bool(mine)

    lie = desk.proxy.rewrites("sync", answers)
    await desk.says("by-duty", number)
    await lie.happened()
    lie.ends()

    await desk.sees("by-duty", "не зашифровало, на какое сообщение вы отвечаете")
    assert "acknowledge" not in await desk.actions()


@pytest.mark.parametrize("relation", [{"rel_type": "m.replace", "event_id": "$1"}, "nonsense"])
async def test_a_message_is_what_its_author_has_encrypted_and_not_what_is_beside_it(
    relation: object, desk: Desk
) -> None:
    await desk.opens("kz-duty")

    def relates(call: Call, answer: Json) -> bool:
        room = answer.get("rooms", {}).get("join", {}).get(desk.rooms["kz-duty"], {})
        events = room.get("timeline", {}).get("events", [])
        for each in events:
            each["content"]["m.relates_to"] = relation
        return bool(events)

    desk.proxy.rewrites("sync", relates)
    await goes_on(desk, "kz-duty")


async def test_no_word_of_a_request_lies_or_travels_in_clear(desk: Desk) -> None:
    desk.proxy.keeps = True
    await desk.opens("kz-duty", "by-duty")
    kz, by = desk.clients["kz-duty"], desk.clients["by-duty"]

    await desk.asks("kz-duty", FORM, "Таких сведений здесь нет?")
    await desk.presses("kz-duty", "Нет гостайны, отправить")
    alarm = await desk.sees("by-duty", "СРОЧНОЕ ОБРАЩЕНИЕ")
    await desk.presses("by-duty", "Подтвердить получение")
    await desk.sees("kz-duty", "получение подтверждено")
    await desk.says("by-duty", "/partial 1")
    photo = b"\xff\xd8\xff\xe0 a photograph of the switch"
    await by.sends_file(desk.rooms["by-duty"], photo, "журнал-узла.jpg", caption="Журналы узла")
    await desk.presses("by-duty", "Промежуточный результат")
    await desk.sees("kz-duty", "Журналы узла")
    received = await kz.waits_for(
        lambda me: next((each for each in desk.said_to("kz-duty") if each.file), None)
    )

    assert alarm.mentions == (by.user_id,)
    assert await kz.opens(received) == photo
    secrets = ("атаку на узел связи", "готовит атаку", "журнал-узла", "Журналы узла", "the switch")
    assert [(each, desk.proxy.carried(each)) for each in secrets if desk.proxy.carried(each)] == []
    assert [each for each in secrets if desk.homeserver.lies_on_disk(each)] == []
    assert [each for each in secrets if lies_in(desk.folder, each)] == []
    assert [each for each in secrets if each in str(desk.logs)] == []
    clear = [each for each in await every_event(desk) if each["type"] == "m.room.message"]
    assert clear == []


def lies_in(folder: Path, words: str) -> bool:
    """Say whether words lie readable in a folder: database, its log, keys of rooms, files."""
    files = [each for each in folder.rglob("*") if each.is_file()]
    assert {"nabat.db", "nabat.db-wal", "keys.db"} <= {each.name for each in files}
    return any(words.encode() in each.read_bytes() for each in files)


async def every_event(desk: Desk) -> list[Json]:
    rooms = [await desk.homeserver.events(each) for each in desk.rooms.values()]
    events = [event for room in rooms for event in room]
    assert any(each["type"] == ENCRYPTED for each in events)
    return events
