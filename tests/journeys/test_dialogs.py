"""What a dialog does with words that are no answer, too late, or meant for something else."""

import pytest

from tests.journeys.overmatrix import over_matrix
from tests.journeys.stage import FORM, Stage, send

EARLIER, LATER = "Сведения собраны, прилагаются.", "Сведения собраны не все."
RESULT, REPLACE, RETAIN, STOP = "Сообщить результат", "Заменить", "Оставить прежний", "Прервать"


def previewed(stage: Stage) -> None:
    """Minsk has received a request, and has written a result that it has not sent."""
    send(stage)
    stage.says("by-duty", "/ack 1")
    stage.says("by-duty", "/result 1")
    stage.says("by-duty", EARLIER)
    assert EARLIER in stage.last("by-duty")


def told(stage: Stage) -> str:
    """Return what the other side was told last."""
    return stage.last("kz-duty")


@over_matrix("kz-duty", "by-duty")
def test_words_after_a_preview_replace_nothing_unasked(stage: Stage) -> None:
    previewed(stage)

    stage.says("by-duty", LATER)
    for words in (EARLIER, LATER, "Заменить его новым?"):
        assert words in stage.last("by-duty")
    stage.presses("by-duty", RETAIN)
    assert EARLIER in stage.last("by-duty")
    assert LATER not in stage.last("by-duty")
    stage.presses("by-duty", RESULT)

    assert EARLIER in told(stage)


@over_matrix("kz-duty", "by-duty")
def test_the_newer_words_count_once_they_are_chosen(stage: Stage) -> None:
    previewed(stage)

    stage.says("by-duty", LATER)
    stage.presses("by-duty", REPLACE)
    assert LATER in stage.last("by-duty")
    assert EARLIER not in stage.last("by-duty")
    stage.presses("by-duty", RESULT)

    assert LATER in told(stage)


def test_what_is_sent_while_two_texts_are_in_question_is_the_one_that_was_shown(
    stage: Stage,
) -> None:
    previewed(stage)
    stage.says("by-duty", LATER)

    stage.presses("by-duty", RESULT)

    assert EARLIER in told(stage)
    assert LATER not in told(stage)


def test_words_at_the_prompt_for_a_code_change_nothing_that_is_signed(stage: Stage) -> None:
    send(stage)
    stage.says("by-head", "/refuse 1 Исполнение противоречит закону")
    stage.presses("by-head", "Отказать в исполнении")

    stage.says("by-head", "сейчас")
    assert "Подписание прервано" in stage.chat("by-head")[-2].text
    assert "Заменить его новым?" in stage.last("by-head")
    stage.presses("by-head", RETAIN)
    stage.presses("by-head", "Отказать в исполнении")
    stage.signs("by-head")

    words = " ".join(each.text for each in stage.chat("kz-duty"))
    assert "Исполнение противоречит закону" in words
    assert "сейчас" not in words


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("9", "только число"),
        ("№ 1", "только число"),
        ("Отказать в исполнении", "название кнопки"),
        ("принять к исполнению.", "название кнопки"),
        ("result", "название кнопки, команды или поля"),
    ],
)
def test_what_names_a_number_a_button_or_a_command_is_no_text(
    stage: Stage, typed: str, why: str
) -> None:
    send(stage)
    stage.says("by-duty", "/ack 1")
    stage.says("by-duty", "/result 1")
    question = stage.last("by-duty")

    stage.says("by-duty", typed)

    assert why in stage.last("by-duty")
    assert question in stage.last("by-duty")
    stage.says("by-duty", EARLIER)
    stage.presses("by-duty", RESULT)
    assert EARLIER in told(stage)


@over_matrix("kz-duty", "by-duty")
def test_what_is_no_answer_repeats_the_question_with_its_buttons(stage: Stage) -> None:
    send(stage)
    stage.says("kz-duty", "/confirm 1")
    question = stage.last("kz-duty")

    stage.says("kz-duty", "письмо отправим завтра")

    assert question in stage.last("kz-duty")
    labels = [each.label for each in stage.chat("kz-duty")[-1].versions[-1].buttons]
    assert "Отложить" in labels or "Сохранить черновик" in labels


def test_every_question_of_a_notice_can_be_left_and_nothing_is_entered(stage: Stage) -> None:
    answers = (
        *(("", "Контакты"), ("", "Армения"), ("01.12.2026", "")),
        *(("", "Без письма"), ("", "Только что"), ("Новый телефон", "")),
    )
    for count in range(len(answers) + 1):
        stage.says("sec-duty", "/notice")
        for typed, pressed in answers[:count]:
            if typed:
                stage.says("sec-duty", typed)
            else:
                stage.presses("sec-duty", pressed)
        stage.presses("sec-duty", STOP)
        assert "ничего не сделано" in stage.last("sec-duty")

    assert stage.look(lambda work: work.notices.recent(9)) == ()


def test_a_notice_gets_its_number_only_when_it_is_entered(stage: Stage) -> None:
    stage.says("sec-duty", "/notice")
    stage.presses("sec-duty", "Контакты")
    stage.presses("sec-duty", "Армения")
    stage.says("sec-duty", "01.12.2026")
    stage.presses("sec-duty", "Без письма")
    stage.presses("sec-duty", "Только что")
    stage.says("sec-duty", "Новый телефон")
    assert "Сообщение: изменение контактных данных" in stage.last("sec-duty")
    assert stage.look(lambda work: work.notices.recent(9)) == ()

    stage.presses("sec-duty", "Внести уведомление")
    stage.passes(minutes=1)
    stage.presses("sec-duty", "Внести уведомление")

    assert "Это уже сделано" in stage.last("sec-duty")
    assert len(stage.look(lambda work: work.notices.recent(9))) == 1


def test_a_notice_that_was_not_written_to_its_end_is_not_entered(stage: Stage) -> None:
    stage.says("sec-duty", "/notice")
    stage.presses("sec-duty", "Контакты")
    draft = stage.look(lambda work: work.drafts.of("sec-duty")[0].id)

    stage.says("sec-duty", f"/notify {draft}")

    assert "Это уже сделано" in stage.last("sec-duty")
    assert stage.look(lambda work: work.notices.recent(9)) == ()


@over_matrix("kz-duty")
def test_words_that_are_a_command_are_what_they_seem(stage: Stage) -> None:
    for typed in ("помощь", "Помощь!", "?"):
        stage.says("kz-duty", typed)
        assert "/urgent" in stage.last("kz-duty")
    stage.says("kz-duty", "/urgent Беларусь")
    stage.says("kz-duty", "Отмена")
    assert "черновик сохранён" in stage.last("kz-duty")


def test_while_a_message_is_held_the_next_words_repeat_its_question(stage: Stage) -> None:
    stage.says("kz-duty", "сведения составляют государственную тайну?")
    question = stage.last("kz-duty")

    stage.says("kz-duty", "ау, что дальше")

    assert "сначала ответьте" in stage.last("kz-duty")
    labels = [each.label for each in stage.chat("kz-duty")[-1].versions[-1].buttons]
    held = [each.label for each in stage.chat("kz-duty")[-2].versions[-1].buttons]
    assert labels == held
    assert question == stage.chat("kz-duty")[-2].text


@over_matrix("kz-duty")
def test_a_number_after_a_list_of_drafts_is_that_of_its_line(stage: Stage) -> None:
    stage.says("kz-duty", FORM)
    stage.says("kz-duty", "Отмена")
    stage.says("kz-duty", "/drafts")
    assert "1. " in stage.last("kz-duty")

    stage.says("kz-duty", "1")

    assert stage.last("kz-duty").startswith("Проверьте и отправьте.")
    assert stage.look(lambda work: work.requests.of("KZ-1")) == ()


def test_a_number_after_two_lists_is_that_of_the_latest(stage: Stage) -> None:
    stage.says("kz-duty", FORM)
    stage.says("kz-duty", "Отмена")
    stage.says("kz-duty", "/drafts")
    stage.passes(minutes=1)
    stage.says("kz-duty", FORM.replace("предотвращение", "пресечение"))
    stage.says("kz-duty", "Отмена")
    stage.says("kz-duty", "/drafts")

    stage.says("kz-duty", "1")

    assert "пресечение" in stage.last("kz-duty")


def test_a_number_that_may_be_of_a_list_or_of_a_newer_button_does_nothing(stage: Stage) -> None:
    stage.says("kz-duty", FORM)
    stage.says("kz-duty", "Отмена")
    stage.says("kz-duty", "/drafts")
    stage.says("kz-duty", "/me")

    stage.says("kz-duty", "1")

    assert "может означать разное" in stage.last("kz-duty")
    assert stage.look(lambda work: work.requests.of("KZ-1")) == ()


@pytest.mark.parametrize("typed", ["Прервать", "прервать.", "Пpepвать", "Stop"])
def test_the_words_of_the_button_that_leaves_a_dialog_are_that_button(
    stage: Stage, typed: str
) -> None:
    previewed(stage)
    if typed == "Stop":
        stage.says("by-duty", "/me en")

    stage.says("by-duty", typed)

    assert stage.look(lambda work: work.drafts.of("by-duty")) == ()


def test_what_is_refused_beside_an_open_question_does_not_repeat_it(stage: Stage) -> None:
    send(stage)
    stage.says("by-duty", "/ack 1")
    stage.passes(minutes=11)
    stage.says("by-duty", "/obstacle 1 Узел отключён")

    stage.says("by-duty", "Подтвердить получение")

    assert "Подтвердить получение нельзя" in stage.last("by-duty")
    labels = [each.label for each in stage.chat("by-duty")[-1].versions[-1].buttons]
    assert STOP not in labels


@pytest.mark.parametrize("typed", ["Результат получен", "Result received"])
@over_matrix("kz-duty", "by-duty")
def test_the_label_of_its_own_button_answers_the_question_about_the_receipt(
    stage: Stage, typed: str
) -> None:
    previewed(stage)
    stage.presses("by-duty", RESULT)
    stage.says("kz-duty", "/me " + ("ru" if typed[0] == "Р" else "en"))
    stage.says("kz-duty", "/received 1")
    assert typed in stage.chat("kz-duty")[-1].buttons

    stage.says("kz-duty", typed)
    assert "acknowledge_result" not in stage.history("KZ-BY-2026-1")
    assert ("Без отметки." if typed[0] == "Р" else "Without a note.") in stage.last("kz-duty")
    stage.says("kz-duty", typed)

    assert "acknowledge_result" in stage.history("KZ-BY-2026-1")
    assert "Без отметки." in stage.last("by-duty")


def test_a_note_that_is_only_a_number_is_still_the_note_of_the_receipt(stage: Stage) -> None:
    previewed(stage)
    stage.presses("by-duty", RESULT)
    stage.says("kz-duty", "/received 1")

    stage.says("kz-duty", "3418")
    stage.presses("kz-duty", "Результат получен")

    assert "3418" in stage.last("by-duty")


def noticed(stage: Stage, kind: str = "Контакты") -> None:
    """The Secretariat has written a notice to its end, and sees it."""
    stage.says("sec-duty", "/notice")
    stage.presses("sec-duty", kind)
    stage.presses("sec-duty", "Армения")
    stage.says("sec-duty", "01.12.2026")
    stage.presses("sec-duty", "Без письма")
    stage.presses("sec-duty", "Только что")
    stage.says("sec-duty", "Новый телефон")


@over_matrix("sec-duty")
def test_one_answer_is_corrected_under_the_review_and_the_others_stay(stage: Stage) -> None:
    noticed(stage)

    stage.presses("sec-duty", "Изменить")
    assert stage.chat("sec-duty")[-1].buttons == (
        *("Вид", "Сторона", "Дата", "Письмо", "Поступило", "Текст", STOP),
    )
    stage.presses("sec-duty", "Дата")
    stage.says("sec-duty", "завтра")
    assert "С какой даты действует?" in stage.last("sec-duty")
    stage.says("sec-duty", "02.12.2026")

    for shown in ("02.12.2026", "Армения", "Новый телефон"):
        assert shown in stage.last("sec-duty")
    stage.presses("sec-duty", "Внести уведомление")
    assert "02.12.2026" in stage.last("sec-duty")


def test_an_answer_that_a_correction_makes_impossible_is_asked_anew(stage: Stage) -> None:
    noticed(stage)

    stage.presses("sec-duty", "Изменить")
    stage.presses("sec-duty", "Вид")
    stage.presses("sec-duty", "Выход из Протокола")
    assert "Какого числа Сторона направила уведомление о выходе?" in stage.last("sec-duty")
    stage.says("sec-duty", "20.11.2026")
    stage.presses("sec-duty", "Изменить")
    stage.presses("sec-duty", "Дата")
    assert "С какой даты действует?" in stage.last("sec-duty")
    stage.says("sec-duty", "01.12.2027")

    assert "01.12.2027" in stage.last("sec-duty")
    assert "Новый телефон" in stage.last("sec-duty")


def test_a_circular_that_was_something_else_before_names_no_party(stage: Stage) -> None:
    noticed(stage)

    stage.presses("sec-duty", "Изменить")
    stage.presses("sec-duty", "Вид")
    stage.presses("sec-duty", "Иное сообщение Генерального секретаря")
    assert "Армени" not in stage.last("sec-duty")
    stage.presses("sec-duty", "Внести уведомление")

    entered = stage.look(lambda work: work.notices.recent(1)[0])
    assert (entered.party, entered.effective_on) == (None, None)


def test_a_file_that_a_dialog_has_no_use_for_is_said_not_to_be_kept(stage: Stage) -> None:
    noticed(stage)
    stage.presses("sec-duty", "Внести уведомление")
    stage.presses("sec-duty", "Отозвать уведомление")

    stage.attaches("sec-duty")
    assert "Файл не принят" in stage.last("sec-duty")
    assert "по какой причине отзывается?" in stage.last("sec-duty")
    before = stage.now
    stage.attaches("sec-duty", "Новый порядок связи")

    assert any("Файл не принят" in each for each in stage.heard("sec-duty", before))
    assert "Новый порядок связи" in stage.last("sec-duty")


def test_a_file_stays_though_the_words_beside_it_are_no_answer(stage: Stage) -> None:
    send(stage)
    stage.says("by-duty", "/ack 1")
    stage.says("by-duty", "/result 1")

    stage.attaches("by-duty", "7")
    assert "только число" in stage.last("by-duty")
    assert STOP in stage.chat("by-duty")[-1].buttons
    stage.says("by-duty", EARLIER)
    stage.presses("by-duty", RESULT)

    assert "Приложение:" in told(stage)


def test_a_signatory_is_chosen_by_a_typed_name_and_a_letter_is_known_by_its_look(
    stage: Stage,
) -> None:
    send(stage)
    stage.says("kz-duty", "/confirm 1 12-4/881 от 23.11.2026")
    assert "кто подписал?" in stage.last("kz-duty")

    assert "Сериков А., заместитель руководителя" in stage.chat("kz-duty")[-1].buttons
    stage.says("kz-duty", "12-4/882 от 23.11.2026")
    assert "12-4/882" in stage.last("kz-duty")
    stage.says("kz-duty", "сериков а.")

    assert "12-4/882" in stage.last("kz-duty")
    assert "Подписано: Сериков А." in stage.last("kz-duty")
