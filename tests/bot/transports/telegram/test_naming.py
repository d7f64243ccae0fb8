"""The bot asks once what it is called, until it is told."""

from datetime import timedelta

import pytest

from bot.transports.telegram import naming
from tests.bot.transports.telegram.desk import Desk, until


@pytest.mark.parametrize("trouble", ["none", "fails"])
async def test_the_name_is_passed_on_once_telegram_has_told_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, trouble: str
) -> None:
    monkeypatch.setattr(naming, "AGAIN", timedelta(milliseconds=10))
    if trouble != "none":
        desk.api.faults.order(trouble, method="getMe", status=502, description="no JSON")

    async with desk.runs():
        await until(lambda: bool(desk.names))

    assert desk.names == [desk.api.telegram.bot.username]
