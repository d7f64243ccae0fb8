"""The budgets of a chat and of the bot, and the reserve of the alarms; on a virtual clock."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from typing import TypeVar

import pytest

from bot.demo.virtual_time import VirtualLoop
from bot.transports.telegram.budget import Budget, Pacing
from tests.builders import NOW

T = TypeVar("T")
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
        return [budget.spend_spare(chat) for chat in range(8)]

    assert loop.run_until_complete(play()) == [True] * 5 + [False] * 3


# What leasing asks


def play(loop: VirtualLoop, story: Callable[[], Awaitable[T]]) -> T:
    """Return what a story on the loop returns."""

    async def played() -> T:
        return await story()

    return loop.run_until_complete(played())


def test_a_room_says_what_passes_and_is_used_up_while_the_budget_is_not(loop: VirtualLoop) -> None:
    async def story() -> None:
        budget = Budget(PACING)
        room = budget.room()
        assert room.ordinary == 8
        assert [room.pause(str(chat), urgent=False) for chat in range(8)] == [timedelta()] * 8
        assert room.ordinary == 0
        assert room.opens_in == timedelta(seconds=1 / 8)
        assert room.pause("9", urgent=False) > timedelta()
        assert [room.pause("9", urgent=True) for _ in range(2)] == [timedelta()] * 2
        assert room.pause("9", urgent=True) > timedelta()  # the whole bot's
        assert budget.room().ordinary == 8

    play(loop, story)


def test_a_chat_that_has_had_its_message_pauses_for_its_interval(loop: VirtualLoop) -> None:
    async def story() -> None:
        budget = Budget(PACING)
        budget.count("7", urgent=False)
        room = budget.room()
        assert room.pause("7", urgent=False) == timedelta(seconds=1)
        assert room.pause("8", urgent=False) == timedelta()
        assert room.pause("7", urgent=True) == timedelta()

    play(loop, story)


def test_what_was_counted_when_it_was_leased_waits_for_nothing_and_counts_once(
    loop: VirtualLoop,
) -> None:
    async def story() -> None:
        budget = Budget(PACING)
        for _ in range(3):  # more than the chat's interval would let pass
            budget.count("7", urgent=False)
        began = loop.time()
        for _ in range(3):
            await budget.begin(7, urgent=False)
        assert loop.time() == began
        assert budget.room().ordinary == 5
        await budget.begin(7, urgent=False)  # nobody has counted it: it waits for its turn
        assert loop.time() - began == pytest.approx(1)

    play(loop, story)


def test_a_chat_that_is_refused_for_a_time_is_not_tried_before_not_even_by_an_alarm(
    loop: VirtualLoop,
) -> None:
    async def story() -> None:
        budget = Budget(PACING)
        budget.note_refusal(7, timedelta(seconds=60))
        await asyncio.sleep(20)
        room = budget.room()
        assert room.pause("7", urgent=False) == room.pause("7", urgent=True)
        assert room.pause("7", urgent=True).total_seconds() == pytest.approx(40)
        assert room.pause("8", urgent=False) == timedelta()
        await asyncio.sleep(40.1)
        assert budget.room().pause("7", urgent=True) == timedelta()

    play(loop, story)


def test_several_chats_refused_in_a_row_are_the_bot_itself_and_an_alarm_tries_all_the_same(
    loop: VirtualLoop,
) -> None:
    async def story() -> None:
        budget = Budget(PACING)
        for chat in (1, 2, 3):
            assert budget.room().ordinary == 8
            budget.note_refusal(chat, timedelta(seconds=30 + chat))
        room = budget.room()
        assert room.ordinary == 0
        assert room.opens_in.total_seconds() == pytest.approx(31)
        assert room.pause("9", urgent=True) == timedelta()
        await asyncio.sleep(31.1)
        assert budget.room().ordinary == 8

    play(loop, story)


def test_chats_refused_while_others_take_messages_are_just_those(loop: VirtualLoop) -> None:
    async def story() -> None:
        budget = Budget(PACING)
        for chat in (1, 2, 3):
            budget.note_refusal(chat, timedelta(seconds=30))
            budget.note_acceptance()
        assert budget.room().ordinary == 8
        budget.note_refusal(4, timedelta(seconds=30))
        budget.note_refusal(4, timedelta(seconds=30))
        budget.note_refusal(4, timedelta(seconds=30))
        assert budget.room().ordinary == 8

    play(loop, story)
