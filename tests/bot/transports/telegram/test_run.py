"""`nabat run` with a token: the real process, killed and started again, before a real server."""

import asyncio
import contextlib
import json
import signal
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.transports.health_file import read
from tests.bot.operator.commands import Operator
from tests.bot.transports.telegram.desk import SECRET, endpoint_at, held_port, until
from tests.worlds.botapi.people import Person
from tests.worlds.botapi.server import BotAPI

WHO = ("--authority", "KZ-1", "--role", "duty_officer", "--name", "Иванов И.")
STRANGER = "Эта служба отвечает только зарегистрированным сотрудникам."


@pytest.fixture
async def api() -> AsyncIterator[BotAPI]:
    """A server that runs by the machine's clock."""
    async with BotAPI(webhook_pause=0.05) as api:
        yield api


@pytest.fixture
async def operator(api: BotAPI, tmp_path: Path) -> Operator:
    """An installation with the training register and a token."""
    operator = Operator(
        tmp_path / "state",
        NABAT_TELEGRAM__TOKEN=api.token,
        NABAT_TELEGRAM__API_URL=api.address,
        NABAT_DELIVERY__PER_CHAT_INTERVAL_SECONDS="0",
    )
    register = Path(__file__).parents[4] / "config" / "parties.toml"
    imported = await asyncio.to_thread(operator.says, "registry", "import", str(register))
    assert imported.code == 0, imported.err
    return operator


async def enrolled(api: BotAPI, operator: Operator) -> Person:
    """Invite somebody, who opens the link with the code while the bot runs, and approve it."""
    invited = await asyncio.to_thread(
        operator.says, "officer", "invite", *WHO, "--phone", "+7 7172 00-09-99"
    )
    assert invited.code == 0, invited.err
    person = api.person(300, "Иванов")
    person.opens(invited.out.split()[-1])
    await until(lambda: any("Код принят" in each.text for each in person.received()))
    approved = await asyncio.to_thread(operator.says, "officer", "approve", "kz-1-0001")
    assert approved.code == 0, approved.err
    return person


async def test_it_enrols_survives_a_kill_and_tells_its_health_and_no_token(
    api: BotAPI, operator: Operator
) -> None:
    stranger = api.person(301)
    process = operator.starts()
    try:
        stranger.opens()
        await until(lambda: [each.text for each in stranger.received()] == [STRANGER])
        person = await enrolled(api, operator)
        person.writes("/me")
        await until(lambda: any("Иванов И." in each.text for each in person.received()))
        await until(lambda: (operator.folder / "health.json").exists())

        for number in range(12):
            person.writes(f"/open KZ-BY-2026-{100 + number}")
        await asyncio.sleep(0.15)
        process.send_signal(signal.SIGKILL)
        await asyncio.to_thread(process.communicate)
        process = operator.starts()
        await until(lambda: api.telegram.updates.pending() == 0)

        def answered() -> list[str]:
            return [each.text for each in person.received() if "KZ-BY-2026-1" in each.text]

        await until(
            lambda: len({number for number in range(12) if _about(number, answered())}) == 12
        )
        # The first process may have answered all: the second one is awaited before it is ended.
        told = sum("Иванов И." in each.text for each in person.received())
        person.writes("/me")
        await until(lambda: sum("Иванов И." in each.text for each in person.received()) > told)
        fresh = [each for each in answered() if not each.startswith("ПОВТОР.")]
        assert len(fresh) <= 12
    finally:
        process.send_signal(signal.SIGTERM)
        out, err = await asyncio.to_thread(process.communicate, timeout=20)

    assert process.returncode == 0, err
    connecting, working = (line for line in out.splitlines() if line.startswith("Telegram: "))
    assert connecting.startswith("Telegram: подключаюсь к серверу. Журнал работы — ")
    assert working == "Telegram: сервер ответил, бот работает."
    health = json.loads((operator.folder / "health.json").read_text())
    assert set(health["telegram"]) >= {"ready", "way", "polled_at", "obstacles"}
    written = "".join([out, err, (operator.folder / "nabat.log").read_text()])
    assert api.token.partition(":")[2] not in written
    checked = await asyncio.to_thread(operator.says, "check")
    assert "Telegram:" in checked.out


async def test_over_a_webhook_it_survives_a_kill_and_what_waited_comes(
    api: BotAPI, operator: Operator
) -> None:
    strangers = [api.person(301 + number) for number in range(3)]
    file = operator.folder / "health.json"
    with held_port() as port:
        endpoint = endpoint_at(port)
        operator.environ |= {
            "NABAT_TELEGRAM__WEBHOOK_URL": endpoint.url,
            "NABAT_TELEGRAM__WEBHOOK_LISTEN": f"127.0.0.1:{port}",
            "NABAT_TELEGRAM__WEBHOOK_SECRET": SECRET,
        }
        for number, stranger in enumerate(strangers):
            stranger.opens()
            process = operator.starts()
            try:
                await until(stranger.received)
                await until(lambda: api.telegram.updates.pending() == 0)
                await until(lambda: (found := read(file)) and found.fresh)
                checked = await asyncio.to_thread(operator.says, "check")
            finally:
                process.send_signal(signal.SIGTERM if number else signal.SIGKILL)
                out, err = await asyncio.to_thread(process.communicate, timeout=60)
            assert bool(process.returncode) is not bool(number), err
            assert api.telegram.webhook.url == endpoint.url
            assert "getUpdates" not in api.telegram.calls

    assert [each.text for each in strangers[2].received()] == [STRANGER]
    assert "Telegram: webhook, последняя удачная проверка" in checked.out
    written = "".join([out, err, checked.out, (operator.folder / "nabat.log").read_text()])
    assert SECRET not in written


def _about(number: int, texts: list[str]) -> bool:
    return any(f"KZ-BY-2026-{100 + number}" in each for each in texts)


async def test_who_is_asked_to_end_ends_what_is_under_way_so_that_nothing_is_in_doubt(
    api: BotAPI, operator: Operator
) -> None:
    process = operator.starts()
    try:
        person = await enrolled(api, operator)
        api.faults.order("slow", method="sendMessage", seconds=0.5)
        told = len(person.received())
        person.writes("/me")
        await until(lambda: len(person.received()) > told)  # accepted, and not yet answered
    finally:
        process.send_signal(signal.SIGTERM)
        _, err = await asyncio.to_thread(process.communicate, timeout=20)
    assert process.returncode == 0, err

    with contextlib.closing(sqlite3.connect(operator.folder / "nabat.db")) as database:
        states = {state for (state,) in database.execute("SELECT state FROM outbox")}
    assert "sending" not in states
