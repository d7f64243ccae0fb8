"""The budgets of a chat and of the bot, and the reserve of the alarms; on a virtual clock."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta

import pytest

from bot.transports.telegram.budget import Budget, Pacing
from bot.virtual_time import VirtualLoop
from tests.builders import NOW

PACING = Pacing(per_second=10, alarm_reserve=2, per_chat=timedelta(seconds=1))


@pytest.fixture
def loop() -> Iterator[VirtualLoop]:
    """A loop whose time passes at once."""
    loop = VirtualLoop(NOW)
    yield loop
    loop.close()


def moments(
    loop: VirtualLoop, spend: Callable[[Budget], list[Awaitable[None]]], pacing: Pacing = PACING
) -> list[float]:
    """Return when each of the messages went, in seconds from the start."""

    async def timed(message: Awaitable[None], start: float) -> float:
        await message
        return round(loop.time() - start, 3)

    async def play() -> list[float]:
        messages, start = spend(Budget(pacing)), loop.time()
        return await asyncio.gather(*(timed(each, start) for each in messages))

    return loop.run_until_complete(play())


def test_one_chat_gets_one_message_a_second(loop: VirtualLoop) -> None:
    went = moments(loop, lambda budget: [budget.spend(7, urgent=False) for _ in range(4)])

    assert went == [0, 1, 2, 3]


def test_chats_do_not_wait_for_each_other(loop: VirtualLoop) -> None:
    went = moments(loop, lambda budget: [budget.spend(chat, urgent=False) for chat in range(8)])

    assert went == [0] * 8


def test_the_whole_bot_keeps_its_pace_and_leaves_the_reserve(loop: VirtualLoop) -> None:
    went = moments(loop, lambda budget: [budget.spend(chat, urgent=False) for chat in range(80)])

    for second in range(1, 9):
        assert sum(at <= second for at in went) <= 8 + 8 * second
    assert max(went) == pytest.approx(9, abs=0.2)


def test_an_alarm_goes_at_once_whatever_else_waits(loop: VirtualLoop) -> None:
    def spend(budget: Budget) -> list[Awaitable[None]]:
        crowd = [budget.spend(chat, urgent=False) for chat in range(100)]
        return [*crowd, budget.spend(200, urgent=True), budget.spend(201, urgent=True)]

    went = moments(loop, spend)

    assert went[-2:] == [0, 0]


def test_an_alarm_does_not_wait_for_the_interval_of_its_chat(loop: VirtualLoop) -> None:
    went = moments(
        loop, lambda budget: [budget.spend(7, urgent=False), budget.spend(7, urgent=True)]
    )

    assert went == [0, 0]


def test_alarms_together_keep_the_pace_of_the_whole_bot(loop: VirtualLoop) -> None:
    went = moments(loop, lambda budget: [budget.spend(chat, urgent=True) for chat in range(30)])

    assert sum(at == 0 for at in went) == 10
    assert max(went) == pytest.approx(2, abs=0.01)


def test_what_nobody_waits_for_goes_only_while_half_of_the_room_is_free(loop: VirtualLoop) -> None:
    async def play() -> list[bool]:
        budget = Budget(PACING)
        return [budget.spare(chat) for chat in range(8)]

    assert loop.run_until_complete(play()) == [True] * 5 + [False] * 3
