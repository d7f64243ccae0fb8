"""Forwarding to the body that is competent: of the register, or outside it by letter. Art. 7."""

from datetime import timedelta

import pytest

from handlers.chat.events import Pressed
from protocol.moves import Execution
from protocol.obligation import Kind
from protocol.parties import Channel, Party, Role
from storage.work import Work
from tests import builders
from tests.journeys.overmatrix import over_matrix
from tests.journeys.stage import MINSK, Stage, moment, on_console, send

NUMBER = "KZ-BY-2026-1"
FORWARD = "Передать по компетенции"
BODY = "Следственный комитет"


def acknowledged(stage: Stage) -> None:
    """A request that the duty officer of Belarus has acknowledged."""
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")


def second_body(work: Work) -> None:
    """Belarus has designated another body as well."""
    work.registry.put_authority(builders.authority(Party.BELARUS, id="BY-2"))
    officer = builders.officer(
        Role.DUTY_OFFICER, Party.BELARUS, id="by2-duty", authority="BY-2", on_duty=True
    )
    work.registry.put_officer(officer)
    work.registry.bind(Channel.CONSOLE, officer.id, officer.id)


@pytest.mark.proves("7.4")
def test_to_a_body_outside_it_goes_by_letter_and_the_other_side_is_told_in_the_same_step(
    stage: Stage,
) -> None:
    acknowledged(stage)

    stage.says("by-duty", "/forward 1")
    assert "Напишите наименование органа" in stage.last("by-duty")
    stage.says("by-duty", BODY)
    assert BODY in stage.last("by-duty")
    before = len(stage.chat("kz-duty"))
    stage.presses("by-duty", FORWARD)

    told = stage.last("kz-duty")
    assert stage.request(NUMBER).execution is Execution.FORWARDED
    assert len(stage.chat("kz-duty")) == before + 1
    assert told.startswith(
        "🟡 KZ-BY-2026-1: исполнение не входит в компетенцию органа; обращение передаётся по "
        "компетенции письмом (ст. 7), отправка будет подтверждена."
    )
    assert BODY in told
    assert "До принятия им ответы и уведомления направляет Управление по противодействию" in told
    owed = stage.owed(NUMBER)
    assert not owed[Kind.FORWARD].is_open
    assert owed[Kind.EXECUTE].is_open
    assert owed[Kind.DISPATCH].due.at == moment("25.11.2026 00:00", MINSK) - timedelta(
        microseconds=1
    )


@pytest.mark.proves("7.4")
def test_the_dispatch_is_asked_for_until_it_is_stated_and_the_other_side_reads_it(
    stage: Stage,
) -> None:
    acknowledged(stage)
    stage.says("by-duty", f"/forward 1 {BODY}")
    stage.presses("by-duty", FORWARD)

    stage.reaches(moment("25.11.2026 09:00", MINSK))
    assert "отправка обращения органу, которому оно передано по компетенции, не отмечена" in (
        stage.last("by-duty")
    )
    stage.presses("by-duty", f"{NUMBER}: Отметить отправку")
    stage.says("by-duty", "17/5 от 25.11.2026")
    stage.presses("by-duty", "Отметить отправку")

    assert "переданное по компетенции отправлено: Дубровская Е." in stage.last("kz-duty")
    assert "17/5 от 25.11.2026" in stage.last("kz-duty")
    since = stage.now
    assert not stage.owed(NUMBER)[Kind.DISPATCH].is_open
    assert stage.request(NUMBER).execution is Execution.FORWARDED
    stage.passes(days=3)
    assert not [each for each in stage.heard("by-duty", since) if "отправк" in each]
    stage.says("by-duty", "/dispatch 1 18/5 от 25.11.2026")
    assert stage.last("by-duty").startswith("Отметить отправку нельзя")


@pytest.mark.proves("7.4")
def test_the_dispatch_is_owed_within_the_three_days_where_a_working_day_ends_later(
    stage: Stage,
) -> None:
    stage.reaches(moment("26.11.2026 12:00", MINSK))
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    stage.reaches(moment("27.11.2026 18:00", MINSK))

    stage.says("by-duty", f"/forward 1 {BODY}")
    stage.presses("by-duty", FORWARD)

    sunday = moment("30.11.2026 00:00", MINSK) - timedelta(microseconds=1)
    assert stage.owed(NUMBER)[Kind.FORWARD].due.at == sunday
    assert stage.owed(NUMBER)[Kind.DISPATCH].due.at == sunday


@pytest.mark.proves("7.4")
def test_to_a_body_of_the_register_by_its_button_and_no_letter_is_owed(stage: Stage) -> None:
    acknowledged(stage)
    stage.look(second_body)
    name = stage.look(lambda work: work.registry.authority("BY-2").name)

    stage.says("by-duty", "/forward 1")
    stage.presses("by-duty", name)
    stage.presses("by-duty", FORWARD)

    told = stage.last("kz-duty")
    assert f"обращение передано по компетенции: {name} (ст. 7)." in told
    assert "письмом" not in told
    owed = stage.owed(NUMBER)
    assert not owed[Kind.FORWARD].is_open
    assert Kind.DISPATCH not in owed
    assert "отметить отправку" not in stage.last("by-duty").casefold()


def test_with_another_body_in_the_register_one_outside_is_named_too(stage: Stage) -> None:
    acknowledged(stage)
    stage.look(second_body)

    stage.says("by-duty", f"/forward 1 {BODY}")
    stage.presses("by-duty", FORWARD)

    assert stage.owed(NUMBER)[Kind.DISPATCH].is_open
    assert stage.chat("by2-duty") == []


def test_a_body_of_the_register_is_pressed_and_words_under_its_preview_replace_nothing(
    stage: Stage,
) -> None:
    acknowledged(stage)
    stage.look(second_body)
    name = stage.look(lambda work: work.registry.authority("BY-2").name)
    stage.says("by-duty", "/forward 1")

    stage.presses("by-duty", name)
    stage.says("by-duty", BODY)

    assert "Текст не принят" in stage.last("by-duty")
    stage.presses("by-duty", FORWARD)
    assert Kind.DISPATCH not in stage.owed(NUMBER)


def test_the_first_authority_still_owes_and_answers(stage: Stage) -> None:
    acknowledged(stage)
    stage.says("by-duty", f"/forward 1 {BODY}")
    stage.presses("by-duty", FORWARD)

    stage.says("by-duty", "/partial 1 Орган запросил журналы")
    stage.presses("by-duty", "Промежуточный результат")
    assert "Орган запросил журналы" in stage.last("kz-duty")
    stage.says("by-duty", "/result 1 Журналы сохранены")
    stage.presses("by-duty", "Сообщить результат")

    owed = stage.owed(NUMBER)
    assert not any(owed[kind].is_open for kind in (Kind.EXECUTE, Kind.DISPATCH, Kind.FORWARD))


@pytest.mark.parametrize("typed", ["1", "отмена", "Подтвердить получение", "\u200b", "forward"])
def test_what_is_no_name_of_a_body_is_none(stage: Stage, typed: str) -> None:
    acknowledged(stage)
    stage.says("by-duty", "/forward 1")

    stage.says("by-duty", typed)

    assert stage.request(NUMBER).execution is Execution.ACKNOWLEDGED
    assert not [each for each in stage.history(NUMBER) if each.startswith("forward")]


def test_what_was_postponed_and_is_forwarded_is_owed_as_before_by_the_first_authority(
    stage: Stage,
) -> None:
    acknowledged(stage)
    due, subject = stage.owed(NUMBER)[Kind.EXECUTE].due, stage.request(NUMBER).subject
    stage.says("by-duty", "/postpone 1 10.02.2027")
    stage.presses("by-duty", "Отложить исполнение")
    stage.passes(days=2)

    stage.says("by-duty", f"/forward 1 {BODY}")
    stage.presses("by-duty", FORWARD)

    execution = stage.look(lambda work: work.obligations.find(subject, Kind.EXECUTE))
    assert not stage.owed(NUMBER)[Kind.POSTPONED].is_open
    assert execution is not None
    assert execution.is_open
    assert execution.due == due


def test_the_alarm_stops_for_whoever_forwards_at_once(stage: Stage) -> None:
    send(stage)

    stage.says("by-duty", f"/forward 1 {BODY}")
    stage.presses("by-duty", FORWARD)

    assert stage.request(NUMBER).acknowledged_by == "by-duty"
    assert not stage.owed(NUMBER)[Kind.ACKNOWLEDGE].is_open
    since = stage.now
    stage.passes(hours=2)
    assert not [each for each in stage.heard("by-duty2", since) if "не подтверждено" in each]


def test_what_is_forwarded_amid_execution_is_owed_once(stage: Stage) -> None:
    acknowledged(stage)
    stage.says("by-duty", "/accept 1")
    before = stage.owed(NUMBER)[Kind.EXECUTE]

    stage.says("by-duty", "/forward 1 Следственный комитет")
    stage.presses("by-duty", "Передать по компетенции")

    subject = stage.request(NUMBER).subject
    owed = stage.look(lambda work: work.obligations.about(subject))
    assert stage.request(NUMBER).execution is Execution.FORWARDED
    assert [each for each in owed if each.kind is Kind.EXECUTE] == [before]


PART = "Передать частично"
PORTION, OTHER_PORTION = "изъятие сервера оператора", "допрос владельца узла"


def forwards_part(stage: Stage, portion: str, body: str) -> None:
    """A part is forwarded by letter, by the button under the first question."""
    stage.says("by-duty", "/forward 1")
    stage.presses("by-duty", PART)
    assert "в какой части" in stage.last("by-duty")
    stage.says("by-duty", portion)
    stage.says("by-duty", body)
    assert portion in stage.last("by-duty")
    stage.presses("by-duty", PART)


@over_matrix("kz-duty", "by-duty")
def test_a_part_is_forwarded_and_the_rest_goes_on_and_is_owed(stage: Stage) -> None:
    acknowledged(stage)
    stage.presses("by-duty", "Принять к исполнению")
    due = stage.owed(NUMBER)[Kind.EXECUTE].due

    forwards_part(stage, PORTION, BODY)

    told = stage.last("kz-duty")
    assert told.startswith("🟡 KZ-BY-2026-1: часть обращения передаётся по компетенции письмом")
    assert f"Орган: {BODY}" in told
    assert f"В части:\n{PORTION}" in told
    assert "Остальное исполняет Управление по противодействию" in told
    # Art. 7 knows the whole alone.
    assert "ст. 7" not in told
    assert stage.request(NUMBER).execution is Execution.IN_EXECUTION
    owed = stage.owed(NUMBER)
    assert (owed[Kind.EXECUTE].is_open, owed[Kind.EXECUTE].due) == (True, due)
    assert not owed[Kind.FORWARD].is_open
    assert owed[Kind.DISPATCH].is_open


@on_console
def test_a_forwarding_in_part_ends_what_is_owed_of_forwarding_and_of_taking_up(
    stage: Stage,
) -> None:
    acknowledged(stage)

    forwards_part(stage, PORTION, BODY)

    owed = stage.owed(NUMBER)
    assert stage.request(NUMBER).execution is Execution.ACKNOWLEDGED
    assert not any(owed[kind].is_open for kind in (Kind.FORWARD, Kind.TAKE_UP))
    stage.passes(hours=3)
    assert not [each for each in stage.chat("by-deputy") if "действий нет" in each.text]


@on_console
def test_several_parts_go_to_several_bodies_and_each_dispatch_is_stated(stage: Stage) -> None:
    acknowledged(stage)
    forwards_part(stage, PORTION, BODY)
    stage.passes(hours=1)
    forwards_part(stage, OTHER_PORTION, "Прокуратура")
    subject = stage.request(NUMBER).subject

    def owed() -> list[bool]:
        found = stage.look(lambda work: work.obligations.about(subject))
        dispatches = [each for each in found if each.kind is Kind.DISPATCH]
        return [each.is_open for each in sorted(dispatches, key=lambda each: each.opened_at)]

    assert owed() == [True, True]
    stage.says("by-duty", "/dispatch 1")
    assert "Их несколько" in stage.last("by-duty")
    stage.says("by-duty", "прокуратура")
    assert "Выберите передачу кнопкой" in stage.last("by-duty")
    stage.presses("by-duty", "Передача 23.11.2026 12:41 (Минск)")
    stage.says("by-duty", "18/5 от 23.11.2026, нарочным")
    stage.presses("by-duty", "Отметить отправку")

    assert owed() == [True, False]
    assert "18/5 от 23.11.2026, нарочным" in stage.last("kz-duty")
    stage.says("by-duty", "/dispatch 1 17/5 от 23.11.2026, почтой")
    stage.presses("by-duty", "Отметить отправку")
    assert owed() == [False, False]
    stage.says("by-duty", "/open 1")
    shown = stage.chat("by-duty")[-1].text
    assert all(each in shown for each in (PORTION, OTHER_PORTION, BODY, "Прокуратура"))


@on_console
def test_a_part_goes_to_a_body_of_the_register_by_its_button(stage: Stage) -> None:
    acknowledged(stage)
    stage.look(second_body)
    name = stage.look(lambda work: work.registry.authority("BY-2").name)
    stage.says("by-duty", f"/forwardpart 1 {PORTION}")

    stage.presses("by-duty", name)
    stage.presses("by-duty", PART)

    told = stage.last("kz-duty")
    assert f"часть обращения передана по компетенции: {name}" in told
    assert PORTION in told
    assert Kind.DISPATCH not in stage.owed(NUMBER)
    assert "ередаётся по компетенции" in stage.last("by2-duty")
    assert PORTION not in stage.last("by2-duty")


@on_console
@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("17/5, почтой", "Не указана дата отправки."),
        ("17/5 от 31.02.2026", "Не указана дата отправки."),
        ("17/5 от 24.11.2026", "Эта дата ещё не наступила."),
    ],
)
def test_a_dispatch_names_its_date_and_none_ahead(stage: Stage, typed: str, why: str) -> None:
    acknowledged(stage)
    stage.says("by-duty", f"/forward 1 {BODY}")
    stage.presses("by-duty", FORWARD)

    stage.says("by-duty", f"/dispatch 1 {typed}")

    assert why in stage.last("by-duty")
    assert stage.owed(NUMBER)[Kind.DISPATCH].is_open


@on_console
def test_of_two_who_state_a_dispatch_at_once_the_first_one_does(stage: Stage) -> None:
    acknowledged(stage)
    stage.says("by-duty", f"/forward 1 {BODY}")
    stage.presses("by-duty", FORWARD)
    for who in ("by-duty", "by-duty2"):
        stage.says(who, "/dispatch 1 17/5 от 23.11.2026, почтой")
    offers = {who: stage.offer(who, "Отметить отправку") for who in ("by-duty", "by-duty2")}

    stage.do_at_once(*((who, Pressed(offer)) for who, offer in offers.items()))

    assert stage.history(NUMBER).count("dispatch") == 1
