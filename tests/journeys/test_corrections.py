"""A field of a request that was sent is corrected: it rings until somebody has read it. Art. 6."""

from datetime import timedelta

import pytest

from handlers.chat.events import Pressed, Said
from protocol.moves import Execution
from protocol.obligation import Kind
from tests.journeys.overmatrix import over_matrix
from tests.journeys.stage import Stage, on_console, send

NUMBER = "KZ-BY-2026-1"
WAS, IS = "сохранить журналы соединений узла", "сохранить журналы двух узлов"
SEND, READ = "Направить исправление", "Исправление прочитано"


@pytest.fixture(autouse=True)
def acknowledged(stage: Stage) -> None:
    """A request that Belarus has."""
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")


def corrects(stage: Stage, field: str = "Содействие", words: str = IS) -> None:
    """Kazakhstan corrects a field."""
    stage.says("kz-duty", "/correct 1")
    stage.presses("kz-duty", field)
    stage.says("kz-duty", words)
    stage.presses("kz-duty", SEND)


def reads(stage: Stage, who: str, text: str) -> str:
    """Return everything that somebody is answered to a message."""
    before = len(stage.chat(who))
    stage.says(who, text)
    return "\n".join(each.text for each in stage.chat(who)[before:])


@over_matrix("kz-duty", "by-duty")
@pytest.mark.proves("6.2")
def test_a_correction_tells_what_was_and_what_is_and_is_numbered(stage: Stage) -> None:
    corrects(stage)

    assert f"{NUMBER}: исправление № 1 направлено" in stage.last("kz-duty")
    told = stage.last("by-duty")
    assert told.startswith(f"🔴 {NUMBER}, исправление № 1: Асанов Б., ")
    assert told.endswith(f"Содействие — было: {WAS}\nСтало: {IS}")
    assert "Подтвердите, что прочитано." in told

    corrects(stage, words="сохранить журналы трёх узлов")

    assert stage.last("by-duty").startswith(f"🔴 {NUMBER}, исправление № 2: ")
    assert f"было: {IS}\nСтало: сохранить журналы трёх узлов" in stage.last("by-duty")


def test_it_rings_as_an_alarm_does_until_an_officer_has_read_it(stage: Stage) -> None:
    # Who acknowledged is asked for nothing else.
    stage.presses("by-duty", "Принять к исполнению")
    corrects(stage)
    at = stage.now
    stage.reaches(at + timedelta(minutes=31))

    for who, after in (("by-duty", 5), ("by-duty2", 10), ("by-deputy", 20), ("by-head", 30)):
        heard = stage.heard(who, at + timedelta(minutes=after - 1))
        assert any("исправление № 1" in text for text in heard), who
    # Who joins later is told the words; who was told is told its number.
    assert any(f"Стало: {IS}" in text for text in stage.heard("by-head", at))
    assert any("не прочитано" in text and IS not in text for text in stage.heard("by-duty", at))

    stage.presses("by-deputy", READ)

    assert "прочитаны исправления № 1" in stage.last("by-deputy")
    assert "исправления № 1 прочитаны: " in stage.last("kz-duty")
    since = stage.now
    stage.reaches(since + timedelta(hours=5))
    for who in ("by-duty", "by-duty2", "by-deputy", "by-head"):
        assert not stage.heard(who, since + timedelta(minutes=1)), who


def test_no_due_moment_is_moved_and_nothing_is_asked_for_but_the_reading(stage: Stage) -> None:
    before = stage.owed(NUMBER)

    corrects(stage)

    after = stage.owed(NUMBER)
    assert after.keys() - before.keys() == {Kind.CORRECTION_READ}
    assert {kind: after[kind] for kind in before} == before
    assert stage.request(NUMBER).execution is Execution.ACKNOWLEDGED


def test_the_old_words_never_stand_alone_again(stage: Stage) -> None:
    corrects(stage)

    for who, command in (
        ("by-duty", "/open 1"),
        ("kz-duty", "/open 1"),
        ("kz-duty", "/letter 1"),
    ):
        shown = reads(stage, who, command)
        assert f"Запрашиваемое содействие: {IS}" in shown, (who, command)
        line = f"Исправление № 1, Содействие — было: {WAS}; стало: {IS}"
        assert shown.count(WAS) == shown.count(line) == 1, (who, command)


def test_the_case_file_has_both_words(stage: Stage) -> None:
    corrects(stage)
    stage.says("kz-head", "/export 1")
    stage.signs("kz-head")

    document = stage.bodies(stage.chat("kz-head")[-1])[-1].decode()

    assert f"Запрашиваемое содействие: {IS}" in document
    assert document.count(WAS) == document.count(f"было: {WAS}; стало: {IS}") == 1


def test_a_list_shows_the_words_of_today(stage: Stage) -> None:
    corrects(stage, "Цель", "предотвращение остановки подстанции")

    assert "предотвращение остановки подстанции" in reads(stage, "by-duty", "/open")
    assert "вывода из строя" not in stage.last("by-duty")


def test_an_earlier_button_does_not_read_a_later_correction(stage: Stage) -> None:
    corrects(stage)
    first = stage.offer("by-duty", READ)
    corrects(stage, "Лица", "Иванов И., псевдоним Сокол")

    stage.does("by-duty", Pressed(first))

    assert stage.owed(NUMBER)[Kind.CORRECTION_READ].is_open
    assert "прочитаны исправления № 1." in stage.last("by-duty")
    stage.passes(minutes=6)
    assert "исправление № 2" in stage.last("by-duty")
    assert "исправление № 1" not in stage.last("by-duty")
    stage.presses("by-duty", READ)
    assert not stage.owed(NUMBER)[Kind.CORRECTION_READ].is_open
    stage.does("by-duty", Pressed(first))
    assert "нельзя" in stage.last("by-duty")


def test_reading_a_correction_acknowledges_the_request_too(stage: Stage) -> None:
    send(stage)
    stage.says("kz-duty", "/correct 2")
    stage.presses("kz-duty", "Лица")
    stage.says("kz-duty", "Иванов И.")
    stage.presses("kz-duty", SEND)

    stage.says("by-duty", "/read 2")

    assert stage.request("KZ-BY-2026-2").execution is Execution.ACKNOWLEDGED


def test_an_alarm_that_rings_on_has_the_words_of_today(stage: Stage) -> None:
    send(stage)
    stage.says("kz-duty", "/correct 2")
    stage.presses("kz-duty", "Содействие")
    stage.says("kz-duty", IS)
    stage.presses("kz-duty", SEND)

    stage.passes(minutes=11)

    heard = stage.heard("by-duty2", stage.now - timedelta(minutes=2))
    alarm = next(each for each in heard if "ст. 3" in each)
    assert f"Запрашиваемое содействие: {IS}" in alarm
    assert f"было: {WAS}; стало: {IS}" in alarm


@pytest.mark.parametrize(
    ("field", "words", "why"),
    [
        ("Содействие", WAS, "В поле «Содействие» уже стоит этот текст."),
        ("Сроки", "не установлены", "В поле «Сроки» уже стоит этот текст."),
        ("Цель", "12", "номер"),
    ],
)
def test_what_corrects_nothing_is_answered_and_asked_again(
    stage: Stage, field: str, words: str, why: str
) -> None:
    stage.says("kz-duty", "/correct 1")
    stage.presses("kz-duty", field)

    stage.says("kz-duty", words)

    assert why in stage.last("kz-duty")
    stage.says("kz-duty", "Иное, чем прежде")
    stage.presses("kz-duty", SEND)
    assert "Стало: Иное, чем прежде" in stage.last("by-duty")


def test_a_field_is_named_or_pressed_and_no_other(stage: Stage) -> None:
    stage.says("kz-duty", "/correct 1")
    stage.says("kz-duty", "Основание")
    assert "Такого поля нет." in stage.last("kz-duty")
    stage.says("kz-duty", "сроки")
    stage.says("kz-duty", "до 20 суток")
    stage.presses("kz-duty", SEND)

    assert stage.last("by-duty").endswith("Сроки — было: не установлены\nСтало: до 20 суток")


def test_only_the_sender_corrects_and_only_what_was_sent(stage: Stage) -> None:
    stage.says("by-duty", "/correct 1")
    assert "может сделать только запрашивающая Сторона" in stage.last("by-duty")
    stage.says("ru-duty", f"/correct {NUMBER}")
    assert "нет" in stage.last("ru-duty")
    stage.says("kz-duty", "/withdraw 1 не нужно")
    stage.presses("kz-duty", "Отозвать обращение")
    stage.signs("kz-duty")

    stage.says("kz-duty", "/correct 1")

    assert "нельзя" in stage.last("kz-duty")


def test_a_withdrawn_request_stops_the_ringing(stage: Stage) -> None:
    corrects(stage)
    stage.says("kz-duty", "/withdraw 1 не нужно")
    stage.presses("kz-duty", "Отозвать обращение")
    stage.signs("kz-duty")
    since = stage.now

    stage.passes(hours=2)

    assert not stage.heard("by-duty", since + timedelta(minutes=1))


def test_what_was_sent_correctly_rings_on_and_is_read(stage: Stage) -> None:
    corrects(stage)
    stage.says("by-duty", "/misdirected 1")
    stage.presses("by-duty", "Получено ошибочно")
    assert not stage.owed(NUMBER)[Kind.CORRECTION_READ].is_open
    stage.says("kz-duty", "/rightly 1")
    stage.presses("kz-duty", "Направлено верно")
    at = stage.now

    stage.passes(minutes=6)

    assert any("исправление № 1" in each for each in stage.heard("by-duty", at))
    stage.says("by-duty", "/read 1")
    assert "прочитаны исправления № 1" in stage.last("by-duty")
    assert not stage.owed(NUMBER)[Kind.CORRECTION_READ].is_open


@on_console
def test_two_corrections_at_once_have_two_numbers(stage: Stage) -> None:
    for who, field, words in (
        ("kz-duty", "Лица", "Иванов И."),
        ("kz-duty2", "Иное", "Смотри приложение"),
    ):
        stage.says(who, "/correct 1")
        stage.presses(who, field)
        stage.says(who, words)

    stage.do_at_once(*((who, Pressed(stage.offer(who, SEND))) for who in ("kz-duty", "kz-duty2")))

    told = stage.heard("by-duty", stage.now - timedelta(minutes=1))
    for number in ("№ 1", "№ 2"):
        assert sum(f"исправление {number}" in each for each in told) == 1, number
    subject = stage.request(NUMBER).subject
    owed = stage.look(lambda work: work.obligations.about(subject))
    assert sum(each.kind is Kind.CORRECTION_READ and each.is_open for each in owed) == 2


@on_console
def test_two_read_at_once_and_the_second_is_told_who_was_first(stage: Stage) -> None:
    corrects(stage)
    stage.says("by-head", "/open 1")

    stage.do_at_once(("by-duty", Said("/read 1")), ("by-head", Said("/read 1")))

    answers = [stage.last(who) for who in ("by-duty", "by-head")]
    assert sum("прочитаны исправления № 1" in each for each in answers) == 1
    assert sum("нельзя" in each for each in answers) == 1
