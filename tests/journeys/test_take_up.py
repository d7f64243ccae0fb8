"""Acknowledged, and then nothing: whoever acknowledged is asked, then the deputy, then the head."""

from datetime import timedelta

import pytest

from handlers.chat.events import Said
from handlers.chat.turn import Turn
from handlers.clock.redating import redate
from protocol.moves import Execution
from protocol.obligation import Kind
from storage.work import Work
from tests.journeys.overmatrix import over_matrix
from tests.journeys.stage import Stage, on_console, send

NUMBER = "KZ-BY-2026-1"
ASKED = "действий нет"
AFTER = (("by-duty", 45), ("by-deputy", 60), ("by-head", 120))


def acknowledged(stage: Stage) -> None:
    """Belarus has a request, and a duty officer who acknowledged it."""
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")


def asked(stage: Stage, who: str) -> list[str]:
    """Return what somebody read of the question what becomes of the request."""
    return [each.text for each in stage.chat(who) if ASKED in each.text]


@over_matrix("kz-duty", "by-duty")
def test_whoever_acknowledged_and_did_nothing_is_asked_and_takes_it_up(stage: Stage) -> None:
    acknowledged(stage)
    at = stage.now

    stage.reaches(at + timedelta(minutes=44))
    assert asked(stage, "by-duty") == []
    stage.reaches(at + timedelta(minutes=46))
    assert "получение подтверждено" in asked(stage, "by-duty")[-1]
    assert "Дубровская" in asked(stage, "by-duty")[-1]
    stage.presses("by-duty", "Принять к исполнению")

    assert stage.request(NUMBER).execution is Execution.IN_EXECUTION
    assert not stage.owed(NUMBER)[Kind.TAKE_UP].is_open
    stage.passes(hours=3)
    assert asked(stage, "by-deputy") == asked(stage, "by-head") == []


@on_console
def test_then_the_deputy_is_asked_and_then_the_head_each_once_at_each_step(stage: Stage) -> None:
    acknowledged(stage)
    at = stage.now

    for who, minutes in AFTER:
        stage.reaches(at + timedelta(minutes=minutes - 1))
        assert asked(stage, who) == [], who
        stage.reaches(at + timedelta(minutes=minutes + 1))
        assert len(asked(stage, who)) == 1, who
    stage.passes(hours=12)

    assert [len(asked(stage, who)) for who, _ in AFTER] == [3, 2, 1]
    assert not any(ASKED in each.text for each in stage.chat("kz-duty"))


@on_console
def test_at_night_it_is_asked_as_by_day(stage: Stage) -> None:
    stage.reaches(stage.now + timedelta(hours=13))
    acknowledged(stage)

    stage.passes(minutes=61)

    assert len(asked(stage, "by-duty")) == 2
    assert len(asked(stage, "by-deputy")) == 1


ACTS = {
    "/accept 1": (),
    "/forward 1 Следственный комитет": ("Передать по компетенции",),
    "/ask 1 Какой порт?": ("В течение 24 ч", "Запросить сведения"),
    "/postpone 1": ("Без даты", "Отложить исполнение"),
    "/obstacle 1 Узел отключён": ("Сообщить о препятствии",),
    "/partial 1 Журналы запрошены": ("Промежуточный результат",),
    "/result 1 Журналы сохранены": ("Сообщить результат",),
    "/misdirected 1": ("Получено ошибочно",),
}


@on_console
@pytest.mark.parametrize("typed", ACTS)
def test_any_act_of_a_colleague_ends_it(stage: Stage, typed: str) -> None:
    acknowledged(stage)

    stage.says("by-duty2", typed)
    for label in ACTS[typed]:
        stage.presses("by-duty2", label)

    assert not stage.owed(NUMBER)[Kind.TAKE_UP].is_open
    stage.passes(hours=3)
    assert asked(stage, "by-duty") == asked(stage, "by-deputy") == []


@on_console
def test_a_refusal_in_part_ends_it(stage: Stage) -> None:
    acknowledged(stage)

    stage.says("by-head", "/refusepart 1 Изъятие узла")
    stage.says("by-head", "Противоречит закону")
    stage.says("by-head", "Сохранение журналов")
    stage.presses("by-head", "Отказать частично")
    stage.signs("by-head")

    assert not stage.owed(NUMBER)[Kind.TAKE_UP].is_open


@on_console
def test_the_entry_of_a_letter_acknowledges_and_it_is_asked_all_the_same(stage: Stage) -> None:
    send(stage)
    stage.says("kz-head", "/confirm 1 12-4/881 от 23.11.2026")
    stage.presses("kz-head", "Отправлено сегодня")
    stage.signs("kz-head")
    at = stage.now

    stage.says("by-duty2", "/record 1 3418 от 23.11.2026")
    stage.presses("by-duty2", "Внести входящий номер")

    assert stage.request(NUMBER).execution is Execution.ACKNOWLEDGED
    assert stage.owed(NUMBER)[Kind.TAKE_UP].is_open
    stage.reaches(at + timedelta(minutes=47))
    assert len(asked(stage, "by-duty2")) == 1


@on_console
def test_the_entry_of_a_letter_ends_nothing_of_it(stage: Stage) -> None:
    acknowledged(stage)
    before = stage.owed(NUMBER)[Kind.TAKE_UP]
    stage.says("kz-head", "/confirm 1 12-4/881 от 23.11.2026")
    stage.presses("kz-head", "Отправлено сегодня")
    stage.signs("kz-head")

    stage.says("by-duty2", "/record 1 3418 от 23.11.2026")
    stage.presses("by-duty2", "Внести входящий номер")

    assert stage.owed(NUMBER)[Kind.TAKE_UP] == before


@on_console
def test_working_puts_the_question_off_by_an_hour_and_once(stage: Stage) -> None:
    acknowledged(stage)
    stage.passes(minutes=46)
    at = stage.now

    stage.presses("by-duty", "Работаю, ещё час")

    assert "отмечено, что работа идёт" in stage.last("by-duty")
    assert stage.request(NUMBER).execution is Execution.ACKNOWLEDGED
    stage.reaches(at + timedelta(minutes=59))
    assert (len(asked(stage, "by-duty")), asked(stage, "by-deputy")) == (1, [])
    stage.reaches(at + timedelta(minutes=61))
    assert len(asked(stage, "by-duty")) == 2
    newest = stage.chat("by-duty")[-1].versions[-1].buttons
    assert [each.label for each in newest] == [
        "Принять к исполнению",
        "Передать по компетенции",
        "Запросить сведения",
    ]
    stage.says("by-duty", "/working 1")
    assert stage.last("by-duty").startswith("Взять ещё час больше нельзя")
    stage.reaches(at + timedelta(minutes=76))
    assert len(asked(stage, "by-deputy")) == 1


@on_console
def test_nobody_takes_an_hour_once_it_was_taken_up(stage: Stage) -> None:
    acknowledged(stage)
    stage.says("by-duty2", "/ask 1 Какой порт?")
    stage.presses("by-duty2", "В течение 24 ч")
    stage.presses("by-duty2", "Запросить сведения")

    stage.says("by-duty", "/working 1")

    assert stage.last("by-duty").startswith("Взять ещё час нельзя: по KZ-BY-2026-1 это уже сделано")


@on_console
def test_the_other_side_is_shown_nothing_of_it(stage: Stage) -> None:
    acknowledged(stage)
    owed = "решение по обращению"

    stage.says("by-duty", "/open 1")
    assert owed in stage.chat("by-duty")[-1].text
    stage.says("by-duty", "/owe")
    assert owed in stage.last("by-duty")
    for typed in ("/open 1", "/open", "/owe"):
        stage.says("kz-duty", typed)
        assert owed not in "".join(each.text for each in stage.chat("kz-duty")), typed


@on_console
def test_under_the_acknowledgement_stands_what_comes_next(stage: Stage) -> None:
    acknowledged(stage)

    shown = next(each for each in reversed(stage.chat("by-duty")) if "ст. 7" in each.text)

    assert [each.label for each in shown.versions[-1].buttons] == [
        "Принять к исполнению",
        "Передать по компетенции",
        "Запросить сведения",
        "Получено ошибочно",
        "Ещё…",
    ]
    stage.presses("by-duty", "Ещё…")
    assert "неустановленное лицо готовит атаку" in stage.chat("by-duty")[-1].text


@on_console
def test_two_at_once_the_first_takes_it_up_and_nobody_is_asked(stage: Stage) -> None:
    acknowledged(stage)
    stage.passes(minutes=46)

    stage.do_at_once(("by-duty", Said("/working 1")), ("by-duty2", Said("/accept 1")))

    history = stage.history(NUMBER)
    assert history.count("accept") == 1
    assert stage.request(NUMBER).execution is Execution.IN_EXECUTION
    assert not stage.owed(NUMBER)[Kind.TAKE_UP].is_open


@on_console
def test_the_hour_that_was_taken_by_a_wrong_clock_moves_with_it(stage: Stage) -> None:
    acknowledged(stage)
    stage.passes(minutes=46)
    stage.says("by-duty", "/working 1")
    before = stage.owed(NUMBER)[Kind.TAKE_UP]
    late = timedelta(days=5)

    # The time is known now: what was dated since the acknowledgement was five days behind.
    def redated(work: Work) -> None:
        turn = Turn(work, site=stage.app.site, key="clock", now=work.now)
        redate(turn, since=before.opened_at, by=late)

    stage.look(redated)

    after = stage.owed(NUMBER)[Kind.TAKE_UP]
    assert (after.opened_at, after.due.at) == (before.opened_at + late, before.due.at + late)
