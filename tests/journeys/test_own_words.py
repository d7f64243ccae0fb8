"""What is written in the fields of a request and beside files is text; labels and numbers never."""

import pytest

from handlers.people.enrolment import make_code
from tests.journeys.stage import FORM, Stage, on_console, send


def answers(stage: Stage) -> dict[str, object]:
    """Return what the latest draft of Astana's duty officer says."""
    return dict(stage.look(lambda work: work.drafts.of("kz-duty")[0].answers))


@on_console
@pytest.mark.parametrize(
    "typed", ["777", "№ 3", "Обоснование", "Открыть карточку", "help", "Oбocнoвaниe", "…", "стоп."]
)
def test_a_number_a_label_or_a_command_is_no_field_of_a_request(stage: Stage, typed: str) -> None:
    stage.says("kz-duty", FORM)
    stage.presses("kz-duty", "Изменить")
    stage.presses("kz-duty", "Обоснование")

    stage.says("kz-duty", typed)

    assert answers(stage)["justification"] == "оперативная информация о подготовке атаки"


@on_console
def test_the_label_of_a_field_is_what_no_field_says(stage: Stage) -> None:
    stage.says("kz-duty", "/urgent Беларусь")
    stage.presses("kz-duty", "Готовится")
    stage.presses("kz-duty", "В сфере информационных технологий")

    for label in ("Обоснование", "Цель.", "Persons"):
        stage.says("kz-duty", label)

        assert "название кнопки, команды или поля" in stage.last("kz-duty")
        assert "Квалификация" in stage.last("kz-duty")


@on_console
def test_an_account_may_be_a_number_that_no_button_has(stage: Stage) -> None:
    stage.says("kz-duty", FORM)

    stage.says("kz-duty", "Лица: 7")
    assert answers(stage)["persons"] != "7"
    stage.says("kz-duty", "Лица: 345678901")

    assert answers(stage)["persons"] == "345678901"


@on_console
def test_the_label_of_an_option_in_a_form_is_that_option(stage: Stage) -> None:
    stage.says("kz-duty", FORM)

    stage.says("kz-duty", "Лица: Немедленного реагирования не требуется")

    assert answers(stage)["persons"] == "not_immediate"


@on_console
def test_the_label_behind_a_command_is_the_button_of_its_question(stage: Stage) -> None:
    send(stage)
    stage.says("by-duty", "/ack 1")

    stage.says("by-duty", "/postpone 1 Без даты.")

    assert "откладывается без даты" in stage.last("by-duty")


@on_console
@pytest.mark.parametrize("typed", ["помощь", "Помощь!", "?"])
def test_a_word_that_is_a_command_is_one_beside_a_file_too(stage: Stage, typed: str) -> None:
    send(stage)
    stage.says("by-duty", "/ack 1")
    stage.says("by-duty", "/result 1")
    before = len(stage.chat("by-duty"))

    stage.attaches("by-duty", typed)

    said = "\n".join(each.text for each in stage.chat("by-duty")[before:])
    assert "/urgent" in said
    assert "результат исполнения (ст. 7):" not in said


@on_console
def test_the_code_of_an_invitation_beside_a_file_is_no_text_for_the_other_side(
    stage: Stage,
) -> None:
    send(stage)
    stage.says("by-duty", "/ack 1")
    stage.says("by-duty", "/result 1")

    stage.attaches("by-duty", make_code("7" * 32))

    assert "Код не принят и не потрачен" in stage.last("by-duty")
    assert "text" not in stage.look(lambda work: work.drafts.of("by-duty")[0].answers)


@on_console
@pytest.mark.parametrize("typed", ["/отмена", "/Отмена.", "/стоп"])
def test_a_word_that_is_a_command_is_one_behind_a_stroke_too(stage: Stage, typed: str) -> None:
    stage.says("kz-duty", "/urgent Беларусь")

    stage.says("kz-duty", typed)

    assert "черновик сохранён" in stage.last("kz-duty")


@on_console
def test_a_date_is_read_behind_the_word_of_its_question_alone(stage: Stage) -> None:
    send(stage)
    stage.says("by-duty", "/ack 1")
    stage.says("by-duty", "/postpone 1")

    stage.says("by-duty", "с 10.12.2026")
    assert "Дата не распознана" in stage.last("by-duty")
    stage.says("by-duty", "до 10 декабря 2026 г.")

    assert "откладывается до 10.12.2026" in stage.last("by-duty")


@on_console
def test_a_letter_is_read_side_by_side_where_it_is_asked_for(stage: Stage) -> None:
    send(stage)
    stage.attaches("kz-head", "12-4/881, 23.11.26")
    assert "Файл не принят" in stage.last("kz-head")
    stage.says("kz-head", "/confirm 1")

    stage.says("kz-head", "12-4/881 (23.11.2026)")

    assert "№ 12-4/881 от 23.11.2026" in stage.last("kz-head")


@on_console
def test_a_code_that_is_called_one_signs_and_is_no_text(stage: Stage) -> None:
    send(stage)
    stage.says("by-head", "/refuse 1 Исполнение противоречит закону")
    stage.presses("by-head", "Отказать в исполнении")

    stage.says("by-head", f"код {stage.code('by-head')}")

    assert "refuse" in stage.history("KZ-BY-2026-1")
