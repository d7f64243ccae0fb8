"""Calls that hang: nothing but what they carry waits for them."""

import asyncio

import pytest
from structlog.testing import capture_logs

from bot.transports.base import Sent, Unknown
from bot.transports.telegram.http import Patience
from tests.bot.transports.telegram.desk import Desk, says, until
from tests.worlds.botapi.people import Person

FOR_EVER = 10**6
# Longer than any test: who hangs, hangs.
PATIENT = Patience(connect=60, read=600, upload=600)


async def test_polls_that_hang_keep_nothing_from_being_sent(desk: Desk, officer: Person) -> None:
    desk.made(patience=PATIENT)
    fault = desk.api.faults.order("deaf", method="getUpdates", times=FOR_EVER)
    with capture_logs():
        async with desk.runs():
            await until(lambda: fault.times < FOR_EVER)

            assert isinstance(await desk.telegram.send("7", says("Слова"), key="1"), Sent)
            assert isinstance(
                await desk.telegram.send("7", says("Тревога"), key="2", urgent=True), Sent
            )


@pytest.mark.parametrize("method", ["sendMessage", "sendDocument", "editMessageText"])
async def test_a_call_that_hangs_holds_up_no_other_chat_and_no_alarm(
    desk: Desk, officer: Person, method: str
) -> None:
    desk.made(patience=PATIENT)
    desk.attachments["1"] = ("скан.jpg", "image/jpeg", b"1")
    others = [desk.api.person(100 + number) for number in range(40)]
    for other in others:
        other.opens()
    first = await desk.telegram.send("7", says("Карточка"), key="0")
    assert isinstance(first, Sent)
    fault = desk.api.faults.order("deaf", method=method, chat=7, times=1)

    if method == "editMessageText":
        hanging = asyncio.create_task(desk.telegram.edit("7", first.message_id, says("Иначе")))
    else:
        hanging = asyncio.create_task(desk.telegram.send("7", says("Слова", files=("1",)), key="1"))
    await until(lambda: fault.times == 0)
    ends = await asyncio.gather(
        *(desk.telegram.send(str(each.id), says("x"), key="1") for each in others),
        desk.telegram.send("7", says("Тревога"), key="2", urgent=True),
    )

    assert all(isinstance(each, Sent) for each in ends)
    assert not hanging.done()
    hanging.cancel()
    await asyncio.gather(hanging, return_exceptions=True)


async def test_what_hangs_for_longer_than_one_waits_is_in_doubt(
    desk: Desk, officer: Person
) -> None:
    desk.api.faults.order("deaf", method="sendMessage", chat=7)

    assert await desk.telegram.send("7", says("Слова"), key="1") == Unknown()
