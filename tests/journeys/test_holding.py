"""Plain words about a request, and a call to suspend: it rings until it is answered. Policy."""

from datetime import timedelta

import pytest

from handlers.chat.events import Said
from protocol.moves import Execution
from protocol.obligation import Kind
from tests.journeys.overmatrix import over_matrix
from tests.journeys.stage import MINSK, Stage, moment, on_console, send

NUMBER = "KZ-BY-2026-1"
WORDS = "не блокируйте узел до вечера, идёт наблюдение"
HOLD, PAUSED, GOES_ON = "Просить приостановить", "Действия приостановлены", "Не приостановлены"
SAY = "Служебное сообщение"


def says(stage: Stage, who: str, words: str = WORDS) -> None:
    stage.says(who, f"/say 1 {words}")
    stage.presses(who, SAY)


def calls(stage: Stage, who: str = "kz-duty", words: str = WORDS) -> None:
    stage.says(who, f"/hold 1 {words}")
    stage.presses(who, HOLD)


def owed_by(stage: Stage) -> list[str]:
    """Return who owes an answer to a call."""
    subject = stage.request(NUMBER).subject
    found = stage.look(lambda work: work.obligations.about(subject))
    return [each.owed_by for each in found if each.kind is Kind.ANSWER_HOLD and each.is_open]


@over_matrix("kz-duty", "by-duty")
def test_plain_words_go_to_the_other_side_and_change_no_state_and_no_clock(stage: Stage) -> None:
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    stage.presses("by-duty", "Принять к исполнению")
    before = {kind: each.due for kind, each in stage.owed(NUMBER).items() if each.is_open}

    says(stage, "kz-duty")
    told = stage.last("by-duty")
    says(stage, "by-duty", "приняли, ждём до 20:00")

    assert told.startswith(f"{NUMBER}: служебное сообщение: Асанов Б., ")
    assert WORDS in told
    assert "приняли, ждём до 20:00" in stage.last("kz-duty")
    assert stage.request(NUMBER).execution is Execution.IN_EXECUTION
    after = {kind: each.due for kind, each in stage.owed(NUMBER).items() if each.is_open}
    # A word of the requested side begins its silence anew; all else is as it was.
    assert {kind for kind in after if after[kind] != before.get(kind)} == {Kind.SILENCE}
    assert after.keys() == before.keys()
    for who in ("kz-duty", "by-duty"):
        stage.says(who, "/open 1")
        card = "".join(each.text for each in stage.chat(who)[-2:])
        assert WORDS in card, who
        assert "приняли, ждём до 20:00" in card, who


def test_a_word_of_the_requested_side_shows_that_it_has_the_request(stage: Stage) -> None:
    send(stage)

    says(stage, "by-duty", "получили, разбираемся")

    assert stage.request(NUMBER).execution is Execution.ACKNOWLEDGED
    assert stage.request(NUMBER).acknowledged_by == "by-duty"
    assert not stage.owed(NUMBER)[Kind.ACKNOWLEDGE].is_open
    assert stage.owed(NUMBER)[Kind.TAKE_UP].is_open


def test_a_word_of_the_requesting_side_acknowledges_nothing(stage: Stage) -> None:
    send(stage)

    says(stage, "kz-duty")

    assert stage.request(NUMBER).execution is Execution.TRANSMITTED
    assert stage.owed(NUMBER)[Kind.ACKNOWLEDGE].is_open


def test_words_about_what_has_ended_are_still_heard(stage: Stage) -> None:
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    stage.says("kz-duty", "/withdraw 1 не нужно")
    stage.presses("kz-duty", "Отозвать обращение")
    stage.signs("kz-duty")

    says(stage, "by-duty", "материалы уничтожены")

    assert "материалы уничтожены" in stage.last("kz-duty")
    assert stage.request(NUMBER).execution is Execution.WITHDRAWN


@pytest.mark.parametrize(
    ("caller", "called", "deputy", "head"),
    [
        ("kz-duty", "by-duty", "by-deputy", "by-head"),
        ("by-duty", "kz-duty", "kz-deputy", "kz-head"),
    ],
)
def test_a_call_to_suspend_rings_at_night_until_somebody_answers(
    stage: Stage, caller: str, called: str, deputy: str, head: str
) -> None:
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    stage.presses("by-duty", "Принять к исполнению")
    stage.reaches(moment("24.11.2026 03:00", MINSK))
    at = stage.now
    calls(stage, caller)

    stage.passes(minutes=31)
    for who, after in ((called, 0), (called, 5), (deputy, 20), (head, 30)):
        rung = [
            each.text
            for each in stage.chat(who)
            if each.at >= at + timedelta(minutes=after) and not each.versions[0].silent
        ]
        assert any("приостанов" in each for each in rung), (who, after)
    assert any(WORDS in each for each in stage.heard(called, at))
    stage.presses(called, PAUSED)
    stage.presses(called, PAUSED)

    assert owed_by(stage) == []
    assert "действия приостановлены: " in stage.last(caller)
    assert stage.request(NUMBER).execution is Execution.IN_EXECUTION
    since = stage.now
    stage.passes(hours=3)
    for who in (called, deputy, head):
        told = stage.heard(who, since + timedelta(seconds=30))
        assert not any("просьбу приостановить" in each for each in told), who


def test_that_nothing_is_suspended_is_an_answer_with_its_reason(stage: Stage) -> None:
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    calls(stage)

    stage.says("by-duty", "/proceed 1 узел уже отключён оператором")
    stage.presses("by-duty", GOES_ON)

    assert owed_by(stage) == []
    told = stage.last("kz-duty")
    assert "действия не приостановлены" in told
    assert "узел уже отключён оператором" in told


@on_console
def test_only_the_side_that_was_called_answers_and_once(stage: Stage) -> None:
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    stage.says("by-duty", "/pause 1")
    assert "нельзя" in stage.last("by-duty")
    calls(stage)

    stage.says("kz-duty", "/pause 1")
    assert "нельзя" in stage.last("kz-duty") or "может" in stage.last("kz-duty")
    assert owed_by(stage) == ["BY-1"]
    stage.says("by-duty", "/pause 1")
    stage.presses("by-duty", PAUSED)
    stage.says("by-head", "/proceed 1 нет")

    assert "нельзя" in stage.last("by-head")
    stage.says("ru-duty", f"/hold {NUMBER} стойте")
    assert "нет" in stage.last("ru-duty")


@on_console
def test_a_second_call_takes_the_place_of_the_first(stage: Stage) -> None:
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    calls(stage)
    stage.passes(minutes=3)

    calls(stage, words="и второй узел")

    assert owed_by(stage) == ["BY-1"]
    calls(stage, "by-duty", "приостановите и вы")
    assert owed_by(stage) == ["KZ-1"]


@on_console
def test_of_two_who_answer_at_once_the_second_is_told(stage: Stage) -> None:
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    calls(stage)
    for who in ("by-duty", "by-head"):
        stage.says(who, "/pause 1")

    stage.do_at_once(("by-duty", Said(PAUSED)), ("by-head", Said(PAUSED)))

    assert stage.history(NUMBER).count("accept_hold") == 1
    answers = [stage.last(who) for who in ("by-duty", "by-head")]
    assert sum("нельзя" in each for each in answers) == 1


def test_a_withdrawn_request_stops_the_ringing(stage: Stage) -> None:
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    calls(stage)
    stage.says("kz-duty", "/withdraw 1 не нужно")
    stage.presses("kz-duty", "Отозвать обращение")
    stage.signs("kz-duty")
    since = stage.now

    stage.passes(hours=2)

    assert owed_by(stage) == []
    heard = stage.heard("by-duty", since + timedelta(minutes=1))
    assert not any("приостанов" in each for each in heard)
    stage.says("by-duty", "/pause 1")
    assert "нельзя" in stage.last("by-duty")
