"""A homeserver that was slow is slow after a restart, until it has shown that it is not."""

from datetime import datetime, timedelta

from bot.transports.trouble import Trouble
from tests.bot.transports.matrix.desk import Desk

NAME = "Асанов Б."
SLOW = "домашний сервер принимает от бота одно сообщение в 5 с"


def slow_since(desk: Desk) -> list[datetime]:
    """Return since when it is slow; a busy machine may leave it silent for a moment besides."""
    return [each.since for each in desk.matrix.health.obstacles() if each.trouble is Trouble.SLOW]


async def test_a_restart_does_not_make_a_slow_homeserver_fast(desk: Desk) -> None:
    await desk.opens("kz-duty")
    await desk.is_sound()
    desk.matrix.health.note_slowness(timedelta(seconds=5))
    await desk.warns(SLOW)
    since = slow_since(desk)

    await desk.restarts()

    await desk.until(lambda: bool(desk.matrix.health.obstacles()), "slow again")
    await desk.warns(SLOW)
    assert not desk.matrix.ready
    assert len(since) == 1
    assert slow_since(desk) == since
    assert desk.matrix.limits.room().ordinary <= 1

    # What it takes now shows that the limit was lifted.
    for _ in range(60):
        desk.matrix.limits.note_acceptance()
    await desk.is_sound()
    await desk.restarts()
    await desk.asks("kz-duty", "/me", NAME)
    await desk.is_sound()


async def test_a_report_of_another_ones_making_slows_nothing_down(desk: Desk) -> None:
    await desk.opens("kz-duty")
    for detail in ("", "x", "-5", "9" * 40):
        desk.matrix.health.note_slowness(timedelta(seconds=5))
        (known,) = desk.matrix.health.obstacles()
        desk.matrix.health.remember([type(known)(Trouble.SLOW, known.since, detail=detail)])
        assert desk.matrix.health.slowness is None
