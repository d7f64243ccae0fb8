"""What comes in: admitted or ignored, stored before it is confirmed, in each chat's order."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import timedelta

import pytest
from structlog.testing import capture_logs
from telegram import Update
from telegram.constants import UpdateType

from bot.transports import fetching
from bot.transports.base import Event, Receipt
from bot.transports.telegram.meaning import HANDLED, IGNORED, Ignored, meaning
from bot.transports.trouble import Trouble
from handlers.chat.events import Attached, File, Lost, Misfit, Pressed, Said, Unwritten
from protocol.parties import Channel
from storage.engine import StorageFailed
from tests.bot.transports.telegram.desk import Desk, pressed, quiet, says, until
from tests.worlds.botapi.people import PICTURE, Attachment, Person
from tests.worlds.botapi.server import BotAPI

PDF = b"%PDF- a letter"


async def test_what_an_officer_writes_comes_in_under_the_updates_own_id(
    desk: Desk, officer: Person
) -> None:
    officer.writes("/urgent")
    number = desk.api.telegram.updates.take(0, 1)[0].id

    async with desk.runs():
        await quiet(desk)

    assert desk.inbox.events == [Event(Channel.TELEGRAM, "7", str(number), Said("/urgent"))]


async def test_a_reply_says_which_message_it_answers(desk: Desk, officer: Person) -> None:
    first = officer.writes("привет")
    officer.writes("Подтверждаю получение", reply_to=first.id)

    async with desk.runs():
        await quiet(desk)

    assert desk.inbox.events[-1].incoming == Said("Подтверждаю получение", answers=str(first.id))


async def test_nothing_is_confirmed_before_it_is_stored(desk: Desk, officer: Person) -> None:
    officer.writes("подтверждаю")
    committed, never = asyncio.Event(), asyncio.Event()

    async def killed_after_the_commit(event: Event) -> Receipt:
        committed.set()
        await never.wait()
        return Receipt.STORED

    async with desk.runs(killed_after_the_commit):
        await committed.wait()
        await asyncio.sleep(0.1)  # some glances at the server meanwhile
    assert desk.api.telegram.updates.pending() == 1

    desk.made()
    async with desk.runs():
        await quiet(desk)

    assert [each.incoming for each in desk.inbox.events] == [Said("подтверждаю")]


async def test_what_the_storage_cannot_take_comes_again_in_its_order(
    desk: Desk, officer: Person
) -> None:
    desk.inbox.answers = [Receipt.UNAVAILABLE, Receipt.UNAVAILABLE]
    for text in ("1", "2", "3"):
        officer.writes(text)

    async with desk.runs():
        await quiet(desk)

    assert [each.incoming for each in desk.inbox.events] == [Said("1"), Said("2"), Said("3")]


async def test_what_failed_meanwhile_goes_before_what_is_newer(desk: Desk, officer: Person) -> None:
    other = desk.api.person(8)
    other.opens()
    desk.api.telegram.updates.clear()
    let_go, failed = asyncio.Event(), asyncio.Event()

    async def fails_once(event: Event) -> Receipt:
        if event.address == "8":
            await let_go.wait()
        elif not failed.is_set():
            failed.set()
            officer.writes("2")
            return Receipt.UNAVAILABLE
        return await desk.inbox.receive(event)

    with capture_logs():
        async with desk.runs(fails_once):
            other.writes("держит опрос коротким")
            officer.writes("1")
            await until(lambda: len(desk.inbox.events) == 2)
            let_go.set()
            await quiet(desk)

    heard = [each.incoming for each in desk.inbox.events if each.address == "7"]
    assert heard == [Said("1"), Said("2")]


async def test_a_storage_that_does_not_say_who_it_is_costs_nobody_a_try(
    desk: Desk, officer: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = 0

    async def knows(_address: str) -> bool:
        nonlocal times
        times += 1
        if times <= 5:
            raise StorageFailed("disk full")
        return True

    monkeypatch.setattr(desk, "_knows", knows)
    desk.made()
    officer.sends_photo(caption="12-4/881")

    with capture_logs() as logs:
        async with desk.runs():
            await quiet(desk)

    assert isinstance(desk.inbox.events[0].incoming, Attached)
    assert not [each for each in logs if each["event"] == "update_failed"]


async def test_repeated_and_shuffled_updates_are_taken_once_and_in_order(
    desk: Desk, officer: Person
) -> None:
    desk.api.repeats_updates(2)
    desk.api.shuffles_updates()
    for text in ("1", "2", "3"):
        officer.writes(text)

    async with desk.runs():
        await quiet(desk)
        officer.writes("4")
        await quiet(desk)

    keys = [each.key for each in desk.inbox.events]
    assert sorted(set(keys), key=int) == list(dict.fromkeys(keys))
    assert len(set(keys)) == 4


async def test_chats_do_not_wait_for_each_others_files(desk: Desk, officer: Person) -> None:
    other = desk.api.person(8)
    other.opens()
    desk.api.telegram.updates.clear()
    desk.api.faults.order("late", method="getFile", seconds=0.3)
    officer.sends_photo(caption="скан")
    officer.writes("после скана")
    async with desk.runs():
        await until(lambda: desk.api.faults.happened)
        other.writes("срочно")
        await quiet(desk)

    came = [(each.address, each.incoming) for each in desk.inbox.events]
    assert came[0] == ("8", Said("срочно"))
    assert [address for address, _ in came] == ["8", "7", "7"]
    assert came[2][1] == Said("после скана")


VOICE = {"file_id": "v", "file_unique_id": "u", "duration": 1}
CONTACT = {"phone_number": "+7", "first_name": "x"}
STICKER = {
    "file_id": "s",
    "file_unique_id": "u",
    "type": "regular",
    "width": 1,
    "height": 1,
    "is_animated": False,
    "is_video": False,
}
UNFIT: Mapping[str, tuple[Callable[[BotAPI, Person], object], Misfit]] = {
    "forwarded": (
        lambda api, officer: officer.forwards("/urgent", author=officer),
        Misfit.FORWARDED,
    ),
    "hidden": (lambda api, officer: officer.forwards("/urgent", author="кто-то"), Misfit.FORWARDED),
    "automatic": (
        lambda api, officer: officer.writes("x", extra={"is_automatic_forward": True}),
        Misfit.FORWARDED,
    ),
    "via_bot": (lambda api, officer: officer.writes_through("inline_bot", "/urgent"), Misfit.OTHER),
    "voice": (lambda api, officer: sends(api, officer, voice=VOICE), Misfit.VOICE),
    "sticker": (lambda api, officer: sends(api, officer, sticker=STICKER), Misfit.OTHER),
    "contact": (lambda api, officer: sends(api, officer, contact=CONTACT), Misfit.OTHER),
}


def sends(api: BotAPI, officer: Person, **what: object) -> None:
    """Somebody sends what the server of the tests knows no other way to send."""
    message = {
        "message_id": 9,
        "date": 1,
        "chat": officer.chat.as_json(),
        "from": officer.user.as_json(),
        **what,
    }
    api.telegram.push("message", message)


@pytest.mark.parametrize("kind", UNFIT)
async def test_what_is_not_an_officers_own_written_word_comes_in_without_it(
    desk: Desk, officer: Person, kind: str
) -> None:
    act, misfit = UNFIT[kind]
    act(desk.api, officer)
    officer.writes("по-прежнему слышно")

    async with desk.runs():
        await quiet(desk)

    heard = [each.incoming for each in desk.inbox.events]
    assert heard == [Unwritten(misfit), Said("по-прежнему слышно")]


async def test_an_edit_comes_in_without_its_words(desk: Desk, officer: Person) -> None:
    officer.edits(officer.writes("было").id, "/urgent")

    async with desk.runs():
        await quiet(desk)

    assert [each.incoming for each in desk.inbox.events] == [Said("было"), Unwritten(Misfit.EDITED)]


async def test_a_stranger_who_sends_a_sticker_hears_the_same_line(
    desk: Desk, officer: Person
) -> None:
    desk.inbox.strangers.add("7")
    sends(desk.api, officer, sticker=STICKER)

    async with desk.runs():
        await until(lambda: [each.text for each in officer.received()] == ["stranger ru"])


async def test_a_message_with_a_code_is_taken_out_of_the_chat(desk: Desk, officer: Person) -> None:
    code = "/start " + "ABCDEFGH" * 3
    kept = officer.writes("/start")
    said = officer.writes(code)

    async with desk.runs():
        await quiet(desk)
        await until(lambda: officer.chat.messages[said.id].deleted)

    assert desk.inbox.events[-1].incoming == Said(code)
    assert not officer.chat.messages[kept.id].deleted


async def test_the_code_of_somebody_whom_it_did_not_enrol_stays(
    desk: Desk, officer: Person
) -> None:
    desk.inbox.strangers.add("7")
    said = officer.writes("/start " + "ABCDEFGH" * 3)

    async with desk.runs():
        await until(lambda: officer.received())

    assert not officer.chat.messages[said.id].deleted


@pytest.mark.parametrize(
    "act",
    [
        lambda api, officer: officer.writes_to_business("/urgent"),
        lambda api, officer: officer.writes("x", extra={"sender_chat": officer.chat.as_json()}),
        lambda api, officer: api.group().writes(officer.user, "/urgent"),
        lambda api, officer: api.group(supergroup=True).writes_anonymously("/urgent"),
        lambda api, officer: api.group().writes_as(api.channel(), "/urgent"),
        lambda api, officer: api.channel().posts("/urgent"),
        lambda api, officer: officer.reacts(1),
        lambda api, officer: api.telegram.push("poll_answer", {"poll_id": "1", "option_ids": []}),
        lambda api, officer: api.telegram.push("message", {"message_id": "nonsense"}),
    ],
    ids=[
        *("business", "sender_chat", "group", "anonymous", "as_channel", "channel"),
        *("reaction", "poll"),
        "unreadable",
    ],
)
async def test_what_nobody_in_person_sent_is_confirmed_and_does_nothing(
    desk: Desk, officer: Person, act: object
) -> None:
    act(desk.api, officer)  # type: ignore[operator]
    officer.writes("по-прежнему слышно")

    with capture_logs():
        async with desk.runs():
            await quiet(desk)

    assert [each.incoming for each in desk.inbox.events] == [Said("по-прежнему слышно")]


def test_every_kind_of_update_is_handled_or_ignored_on_purpose() -> None:
    assert set(HANDLED) | set(IGNORED) == set(UpdateType)
    assert not set(HANDLED) & set(IGNORED)
    assert isinstance(meaning(Update(1)), Ignored)


async def test_only_the_handled_kinds_are_asked_for(desk: Desk) -> None:
    async with desk.runs():
        await until(
            lambda: desk.telegram.health.polled_at or "getUpdates" in desk.api.telegram.calls
        )

    assert desk.api.telegram.updates.allowed == set(HANDLED)


async def test_a_press_is_an_offer_and_is_answered_empty_at_receipt(
    desk: Desk, officer: Person
) -> None:
    await desk.telegram.send("7", says("Получено?", pressed("Да", "a" * 32)), key="1")
    press = officer.presses(officer.received()[-1].id, "Да")

    async with desk.runs():
        await quiet(desk)
        await until(lambda: press.answered)

    assert [each.incoming for each in desk.inbox.events] == [Pressed("a" * 32)]
    assert (press.answer, press.alert) == ("", False)


async def test_a_press_whose_answer_is_refused_counts_all_the_same(
    desk: Desk, officer: Person
) -> None:
    await desk.telegram.send("7", says("Получено?", pressed("Да", "a" * 32)), key="1")
    officer.presses(officer.received()[-1].id, "Да")
    desk.api.telegram.presses.clear()

    with capture_logs() as logs:
        async with desk.runs():
            await quiet(desk)
            await until(lambda: "answerCallbackQuery" in desk.api.telegram.calls)

    assert [each.incoming for each in desk.inbox.events] == [Pressed("a" * 32)]
    assert not [each for each in logs if each["event"] == "press_not_answered"]


async def test_files_come_with_their_bytes_and_their_words(desk: Desk, officer: Person) -> None:
    officer.sends_photo(caption="12-4/881")
    officer.sends_document(PDF, "письмо.pdf")

    async with desk.runs():
        await quiet(desk)

    photo, letter = (each.incoming for each in desk.inbox.events)
    assert isinstance(photo, Attached)
    assert photo.text == "12-4/881"
    assert [(each.name.startswith("photo-"), each.body) for each in photo.files] == [
        (True, PICTURE)
    ]
    assert letter == Attached("", (File("письмо.pdf", PDF),))


async def test_an_album_comes_in_order_its_words_with_the_first(
    desk: Desk, officer: Person
) -> None:
    pages = [PICTURE + bytes([page]) for page in range(4)]
    officer.sends_album([Attachment(page) for page in pages], caption="12-4/881")

    async with desk.runs():
        await quiet(desk)

    came = [each.incoming for each in desk.inbox.events]
    assert all(isinstance(each, Attached) for each in came)
    assert [each.text for each in came if isinstance(each, Attached)] == ["12-4/881", "", "", ""]
    assert [each.files[0].body for each in came if isinstance(each, Attached)] == pages


async def test_a_file_that_a_bot_may_not_fetch_comes_as_too_large(
    desk: Desk, officer: Person
) -> None:
    officer.sends_document(b"x" * 2_001, "большой.pdf", caption="12-4/881")

    with capture_logs():
        async with desk.runs():
            await quiet(desk)

    lost = File("большой.pdf", b"", Lost.LARGE)
    assert [each.incoming for each in desk.inbox.events] == [Attached("12-4/881", (lost,))]


async def test_a_file_is_fetched_again_and_then_given_up_in_words(
    desk: Desk, officer: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "AGAIN", timedelta(milliseconds=1))
    desk.api.faults.order("fails", method="getFile", times=2)
    officer.sends_photo(caption="со второй попытки")

    with capture_logs():
        async with desk.runs():
            await quiet(desk)
            desk.api.faults.order("resets", method="getFile", times=9)
            officer.sends_photo(caption="никак")
            await quiet(desk)

    came = [each.incoming for each in desk.inbox.events]
    assert isinstance(came[0], Attached)
    assert came[0].files[0].body == PICTURE
    assert isinstance(came[1], Attached)
    assert (came[1].text, came[1].files[0].lost) == ("никак", Lost.UNFETCHED)


async def test_a_stranger_is_told_once_a_day_and_nothing_of_theirs_is_fetched(
    desk: Desk, officer: Person
) -> None:
    stranger = desk.api.person(9, language_code="en")
    desk.inbox.strangers.add("9")
    stranger.opens("CODE")
    stranger.sends_photo()
    stranger.writes("hello")

    async with desk.runs():
        await quiet(desk)
        await until(stranger.received)
    assert [each.text for each in stranger.received()] == ["stranger en"]
    assert "getFile" not in desk.api.telegram.calls
    assert desk.inbox.events[0].incoming == Said("/start CODE")
    assert desk.inbox.events[1].incoming == Attached("", ())

    desk.made()
    desk.clock.pass_by(timedelta(days=1))  # type: ignore[attr-defined]
    stranger.writes("hello again")
    async with desk.runs():
        await until(lambda: len(stranger.received()) == 2)


async def test_a_group_that_moved_is_logged(desk: Desk, officer: Person) -> None:
    group = desk.api.group()
    old = group.chat.id

    with capture_logs() as logs:
        async with desk.runs():
            await until(lambda: desk.telegram.ready)
            new = group.migrates()
            await quiet(desk)

    moved = [each for each in logs if each["event"] == "group_migrated"]
    assert len(moved) == 1
    assert moved[0]["old"] != moved[0]["new"]
    assert all(str(each) not in str(moved) for each in (old, new.chat.id))


async def test_whoever_blocks_the_bot_is_seen_at_once(desk: Desk, officer: Person) -> None:
    with capture_logs():
        async with desk.runs():
            await until(lambda: desk.telegram.ready or desk.api.telegram.updates.allowed)
            await asyncio.sleep(0.05)
            officer.blocks()
            await until(lambda: desk.telegram.health.barred_chats() == {7})
            officer.unblocks()
            await until(lambda: not desk.telegram.health.barred_chats())


@pytest.mark.parametrize(
    ("break_it", "mend_it", "trouble"),
    [
        (
            lambda api: setattr(api, "revoked", True),
            lambda api: setattr(api, "revoked", False),
            Trouble.UNAUTHORIZED,
        ),
        (
            lambda api: api.faults.order("resets", method="getUpdates", times=99),
            lambda api: api.faults.clear(),
            Trouble.UNREACHABLE,
        ),
        (
            lambda api: api.faults.order(
                "answers", method="getUpdates", times=99, status=409, description="Conflict: other"
            ),
            lambda api: api.faults.clear(),
            Trouble.CONFLICT,
        ),
    ],
    ids=["401", "reset", "409"],
)
async def test_what_keeps_updates_from_coming_is_told_once_and_survived(
    desk: Desk, officer: Person, break_it: object, mend_it: object, trouble: Trouble
) -> None:
    break_it(desk.api)  # type: ignore[operator]

    with capture_logs() as logs:
        async with desk.runs():
            await until(lambda: desk.telegram.health.trouble)
            await asyncio.sleep(0.1)
            assert desk.telegram.health.trouble is trouble
            assert not desk.telegram.ready
            officer.writes("слышно")
            mend_it(desk.api)  # type: ignore[operator]
            await quiet(desk)

    assert len([each for each in logs if each["event"] == "channel_trouble"]) == 1
    assert [each.incoming for each in desk.inbox.events] == [Said("слышно")]
    assert desk.telegram.health.trouble is None


async def test_an_event_that_we_fail_at_is_set_aside_and_blocks_nobody(
    desk: Desk, officer: Person
) -> None:
    officer.writes("беда")
    officer.writes("дальше")

    async def fails(event: Event) -> Receipt:
        if event.incoming == Said("беда"):
            raise RuntimeError("ours")
        return await desk.inbox.receive(event)

    with capture_logs() as logs:
        async with desk.runs(fails):
            await quiet(desk)

    assert [each.incoming for each in desk.inbox.events] == [Said("дальше")]
    assert len([each for each in logs if each["event"] == "update_failed"]) == 3
