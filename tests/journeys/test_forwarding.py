"""Forwarding to the body that is competent: of the register, or outside it by letter. Art. 7."""

from datetime import timedelta

import pytest

from protocol.moves import Execution
from protocol.obligation import Kind
from protocol.parties import Channel, Party, Role
from storage.work import Work
from tests import builders
from tests.journeys.stage import MINSK, Stage, moment, send

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

    assert "обращение отправлено органу, которому оно передано" in stage.last("kz-duty")
    assert "17/5 от 25.11.2026" in stage.last("kz-duty")
    since = stage.now
    assert not stage.owed(NUMBER)[Kind.DISPATCH].is_open
    assert stage.request(NUMBER).execution is Execution.FORWARDED
    stage.passes(days=3)
    assert not [each for each in stage.heard("by-duty", since) if "отправк" in each]
    stage.says("by-duty", "/dispatch 1 18/5")
    assert stage.last("by-duty").startswith("Отметить отправку нельзя")


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


def test_to_a_body_of_the_register_by_its_button_and_that_body_learns_whom_to_telephone(
    stage: Stage,
) -> None:
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
    there = stage.last("by2-duty")
    assert "Вашему органу передаётся по компетенции обращение (ст. 7)." in there
    assert "Дубровская Е." in there
    # Nothing of the request itself: that body has no right to it yet (Art. 10).
    assert NUMBER not in there
    stage.says("by2-duty", "/open 1")
    assert NUMBER not in stage.last("by2-duty")
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
