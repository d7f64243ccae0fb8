"""The whole bot over Telegram: people open it, write, press, photograph; PTB talks to a server."""

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from bot.app import App, Frame
from bot.delivery.pauses import Pace
from bot.installation import register_file
from bot.installation.import_register import put_register
from bot.transports.base import Event, Receipt, Receive
from bot.transports.telegram.transport import Place, Telegram
from bot.transports.telegram.webhook import Endpoint
from bot.transports.telegram.wiring import host
from config.settings import TRAINING_REGISTER
from handlers.chat import one_time_codes
from handlers.people.enrolment import TELEGRAM_NAME
from protocol.moves import Execution, Form
from protocol.parties import Channel
from protocol.policy import DEFAULT
from storage.keys import KeyRing
from storage.sqlite import SQLite
from storage.tables import outbox
from storage.work import Store, Work
from tests.bot.transports.telegram.desk import (
    IMPATIENT,
    QUICK,
    SOON,
    UNHURRIED,
    endpoint_at,
    held_port,
    until,
)
from tests.builders import secret_of
from tests.journeys.stage import ASTANA, CODE_ASKED, FORM, texts
from tests.worlds.botapi.chats import Message
from tests.worlds.botapi.moments import Forward
from tests.worlds.botapi.people import PICTURE
from tests.worlds.botapi.server import BotAPI

NUMBER_OF = {"kz-duty": 101, "kz-deputy": 102, "by-duty": 201, "by-duty2": 202}
SEND = "Нет гостайны, отправить"
ACKNOWLEDGE = "Подтвердить получение"
REGISTER = "Отправлено сегодня"
both_ways = pytest.mark.parametrize("way_in", ["polling", "webhook"], indirect=True)


class World:
    """A server, a database, and one process of the bot after another between them."""

    def __init__(
        self, api: BotAPI, store: Store, clock: Forward, endpoint: Endpoint | None
    ) -> None:
        self.api = api
        self.store = store
        self.clock = clock
        self.place = Place(api.token, api.address, UNHURRIED, IMPATIENT, QUICK, endpoint=endpoint)
        self.people = {who: api.person(id, who) for who, id in NUMBER_OF.items()}
        self.incarnations = 0

    async def prepare(self) -> None:
        """Enter the training register and give the people their accounts."""

        def enter(work: Work) -> None:
            put_register(work, register_file.read(TRAINING_REGISTER), DEFAULT)
            for who, id in NUMBER_OF.items():
                work.registry.bind(Channel.TELEGRAM, str(id), who)
                work.codes.issue(who, secret_of(who), last_step=1)

        await self.store.run(enter)

    @contextlib.asynccontextmanager
    async def process(self, *, dies_after: str = "") -> AsyncIterator[None]:
        """Let the bot run; it is dead from the moment at which it stored a text `dies_after`."""
        self.incarnations += 1
        telegram: Telegram = Telegram(self.place, host(self.store, texts(), self.clock))
        if dies_after:
            telegram = _Mortal(self.place, host(self.store, texts(), self.clock), dies_after)
        quick = timedelta(milliseconds=50)
        frame = Frame(
            clock=self.clock,
            random=lambda: 0.0,
            incarnation=str(self.incarnations),
            pace=Pace(resend_unknown=(quick, quick)),
            tick_at_least=timedelta(milliseconds=50),
        )
        app = App(self.store, DEFAULT, texts(), {Channel.TELEGRAM: telegram}, frame)
        running = asyncio.create_task(app.run())
        try:
            yield
            assert dies_after or not running.done(), running.exception()
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)

    async def sees(self, who: str, words: str) -> Message:
        """Return the newest message of somebody's that says these words, as soon as it does."""

        def found() -> list[Message]:
            received = self.people[who].received()
            return [each for each in received if words in each.text or [words] in each.labels]

        try:
            await until(found)
        except TimeoutError:
            raise AssertionError([each.text for each in self.people[who].received()]) from None
        return found()[-1]

    async def presses(self, who: str, label: str) -> None:
        """Somebody presses a button as soon as it is there."""
        message = await self.sees(who, label)
        self.people[who].presses(message.id, label)

    async def signs(self, who: str) -> None:
        """Somebody types the code when it is asked for; the message with it disappears."""
        await self.sees(who, CODE_ASKED)
        code = one_time_codes.code_at(secret_of(who), self.clock())
        typed = self.people[who].writes(f"{code[:3]} {code[3:]}")
        await until(lambda: self.people[who].chat.messages[typed.id].deleted)

    async def knows_what_was_sent(self) -> None:
        """Return when nothing is being sent whose end is not on disk."""

        def leased(work: Work) -> bool:
            rows = select(outbox.c.seq).where(outbox.c.leased_by.is_not(None))
            return work.connection.execute(rows).first() is not None

        async with asyncio.timeout(SOON):
            while await self.store.run(leased):  # noqa: ASYNC110 (a row rings no bell)
                await asyncio.sleep(0.005)

    async def has_noted_that_telegram_is_heard(self) -> None:
        """Return when the record knows until when nothing was lost."""

        def noted(work: Work) -> bool:
            return work.recall("heard/telegram") is not None

        async with asyncio.timeout(SOON):
            while not await self.store.run(noted):  # noqa: ASYNC110 (a row rings no bell)
                await asyncio.sleep(0.01)

    async def knows_its_name(self) -> None:
        """Return when the record knows what the bot is called."""

        def named(work: Work) -> bool:
            return work.recall(TELEGRAM_NAME) is not None

        async with asyncio.timeout(SOON):
            while not await self.store.run(named):  # noqa: ASYNC110 (a row rings no bell)
                await asyncio.sleep(0.01)

    async def request(self) -> tuple[Execution, Form]:
        """Return how far the request has come."""

        def found(work: Work) -> tuple[Execution, Form]:
            (request,) = work.requests.of("KZ-1", ended=True)
            return request.execution, request.form

        return await self.store.run(found)


class _Mortal(Telegram):
    """A transport whose process dies between the commit of a text and its confirmation."""

    def __init__(self, place: Place, host: object, dies_after: str) -> None:
        super().__init__(place, host)  # type: ignore[arg-type]
        self._dies_after = dies_after

    async def run(self, receive: Receive) -> None:
        async def until_death(event: Event) -> Receipt:
            receipt = await receive(event)
            if self._dies_after in str(event.incoming):
                await asyncio.Event().wait()
            return receipt

        await super().run(until_death)


@pytest.fixture
def way_in(request: pytest.FixtureRequest) -> Iterator[Endpoint | None]:
    """Polling, unless a test asks for the webhook."""
    if getattr(request, "param", "polling") == "polling":
        yield None
        return
    with held_port() as port:
        yield endpoint_at(port)


@pytest.fixture
async def world(sqlite_path: Path, ring: KeyRing, way_in: Endpoint | None) -> AsyncIterator[World]:
    """Everybody has an account, and nobody has opened the bot yet."""
    database, clock = await SQLite.open(sqlite_path), Forward()
    async with BotAPI(clock=clock, webhook_pause=0.01) as api:
        store = Store(database, ring, clock, sqlite_path.parent / "attachments")
        world = World(api, store, clock, way_in)
        await world.prepare()
        yield world
    await database.close()


def all_open(world: World) -> None:
    """Everybody opens the bot; that brings /help, which is waited for by nobody."""
    for person in world.people.values():
        person.opens()
    world.api.telegram.updates.clear()


@both_ways
async def test_a_request_is_sent_acknowledged_and_confirmed_with_a_photo(world: World) -> None:
    all_open(world)
    people = world.people
    async with world.process():
        people["kz-duty"].writes(FORM)
        await world.presses("kz-duty", SEND)

        alarm = await world.sees("by-duty", "СРОЧНОЕ ОБРАЩЕНИЕ KZ-BY-2026-1")
        assert "неустановленное лицо готовит атаку на узел связи" in alarm.text
        assert alarm.protected
        card = await world.sees("kz-duty", "принято сервером")
        await world.presses("by-duty", ACKNOWLEDGE)
        await until(
            lambda: "получение подтверждено" in people["kz-duty"].chat.messages[card.id].text
        )
        assert card.versions

        today = world.clock().astimezone(ZoneInfo(ASTANA))
        people["kz-deputy"].writes("/confirm")
        await world.sees("kz-deputy", "исходящий номер")
        people["kz-deputy"].sends_photo(caption=f"12-4/881 от {today:%d.%m.%Y}")
        await world.sees("kz-deputy", "Подписано:")
        await world.presses("kz-deputy", REGISTER)

        screen = await world.sees("kz-deputy", CODE_ASKED)
        assert "Обращение KZ-BY-2026-1" in screen.text
        assert "Письмо № 12-4/881 от" in screen.text
        assert (await world.request())[1] is Form.AWAITING
        await world.signs("kz-deputy")

        await world.sees("by-duty", "12-4/881")
        await until(lambda: any(each.file for each in people["by-duty"].received()))

    scan = next(each.file for each in people["by-duty"].received() if each.file)
    assert scan
    assert scan.content == PICTURE
    assert await world.request() == (Execution.ACKNOWLEDGED, Form.CONFIRMED)
    assert all(press.answered for press in world.api.telegram.presses.values())


@both_ways
async def test_a_link_four_words_and_a_colleagues_press_let_a_newcomer_in(world: World) -> None:
    all_open(world)
    # What the profile says is nobody's name.
    newcomer = world.people["new"] = world.api.person(300, "Начальник Всего")
    async with world.process():
        await world.knows_its_name()
        world.people["kz-deputy"].writes("/invite дежурный, Иванов И., +7 7172 00-09-99")
        await world.signs("kz-deputy")
        shown = await world.sees("kz-deputy", "https://t.me/")
        link = re.search(r"https://t\.me/(\w+)\?start=([0-9A-Z]{24})", shown.text)
        assert link
        assert link[1] == world.api.telegram.bot.username

        newcomer.opens(link[2])
        told = await world.sees("new", "четыре слова: ")
        words = told.text.partition("четыре слова: ")[2].partition("\n")[0]
        newcomer.writes("/me")
        await world.sees("new", "Эта служба отвечает только зарегистрированным сотрудникам.")

        asked = await world.sees("kz-duty", "Иванов И., дежурный, ждёт утверждения (Telegram)")
        assert words not in asked.text
        await world.presses("kz-duty", "Ввести слова")
        await world.sees("kz-duty", "Узнав голос, введите четыре слова")
        world.people["kz-duty"].writes(words)
        await world.signs("kz-duty")

        await world.sees("kz-duty", "Иванов И., дежурный: доступ открыт (Telegram)")
        await world.sees("new", "утверждение: Асанов Б.")
        await world.sees("kz-deputy", "утверждение: Асанов Б.")
        newcomer.writes("/me")
        await world.sees("new", "Иванов И., дежурный")
        # The code is taken out of the chat of whoever sent it.
        await until(lambda: not any(link[2] in each.text for each in newcomer.sees()))

    said = [each.text for person in world.people.values() for each in person.received()]
    assert not any("Начальник" in each for each in said)


@both_ways
async def test_a_kill_between_commit_and_confirmation_loses_and_repeats_nothing(
    world: World,
) -> None:
    all_open(world)
    async with world.process(dies_after="оперативная информация"):
        world.people["kz-duty"].writes(FORM)
        # What was committed is handled, and the server was not told yet.
        await world.sees("kz-duty", SEND)
        await world.knows_what_was_sent()
    assert world.api.telegram.updates.pending() == 1

    async with world.process():
        await until(lambda: world.api.telegram.updates.pending() == 0)
        await world.presses("kz-duty", SEND)
        await world.sees("by-duty", "СРОЧНОЕ ОБРАЩЕНИЕ")
        await world.sees("kz-duty", "принято сервером")

    previews = [each for each in world.people["kz-duty"].received() if SEND in str(each.labels)]
    assert len(previews) == 1
    assert (await world.request())[0] is Execution.TRANSMITTED


@pytest.mark.parametrize("trouble", ["resets_after", "silent", "fails_after"])
async def test_only_an_alarm_in_doubt_is_repeated_and_it_says_so(
    world: World, trouble: str
) -> None:
    all_open(world)
    async with world.process():
        world.people["kz-duty"].writes(FORM)
        await world.sees("kz-duty", SEND)
        world.api.faults.order(trouble, method="sendMessage", chat=NUMBER_OF["by-duty"])
        await world.presses("kz-duty", SEND)

        again = await world.sees("by-duty", "ПОВТОР.")

    alarms = [each for each in world.people["by-duty"].received() if "KZ-BY-2026-1" in each.text]
    assert len(alarms) == 2
    assert again.text.split("\n", 1)[1] == alarms[0].text
    assert again.labels == alarms[0].labels


async def test_a_photo_that_cannot_be_fetched_is_answered_in_words(world: World) -> None:
    all_open(world)
    world.api.telegram.sizes = replace(world.api.telegram.sizes, down=5)
    async with world.process():
        world.people["kz-duty"].writes(FORM)
        await world.presses("kz-duty", SEND)
        await world.sees("kz-duty", "принято сервером")
        world.people["kz-deputy"].writes("/confirm")
        await world.sees("kz-deputy", "исходящий номер")

        with capture_logs():
            world.people["kz-deputy"].sends_photo()
            said = await world.sees("kz-deputy", "Файл больше 20 МБ")

    assert "Пришлите фото, скан или PDF" in said.text


async def test_in_the_place_of_a_spoiled_file_its_reader_is_told_so(
    world: World, sqlite_path: Path
) -> None:
    all_open(world)
    world.api.faults.order("too_many", method="sendMessage", chat=NUMBER_OF["by-duty"], seconds=2)
    with capture_logs() as logs:
        async with world.process():
            world.people["kz-duty"].writes(FORM)
            await world.sees("kz-duty", SEND)
            world.people["kz-duty"].sends_document(PICTURE, "схема.jpg")
            await world.sees("kz-duty", "схема.jpg")
            await world.presses("kz-duty", SEND)
            await world.sees("kz-duty", "KZ-BY-2026-1")
            for path in (sqlite_path.parent / "attachments").iterdir():
                path.write_bytes(b"nothing that was ever sealed by anybody")

            alarm = await world.sees("by-duty", "СРОЧНОЕ ОБРАЩЕНИЕ")
            told = await world.sees("by-duty", "не открывается")
            await world.presses("by-duty", ACKNOWLEDGE)
            await world.sees("by-duty", "получение подтверждено")

    assert "Приложение: схема.jpg" in alarm.text
    assert told.text.startswith("🔴 Файл схема.jpg не открывается")
    assert (
        len([each for each in world.people["by-duty"].received() if alarm.text == each.text]) == 1
    )
    assert [each["event"] for each in logs if each["log_level"] == "error"] == ["file_damaged"]


async def test_what_is_no_written_word_is_answered_in_words(world: World) -> None:
    all_open(world)
    officer = world.people["kz-duty"]
    async with world.process():
        officer.forwards("/urgent", author="кто-то")
        await world.sees("kz-duty", "Пересланное сообщение не принято")
        written = officer.writes("/me")
        await world.sees("kz-duty", "Асанов Б.")
        officer.edits(written.id, "/urgent")
        await world.sees("kz-duty", "Правка не учтена")
        officer.writes_through("inline_bot", "/urgent")
        await world.sees("kz-duty", "Такое сообщение не принимается")

    assert not await world.store.run(lambda work: work.drafts.of("kz-duty"))


async def test_a_blocked_bot_calls_the_next_officer(world: World) -> None:
    all_open(world)
    world.people["by-duty"].blocks()
    async with world.process():
        world.people["kz-duty"].writes(FORM)
        with capture_logs() as logs:
            await world.presses("kz-duty", SEND)
            await world.sees("by-duty2", "СРОЧНОЕ ОБРАЩЕНИЕ")

    assert {each["event"] for each in logs} >= {"chat_barred", "undeliverable"}


async def test_after_26_hours_officers_hear_for_which_interval_and_the_buttons_work(
    world: World,
) -> None:
    all_open(world)
    async with world.process():
        world.people["kz-duty"].writes(FORM)
        await world.presses("kz-duty", SEND)
        alarm = await world.sees("by-duty", "СРОЧНОЕ ОБРАЩЕНИЕ")
        before = world.clock()
        await world.has_noted_that_telegram_is_heard()

        await world.api.goes_down()
        world.clock.pass_by(timedelta(hours=26))
        with capture_logs():
            await world.api.comes_back()
            said = await world.sees("by-duty", "Telegram: связи не было с")
        await world.sees("kz-deputy", "Могли не дойти сообщения и файлы")
        minsk = ZoneInfo("Europe/Minsk")
        assert f"до {before.astimezone(minsk) + timedelta(hours=26):%d.%m.%Y %H:}" in said.text
        assert f"{before.astimezone(minsk) + timedelta(hours=2):%d.%m.%Y %H:}" in said.text

        assert ["KZ-BY-2026-1: Подтвердить получение"] in said.labels
        world.people["by-duty"].presses(alarm.id, ACKNOWLEDGE)
        await world.sees("kz-duty", "получение подтверждено")
    assert (await world.request())[0] is Execution.ACKNOWLEDGED
