"""Bounds of calls to a homeserver, short enough for a test, on a slow machine too."""

from datetime import timedelta

import pytest

from bot.transports.matrix import server
from bot.transports.matrix.server import Server

CONNECTED = timedelta(seconds=0.5)
# Long enough for what was to leave to have left.
ANSWERED = timedelta(seconds=3)


def impatient(bounds: pytest.MonkeyPatch, *, is_after: bool) -> None:
    """Give up soon what never connects, or, where it has connected, what is never answered."""
    if is_after:
        bounds.setattr(server, "FETCHED_WITHIN", ANSWERED)
        bounds.setattr(Server.call, "__kwdefaults__", {"query": None, "within": ANSWERED})
    else:
        bounds.setattr(server, "CONNECTED_WITHIN", CONNECTED)
