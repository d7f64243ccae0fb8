"""What every dialog does, line by line, in one journey: on the console, Telegram and Matrix."""

import re
from collections.abc import Callable, Mapping
from itertools import chain

from bot.inbox.parts import LIMIT
from handlers.people.enrolment import make_code
from protocol.parties import NUMBERED, Channel
from protocol.request import Request
from tests.handlers.files import samples
from tests.journeys.outside import Message
from tests.journeys.overmatrix import over_matrix
from tests.journeys.stage import FORM, Stage, send

EARLIER, LATER = "Сведения собраны, прилагаются.", "Сведения собраны не все."
RESULT, REPLACE, RETAIN, STOP = "Сообщить результат", "Заменить", "Оставить прежний", "Прервать"
SEND, DELETE, REFUSE = "Нет гостайны, отправить", "Удалить черновик", "Отказать в исполнении"
UNDER_REVIEW = "Проверьте и отправьте."
NOTHING_SEEN = "\u200b\u2060\u00ad\u3164\u2800"
FIRST, SECOND = "KZ-BY-2026-1", "KZ-BY-2026-2"
# So many lines a page of a list has.
PAGE = 10
LETTER = "12-4/881 от 23.11.2026"
# Where a message can answer another one; at a console its number is typed.
WITH_REPLIES = (Channel.TELEGRAM, Channel.MATRIX)
# Whose clients cut a long message; elsewhere it is one.
WITH_CUTS = (Channel.TELEGRAM,)
# By these buttons a question is left: nothing is kept, or what was given stays.
LEAVING = {STOP, "Сохранить черновик", DELETE}
# How people paste a line of the form; the third sort has a Latin letter, the last an unseen one.
PASTES: Mapping[str, Callable[[int, str], str]] = {
    "quoted, numbered, a full-width colon": lambda n, line: f"> {n}) {line.replace(':', '：', 1)}",
    "bullets and a tab": lambda n, line: f"• {line.replace(': ', chr(9), 1)}",
    "a dash and look-alikes": lambda n, line: line.replace(": ", " — ", 1).replace("о", "o", 1),
    "figures and an unseen sign": lambda n, line: f"{n}. {line[:2]}\u00ad\u200b{line[2:]}",
    "emphasis": lambda n, line: f"**{line.replace(':', ':**', 1)}",
}


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


def leaves(stage: Stage, who: str) -> None:
    """Somebody leaves the open question by the button under it; nothing is open then."""
    labels = [each for each in buttons(stage, who) if each in LEAVING]
    assert labels, f"{who} cannot leave: {stage.last(who)}"
    stage.presses(who, labels[0])
    assert stage.look(lambda work: work.drafts.active(who)) is None


def answers(stage: Stage, who: str) -> dict[str, object]:
    """Return what the open dialog of somebody, else the latest, has been answered."""
    return dict(stage.look(lambda work: work.drafts.of(who)[0].answers))


def typed(stage: Stage, message: Message, label: str) -> str:
    """Return what chooses a button by typing: its number, where buttons have numbers."""
    if stage.channel not in NUMBERED:
        return label
    return next(str(each.number) for each in message.versions[-1].buttons if each.label == label)


def about(stage: Stage, who: str, number: str) -> Message:
    """Return the first message to somebody about a request."""
    return next(each for each in stage.chat(who) if number in each.text)


def requests(stage: Stage) -> tuple[Request, ...]:
    """Return the requests of Astana, in the record's order."""
    return tuple(stage.look(lambda work: work.requests.of("KZ-1")))


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
    for said in ("777", "1000000", REFUSE, "result", "Oткaзaть в исполнении"):
        refused = says(stage, "by-duty", said)
        assert question.split("?")[0] in refused, said
    assert "1. Журналы сохранены" in says(stage, "by-duty", "1. Журналы сохранены")
    stage.presses("by-duty", STOP)
    stage.says("kz-duty", "/urgent Беларусь")
    stage.presses("kz-duty", "Готовится")
    stage.presses("kz-duty", "В сфере информационных технологий")
    for said in ("777", "Обоснование"):
        assert "Квалификация" in says(stage, "kz-duty", said), said
    assert not answers(stage, "kz-duty").get("qualification")
    stage.presses("kz-duty", DELETE)


def a_number_is_the_answer_where_one_is_asked_for(stage: Stage) -> None:
    stage.says("kz-head", f"/confirm 1 {LETTER}")
    stage.presses("kz-head", "Отправлено сегодня")
    stage.signs("kz-head")
    for number in ("3418", "349302"):
        stage.says("by-duty", "/record 1")
        assert f":\n{number}" in says(stage, "by-duty", number)
        leaves(stage, "by-duty")
    assert "Код" in says(stage, "by-duty", "493021")


def the_words_of_the_button_press_it(stage: Stage) -> None:
    stage.says("by-duty", "/obstacle 1")
    assert "ничего не сделано" in says(stage, "by-duty", STOP.casefold() + ".")


def text_that_shows_nothing_is_no_answer(stage: Stage) -> None:
    asked: tuple[tuple[str, tuple[str, ...]], ...] = (
        ("by-duty", ("/result 1",)),
        ("by-head", ("/refuse 1",)),
        ("by-duty", ("/record 1",)),
        ("kz-duty", ("/urgent Беларусь", "В сфере информационных технологий")),
        ("kz-head", ("/confirm 2", "12-4/882 от 23.11.2026", "Подписал другой")),
        ("sec-duty", ("/notice", "Иное сообщение Генерального секретаря")),
    )
    for who, steps in asked:
        for step in steps:
            stage.says(who, step)
        offered, before = buttons(stage, who), answers(stage, who)
        assert "пуст" in says(stage, who, NOTHING_SEEN), steps
        assert (buttons(stage, who), answers(stage, who)) == (offered, before), steps
        leaves(stage, who)


def every_question_can_be_left_by_one_button(stage: Stage) -> None:
    opened = (
        ("by-duty", "/result 1"),
        ("by-duty", "/partial 1"),
        ("by-duty", "/postpone 1"),
        ("by-duty", "/forward 1"),
        ("by-duty", "/record 1"),
        ("by-head", "/refuse 1"),
        ("kz-duty", "/urgent"),
        ("kz-duty", "/withdraw 1"),
        ("kz-head", "/confirm 2"),
        ("kz-head", "/invite"),
        ("sec-duty", "/notice"),
    )
    for who, command in opened:
        stage.says(who, command)
        leaves(stage, who)


def words_in_no_field_and_a_label_twice_are_told(stage: Stage) -> None:
    said = says(stage, "kz-duty", f"Срочно прошу помочь\n{FORM}\nЦель: и ещё одна")
    assert "Срочно прошу помочь" in said
    assert "и ещё одна" in said
    stage.presses("kz-duty", DELETE)
    evidence = "в журнале узла:\nFrom: x@y\nTo: Belarus\nЦель: энергоузел\nконец записи"
    stage.says("kz-duty", FORM.replace("Содействие:", f"{evidence}\nСодействие:"))
    assert str(answers(stage, "kz-duty")["substance"]).endswith(evidence)
    assert "Цель: предотвращение" in stage.last("kz-duty")
    stage.presses("kz-duty", DELETE)


def a_long_message_is_one_answer(stage: Stage) -> None:
    lines = [f"запись {number:04} журнала соединений узла связи" for number in range(90)]
    form = FORM.replace("на узел связи", "\n".join(("на узел связи", *lines)))
    # The cut falls behind a label, which only the next part answers.
    end = form.index("\n", form.index("Содействие:"))
    head = form[:end].partition("Содействие:")[0] + "Содействие:"
    parts: tuple[str, ...] = (form,)
    if stage.channel in WITH_CUTS:
        assert LIMIT - 200 < len(head) <= LIMIT < len(form)
        parts = (head, form[len(head) :].strip())
    for part in parts:
        stage.says("kz-duty", part)
    said = answers(stage, "kz-duty")
    assert all(line in str(said["substance"]) for line in lines)
    assert said["assistance"] == "сохранить журналы соединений узла"
    assert UNDER_REVIEW in since(stage, "kz-duty", max(0, len(stage.chat("kz-duty")) - 4))
    stage.presses("kz-duty", DELETE)


def a_new_form_is_a_new_request_and_one_line_corrects(stage: Stage) -> None:
    stage.says("kz-duty", FORM)
    stage.says("kz-duty", FORM.replace("сохранить журналы", "изъять журналы"))
    assert "изъять журналы" in stage.last("kz-duty")
    stage.presses("kz-duty", "Продолжить прежний")
    assert "сохранить журналы" in stage.last("kz-duty")
    stage.says("kz-duty", "/urgent")
    assert not answers(stage, "kz-duty").get("purpose")
    stage.presses("kz-duty", DELETE)
    stage.says("kz-duty", "/drafts")
    stage.presses("kz-duty", "Продолжить 1")
    assert UNDER_REVIEW in says(stage, "kz-duty", "Лица: известно по псевдониму Беркут")
    assert "Беркут" in stage.last("kz-duty")
    stage.presses("kz-duty", DELETE)
    stage.presses("kz-duty", DELETE)


def numbers_of_a_list_choose_from_it(stage: Stage) -> None:
    for said in (FORM, "отмена", "/drafts"):
        stage.says("kz-duty", said)
    assert "1. " in stage.last("kz-duty")
    assert UNDER_REVIEW in says(stage, "kz-duty", "1")
    stage.presses("kz-duty", DELETE)


def the_numbers_of_a_question_hold_until_it_is_answered(stage: Stage) -> None:
    technology, peace = (
        "В сфере информационных технологий",
        "Против мира и безопасности человечества",
    )
    stage.says("kz-duty", "/urgent Беларусь")
    stage.presses("kz-duty", "Готовится")
    question = stage.chat("kz-duty")[-1]
    for command in ("/open", "/me"):
        stage.says("kz-duty", command)
    assert "Квалификация" in says(stage, "kz-duty", typed(stage, question, technology))
    stage.says("kz-duty", FORM.partition("\n")[2])
    stage.says("kz-duty", typed(stage, question, peace))
    assert answers(stage, "kz-duty")["ground"] == "information_technology"
    stage.presses("kz-duty", DELETE)


def a_form_is_read_as_people_paste_it(stage: Stage) -> None:
    for paste, pasted in PASTES.items():
        form = "\n".join(pasted(n, line) for n, line in enumerate(FORM.splitlines(), 1))
        assert UNDER_REVIEW in says(stage, "kz-duty", form), paste
        stage.presses("kz-duty", DELETE)


def a_caption_is_what_it_would_be_alone(stage: Stage) -> None:
    before = len(stage.chat("kz-duty"))
    stage.attaches("kz-duty", FORM)
    assert UNDER_REVIEW in since(stage, "kz-duty", before)
    assert "Приложение:" in since(stage, "kz-duty", before)
    stage.presses("kz-duty", DELETE)
    stage.attaches("by-duty", f"/result 1 {EARLIER}")
    assert EARLIER in stage.last("by-duty")
    stage.presses("by-duty", STOP)
    before = len(stage.chat("kz-head"))
    late = samples.pdf(head=b"%" * (1024 - len(b"%PDF-1.7")) + b"%PDF-1.7\n")
    stage.attaches("kz-head", "/confirm 2", name="scan.pdf", body=late)
    assert re.search("Приложен 1 файл|Скан сохранён", since(stage, "kz-head", before))
    stage.attaches("kz-head", "12-4/883 от 23.11.2026")
    assert "12-4/883" in stage.last("kz-head")
    assert "Скан: 2 файла" in stage.last("kz-head")
    leaves(stage, "kz-head")


def lines_that_a_person_quotes_are_text(stage: Stage) -> None:
    said = "> строка журнала\n> ещё одна\nСведения собраны"
    stage.says("by-duty", "/result 1")
    question = stage.chat("by-duty")[-1]
    if stage.channel in WITH_REPLIES:
        # On Matrix the client quotes the question before these words: that is nobody's text.
        stage.answers("by-duty", said, question)
    else:
        stage.says("by-duty", said)
    assert answers(stage, "by-duty")["text"] == said
    stage.presses("by-duty", STOP)


def a_date_is_read_however_it_is_written(stage: Stage) -> None:
    for written in (
        "12-4/881 от 23.11.26",
        "от 23 ноября 2026 г. № 12-4/881",
        "12-4/881 2026-11-23",
        "12-4/881, 23.11.26",
    ):
        stage.says("kz-head", f"/confirm 2 {written}")
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
    for who, command in (
        ("by-duty", "/phone"),
        ("by-head", "/export"),
        ("kz-duty", "/letter"),
    ):
        asked = says(stage, who, command)
        assert {FIRST, SECOND} <= set(buttons(stage, who)), command
        assert "«»" not in asked
    for who, command in (("by-duty", "/receipt"), ("sec-duty", "/relay")):
        assert "Уведомлений, с которыми это можно сделать" in says(stage, who, command), command
    stage.says("by-duty", "/phone")
    stage.presses("by-duty", SECOND)
    assert f"{SECOND}. Телефоны" in stage.last("by-duty")


def a_reply_to_an_alarm_or_a_card_is_about_that_one(stage: Stage) -> None:
    for who, number in (("by-duty", FIRST), ("by-duty", SECOND), ("kz-duty", FIRST)):
        if stage.channel in WITH_REPLIES:
            stage.answers(who, "/phone", about(stage, who, number))
        else:
            stage.says(who, f"/phone {number}")
        assert f"{number}. Телефоны" in stage.last(who)


def a_list_has_pages_and_what_is_due_first_stands_first(stage: Stage) -> None:
    before = {each.id for each in requests(stage)}
    while len(requests(stage)) <= PAGE:
        stage.says("kz-duty", FORM.replace("Кому: Беларусь", "Кому: Беларусь, Россия"))
        stage.presses("kz-duty", SEND)
    listed = says(stage, "kz-duty", "/open")
    left = len(requests(stage)) - PAGE
    assert f"Ещё не показано: {left}" in listed
    first = set(re.findall(r"[A-Z]{2}-[A-Z]{2}-2026-\d+", listed))
    stage.presses("kz-duty", f"Ещё {left}")
    rest = set(re.findall(r"[A-Z]{2}-[A-Z]{2}-2026-\d+", stage.last("kz-duty")))
    assert first | rest == {str(each.number) for each in requests(stage)}
    assert len(first) == PAGE
    received = says(stage, "by-duty", "/open").split("\n")
    rings = [each for each in requests(stage) if each.requested == "BY-1" and each.id not in before]
    first_rung = min(rings, key=lambda each: each.created_at).number
    waits = (
        rf"{first_rung} · от Казахстана · ждёт вашего подтверждения до .* · предотвращение вывода"
    )
    assert re.search(waits, received[1])
    assert re.search(
        rf"{SECOND} · от Казахстана · .*ожидается.* · предотвращение", "\n".join(received)
    )


def words_are_what_they_seem(stage: Stage) -> None:
    for typed in ("помощь", "?"):
        assert "/urgent" in says(stage, "by-duty", typed)
    assert "Открытого черновика нет" in says(stage, "by-duty", "отмена")
    assert "Код не принят" in says(stage, "by-duty", make_code("7" * 32))


def a_refusal_says_so_and_what_can_be_done(stage: Stage) -> None:
    said = says(stage, "by-duty", "/refusal 1 12-4/882 от 23.11.2026")
    assert "нельзя" in said.splitlines()[0] or "может" in said.splitlines()[0]
    assert "Открыть карточку" in buttons(stage, "by-duty")


def a_notice_of_refusal_follows_a_refusal_once(stage: Stage) -> None:
    record, letter = "Внести письмо об отказе", "7-1/91 от 23.11.2026"
    early = says(stage, "by-head", f"/refusal 2 {letter}")
    assert early.startswith(f"{record} нельзя: в исполнении {SECOND} не отказано")
    stage.says("by-head", "/refuse 2 Противоречит закону")
    stage.presses("by-head", REFUSE)
    stage.signs("by-head")
    stage.says("by-head", f"/refusal 2 {letter}")
    stage.presses("by-head", record)
    stage.signs("by-head")
    late = says(stage, "by-head", f"/refusal 2 {letter}")
    assert late.startswith(f"{record} нельзя: по {SECOND} письмо уже внесено; Лозовский С.")
    assert "Открыть карточку" in buttons(stage, "by-head")


def one_act_has_one_label(stage: Stage) -> None:
    label = "Сообщить о препятствии"
    stage.says("by-duty", "/open 1")
    assert label in buttons(stage, "by-duty")
    assert label.casefold() in says(stage, "by-duty", "/help")
    stage.says("by-duty", "/obstacle 1 Узел отключён")
    assert label in buttons(stage, "by-duty")
    stage.says("by-duty", f"{label.upper()}.")
    assert "obstacle" in str(stage.history(FIRST))


def a_notice_has_its_number_once_it_is_entered_and_can_be_withdrawn(stage: Stage) -> None:
    stage.says("sec-duty", "/notice")
    stage.presses("sec-duty", "Иное сообщение Генерального секретаря")
    stage.says("sec-duty", "Совещание дежурных служб состоится 15.12.2026.")
    assert stage.look(lambda work: work.notices.recent(9)) == ()
    leaves(stage, "sec-duty")
    stage.says("sec-duty", "/notice")
    stage.presses("sec-duty", "Иное сообщение Генерального секретаря")
    stage.says("sec-duty", "Совещание дежурных служб состоится 15.12.2026.")
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


# What a dialog must do, and the lines that tell it; in the order in which they are told.
LINES: Mapping[str, tuple[Callable[[Stage], None], ...]] = {
    "words after a preview or at a code replace nothing; numbers, labels, commands are no text": (
        words_after_a_preview_replace_nothing,
        words_at_the_prompt_for_a_code_replace_nothing,
        numbers_labels_and_commands_are_no_text,
        a_number_is_the_answer_where_one_is_asked_for,
    ),
    "nothing typed is dropped; parts of a long message are one answer": (
        words_in_no_field_and_a_label_twice_are_told,
        a_long_message_is_one_answer,
    ),
    "a new request is new; one line corrects a field; a draft can be deleted": (
        a_new_form_is_a_new_request_and_one_line_corrects,
    ),
    "text that shows nothing is no answer": (text_that_shows_nothing_is_no_answer,),
    "captions, quotations, PDF": (
        a_caption_is_what_it_would_be_alone,
        lines_that_a_person_quotes_are_text,
    ),
    "forms and dates as people paste them": (
        a_form_is_read_as_people_paste_it,
        a_date_is_read_however_it_is_written,
    ),
    "labels, numbers, errors about a question, leaving it": (
        the_words_of_the_button_press_it,
        numbers_of_a_list_choose_from_it,
        the_numbers_of_a_question_hold_until_it_is_answered,
        what_is_asked_is_repeated_after_what_is_no_answer,
        every_question_can_be_left_by_one_button,
    ),
    "what is held repeats its question": (what_is_held_repeats_its_question,),
    "without a number; replies": (
        without_a_number_one_of_several_is_chosen,
        a_reply_to_an_alarm_or_a_card_is_about_that_one,
    ),
    "words are what they seem; impatience": (
        words_are_what_they_seem,
        impatient_presses_are_answered_once,
    ),
    "a refusal says so; a notice is previewed, left, withdrawn": (
        a_refusal_says_so_and_what_can_be_done,
        a_notice_has_its_number_once_it_is_entered_and_can_be_withdrawn,
        one_act_has_one_label,
    ),
    "lists": (a_list_has_pages_and_what_is_due_first_stands_first,),
    "a notice of refusal": (a_notice_of_refusal_follows_a_refusal_once,),
}


@over_matrix("kz-duty", "kz-head", "by-duty", "by-head", "sec-duty")
def test_every_line_of_what_a_dialog_must_do(stage: Stage) -> None:
    for _ in range(2):
        send(stage)
    stage.says("by-duty", "/ack 1")
    stage.says("by-duty", "/ack 2")

    wrong = {}
    for line in chain.from_iterable(LINES.values()):
        try:
            line(stage)
        except (AssertionError, LookupError) as failure:
            wrong[line.__name__] = str(failure)

    assert wrong == {}
