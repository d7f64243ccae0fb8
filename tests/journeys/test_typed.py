"""What is typed means what it says: numbers and words of buttons, on every channel."""

import pytest

from protocol.moves import Execution
from protocol.parties import NUMBERED
from tests.journeys.outside import Message
from tests.journeys.overmatrix import over_matrix
from tests.journeys.stage import FORM, Stage, on_console, send

FIRST, SECOND = "KZ-BY-2026-1", "KZ-BY-2026-2"
ACKNOWLEDGE = "Подтвердить получение"
KEY_CAP = "\ufe0f\u20e3"


def alarms(stage: Stage, who: str = "by-duty") -> list[Message]:
    """Return the alarms in somebody's chat, the oldest first."""
    return [each for each in stage.chat(who) if ACKNOWLEDGE in each.buttons]


def typed(stage: Stage, message: Message, label: str) -> str:
    """Return what somebody types to choose this: its number, where buttons have numbers."""
    if stage.channel not in NUMBERED:
        return label
    return next(str(each.number) for each in message.versions[-1].buttons if each.label == label)


def execution(stage: Stage, number: str) -> Execution:
    """Return how far a request is."""
    return stage.request(number).execution


@over_matrix("kz-duty", "by-duty")
def test_what_an_alarm_offers_is_typed_for_as_long_as_it_rings(stage: Stage) -> None:
    send(stage)
    (alarm,) = alarms(stage)
    choice = typed(stage, alarm, ACKNOWLEDGE)

    for party in ("Казахстан", "Россия", "Армения", "Таджикистан"):
        stage.says("by-duty", f"/urgent {party}")
        stage.passes(minutes=1)
        stage.says("by-duty", "/cancel")
    stage.says("by-duty", "/urgent Казахстан")
    spelled = KEY_CAP.join((*choice, ".")) if choice.isdecimal() else f"{choice.upper()}."
    stage.says("by-duty", spelled)

    assert execution(stage, FIRST) is Execution.ACKNOWLEDGED
    # The dialog that is open has lost nothing.
    assert stage.look(lambda work: work.drafts.active("by-duty")) is not None


@over_matrix("kz-duty", "by-duty")
def test_an_alarm_that_rings_again_has_the_same_number(stage: Stage) -> None:
    send(stage)
    stage.passes(minutes=16)
    rung = alarms(stage)

    assert len(rung) > 1
    assert len({typed(stage, each, ACKNOWLEDGE) for each in rung}) == 1


@over_matrix("kz-duty", "by-duty")
def test_words_that_two_alarms_offer_acknowledge_neither_and_both_are_named(stage: Stage) -> None:
    for _ in range(2):
        send(stage)

    stage.says("by-duty", "Подтверждаю получение.")

    said = stage.last("by-duty")
    assert "может означать разное" in said
    assert f"/ack {FIRST}" in said
    assert f"/ack {SECOND}" in said
    assert {execution(stage, each) for each in (FIRST, SECOND)} == {Execution.TRANSMITTED}
    stage.says("by-duty", f"/ack {SECOND}")
    stage.says("by-duty", "подтверждаю получение")
    assert {execution(stage, each) for each in (FIRST, SECOND)} == {Execution.ACKNOWLEDGED}


@over_matrix("kz-duty", "by-duty")
def test_an_old_number_or_a_form_is_no_answer_to_an_open_question(stage: Stage) -> None:
    send(stage)
    (alarm,) = alarms(stage)
    phone = typed(stage, alarm, "Телефон отправителя")
    stage.says("by-duty", "/ack 1")
    stage.passes(hours=2)
    stage.says("by-duty", "/obstacle 1")

    if phone.isdecimal():
        stage.says("by-duty", phone)
        assert f"Номер {phone} не учтён ни как действие, ни как ответ" in stage.last("by-duty")
        assert FIRST in stage.last("by-duty")
    stage.says("by-duty", FORM.replace("Беларусь", "Казахстан"))
    assert "Форма сохранена в черновики: препятствие исполнению" in stage.last("by-duty")
    stage.says("by-duty", "Нет связи с узлом")

    assert "Нет связи с узлом" in stage.last("by-duty")
    assert "неустановленное лицо" not in stage.last("by-duty")
    stage.says("by-duty", "/drafts")
    stage.presses("by-duty", "Продолжить 1")
    assert "неустановленное лицо" in stage.last("by-duty")


@on_console
def test_what_a_colleague_has_just_acknowledged_may_still_be_meant(stage: Stage) -> None:
    for _ in range(2):
        send(stage)
    stage.says("by-duty2", f"/ack {FIRST}")

    stage.says("by-duty", "Подтверждаю получение")
    assert "может означать разное" in stage.last("by-duty")
    assert execution(stage, SECOND) is Execution.TRANSMITTED
    stage.passes(minutes=3)
    stage.says("by-duty", "Подтверждаю получение")

    assert execution(stage, SECOND) is Execution.ACKNOWLEDGED


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_every_word_that_means_a_button_is_understood_in_both_languages(
    lang: str, stage: Stage
) -> None:
    stage.says("by-duty", f"/me {lang}")
    for count, words in enumerate(("Получение подтверждаю", "I acknowledge receipt"), 1):
        send(stage)
        stage.says("by-duty", words)
        assert execution(stage, f"KZ-BY-2026-{count}") is Execution.ACKNOWLEDGED


def test_words_of_a_button_that_was_pressed_mean_the_next_one(stage: Stage) -> None:
    for _ in range(2):
        stage.says("kz-duty", FORM)
        stage.says("kz-duty", "Нет гостайны, отправить")

    assert stage.request("KZ-BY-2026-2").sender == "kz-duty"


@on_console
@pytest.mark.parametrize(("command", "by_sign"), [("result", False), ("record", True)])
def test_a_number_is_asked_for_with_its_sign_only_where_it_may_be_the_answer(
    stage: Stage, command: str, by_sign: bool
) -> None:
    send(stage)
    stage.says("kz-deputy", "/confirm 1 12-4/881 от 23.11.2026")
    stage.presses("kz-deputy", "Отправлено сегодня")
    stage.signs("kz-deputy")
    (alarm,) = alarms(stage)
    if not by_sign:
        stage.says("by-duty", "/ack 1")
    stage.says("by-duty", f"/{command} 1")

    stage.says("by-duty", typed(stage, alarm, ACKNOWLEDGE))

    said = stage.last("by-duty")
    assert "не учтён ни как действие, ни как ответ" in said
    assert ("наберите его со знаком: № 7" in said) is by_sign
    stage.says("by-duty", "№ 7")
    assert ("только число" in stage.last("by-duty")) is not by_sign


@on_console
@pytest.mark.parametrize("left", ["review", "draft kept"])
def test_the_number_or_words_of_an_answered_question_answer_it_no_more(
    stage: Stage, left: str
) -> None:
    stage.says("kz-duty", "/urgent Беларусь")
    stage.presses("kz-duty", "Готовится")
    question = stage.chat("kz-duty")[-1]
    labels = ("Против мира и безопасности человечества", "В сфере информационных технологий")
    peace, technology = (typed(stage, question, each) for each in labels)
    stage.says("kz-duty", technology)
    stage.says("kz-duty", FORM.partition("\n")[2])
    if left == "draft kept":
        stage.says("kz-duty", "отмена")

    for said in (peace, labels[0]):
        stage.says("kz-duty", said)
        draft = stage.look(lambda work: work.drafts.of("kz-duty")[0])
        assert draft.answers["ground"] == "information_technology"
        assert "Проверьте и отправьте" not in stage.last("kz-duty")

    # Its own button is a correction, and says what follows.
    stage.presses("kz-duty", labels[0])
    assert "преступление против мира" in stage.last("kz-duty")


@on_console
def test_numbers_of_a_question_hold_after_another_command(stage: Stage) -> None:
    stage.says("kz-duty", "/urgent Беларусь")
    stage.presses("kz-duty", "Готовится")
    technology = typed(stage, stage.chat("kz-duty")[-1], "В сфере информационных технологий")
    for command in ("/open", "/me", "/help", "/drafts"):
        stage.says("kz-duty", command)

    stage.says("kz-duty", technology)

    assert "Квалификация" in stage.last("kz-duty")


@on_console
def test_of_two_lists_the_words_of_a_line_are_of_the_latest(stage: Stage) -> None:
    for _ in range(12):
        send(stage)
    stage.says("by-duty", "/open")
    stage.says("by-duty", "/phone")

    stage.says("by-duty", "Ещё 2")
    assert "О каком обращении речь?" in stage.last("by-duty")
    assert "KZ-BY-2026-12" in stage.last("by-duty")
    stage.says("by-duty", "KZ-BY-2026-12")
    assert "KZ-BY-2026-12. Телефоны" in stage.last("by-duty")
    stage.says("by-duty", "/open")
    stage.says("by-duty", "kz-by-2026-10.")
    assert "СРОЧНОЕ ОБРАЩЕНИЕ KZ-BY-2026-10" in stage.last("by-duty")

    # What is offered after both lists makes neither the latest.
    send(stage)
    stage.says("by-duty", "KZ-BY-2026-1")
    assert "может означать разное" in stage.last("by-duty")
