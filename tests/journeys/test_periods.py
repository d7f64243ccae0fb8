"""Both sides agree on another period: under a treaty one of Art. 7, without one a moment."""

from datetime import timedelta

import pytest

from protocol.obligation import Kind
from tests.journeys.overmatrix import over_matrix
from tests.journeys.stage import MINSK, Stage, moment, send

NUMBER = "KZ-BY-2026-1"
AGREE, DECLINE = "Согласовать срок", "Не согласовать срок"
TREATY = "Конвенция о правовой помощи от 07.10.2002"
END = moment("21.01.2027 00:00", MINSK) - timedelta(microseconds=1)


@pytest.fixture(autouse=True)
def accepted(stage: Stage) -> None:
    """A request that Belarus executes."""
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    stage.presses("by-duty", "Принять к исполнению")


def proposed(stage: Stage, who: str = "by-head", treaty: str = "") -> None:
    """A signatory proposes the twentieth of January."""
    stage.says(who, "/period 1 20.01.2027")
    if treaty:
        stage.says(who, treaty)
    else:
        stage.presses(who, "Без договора")
    stage.presses(who, "Предложить иной срок")


def agreed(stage: Stage, who: str = "kz-head") -> None:
    """A signatory of the other side agrees."""
    stage.says(who, "/agreeperiod 1")
    stage.presses(who, AGREE)
    stage.signs(who)


def card(stage: Stage, who: str) -> str:
    """Return the card as somebody opens it, without its history."""
    stage.says(who, f"/open {NUMBER}")
    shown = next(each.text for each in reversed(stage.chat(who)) if "История" in each.text)
    return shown.partition("История")[0]


def test_nothing_moves_before_the_other_side_agrees(stage: Stage) -> None:
    before = stage.owed(NUMBER)[Kind.EXECUTE]

    proposed(stage)

    told = stage.last("kz-duty")
    assert told.startswith("🟡 KZ-BY-2026-1: предложен срок исполнения до 20.01.2027: ")
    assert "ст. 7" not in told
    assert "До согласия действует прежний срок." in told
    owed = stage.owed(NUMBER)
    assert owed[Kind.EXECUTE] == before
    assert owed[Kind.ANSWER_PERIOD].owed_by == "KZ-1"
    stage.says("kz-duty", "/declineperiod 1")
    stage.presses("kz-duty", "Без причин")
    stage.presses("kz-duty", DECLINE)
    assert stage.owed(NUMBER)[Kind.EXECUTE] == before
    assert not stage.owed(NUMBER)[Kind.ANSWER_PERIOD].is_open
    assert "не согласован" in stage.last("by-duty")


@over_matrix("kz-duty", "kz-head", "by-duty", "by-head")
@pytest.mark.proves("7.2.2")
def test_under_a_treaty_it_is_another_period_of_article_seven(stage: Stage) -> None:
    proposed(stage, treaty=TREATY)
    assert "(ст. 7)" in stage.last("kz-duty")
    assert TREATY in stage.last("kz-duty")

    agreed(stage)

    owed = stage.owed(NUMBER)
    assert not owed[Kind.EXECUTE].is_open
    assert owed[Kind.AGREED_PERIOD].is_open
    assert owed[Kind.AGREED_PERIOD].due.at == END
    told = stage.last("by-duty")
    assert "иной срок исполнения согласован (ст. 7), до конца 20.01.2027 (Минск)" in told
    assert TREATY in told
    for who in ("kz-duty", "by-duty"):
        shown = card(stage, who)
        assert "Иной срок исполнения согласован Сторонами (ст. 7): до конца 20.01.2027" in shown
        assert TREATY in shown


def test_without_a_treaty_the_moment_moves_and_no_article_is_named(stage: Stage) -> None:
    proposed(stage)

    agreed(stage)

    owed = stage.owed(NUMBER)
    assert not owed[Kind.EXECUTE].is_open
    assert owed[Kind.AGREED_MOMENT].due.at == END
    told = stage.last("by-duty")
    assert "срок исполнения изменён по согласию Сторон, до конца 20.01.2027 (Минск)" in told
    assert "ст. 7" not in told
    lines = [each for each in card(stage, "kz-duty").splitlines() if "20.01.2027" in each]
    assert len(lines) == 2
    assert not [each for each in lines if "ст. 7" in each]
    stage.reaches(moment("06.01.2027 10:00", MINSK))
    reminded = list(stage.heard("by-duty", moment("06.01.2027 09:00", MINSK)))
    assert any("срок исполнения, согласованный Сторонами" in each for each in reminded)
    assert not any("ст. 7" in each for each in reminded if "согласованный" in each)


def test_either_side_proposes_and_only_the_other_one_agrees(stage: Stage) -> None:
    proposed(stage, who="kz-head")

    assert stage.owed(NUMBER)[Kind.ANSWER_PERIOD].owed_by == "BY-1"
    stage.says("kz-head", "/agreeperiod 1")
    assert "предложила ваша Сторона" in stage.last("kz-head")
    agreed(stage, who="by-head")
    assert stage.owed(NUMBER)[Kind.AGREED_MOMENT].due.at == END


def test_a_duty_officer_proposes_and_agrees_at_the_direction_of_a_signatory(
    stage: Stage,
) -> None:
    names = {
        who: stage.look(lambda work, who=who: work.registry.officer(who).name)  # type: ignore[misc]
        for who in ("by-head", "kz-head")
    }
    stage.says("by-duty", "/period 1 20.01.2027")
    stage.presses("by-duty", "Без договора")
    assert "по чьему указанию?" in stage.last("by-duty")
    stage.says("by-duty", names["by-head"])
    stage.presses("by-duty", "Предложить иной срок")
    assert f"По указанию: {names['by-head']}" in stage.last("kz-duty")

    stage.says("kz-duty", "/agreeperiod 1")
    stage.says("kz-duty", names["kz-head"])
    stage.presses("kz-duty", AGREE)
    assert stage.owed(NUMBER)[Kind.ANSWER_PERIOD].is_open
    stage.signs("kz-duty")

    assert stage.owed(NUMBER)[Kind.AGREED_MOMENT].due.at == END
    assert f"по указанию: {names['kz-head']}" in card(stage, "by-duty")


def test_nobody_agrees_to_what_was_not_shown(stage: Stage) -> None:
    proposed(stage)
    stage.says("kz-head", "/agreeperiod 1")
    stage.presses("kz-head", AGREE)
    stage.says("by-head", "/period 1 20.03.2027")
    stage.presses("by-head", "Без договора")
    stage.presses("by-head", "Предложить иной срок")

    stage.signs("kz-head")

    assert "с тех пор изменилось" in stage.last("kz-head")
    assert stage.owed(NUMBER)[Kind.EXECUTE].is_open
    assert stage.owed(NUMBER)[Kind.ANSWER_PERIOD].is_open


def test_a_result_called_incomplete_is_owed_by_the_agreed_moment_again(stage: Stage) -> None:
    proposed(stage)
    agreed(stage)
    stage.says("by-duty", "/result 1 Узел отключён")
    stage.presses("by-duty", "Сообщить результат")
    assert not stage.owed(NUMBER)[Kind.AGREED_MOMENT].is_open

    stage.says("kz-duty", "/incomplete 1 Нет журналов")
    stage.presses("kz-duty", "Результат неполный")

    assert stage.owed(NUMBER)[Kind.AGREED_MOMENT].is_open
    assert stage.owed(NUMBER)[Kind.AGREED_MOMENT].due.at == END
    told = stage.last("by-duty")
    assert "согласованный срок — до конца 20.01.2027 (Минск)" in told
    assert "как правило" not in told.partition("Использование")[0]


def test_what_is_postponed_is_resumed_by_a_date_once_another_period_was_agreed(
    stage: Stage,
) -> None:
    proposed(stage)
    agreed(stage)
    stage.says("by-duty", "/postpone 1 10.12.2026")
    stage.presses("by-duty", "Отложить исполнение")
    assert not stage.owed(NUMBER)[Kind.AGREED_MOMENT].is_open

    stage.says("by-duty", "/resume 1")

    assert "Без даты" not in stage.chat("by-duty")[-1].buttons


def test_a_date_that_has_passed_is_asked_again(stage: Stage) -> None:
    stage.says("by-head", "/period 1")
    stage.says("by-head", "20.01.2026")

    assert "Эта дата уже наступила или прошла." in stage.last("by-head")
    stage.says("by-head", "20.01.2027")
    assert "по какому международному договору" in stage.last("by-head")
