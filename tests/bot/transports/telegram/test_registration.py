"""When a webhook counts as undelivered: what Telegram says of it, look after look."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from structlog.testing import capture_logs
from telegram import WebhookInfo

from bot.transports.telegram.registration import Arrivals, Registration
from bot.transports.trouble import Trouble
from tests.bot.transports.telegram.desk import QUICK, SECRET, Desk
from tests.builders import Clock

URL = "https://bot.example/hook"
BAD = Trouble.UNDELIVERED


@dataclass(frozen=True)
class Look:
    """
    What a look finds after so many seconds in which so many posts came and were taken.

    `failed_at`: so many seconds after the look (so, before it) a delivery failed.
    """

    waiting: int = 0
    seconds: int = 20
    came: int = 0
    under_way: int = 0
    failed_at: int | None = None
    trouble: Trouble | None = None


STORIES = {
    "nothing happens": [Look(), Look(seconds=3600), Look()],
    "some come and are taken": [Look(), Look(came=2), Look(waiting=1, came=1), Look()],
    "what waited at the start is on its way": [Look(waiting=5), Look(waiting=5), Look(came=5)],
    "what waited at the start never comes": [
        *[Look(waiting=5)] * 10,
        Look(waiting=5, trouble=BAD),
        Look(waiting=5, trouble=BAD),
        Look(came=5),
    ],
    "what waits grows": [
        Look(),
        Look(waiting=1, trouble=BAD),
        Look(waiting=1, trouble=BAD),
        Look(waiting=1, came=1),
        Look(),
    ],
    "what waits has gone": [Look(), Look(waiting=1, trouble=BAD), Look(waiting=0)],
    "a file is under way": [Look(), Look(waiting=1, came=1), Look(waiting=3, under_way=1)],
    "it failed before we took the last": [Look(), Look(came=1, failed_at=-1)],
    "it failed after we took the last": [
        Look(came=1),
        Look(waiting=1, failed_at=-1, trouble=BAD),
        Look(waiting=1, failed_at=-1, trouble=BAD),
        Look(came=1, failed_at=-1),
    ],
    "its certificate is no good although nothing waits": [Look(failed_at=-1, trouble=BAD)],
}


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_every_look_tells_whether_updates_arrive(
    desk: Desk, clock: Clock, story: list[Look]
) -> None:
    arrivals, health = Arrivals(clock), desk.telegram.health
    registration = Registration(desk.telegram._bot, URL, SECRET, arrivals, health, QUICK)
    told = []
    with capture_logs():
        for look in story:
            clock.pass_by(timedelta(seconds=look.seconds))
            for _ in range(look.came):
                with arrivals.one():
                    arrivals.note_taken()
            arrivals.under_way = look.under_way
            failed = look.failed_at and clock() + timedelta(seconds=look.failed_at)
            registration._judge(
                WebhookInfo(URL, False, look.waiting, last_error_date=failed or None)
            )
            told.append(health.trouble)

    assert told == [look.trouble for look in story]


def test_another_address_is_a_conflict_and_so_is_none(desk: Desk, clock: Clock) -> None:
    health = desk.telegram.health
    registration = Registration(desk.telegram._bot, URL, SECRET, Arrivals(clock), health, QUICK)
    with capture_logs():
        for url in ("https://other.example/hook", "", f"{URL}/", "https://bot.example:8443/hook"):
            registration._judge(WebhookInfo(url, False, 0))
            assert health.trouble is Trouble.CONFLICT
            health.note_poll()

        registration._judge(WebhookInfo("https://BOT.example:443/hook", False, 0))
        assert health.trouble is None
