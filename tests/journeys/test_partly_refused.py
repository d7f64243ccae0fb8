"""A refusal in part says what, why, and what is executed; one may be taken back. Art. 9."""

import pytest

from protocol.moves import Execution
from protocol.obligation import Kind
from tests.journeys.stage import Stage, send

NUMBER = "KZ-BY-2026-1"


@pytest.fixture(autouse=True)
def accepted(stage: Stage) -> None:
    """A request that Belarus executes."""
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    stage.presses("by-duty", "Принять к исполнению")


def refused_in_part(stage: Stage) -> None:
    """The head refuses one thing of it."""
    stage.says("by-head", "/refusepart 1 Выдача журналов оператора")
    assert "по каким причинам" in stage.last("by-head")
    stage.says("by-head", "Тайна связи")
    assert "что будет исполнено?" in stage.last("by-head")
    stage.says("by-head", "Узел будет отключён")
    stage.presses("by-head", "Отказать частично")
    assert "Причины: Тайна связи" in stage.last("by-head")
    stage.signs("by-head")


@pytest.mark.proves("9.1")
def test_it_is_told_in_three_parts_and_the_execution_goes_on(stage: Stage) -> None:
    refused_in_part(stage)

    told = stage.last("kz-duty")
    assert told.startswith("🟡 KZ-BY-2026-1: частичный отказ (ст. 9): ")
    assert (
        "Не исполняется:\nВыдача журналов оператора\nПричины:\nТайна связи\nИсполняется:\n"
        "Узел будет отключён\nПисьменное уведомление об отказе последует.\n"
    ) in told
    assert stage.request(NUMBER).execution is Execution.IN_EXECUTION
    owed = stage.owed(NUMBER)
    assert owed[Kind.EXECUTE].is_open
    assert owed[Kind.WRITTEN_REFUSAL].is_open


@pytest.mark.parametrize("who", ["kz-duty", "by-duty"])
def test_each_part_is_read_again_under_its_name(stage: Stage, who: str) -> None:
    refused_in_part(stage)

    stage.says(who, "/open 1")

    card = next(each.text for each in reversed(stage.chat(who)) if "История" in each.text)
    assert (
        "в исполнении отказано в части\nВыдача журналов оператора\n"
        "Причины:\nТайна связи\nИсполняется:\nУзел будет отключён"
    ) in card


def test_a_refusal_is_taken_back_and_the_execution_is_owed_as_before(stage: Stage) -> None:
    before = stage.owed(NUMBER)[Kind.EXECUTE]
    stage.says("by-head", "/refuse 1 Противоречит закону о связи")
    stage.presses("by-head", "Отказать в исполнении")
    stage.signs("by-head")
    assert stage.request(NUMBER).execution is Execution.REFUSED

    stage.says("by-head", "/unrefuse 1 Получено согласие прокурора")
    stage.presses("by-head", "Отозвать отказ")
    stage.signs("by-head")

    owed = stage.owed(NUMBER)
    assert stage.request(NUMBER).execution is Execution.IN_EXECUTION
    assert owed[Kind.EXECUTE].is_open
    assert owed[Kind.EXECUTE].due == before.due
    assert not owed[Kind.WRITTEN_REFUSAL].is_open
    told = stage.last("kz-duty")
    assert told.startswith("🟡 KZ-BY-2026-1: запрашиваемая Сторона отозвала отказ: ")
    assert (
        "Получено согласие прокурора\n"
        "Исполнение возобновлено; прежний срок — до конца 23.12.2026 (Минск), как правило.\n"
    ) in told


def test_taken_back_what_was_expected_by_a_date_is_expected_by_it_and_no_rule_is_named(
    stage: Stage,
) -> None:
    stage.says("by-duty", "/postpone 1 10.12.2026")
    stage.presses("by-duty", "Отложить исполнение")
    stage.says("by-duty", "/resume 1 20.01.2027")
    stage.presses("by-duty", "Возобновить исполнение")
    stage.says("by-head", "/refuse 1 Противоречит закону о связи")
    stage.presses("by-head", "Отказать в исполнении")
    stage.signs("by-head")

    stage.says("by-head", "/unrefuse 1 Получено согласие прокурора")
    stage.presses("by-head", "Отозвать отказ")
    stage.signs("by-head")

    told = stage.last("kz-duty")
    assert stage.owed(NUMBER)[Kind.EXPECTED].is_open
    assert "Исполнение возобновлено и ожидается до конца 20.01.2027 (Минск).\n" in told
    assert "как правило" not in told


def test_only_a_signatory_takes_it_back_and_only_a_refusal(stage: Stage) -> None:
    stage.says("by-head", "/unrefuse 1 Ошибка")
    assert "нельзя" in stage.last("by-head")
    stage.says("by-head", "/refuse 1 Противоречит закону о связи")
    stage.presses("by-head", "Отказать в исполнении")
    stage.signs("by-head")

    stage.says("by-duty", "/unrefuse 1 Ошибка")

    assert "нельзя" in stage.last("by-duty")
    assert stage.request(NUMBER).execution is Execution.REFUSED


def test_a_refusal_in_part_is_taken_back_and_all_is_executed_by_the_same_moment(
    stage: Stage,
) -> None:
    refused_in_part(stage)
    before = stage.owed(NUMBER)[Kind.EXECUTE]

    stage.says("by-head", "/unrefusepart 1 Получено согласие прокурора")
    stage.presses("by-head", "Отозвать частичный отказ")
    stage.signs("by-head")

    owed = stage.owed(NUMBER)
    assert owed[Kind.EXECUTE] == before
    assert not owed[Kind.WRITTEN_REFUSAL].is_open
    told = stage.last("kz-duty")
    assert told.startswith("🟡 KZ-BY-2026-1: запрашиваемая Сторона отозвала частичный отказ: ")
    assert "Обращение исполняется полностью; срок исполнения прежний." in told
    stage.says("by-head", "/unrefusepart 1 Ещё раз")
    assert "по KZ-BY-2026-1 это уже сделано; Лозовский С." in stage.last("by-head")


def test_only_a_part_that_was_refused_is_taken_back(stage: Stage) -> None:
    stage.says("by-head", "/unrefusepart 1 Ошибка")

    assert "частичного отказа по KZ-BY-2026-1 нет" in stage.last("by-head")
