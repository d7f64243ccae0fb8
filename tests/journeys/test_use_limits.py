"""For what the information may be used: said with the acceptance and every result. Art. 10."""

import pytest

from protocol.moves import Execution
from protocol.terms import UseLimit, limits_of
from tests.journeys.overmatrix import over_matrix
from tests.journeys.stage import MINSK, Stage, moment, send

NUMBER = "KZ-BY-2026-1"
PURPOSES = "Использование сведений: для целей, указанных в обращении (ст. 10)"
LIMIT, RESULT = "Ограничить использование", "Сообщить результат"


@pytest.fixture(autouse=True)
def acknowledged(stage: Stage) -> None:
    """A request that Belarus has."""
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")


def card(stage: Stage, who: str) -> str:
    """Return the card as somebody opens it, without its history."""
    stage.says(who, f"/open {NUMBER}")
    shown = next(each.text for each in reversed(stage.chat(who)) if "История" in each.text)
    return shown.partition("История")[0]


def test_a_plain_acceptance_states_the_purposes_without_another_press(stage: Stage) -> None:
    stage.presses("by-duty", "Принять к исполнению")

    assert stage.request(NUMBER).execution is Execution.IN_EXECUTION
    assert stage.last("kz-duty").endswith(f"ст. 7.\n{PURPOSES}")
    assert stage.last("by-duty").endswith(PURPOSES)
    for who in ("kz-duty", "by-duty"):
        assert PURPOSES in card(stage, who)


@pytest.mark.proves("10.2")
def test_the_acceptance_may_be_limited_at_once_by_its_button(stage: Stage) -> None:
    stage.presses("by-duty", "Принять к исполнению")

    stage.presses("by-duty", LIMIT)
    stage.presses("by-duty", "Без передачи другим")
    assert "без передачи третьим лицам и органам" in stage.last("by-duty")
    stage.presses("by-duty", LIMIT)

    told = stage.last("kz-duty")
    assert "запрашиваемая Сторона ограничила использование сведений: Дубровская Е." in told
    limits = (
        "Ограничение использования (ст. 10): только для целей, указанных в обращении, "
        "без передачи третьим лицам и органам"
    )
    assert told.endswith(limits)
    assert limits in card(stage, "kz-duty")


def test_a_result_without_limits_takes_no_more_presses_than_before(stage: Stage) -> None:
    stage.says("by-duty", "/result 1 Узел отключён")
    assert stage.last("by-duty").endswith(PURPOSES)
    stage.presses("by-duty", RESULT)

    assert stage.request(NUMBER).execution is Execution.RESULT_REPORTED
    assert PURPOSES in stage.last("kz-duty")


@over_matrix("kz-duty", "by-duty")
def test_a_result_carries_its_limits_and_they_survive_the_closing(stage: Stage) -> None:
    stage.says("by-duty", "/result 1 Узел отключён")
    stage.presses("by-duty", LIMIT)
    stage.presses("by-duty", "Источник не раскрывать")
    stage.presses("by-duty", LIMIT)
    stage.presses("by-duty", "Не действовать до …")
    assert "до какого момента не действовать?" in stage.last("by-duty")
    stage.says("by-duty", "вчера")
    assert "до какого момента не действовать?" in stage.last("by-duty")
    stage.says("by-duty", "01.12.2026 09:00")
    assert "Узел отключён" in stage.last("by-duty")
    assert "источник не раскрывать; не действовать до 01.12.2026 09:00" in stage.last("by-duty")
    stage.presses("by-duty", RESULT)

    told = stage.last("kz-duty")
    assert "Узел отключён" in told
    # Nine in the morning where it was named.
    assert "источник не раскрывать; не действовать до 01.12.2026 11:00 (Астана)" in told
    stage.says("kz-duty", "/received 1 вх. 3418")
    stage.presses("kz-duty", "Результат получен")
    assert stage.request(NUMBER).execution is Execution.CLOSED
    stage.passes(days=60)
    assert "источник не раскрывать" in card(stage, "kz-duty")
    stage.says("kz-duty", f"/letter letter {NUMBER}")
    assert "источник не раскрывать" in stage.last("kz-duty")
    request = stage.request(NUMBER)
    stands = limits_of(stage.look(lambda work: work.terms.about(request.id)))
    assert stands.not_before == moment("01.12.2026 09:00", MINSK)


def test_no_later_result_takes_a_limit_back(stage: Stage) -> None:
    stage.says("by-duty", "/partial 1 Узел найден")
    stage.presses("by-duty", LIMIT)
    stage.says("by-duty", "для ориентирования; сначала согласовать")
    stage.presses("by-duty", "Промежуточный результат")
    stage.says("by-duty", "/result 1 Узел отключён")
    stage.presses("by-duty", LIMIT)
    stage.presses("by-duty", "Только для целей")
    assert PURPOSES in stage.last("by-duty")

    stage.presses("by-duty", RESULT)

    request = stage.request(NUMBER)
    stands = limits_of(stage.look(lambda work: work.terms.about(request.id)))
    assert stands.limits == (UseLimit.PURPOSES_ONLY, UseLimit.LEAD_ONLY, UseLimit.ASK_FIRST)
    assert "до любого действия — согласовать" in stage.last("kz-duty")


def test_what_is_no_limit_is_answered_and_the_result_is_kept(stage: Stage) -> None:
    stage.says("by-duty", "/result 1 Узел отключён")
    stage.presses("by-duty", LIMIT)

    stage.says("by-duty", "никому не показывать")

    assert "Такого ограничения нет." in stage.last("by-duty")
    stage.presses("by-duty", "Источник не раскрывать")
    assert "Узел отключён" in stage.last("by-duty")


def test_only_the_requested_side_limits_the_use(stage: Stage) -> None:
    stage.says("kz-duty", "/limit 1")

    assert "это может сделать только запрашиваемая Сторона" in stage.last("kz-duty")
