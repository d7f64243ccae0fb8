"""A result is told at once, and signed with a code later, by its author or a signatory. Policy."""

import pytest

from protocol.moves import Execution
from tests.journeys.overmatrix import over_matrix
from tests.journeys.stage import Stage, send

NUMBER = "KZ-BY-2026-1"
SIGN, UNSIGNED = "Подписать результат", "без подписи кодом"


@pytest.fixture(autouse=True)
def reported(stage: Stage) -> None:
    """A result that Belarus has told without a code."""
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    stage.says("by-duty", "/result 1 Узел отключён")
    stage.presses("by-duty", "Сообщить результат")


def card(stage: Stage, who: str) -> str:
    """Return the card as somebody opens it, without its history."""
    stage.says(who, f"/open {NUMBER}")
    shown = next(each.text for each in reversed(stage.chat(who)) if "История" in each.text)
    return shown.partition("История")[0]


def test_until_it_is_signed_both_sides_read_that_it_is_not(stage: Stage) -> None:
    assert stage.request(NUMBER).execution is Execution.RESULT_REPORTED
    assert stage.last("kz-duty").endswith(UNSIGNED)

    for who in ("kz-duty", "by-duty"):
        assert UNSIGNED in card(stage, who)


@over_matrix("kz-duty", "by-duty", "by-head")
@pytest.mark.parametrize("who", ["by-duty", "by-head"])
def test_its_author_or_a_signatory_signs_what_is_shown(stage: Stage, who: str) -> None:
    stage.says(who, "/sign 1")
    assert "Узел отключён" in stage.last(who)
    stage.presses(who, SIGN)
    assert "Узел отключён" in stage.last(who)
    assert UNSIGNED in card(stage, "kz-duty")
    stage.presses(who, SIGN)
    stage.signs(who)

    name = stage.look(lambda work: work.registry.officer(who).name)
    assert f"результат подписан кодом: {name}" in stage.last("kz-duty")
    for reader in ("kz-duty", "by-duty"):
        assert UNSIGNED not in card(stage, reader)
        assert f"подписан кодом, {name}" in card(stage, reader)


def test_a_colleague_who_did_not_tell_it_cannot_sign_it(stage: Stage) -> None:
    stage.says("by-duty2", "/sign 1")

    assert "может его автор или руководитель" in stage.last("by-duty2")
    assert UNSIGNED in card(stage, "kz-duty")


def test_a_corrected_result_is_signed_for_itself(stage: Stage) -> None:
    stage.says("by-duty", "/sign 1")
    stage.presses("by-duty", SIGN)
    stage.signs("by-duty")
    stage.says("by-duty", "/fix 1 Отключены два узла")
    stage.presses("by-duty", "Исправить результат")

    shown = card(stage, "kz-duty")
    assert "подписан кодом" in shown
    assert UNSIGNED in shown


def test_nothing_is_signed_twice_nor_what_was_not_shown(stage: Stage) -> None:
    stage.says("by-duty", "/sign 1")
    stage.presses("by-duty", SIGN)
    stage.says("by-duty2", "/fix 1 Отключены два узла")
    stage.presses("by-duty2", "Исправить результат")
    stage.signs("by-duty")
    assert "подписан кодом" in card(stage, "kz-duty")
    stage.says("by-duty", "/sign 1")
    stage.presses("by-duty", SIGN)

    assert "Отключены два узла" not in stage.last("by-duty")
    assert UNSIGNED in card(stage, "kz-duty")


def test_it_is_signed_also_after_the_receipt(stage: Stage) -> None:
    stage.says("kz-duty", "/received 1 вх. 3418")
    stage.presses("kz-duty", "Результат получен")
    stage.says("by-head", f"/sign {NUMBER}")
    stage.presses("by-head", SIGN)
    stage.signs("by-head")

    assert stage.request(NUMBER).execution is Execution.CLOSED
    assert "подписан кодом" in card(stage, "kz-duty")
    stage.says("by-head", f"/sign {NUMBER}")
    assert f"по {NUMBER} это уже сделано; Лозовский С." in stage.last("by-head")
