"""What was received in error: closed to that side, until the sender says whether it was right."""

from datetime import timedelta

import pytest

from protocol.moves import Execution, Form
from protocol.obligation import Kind
from tests.journeys.stage import Stage, send

NUMBER, PURPOSE = "KZ-BY-2026-1", "вывода из строя систем энергоснабжения"
ERROR, RIGHT, WRONG = "Получено ошибочно", "Направлено верно", "Направлено ошибочно"


@pytest.fixture(autouse=True)
def in_error(stage: Stage) -> None:
    """Belarus states that it has got the request in error."""
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    stage.says("by-duty", "/misdirected 1")
    assert "Исполнение не в вашей компетенции? Тогда передайте обращение (ст. 7)" in stage.last(
        "by-duty"
    )
    stage.presses("by-duty", ERROR)


def answers(stage: Stage, label: str) -> None:
    """The sender answers by a button and its confirmation."""
    stage.presses("kz-duty", label)
    stage.presses("kz-duty", label)


def test_the_content_is_closed_and_nobody_is_reminded_of_anything(stage: Stage) -> None:
    stage.says("by-duty", "/open 1")
    assert PURPOSE not in stage.last("by-duty")

    owed = stage.owed(NUMBER)
    assert [kind for kind, each in owed.items() if each.is_open] == [Kind.ANSWER_MISDIRECTED]
    told = stage.last("kz-duty")
    assert told.startswith("🔴 KZ-BY-2026-1: ")
    assert told.endswith("Исполнения нет. Направлено верно?")


def test_it_rings_at_the_sender_until_somebody_answers(stage: Stage) -> None:
    at = stage.now
    stage.reaches(at + timedelta(minutes=31))

    for who, after in (("kz-duty", 5), ("kz-duty2", 10), ("kz-deputy", 20), ("kz-head", 30)):
        heard = stage.heard(who, at + timedelta(minutes=after - 1))
        assert any("Направлено верно?" in text for text in heard), who
    answers(stage, WRONG)
    since = stage.now
    stage.reaches(since + timedelta(hours=5))
    assert not list(stage.heard("kz-duty", since + timedelta(minutes=1)))


def test_sent_correctly_restores_access_and_every_clock(stage: Stage) -> None:
    stage.reaches(stage.now + timedelta(hours=1))
    ended = {
        kind: each.due
        for kind, each in stage.owed(NUMBER).items()
        if kind in (Kind.CONFIRM, Kind.WILL_SIGN, Kind.FORWARD, Kind.EXECUTE)
    }

    answers(stage, RIGHT)

    owed = stage.owed(NUMBER)
    assert stage.request(NUMBER).execution is Execution.ACKNOWLEDGED
    # And anew, who takes it up.
    assert {kind for kind, each in owed.items() if each.is_open} == {*ended, Kind.TAKE_UP}
    assert owed[Kind.TAKE_UP].opened_at == stage.request(NUMBER).last_moment
    assert {kind: owed[kind].due for kind in ended} == ended
    assert "Доступ и прежние сроки восстановлены" in stage.last("by-duty")
    stage.says("by-duty", "/open 1")
    assert PURPOSE in "".join(each.text for each in stage.chat("by-duty")[-2:])
    stage.says("by-duty", "/accept 1")
    assert stage.request(NUMBER).execution is Execution.IN_EXECUTION


def test_sent_in_error_ends_the_execution_and_the_confirmation(stage: Stage) -> None:
    answers(stage, WRONG)

    assert stage.request(NUMBER).execution is Execution.MISDIRECTED
    assert not [each for each in stage.owed(NUMBER).values() if each.is_open]
    assert "направлено ошибочно: Асанов Б." in stage.last("by-duty")
    stage.says("by-duty", "/open 1")
    assert PURPOSE not in stage.last("by-duty")
    stage.says("kz-duty", "/open")
    assert NUMBER not in stage.last("kz-duty")


def test_a_letter_that_was_registered_meanwhile_is_recorded_and_not_owed_again(
    stage: Stage,
) -> None:
    stage.says("kz-head", "/confirm 1 12-4/881 от 23.11.2026")
    stage.presses("kz-head", "Отправлено сегодня")
    stage.signs("kz-head")
    assert stage.request(NUMBER).form is Form.CONFIRMED
    # Whoever is closed out cannot record it.
    meanwhile = {kind for kind, each in stage.owed(NUMBER).items() if each.is_open}
    assert meanwhile == {Kind.ANSWER_MISDIRECTED}

    answers(stage, RIGHT)

    owed = {kind for kind, each in stage.owed(NUMBER).items() if each.is_open}
    assert owed == {Kind.FORWARD, Kind.EXECUTE, Kind.RECORD_CONFIRMATION, Kind.TAKE_UP}


def test_only_the_sender_answers_and_once(stage: Stage) -> None:
    stage.says("by-duty", "/rightly 1")
    assert "может сделать только запрашивающая Сторона" in stage.last("by-duty")
    answers(stage, RIGHT)

    stage.says("kz-duty", "/wrongly 1")

    assert "нельзя" in stage.last("kz-duty")
    assert stage.request(NUMBER).execution is Execution.ACKNOWLEDGED
