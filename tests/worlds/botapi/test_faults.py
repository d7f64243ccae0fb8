"""PTB against the server: what goes wrong on order."""

import asyncio
from datetime import timedelta

import pytest
from telegram import Bot
from telegram.error import NetworkError, RetryAfter, TimedOut

from tests.builders import Clock
from tests.worlds.botapi.people import Person
from tests.worlds.botapi.server import BotAPI


async def test_a_burst_is_answered_with_a_pause(
    bot: Bot, api: BotAPI, officer: Person, clock: Clock
) -> None:
    api.bursts.on = True
    for number in range(3):
        await bot.send_message(officer.id, str(number))

    with pytest.raises(RetryAfter) as refused:
        await bot.send_message(officer.id, "3")
    clock.pass_by(timedelta(seconds=1))
    await bot.send_message(officer.id, "4")

    assert refused.value.retry_after == timedelta(seconds=1)
    assert [shown.text for shown in officer.received()] == ["0", "1", "2", "4"]


async def test_ordered_refusals_strike_the_calls_they_are_meant_for(
    bot: Bot, api: BotAPI, officer: Person
) -> None:
    other = api.person(8)
    other.opens()
    api.faults.order("too_many", chat=officer.id, seconds=7, times=2)
    api.faults.order("fails", method="sendDocument", status=502)

    for _ in range(2):
        with pytest.raises(RetryAfter) as refused:
            await bot.send_message(officer.id, "первому")
        assert refused.value.retry_after == timedelta(seconds=7)
    await bot.send_message(other.id, "другому")
    with pytest.raises(NetworkError, match="Bad Gateway"):
        await bot.send_document(other.id, b"letter")
    await bot.send_message(officer.id, "первому")

    assert api.times_executed(officer.id, "первому") == 1
    assert not api.faults.ordered


@pytest.mark.parametrize(
    ("trouble", "done"),
    [("resets", 0), ("resets_after", 1), ("fails", 0), ("fails_after", 1)],
)
async def test_a_reset_looks_the_same_before_and_after(
    bot: Bot, api: BotAPI, officer: Person, trouble: str, done: int
) -> None:
    api.faults.order(trouble)

    with pytest.raises(NetworkError) as raised:
        await bot.send_message(officer.id, "тревога")

    assert type(raised.value) is NetworkError
    assert api.times_executed(officer.id, "тревога") == done
    assert [execution.answered for execution in api.executions] == [False] * done


@pytest.mark.parametrize(("trouble", "done"), [("silent", 1), ("deaf", 0), ("slow", 1)])
async def test_a_timeout_may_mean_that_it_was_done(
    bot: Bot, api: BotAPI, officer: Person, trouble: str, done: int
) -> None:
    api.faults.order(trouble, seconds=5)

    with pytest.raises(TimedOut):
        await bot.send_message(officer.id, "тревога", read_timeout=0.05)

    assert len(officer.received()) == done


async def test_in_an_outage_nothing_connects_and_what_people_do_is_kept(
    bot: Bot, api: BotAPI, officer: Person
) -> None:
    await api.goes_down()
    officer.writes("в перерыве")

    with pytest.raises(NetworkError):
        await bot.send_message(officer.id, "?")
    with pytest.raises(NetworkError, match="ConnectError"):
        await bot.send_message(officer.id, "?")
    await api.outage(0.01)
    await api.comes_back()
    await asyncio.sleep(0)

    [update] = await bot.get_updates()
    assert update.message is not None
    assert update.message.text == "в перерыве"
    assert officer.received() == []
