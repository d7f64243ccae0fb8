"""Forwarded to another designated authority of the State, and taken over by it. Art. 4(1), 7(4)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.chat.events import Said
from handlers.record import begun
from protocol.moves import Execution
from protocol.obligation import Due, Kind
from protocol.parties import Channel, Interval, Party, Role
from protocol.policy import Policy
from storage.work import Work
from tests import builders
from tests.journeys.stage import MINSK, Stage, moment, on_console, send

NUMBER = "KZ-BY-2026-1"
CONTENT = "неустановленное лицо готовит атаку"
FORWARD, TAKE = "Передать по компетенции", "Принять переданное"
OWED = (Kind.EXECUTE, Kind.EXPECTED, Kind.POSTPONED)


def second_body(work: Work) -> None:
    """Belarus has designated another body as well; it has two duty officers and a head."""
    body = builders.authority(Party.BELARUS, id="BY-2")
    work.registry.put_authority(body)
    begun.begin(work, body, Policy())
    people = (
        ("by2-duty", Role.DUTY_OFFICER, "Лозовский С."),
        ("by2-other", Role.DUTY_OFFICER, "Юркевич Н."),
        ("by2-head", Role.HEAD, "Савич Т."),
    )
    for id, role, name in people:
        officer = builders.officer(role, Party.BELARUS, id=id, authority="BY-2", on_duty=True)
        work.registry.put_officer(replace(officer, name=name))
        for channel in (Channel.CONSOLE, Channel.TELEGRAM):
            work.registry.bind(channel, id, id)


def forwarded(stage: Stage) -> None:
    """Belarus has forwarded a request, whole, to its second body."""
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    stage.look(second_body)
    forwards(stage)


def forwards(stage: Stage, who: str = "by-duty") -> None:
    """The whole is forwarded to the other body of the register."""
    stage.says(who, "/forward 1")
    stage.presses(who, stage.look(lambda work: work.registry.authority("BY-2").name))
    stage.presses(who, FORWARD)


def debts(stage: Stage, authority: str) -> dict[Kind, object]:
    """Return what an authority owes, with the due moments."""
    subject = stage.request(NUMBER).subject
    found = stage.look(lambda work: work.obligations.about(subject))
    return {each.kind: each.due for each in found if each.is_open and each.owed_by == authority}


def test_its_duty_officers_get_the_alarm_with_the_content_and_a_button(stage: Stage) -> None:
    forwarded(stage)

    alarm = next(each for each in reversed(stage.chat("by2-duty")) if CONTENT in each.text)
    assert alarm.text.startswith("🔴 Вашему органу передано по компетенции обращение KZ-BY-2026-1")
    assert "Дубровская Е." in alarm.text
    assert TAKE in [each.label for each in alarm.versions[-1].buttons]
    subject = stage.request(NUMBER).subject
    read = stage.look(lambda work: work.journal.about(subject))
    assert ("shown", "by2-duty") in [(each.action, each.actor) for each in read]


def test_until_it_is_taken_over_the_first_authority_owes_answers_and_alone_may(
    stage: Stage,
) -> None:
    forwarded(stage)

    assert debts(stage, "BY-2") == {}
    assert Kind.EXECUTE in debts(stage, "BY-1")
    stage.says("by-duty", "/partial 1 Журналы запрошены")
    stage.presses("by-duty", "Промежуточный результат")
    assert "Журналы запрошены" in stage.last("kz-duty")
    for typed in ("/accept 1", "/result 1 Журналы", "/ask 1 Порт?", "/phone 1", "/export 1"):
        before = len(stage.chat("kz-duty"))
        stage.says("by2-duty", typed)
        assert "нельзя" in stage.last("by2-duty") or "не " in stage.last("by2-duty"), typed
        assert len(stage.chat("kz-duty")) == before, typed
    stage.says("by2-duty", "/open 1")
    assert CONTENT in "".join(each.text for each in stage.chat("by2-duty")[-2:])
    stage.says("by2-duty", "/open")
    assert NUMBER in stage.last("by2-duty")


@pytest.mark.proves("7.4")
def test_taken_over_all_that_is_owed_passes_with_its_moments_and_both_sides_are_told_by_name(
    stage: Stage,
) -> None:
    forwarded(stage)
    before = debts(stage, "BY-1")
    assert before

    stage.presses("by2-duty", TAKE)

    assert stage.request(NUMBER).execution is Execution.IN_EXECUTION
    assert stage.request(NUMBER).requested == "BY-2"
    # Accepted by it now: from here on its silence counts.
    taken_at = stage.request(NUMBER).last_moment
    assert taken_at is not None
    silence = {Kind.SILENCE: Due(taken_at + timedelta(hours=24))}
    assert (debts(stage, "BY-1"), debts(stage, "BY-2")) == ({}, before | silence)
    for who in ("kz-duty", "by2-other", "by-duty"):
        told = stage.last(who)
        assert told.startswith("🟡 KZ-BY-2026-1: обращение принято органом, которому"), who
        assert "Лозовский С." in told, who
    assert "обязательства по" not in stage.last("kz-duty")


def test_afterwards_only_the_second_authority_acts_and_the_first_sees_number_and_state(
    stage: Stage,
) -> None:
    forwarded(stage)
    stage.presses("by2-duty", TAKE)

    for typed in ("/result 1 Журналы", "/ask 1 Порт?", "/forward 1 Прокуратура", "/obstacle 1 Нет"):
        stage.says("by-duty", typed)
        assert "принято другим органом" in stage.last("by-duty"), typed
    stage.says("by-duty", "/open 1")
    assert CONTENT not in stage.last("by-duty")
    assert NUMBER in stage.last("by-duty")
    stage.says("by-duty", "/owe")
    assert NUMBER not in stage.last("by-duty")
    stage.says("by2-duty", "/result 1 Журналы сохранены")
    stage.presses("by2-duty", "Сообщить результат")
    assert "Журналы сохранены" in stage.last("kz-duty")
    since = stage.now
    stage.says("kz-duty", "/received 1 вх. 7")
    stage.presses("kz-duty", "Результат получен")
    assert any("получение результата" in each for each in stage.heard("by2-duty", since))
    assert not list(stage.heard("by-duty", since))


def test_reminders_go_to_whoever_owes_now(stage: Stage) -> None:
    forwarded(stage)
    stage.presses("by2-duty", TAKE)
    since = stage.now

    stage.passes(days=31)

    late = [each for each in stage.heard("by2-duty", since) if "исполнени" in each]
    assert late
    assert not [each for each in stage.heard("by-duty", since) if NUMBER in each and "срок" in each]


def test_of_what_was_taken_over_the_progress_is_asked_after_a_day_of_silence(stage: Stage) -> None:
    forwarded(stage)
    stage.presses("by2-duty", TAKE)
    taken_at = stage.now

    stage.reaches(taken_at + timedelta(hours=24, minutes=1))

    assert Kind.PROGRESS in debts(stage, "BY-2")
    asked = "сообщите о ходе исполнения"
    assert any(asked in each for each in stage.heard("by2-duty", taken_at))
    assert not any(asked in each for each in stage.heard("by-duty", taken_at))
    assert any("она спрошена о ходе" in each for each in stage.heard("kz-duty", taken_at))


@on_console
def test_what_was_said_to_the_first_authority_is_not_said_again_to_the_second(
    stage: Stage,
) -> None:
    forwarded(stage)
    stage.reaches(moment("09.12.2026 12:00", MINSK))
    stage.says("by2-duty", "/take 1")
    since = stage.now

    stage.passes(days=5)

    assert not [each for each in stage.heard("by2-duty", since) if "Осталось" in each]


@on_console
def test_what_the_sender_says_meanwhile_reaches_whoever_has_the_request(stage: Stage) -> None:
    forwarded(stage)

    stage.says("kz-duty", "/withdraw 1 Угроза устранена")
    stage.presses("kz-duty", "Отозвать обращение")
    stage.signs("kz-duty")

    assert stage.request(NUMBER).execution is Execution.WITHDRAWN
    assert "отозвала" in stage.last("by-duty")
    assert stage.last("by2-duty").startswith("KZ-BY-2026-1: обращение закрыто для вашего органа")
    stage.says("by2-duty", "/take 1")
    assert "нельзя" in stage.last("by2-duty")
    stage.says("by2-duty", "/open 1")
    assert CONTENT not in stage.last("by2-duty")


@on_console
def test_what_is_added_and_corrected_meanwhile_reaches_who_may_take_it_over(stage: Stage) -> None:
    forwarded(stage)

    stage.says("kz-duty", "/add 1 узел принадлежит организации «Восток»")
    stage.presses("kz-duty", "Только сообщает")
    stage.presses("kz-duty", "Направить дополнение")
    for who in ("by-duty", "by2-duty"):
        assert stage.last(who).endswith("узел принадлежит организации «Восток»"), who
    stage.says("kz-duty", "/correct 1")
    stage.presses("kz-duty", "Содействие")
    stage.says("kz-duty", "сохранить журналы двух узлов")
    stage.presses("kz-duty", "Направить исправление")

    asked, told = stage.chat("by-duty")[-1], stage.chat("by2-duty")[-1]
    assert all("Стало: сохранить журналы двух узлов" in each.text for each in (asked, told))
    assert "Подтвердите, что прочитано" in asked.text
    assert "Подтвердите" not in told.text
    assert [each.label for each in told.versions[-1].buttons] == [TAKE, "Открыть карточку"]
    stage.presses("by2-duty", TAKE)
    stage.passes(minutes=6)
    assert "не прочитано" in "".join(stage.heard("by2-duty", stage.now - timedelta(minutes=7)))
    stage.says("by2-duty", "/read 1")
    assert "прочитаны исправления № 1" in stage.last("by2-duty")


@on_console
def test_only_the_receiver_takes_it_over(stage: Stage) -> None:
    forwarded(stage)

    for who in ("by-duty", "kz-duty"):
        stage.says(who, "/take 1")
        assert "может сделать только орган, которому обращение передано" in stage.last(who)
    stage.says("ru-duty", "/take 1")
    unknown = stage.last("ru-duty")
    stage.says("ru-duty", "/take 9")
    assert unknown.replace("1", "") == stage.last("ru-duty").replace("9", "")
    assert stage.request(NUMBER).execution is Execution.FORWARDED


@on_console
@pytest.mark.proves("4.1")
def test_an_authority_that_is_no_longer_designated_takes_nothing_over(stage: Stage) -> None:
    forwarded(stage)

    def ends(work: Work) -> None:
        body = work.registry.authority("BY-2")
        during = Interval(body.during.since, work.now)
        work.registry.put_authority(replace(body, during=during))

    stage.look(ends)
    stage.says("by2-duty", "/take 1")

    assert "не определён Стороной как уполномоченный" in stage.last("by2-duty")
    assert stage.request(NUMBER).execution is Execution.FORWARDED


@on_console
def test_of_two_who_take_it_over_at_once_the_first_one_has_it(stage: Stage) -> None:
    forwarded(stage)

    stage.do_at_once(("by2-duty", Said("/take 1")), ("by2-other", Said("/take 1")))

    assert stage.history(NUMBER).count("take_over") == 1
    assert sum("обращение принято. Ответы" in each.text for each in stage.chat("by2-duty")) <= 1
    subject = stage.request(NUMBER).subject
    owed = stage.look(lambda work: work.obligations.about(subject))
    assert sum(each.is_open and each.kind is Kind.EXECUTE for each in owed) == 1


@on_console
def test_a_taking_over_and_a_result_at_once_leave_one_truth(stage: Stage) -> None:
    forwarded(stage)
    stage.says("by-duty", "/result 1 Журналы сохранены")

    stage.do_at_once(("by2-duty", Said("/take 1")), ("by-duty", Said("Сообщить результат")))

    request, history = stage.request(NUMBER), stage.history(NUMBER)
    taken = request.requested == "BY-2"
    assert ("take_over" in history) is taken
    assert ("report_result" in history) is not taken


@on_console
@pytest.mark.parametrize("role", [Role.DUTY_OFFICER, Role.REGISTRAR])
def test_where_nobody_there_can_be_reached_the_first_authority_is_told_whom_to_telephone(
    stage: Stage, role: Role
) -> None:
    def unreachable(work: Work) -> None:
        work.registry.put_authority(builders.authority(Party.BELARUS, id="BY-2"))
        officer = builders.officer(
            role, Party.BELARUS, id="by2-duty", authority="BY-2", on_duty=True
        )
        work.registry.put_officer(officer)

    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    stage.look(unreachable)
    forwards(stage)

    told = [
        each.text for each in stage.chat("by-duty") if "никому в органе не доставлено" in each.text
    ]
    assert len(told) == 1
    assert "Позвоните" in told[0]
    assert Kind.EXECUTE in debts(stage, "BY-1")


@on_console
def test_forwarded_elsewhere_the_first_receiver_takes_nothing_over(stage: Stage) -> None:
    forwarded(stage)

    stage.says("by-duty", "/forward 1 Следственный комитет")
    stage.presses("by-duty", FORWARD)

    stage.says("by2-duty", "/take 1")
    assert "нельзя" in stage.last("by2-duty")
    stage.says("by2-duty", "/open 1")
    assert CONTENT not in stage.last("by2-duty")
    assert stage.request(NUMBER).requested == "BY-1"


@on_console
def test_what_was_taken_over_may_be_forwarded_back_and_taken_back(stage: Stage) -> None:
    forwarded(stage)
    stage.presses("by2-duty", TAKE)
    before = debts(stage, "BY-2")

    stage.says("by2-duty", "/forward 1")
    stage.presses("by2-duty", stage.look(lambda work: work.registry.authority("BY-1").name))
    stage.presses("by2-duty", FORWARD)
    stage.says("by-duty", "/open 1")
    assert CONTENT in "".join(each.text for each in stage.chat("by-duty")[-2:])
    stage.presses("by-duty", TAKE)

    request = stage.request(NUMBER)
    assert (request.requested, request.former, request.receiver) == ("BY-1", ("BY-2",), None)
    after = debts(stage, "BY-1")
    assert after.keys() == before.keys()
    # But for the silence, which is counted anew.
    assert {kind for kind in before if after[kind] != before[kind]} == {Kind.SILENCE}
    stage.says("by2-duty", "/open 1")
    assert CONTENT not in stage.last("by2-duty")


@on_console
def test_the_letter_that_is_registered_is_recorded_by_whoever_has_the_request(
    stage: Stage,
) -> None:
    forwarded(stage)
    stage.presses("by2-duty", TAKE)

    stage.says("kz-head", "/confirm 1 12-4/881 от 23.11.2026")
    stage.presses("kz-head", "Отправлено сегодня")
    stage.signs("kz-head")

    assert Kind.RECORD_CONFIRMATION in debts(stage, "BY-2")
    stage.says("by2-duty", "/record 1 3418 от 23.11.2026")
    stage.presses("by2-duty", "Внести входящий номер")
    assert Kind.RECORD_CONFIRMATION not in debts(stage, "BY-2")


@on_console
@pytest.mark.parametrize("typed", ["/result 1 Журналы", "/owe", "/open 1", "/drafts"])
def test_a_dialog_that_the_first_authority_left_open_leads_to_nothing(
    stage: Stage, typed: str
) -> None:
    forwarded(stage)
    stage.says("by-duty", "/result 1 Журналы сохранены")
    stage.presses("by2-duty", TAKE)

    stage.presses("by-duty", "Сообщить результат")
    assert "принято другим органом" in stage.last("by-duty")
    stage.says("by-duty", typed)

    assert stage.request(NUMBER).execution is Execution.IN_EXECUTION
    assert "Журналы сохранены" not in "".join(each.text for each in stage.chat("kz-duty"))
