"""A duty officer asks, by questions or in one message; nothing typed is ever lost. Art. 6."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.transports.base import Receipt
from handlers.chat.events import Said
from protocol.parties import Party
from storage.work import Work
from tests.journeys.overmatrix import over_matrix
from tests.journeys.stage import FORM, MINSK, Stage, moment, on_console, send

# Under every question.
LEAVING = ("Сохранить черновик", "Удалить черновик")
SEND = "Нет гостайны, отправить"
# The questions of the dialog in their order, and what our officer types or presses.
ANSWERS = (
    ("1/9 Преступление (ст. 6)?", None, "Готовится"),
    ("2/9 Основание (ст. 3)", None, "В сфере информационных технологий"),
    ("3/9 Квалификация", "ст. 205 УК РК", None),
    ("4/9 Цель", "сохранить энергоснабжение", None),
    ("5/9 Обоснование", "оперативная информация", None),
    ("6/9 Существо", "готовится атака", None),
    ("7/9 Какое содействие", "сохранить журналы", None),
    ("8/9 Причастные лица", "известно по псевдониму Сокол", None),
    ("9/9 Сроки", None, "Не установлены"),
)
# Art. 6, in its order; what was not given is left out.
FIELDS = (
    "Орган запрашивающей Стороны:",
    "Орган запрашиваемой Стороны:",
    "Основание (ст. 3):",
    "Цель:",
    "Обоснование:",
    "Существо вопроса:",
    "Запрашиваемое содействие:",
    "Причастные лица:",
    "Сроки, предусмотренные законодательством:",
)
MINIMAL = {
    "Кому": "Беларусь",
    "Основание": "ИТ, ст. 205 УК РК",
    "Цель": "сохранить энергоснабжение",
    "Обоснование": "оперативная информация",
    "Существо": "готовится атака",
    "Содействие": "сохранить журналы",
    "Лица": "известно по псевдониму Сокол",
    "Сроки": "не установлены",
}


def answers(stage: Stage, first: int, last: int) -> None:
    """Our officer is asked the questions from one place to another, and answers each."""
    for question, typed, pressed in ANSWERS[first:last]:
        assert question in stage.last("kz-duty")
        if typed:
            stage.says("kz-duty", typed)
        else:
            stage.presses("kz-duty", str(pressed))


def filled(fields: dict[str, str]) -> str:
    return "\n".join(f"{label}: {value}" for label, value in fields.items())


def two_of_russia(work: Work) -> None:
    """Russia designates a second authority with a duty officer of its own."""
    first = work.registry.in_force(Party.RUSSIA)[0]
    work.registry.put_authority(replace(first, id="RU-2", name="Второй орган", phone="+7 495 2"))
    officer = replace(work.registry.officer("ru-duty2"), authority="RU-2", on_duty=True)
    work.registry.put_officer(officer)


@over_matrix("kz-duty", "by-duty")
def test_the_dialog_survives_a_restart_and_a_night_and_becomes_a_request(stage: Stage) -> None:
    stage.says("kz-duty", "/urgent")
    assert "Запрашиваемая Сторона?" in stage.last("kz-duty")
    parties = ("Армения", "Беларусь", "Кыргызстан", "Россия", "Таджикистан", "Несколько")
    assert stage.chat("kz-duty")[-1].buttons == (*parties, *LEAVING)
    stage.presses("kz-duty", "Беларусь")
    answers(stage, 0, 5)

    stage.restarts()
    answers(stage, 5, 7)
    stage.says("kz-duty", "/cancel")
    assert stage.last("kz-duty") == "Прервано, черновик сохранён: /drafts."
    stage.passes(hours=14)
    stage.says("kz-duty", "/drafts")
    assert "осталось 2 поля" in stage.last("kz-duty")
    stage.presses("kz-duty", "Продолжить 1")
    answers(stage, 7, 9)

    preview = stage.last("kz-duty")
    places = [preview.index(field) for field in FIELDS]
    assert places == sorted(places)
    for _, typed, _ in ANSWERS:
        assert typed is None or typed in preview
    assert "Соглашения от 18.06.2004 (ст. 10). Таких сведений здесь нет?" in preview
    stage.presses("kz-duty", SEND)
    assert "KZ-BY-2026-1 · передано 24.11.2026" in stage.chat("kz-duty")[-2].text
    assert "сохранить журналы" in stage.last("by-duty")
    stage.says("kz-duty", "/drafts")
    assert stage.last("kz-duty") == "Черновиков нет. Начать — /urgent."


def test_a_field_is_edited_in_the_preview_and_the_rest_stays(stage: Stage) -> None:
    stage.says("kz-duty", FORM)
    stage.presses("kz-duty", "Изменить")
    stage.presses("kz-duty", "Цель")
    assert "Цель обращения?" in stage.last("kz-duty")

    stage.restarts()
    stage.says("kz-duty", "сохранить водоснабжение")

    assert "Цель: сохранить водоснабжение" in stage.last("kz-duty")
    assert "известно по псевдониму Сокол" in stage.last("kz-duty")
    stage.presses("kz-duty", SEND)
    assert "Цель: сохранить водоснабжение" in stage.last("by-duty")
    assert "энергоснабжения" not in stage.last("by-duty")


def test_whoever_types_beside_a_finished_preview_is_told_that_it_is_ready(stage: Stage) -> None:
    stage.says("kz-duty", FORM)

    stage.says("kz-duty", "отправляй")

    assert stage.last("kz-duty").splitlines() == [
        "Текст не принят: черновик уже заполнен.",
        "Исправить поле — «Изменить» или одной строкой, например: «Лица: …».",
    ]
    assert stage.chat("kz-duty")[-1].buttons == (SEND, "Изменить", *LEAVING)
    stage.presses("kz-duty", SEND)
    assert stage.request("KZ-BY-2026-1").sender == "kz-duty"


@pytest.mark.parametrize("typed", ["Цель:", "Цель: \u2060", "ЦЕЛЬ —"])
def test_a_label_with_nothing_behind_it_changes_nothing_and_says_so(
    stage: Stage, typed: str
) -> None:
    stage.says("kz-duty", FORM)
    before = len(stage.chat("kz-duty"))

    stage.says("kz-duty", typed)

    told, shown = (each.text for each in stage.chat("kz-duty")[before:])
    assert told == "Цель: после названия поля ничего нет, прежнее остаётся."
    assert "Цель: предотвращение вывода из строя" in shown


def test_a_deleted_draft_cannot_be_sent_any_more(stage: Stage) -> None:
    stage.says("kz-duty", FORM)
    stage.presses("kz-duty", "Удалить черновик")
    assert stage.last("kz-duty") == "Черновик удалён."

    stage.presses("kz-duty", SEND)

    assert "Этого черновика больше нет" in stage.last("kz-duty")
    assert stage.chat("by-duty") == []


def test_a_repeated_press_sends_nothing_twice(stage: Stage) -> None:
    send(stage)
    stage.passes(minutes=1)
    stage.presses("kz-duty", SEND)

    assert "Этого черновика больше нет" in stage.last("kz-duty")
    assert len(stage.chat("by-duty")) == 1
    with pytest.raises(LookupError):
        stage.request("KZ-BY-2026-2")


@pytest.mark.parametrize(
    "form",
    [
        filled(MINIMAL),
        filled(dict(reversed(MINIMAL.items()))),
        "/form " + filled(MINIMAL),
        "/form\n" + filled(MINIMAL),
        "To: Belarus\nGround: IT, ст. 205 УК РК\nPurpose: сохранить энергоснабжение\n"
        "Justification: оперативная информация\nSubstance: готовится атака\n"
        "Assistance: сохранить журналы\nPersons: известно по псевдониму Сокол\n"
        "Periods: не установлены",
        "КОМУ : Республика Беларусь\nоснование: в сфере информационных технологий\n"
        "Qualification: ст. 205 УК РК\nЦель: сохранить энергоснабжение\n"
        "Обоснование: оперативная информация\nСуть: готовится\nатака\n"
        "Запрашиваемое содействие: сохранить журналы\nЛицо: известно по псевдониму Сокол\n"
        "Срок: не установлены",
    ],
    ids=["ordered", "reversed", "behind a command", "below it", "in English", "mixed"],
)
def test_one_message_in_any_order_and_language_is_a_whole_request(stage: Stage, form: str) -> None:
    stage.says("kz-duty", form)
    stage.presses("kz-duty", SEND)

    alarm = stage.last("by-duty")
    assert "Основание (ст. 3): готовится преступление в сфере информационных технологий" in alarm
    for value in ("ст. 205 УК РК", "сохранить энергоснабжение", "готовится", "журналы", "Сокол"):
        assert value in alarm


@pytest.mark.parametrize("left_out", [label for label in MINIMAL if label != "Кому"])
@pytest.mark.proves("6.2")
def test_what_is_missing_is_asked_and_what_was_given_is_kept(stage: Stage, left_out: str) -> None:
    given = {label: value for label, value in MINIMAL.items() if label != left_out}

    stage.says("kz-duty", filled(given))
    told, asked = stage.heard("kz-duty", stage.now - timedelta(seconds=2))
    assert told.startswith("Заполненное сохранено. Не заполнено:")
    assert left_out in told
    assert asked == stage.last("kz-duty")
    if left_out == "Основание":  # nothing says of which crime
        stage.presses("kz-duty", "Готовится")
    stage.says("kz-duty", MINIMAL[left_out])

    for value in MINIMAL.values():
        assert value.split(", ")[-1] in stage.last("kz-duty")
    assert SEND in stage.chat("kz-duty")[-1].buttons


def test_a_wrong_field_is_named_and_the_right_ones_are_kept(stage: Stage) -> None:
    stage.says("kz-duty", filled({**MINIMAL, "Кому": "Атлантида"}))

    said = stage.heard("kz-duty", stage.now - timedelta(seconds=2))
    assert "«Атлантида» — не название Стороны." in said[0]
    assert "Заполненное сохранено. Не заполнено: Кому." in said[0]
    assert "Запрашиваемая Сторона?" in said[1]
    stage.presses("kz-duty", "Беларусь")
    assert "сохранить энергоснабжение" in stage.last("kz-duty")
    assert SEND in stage.chat("kz-duty")[-1].buttons


def test_a_form_to_another_addressee_takes_nothing_of_the_open_draft_with_it(stage: Stage) -> None:
    stage.says("kz-duty", filled({**MINIMAL, "Иное": "звонить Соколу"}))
    stage.attaches("kz-duty")

    stage.says("kz-duty", filled({**MINIMAL, "Кому": "Россия"}))
    shown = stage.last("kz-duty")
    stage.says("kz-duty", "/drafts")

    assert "Российской Федерации" in shown
    assert "Соколу" not in shown
    assert "Приложение" not in shown
    assert "2. Управление по противодействию" in stage.last("kz-duty")


def test_fields_without_an_addressee_correct_the_open_draft(stage: Stage) -> None:
    stage.says("kz-duty", filled({**MINIMAL, "Иное": "звонить Соколу"}))
    stage.attaches("kz-duty")

    stage.says("kz-duty", "Цель: сохранить водоснабжение\nСрочно до: вечера")
    stage.says("kz-duty", "Суть: атака готовится")

    for kept in ("водоснабжение", "вечера", "атака готовится", "Соколу", "Приложение"):
        assert kept in stage.last("kz-duty")


def test_a_text_without_russian_is_named_and_corrected_by_one_field(stage: Stage) -> None:
    stage.says("kz-duty", filled({**MINIMAL, "Цель": "keep the lights on"}))
    assert stage.last("kz-duty").startswith("Нет русских букв: Цель.")

    stage.says("kz-duty", "Цель: сохранить энергоснабжение")

    assert "Цель: сохранить энергоснабжение" in stage.last("kz-duty")
    assert SEND in stage.chat("kz-duty")[-1].buttons


@pytest.mark.parametrize("said", ["None", "not set", "не установлены.", "нет"])
def test_periods_that_are_none_are_read_in_the_readers_language(stage: Stage, said: str) -> None:
    stage.says("kz-duty", filled({**MINIMAL, "Сроки": said}))
    stage.presses("kz-duty", SEND)

    assert "Сроки, предусмотренные законодательством: не установлены" in stage.last("by-duty")


def test_words_beside_a_file_for_a_finished_draft_are_answered_and_the_file_is_shown(
    stage: Stage,
) -> None:
    stage.says("kz-duty", FORM)

    stage.attaches("kz-duty", "снимок экрана")

    said = stage.heard("kz-duty", stage.now - timedelta(seconds=2))
    assert any("Текст не принят" in each for each in said)
    assert "Приложение:" in stage.last("kz-duty")
    assert SEND in stage.chat("kz-duty")[-1].buttons


@pytest.mark.proves("6.1")
def test_one_text_to_several_is_as_many_requests_and_each_sees_only_its_own(stage: Stage) -> None:
    stage.says("kz-duty", filled({**MINIMAL, "Кому": "Беларусь, Россия и Таджикистан"}))
    stage.presses("kz-duty", SEND)

    for who, number in (
        ("by-duty", "KZ-BY-2026-1"),
        ("ru-duty", "KZ-RU-2026-1"),
        ("tj-duty", "KZ-TJ-2026-1"),
    ):
        assert number in stage.last(who)
        assert stage.request(number).transmitted_at is not None
        for other in {"KZ-BY", "KZ-RU", "KZ-TJ"} - {number[:5]}:
            assert all(other not in each.text for each in stage.chat(who))


@on_console
def test_several_addressees_are_chosen_one_by_one_with_buttons(stage: Stage) -> None:
    stage.says("kz-duty", "/urgent")
    stage.presses("kz-duty", "Несколько")
    stage.presses("kz-duty", "Армения")
    assert "Армения" not in stage.chat("kz-duty")[-1].buttons
    stage.presses("kz-duty", "Россия")
    stage.presses("kz-duty", "Достаточно")
    answers(stage, 0, 9)
    stage.presses("kz-duty", SEND)

    assert "KZ-AM-2026-1" in stage.last("am-duty")
    assert "KZ-RU-2026-1" in stage.last("ru-duty")
    assert stage.chat("by-duty") == []


@pytest.mark.parametrize("begin", ["/urgent", "form"])
def test_of_two_authorities_of_one_party_the_officer_is_asked_which(
    stage: Stage, begin: str
) -> None:
    stage.look(two_of_russia)
    if begin == "form":
        stage.says("kz-duty", filled({**MINIMAL, "Кому": "Россия"}))
        said = stage.heard("kz-duty", stage.now - timedelta(seconds=2))
        assert "Россия: действует несколько уполномоченных" in said[0]
        assert "Второй орган" in said[0]
    else:
        stage.says("kz-duty", begin)
    stage.presses("kz-duty", "Россия")
    assert "Какому из них?" in stage.last("kz-duty")

    stage.presses("kz-duty", "Второй орган")
    if begin == "/urgent":
        answers(stage, 0, 9)
    stage.presses("kz-duty", SEND)

    assert "KZ-RU-2026-1" in stage.last("ru-duty2")
    assert stage.chat("ru-duty") == []


@pytest.mark.proves("13")
def test_a_text_without_russian_letters_asks_once(stage: Stage) -> None:
    stage.says("kz-duty", filled({**MINIMAL, "Цель": "to keep the grid alive"}))
    assert "Рабочий язык — русский (ст. 13)" in stage.last("kz-duty")

    stage.presses("kz-duty", "Оставить как есть")
    stage.presses("kz-duty", SEND)

    assert "Цель: to keep the grid alive" in stage.last("by-duty")


def test_files_go_with_the_request_and_are_digested(stage: Stage) -> None:
    stage.says("kz-duty", FORM)
    before = stage.now
    stage.attaches("kz-duty", name="схема.jpg")
    assert "Приложен 1 файл." in stage.heard("kz-duty", before)
    stage.attaches("kz-duty", name="журнал.pdf", body=b"%PDF-1.4 log")

    stage.presses("kz-duty", SEND)

    alarm = stage.chat("by-duty")[-1]
    assert "Приложение: схема.jpg, 1 КБ, sha256" in alarm.text
    assert "Приложение: журнал.pdf" in alarm.text
    assert stage.bodies(alarm)[1] == b"%PDF-1.4 log"


@on_console
def test_a_repeated_event_of_the_network_does_nothing_twice(stage: Stage) -> None:
    stage.does("kz-duty", Said(FORM), key="the same")
    before = len(stage.chat("kz-duty"))

    receipt = stage.does("kz-duty", Said(FORM), key="the same")

    assert receipt is Receipt.REPEATED
    assert len(stage.chat("kz-duty")) == before


def test_the_moment_of_sending_is_that_of_the_press(stage: Stage) -> None:
    stage.says("kz-duty", FORM)
    stage.reaches(moment("24.11.2026 03:00", MINSK))
    pressed = stage.now
    stage.presses("kz-duty", SEND)

    request = stage.request("KZ-BY-2026-1")
    assert abs(request.created_at - pressed) < timedelta(seconds=1)
    assert request.transmitted_at is not None
    assert request.created_at <= request.transmitted_at < pressed + timedelta(seconds=2)


OTHER = {**MINIMAL, "Цель": "остановить рассылку", "Лица": "известно по адресу a@b.kz"}


@pytest.mark.parametrize("typed", ["/form\n", "/form ", ""], ids=["a command", "a line", "a form"])
def test_a_new_form_under_review_is_a_new_request_and_the_former_is_kept_and_named(
    stage: Stage, typed: str
) -> None:
    stage.says("kz-duty", filled({**MINIMAL, "Иное": "звонить Соколу"}))
    stage.attaches("kz-duty")
    begun = stage.now

    stage.says("kz-duty", typed + filled(OTHER))

    named, review = stage.heard("kz-duty", begun)[-2:]
    assert "Это новое обращение. Прежний черновик сохранён" in named
    assert "«сохранить энергоснабжение»" in named
    assert "остановить рассылку" in review
    for former in ("Соколу", "Приложение", "Сокол", "энергоснабжение"):
        assert former not in review
    stage.presses("kz-duty", "Продолжить прежний")
    for former in ("звонить Соколу", "Приложение", "сохранить энергоснабжение"):
        assert former in stage.last("kz-duty")


def test_part_of_a_form_to_the_same_addressee_takes_over_nothing_of_the_former(
    stage: Stage,
) -> None:
    stage.says("kz-duty", filled(MINIMAL))

    stage.says("kz-duty", "Кому: Беларусь\nЦель: остановить рассылку")

    assert "Преступление (ст. 6)?" in stage.last("kz-duty")
    answers = stage.look(lambda work: work.drafts.active("kz-duty"))
    assert answers is not None
    assert answers.answers["replaced"] == []  # no addressee of it was replaced by another
    assert set(answers.answers) - {"over", "replaced"} == {"to", "purpose"}


def test_urgent_under_review_begins_anew(stage: Stage) -> None:
    stage.says("kz-duty", filled(MINIMAL))
    begun = stage.now

    stage.says("kz-duty", "/urgent")

    named, asked = stage.heard("kz-duty", begun)[-2:]
    assert "Прежний черновик сохранён" in named
    assert "Запрашиваемая Сторона?" in asked


def test_one_line_corrects_its_field_while_the_draft_is_under_review(stage: Stage) -> None:
    stage.says("kz-duty", filled(MINIMAL))

    stage.says("kz-duty", "Лица: известно по псевдониму Беркут")

    assert "Проверьте и отправьте." in stage.last("kz-duty")
    assert "Причастные лица: известно по псевдониму Беркут" in stage.last("kz-duty")
    assert "Сокол" not in stage.last("kz-duty")


def test_under_every_question_the_draft_can_be_kept_or_deleted(stage: Stage) -> None:
    stage.says("kz-duty", "/urgent Беларусь")
    for place in range(len(ANSWERS)):
        assert stage.chat("kz-duty")[-1].buttons[-2:] == LEAVING
        answers(stage, place, place + 1)
    stage.presses("kz-duty", "Изменить")
    assert stage.chat("kz-duty")[-1].buttons[-2:] == LEAVING
    stage.presses("kz-duty", "Цель")
    assert stage.chat("kz-duty")[-1].buttons[-2:] == LEAVING

    stage.presses("kz-duty", "Удалить черновик")

    assert stage.last("kz-duty") == "Черновик удалён."
    assert stage.look(lambda work: work.drafts.of("kz-duty")) == ()


def test_what_of_a_form_is_in_no_field_is_told_word_for_word(stage: Stage) -> None:
    evidence = "переписка\nFrom: a@b.kz\nTo: c@d.by\nЦель: выкуп"
    form = filled({**MINIMAL, "Существо": evidence})

    stage.says("kz-duty", f"Доброй ночи, просим срочно.\n{form}")

    told, review = (each.text for each in stage.chat("kz-duty")[-2:])
    assert "Ни в одно поле не вошло: «Доброй ночи, просим срочно.»" in told
    assert "осталось в тексте этого поля: To: c@d.by; Цель: выкуп." in told
    for line in evidence.splitlines():
        assert line in review
    assert "Цель: сохранить энергоснабжение" in review


@pytest.mark.parametrize(
    "nothing", ["\u200b", "\u2060\u00ad", "\u3164", "\u2800 \ufe0f"], ids=ascii
)
def test_what_shows_nothing_is_no_answer_to_any_question(stage: Stage, nothing: str) -> None:
    stage.says("kz-duty", "/urgent Беларусь")
    answers(stage, 0, 3)
    before = stage.look(lambda work: work.drafts.of("kz-duty"))

    for text in (nothing, f"Цель: {nothing}", f"/urgent {nothing}"):
        stage.says("kz-duty", text)
        if text.startswith("/"):
            assert "Запрашиваемая Сторона?" in stage.last("kz-duty")
            break
        assert [each.answers for each in stage.look(lambda work: work.drafts.of("kz-duty"))] == [
            each.answers for each in before
        ]
