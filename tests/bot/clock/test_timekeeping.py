"""The time of a process, what the operator's command says of it, and what servers' answers tell."""

import json
import stat
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.clock import clock_file
from bot.clock.clocks import Clock, Steady, steady, wall
from bot.clock.keeper import HEARD_WITHIN, Anchor, Timekeeper
from bot.clock.reckoning import Judged, Standing
from bot.clock.watch import acceptance
from bot.operator.check import Check
from bot.transports.health import Health
from bot.transports.matrix.server import Server, Unreached
from bot.transports.telegram.http import AiohttpRequest, Patience
from bot.words.operator import Words
from bot.words.texts import shipped
from tests import zygote
from tests.bot.operator.commands import Ended, Operator
from tests.journeys.stage import FORM

NOW = datetime(2026, 11, 23, 8, 41, tzinfo=UTC)
DAYS = timedelta(days=5)
ELSEWHERE, HERE = "https://api.example", "http://127.0.0.1:8081"


class Machine:
    """A machine whose two clocks are set by hand."""

    def __init__(self) -> None:
        self.shows = NOW
        self.ticks = 1000.0

    def passes(self, lasting: timedelta) -> None:
        self.shows += lasting
        self.ticks += lasting.total_seconds()

    def keeper(self) -> Timekeeper:
        keeper = Timekeeper(lambda: self.shows, Steady(lambda: self.ticks, "boot"))
        keeper.anchor = Anchor(NOW, self.ticks)
        return keeper


# What servers say


@pytest.mark.parametrize(
    ("header", "at"),
    [
        ("Mon, 23 Nov 2026 08:41:00 GMT", NOW),
        ("Mon, 23 Nov 2026 11:41:00 +0300", NOW),
        ("Mon, 23 Nov 2026 08:41:00", NOW),
        *(
            (said, None)
            for said in (
                None,
                "",
                "yesterday",
                "Mon, 32 Nov 2026 08:41:00 GMT",
                "Mon, 23 Nov 99999 08:41:00 GMT",
                "Fri, 31 Dec 9999 23:59:59 GMT",
                "Mon, 01 Jan 0001 00:00:00 +2359",
                "Mon, 23 Nov 2026 08:41:00 +9999999999",
                "\x00",
                "9" * 5000,
            )
        ),
    ],
)
def test_a_date_is_read_or_left_out(header: str | None, at: datetime | None) -> None:
    keeper = Machine().keeper()

    keeper.dates("telegram", ELSEWHERE)(header)

    agreed = keeper.judgement().agreed
    assert ("telegram" in agreed) is (at is not None)


def test_what_a_server_said_is_forgotten_after_two_minutes() -> None:
    machine = Machine()
    keeper = machine.keeper()
    keeper.hear("telegram", NOW + DAYS)
    machine.passes(HEARD_WITHIN)
    assert keeper.judgement().apart == {"telegram": DAYS}

    machine.passes(timedelta(seconds=1))

    assert keeper.is_sound


def test_a_server_on_this_machine_confirms_nothing_and_may_contradict() -> None:
    machine = Machine()
    keeper = machine.keeper()
    machine.shows += DAYS

    keeper.dates("matrix", HERE)("Sat, 28 Nov 2026 08:41:00 GMT")
    assert keeper.judgement().now == NOW

    keeper.dates("matrix", ELSEWHERE)("Sat, 28 Nov 2026 08:41:00 GMT")
    assert keeper.judgement().now == NOW + DAYS
    keeper.dates("matrix", "http://localhost")("Mon, 23 Nov 2026 08:41:00 GMT")
    assert keeper.judgement().now == NOW


def test_a_clock_that_was_set_does_not_make_a_channel_silent_or_fresh() -> None:
    machine = Machine()
    keeper = machine.keeper()
    health = Health(keeper)
    health.note_poll()
    assert health.ready
    machine.shows += DAYS
    assert not health.ready

    keeper.hear("telegram", NOW + DAYS)
    keeper.goes_by(keeper.judgement(), machine.ticks)
    keeper.was_set(DAYS)

    assert health.ready
    assert health.works
    assert health.polled_at == NOW + DAYS


@pytest.fixture
async def dated() -> AsyncIterator[TestServer]:
    """A server that answers anything, five days behind."""

    async def answer(_: web.Request) -> web.Response:
        return web.json_response({"ok": True}, headers={"Date": "Wed, 18 Nov 2026 08:41:00 GMT"})

    application = web.Application()
    application.router.add_route("*", "/{path:.*}", answer)
    server = TestServer(application)
    await server.start_server()
    yield server
    await server.close()


async def test_the_answers_of_both_channels_are_heard(dated: TestServer) -> None:
    heard: list[str | None] = []
    request = AiohttpRequest(Patience(), heard.append)
    server = Server(str(dated.make_url("/")), note_date=heard.append)
    nobody = Server("http://127.0.0.1:1", note_date=heard.append)

    try:
        await request.do_request(str(dated.make_url("/bot/getMe")), "POST")
        await server.call("GET", "/_matrix/client/versions")
        with pytest.raises(Unreached):
            await nobody.call("GET", "/")
    finally:
        await request.shutdown()
        await server.close()
        await nobody.close()

    assert heard == ["Wed, 18 Nov 2026 08:41:00 GMT"] * 2


# What the operator accepted


@pytest.mark.parametrize(
    ("boot", "passed", "shown", "at"),
    [
        ("boot", 60, timedelta(seconds=60), timedelta(seconds=60)),
        ("boot", 60, DAYS, timedelta(seconds=60)),
        ("another", 5, timedelta(hours=1), timedelta(hours=1)),
        ("another", 5, timedelta(hours=1, seconds=1), None),
        ("another", 5, timedelta(seconds=-1), None),
    ],
)
def test_an_acceptance_is_of_the_clock_as_it_went_then(
    boot: str, passed: float, shown: timedelta, at: timedelta | None
) -> None:
    said = json.dumps({"wall": NOW.isoformat(), "ticks": 1000.0, "boot": "boot", "before": None})

    found = acceptance(said, NOW + shown, Steady(lambda: 1000.0 + passed, boot))

    assert found == (None if at is None else NOW + at)
    assert acceptance("", NOW, steady()) is None


# What the operator is told


@pytest.fixture
def operator(entered: Operator) -> Operator:
    """The operator of an installation of this test that holds the training register."""
    return entered


def told(operator: Operator, clock: Clock, ticks: Steady | None = None) -> list[str]:
    """Return what `nabat check` finds wrong with the clocks."""
    check = Check(Words(shipped(), "ru"), clock, operator.config, ticks)
    found = [each for each in check.findings() if "Часы" in each.text]
    assert found
    return [each.text for each in found if not each.good]


def later(by: timedelta) -> Clock:
    return lambda: wall() + by


def test_check_tells_a_clock_that_is_behind_what_was_written(operator: Operator) -> None:
    assert told(operator, later(timedelta())) == []
    assert told(operator, later(DAYS)) == []  # nobody was here for five days

    (line,) = told(operator, later(-DAYS))

    assert line.startswith("Часы этой машины отстают на 5 сут.")
    assert "nabat clock accept" in line


@pytest.mark.parametrize(
    ("standing", "apart", "said"),
    [
        (Standing.RIGHT, {}, []),
        (Standing.AHEAD, {"wall": DAYS}, ["Часы этой машины спешат на 5 сут."]),
        (Standing.BEHIND, {"wall": -DAYS}, ["Часы этой машины отстают на 5 сут."]),
        (
            Standing.RIGHT,
            {"telegram": timedelta(minutes=-3), "matrix": DAYS, "database": timedelta(hours=2)},
            [
                "Часы расходятся на 2 ч с часами базы данных.",
                "Часы расходятся на 5 сут с часами сервера Matrix.",
                "Часы расходятся на 3 мин с часами сервера Telegram.",
            ],
        ),
    ],
)
def test_check_tells_what_the_running_bot_has_found(
    operator: Operator, standing: Standing, apart: dict[str, timedelta], said: list[str]
) -> None:
    ticks, file = steady(), operator.folder / clock_file.FILE
    judged = Judged(wall(), standing, True, apart)
    clock_file.write(file, clock_file.report(judged, ticks.read(), ticks.boot))

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    lines = told(operator, wall, ticks)
    assert [line[: len(words)] for line, words in zip(lines, said, strict=True)] == said

    # The bot has ended, or the machine has begun anew: what it found is not so for ever.
    gone = clock_file.report(judged, ticks.read(), ticks.boot, runs=False)
    clock_file.write(file, gone)
    assert told(operator, wall, ticks) == []
    (line,) = told(operator, later(DAYS), ticks)
    assert line.startswith("Часы этой машины спешат на 5 сут.")
    assert told(operator, later(DAYS), Steady(ticks.read, "another")) == []


@pytest.mark.parametrize("written", ["", "{}", "[]", "null", '{"at": 5}', "\x00"])
def test_a_damaged_file_of_the_clock_is_as_none(operator: Operator, written: str) -> None:
    (operator.folder / clock_file.FILE).write_text(written)

    assert told(operator, wall) == []
    assert operator.says("clock", "accept").code == 0


def test_the_operators_command_beside_a_bot_goes_by_its_time(tmp_path: Path) -> None:
    file, ticks = tmp_path / clock_file.FILE, steady()
    beside = clock_file.beside(file, later(DAYS), ticks)
    assert abs(beside() - wall() - DAYS) < timedelta(minutes=1)

    judged = Judged(wall(), Standing.AHEAD, True, {"wall": DAYS})
    clock_file.write(file, clock_file.report(judged, ticks.read(), ticks.boot))

    assert abs(beside() - wall()) < timedelta(minutes=1)


def test_accept_is_journalled_and_changes_nothing_else(operator: Operator) -> None:
    found = operator.says("clock", "accept")

    assert found.code == 0
    assert found.out.startswith("Часы этой машины приняты за верные: ")
    assert operator.says("journal", "verify").code == 0
    assert operator.says("check").code == 0


def test_accept_makes_no_installation(tmp_path: Path) -> None:
    operator = Operator(tmp_path / "fresh")

    found = operator.says("clock", "accept")

    assert (found.code, "её создаст nabat run" in found.err) == (1, True)
    assert not operator.folder.exists()


# The real process

RUN = """
import asyncio, os, sys
from datetime import timedelta
from pathlib import Path
from bot.clock.clocks import wall
from bot.words.operator import operator_words
from bot.run import run
from config.settings import load
ahead = timedelta(days=float(sys.argv[2]))
clock = lambda: wall() + ahead
asyncio.run(run(load(Path(sys.argv[1])), operator_words(os.environ), clock))
"""


def runs(operator: Operator, ahead: int, *lines: str) -> Ended:
    """Let `nabat run` run in a process of its own whose machine's clock is days off."""
    words = (str(operator.config), str(ahead))
    process = zygote.start(*words, program=RUN, environ=operator.environ)
    out, err = process.communicate("".join(f"{line}\n" for line in lines), timeout=120)
    assert process.wait() == 0, err
    return Ended(0, out, err)


@pytest.mark.parametrize("same_machine", [True, False], ids=["process", "machine"])
@pytest.mark.parametrize(
    ("ahead", "words"),
    [(5, "спешат на 5 сут"), (-5, "отстают на 5 сут")],
    ids=["ahead", "behind"],
)
def test_a_real_process_under_a_wrong_clock_rings_and_says_so(
    operator: Operator, ahead: int, words: str, same_machine: bool
) -> None:
    runs(operator, 0, "@kz-duty " + FORM.replace("\n", "\\\n"), "Нет гостайны, отправить")
    if not same_machine:
        (operator.folder / clock_file.FILE).unlink()

    ended = runs(
        operator, ahead, "@kz-duty " + FORM.replace("\n", "\\\n"), "Нет гостайны, отправить"
    )

    assert "СРОЧНОЕ ОБРАЩЕНИЕ KZ-BY-2026-2" in ended.out
    assert words in ended.err
    assert "истёк" not in ended.out
    assert operator.says("journal", "verify").code == 0
    again = runs(operator, 0)
    assert again.err == ""
    assert operator.says("check").code == 0
