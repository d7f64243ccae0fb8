"""A command without its number: about the one it answers, the only one, or one of a list."""

import pytest

from handlers.chat.events import Said
from protocol.moves import Execution
from tests.journeys.outside import Message
from tests.journeys.overmatrix import over_matrix
from tests.journeys.stage import FORM, Stage, on_console, send

FIRST, SECOND = "KZ-BY-2026-1", "KZ-BY-2026-2"
# Whoever types it, and what it says of the one request that it can be about.
BARE = {
    "phone": ("by-duty", f"{FIRST}. Телефоны"),
    "letter": ("kz-duty", f"обращения {FIRST}"),
    "letter telephonogram": ("kz-duty", FIRST),
    "journal": ("auditor", FIRST),
    "export": ("by-head", FIRST),
    "ack": ("by-duty", FIRST),
    "accept": ("by-duty", FIRST),
    "refuse": ("by-head", FIRST),
    "withdraw": ("kz-duty", FIRST),
}


def alarms(stage: Stage, who: str = "by-duty") -> list[Message]:
    """Return the alarms in somebody's chat, the oldest first."""
    return [each for each in stage.chat(who) if "Подтвердить получение" in each.buttons]


def answers(stage: Stage, who: str, text: str, message: Message) -> None:
    """Somebody answers a message with a text."""
    stage.does(who, Said(text, answers=message.key))


def notice(stage: Stage, text: str, *, relayed: bool = True) -> None:
    """The Secretariat enters a notice, and relays it."""
    stage.says("sec-duty", "/notice")
    stage.presses("sec-duty", "Контакты")
    stage.presses("sec-duty", "Армения")
    stage.says("sec-duty", "01.12.2026")
    stage.presses("sec-duty", "Без письма")
    stage.presses("sec-duty", "Только что")
    stage.says("sec-duty", text)
    stage.presses("sec-duty", "Внести уведомление")
    if relayed:
        stage.presses("sec-head", "Направить всем Сторонам")
        stage.signs("sec-head")


@on_console
@pytest.mark.parametrize("command", BARE)
def test_without_a_number_the_only_request_is_meant(stage: Stage, command: str) -> None:
    send(stage)
    who, told = BARE[command]

    stage.says(who, f"/{command}")

    assert told in stage.last(who)
    assert "«»" not in stage.last(who)


@over_matrix("kz-duty", "by-duty")
def test_of_several_requests_one_is_chosen_by_its_button(stage: Stage) -> None:
    for _ in range(2):
        send(stage)

    stage.says("by-duty", "/phone")
    listed = stage.chat("by-duty")[-1]
    stage.presses("by-duty", FIRST)

    assert {FIRST, SECOND} <= set(listed.buttons)
    assert f"{FIRST}. Телефоны" in stage.last("by-duty")


@on_console
def test_what_is_signed_is_the_one_that_was_shown(stage: Stage) -> None:
    send(stage)
    stage.says("by-head", "/export")
    assert FIRST in stage.last("by-head")
    send(stage)

    stage.signs("by-head")

    assert f"{FIRST}.txt" in stage.last("by-head")


@on_console
def test_several_are_listed_before_a_code_is_asked_for(stage: Stage) -> None:
    for _ in range(2):
        send(stage)
    stage.says("by-head", "/export")
    assert "Код" not in stage.last("by-head")

    stage.presses("by-head", SECOND)
    stage.signs("by-head")

    assert f"{SECOND}.txt" in stage.last("by-head")


@on_console
def test_a_closed_request_is_meant_where_none_is_open(stage: Stage) -> None:
    send(stage)
    stage.says("kz-duty", f"/withdraw {FIRST} Отпала необходимость")
    stage.presses("kz-duty", "Отозвать обращение")
    stage.signs("kz-duty")
    stage.says("kz-head", f"/confirm {FIRST} 12-4/881 от 23.11.2026")
    stage.presses("kz-head", "Отправлено сегодня")
    stage.signs("kz-head")
    stage.says("by-duty", f"/record {FIRST} 7-1/33")
    stage.presses("by-duty", "Внести входящий номер")

    stage.says("by-duty", "/phone")

    assert f"{FIRST}. Телефоны" in stage.last("by-duty")


@on_console
def test_the_only_notice_is_received_and_several_are_listed(stage: Stage) -> None:
    stage.says("by-duty", "/receipt")
    assert "Уведомлений, с которыми это можно сделать, сейчас нет" in stage.last("by-duty")
    notice(stage, "Новый телефон")

    stage.says("by-duty", "/receipt")
    assert "2026/1" in stage.last("by-duty")
    assert "подтверждено" in stage.last("by-duty")

    for text in ("Второе", "Третье"):
        notice(stage, text)
    stage.says("by-duty", "/receipt")
    stage.presses("by-duty", "№ 2026/3")
    assert "2026/3" in stage.last("by-duty")
    stage.says("by-duty", "/receipt")
    assert "2026/2" in stage.last("by-duty")


@on_console
def test_of_notices_that_wait_one_is_relayed_by_its_button(stage: Stage) -> None:
    for text in ("Первое", "Второе"):
        notice(stage, text, relayed=False)

    stage.says("sec-head", "/relay")
    stage.presses("sec-head", "№ 2026/2")
    stage.signs("sec-head")
    stage.says("sec-head", "/relay")
    stage.signs("sec-head")

    relayed = stage.look(lambda work: [each.relayed_at for each in work.notices.recent(9)])
    assert all(relayed)


@on_console
@pytest.mark.parametrize("command", ["phone", "ack", "open", "phone \u200b", "ack \u2060"])
def test_an_answer_to_an_alarm_is_about_that_one(stage: Stage, command: str) -> None:
    for _ in range(2):
        send(stage)
    first, second = alarms(stage)

    answers(stage, "by-duty", f"/{command}", first)
    assert FIRST in stage.last("by-duty")
    assert SECOND not in stage.last("by-duty")
    answers(stage, "by-duty", f"/{command}", second)
    assert SECOND in stage.last("by-duty")


@on_console
def test_an_answer_to_a_card_is_about_that_one(stage: Stage) -> None:
    for _ in range(2):
        send(stage)
    cards = [each for each in stage.chat("kz-duty") if f"{FIRST} · передано" in each.text]

    answers(stage, "kz-duty", "/phone", cards[0])

    assert f"{FIRST}. Телефоны" in stage.last("kz-duty")


@on_console
def test_an_answer_to_something_else_is_about_nothing(stage: Stage) -> None:
    notice(stage, "Новый телефон")
    send(stage)
    told = next(each for each in stage.chat("by-duty") if "2026/1" in each.text)
    unknown = Message(stage.now, "no-such-message", told.versions)

    for message in (told, unknown):
        answers(stage, "by-duty", "/ack", message)
        assert "О каком обращении речь?" in stage.last("by-duty")
    assert stage.request(FIRST).execution is Execution.TRANSMITTED
    stage.presses("by-duty", FIRST)
    assert stage.request(FIRST).execution is Execution.ACKNOWLEDGED


@on_console
def test_a_notice_is_received_by_an_answer_to_it(stage: Stage) -> None:
    for text in ("Первое", "Второе"):
        notice(stage, text)
    first = next(each for each in stage.chat("by-duty") if "Первое" in each.text)

    answers(stage, "by-duty", "/receipt", first)

    assert "2026/1" in stage.last("by-duty")


@on_console
def test_nothing_stands_between_quotation_marks(stage: Stage) -> None:
    send(stage, form=FORM.replace("Беларусь", "Армения"))

    for command in (*BARE, "receipt", "relay", "open", "ack \u00ad", "phone \u3164"):
        for who in ("by-duty", "kz-duty", "sec-duty", "auditor"):
            stage.says(who, f"/{command}")
            assert "«»" not in stage.last(who), command
            assert "Обращения  среди" not in stage.last(who), command


@on_console
@pytest.mark.parametrize(
    ("typed", "asks"),
    [
        ("/hold 1 Не отключайте узел", "какие действия приостановить"),
        ("/say 1 Ждём ответа", "текст служебного сообщения"),
        ("/withdraw 1 Ошибка", "причины отзыва"),
        ("/confirm 1 12-4/881 от 23.11.2026", "исходящий номер и дата"),
    ],
)
def test_where_a_number_fits_several_pairs_the_command_goes_on_with_the_chosen_one(
    stage: Stage, typed: str, asks: str
) -> None:
    send(stage)
    send(stage, form=FORM.replace("Беларусь", "Россия"))

    stage.says("kz-duty", typed)

    told = stage.last("kz-duty")
    assert "Подходит несколько: KZ-BY-2026-1, KZ-RU-2026-1. Ничего не сделано." in told
    stage.presses("kz-duty", "KZ-RU-2026-1")
    assert stage.last("kz-duty").startswith("KZ-RU-2026-1: ")
    assert asks in stage.last("kz-duty")
