"""PTB against the server: what people do, and how the bot learns of it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import BadRequest, Conflict

from tests.builders import Clock
from tests.worlds.botapi.chats import ANONYMOUS_ADMIN, CHANNEL_BOT
from tests.worlds.botapi.conftest import bot_of
from tests.worlds.botapi.people import Attachment, Person
from tests.worlds.botapi.server import BotAPI

BUTTONS = InlineKeyboardMarkup([[InlineKeyboardButton("Принял", callback_data="offer-1")]])


def texts(updates: Sequence[Update]) -> list[str | None]:
    return [update.message.text if update.message else None for update in updates]


async def poll(api: BotAPI, bot: Bot) -> asyncio.Task[tuple[Update, ...]]:
    """Let a bot wait for updates, and return once the server lets it wait."""
    polling = asyncio.create_task(bot.get_updates(timeout=10))
    async with asyncio.timeout(5):
        await api.telegram.updates.polled.wait()
    return polling


async def test_a_batch_stays_until_a_higher_offset_confirms_it(bot: Bot, officer: Person) -> None:
    for number in range(20):
        officer.writes(str(number))

    first = await bot.get_updates(limit=5)
    again = await bot.get_updates(limit=5)
    rest = await bot.get_updates(offset=first[-1].update_id + 1)

    assert texts(first) == texts(again) == ["0", "1", "2", "3", "4"]
    assert texts(rest) == [str(number) for number in range(5, 20)]
    assert await bot.get_updates(offset=rest[-1].update_id + 1) == ()
    assert await bot.get_updates(offset=0) == ()


async def test_a_negative_offset_counts_from_the_end(bot: Bot, officer: Person) -> None:
    for number in range(3):
        officer.writes(str(number))

    assert texts(await bot.get_updates(offset=-1)) == ["2"]
    assert texts(await bot.get_updates()) == ["2"]


async def test_a_poll_waits_for_what_comes(bot: Bot, api: BotAPI, officer: Person) -> None:
    polling = await poll(api, bot)
    assert not polling.done()

    officer.writes("пришло")

    assert texts(await polling) == ["пришло"]


async def test_a_second_poller_ends_the_first(api: BotAPI, bot: Bot, officer: Person) -> None:
    async with bot_of(api) as second:
        polling = await poll(api, bot)
        other = asyncio.create_task(second.get_updates(timeout=10))

        with pytest.raises(Conflict, match="terminated by other getUpdates request"):
            await polling
        officer.writes("кому?")

        assert texts(await other) == ["кому?"]


async def test_updates_live_a_day_and_presses_150_seconds(
    bot: Bot, officer: Person, clock: Clock
) -> None:
    sent = await bot.send_message(officer.id, "?", reply_markup=BUTTONS)
    officer.presses(sent.message_id, "Принял")
    officer.writes("текст")

    clock.pass_by(timedelta(seconds=149))
    assert len(await bot.get_updates()) == 2
    clock.pass_by(timedelta(seconds=1))
    assert texts(await bot.get_updates()) == ["текст"]
    clock.pass_by(timedelta(hours=24))
    assert await bot.get_updates() == ()


async def test_a_press_is_answered_once_and_in_time(
    bot: Bot, officer: Person, clock: Clock
) -> None:
    sent = await bot.send_message(officer.id, "?", reply_markup=BUTTONS)
    early = officer.presses(sent.message_id, "Принял")
    late = officer.presses(sent.message_id, "Принял")
    [update, _] = await bot.get_updates()
    assert update.callback_query is not None
    assert (update.callback_query.data, update.callback_query.from_user.id) == ("offer-1", 7)

    await bot.answer_callback_query(update.callback_query.id, "принято")

    assert (early.answered, early.answer) == (True, "принято")
    clock.pass_by(timedelta(seconds=150))
    for press in (early, late):
        with pytest.raises(
            BadRequest,
            match="Query is too old and response timeout expired or query id is invalid",
        ):
            await bot.answer_callback_query(press.id)


async def test_a_press_under_a_deleted_message_shows_none(bot: Bot, officer: Person) -> None:
    sent = await bot.send_message(officer.id, "?", reply_markup=BUTTONS)
    await bot.delete_message(officer.id, sent.message_id)

    officer.presses(sent.message_id, data="offer-1")

    [update] = await bot.get_updates()
    assert update.callback_query is not None
    assert update.callback_query.message is not None
    assert not update.callback_query.message.is_accessible
    with pytest.raises(ValueError, match="no button"):
        officer.presses(sent.message_id, "Отказать")


async def test_kinds_that_are_not_asked_for_never_come(bot: Bot, officer: Person) -> None:
    officer.reacts(1)  # not among the usual kinds
    await bot.get_updates(allowed_updates=["message", "message_reaction"])
    officer.blocks()
    officer.opens()
    officer.reacts(1)

    seen = await bot.get_updates()  # unset: as last time

    assert texts(seen) == ["/start", None]
    assert seen[1].message_reaction is not None
    assert await bot.get_updates(allowed_updates=[]) == seen


async def test_after_a_silent_week_ids_begin_anywhere(
    bot: Bot, officer: Person, clock: Clock
) -> None:
    officer.writes("до")
    [before] = await bot.get_updates()
    await bot.get_updates(offset=before.update_id + 1)
    clock.pass_by(timedelta(days=7))

    officer.writes("после")

    [after] = await bot.get_updates(offset=0)
    assert after.update_id != before.update_id + 1


async def test_updates_come_twice_and_in_any_order_when_a_test_wants_it(
    bot: Bot, api: BotAPI, officer: Person
) -> None:
    for number in range(8):
        officer.writes(str(number))
    api.shuffles_updates()
    api.repeats_updates(2)

    first = await bot.get_updates()
    second = await bot.get_updates(offset=max(update.update_id for update in first) + 1)

    assert texts(first) != sorted(texts(first), key=str)
    assert sorted(texts(first), key=str) == [str(number) for number in range(8)]
    assert texts(second) == ["0", "1"]


async def test_everything_that_people_can_do_is_understood_by_ptb(
    bot: Bot, api: BotAPI, officer: Person
) -> None:
    kinds = [*Update.ALL_TYPES]
    await bot.get_updates(allowed_updates=kinds)
    group, channel = api.group(supergroup=True), api.channel("Сводка", "svodka")
    officer.edits(officer.writes("раз").id, "два")
    officer.forwards("чужое", author="Некто")
    officer.forwards("чужое", author=api.person(8))
    officer.forwards("чужое", author=channel)
    officer.writes_through("gif", "через бота")
    officer.sends_album([Attachment(), Attachment(b"letter", "письмо.txt")], "оба")
    officer.writes_to_business("делу")
    officer.reacts(1)
    group.writes_anonymously("от имени группы")
    group.writes_as(channel, "от имени канала")
    group.removes_bot(officer.user)
    channel.edits(channel.posts("пост").id, "правка")
    officer.blocks()

    seen = await bot.get_updates()

    found = [next(kind for kind in kinds if getattr(update, kind)) for update in seen]
    assert found == [
        *["message", "edited_message", "message", "message", "message", "message", "message"],
        *["message", "business_message", "message_reaction", "message", "message"],
        *["my_chat_member", "channel_post", "edited_channel_post", "my_chat_member"],
    ]
    messages = [update.message for update in seen if update.message]
    assert [message.forward_origin.type for message in messages if message.forward_origin] == [
        "hidden_user",
        "user",
        "channel",
    ]
    assert [message.from_user.id for message in messages[-2:] if message.from_user] == [
        ANONYMOUS_ADMIN,
        CHANNEL_BOT,
    ]
    assert all(message.sender_chat for message in messages[-2:])


async def test_a_deep_link_brings_its_code(bot: Bot, api: BotAPI) -> None:
    guest = api.person(8)
    with pytest.raises(ValueError, match="has not opened"):
        guest.writes("до открытия")

    guest.opens("CODE-1")

    [update] = await bot.get_updates()
    assert update.message is not None
    assert update.message.text == "/start CODE-1"
    assert [entity.type for entity in update.message.entities] == ["bot_command"]


async def until(holds: Callable[[], object]) -> None:
    """Return when something holds that the server brings about."""
    async with asyncio.timeout(30):
        while not holds():  # noqa: ASYNC110 (whatever it looks at rings no bell)
            await asyncio.sleep(0.001)


class Endpoint:
    """A webhook that fails as often as it is told to."""

    def __init__(self, failing: int) -> None:
        self.failing = failing
        self.came: list[tuple[str, Any]] = []
        self.done = asyncio.Event()
        self.held: asyncio.Event | None = None
        self.now = self.most = 0

    async def take(self, request: web.Request) -> web.Response:
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        self.came.append((secret, (await request.json())["message"]["text"]))
        self.now += 1
        self.most = max(self.most, self.now)
        if self.held is not None:
            await self.held.wait()
        await asyncio.sleep(0)
        self.now -= 1
        if self.failing:
            self.failing -= 1
            return web.Response(status=500)
        self.done.set()
        return web.Response()


@pytest.fixture
async def endpoint() -> AsyncIterator[tuple[Endpoint, str]]:
    """A webhook that fails once, and where it is."""
    endpoint = Endpoint(failing=1)
    app = web.Application()
    app.router.add_post("/hook", endpoint.take)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    yield endpoint, f"http://{host}:{port}/hook"
    await runner.cleanup()


async def test_a_webhook_has_a_chats_updates_in_order_and_chats_at_the_same_time(
    bot: Bot, api: BotAPI, officer: Person, endpoint: tuple[Endpoint, str]
) -> None:
    taking, url = endpoint
    other = api.person(8)
    other.opens()
    api.telegram.updates.clear()
    taking.failing = 0
    taking.held = asyncio.Event()
    await bot.set_webhook(url, max_connections=2)

    for text in ("1", "2"):
        officer.writes(text)
    other.writes("другой")
    await until(lambda: len(taking.came) == 2)
    assert (await bot.get_webhook_info()).pending_update_count == 3
    taking.held.set()
    await until(lambda: not api.telegram.updates.pending())

    assert [text for _, text in taking.came] == ["1", "другой", "2"]
    assert api.telegram.webhook.delivered == 3


async def test_a_webhook_has_no_more_connections_than_it_wants(
    bot: Bot, api: BotAPI, officer: Person, endpoint: tuple[Endpoint, str]
) -> None:
    taking, url = endpoint
    others = [api.person(8 + number) for number in range(5)]
    for each in others:
        each.opens()
    taking.failing = 0
    await bot.set_webhook(url, max_connections=2)

    await until(lambda: not api.telegram.updates.pending())

    assert len(taking.came) == 5
    assert taking.most == 2


async def test_a_webhook_that_is_removed_leaves_what_waits(
    bot: Bot, api: BotAPI, officer: Person, endpoint: tuple[Endpoint, str]
) -> None:
    taking, url = endpoint
    taking.failing = 10**6
    await bot.set_webhook(url)
    officer.writes("тревога")
    await until(lambda: len(taking.came) == 2)

    await bot.delete_webhook()

    assert texts(await bot.get_updates()) == ["тревога"]


@pytest.mark.parametrize(
    ("secret", "why"), [("a b", "contains unallowed characters"), ("a" * 257, "is too long")]
)
async def test_a_secret_of_other_letters_is_refused(bot: Bot, secret: str, why: str) -> None:
    with pytest.raises(BadRequest, match=f"(?i)secret token {why}"):
        await bot.set_webhook("https://example.org/hook", secret_token=secret)


async def test_a_webhook_is_told_until_it_takes_it(
    bot: Bot, api: BotAPI, officer: Person, endpoint: tuple[Endpoint, str]
) -> None:
    taking, url = endpoint
    polling = await poll(api, bot)
    await bot.set_webhook(url, secret_token="S-1")
    with pytest.raises(Conflict, match="terminated by setWebhook request"):
        await polling

    officer.writes("тревога")
    async with asyncio.timeout(2):
        await taking.done.wait()

    assert taking.came == [("S-1", "тревога")] * 2
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    info = await bot.get_webhook_info()
    assert info.last_error_message == "Wrong response from the webhook: 500 Internal Server Error"
    await bot.delete_webhook()
    assert await bot.get_updates() == ()
    with pytest.raises(BadRequest, match="an https url must be provided"):
        await bot.set_webhook("http://example.org/hook")
