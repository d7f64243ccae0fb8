"""A stage for each journey: on the console, over Telegram with all that lies between, Matrix."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.transports import health_file, heard
from bot.transports.telegram import menu
from protocol.parties import Channel
from storage.keys import KeyRing
from tests.journeys import channels
from tests.journeys.outside import Network
from tests.journeys.overmatrix import on_matrix
from tests.journeys.overtelegram import LONG, OverTelegram
from tests.journeys.stage import Stage
from tests.worlds.botapi import receiving
from tests.worlds.homeserver.environment import missing_node, missing_olm
from tests.worlds.homeserver.server import Homeserver

HERE = Path(__file__).parent
NETWORKS = {Channel.CONSOLE: Network, Channel.TELEGRAM: OverTelegram}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark journeys by where they are told, before any is left out by its marks."""
    for item in items:
        if isinstance(item, pytest.Function) and item.path.is_relative_to(HERE):
            channels.mark(item)


@pytest.fixture
def matrix(request: pytest.FixtureRequest) -> Homeserver:
    """A homeserver for people who can be on Matrix here."""
    if missing := missing_olm() and missing_node():
        pytest.skip(missing)
    homeserver: Homeserver = request.getfixturevalue("running_homeserver")
    return homeserver


@pytest.fixture(params=NETWORKS, ids=str)
def stage(
    request: pytest.FixtureRequest,
    sqlite_path: Path,
    ring: KeyRing,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Stage]:
    """
    The bot and the training register, on a Monday at 13:41 in Astana.

    Over Matrix (`over_matrix`) with those alone whom a journey names.
    """
    where, url = request.param, f"sqlite:///{sqlite_path}"
    if isinstance(where, tuple):
        yield from on_matrix(url, ring, request.getfixturevalue("matrix"), where)
        return
    monkeypatch.setattr(receiving, "LONGEST_POLL", int(LONG.total_seconds()))
    # Who looks after the channel itself tells nobody of a journey anything: seldom, then.
    for looks, each in (
        (heard, "LOOKED_EACH"),
        (menu, "LOOKED_EACH"),
        (health_file, "WRITTEN_EACH"),
    ):
        monkeypatch.setattr(looks, each, LONG)
    with Stage(url, ring, channels=(where,), network=NETWORKS[where]) as stage:
        yield stage
