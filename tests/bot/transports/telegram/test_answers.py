"""What the server says to a message that it took, read without PTB's objects."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from structlog.testing import capture_logs
from telegram import Message

from bot.transports.base import Sent, Unknown
from tests.bot.transports.telegram.desk import Desk, pressed, says
from tests.worlds.botapi.people import Person

NO_ID = [
    "",
    "no JSON",
    "[]",
    '"words"',
    "null",
    "{}",
    '{"ok": false}',
    '{"ok": true}',
    '{"ok": true, "result": true}',
    '{"ok": true, "result": []}',
    '{"ok": true, "result": {}}',
    '{"ok": true, "result": {"message_id": null}}',
    '{"ok": true, "result": {"message_id": true}}',
    '{"ok": true, "result": {"message_id": "7"}}',
    '{"ok": true, "result": {"message_id": 7.5}}',
]


@asynccontextmanager
async def answering(body: str) -> AsyncIterator[str]:
    """Let a server give this answer to every call."""

    async def answer(_: web.Request) -> web.Response:
        return web.Response(body=body.encode(), content_type="application/json")

    app = web.Application()
    app.router.add_post("/{path:.*}", answer)
    async with TestServer(app) as server:
        yield str(server.make_url("")).rstrip("/")


@pytest.mark.parametrize("body", NO_ID)
async def test_an_answer_without_the_id_of_a_message_leaves_it_in_doubt(
    desk: Desk, body: str
) -> None:
    async with answering(body) as address:
        telegram = desk.made(api_url=address)

        with capture_logs() as logs:
            outcome = await telegram.send("7", says("Слова"), key="1")

        assert outcome == Unknown()
        assert logs == []
        await telegram.close()


async def test_what_is_unknown_in_a_message_does_not_keep_its_id_back(desk: Desk) -> None:
    message = '{"message_id": 7, "chat": {"type": "of tomorrow"}, "date": "never", "text": 1}'
    async with answering(f'{{"ok": true, "result": {message}}}') as address:
        telegram = desk.made(api_url=address)

        assert await telegram.send("7", says("Слова"), key="1") == Sent("7")
        await telegram.close()


async def test_no_object_is_made_of_a_message_that_was_sent(
    desk: Desk, officer: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[object] = []
    make = Message.de_json

    def noted(data: dict[str, object], bot: object = None) -> Message:
        made.append(data)
        return make(data, bot)  # type: ignore[arg-type]

    monkeypatch.setattr(Message, "de_json", noted)

    first = await desk.telegram.send("7", says("Слова", pressed("Да", "a" * 32)), key="1")
    assert isinstance(first, Sent)
    assert isinstance(await desk.telegram.edit("7", first.message_id, says("Иначе")), Sent)

    assert made == []
