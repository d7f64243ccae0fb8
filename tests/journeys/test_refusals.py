"""A refusal says in its first words that it is one, why, and offers what can be done instead."""

import pytest

from protocol.obligation import Kind
from tests.journeys.overmatrix import over_matrix
from tests.journeys.stage import FORM, Stage, on_console, send

NUMBER = "KZ-BY-2026-1"
CARD = "Открыть карточку"
LETTER = "Внести письмо об отказе"


def refuses(stage: Stage) -> None:
    """The head refuses execution."""
    stage.says("by-head", f"/refuse {NUMBER} Противоречит национальному законодательству")
    stage.presses("by-head", "Отказать в исполнении")
    stage.signs("by-head")


@over_matrix("kz-duty", "by-duty")
def test_what_is_over_is_refused_with_the_card_at_hand(stage: Stage) -> None:
    send(stage)
    stage.says("kz-duty", f"/withdraw {NUMBER} Отпала необходимость")
    stage.presses("kz-duty", "Отозвать обращение")
    stage.signs("kz-duty")

    stage.says("by-duty", f"/result {NUMBER} Исполнено")
    said = stage.chat("by-duty")[-1]

    assert said.text.startswith(f"Сообщить результат нельзя: {NUMBER} — отозвано")
    assert CARD in said.buttons
    stage.presses("by-duty", CARD)
    assert NUMBER in stage.last("by-duty")


@on_console
def test_the_moves_of_now_stand_under_what_is_not_possible_yet(stage: Stage) -> None:
    send(stage)

    stage.says("by-duty", f"/resume {NUMBER}")
    said = stage.chat("by-duty")[-1]

    assert said.text.startswith(f"Возобновить исполнение нельзя: {NUMBER}")
    assert said.buttons[:3] == (CARD, "Подтвердить получение", "Принять к исполнению")
    stage.presses("by-duty", "Принять к исполнению")
    assert "принято к исполнению" in stage.last("by-duty")


@on_console
def test_whose_it_is_stands_with_the_party(stage: Stage) -> None:
    send(stage)

    stage.says("kz-duty", f"/accept {NUMBER}")
    said = stage.chat("kz-duty")[-1]

    first = f"Принять к исполнению нельзя: {NUMBER}, это может сделать только"
    assert said.text.startswith(f"{first} запрашиваемая Сторона (Беларусь).")
    assert said.buttons[0] == CARD
    assert "Отозвать обращение" in said.buttons
    assert "Принять к исполнению" not in said.buttons


@on_console
@pytest.mark.parametrize("who", ["auditor", "by-registrar"])
def test_nobody_is_offered_what_is_not_theirs(stage: Stage, who: str) -> None:
    send(stage)

    stage.says(who, f"/accept {NUMBER}")

    assert set(stage.chat(who)[-1].buttons) <= {CARD}


@on_console
def test_several_numbers_are_chosen_by_their_buttons(stage: Stage) -> None:
    send(stage)
    send(stage, "by-duty", FORM.replace("Беларусь", "Казахстан"))

    stage.says("by-duty", "/phone 1")

    assert {NUMBER, "BY-KZ-2026-1"} <= set(stage.chat("by-duty")[-1].buttons)


@on_console
@pytest.mark.proves("9.2")
def test_a_letter_of_refusal_follows_a_refusal_and_is_told_once(stage: Stage) -> None:
    send(stage)
    stage.says("by-head", f"/accept {NUMBER}")

    stage.says("by-head", f"/refusal {NUMBER} 7-1/90 от 23.11.2026")
    early = stage.last("by-head")
    stage.says("by-head", f"/open {NUMBER}")
    assert LETTER not in stage.chat("by-head")[-1].buttons
    refuses(stage)
    assert Kind.WRITTEN_REFUSAL in stage.owed(NUMBER)
    for _ in range(2):
        stage.says("by-head", f"/refusal {NUMBER} 7-1/91 от 23.11.2026")
        if LETTER in stage.chat("by-head")[-1].buttons:
            stage.presses("by-head", LETTER)
            stage.signs("by-head")
    late = stage.last("by-head")

    assert early.startswith(f"Внести письмо об отказе нельзя: в исполнении {NUMBER} не отказано")
    assert late.startswith(f"Внести письмо об отказе нельзя: по {NUMBER} письмо уже внесено")
    told = [each for each in stage.chat("kz-duty") if "7-1/91" in each.text]
    assert len(told) == 1
