"""An installation of each test's own, on Matrix."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from structlog.processors import format_exc_info
from structlog.testing import capture_logs

from bot.transports import health_file
from tests.bot.transports.matrix.desk import Desk
from tests.worlds.homeserver.people import People
from tests.worlds.homeserver.proxy import Proxy
from tests.worlds.homeserver.server import Homeserver


@pytest.fixture
async def desk(
    tmp_path: Path,
    homeserver: Homeserver,
    proxy: Proxy,
    people: People,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[Desk]:
    """An installation without anybody yet; see `Desk.opens`."""
    monkeypatch.setattr(health_file, "WRITTEN_EACH", timedelta(milliseconds=200))
    with capture_logs([format_exc_info]) as logs:
        desk = Desk(tmp_path, homeserver, proxy, people, logs)
        yield desk
        await desk.stops()
        unreadable = [each for each in logs if each["event"] in ("event_unreadable", "sync_failed")]
        assert not unreadable, unreadable
