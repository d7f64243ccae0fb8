"""What every dialog does, line by line, in one journey: on the console, Telegram and Matrix."""

import re
from collections.abc import Callable

from tests.journeys.overmatrix import over_matrix
from tests.journeys.stage import FORM, Stage, send

EARLIER, LATER = "Сведения собраны, прилагаются.", "Сведения собраны не все."
RESULT, REPLACE, RETAIN, STOP = "Сообщить результат", "Заменить", "Оставить прежний", "Прервать"
SEND, DELETE, REFUSE = "Нет гостайны, отправить", "Удалить черновик", "Отказать в исполнении"
UNDER_REVIEW = "Проверьте и отправьте."
NOTHING_SEEN = "\u200b\u2060\u00ad\u3164\u2800"


def since(stage: Stage, who: str, before: int) -> str:
    """Return all that somebody has read since there were so many messages."""
    return "\n".join(each.text for each in stage.chat(who)[before:])


def says(stage: Stage, who: str, text: str) -> str:
    """Somebody types something; return what they read then."""
    before = len(stage.chat(who))
    stage.says(who, text)
    return since(stage, who, before)


def buttons(stage: Stage, who: str) -> tuple[str, ...]:
    """Return the labels under the last message that has some; a list's page ends with its own."""
    found = (each.versions[-1].buttons for each in reversed(stage.chat(who)))
    return tuple(each.label for each in next(filter(None, found)))


def words_after_a_preview_replace_nothing(stage: Stage) -> None:
    stage.says("by-duty", f"/result 1 {EARLIER}")
    asked = says(stage, "by-duty", LATER)
    assert EARLIER in asked
    assert LATER in asked
    stage.presses("by-duty", RETAIN)
    assert EARLIER in stage.last("by-duty")
    stage.says("by-duty", LATER)
    stage.presses("by-duty", REPLACE)
    assert LATER in stage.last("by-duty")
    stage.presses("by-duty", STOP)


def words_at_the_prompt_for_a_code_replace_nothing(stage: Stage) -> None:
    stage.says("by-head", "/refuse 1 Исполнение противоречит закону")
    stage.presses("by-head", REFUSE)
    asked = says(stage, "by-head", "сейчас")
    assert "Исполнение противоречит закону" in asked
    assert "Заменить его новым?" in asked
    stage.presses("by-head", RETAIN)
    stage.presses("by-head", STOP)
    assert "refuse" not in stage.history("KZ-BY-2026-1")


def numbers_labels_and_commands_are_no_text(stage: Stage) -> None:
    stage.says("by-duty", "/result 1")
    question = stage.last("by-duty")
    for typed in ("777", REFUSE, "result"):
        refused = says(stage, "by-duty", typed)
        assert question.split("?")[0] in refused, typed
    stage.presses("by-duty", STOP)


def the_words_of_the_button_press_it(stage: Stage) -> None:
    stage.says("by-duty", "/obstacle 1")
    assert "ничего не сделано" in says(stage, "by-duty", STOP.casefold() + ".")


def text_that_shows_nothing_is_no_answer(stage: Stage) -> None:
    stage.says("by-duty", "/obstacle 1")
    question = stage.last("by-duty")
    assert question.split("?")[0] in says(stage, "by-duty", NOTHING_SEEN)
    stage.presses("by-duty", STOP)


def words_in_no_field_and_a_label_twice_are_told(stage: Stage) -> None:
    said = says(stage, "kz-duty", f"Срочно прошу помочь\n{FORM}\nЦель: и ещё одна")
    assert "Срочно прошу помочь" in said
    assert "и ещё одна" in said
    stage.presses("kz-duty", DELETE)


def a_new_form_is_a_new_request_and_one_line_corrects(stage: Stage) -> None:
    stage.says("kz-duty", FORM)
    stage.says("kz-duty", FORM.replace("сохранить журналы", "изъять журналы"))
    assert "изъять журналы" in stage.last("kz-duty")
    assert UNDER_REVIEW in says(stage, "kz-duty", "Лица: известно по псевдониму Беркут")
    assert "Беркут" in stage.last("kz-duty")
    stage.presses("kz-duty", DELETE)
    stage.says("kz-duty", "/drafts")
    assert "Беларусь" in stage.last("kz-duty")
    stage.presses(
        "kz-duty",
        "1. Продолжить"
        if "1. Продолжить" in buttons(stage, "kz-duty")
        else next(each for each in buttons(stage, "kz-duty") if "1" in each),
    )
    assert "сохранить журналы" in stage.last("kz-duty")
    stage.presses("kz-duty", DELETE)


def a_form_is_read_as_people_paste_it(stage: Stage) -> None:
    lines = (line.replace(":", "\uff1a", 1) for line in FORM.splitlines())
    pasted = "\n".join(f"> {place}) {line}" for place, line in enumerate(lines, 1))
    assert UNDER_REVIEW in says(stage, "kz-duty", pasted)
    stage.presses("kz-duty", DELETE)


def a_caption_is_what_it_would_be_alone(stage: Stage) -> None:
    before = len(stage.chat("kz-duty"))
    stage.attaches("kz-duty", FORM)
    assert UNDER_REVIEW in since(stage, "kz-duty", before)
    assert "Приложение:" in since(stage, "kz-duty", before)
    stage.presses("kz-duty", DELETE)


def a_date_is_read_however_it_is_written(stage: Stage) -> None:
    for written in (
        "12-4/881 от 23.11.26",
        "от 23 ноября 2026 г. № 12-4/881",
        "12-4/881 2026-11-23",
    ):
        stage.says("kz-head", f"/confirm 1 {written}")
        read = since(stage, "kz-head", max(0, len(stage.chat("kz-head")) - 2))
        assert "12-4/881" in read, written
        assert "23.11.2026" in read, written
        stage.says("kz-head", "отмена")


def what_is_asked_is_repeated_after_what_is_no_answer(stage: Stage) -> None:
    stage.says("by-duty", "/postpone 1")
    question = stage.last("by-duty")
    assert question in says(stage, "by-duty", "после выходных")
    assert STOP in buttons(stage, "by-duty")
    stage.presses("by-duty", STOP)


def what_is_held_repeats_its_question(stage: Stage) -> None:
    stage.says("kz-duty", "Запись велась в режиме секретности на узле")
    offered = buttons(stage, "kz-duty")
    assert "сначала ответьте" in says(stage, "kz-duty", "и что теперь")
    assert set(offered) <= set(buttons(stage, "kz-duty"))
    stage.presses("kz-duty", "Уничтожить сообщение")


def without_a_number_one_of_several_is_chosen(stage: Stage) -> None:
    asked = says(stage, "by-duty", "/phone")
    assert "KZ-BY-2026-1" in asked
    assert "KZ-BY-2026-2" in asked
    assert "«»" not in asked
    stage.presses("by-duty", "KZ-BY-2026-2")
    assert "KZ-BY-2026-2" in stage.last("by-duty")


def a_line_of_a_list_tells_whose_turn_it_is(stage: Stage) -> None:
    listed = says(stage, "by-duty", "/open")
    assert re.search(r"KZ-BY-2026-2.*от Казахстана", listed)


def words_are_what_they_seem(stage: Stage) -> None:
    for typed in ("помощь", "?"):
        assert "/urgent" in says(stage, "by-duty", typed)
    assert "Открытого черновика нет" in says(stage, "by-duty", "отмена")


def a_refusal_says_so_and_what_can_be_done(stage: Stage) -> None:
    said = says(stage, "by-duty", "/refusal 1 12-4/882 от 23.11.2026")
    assert "нельзя" in said.splitlines()[0] or "может" in said.splitlines()[0]
    assert "Открыть карточку" in buttons(stage, "by-duty")


def a_notice_has_its_number_once_it_is_entered_and_can_be_withdrawn(stage: Stage) -> None:
    stage.says("sec-duty", "/notice")
    stage.presses("sec-duty", "Иное сообщение Генерального секретаря")
    stage.says("sec-duty", "Совещание дежурных служб состоится 15.12.2026.")
    assert stage.look(lambda work: work.notices.recent(9)) == ()
    stage.presses("sec-duty", "Внести уведомление")
    assert "2026/1" in stage.last("sec-duty")
    stage.says("sec-duty", "/unnotice 2026/1 Внесено по ошибке")
    stage.presses("sec-duty", "Отозвать уведомление")
    assert "отозвано" in stage.last("sec-duty")


def impatient_presses_are_answered_once(stage: Stage) -> None:
    stage.says("by-duty", f"/partial 1 {EARLIER}")
    before, label = len(stage.chat("by-duty")), "Промежуточный результат"
    stage.presses("by-duty", label)
    stage.presses("by-duty", label)
    assert len(stage.chat("by-duty")) == before + 1
    assert stage.history("KZ-BY-2026-1").count("report_partial") == 1


LINES: tuple[Callable[[Stage], None], ...] = (
    words_after_a_preview_replace_nothing,
    words_at_the_prompt_for_a_code_replace_nothing,
    numbers_labels_and_commands_are_no_text,
    the_words_of_the_button_press_it,
    text_that_shows_nothing_is_no_answer,
    words_in_no_field_and_a_label_twice_are_told,
    a_new_form_is_a_new_request_and_one_line_corrects,
    a_form_is_read_as_people_paste_it,
    a_caption_is_what_it_would_be_alone,
    a_date_is_read_however_it_is_written,
    what_is_asked_is_repeated_after_what_is_no_answer,
    what_is_held_repeats_its_question,
    without_a_number_one_of_several_is_chosen,
    a_line_of_a_list_tells_whose_turn_it_is,
    words_are_what_they_seem,
    a_refusal_says_so_and_what_can_be_done,
    a_notice_has_its_number_once_it_is_entered_and_can_be_withdrawn,
    impatient_presses_are_answered_once,
)


@over_matrix("kz-duty", "kz-head", "by-duty", "by-head", "sec-duty")
def test_every_line_of_what_a_dialog_must_do(stage: Stage) -> None:
    for _ in range(2):
        send(stage)
    stage.says("by-duty", "/ack 1")
    stage.says("by-duty", "/ack 2")

    wrong = {}
    for line in LINES:
        try:
            line(stage)
        except (AssertionError, LookupError) as failure:
            wrong[line.__name__] = str(failure)

    assert wrong == {}
