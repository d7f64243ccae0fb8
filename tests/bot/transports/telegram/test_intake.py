"""What both ways in share, without a server: once each, each chat's in order, chats apart."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from structlog.testing import capture_logs
from telegram import Chat, Message, Update

from bot.transports.telegram.intake import TRIES, Intake
from tests.builders import NOW


def update(number: int, chat: int = 7) -> Update:
    return Update(number, message=Message(number, NOW, Chat(chat, "private")))


@dataclass
class Taking:
    """What takes: each update waits until it is let go, and ends as it is told to."""

    begun: list[int] = field(default_factory=list)
    ends: dict[int, asyncio.Future[bool]] = field(default_factory=dict)

    async def take(self, update: Update) -> bool:
        self.begun.append(update.update_id)
        end: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self.ends[update.update_id] = end
        return await end


@pytest.fixture
def taking() -> Taking:
    return Taking()


@pytest.fixture
async def intake(taking: Taking) -> AsyncIterator[Intake]:
    """An intake whose tasks end with the test."""
    async with asyncio.TaskGroup() as group:
        yield Intake(taking.take, group)


async def turned() -> None:
    """Let everything happen that can."""
    for _ in range(10):
        await asyncio.sleep(0)


async def test_a_chats_updates_are_taken_one_by_one_the_lowest_id_first(
    intake: Intake, taking: Taking
) -> None:
    futures = [intake.begin(update(1))]
    await turned()
    futures += [intake.begin(update(number)) for number in (4, 2, 3)]
    await turned()
    assert taking.begun == [1]

    for number in (1, 2, 3, 4):
        taking.ends[number].set_result(True)
        await turned()

    assert taking.begun == [1, 2, 3, 4]
    assert [each.result() for each in futures] == [True] * 4


async def test_chats_are_taken_at_the_same_time(intake: Intake, taking: Taking) -> None:
    futures = [intake.begin(update(number, chat=number)) for number in (1, 2, 3)]
    await turned()

    assert taking.begun == [1, 2, 3]
    for end in taking.ends.values():
        end.set_result(True)
    assert await asyncio.gather(*futures) == [True] * 3


async def test_what_is_under_way_is_not_taken_twice(intake: Intake, taking: Taking) -> None:
    first = intake.begin(update(1))
    await turned()
    assert intake.begin(update(1)) is first

    taking.ends[1].set_result(True)
    assert await first
    again = intake.begin(update(1))
    await turned()
    assert again is not first
    taking.ends[1].set_result(True)
    await again

    assert taking.begun == [1, 1]


async def test_what_waits_behind_one_that_failed_comes_again_after_it(
    intake: Intake, taking: Taking
) -> None:
    futures = [intake.begin(update(number)) for number in (1, 2, 3)]
    await turned()

    taking.ends[1].set_result(False)
    assert await asyncio.gather(*futures) == [False] * 3

    assert taking.begun == [1]
    second = intake.begin(update(2))
    await turned()
    taking.ends[2].set_result(True)
    assert await second


async def test_what_fails_through_us_is_set_aside_after_three_tries(
    intake: Intake, taking: Taking
) -> None:
    ends = []
    with capture_logs() as logs:
        for _ in range(TRIES):
            future = intake.begin(update(1))
            await turned()
            taking.ends[1].set_exception(RuntimeError("ours"))
            ends.append(await future)

    assert ends == [False, False, True]
    assert [each["attempt"] for each in logs] == [1, 2, 3]
