"""The running bot while its PostgreSQL freezes, dies or only reads: it goes on by itself."""

import asyncio
import contextlib
import os
import random
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.app import App, Frame
from bot.clock.clocks import wall
from bot.installation import register_file
from bot.installation.import_register import put_register
from bot.transports.base import Event
from config.settings import TRAINING_REGISTER
from handlers.chat.events import Incoming, Pressed, Said
from protocol.parties import Channel
from protocol.policy import DEFAULT
from storage.keys import KeyRing
from storage.postgresql import Bounds
from storage.server import PostgreSQL
from storage.work import Store
from tests.bot.operator.commands import ROOT, Operator
from tests.journeys import outside
from tests.journeys.outside import Network
from tests.journeys.stage import FORM, texts
from tests.storage.test_vanishing_postgresql import refuses_writes
from tests.worlds.clusters import HANGS, Cluster, clusters, until

pytestmark = pytest.mark.postgres
QUICK = Bounds(connect=2, answer=1, statement=5, lock=5, idle=5, transaction=5)
NUMBERS = count()
# The real command, but nothing ends a wait from this side: that the stop does not wait is its own.
PATIENT = """
from storage.postgresql import BOUNDS
for name in ("answer", "transaction"):
    object.__setattr__(BOUNDS, name, 3600.0)
from bot.operator.cli import app
app(prog_name="nabat")
"""


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """A server that each test gives back running."""
    with clusters() as made:
        yield made.primary()


@pytest.fixture
def url(cluster: Cluster) -> str:
    """A new database there."""
    name = f"nabat_{next(NUMBERS)}"
    cluster.run(f"CREATE DATABASE {name}")
    return cluster.url(name)


class Home:
    """The bot over one database, on a clock that can be put ahead."""

    def __init__(self) -> None:
        self.ahead = timedelta()
        self.network = Network(Channel.CONSOLE, lambda: wall() + self.ahead, idempotent=False)
        self.events = count()

    def chat(self, who: str) -> list[str]:
        """Return what somebody reads."""
        return [each.text for each in self.network.chats.get(who, [])]

    def does(self, who: str, incoming: Incoming) -> None:
        """Somebody does something."""
        key = f"event-{next(self.events)}"
        self.network.brings(Event(Channel.CONSOLE, who, key, incoming))

    def offer(self, who: str, label: str) -> str:
        """Return the newest button of that label."""
        messages = reversed(self.network.chats[who])
        buttons = (button for each in messages for button in each.versions[-1].buttons)
        return next(each.offer for each in buttons if each.label == label)


@pytest.fixture
async def home(
    url: str, ring: KeyRing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Home]:
    """A bot that runs, with everybody of the training register on one channel."""
    monkeypatch.setattr(outside, "REDELIVERED_AFTER", 0.2)
    home = Home()
    clock = home.network.now
    database = await PostgreSQL.open(url, QUICK)
    store = Store(database, ring, clock, tmp_path / "attachments")
    await store.run(lambda work: put_register(work, register_file.read(TRAINING_REGISTER), DEFAULT))
    frame = Frame(clock, random.random, "1", tick_at_least=timedelta(seconds=0.2))
    app = App(store, DEFAULT, texts(), {Channel.CONSOLE: home.network}, frame)
    with capture_logs():
        running = asyncio.ensure_future(app.run())
        yield home
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running
    await database.close()


async def comes(happens: Callable[[], bool]) -> None:
    """Wait until it has happened; the bound only ends a hang."""
    async with asyncio.timeout(HANGS):
        while not happens():  # noqa: ASYNC110 (a chat rings no bell)
            await asyncio.sleep(0.05)


WEATHER: dict[str, tuple[Callable[[Cluster], None], Callable[[Cluster], None]]] = {
    "frozen": (Cluster.freeze, Cluster.thaw),
    "killed": (Cluster.kill, Cluster.start),
    "only reads": (
        lambda cluster: refuses_writes(cluster, on=True),
        lambda cluster: refuses_writes(cluster, on=False),
    ),
}


@pytest.mark.parametrize("weather", WEATHER)
async def test_every_loop_goes_on_when_the_server_is_back_and_nothing_is_lost_or_doubled(
    cluster: Cluster, home: Home, weather: str
) -> None:
    begins, ends = WEATHER[weather]
    home.does("kz-duty", Said(FORM))
    await comes(lambda: any("Сокол" in each for each in home.chat("kz-duty")))

    await asyncio.to_thread(begins, cluster)
    try:
        home.does("kz-duty", Pressed(home.offer("kz-duty", "Нет гостайны, отправить")))
        home.does("by-head", Said("/me"))
        # Longer than one loop waits for one answer, so that each of them has failed.
        await asyncio.sleep(2 * QUICK.answer)
        assert not any("KZ-BY-2026-1" in each for each in home.chat("by-duty"))
    finally:
        await asyncio.to_thread(ends, cluster)

    await comes(lambda: any("KZ-BY-2026-1" in each for each in home.chat("by-duty")))
    await comes(lambda: bool(home.chat("by-head")))
    await asyncio.to_thread(begins, cluster)
    try:
        home.ahead = timedelta(minutes=21)
        await asyncio.sleep(2 * QUICK.answer)
    finally:
        await asyncio.to_thread(ends, cluster)
    await comes(lambda: any("KZ-BY-2026-1" in each for each in home.chat("by-deputy")))

    for who, messages in home.network.chats.items():
        keys = [each.key.partition("#")[0] for each in messages]
        assert sorted(keys) == sorted(set(keys)), who


def test_a_stop_waits_for_no_thread_that_waits_for_a_frozen_server(
    cluster: Cluster, url: str, tmp_path: Path
) -> None:
    operator = Operator(tmp_path / "state", NABAT_DATABASE__URL=url)
    log = operator.folder / "nabat.log"
    process = subprocess.Popen(
        (sys.executable, "-c", PATIENT, "--config", str(operator.config), "run"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=os.environ | operator.environ,
    )
    try:
        until(lambda: log.is_file() and "started" in log.read_text("utf-8"), "the bot runs")
        cluster.freeze()
        # That of the lock, and that of a loop.
        until(lambda: cluster.unread() >= 2, "threads wait for an answer")
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=HANGS)
    finally:
        cluster.thaw()
        process.kill()
        process.communicate()

    assert process.returncode == 0, err
