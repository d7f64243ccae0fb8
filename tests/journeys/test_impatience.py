"""A button that is pressed again while the answer is on its way is answered once."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from handlers.chat.events import Pressed
from protocol.policy import DEFAULT
from storage.keys import KeyRing
from tests.journeys.overmatrix import over_matrix
from tests.journeys.stage import FORM, Stage, send

SEND, RESULT, REFUSE = "Нет гостайны, отправить", "Сообщить результат", "Отказать в исполнении"
ACKNOWLEDGE = "Подтвердить получение"


def presses(stage: Stage, who: str, label: str, times: int = 1) -> list[str]:
    """Somebody presses one and the same button so many times; return what they hear of it."""
    offer = stage.offer(who, label)
    before = len(stage.chat(who))
    for _ in range(times):
        stage.does(who, Pressed(offer))
    return [each.text for each in stage.chat(who)[before:]]


def prepared(stage: Stage) -> None:
    send(stage)
    stage.says("by-duty", "/ack 1")


@over_matrix("kz-duty", "by-duty")
def test_what_was_sent_by_the_first_press_is_not_refused_by_the_others(stage: Stage) -> None:
    stage.says("kz-duty", FORM)

    said = presses(stage, "kz-duty", SEND, times=4)

    assert stage.request("KZ-BY-2026-1").sender == "kz-duty"
    assert not any("больше нет" in each for each in said)
    assert len(stage.look(lambda work: work.requests.of("KZ-1"))) == 1


@over_matrix("kz-duty", "by-duty")
def test_a_question_and_a_preview_are_shown_once(stage: Stage) -> None:
    prepared(stage)

    asked = presses(stage, "by-duty", "Принять к исполнению", times=3)
    stage.says("by-duty", "/result 1 Журналы сохранены")
    done = presses(stage, "by-duty", RESULT, times=3)

    assert len(asked) == 1
    assert len(done) == 1
    assert not any("нельзя" in each or "уже сделано" in each for each in (*asked, *done))
    assert stage.history("KZ-BY-2026-1").count("report_result") == 1


@over_matrix("kz-duty", "by-duty", "by-head")
def test_what_is_to_be_signed_is_shown_once_and_still_waits_for_its_code(stage: Stage) -> None:
    prepared(stage)
    stage.says("by-head", "/refuse 1 Противоречит закону")

    said = presses(stage, "by-head", REFUSE, times=3)

    assert len([each for each in said if "Код из приложения?" in each]) == 1
    assert not any("прервано" in each for each in said)
    stage.signs("by-head")
    assert "refuse" in stage.history("KZ-BY-2026-1")


@over_matrix("kz-duty", "by-duty")
def test_a_press_that_is_refused_is_refused_once(stage: Stage) -> None:
    send(stage)
    offer = stage.offer("by-duty", ACKNOWLEDGE)
    stage.says("by-duty", "/ack 1")
    before = len(stage.chat("by-duty"))

    for _ in range(3):
        stage.does("by-duty", Pressed(offer))

    said = [each.text for each in stage.chat("by-duty")[before:]]
    assert len(said) == 1
    assert "Подтвердить получение нельзя" in said[0]


@over_matrix("kz-duty", "by-duty")
def test_a_later_press_of_a_spent_button_is_answered(stage: Stage) -> None:
    stage.says("kz-duty", FORM)
    offer = stage.offer("kz-duty", SEND)
    stage.does("kz-duty", Pressed(offer))
    stage.passes(seconds=int(DEFAULT.same_press_within.total_seconds()) + 1)

    stage.does("kz-duty", Pressed(offer))

    assert "больше нет" in stage.last("kz-duty")


def test_a_press_after_something_else_is_a_new_one(stage: Stage) -> None:
    stage.says("kz-duty", FORM)
    edit = stage.offer("kz-duty", "Изменить")
    stage.does("kz-duty", Pressed(edit))
    stage.says("kz-duty", "/me")
    before = stage.last("kz-duty")

    stage.does("kz-duty", Pressed(edit))

    assert stage.last("kz-duty") != before
    assert "Цель" in stage.chat("kz-duty")[-1].buttons


def test_two_buttons_in_turn_are_two_answers(stage: Stage) -> None:
    stage.says("kz-duty", "/urgent")
    belarus, armenia = (stage.offer("kz-duty", each) for each in ("Беларусь", "Армения"))

    for each in (belarus, armenia, belarus):
        stage.does("kz-duty", Pressed(each))

    assert stage.look(lambda work: work.drafts.of("kz-duty")[0].answers["to"]) == ["BY-1"]


def test_words_of_a_button_typed_again_are_answered_once(stage: Stage) -> None:
    stage.says("kz-duty", FORM)
    before = stage.now
    for _ in range(3):
        stage.says("kz-duty", SEND)

    said = stage.heard("kz-duty", before)
    assert not any("больше нет" in each or "не понято" in each for each in said)
    assert len(stage.look(lambda work: work.requests.of("KZ-1"))) == 1


def test_the_same_words_are_another_press_where_another_button_is_offered_since(
    stage: Stage,
) -> None:
    prepared(stage)
    stage.says("by-duty", "/result 1 Журналы сохранены")
    stage.presses("by-duty", RESULT)

    stage.presses("kz-duty", "Результат получен")
    for _ in range(2):
        stage.says("kz-duty", "Результат получен")

    assert "acknowledge_result" in stage.history("KZ-BY-2026-1")


def test_presses_that_waited_while_nobody_handled_them_are_answered_once(stage: Stage) -> None:
    send(stage)
    offer = stage.offer("by-duty", ACKNOWLEDGE)
    before = len(stage.chat("by-duty"))
    stage.do_at_once(*(("by-duty", Pressed(offer)) for _ in range(5)))
    stage.passes(seconds=2)

    said = [each.text for each in stage.chat("by-duty")[before:]]
    assert len(said) == 1
    assert stage.history("KZ-BY-2026-1").count("acknowledge") == 1


def test_within_how_long_a_press_is_the_same_is_a_figure(sqlite_path: Path, ring: KeyRing) -> None:
    policy = replace(DEFAULT, same_press_within=timedelta())
    with Stage(f"sqlite:///{sqlite_path}", ring, policy=policy) as stage:
        send(stage)

        said = presses(stage, "by-duty", ACKNOWLEDGE, times=2)

        assert any("Подтвердить получение нельзя" in each for each in said)
