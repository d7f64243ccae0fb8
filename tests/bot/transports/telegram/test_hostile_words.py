"""Nothing that a person wrote can be pressed in Telegram; it is read as it was written."""

import pytest

from bot.transports.base import Sent
from bot.transports.telegram.text import LIMIT
from bot.words.message import Rendered
from bot.words.quotes import quotation
from tests.bot.transports.telegram.desk import Desk
from tests.worlds.botapi.people import Person
from tests.worlds.botapi.texts import DETECTED

HOSTILE = {
    "a mention": "@durov",
    "a command": "/accept",
    "a command to the bot": "/ack@nabat_bot",
    "a link": "https://evil.example/login?x=1#y",
    "a link within Telegram": "tg://resolve?domain=durov",
    "a tag": "#тег",
    "an address of mail": "a.b@evil.example",
    "an end of code": "</code>@durov<code>",
    "HTML": '<a href="tg://user?id=1">Дубровская Е.</a>',
    "an entity": "&lt;/code&gt; &#64;durov",
    "lines": "первая\n/accept\n@durov",
    "evidence": "203.0.113.17, 2001:db8::17, sha256 3f9a7c02aa",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=list(HOSTILE))
async def test_it_is_code_and_nothing_else(desk: Desk, officer: Person, text: str) -> None:
    said = f"🔴 KZ-BY-2026-1 {quotation(text)} · передано\nЦель: {quotation(text)}\nПодтвердите."

    sent = await desk.telegram.send(str(officer.id), Rendered.from_text(said), key="k")

    assert isinstance(sent, Sent)
    message = officer.received()[-1]
    assert message.text == Rendered.from_text(said).text
    kinds = [each["type"] for each in message.entities]
    assert kinds.count("code") == 2
    assert set(kinds) <= {"code", "bold"}


async def test_the_bots_own_commands_and_telephones_can_still_be_pressed(
    desk: Desk, officer: Person
) -> None:
    said = f"Что открыто: /open. Команды {quotation('/durov')} нет."

    await desk.telegram.send(str(officer.id), Rendered.from_text(said), key="k")

    kinds = [each["type"] for each in officer.received()[-1].entities]
    assert sorted(kinds) == ["bold", "bold", "bot_command", "code"]


async def test_a_long_text_is_code_in_each_of_its_messages(desk: Desk, officer: Person) -> None:
    said = f"Существо: {quotation('/accept @durov ' * (LIMIT // 10))}\nПодтвердите: /open"

    await desk.telegram.send(str(officer.id), Rendered.from_text(said), key="k")

    parts = officer.received()
    assert len(parts) > 1
    found = [each["type"] for part in parts for each in part.entities]
    assert found.count("code") == len(parts)
    assert [each for each in found if each in DETECTED] == ["bot_command"]


async def test_a_card_that_is_edited_shows_it_so_too(desk: Desk, officer: Person) -> None:
    chat = str(officer.id)
    sent = await desk.telegram.send(chat, Rendered.from_text("Карточка"), key="k")
    assert isinstance(sent, Sent)

    await desk.telegram.edit(
        chat, sent.message_id, Rendered.from_text(f"Карточка\n{quotation('@durov')}")
    )

    kinds = [each["type"] for each in officer.received()[-1].entities]
    assert sorted(kinds) == ["bold", "code"]
