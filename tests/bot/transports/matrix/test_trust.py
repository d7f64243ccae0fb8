"""Whom the bot believes, and who believes the bot: devices that their owners have signed."""

import asyncio

from bot.transports.matrix.signatures import in_groups
from tests.bot.transports.matrix.desk import Desk
from tests.worlds.homeserver.asking import Json
from tests.worlds.homeserver.calls import Call
from tests.worlds.homeserver.client import Client
from tests.worlds.homeserver.transcript import Message

UNSIGNED = "которое вы не подтвердили"


def shared_with(desk: Desk, person: Client) -> list[set[str]]:
    """Return to which devices of somebody the bot has sent a key, each time that it did."""
    return [
        set(exchange.call.json["messages"].get(person.user_id, {}))
        for exchange in desk.proxy.exchanges
        if exchange.call.endpoint == "to_device"
    ]


async def test_a_strict_client_believes_the_bot_and_sees_the_fingerprints_of_the_setup(
    desk: Desk,
) -> None:
    strict = await desk.people.arrives_strict("asanov")
    fingerprints = await desk.sets_up()
    await desk.opens(clients={"kz-duty": strict})

    answer = await desk.asks("kz-duty", "/me", "Асанов Б.")

    assert (answer.encrypted, answer.signed) == (True, True)
    assert strict.unreadable == []
    # `opens` has made a second device, under the same identity.
    shown = await strict.asks("POST", "/keys/query", {"device_keys": {desk.account.user_id: []}})
    (master,) = shown["master_keys"][desk.account.user_id]["keys"].values()
    assert in_groups(master) == fingerprints.master
    devices = shown["device_keys"][desk.account.user_id]
    keys = {each["keys"][f"ed25519:{id}"] for id, each in devices.items()}
    assert fingerprints.device in {in_groups(each) for each in keys}


async def test_an_unsigned_device_gets_no_key_and_its_owner_hears_of_it_once(desk: Desk) -> None:
    desk.proxy.keeps = True
    person = await desk.people.arrives("asanov")
    await desk.opens(clients={"kz-duty": person})
    await desk.asks("kz-duty", "/me", "Асанов Б.")

    tablet = await desk.people.has_another_device(person, signed=False)
    told = await desk.sees("kz-duty", UNSIGNED)
    await desk.asks("kz-duty", "/help", "/urgent")
    await desk.restarts()
    await desk.asks("kz-duty", "/me", "Асанов Б.")
    await tablet.syncs()

    assert tablet.device_id in told.body
    assert all(tablet.device_id not in each for each in shared_with(desk, person))
    assert tablet.said_by(desk.account.user_id) == []
    assert len(tablet.unreadable) > 2
    assert len([each for each in desk.said_to("kz-duty") if UNSIGNED in each.body]) == 1
    # Nor are its words an officer's.
    await tablet.waits_for(lambda me: me.room(desk.rooms["kz-duty"]).encrypted)
    await tablet.says(desk.rooms["kz-duty"], "/urgent")
    await desk.sees("kz-duty", "Сообщение не учтено: оно отправлено с устройства")
    assert await desk.look(lambda work: work.drafts.of("kz-duty")) == ()

    # Signed, it reads from the next message on; removed, it gets nothing more.
    await person.signs(tablet)
    await desk.until(
        lambda: len(desk.matrix._keys.trusted_devices(person.user_id)) == 2, "two devices"
    )
    read: Message = await desk.asks("kz-duty", "/me", "Асанов Б.")
    await tablet.waits_for(lambda me: me.transcript.find(read.event_id))
    await desk.homeserver.delete_device(person.user_id, tablet.device_id)
    await desk.until(
        lambda: len(desk.matrix._keys.trusted_devices(person.user_id)) == 1, "one device"
    )
    before = len(shared_with(desk, person))
    await desk.asks("kz-duty", "/me", "Асанов Б.")
    (after,) = shared_with(desk, person)[before:]
    assert after == {person.device_id}


async def test_another_master_key_is_another_person_until_a_colleague_has_heard_the_words(
    desk: Desk,
) -> None:
    person = await desk.people.arrives("asanov")
    await desk.opens("kz-head", clients={"kz-duty": person})
    await desk.asks("kz-duty", "/me", "Асанов Б.")

    await person.renews_identity()
    await desk.sees("kz-head", "ключ учётной записи Matrix сменился")
    assert await desk.look(lambda work: work.registry.accounts("kz-duty")) == ()
    assert "identity-changed" in await desk.actions()
    await desk.warns("сменился главный ключ")
    assert not desk.matrix.ready
    said = len(desk.said_to("kz-duty"))
    await desk.says("kz-duty", "/urgent")
    shown = await desk.sees("kz-duty", "четыре слова: ")
    words = shown.body.partition("четыре слова: ")[2].splitlines()[0]
    assert await desk.look(lambda work: work.drafts.of("kz-duty")) == ()

    await desk.presses("kz-head", "Ввести слова")
    await desk.says("kz-head", words)
    await desk.signs("kz-head")
    await desk.sees("kz-head", "доступ открыт")
    await desk.asks("kz-duty", "/me", "Асанов Б.")
    assert said < len(desk.said_to("kz-duty"))


async def test_who_is_left_out_of_one_answer_is_believed_again_after_the_next(desk: Desk) -> None:
    person = await desk.people.arrives("kz-duty")
    await desk.opens(clients={"kz-duty": person})
    await desk.asks("kz-duty", "/me", "Асанов Б.")

    def leaves_out(call: Call, answer: Json) -> bool:
        return bool(answer["device_keys"].pop(person.user_id, None))

    await desk.stops()
    lie = desk.proxy.rewrites("keys_query", leaves_out)
    await desk.starts()
    await desk.warns("нет ни одного подтверждённого устройства")
    lie.ends()
    await desk.people.has_another_device(person)

    await desk.is_sound()
    await desk.asks("kz-duty", "/me", "Асанов Б.")


async def test_a_device_that_one_answer_hides_is_believed_again_after_the_next(desk: Desk) -> None:
    person = await desk.people.arrives("kz-duty")
    await desk.opens(clients={"kz-duty": person})
    await desk.asks("kz-duty", "/me", "Асанов Б.")

    def hides(call: Call, answer: Json) -> bool:
        return bool(answer["device_keys"].get(person.user_id, {}).pop(person.device_id, None))

    lie = desk.proxy.rewrites("keys_query", hides)
    await desk.matrix._keys.query([person.user_id])
    assert desk.matrix._keys.trusted_devices(person.user_id) == ()
    lie.ends()
    await desk.matrix._keys.query([person.user_id])

    await desk.is_sound()
    await desk.asks("kz-duty", "/me", "Асанов Б.")
    await desk.stops()
    await desk.starts()
    await desk.asks("kz-duty", "/me", "Асанов Б.")


async def test_of_two_answers_about_devices_the_newer_stands(desk: Desk) -> None:
    person = await desk.people.arrives("kz-duty")
    await desk.opens(clients={"kz-duty": person})
    await desk.asks("kz-duty", "/me", "Асанов Б.")
    keys = desk.matrix._keys

    late = desk.proxy.faults.order("held_after", "keys_query")
    older = asyncio.create_task(keys.query([person.user_id]))
    await late.reached()
    tablet = await desk.people.has_another_device(person)
    newer = asyncio.create_task(keys.query([person.user_id]))
    await asyncio.sleep(0.5)
    late.ends()
    await asyncio.gather(older, newer)

    await desk.until(lambda: len(keys.trusted_devices(person.user_id)) == 2, "two devices")
    read = await desk.asks("kz-duty", "/me", "Асанов Б.")
    await tablet.waits_for(lambda me: me.transcript.find(read.event_id))
