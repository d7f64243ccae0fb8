"""A stage for each journey: on the console, and over Telegram with all that lies between."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from protocol.parties import Channel
from storage.keys import KeyRing
from tests.botapi import receiving
from tests.outside import Network
from tests.overtelegram import LONG, OverTelegram
from tests.stage import Stage

NETWORKS = {Channel.CONSOLE: Network, Channel.TELEGRAM: OverTelegram}


@pytest.fixture(params=NETWORKS, ids=str)
def stage(
    request: pytest.FixtureRequest,
    sqlite_path: Path,
    ring: KeyRing,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Stage]:
    """The bot and the training register, on a Monday at 13:41 in Astana."""
    monkeypatch.setattr(receiving, "LONGEST_POLL", int(LONG.total_seconds()))
    channel, url = request.param, f"sqlite:///{sqlite_path}"
    with Stage(url, ring, channels=(channel,), network=NETWORKS[channel]) as stage:
        yield stage
