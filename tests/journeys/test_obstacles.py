"""An obstacle is told without delay, also before the acknowledgement; a date may be named."""

import pytest

from protocol.moves import Execution
from protocol.obligation import Kind
from tests.journeys.stage import Stage, send

NUMBER = "KZ-BY-2026-1"
REPORT = "Сообщить о препятствии"


def card(stage: Stage, who: str) -> str:
    """Return the card as somebody opens it, without its history."""
    stage.says(who, f"/open {NUMBER}")
    shown = next(each.text for each in reversed(stage.chat(who)) if "История" in each.text)
    return shown.partition("История")[0]


@pytest.mark.proves("7.3")
def test_it_is_told_before_the_acknowledgement_and_acknowledges(stage: Stage) -> None:
    send(stage)

    stage.says("by-duty", "/obstacle 1 Оператор не отвечает")
    stage.presses("by-duty", REPORT)

    assert stage.request(NUMBER).execution is Execution.ACKNOWLEDGED
    assert not stage.owed(NUMBER)[Kind.ACKNOWLEDGE].is_open
    assert "Оператор не отвечает" in stage.last("kz-duty")
    assert "Ожидаемая дата" not in card(stage, "kz-duty")


def test_an_expected_date_stands_on_the_cards_and_moves_no_due_moment(stage: Stage) -> None:
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    before = stage.owed(NUMBER)[Kind.EXECUTE]

    stage.says("by-duty", "/obstacle 1 Оператор не отвечает")
    stage.presses("by-duty", "Назвать дату")
    stage.says("by-duty", "31.02.2027")
    assert "Даты 31.02.2027 не существует." in stage.last("by-duty")
    stage.says("by-duty", "20.01.2027")
    assert "Оператор не отвечает" in stage.last("by-duty")
    assert "Ожидаемая дата исполнения: 20.01.2027" in stage.last("by-duty")
    stage.presses("by-duty", REPORT)

    told = stage.last("kz-duty")
    assert "Оператор не отвечает" in told
    assert "Ожидаемая дата исполнения — 20.01.2027" in told
    assert "срок исполнения прежний" in told
    for who in ("kz-duty", "by-duty"):
        assert "Ожидаемая дата исполнения — 20.01.2027" in card(stage, who)
    assert stage.owed(NUMBER)[Kind.EXECUTE] == before


def test_a_later_date_takes_the_place_of_an_earlier_one(stage: Stage) -> None:
    send(stage)
    for date in ("20.01.2027", "10.02.2027"):
        stage.says("by-duty", "/obstacle 1 Оператор не отвечает")
        stage.presses("by-duty", "Назвать дату")
        stage.says("by-duty", date)
        stage.presses("by-duty", REPORT)

    assert "10.02.2027" in card(stage, "kz-duty")
    assert "20.01.2027" not in card(stage, "kz-duty")
