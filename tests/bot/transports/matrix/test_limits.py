"""What is learnt of a homeserver that counts: its limit, whose turn it is, and that it is gone."""

import asyncio
from collections.abc import Coroutine
from datetime import timedelta

import pytest

from bot.demo.virtual_time import VirtualLoop
from bot.transports.matrix.limits import LONGEST, TRIED_AFTER, Limits
from tests.journeys.stage import START

SYNAPSE = (0.2, 10)
WHO = "@asanov:kz"


class Bucket:
    """A homeserver that counts as Synapse does: so many a second, so many at once."""

    def __init__(self, per_second: float, burst: int) -> None:
        self.per_second, self.burst = per_second, burst
        self.level, self.at = 0.0, 0.0
        self.asked = self.taken = 0

    def after(self, now: float) -> float:
        """Take a call, or return in how many seconds the next one is taken."""
        self.asked += 1
        self.level = max(self.level - (now - self.at) * self.per_second, 0.0)
        self.at = now
        if self.level > self.burst - 1:
            return (self.level - (self.burst - 1)) / self.per_second
        self.level += 1
        self.taken += 1
        return 0.0


class World:
    """Limits before a server; `calls` goes there, and obeys what the limits say."""

    def __init__(self, *given: float) -> None:
        self.server = Bucket(given[0], int(given[1]))
        self.told: list[timedelta | None] = []
        self.limits = Limits(self.told.append)

    @property
    def now(self) -> float:
        """The loop's moment."""
        return asyncio.get_running_loop().time()

    def call(self) -> bool:
        """Make a call, whatever the limits say; say whether it was taken."""
        with self.limits.count_sending(WHO):
            begun_at = self.now
            after = self.server.after(begun_at)
            if after:
                self.limits.note_refusal(timedelta(seconds=after), begun_at=begun_at)
            else:
                self.limits.note_acceptance()
            return not after

    async def alarm(self) -> float:
        """Send an alarm as soon as the limits let it; return how long that took."""
        began = self.now
        while (pause := self.limits.room().alarms_in) or not self.call():  # noqa: ASYNC110 (time)
            await asyncio.sleep(max(pause.total_seconds(), 0.001))
        return self.now - began

    async def is_known(self) -> None:
        """Let the limit be met, and met again."""
        while self.call():
            pass
        for _ in range(2):
            await self.alarm()
        assert self.told


def plays(story: Coroutine[object, object, None]) -> None:
    """Play a story on a virtual clock."""
    loop = VirtualLoop(START, busy=lambda: False)
    try:
        loop.run_until_complete(story)
    finally:
        loop.close()


def test_a_server_that_refuses_nothing_is_not_waited_for() -> None:
    async def story() -> None:
        world = World(10_000, 10_000)
        for _ in range(500):
            room = world.limits.room()
            assert (room.ordinary, room.spare) > (10**6, 10**6)
            assert (room.opens_in, room.spare_in, room.alarms_in) == (timedelta(),) * 3
            assert world.call()
        assert world.told == []

    plays(story())


def test_the_limit_is_learnt_and_told() -> None:
    async def story() -> None:
        world = World(*SYNAPSE)
        await world.is_known()

        assert world.told[-1] is not None
        assert abs(world.told[-1].total_seconds() - 5) < 0.1
        assert world.server.taken == 12
        assert world.server.asked - world.server.taken <= 3

    plays(story())


@pytest.mark.parametrize("waited", [1.5, 3.0, 4.5])
def test_the_limit_is_learnt_as_it_is_however_little_the_first_refusal_asks_for(
    waited: float,
) -> None:
    async def story() -> None:
        world = World(*SYNAPSE)
        while world.server.taken < 10:
            assert world.call()
        await asyncio.sleep(waited)
        assert not world.call()
        await world.alarm()
        await asyncio.sleep(waited)
        assert not world.call()

        assert world.told[-1] is not None
        assert abs(world.told[-1].total_seconds() - 5) < 0.1

    plays(story())


def test_what_was_quiet_between_two_refusals_is_no_interval() -> None:
    async def story() -> None:
        world = World(*SYNAPSE)
        while world.call():
            pass
        for _ in range(12):
            await asyncio.sleep(20)
            await world.alarm()
        while world.call():
            pass

        assert world.told[-1] is not None
        assert world.told[-1] < timedelta(seconds=6)

    plays(story())


def test_a_single_refusal_is_no_limit() -> None:
    async def story() -> None:
        world = World(10_000, 10_000)
        for _ in range(4):
            assert world.call()
        world.limits.note_refusal(timedelta(seconds=30), begun_at=world.now)
        assert world.limits.room().ordinary == 0
        await asyncio.sleep(31)
        for _ in range(12):
            await world.alarm()

        assert world.limits.room().ordinary > 10**6
        assert world.told == []

    plays(story())


def test_those_that_left_together_are_one_refusal() -> None:
    async def story() -> None:
        world = World(*SYNAPSE)
        began = world.now
        for _ in range(5):
            world.limits.note_refusal(timedelta(seconds=5), begun_at=began)

        assert world.told == []

    plays(story())


def test_what_was_kept_for_alarms_goes_to_five_of_them_without_a_refusal() -> None:
    async def story() -> None:
        world = World(*SYNAPSE)
        await world.is_known()
        for _ in range(200):  # messages that never cease
            await asyncio.sleep(0.5)
            if world.limits.room().ordinary:
                assert world.call()
        asked, taken = world.server.asked, world.server.taken

        first = [await world.alarm() for _ in range(3)]
        rest = [await world.alarm() for _ in range(2)]

        assert first == [0, 0, 0]
        assert all(4 < each < 6 for each in rest)
        assert world.server.taken - taken == 5
        assert world.server.asked - asked <= 6

    plays(story())


def test_cards_leave_to_messages_what_they_need() -> None:
    async def story() -> None:
        world = World(*SYNAPSE)
        await world.is_known()
        for _ in range(400):
            await asyncio.sleep(0.5)
            if world.limits.room().spare:
                assert world.call()
        room = world.limits.room()

        assert room.spare == 0
        assert room.ordinary >= 1
        assert room.spare_in > timedelta()

    plays(story())


def test_what_is_leased_and_not_sent_yet_is_counted() -> None:
    async def story() -> None:
        world = World(*SYNAPSE)
        await world.is_known()
        await asyncio.sleep(15.5)
        assert world.limits.room().alarms_in == timedelta()
        for _ in range(3):
            world.limits.count(WHO, urgent=True)

        assert world.limits.room().alarms_in > timedelta()
        with world.limits.count_sending(WHO):
            assert world.limits.room().alarms_in > timedelta()

    plays(story())


def test_a_limit_that_was_lifted_is_found_out_in_time() -> None:
    async def story() -> None:
        world = World(*SYNAPSE)
        await world.is_known()
        world.server = Bucket(10_000, 10_000)
        await asyncio.sleep(TRIED_AFTER + 1)
        for _ in range(20):
            await world.alarm()

        assert world.told[-1] is None
        assert world.limits.room().ordinary > 10**6

    plays(story())


@pytest.mark.parametrize(
    ("interval", "told"), [(2.0, timedelta(seconds=2)), (0.2, None)], ids=["slow", "fast"]
)
def test_a_limit_that_was_widened_is_learnt_as_it_is_now(
    interval: float, told: timedelta | None
) -> None:
    async def story() -> None:
        world = World(*SYNAPSE)
        await world.is_known()
        world.server = Bucket(1 / interval, 10)
        await asyncio.sleep(TRIED_AFTER + 1)
        for _ in range(30):
            await world.alarm()

        found = world.told[-1]
        assert (found is None) == (told is None)
        assert found is None or told is None or abs(found - told) < timedelta(seconds=0.2)
        began = world.now
        for _ in range(10):
            await world.alarm()
        assert world.now - began < 12 * interval

    plays(story())


def test_one_that_nothing_has_met_for_a_day_is_told_as_gone() -> None:
    async def story() -> None:
        world = World(*SYNAPSE)
        await world.is_known()
        for _ in range(23):  # a quiet desk: a message each hour
            await asyncio.sleep(TRIED_AFTER)
            await world.alarm()
        assert world.told[-1] is not None

        await asyncio.sleep(TRIED_AFTER)
        await asyncio.sleep(TRIED_AFTER)
        await world.alarm()

        assert world.told[-1] is None

    plays(story())


def test_one_that_an_earlier_run_has_met_is_looked_for_one_call_at_a_time() -> None:
    async def story() -> None:
        world = World(*SYNAPSE)
        world.limits.remember(timedelta(seconds=5))

        assert world.limits.room().ordinary == 1
        world.limits.count(WHO, urgent=True)
        assert world.limits.room().alarms_in > timedelta()
        with world.limits.count_sending(WHO):
            pass
        for _ in range(14):
            await world.alarm()
        assert world.told[-1] is not None
        assert abs(world.told[-1].total_seconds() - 5) < 0.1

    plays(story())


def test_one_that_an_earlier_run_has_met_and_that_is_gone_is_told_as_gone() -> None:
    async def story() -> None:
        world = World(10_000, 10_000)
        world.limits.remember(timedelta(seconds=5))
        for _ in range(100):
            await world.alarm()

        assert world.told == [None]
        assert world.limits.room().ordinary > 10**6

    plays(story())


def test_one_that_was_not_lifted_is_not_told_as_gone() -> None:
    async def story() -> None:
        world = World(*SYNAPSE)
        await world.is_known()
        await asyncio.sleep(TRIED_AFTER + 1)
        for _ in range(20):
            await world.alarm()

        assert None not in world.told
        assert world.limits.room().ordinary == 0

    plays(story())


def test_a_server_that_asks_for_too_much_is_asked_again() -> None:
    async def story() -> None:
        world = World(10_000, 10_000)
        world.limits.note_refusal(timedelta(minutes=10), begun_at=world.now)

        assert world.limits.room().alarms_in <= timedelta(seconds=LONGEST + 1)

    plays(story())
