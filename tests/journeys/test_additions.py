"""What is added to a request that was sent, and the letter that it may need. Art. 6."""

from datetime import timedelta

import pytest

from bot.transports.base import Never
from handlers.chat.events import Pressed
from protocol.moves import Execution, Form
from protocol.obligation import Kind
from tests.journeys.overmatrix import over_matrix
from tests.journeys.stage import ASTANA, MINSK, PHOTO_NAME, Stage, moment, on_console, send

NUMBER = "KZ-BY-2026-1"
SEND, MORE, INFORMS = "Направить дополнение", "Запрашивает новое", "Только сообщает"
TEXT = "установить владельца узла 10.0.0.7"


@pytest.fixture(autouse=True)
def acknowledged(stage: Stage) -> None:
    """A request that Belarus has."""
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")


def adds(stage: Stage, asks: str = MORE, text: str = TEXT) -> None:
    """Kazakhstan adds something."""
    stage.says("kz-duty", f"/add 1 {text}")
    stage.presses("kz-duty", asks)
    stage.presses("kz-duty", SEND)


def registers(stage: Stage, letter: str = "12-4/881 от 23.11.2026", which: str = "") -> None:
    """The head registers a letter."""
    stage.says("kz-head", f"/confirm 1 {which} {letter}" if which else f"/confirm 1 {letter}")
    stage.presses("kz-head", "Отправлено сегодня")
    stage.signs("kz-head")


def letters_owed(stage: Stage) -> int:
    """Return how many additions wait for a letter of their own."""
    subject = stage.request(NUMBER).subject
    owed = stage.look(lambda work: work.obligations.about(subject))
    return sum(each.kind is Kind.CONFIRM_ADDITION and each.is_open for each in owed)


@over_matrix("kz-duty", "by-duty")
@pytest.mark.proves("6.2")
def test_an_addition_is_numbered_and_goes_to_who_has_the_request(stage: Stage) -> None:
    adds(stage)
    adds(stage, INFORMS, "узел принадлежит организации «Восток»")

    told = stage.last("by-duty")
    assert told.startswith(f"🟡 {NUMBER}, дополнение № 2: Асанов Б., ")
    assert told.endswith("узел принадлежит организации «Восток»")
    assert "дополнение № 2 направлено каждому, кто получил обращение" in stage.last("kz-duty")
    others = ("ru-duty", "by2-duty", "am-deputy", "sec-duty")
    assert not any("дополнение" in each.text for who in others for each in stage.chat(who))


def test_whoever_was_shown_the_request_gets_the_addition_and_nobody_else(stage: Stage) -> None:
    adds(stage)
    assert not any("дополнение" in each.text for each in stage.chat("by-head"))
    stage.says("by-head", "/open 1")

    adds(stage, INFORMS, "узел принадлежит организации «Восток»")

    assert "дополнение № 2" in stage.last("by-head")
    assert not any("дополнение" in each.text for each in stage.chat("by-deputy"))


def test_before_the_letter_it_is_listed_in_it_and_no_due_moment_is_moved(stage: Stage) -> None:
    before = stage.owed(NUMBER)

    adds(stage)

    assert stage.owed(NUMBER) == before
    stage.says("kz-duty", "/letter 1")
    assert f"Дополнение № 1, запрашивает новое: {TEXT} (Асанов Б., " in stage.last("kz-duty")
    registers(stage)
    assert letters_owed(stage) == 0


def test_after_the_letter_one_that_asks_for_more_needs_a_letter_of_its_own(stage: Stage) -> None:
    registers(stage)
    stage.reaches(moment("24.11.2026 13:41", ASTANA))
    execution = stage.owed(NUMBER)[Kind.EXECUTE]

    adds(stage)

    owed = stage.owed(NUMBER)[Kind.CONFIRM_ADDITION]
    assert owed.owed_by == "KZ-1"
    assert owed.due.hours_at - owed.opened_at == timedelta(hours=72)
    assert owed.due.days_at == moment("28.11.2026 00:00", ASTANA) - timedelta(microseconds=1)
    assert stage.owed(NUMBER)[Kind.EXECUTE] == execution
    told = "\n".join(stage.heard("kz-duty", owed.opened_at))
    assert "нужно отдельное письменное подтверждение до 27.11.2026 13:41 (Астана)" in told
    stage.reaches(owed.due.hours_at - timedelta(hours=4))
    assert f"{NUMBER}, дополнение № 1: отдельное письменное подтверждение (ст. 6) до 27.11" in (
        stage.last("kz-duty")
    )


def test_one_that_only_informs_needs_none(stage: Stage) -> None:
    registers(stage)

    adds(stage, INFORMS)

    assert letters_owed(stage) == 0


@pytest.mark.proves("6.4.3")
def test_each_addition_is_confirmed_by_its_own_letter(stage: Stage) -> None:
    registers(stage)
    adds(stage)
    adds(stage, MORE, "установить ещё двух лиц")
    assert letters_owed(stage) == 2

    registers(stage, "12-4/900 от 23.11.2026", "дополнение № 2")

    assert letters_owed(stage) == 1
    told = stage.last("by-duty")
    assert told.startswith(
        f"🟢 {NUMBER}, дополнение № 2: официальное письменное подтверждение № 12-4/900"
    )
    assert f"{NUMBER}, дополнение № 2: письменное подтверждение" in stage.last("kz-head")
    stage.says("kz-head", "/confirm 1 дополнение 2 12-4/901 от 23.11.2026")
    assert "нельзя" in stage.last("kz-head")
    stage.says("by-duty", "/open 1")
    assert "Дополнение № 2 подтверждено письмом № 12-4/900 от 23.11.2026" in "\n".join(
        each.text for each in stage.chat("by-duty")[-2:]
    )
    # The letter of the request is the one that it was.
    assert "12-4/881" in "\n".join(each.text for each in stage.chat("by-duty")[-2:])

    registers(stage, "12-4/902 от 23.11.2026")

    assert letters_owed(stage) == 0
    assert f"{NUMBER}, дополнение № 1: " in stage.last("by-duty")
    assert stage.request(NUMBER).form is Form.CONFIRMED


def test_a_letter_of_an_addition_that_needs_none_is_refused(stage: Stage) -> None:
    registers(stage)
    adds(stage, INFORMS)
    adds(stage)

    for which in ("1", "3"):
        stage.says("kz-head", f"/confirm 1 дополнение {which} 12-4/900 от 23.11.2026")
        assert "отдельного письма не требует" in stage.last("kz-head"), which
    assert letters_owed(stage) == 1


def test_the_button_under_the_reminder_names_the_addition(stage: Stage) -> None:
    registers(stage)
    adds(stage)
    adds(stage, MORE, "установить ещё двух лиц")

    # The desk is told at once of the letter that is owed; who may sign, in the morning.
    stage.presses("kz-duty", "Зарегистрировать письмо")
    assert f"{NUMBER}, дополнение № 2: " in stage.last("kz-duty")
    stage.reaches(moment("24.11.2026 09:00", ASTANA) + timedelta(seconds=3))
    stage.presses("kz-deputy", f"{NUMBER}, дополнение № 2: Зарегистрировать письмо")

    assert f"{NUMBER}, дополнение № 2: исходящий номер и дата" in stage.last("kz-deputy")


def test_what_asks_for_more_is_late_to_both_sides(stage: Stage) -> None:
    registers(stage)
    adds(stage)
    owed = stage.owed(NUMBER)[Kind.CONFIRM_ADDITION]

    stage.reaches(owed.due.hours_at + timedelta(seconds=1))

    assert "дополнение № 1: письменное подтверждение (ст. 6) не зарегистрировано" in (
        stage.last("kz-duty")
    )
    # The other side reads of it in the message of its next morning.
    stage.reaches(moment("27.11.2026 09:00", MINSK) + timedelta(seconds=3))
    assert f"{NUMBER}, дополнение № 1: письменное подтверждение (ст. 6) не зарег" in (
        stage.last("by-duty")
    )


def test_files_come_with_it(stage: Stage) -> None:
    stage.says("kz-duty", "/add 1")
    stage.attaches("kz-duty", "Снимок узла")
    stage.presses("kz-duty", INFORMS)
    stage.presses("kz-duty", SEND)

    assert "Снимок узла" in stage.last("by-duty")
    assert "sha256" in stage.last("by-duty")
    assert stage.bodies(stage.chat("by-duty")[-1])
    assert PHOTO_NAME.split(".", maxsplit=1)[0] in stage.last("by-duty")


def test_what_it_asks_is_pressed_and_nothing_typed_is_lost(stage: Stage) -> None:
    stage.says("kz-duty", f"/add 1 {TEXT}")
    stage.says("kz-duty", "не знаю")
    assert "Не понято, запрашивает дополнение новое" in stage.last("kz-duty")

    stage.says("kz-duty", "только сообщает")
    stage.presses("kz-duty", SEND)

    assert stage.last("by-duty").endswith(TEXT)


def test_whoever_cannot_be_reached_stops_nobody(stage: Stage) -> None:
    stage.says("by-head", "/open 1")
    stage.fails("by-duty", Never("blocked"))

    adds(stage, INFORMS)

    assert "дополнение № 1" in stage.last("by-head")


def test_what_was_received_in_error_gets_no_addition(stage: Stage) -> None:
    stage.says("by-duty", "/misdirected 1")
    stage.presses("by-duty", "Получено ошибочно")

    stage.says("kz-duty", f"/add 1 {TEXT}")

    assert "нельзя" in stage.last("kz-duty")
    assert stage.request(NUMBER).execution is Execution.MISADDRESSED


def test_a_letter_that_is_owed_is_owed_again_when_it_was_sent_correctly(stage: Stage) -> None:
    registers(stage)
    adds(stage)
    due = stage.owed(NUMBER)[Kind.CONFIRM_ADDITION].due
    stage.says("by-duty", "/misdirected 1")
    stage.presses("by-duty", "Получено ошибочно")
    assert letters_owed(stage) == 0
    stage.says("kz-duty", "/rightly 1")
    stage.presses("kz-duty", "Направлено верно")

    assert stage.owed(NUMBER)[Kind.CONFIRM_ADDITION].due == due
    registers(stage, "12-4/900 от 23.11.2026", "дополнение № 1")
    assert letters_owed(stage) == 0


@on_console
def test_two_at_once_have_two_numbers(stage: Stage) -> None:
    registers(stage)
    for who in ("kz-duty", "kz-duty2"):
        stage.says(who, f"/add 1 {who}: {TEXT}")
        stage.presses(who, MORE)

    stage.do_at_once(*((who, Pressed(stage.offer(who, SEND))) for who in ("kz-duty", "kz-duty2")))

    told = stage.heard("by-duty", stage.now - timedelta(minutes=1))
    for number in ("№ 1", "№ 2"):
        assert sum(f"дополнение {number}" in each for each in told) == 1, number
    assert letters_owed(stage) == 2
