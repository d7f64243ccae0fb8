"""Verification by emoji with a strict client on a real homeserver: from both sides, to the end."""

import pytest

from bot.operator.comparison_check import comparison_findings
from bot.transports.trouble import Trouble
from bot.words.operator import Words
from tests.bot.transports.matrix.desk import Desk
from tests.journeys.stage import texts
from tests.worlds.homeserver.strict.client import Strict
from tests.worlds.homeserver.transcript import Message

SHOWN = "Приложение должно показать те же семь"
DONE = "Проверка завершена"
LEFT = "Осталось написать сюда"
AGAIN = "Начать снова"
DIFFERS = "Проверка показала расхождение"
COMPARED = "kz-duty (Асанов Б.): ключ Matrix сверен по эмодзи"


async def opened(desk: Desk, name: str = "asanov", *others: str) -> Strict:
    """Open with an officer whose client is strict, and others."""
    strict = await desk.people.arrives_strict(name)
    await desk.opens(*others, clients={"kz-duty": strict})
    await desk.asks("kz-duty", "/me", "Асанов Б.")
    return strict


async def presses_verify(desk: Desk, strict: Strict, where: str = "room") -> Message:
    """The officer presses «Verify»; return what the bot shows in the room."""
    before = {each.event_id for each in desk.said_to("kz-duty")}
    device = desk.matrix._client.device_id if where == "device" else ""
    await strict.verifies(desk.account.user_id, room=desk.rooms["kz-duty"], device=device)
    return await shown(desk, strict, before)


async def shown(desk: Desk, strict: Strict, before: set[str]) -> Message:
    """Return the message with the emoji that was not there before; both sides show the same."""
    found = await strict.waits_for(
        lambda me: next(
            (
                each
                for each in desk.said_to("kz-duty")
                if SHOWN in each.body and each.event_id not in before
            ),
            None,
        )
    )
    assert signs(found) == await strict.emoji()
    return found


def signs(message: Message) -> list[str]:
    """Return the emoji that a message of the bot shows."""
    return [line.partition(" ")[0] for line in message.body.splitlines()[1:8]]


def sends(desk: Desk) -> list[str]:
    """Return the ids of what the bot has sent into rooms since the proxy keeps it."""
    return [
        each.json["event_id"]
        for each in desk.proxy.exchanges
        if each.call.endpoint == "send" and each.status == 200
    ]


async def findings(desk: Desk) -> str:
    """Return what `nabat check` says of who is verified how."""
    words = Words(texts(), "ru")
    return "\n".join(
        each.text for each in await desk.look(lambda work: list(comparison_findings(work, words)))
    )


async def goes_through(desk: Desk, strict: Strict) -> None:
    """Nothing is stuck: the officer presses anew, and it ends well."""
    await presses_verify(desk, strict)
    await strict.does("confirm")
    await strict.phase("Done")
    await desk.says("kz-duty", "совпадает")
    await desk.sees("kz-duty", DONE)
    await desk.until(lambda: strict.trusts(desk.account.user_id), "the bot is trusted")
    await desk.until(lambda: is_compared(desk), "compared")


async def is_compared(desk: Desk) -> bool:
    """Say whether the bot holds the officer's key for compared, and nothing is under way."""
    under_way = await desk.look(lambda work: work.verifications.all())
    return COMPARED in await findings(desk) and not under_way


# By whose name comes first in the alphabet is decided whose start holds.
@pytest.mark.parametrize(
    ("where", "name"),
    [
        ("room", "asanov"),
        pytest.param("room", "zuev", marks=pytest.mark.soak),
        pytest.param("device", "asanov", marks=pytest.mark.soak),
        ("device", "zuev"),
    ],
)
async def test_an_officer_presses_verify_and_types_one_word(
    desk: Desk, where: str, name: str
) -> None:
    strict = await opened(desk, name)
    bot = desk.account.user_id
    assert not await strict.trusts(bot)
    assert "ключ Matrix не сверен" in await findings(desk)

    words = await presses_verify(desk, strict, where)
    assert "идёт проверка" in await findings(desk)
    await strict.does("confirm")
    await desk.sees("kz-duty", LEFT)
    await strict.phase("Done")
    assert "ключ Matrix не сверен" in await findings(desk)
    await desk.says("kz-duty", "Совпадает.")
    await desk.sees("kz-duty", DONE)

    assert (words.encrypted, words.signed) == (True, True)
    await desk.until(lambda: strict.trusts(bot), "the bot is trusted")
    await desk.until(lambda: is_compared(desk), "compared")
    assert "key-compared" in await desk.actions()
    assert desk.matrix.health.obstacles() == ()
    # The bot's own signature of that key lies on the server, for its other devices.
    keys = await desk.as_bot("POST", "/keys/query", device_keys={strict.user_id: []})
    assert bot in keys["master_keys"][strict.user_id]["signatures"]
    await desk.asks("kz-duty", "/me", "Асанов Б.")


async def test_the_word_may_come_before_the_press(desk: Desk) -> None:
    strict = await opened(desk)
    await presses_verify(desk, strict)

    await desk.says("kz-duty", "they match")
    await desk.sees("kz-duty", "Осталось подтвердить в приложении")
    assert not await is_compared(desk)
    await strict.does("confirm")

    await desk.sees("kz-duty", DONE)
    await desk.until(lambda: strict.trusts(desk.account.user_id), "the bot is trusted")


async def test_the_bot_begins_where_an_officer_asks_it_to(desk: Desk) -> None:
    strict = await opened(desk)
    before = {each.event_id for each in desk.said_to("kz-duty")}

    await desk.says("kz-duty", "/verify")
    await strict.phase("Requested")
    assert strict.verification["mine"] is False
    # Nothing is shown yet that could match.
    await desk.asks("kz-duty", "совпадает", "ни о чём не спрашивает")
    await strict.does("accept")
    await shown(desk, strict, before)
    await strict.does("confirm")
    await strict.phase("Done")
    await desk.says("kz-duty", "совпадает")

    await desk.sees("kz-duty", DONE)
    await desk.until(lambda: strict.trusts(desk.account.user_id), "the bot is trusted")


@pytest.mark.parametrize("name", ["asanov", "zuev"])
async def test_of_two_that_start_at_once_one_start_holds(desk: Desk, name: str) -> None:
    strict = await opened(desk, name)
    # The answer that the bot is ready comes through; its start waits until the officer's has gone.
    held = desk.proxy.faults.order("held", "send", skip=1)
    await strict.verifies(desk.account.user_id, room=desk.rooms["kz-duty"])
    await held.reached()
    await strict.phase("Ready")
    await strict.does("start")
    held.ends()

    await desk.sees("kz-duty", SHOWN)
    assert signs(desk.said_to("kz-duty")[-1]) == await strict.emoji()
    await strict.does("confirm")
    await strict.phase("Done")


async def test_of_two_requests_at_once_nothing_is_left_over(desk: Desk) -> None:
    strict = await opened(desk)
    held = desk.proxy.faults.order("held_after", "send")
    await desk.says("kz-duty", "/verify")
    await held.reached()
    await strict.verifies(desk.account.user_id, room=desk.rooms["kz-duty"])
    held.ends()

    await strict.waits_for(lambda me: strict.verification.get("phase") in ("Cancelled", "Started"))
    if strict.verification["phase"] == "Cancelled":
        await desk.sees("kz-duty", AGAIN)
        await desk.until(
            lambda: not desk.matrix._verifying._course.under_way, "nothing is under way"
        )
        await goes_through(desk, strict)


async def test_who_presses_anew_begins_anew(desk: Desk) -> None:
    strict = await opened(desk)
    first = await presses_verify(desk, strict)

    await strict.does("cancel")
    await desk.sees("kz-duty", "Проверка отменена")
    await goes_through(desk, strict)

    assert len([each for each in desk.said_to("kz-duty") if SHOWN in each.body]) == 2
    assert first.body in [each.body for each in desk.said_to("kz-duty")]
    assert desk.matrix.health.obstacles() == ()


@pytest.mark.parametrize("how", ["in the app", "in the room"])
async def test_emoji_that_differ_are_told_to_everybody_whom_it_concerns(
    desk: Desk, how: str
) -> None:
    strict = await opened(desk, "asanov", "kz-head")
    await presses_verify(desk, strict)

    if how == "in the app":
        await strict.does("mismatch")
    else:
        await desk.says("kz-duty", "Не совпадает")
        await strict.phase("Cancelled")
        assert strict.verification["code"] == "m.mismatched_sas"

    await desk.sees("kz-duty", DIFFERS)
    await desk.sees("kz-head", "Асанов Б.: проверка по эмодзи в Matrix показала расхождение")
    await desk.warns("ключи или эмодзи не совпали")
    assert not desk.matrix.ready
    assert not await is_compared(desk)
    assert "key-mismatched" in await desk.actions()
    assert not await strict.trusts(desk.account.user_id)
    await goes_through(desk, strict)


async def test_what_is_not_completed_in_time_is_cancelled(desk: Desk) -> None:
    strict = await opened(desk)
    await presses_verify(desk, strict)

    desk.matrix._verifying._course.under_way[strict.user_id].ends_at = 0
    await strict.phase("Cancelled")

    assert strict.verification["code"] == "m.timeout"
    await desk.sees("kz-duty", "не завершена за 10 минут")
    await goes_through(desk, strict)


async def test_a_session_that_its_owner_has_not_signed_cannot_begin(desk: Desk) -> None:
    person = await desk.people.arrives("asanov")
    await desk.opens(clients={"kz-duty": person})
    tablet = await desk.people.has_another_device(person, signed=False)
    await desk.sees("kz-duty", "которое вы не подтвердили")
    request = {
        "msgtype": "m.key.verification.request",
        "body": "verify",
        "to": desk.account.user_id,
        "from_device": tablet.device_id,
        "methods": ["m.sas.v1"],
    }

    await person.says_raw(desk.rooms["kz-duty"], "m.room.message", request)

    await desk.sees("kz-duty", "сеанс, с которого она начата, вы сами не подтвердили")
    assert desk.matrix.health.obstacles() == ()
    assert not desk.matrix._verifying._course.under_way


async def test_who_is_not_enrolled_yet_verifies_the_bot_before_giving_it_the_code(
    desk: Desk,
) -> None:
    await desk.opens("kz-head")
    strict = await desk.people.arrives_strict("asanov")
    private = await strict.makes_room(desk.account.user_id)
    room = desk.rooms["kz-duty"] = await strict.accepts(by=desk.account.user_id)
    assert room != private
    desk.clients["kz-duty"] = strict
    await strict.waits_for(lambda me: me.room(room).encrypted)

    words = await presses_verify(desk, strict)
    # What the operator reads out over the telephone.
    read_out = await findings(desk)
    assert f"{strict.user_id} (-): идёт проверка" in read_out
    assert ", ".join(words.body.splitlines()[1:8]) in read_out
    await strict.does("confirm")
    await strict.phase("Done")
    await desk.says("kz-duty", "совпадает")

    await desk.sees("kz-duty", DONE)
    await desk.until(lambda: strict.trusts(desk.account.user_id), "the bot is trusted")
    compared = await desk.look(lambda work: work.verifications.last_comparison(strict.user_id))
    assert compared is not None
    assert compared.master == (await desk.look(lambda work: work.rooms.of(strict.user_id))).master


@pytest.mark.parametrize("when", ["asked", "shown", "answered"])
async def test_whoever_is_in_the_midst_when_the_bot_ends_is_told_and_begins_anew(
    desk: Desk, when: str
) -> None:
    strict = await opened(desk)
    if when == "asked":
        await desk.says("kz-duty", "/verify")
        await strict.phase("Requested")
    else:
        await presses_verify(desk, strict)
    if when == "answered":
        await desk.says("kz-duty", "совпадает")
        await desk.sees("kz-duty", "Осталось подтвердить в приложении")

    await desk.restarts()

    await strict.phase("Cancelled")
    await desk.sees("kz-duty", "Бот перезапускался")
    assert not await is_compared(desk)
    await goes_through(desk, strict)


async def test_only_the_word_is_left_and_the_bot_ends_before_it_comes(desk: Desk) -> None:
    strict = await opened(desk)
    await presses_verify(desk, strict)
    await strict.does("confirm")
    await desk.sees("kz-duty", LEFT)

    await desk.stops()
    await desk.says("kz-duty", "совпадает")
    await desk.starts()

    await desk.sees("kz-duty", DONE)
    await strict.phase("Done")
    await desk.until(lambda: is_compared(desk), "compared")


async def test_the_bot_ends_after_proving_and_before_saying_so(desk: Desk) -> None:
    strict = await opened(desk)
    desk.proxy.keeps = True
    await presses_verify(desk, strict)
    # Ready, start, key, the words with the emoji, its MAC: next it says that it is done.
    await desk.until(lambda: len(sends(desk)) == 5, "the bot has given its MAC")
    gone = desk.proxy.faults.order("deaf", "send")
    await strict.does("confirm")
    await gone.reached()
    await desk.stops()
    desk.proxy.faults.clear()

    await desk.starts()
    await strict.phase("Done")
    await desk.until(lambda: strict.trusts(desk.account.user_id), "the bot is trusted")
    await desk.says("kz-duty", "совпадает")

    await desk.sees("kz-duty", DONE)


async def test_a_stranger_without_a_room_gets_no_answer(desk: Desk) -> None:
    strict = await opened(desk)
    stranger = await desk.people.arrives("stranger")
    desk.proxy.keeps = True
    content = {
        "transaction_id": "t",
        "from_device": stranger.device_id,
        "methods": ["m.sas.v1"],
        "timestamp": 0,
    }
    device = desk.matrix._client.device_id
    body = {"messages": {desk.account.user_id: {device: content}}}
    await stranger.asks("PUT", "/sendToDevice/m.key.verification.request/one", body)
    await goes_through(desk, strict)

    to = [each.call.json for each in desk.proxy.exchanges if each.call.endpoint == "to_device"]
    assert all(stranger.user_id not in each["messages"] for each in to)
    assert desk.matrix.health.trouble_of(stranger.user_id) is None
    assert Trouble.MISMATCHED not in {each.trouble for each in desk.matrix.health.obstacles()}
