"""What an alarm waits for: its reader's devices are asked for meanwhile, and what is none waits."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.transports.base import Later, Outcome, Sent
from bot.transports.matrix import ahead, alarms
from bot.words.message import Rendered
from tests.bot.transports.matrix.desk import Desk
from tests.journeys.stage import FORM
from tests.worlds.homeserver.calls import Call, Exchange, Json
from tests.worlds.homeserver.person import Person

LONG = timedelta(minutes=5)
SEND, ALARM = "Нет гостайны, отправить", "СРОЧНОЕ ОБРАЩЕНИЕ"
NAME = "Асанов Б."


@pytest.fixture(autouse=True)
def slowly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what waits for a moment wait for long: the order alone counts."""
    monkeypatch.setattr(ahead, "EXPECTED_WITHIN", LONG)


async def opened(desk: Desk) -> str:
    """Let one officer come in; return their address."""
    person = await desk.people.arrives("kz-duty")
    await desk.opens(clients={"kz-duty": person})
    await desk.asks("kz-duty", "/me", NAME)
    return person.user_id


async def alarm(desk: Desk, address: str, key: str = "1") -> object:
    """Send an alarm and return what became of it."""
    return await desk.matrix.send(address, Rendered("Тревога"), key=key, urgent=True)


def asked_of(desk: Desk, address: str) -> Callable[[Exchange], bool]:
    """Return what tells whether an exchange was a question for the devices of this address."""
    return lambda each: (
        each.call.endpoint == "keys_query" and address in each.call.json["device_keys"]
    )


def sent_to(desk: Desk, who: str) -> Callable[[Exchange], bool]:
    """Return what tells whether an exchange put a message into the room of somebody."""
    return lambda each: each.call.endpoint == "send" and each.call.room == desk.rooms[who]


async def test_an_alarm_is_there_before_the_card_and_its_reader_was_asked_for_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alarms, "YIELDED_WITHIN", LONG)
    await desk.opens("kz-duty", "by-duty")
    await desk.asks("kz-duty", FORM, "Проверьте и отправьте")
    await desk.until(lambda: not desk.app.delivery._busy, "all is delivered")
    desk.proxy.keeps = True
    late = desk.proxy.faults.order("late", "send", room=desk.rooms["by-duty"])

    await desk.presses("kz-duty", SEND)

    await desk.sees("by-duty", ALARM)
    exchanges = desk.proxy.exchanges
    await desk.until(lambda: any(map(sent_to(desk, "kz-duty"), exchanges)), "the card")
    assert late.struck.is_set()
    first = next(place for place, each in enumerate(exchanges) if sent_to(desk, "by-duty")(each))
    assert not any(map(sent_to(desk, "kz-duty"), exchanges[:first]))
    asked = [*filter(asked_of(desk, desk.clients["by-duty"].user_id), exchanges[:first])]
    assert len(asked) == 1


async def test_an_alarm_is_expected_once_before_it_is_sent(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await desk.opens("kz-duty", "by-duty")
    await desk.asks("kz-duty", FORM, "Проверьте и отправьте")
    told: list[tuple[str, str]] = []
    expect, send = desk.matrix.expect, desk.matrix.send

    def expects(address: str) -> None:
        told.append(("expected", address))
        expect(address)

    async def sends(address: str, message: Rendered, *, key: str, urgent: bool = False) -> Outcome:
        if urgent:
            told.append(("sent", address))
        return await send(address, message, key=key, urgent=urgent)

    monkeypatch.setattr(desk.matrix, "expect", expects)
    monkeypatch.setattr(desk.matrix, "send", sends)

    await desk.presses("kz-duty", SEND)

    await desk.sees("by-duty", ALARM)
    by_duty = desk.clients["by-duty"].user_id
    assert told == [("expected", by_duty), ("sent", by_duty)]


async def test_an_alarm_that_hangs_holds_up_no_message_for_long(desk: Desk) -> None:
    await desk.opens("kz-duty", "by-duty")
    hangs = desk.proxy.faults.order("deaf", "send", room=desk.rooms["by-duty"], times=10**6)
    hanging = asyncio.create_task(alarm(desk, desk.clients["by-duty"].user_id))
    await hangs.reached()

    await desk.asks("kz-duty", "/me", NAME)

    assert not hanging.done()
    hangs.ends()
    hanging.cancel()
    await asyncio.gather(hanging, return_exceptions=True)


async def test_what_was_asked_ahead_is_the_answer(desk: Desk) -> None:
    address = await opened(desk)
    before = desk.proxy.calls["keys_query"]

    desk.matrix.expect(address)
    desk.matrix.expect(address)
    await desk.proxy.called("keys_query", before + 1)
    assert isinstance(await alarm(desk, address), Sent)

    assert desk.proxy.calls["keys_query"] == before + 1
    assert isinstance(await alarm(desk, address, "2"), Sent)
    assert desk.proxy.calls["keys_query"] == before + 2


async def test_what_was_asked_for_an_alarm_that_never_left_is_no_answer(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = await opened(desk)
    before = desk.proxy.calls["keys_query"]
    desk.matrix.expect(address)
    await desk.proxy.called("keys_query", before + 1)
    monkeypatch.setattr(ahead, "EXPECTED_WITHIN", timedelta())

    assert isinstance(await alarm(desk, address), Sent)

    assert desk.proxy.calls["keys_query"] == before + 2


async def test_a_question_that_failed_is_not_asked_twice_and_known_devices_get_the_alarm(
    desk: Desk,
) -> None:
    address = await opened(desk)
    before = desk.proxy.calls["keys_query"]
    fails = desk.proxy.faults.order("fails", "keys_query")

    desk.matrix.expect(address)
    await fails.reached()
    assert isinstance(await alarm(desk, address), Sent)

    assert desk.proxy.calls["keys_query"] == before + 1
    await desk.sees("kz-duty", "Тревога")


async def test_devices_that_are_shown_as_before_are_judged_no_second_time(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = await opened(desk)
    person, client = desk.clients["kz-duty"], desk.matrix._client
    assert isinstance(person, Person)
    taken: list[object] = []
    take = client.receive_response

    def takes(response: Any) -> None:
        taken.append(response)
        take(response)

    monkeypatch.setattr(client, "receive_response", takes)

    for key in ("1", "2"):
        assert isinstance(await alarm(desk, address, key), Sent)
    assert taken == []

    await desk.people.has_another_device(person)
    await desk.until(lambda: len(desk.matrix._keys.trusted_devices(address)) == 2, "two devices")
    assert taken


async def test_a_device_that_came_after_the_answer_reads_the_alarm(desk: Desk) -> None:
    address = await opened(desk)
    person, keys = desk.clients["kz-duty"], desk.matrix._keys
    assert isinstance(person, Person)
    late = desk.proxy.faults.order("held_after", "keys_query")
    desk.matrix.expect(address)
    await late.reached()
    tablet = await desk.people.has_another_device(person)
    await desk.until(lambda: len(keys.trusted_devices(address)) == 2, "two devices")
    late.ends()

    assert isinstance(await alarm(desk, address), Sent)

    assert len(keys.trusted_devices(address)) == 2
    event = (await desk.sent(desk.rooms["kz-duty"]))[-1]
    await tablet.waits_for(lambda me: me.transcript.find(event["event_id"]))


async def test_a_device_of_which_a_sync_has_told_is_asked_for_although_others_ask(
    desk: Desk,
) -> None:
    address = await opened(desk)
    person, keys = desk.clients["kz-duty"], desk.matrix._keys
    assert isinstance(person, Person)
    answer = await keys.ask(address)
    held = desk.proxy.faults.order("held", "keys_query", times=10**6)
    await desk.people.has_another_device(person)
    await held.reached()

    assert len(keys.trusted_devices(address)) == 1
    assert keys._news[address] > answer.seen
    held.ends()
    assert not await keys.take(answer)


async def test_a_device_that_its_owner_has_taken_away_gets_no_alarm_by_what_was_asked_before(
    desk: Desk,
) -> None:
    address = await opened(desk)
    person, keys = desk.clients["kz-duty"], desk.matrix._keys
    assert isinstance(person, Person)
    tablet = await desk.people.has_another_device(person)
    await desk.until(lambda: len(keys.trusted_devices(address)) == 2, "two devices")

    def hides(call: Call, answer: Json) -> bool:
        return bool(answer["device_keys"].get(address, {}).pop(tablet.device_id, None))

    older = await keys.ask(address)
    desk.proxy.rewrites("keys_query", hides)
    await keys.query([address])
    assert len(keys.trusted_devices(address)) == 1

    assert not await keys.take(older)
    assert len(keys.trusted_devices(address)) == 1


async def test_another_master_key_that_was_asked_ahead_gets_nothing_that_was_leased_before(
    desk: Desk,
) -> None:
    address = await opened(desk)
    person, keys = desk.clients["kz-duty"], desk.matrix._keys
    assert isinstance(person, Person)
    pinned = keys.identity(address)
    held = desk.proxy.faults.order("held", "sync", times=10**6)
    desk.proxy.stirs()
    await held.reached()
    await person.renews_identity()
    sent = len(await desk.sent(desk.rooms["kz-duty"]))
    before = desk.proxy.calls["keys_query"]

    desk.matrix.expect(address)
    await desk.proxy.called("keys_query", before + 1)
    await asyncio.gather(*(each for _, each in desk.matrix._sending._ahead._begun.values()))

    assert keys.identity(address) == pinned
    assert isinstance(await alarm(desk, address), Later)
    assert keys.identity(address) not in (None, pinned)
    assert desk.proxy.calls["keys_query"] == before + 1
    assert len(await desk.sent(desk.rooms["kz-duty"])) == sent
    held.ends()
