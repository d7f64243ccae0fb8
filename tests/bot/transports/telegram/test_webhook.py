"""Updates that are posted: taken from who knows the secret, stored before they are answered."""

import asyncio
import io
import json
from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import replace
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from structlog.testing import capture_logs
from telegram import Update

from bot.transports.base import Event, Receipt
from bot.transports.telegram.intake import Intake
from bot.transports.telegram.meaning import HANDLED
from bot.transports.telegram.webhook import LARGEST, SECRET_HEADER, Endpoint
from handlers.chat.events import Attached, Pressed, Said
from tests.bot.transports.telegram.desk import QUICK, SECRET, Desk, pressed, quiet, says, until
from tests.builders import Clock
from tests.worlds.botapi.people import Person
from tests.worlds.botapi.server import BotAPI

Post = Callable[..., Coroutine[Any, Any, tuple[int, str]]]
PATIENT = replace(QUICK, ending=timedelta(seconds=60))


@pytest.fixture
def hooked(desk: Desk, endpoint: Endpoint) -> Desk:
    """The desk, whose transport takes a webhook."""
    desk.made(endpoint=endpoint)
    return desk


@pytest.fixture
async def post(endpoint: Endpoint) -> AsyncIterator[Post]:
    """Post to the webhook, as somebody who is not Telegram may; return status and body."""
    async with aiohttp.ClientSession() as session:

        async def posted(
            body: Any, secret: str | None = SECRET, *, method: str = "POST", url: str = ""
        ) -> tuple[int, str]:
            data = io.BytesIO(body if isinstance(body, bytes) else json.dumps(body).encode())
            headers = {} if secret is None else {SECRET_HEADER: secret}
            async with session.request(
                method, url or endpoint.url, data=data, headers=headers
            ) as answer:
                return answer.status, await answer.text()

        yield posted


@pytest.fixture
def came(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The ids of the updates that have come to be taken, as often as they came."""
    begin, came = Intake.begin, list[int]()

    def counted(intake: Intake, update: Update) -> asyncio.Future[bool]:
        came.append(update.update_id)
        return begin(intake, update)

    monkeypatch.setattr(Intake, "begin", counted)
    return came


async def is_up(desk: Desk) -> None:
    """Return when the webhook is set."""
    await until(lambda: desk.api.telegram.webhook.url and desk.telegram.health.polled_at)


def update(number: int, officer: Person, text: str) -> dict[str, Any]:
    """Return an update with a message that the server does not know of."""
    message = {
        "message_id": number,
        "date": 1,
        "chat": officer.chat.as_json(),
        "from": officer.user.as_json(),
        "text": text,
    }
    return {"update_id": number, "message": message}


def heard(desk: Desk) -> list[object]:
    return [each.incoming for each in desk.inbox.events]


class Slowly:
    """A host that stores nothing until it is let; `begun` is set when it has something to."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.begun, self.let = asyncio.Event(), asyncio.Event()
        self.times = 0

    async def receive(self, event: Event) -> Receipt:
        self.times += 1
        self.begun.set()
        await self.let.wait()
        return await self._desk.inbox.receive(event)


# Committed, then answered


async def test_what_is_posted_is_answered_only_when_it_is_stored(
    hooked: Desk, officer: Person, post: Post
) -> None:
    slowly = Slowly(hooked)
    async with hooked.runs(slowly.receive):
        await is_up(hooked)
        answer = asyncio.create_task(post(update(1, officer, "подтверждаю")))
        await slowly.begun.wait()
        for _ in range(3):  # others are answered meanwhile
            assert (await post(b"", "wrong"))[0] == 401
        assert not answer.done()

        slowly.let.set()
        assert await answer == (200, "")

    assert heard(hooked) == [Said("подтверждаю")]


async def test_what_people_do_comes_by_the_webhook(hooked: Desk, officer: Person) -> None:
    async with hooked.runs():
        await is_up(hooked)
        officer.writes("/urgent")
        officer.sends_photo(caption="12-4/881")
        await quiet(hooked)

    said, photo = heard(hooked)
    assert said == Said("/urgent")
    assert isinstance(photo, Attached)
    assert hooked.api.telegram.webhook.delivered == 2
    assert "getUpdates" not in hooked.api.telegram.calls


async def test_what_the_storage_cannot_take_is_repeated_in_its_order_and_taken_once(
    hooked: Desk, officer: Person
) -> None:
    hooked.inbox.answers = [Receipt.UNAVAILABLE, Receipt.UNAVAILABLE]

    with capture_logs():
        async with hooked.runs():
            await is_up(hooked)
            for text in ("1", "2", "3"):
                officer.writes(text)
            await quiet(hooked)

    assert heard(hooked) == [Said("1"), Said("2"), Said("3")]
    assert "503" in hooked.api.telegram.webhook.failure


async def test_telegram_is_told_how_long_the_storage_wants(
    desk: Desk, officer: Person, endpoint: Endpoint
) -> None:
    desk.made(endpoint=endpoint, rhythm=replace(QUICK, storage_again=timedelta(seconds=5)))
    desk.inbox.answers = [Receipt.UNAVAILABLE]
    body, headers = update(1, officer, "x"), {SECRET_HEADER: SECRET}

    with capture_logs():
        async with desk.runs(), aiohttp.ClientSession() as session:
            await is_up(desk)
            async with session.post(endpoint.url, json=body, headers=headers) as answer:
                assert (answer.status, answer.headers["Retry-After"]) == (503, "5")


async def test_an_update_that_we_fail_at_is_set_aside_after_three_tries(
    hooked: Desk, officer: Person
) -> None:
    async def fails(event: Event) -> Receipt:
        if event.incoming == Said("беда"):
            raise RuntimeError("ours")
        return await hooked.inbox.receive(event)

    with capture_logs() as logs:
        async with hooked.runs(fails):
            await is_up(hooked)
            officer.writes("беда")
            officer.writes("дальше")
            await quiet(hooked)

    assert heard(hooked) == [Said("дальше")]
    assert [each["attempt"] for each in logs if each["event"] == "update_failed"] == [1, 2, 3]


# Only Telegram


@pytest.mark.parametrize(
    "secret",
    [None, "", "wrong", SECRET[:-1], f"{SECRET}x", SECRET.upper(), "сéкрет", "\N{PILE OF POO}"],
)
async def test_without_the_secret_nothing_is_taken(
    hooked: Desk, officer: Person, post: Post, secret: str | None
) -> None:
    with capture_logs() as logs:
        async with hooked.runs():
            await is_up(hooked)

            answer = await post(update(1, officer, "/urgent"), secret)

            assert answer == (401, "")
            assert heard(hooked) == []
            assert hooked.telegram.ready
            assert (await post(update(1, officer, "слышно")))[0] == 200

    refused = [each for each in logs if each["event"] == "webhook_turned_away"]
    assert [set(each) for each in refused] == [{"event", "times", "log_level"}]
    assert heard(hooked) == [Said("слышно")]


async def test_many_without_the_secret_do_not_flood_the_log(hooked: Desk, post: Post) -> None:
    with capture_logs() as logs:
        async with hooked.runs():
            await is_up(hooked)
            for _ in range(20):
                await post(b"", "wrong")

    refused = [each["times"] for each in logs if each["event"] == "webhook_turned_away"]
    assert refused == [1, 2, 4, 8, 16]


async def test_the_secret_is_asked_for_before_the_body_is_read(
    hooked: Desk, endpoint: Endpoint
) -> None:
    head = b"POST /hook HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n"
    async with hooked.runs():
        await is_up(hooked)
        reader, writer = await asyncio.open_connection(endpoint.host, endpoint.port)
        writer.write(head + SECRET_HEADER.encode() + b": \xff\xfe\r\n\r\n")  # and no body

        async with asyncio.timeout(60):
            assert b" 401 " in await reader.readline()

        writer.close()


async def test_whoever_hangs_up_in_the_middle_of_a_body_does_nothing(
    hooked: Desk, endpoint: Endpoint, officer: Person, post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    head = f"POST /hook HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n{SECRET_HEADER}: {SECRET}"
    async with hooked.runs():
        await is_up(hooked)
        _, writer = await asyncio.open_connection(endpoint.host, endpoint.port)
        writer.write(head.encode() + b"\r\n\r\n" + b"{")
        await writer.drain()
        writer.close()
        await writer.wait_closed()

        assert (await post(update(1, officer, "слышно")))[0] == 200

    assert heard(hooked) == [Said("слышно")]
    assert [each for each in caplog.records if each.name.startswith("aiohttp")] == []


@pytest.mark.parametrize(
    ("body", "status", "event"),
    [
        (b"", 400, "webhook_garbled"),
        (b"{", 400, "webhook_garbled"),
        (b"\xff\xfe\x00", 400, "webhook_garbled"),
        (b"[" * 100_000, 400, "webhook_garbled"),
        ([], 400, "webhook_garbled"),
        ({"message": {}}, 400, "webhook_garbled"),
        ({"update_id": "1"}, 400, "webhook_garbled"),
        ({"update_id": 1, "message": {"message_id": "nonsense"}}, 200, "update_unreadable"),
        ({"update_id": 1, "message": 7}, 200, "update_unreadable"),
        ({"update_id": 1, "of_a_later_version": {}}, 200, None),
        (b" " * (LARGEST + 1), 413, None),
    ],
    ids=range(11),
)
async def test_what_is_no_update_does_nothing_and_what_cannot_be_read_is_not_asked_for_again(
    hooked: Desk, officer: Person, post: Post, body: object, status: int, event: str | None
) -> None:
    with capture_logs() as logs:
        async with hooked.runs():
            await is_up(hooked)

            assert (await post(body))[0] == status

            assert (await post(update(1, officer, "слышно")))[0] == 200

    assert heard(hooked) == [Said("слышно")]
    events = {each["event"] for each in logs} & {"webhook_garbled", "update_unreadable"}
    assert events == ({event} if event else set())


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/hook", 405), ("PUT", "/hook", 405), ("POST", "/", 404)]
)
async def test_only_posts_at_the_path_are_answered(
    hooked: Desk,
    officer: Person,
    endpoint: Endpoint,
    post: Post,
    method: str,
    path: str,
    status: int,
) -> None:
    async with hooked.runs():
        await is_up(hooked)

        url = endpoint.url.replace("/hook", path)
        answer = await post(update(1, officer, "/urgent"), method=method, url=url)

    assert answer[0] == status
    assert heard(hooked) == []


def test_no_representation_tells_the_secret(hooked: Desk, endpoint: Endpoint) -> None:
    shown = [repr(each) for each in (endpoint, hooked.place, hooked.telegram)]

    assert SECRET not in "".join([*shown, repr(vars(hooked.telegram))])


# Once, and in order


async def test_a_repetition_while_the_first_is_under_way_waits_for_the_same(
    hooked: Desk, officer: Person, post: Post, came: list[int]
) -> None:
    slowly = Slowly(hooked)
    async with hooked.runs(slowly.receive):
        await is_up(hooked)
        answers = [asyncio.create_task(post(update(1, officer, "x"))) for _ in range(5)]
        await until(lambda: len(came) == 5)
        answers.pop(0).cancel()  # whoever hangs up stops nothing
        assert (await post(b"", "wrong"))[0] == 401

        slowly.let.set()
        assert [status for status, _ in await asyncio.gather(*answers)] == [200] * 4

    assert slowly.times == 1
    assert heard(hooked) == [Said("x")]


async def test_telegram_may_lose_patience_and_waits_for_the_same(
    clock: Clock, endpoint: Endpoint, came: list[int]
) -> None:
    async with BotAPI(clock=clock, webhook_pause=0.01, webhook_patience=0.1) as api:
        desk = Desk(api, clock)
        desk.made(endpoint=endpoint)
        slowly = Slowly(desk)
        async with desk.runs(slowly.receive):
            await is_up(desk)
            api.person(7).opens()
            await until(lambda: len(came) >= 3)
            assert slowly.times == 1
            slowly.let.set()
            await quiet(desk)

    assert api.telegram.webhook.failure == "Read timeout expired"
    assert len({each.key for each in desk.inbox.events}) == 1


async def test_what_waits_in_a_chat_is_taken_in_the_order_of_its_ids(
    hooked: Desk, officer: Person, post: Post, came: list[int]
) -> None:
    slowly = Slowly(hooked)

    def posted(number: int) -> asyncio.Task[tuple[int, str]]:
        return asyncio.create_task(post(update(number, officer, str(number))))

    async with hooked.runs(slowly.receive):
        await is_up(hooked)
        answers = [posted(1)]
        await slowly.begun.wait()
        answers += [posted(number) for number in (5, 3, 2, 4, 3)]
        await until(lambda: len(came) == 6)
        slowly.let.set()
        assert [status for status, _ in await asyncio.gather(*answers)] == [200] * 6

    assert heard(hooked) == [Said(str(number)) for number in (1, 2, 3, 4, 5)]


async def test_chats_do_not_wait_for_each_other(hooked: Desk, officer: Person) -> None:
    other, other_came = hooked.api.person(8), asyncio.Event()
    other.opens()
    hooked.api.telegram.updates.clear()

    async def slowly(event: Event) -> Receipt:
        if isinstance(event.incoming, Attached):
            await other_came.wait()
        receipt = await hooked.inbox.receive(event)
        if event.address == "8":
            other_came.set()
        return receipt

    async with hooked.runs(slowly):
        await is_up(hooked)
        officer.sends_photo(caption="скан")
        officer.writes("после скана")
        other.writes("срочно")
        await quiet(hooked)

    assert [each.address for each in hooked.inbox.events] == ["8", "7", "7"]
    assert heard(hooked)[2] == Said("после скана")


async def test_an_update_whose_answer_was_lost_has_the_same_key(
    hooked: Desk, officer: Person
) -> None:
    hooked.api.repeats_updates(2)

    async with hooked.runs():
        await is_up(hooked)
        officer.writes("1")
        officer.writes("2")
        await quiet(hooked)

    keys = [each.key for each in hooked.inbox.events]
    assert list(dict.fromkeys(heard(hooked))) == [Said("1"), Said("2")]
    assert (len(keys), len(set(keys))) == (4, 2)


# Beginning, ending, changing over


async def test_telegram_is_told_the_address_the_secret_and_the_kinds(
    hooked: Desk, endpoint: Endpoint
) -> None:
    async with hooked.runs():
        await is_up(hooked)

    webhook = hooked.api.telegram.webhook  # it stays set
    assert (webhook.url, webhook.secret) == (endpoint.url, SECRET)
    assert hooked.api.telegram.updates.allowed == set(HANDLED)


@pytest.mark.parametrize(
    ("trouble", "how", "noted"),
    [
        ("resets", {}, "unreachable"),
        ("unauthorized", {}, "unauthorized"),
        ("too_many", {"seconds": 1}, None),
        (
            "answers",
            {"status": 400, "description": "Bad Request: bad webhook: failed to resolve host"},
            "refused",
        ),
    ],
)
async def test_a_webhook_that_cannot_be_set_at_first_is_set_later(
    hooked: Desk, officer: Person, trouble: str, how: dict[str, Any], noted: str | None
) -> None:
    officer.writes("до того")
    hooked.api.faults.order(trouble, method="setWebhook", times=2, **how)

    with capture_logs() as logs:
        async with hooked.runs():
            await is_up(hooked)
            await quiet(hooked)

    told = [each["trouble"] for each in logs if each["event"] == "channel_trouble"]
    assert told == ([noted] if noted else [])
    assert heard(hooked) == [Said("до того")]


async def test_a_port_that_is_taken_is_waited_for(
    hooked: Desk, endpoint: Endpoint, officer: Person
) -> None:
    async def nobody(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    other = await asyncio.start_server(nobody, endpoint.host, endpoint.port)
    with capture_logs():
        async with hooked.runs():
            await until(lambda: hooked.telegram.health.trouble == "not_listening")
            assert not hooked.telegram.ready
            other.close()
            await is_up(hooked)
            officer.writes("слышно")
            await quiet(hooked)
            await until(lambda: hooked.telegram.ready)

    assert heard(hooked) == [Said("слышно")]


async def test_changing_over_and_back_loses_nothing(
    desk: Desk, officer: Person, endpoint: Endpoint
) -> None:
    for number, way in enumerate([None, endpoint, None, endpoint, endpoint, None]):
        officer.writes(str(number))
        desk.made(endpoint=way)
        with capture_logs() as logs:
            async with desk.runs():
                await quiet(desk)
        assert not [each for each in logs if each["log_level"] == "error"]

    keys = [each.key for each in desk.inbox.events]
    assert list(dict.fromkeys(heard(desk))) == [Said(str(number)) for number in range(6)]
    assert len(set(keys)) == 6
    assert desk.api.telegram.webhook.url == ""


async def test_what_is_being_taken_at_the_end_is_still_answered(
    desk: Desk, officer: Person, endpoint: Endpoint, came: list[int]
) -> None:
    desk.made(endpoint=endpoint, rhythm=PATIENT)
    await desk.telegram.send("7", says("Получено?", pressed("Да", "a" * 32)), key="1")
    slowly = Slowly(desk)

    running = asyncio.create_task(desk.telegram.run(slowly.receive))
    await is_up(desk)
    officer.writes("сначала")
    await slowly.begun.wait()
    press = officer.presses(officer.received()[-1].id, "Да")
    await until(lambda: len(came) == 2)
    running.cancel()
    await asyncio.sleep(0)
    slowly.let.set()
    await asyncio.gather(running, return_exceptions=True)

    await quiet(desk)
    assert heard(desk) == [Said("сначала"), Pressed(press.data)]
