"""The real `nabat run` by the machine's clock, while a Bot API server answers 502 for a while."""

import asyncio
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import delete

from bot.installation.open import ensure_register, open_installation
from config.settings import load
from protocol.parties import Channel
from storage.tables import accounts
from storage.work import Work
from tests.bot.operator.commands import Operator
from tests.journeys.stage import FORM
from tests.worlds.botapi.chats import Message
from tests.worlds.botapi.people import Person
from tests.worlds.botapi.server import BotAPI

PEOPLE = {"kz-duty": 101, "by-duty": 201, "by-duty2": 202}
CONFIG = """
[paths]
state = "{state}"
[telegram]
token = "{token}"
api_url = "{address}"
"""
# Shorter ones did not end a message; the longer one is for `make soak`.
LASTING = (75.0, 120.0) if os.environ.get("WEATHER") == "all" else (75.0,)
# For a machine that has other things to do: nothing is said about how long it takes.
PATIENCE = 120.0


async def becomes(holds: Callable[[], object], within: float = PATIENCE) -> None:
    """Return when something holds."""
    async with asyncio.timeout(within):
        while not holds():  # noqa: ASYNC110 (whatever it looks at rings no bell)
            await asyncio.sleep(0.1)


def bind(work: Work) -> None:
    """Give those who take part an account."""
    for officer, chat in PEOPLE.items():
        work.connection.execute(delete(accounts).where(accounts.c.officer == officer))
        work.registry.bind(Channel.TELEGRAM, str(chat), officer)


def seen(person: Person, words: str) -> list[Message]:
    """Return what somebody received that has these words."""
    return [each for each in person.received() if words in each.text]


@pytest.mark.slow
@pytest.mark.parametrize("lasting", LASTING)
async def test_an_alarm_survives_a_server_that_answers_502_and_can_be_acknowledged(
    tmp_path: Path, lasting: float
) -> None:
    async with BotAPI() as api:
        operator = Operator(tmp_path / "state")
        operator.config.write_text(
            CONFIG.format(state=operator.folder, token=api.token, address=api.address)
        )
        async with open_installation(load(operator.config)) as installation:
            await ensure_register(installation)
            await installation.store.run(bind)
        sender, reader, colleague = (api.person(chat, name) for name, chat in PEOPLE.items())
        for each in (sender, reader, colleague):
            each.opens()
        process = operator.starts()
        try:
            sender.writes(FORM)
            await becomes(lambda: seen(sender, "Проверьте и отправьте"))
            api.faults.order("fails", method="sendMessage", times=10**9)
            (preview,) = seen(sender, "Проверьте и отправьте")
            sender.presses(preview.id, "Нет гостайны, отправить")
            await asyncio.sleep(lasting)
            assert not seen(reader, "СРОЧНОЕ ОБРАЩЕНИЕ")
            api.faults.clear()

            await becomes(lambda: seen(reader, "СРОЧНОЕ ОБРАЩЕНИЕ"), lasting + PATIENCE)
            await becomes(lambda: seen(colleague, "СРОЧНОЕ ОБРАЩЕНИЕ"), lasting + PATIENCE)
            (alarm,) = seen(reader, "СРОЧНОЕ ОБРАЩЕНИЕ")
            assert alarm.text.startswith("ПОВТОР.")
            reader.presses(alarm.id, "Подтвердить получение")
            await becomes(lambda: seen(sender, "получение подтверждено"))
        finally:
            process.send_signal(signal.SIGTERM)
            _, err = await asyncio.to_thread(process.communicate, timeout=60)
    assert process.returncode == 0, err
