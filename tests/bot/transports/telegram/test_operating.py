"""Menus, the state of health, and a token that nobody ever reads."""

import io
import json
import logging
import pickle
import stat
import traceback
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import structlog
from structlog.testing import capture_logs
from telegram.error import NetworkError, TelegramError

from bot.installation.lock import this_process
from bot.logs.events import REDACTED, configure, redacted_text
from bot.operator.channel_check import last_health
from bot.transports import health_file
from bot.transports.telegram.budget import Budget
from bot.transports.telegram.http import AiohttpRequest, NotSent, Patience
from bot.transports.telegram.menu import MenuKeeper
from bot.transports.telegram.wiring import menu
from bot.transports.trouble import Trouble
from protocol.parties import Channel, Role
from tests.bot.transports.telegram.desk import Desk, says, until
from tests.builders import Clock
from tests.builders import officer as an_officer
from tests.journeys.stage import texts
from tests.worlds.botapi.people import Person
from tests.worlds.botapi.telegram import TOKEN

URGENT = (("urgent", "срочное обращение, по вопросам"),)
SECRET = TOKEN.partition(":")[2]


@pytest.fixture
def out() -> Iterator[io.StringIO]:
    """What is logged from here on, and by the libraries; undone afterwards."""
    root = logging.getLogger()
    before = (root.handlers[:], root.level)
    out = io.StringIO()
    yield out
    structlog.reset_defaults()
    root.handlers[:], root.level = before


# Menus


async def test_a_menu_is_shown_changed_and_taken_away(desk: Desk, officer: Person) -> None:
    desk.menus["7"] = URGENT
    async with desk.runs():
        await until(officer.menu)
    assert [(each["command"], each["description"]) for each in officer.menu()] == list(URGENT)
    assert desk.api.person(9).menu() == []

    desk.menus["7"] = (("me", "who I am"),)
    desk.made()
    async with desk.runs():
        await until(lambda: officer.menu() and officer.menu()[0]["command"] == "me")


async def test_a_menu_for_whoever_serves_no_more_is_cleared(desk: Desk, officer: Person) -> None:
    keeper = MenuKeeper(
        desk.telegram._bot, desk._menus, Budget(desk.place.pacing), desk.telegram.health
    )
    desk.menus["7"] = URGENT
    await keeper.look()
    assert officer.menu()

    desk.menus.clear()
    await keeper.look()

    assert officer.menu() == []
    calls = len(desk.api.telegram.calls)
    await keeper.look()
    assert len(desk.api.telegram.calls) == calls


async def test_a_menu_for_a_chat_that_nobody_has_opened_stops_no_other(
    desk: Desk, officer: Person
) -> None:
    desk.menus.update({"nobody": URGENT, "404": URGENT, "7": URGENT})

    with capture_logs():
        async with desk.runs():
            await until(officer.menu)

    barred = {each.chat: each.trouble for each in desk.telegram.health.obstacles()}
    assert barred == {404: Trouble.NEVER_STARTED}


def test_the_menu_follows_the_role_and_the_language() -> None:
    duty = dict(menu(an_officer(), texts()))
    auditor = dict(menu(an_officer(Role.AUDITOR, lang="en"), texts()))

    assert duty["urgent"] == "срочное обращение, по вопросам"
    assert duty["open"].startswith("что открыто")
    assert "urgent" not in auditor
    assert auditor["help"] == "this page"


# Health


async def test_health_is_the_age_of_the_last_poll(
    desk: Desk, clock: Clock, officer: Person, tmp_path: Path
) -> None:
    file = tmp_path / "health.json"
    desk.made(health_file=file)
    with capture_logs():
        async with desk.runs():
            await until(lambda: "getUpdates" in desk.api.telegram.calls)
            officer.writes("x")
            await until(lambda: desk.telegram.ready)
            officer.blocks()
            await until(lambda: not desk.telegram.ready)
            officer.unblocks()
            await until(lambda: desk.telegram.ready)
    clock.pass_by(timedelta(seconds=91))
    assert not desk.telegram.ready

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert json.loads(file.read_text())["telegram"]["ready"] in (True, False)
    assert SECRET not in file.read_text()


def test_another_poller_is_remembered_although_polls_succeed(clock: Clock, desk: Desk) -> None:
    health = desk.telegram.health
    with capture_logs() as logs:
        health.note_trouble(Trouble.CONFLICT)
        health.note_poll()
    assert not health.ready
    assert [each.trouble for each in health.obstacles()] == [Trouble.CONFLICT]

    clock.pass_by(timedelta(minutes=11))
    with capture_logs():
        health.note_poll()

    assert health.ready
    assert [each["log_level"] for each in logs] == ["error", "info"]


def test_a_gap_in_which_presses_were_lost_is_logged(clock: Clock, desk: Desk) -> None:
    desk.telegram.health.note_poll()
    clock.pass_by(timedelta(hours=26))

    with capture_logs() as logs:
        desk.telegram.health.note_poll()

    assert [each["event"] for each in logs] == ["channel_gap"]


def test_what_another_process_has_written_is_no_health(desk: Desk, tmp_path: Path) -> None:
    file, mine = tmp_path / "health.json", this_process(desk.telegram.health.clock())
    assert last_health(file, Channel.TELEGRAM, mine) is None
    file.write_text("{}")
    assert last_health(file, Channel.TELEGRAM, mine) is None

    health_file.write(file, health_file.report(desk.telegram.health, "polling"))

    assert last_health(file, Channel.TELEGRAM, mine) is not None
    assert last_health(file, Channel.TELEGRAM, replace(mine, pid=mine.pid + 1)) is None
    assert last_health(file, Channel.TELEGRAM, None) is None


# The token


@pytest.mark.parametrize(
    "trouble", ["resets", "fails", "silent", "unauthorized", "answers"], ids=str
)
async def test_no_failure_tells_the_token(desk: Desk, officer: Person, trouble: str) -> None:
    desk.api.faults.order(trouble, status=502, description="no JSON")

    try:
        await desk.telegram._bot.get_me()
    except TelegramError:
        told = traceback.format_exc()

    assert SECRET not in told


async def test_no_connection_does_not_tell_the_token() -> None:
    request = AiohttpRequest(Patience())
    for url, failure in (
        (f"http://127.0.0.1:1/bot{TOKEN}/getMe", NotSent),
        (f"http://nabat.invalid/bot{TOKEN}/getMe", NotSent),
        (f"http://[/bot{TOKEN}/getMe", NetworkError),
    ):
        with pytest.raises(failure) as raised:
            await request.post(url)
        shown = "".join(traceback.format_exception(raised.value))
        assert SECRET not in redacted_text(shown)
    await request.shutdown()


def test_no_representation_tells_the_token(desk: Desk) -> None:
    shown = [repr(each) for each in (desk.telegram, desk.telegram._bot, desk.place)]
    shown += [repr(vars(desk.telegram)), repr(says("x"))]

    assert SECRET not in "".join(shown)
    with pytest.raises(pickle.PicklingError):
        pickle.dumps(desk.telegram._bot)


@pytest.mark.parametrize("format", ["json", "console"])
def test_the_log_redacts_what_is_already_text(out: io.StringIO, format: str) -> None:
    configure(out, "debug", format)  # type: ignore[arg-type]
    log = structlog.get_logger()

    log.info("called", url=f"https://api.telegram.org/bot{TOKEN}/getMe")
    log.info(f"quoted {TOKEN.replace(':', '%3A')}")
    try:
        raise RuntimeError(TOKEN)
    except RuntimeError:
        log.exception("failed", traceback=traceback.format_exc())
    logging.getLogger("telegram").error(f"Bot({TOKEN})")

    assert SECRET not in out.getvalue()
    assert out.getvalue().count(REDACTED) >= 3


def test_other_numbers_and_moments_stay(out: io.StringIO) -> None:
    told = "update 123456789 at 2026-11-22T16:48:31.123456Z key 5000000001:abc"

    assert redacted_text(told) == told
