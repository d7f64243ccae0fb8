"""What goes out: every end of a sending, parts, files, edits, markup."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.transports.base import Later, Never, Outcome, Sent, Unknown
from bot.transports.telegram import sending
from bot.transports.telegram.budget import Pacing
from bot.transports.telegram.text import LIMIT, units
from bot.words.message import Button
from tests.bot.transports.telegram.desk import Desk, pressed, says
from tests.worlds.botapi.people import Person

NOTHING, ONCE = 0, 1
ENDS: list[tuple[str, dict[str, Any], Outcome, int]] = [
    ("too_many", {"seconds": 7}, Later(timedelta(seconds=7)), NOTHING),
    ("blocked", {}, Never("Forbidden: bot was blocked by the user"), NOTHING),
    ("deactivated", {}, Never("Forbidden: user is deactivated"), NOTHING),
    (
        "never_started",
        {},
        Never("Forbidden: bot can't initiate conversation with a user"),
        NOTHING,
    ),
    ("unauthorized", {}, Later(timedelta(seconds=30)), NOTHING),
    ("fails", {"status": 500}, Unknown(), NOTHING),
    ("fails", {"status": 503}, Unknown(), NOTHING),
    ("fails_after", {"status": 502}, Unknown(), ONCE),
    ("fails_after", {"status": 504}, Unknown(), ONCE),
    ("resets", {}, Unknown(), NOTHING),
    ("resets_after", {}, Unknown(), ONCE),
    ("silent", {}, Unknown(), ONCE),
    ("deaf", {}, Unknown(), NOTHING),
    ("slow", {"seconds": 0.05}, Sent("2"), ONCE),
    (
        "answers",
        {"status": 413, "description": "Request Entity Too Large"},
        Never("Request Entity Too Large"),
        NOTHING,
    ),
]


async def send(
    desk: Desk,
    text: str = "Слова",
    *,
    buttons: Iterable[Button] = (),
    files: tuple[str, ...] = (),
) -> Outcome:
    """Send a message to the officer."""
    message = says(text, *buttons, files=files)
    return await desk.telegram.send("7", message, key="1")


@pytest.mark.parametrize(
    ("trouble", "how", "ends", "times"),
    ENDS,
    ids=["-".join([trouble, *map(str, how.values())]) for trouble, how, _, _ in ENDS],
)
async def test_every_end_of_a_sending(
    desk: Desk, officer: Person, trouble: str, how: dict[str, Any], ends: Outcome, times: int
) -> None:
    desk.api.faults.order(trouble, method="sendMessage", **how)

    with capture_logs():
        outcome = await send(desk)

    assert outcome == ends
    assert desk.api.times_executed(7, "Слова") == times


async def test_what_is_accepted_is_sent(desk: Desk, officer: Person) -> None:
    assert await send(desk) == Sent(str(officer.received()[-1].id))

    (message,) = officer.received()
    assert message.text == "Слова"
    assert message.protected
    assert message.link_preview == {"is_disabled": True}


async def test_what_is_silent_comes_without_a_sound_with_its_files_and_parts(
    desk: Desk, officer: Person
) -> None:
    desk.attachments["1"] = ("скан-1.jpg", "image/jpeg", b"\xff\xd8\xff 1")
    aloud = says("Слова", files=("1",))
    hushed = replace(says("Слова " * LIMIT, files=("0", "1")), silent=True)

    await desk.telegram.send("7", aloud, key="1")
    count = len(officer.received())
    await desk.telegram.send("7", hushed, key="2")

    found = [each.silent for each in officer.received()]
    assert found[:count] == [False] * count
    assert found[count:] == [True] * (len(found) - count)
    assert len(found) - count > 2


async def test_a_server_that_refuses_connections_has_not_seen_it(
    desk: Desk, officer: Person
) -> None:
    await desk.api.goes_down()
    assert await send(desk) == Later()

    await desk.api.comes_back()
    assert isinstance(await send(desk), Sent)
    assert desk.api.times_executed(7, "Слова") == 1


async def test_a_name_that_is_not_resolved_is_later(desk: Desk) -> None:
    lost = desk.made(api_url="http://nabat.invalid")
    try:
        assert await lost.send("7", says("Слова"), key="1") == Later()
    finally:
        await lost.close()


@pytest.mark.parametrize("address", ["8", "не-число"])
async def test_a_chat_that_does_not_exist_is_never(desk: Desk, address: str) -> None:
    assert isinstance(await desk.telegram.send(address, says("Слова"), key="1"), Never)


async def test_a_group_that_moved_is_never_and_logged(desk: Desk) -> None:
    group = desk.api.group()
    new = group.migrates()

    with capture_logs() as logs:
        outcome = await desk.telegram.send(str(group.chat.id), says("Слова"), key="1")

    assert isinstance(outcome, Never)
    assert logs[0]["event"] == "group_migrated"
    # In the log there is no address.
    assert str(new.chat.id) not in str(logs)


async def test_the_blocked_are_known_until_they_are_reached_again(
    desk: Desk, officer: Person
) -> None:
    officer.blocks()
    with capture_logs() as logs:
        await send(desk)
        await send(desk)
    assert desk.telegram.health.barred_chats() == {7}
    assert [each["event"] for each in logs] == ["chat_barred"]

    officer.unblocks()
    with capture_logs():
        await send(desk)
    assert not desk.telegram.health.barred_chats()


async def test_one_chat_that_is_told_to_wait_stops_nobody_else(desk: Desk, officer: Person) -> None:
    others = [desk.api.person(100 + number) for number in range(5)]
    for other in others:
        other.opens()
    desk.api.faults.order("too_many", method="sendMessage", chat=7, times=99, seconds=60)

    ends = await asyncio.gather(
        send(desk), *(desk.telegram.send(str(each.id), says("x"), key="1") for each in others)
    )

    assert ends[0] == Later(timedelta(seconds=60))
    assert all(isinstance(each, Sent) for each in ends[1:])


# Words and buttons


async def test_the_first_line_is_bold_and_everything_is_as_it_was_written(
    desk: Desk, officer: Person
) -> None:
    text = "Обращение <KZ> & <b>BY\nСущество: a < b && c"

    await send(desk, text)

    (message,) = officer.received()
    assert message.text == text
    bold = [each for each in message.entities if each["type"] == "bold"]
    assert [(each["offset"], each["length"]) for each in bold] == [(0, len(text.split("\n")[0]))]


async def test_each_button_stands_in_a_row_of_its_own(desk: Desk, officer: Person) -> None:
    await send(desk, buttons=[pressed("Подтвердить", "a" * 32), pressed("Телефон", "b" * 32, 2)])

    (message,) = officer.received()
    assert message.labels == [["Подтвердить"], ["Телефон"]]
    assert message.buttons[0][0]["callback_data"] == "a" * 32


async def test_refused_markup_goes_again_as_plain_text(desk: Desk, officer: Person) -> None:
    desk.api.faults.order(
        "answers",
        method="sendMessage",
        status=400,
        description="Bad Request: can't parse entities: Unsupported start tag",
    )

    with capture_logs() as logs:
        outcome = await send(desk, "A < B", buttons=[pressed("Да", "a" * 32)])

    assert isinstance(outcome, Sent)
    (message,) = officer.received()
    assert (message.text, message.entities, message.labels) == ("A < B", [], [["Да"]])
    assert [each["event"] for each in logs] == ["markup_refused"]


async def test_refused_buttons_do_not_keep_the_words_back(desk: Desk, officer: Person) -> None:
    with capture_logs() as logs:
        outcome = await send(desk, "Тревога", buttons=[pressed("Да", "a" * 65)])

    assert isinstance(outcome, Sent)
    assert [each.text for each in officer.received()] == ["Тревога"]
    assert [each["event"] for each in logs] == ["buttons_refused"]


async def test_a_long_text_goes_in_parts_with_the_buttons_under_the_last(
    desk: Desk, officer: Person
) -> None:
    blocks = ["🔴" * 1500, "б" * 3000, "в" * 3000]

    outcome = await send(desk, "\n\n".join(blocks), buttons=[pressed("Да", "a" * 32)])

    received = officer.received()
    assert [each.text for each in received] == blocks
    assert all(units(each.text) <= LIMIT for each in received)
    assert [each.labels for each in received] == [[], [], [["Да"]]]
    assert outcome == Sent(",".join(str(each.id) for each in received))


async def test_a_very_long_text_goes_as_its_beginning_and_a_document(
    desk: Desk, officer: Person
) -> None:
    text = "\n\n".join(["б" * 3000] * 5)

    outcome = await send(desk, text, buttons=[pressed("Да", "a" * 32)])

    first, document = officer.received()
    assert outcome == Sent(str(first.id))
    assert first.text == "б" * 3000
    assert document.file
    assert (document.file.name, document.file.content) == ("message.txt", text.encode())
    assert document.protected
    assert document.labels == [["Да"]]


# Files


async def test_files_follow_the_words(desk: Desk, officer: Person) -> None:
    desk.attachments["1"] = ("скан-1.jpg", "image/jpeg", b"\xff\xd8\xff 1")
    desk.attachments["2"] = ("письмо <1>.pdf", "application/pdf", b"%PDF- 2")

    await send(desk, "Обращение", files=("1", "2"))

    words, *files = officer.received()
    assert words.text == "Обращение"
    assert [(each.file.name, each.file.content) for each in files if each.file] == [
        ("скан-1.jpg", b"\xff\xd8\xff 1"),
        ("письмо <1>.pdf", b"%PDF- 2"),
    ]
    assert all(each.protected for each in files)


@pytest.mark.parametrize("trouble", ["silent", "resets_after", "resets", "fails"])
async def test_words_whose_file_may_not_have_followed_are_in_doubt(
    desk: Desk, officer: Person, trouble: str
) -> None:
    desk.attachments["1"] = ("скан.jpg", "image/jpeg", b"1")
    desk.api.faults.order(trouble, method="sendDocument")

    assert await send(desk, files=("1",)) == Unknown()


async def test_a_file_that_has_to_wait_follows_by_itself(
    desk: Desk, officer: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.attachments["1"] = ("скан.jpg", "image/jpeg", b"1")
    desk.api.faults.order("too_many", method="sendDocument", seconds=1)

    assert isinstance(await send(desk, files=("1",)), Sent)

    assert [bool(each.file) for each in officer.received()] == [False, True]
    monkeypatch.setattr(sending, "WAITS_AT_MOST", timedelta())
    desk.api.faults.order("too_many", method="sendDocument", seconds=1)
    assert await send(desk, files=("1",)) == Unknown()


async def test_a_file_that_is_gone_or_refused_does_not_take_the_words_back(
    desk: Desk, officer: Person
) -> None:
    desk.attachments["large"] = ("большой.pdf", "application/pdf", b"x" * 50_001)

    with capture_logs() as logs:
        outcome = await send(desk, files=("gone", "large"))

    assert isinstance(outcome, Sent)
    assert [each.text for each in officer.received()[1:]] == [f"unopened {officer.user.id} gone"]
    assert [each["event"] for each in logs] == ["file_damaged", "file_refused"]


# Cards


async def sent(desk: Desk, text: str) -> str:
    """Send a card and return its id."""
    outcome = await send(desk, text)
    assert isinstance(outcome, Sent)
    return outcome.message_id


async def test_a_card_is_edited_in_its_place(desk: Desk, officer: Person) -> None:
    id = await sent(desk, "передаётся")

    assert await desk.telegram.edit("7", id, says("передано <13:41>")) == Sent(id)
    assert await desk.telegram.edit("7", id, says("передано <13:41>")) == Sent(id)

    assert [each.text for each in officer.received()] == ["передано <13:41>"]


async def test_a_card_that_is_gone_is_never(desk: Desk, officer: Person) -> None:
    id = await sent(desk, "передаётся")
    officer.deletes(int(id))

    outcome = await desk.telegram.edit("7", id, says("передано"))

    assert outcome == Never("Message to edit not found")


async def test_a_card_that_outgrows_its_message_wants_a_new_one(
    desk: Desk, officer: Person
) -> None:
    id = await sent(desk, "передаётся")

    assert isinstance(await desk.telegram.edit("7", id, says("я" * 5000)), Never)
    assert [each.text for each in officer.received()] == ["передаётся"]


async def test_a_card_of_two_messages_shrinks_to_one(desk: Desk, officer: Person) -> None:
    id = await sent(desk, "я" * 5000)

    outcome = await desk.telegram.edit("7", id, says("коротко"))

    assert outcome == Sent(id.split(",")[0])
    assert [each.text for each in officer.received()] == ["коротко"]


@pytest.mark.parametrize(
    ("trouble", "ends"),
    [
        ("too_many", Later(timedelta(seconds=1))),
        ("resets", Unknown()),
        ("blocked", Never("Forbidden: bot was blocked by the user")),
    ],
)
async def test_an_edit_ends_as_a_sending_does(
    desk: Desk, officer: Person, trouble: str, ends: Outcome
) -> None:
    id = await sent(desk, "передаётся")
    desk.api.faults.order(trouble, method="editMessageText")

    with capture_logs():
        assert await desk.telegram.edit("7", id, says("передано")) == ends


async def test_the_servers_own_limits_are_kept_by_the_budget(desk: Desk) -> None:
    desk.api.bursts.on = True
    desk.api.bursts.per_chat = 20
    desk.api.bursts.chat_burst = 1
    officer = desk.api.person(7)
    officer.opens()
    quick = desk.made(pacing=Pacing(per_second=1000, per_chat=timedelta(milliseconds=60)))
    clock = desk.api.telegram.clock

    async def one(number: int) -> Outcome:
        clock.pass_by(timedelta(milliseconds=60))  # type: ignore[attr-defined]
        return await quick.send("7", says(str(number)), key=str(number))

    ends = [await one(number) for number in range(5)]
    await quick.close()

    assert all(isinstance(each, Sent) for each in ends)
