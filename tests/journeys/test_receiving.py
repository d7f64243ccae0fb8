"""The requested side: the clocks, the receipt, the acceptance, the refusal. Art. 6, 7, 9."""

from datetime import timedelta

import pytest

from protocol.moves import Execution
from protocol.obligation import Kind
from tests.journeys.outside import LATER
from tests.journeys.overmatrix import over_matrix
from tests.journeys.stage import ASTANA, MINSK, PHOTO, START, Stage, moment, send

NUMBER = "KZ-BY-2026-1"
# Of the letter, whatever the execution comes to.
ASKED = [Kind.WILL_SIGN, Kind.CONFIRM]


def acknowledged(stage: Stage) -> None:
    """A request that the duty officer of Belarus has acknowledged."""
    send(stage)
    stage.passes(minutes=3)
    stage.presses("by-duty", "Подтвердить получение")


@pytest.mark.proves("6.4.2", "6.4.3", "7.2.1")
def test_the_transmission_starts_every_clock_with_all_its_readings(stage: Stage) -> None:
    send(stage)

    request, owed = stage.request(NUMBER), stage.owed(NUMBER)
    at = request.transmitted_at
    assert at is not None
    assert request.acknowledged_at is None
    assert owed[Kind.TRANSMIT].discharged_at == at
    assert owed[Kind.ACKNOWLEDGE].due.at == at + timedelta(minutes=15)
    assert owed[Kind.CONFIRM].due.at == at + timedelta(hours=72)
    second = owed[Kind.CONFIRM].due.second_at
    assert second == moment("27.11.2026 00:00", ASTANA) - timedelta(microseconds=1)
    assert owed[Kind.FORWARD].due.at == moment("27.11.2026 00:00", MINSK) - timedelta(
        microseconds=1
    )
    assert owed[Kind.EXECUTE].due.at == moment("24.12.2026 00:00", MINSK) - timedelta(
        microseconds=1
    )
    assert stage.history(NUMBER)[:3] == ["sent", "opened", "shown"]
    assert "transmit" in stage.history(NUMBER)


def test_before_a_server_takes_the_content_nothing_is_transmitted(stage: Stage) -> None:
    stage.fails("by-duty", LATER)
    send(stage)
    assert "передаётся с 23.11.2026 13:41 (Астана)" in stage.chat("kz-duty")[-1].text
    assert stage.request(NUMBER).transmitted_at is None
    assert set(stage.owed(NUMBER)) == {Kind.TRANSMIT}

    stage.passes(seconds=20)
    stage.heals("by-duty")
    stage.passes(minutes=5)

    at = stage.request(NUMBER).transmitted_at
    assert at is not None
    assert at > START + timedelta(seconds=20)
    assert stage.owed(NUMBER)[Kind.CONFIRM].due.at == at + timedelta(hours=72)


@over_matrix("kz-duty", "by-duty", "by-duty2")
def test_one_card_shows_how_far_the_request_came(stage: Stage) -> None:
    send(stage)
    card = next(each for each in stage.chat("kz-duty") if each.key.startswith("card/"))
    assert f"🔴 {NUMBER} · передано 23.11.2026 13:41 (Астана)" in card.text
    assert "Дубровская Е. — принято сервером 13:41 (Астана)" in card.text
    assert "официальное письменное подтверждение (ст. 6): до 26.11.2026 13:41 (Астана)" in card.text

    stage.passes(minutes=12)
    assert "Ковалёв П. — принято сервером 13:51 (Астана)" in card.text
    stage.presses("by-duty2", "Подтвердить получение")
    assert f"🟡 {NUMBER} · получение подтверждено: Ковалёв П., 11:53 (Минск)" in card.text
    stage.presses("by-duty2", "Принять к исполнению")
    assert f"🟡 {NUMBER} · принято к исполнению: Ковалёв П." in card.text

    cards = [each for each in stage.chat("kz-duty") if each.key.startswith("card/")]
    assert cards == [card]


def test_the_receipt_is_a_named_persons_and_both_sides_hear_of_it(stage: Stage) -> None:
    acknowledged(stage)

    request = stage.request(NUMBER)
    assert request.acknowledged_by == "by-duty"
    assert request.execution is Execution.ACKNOWLEDGED
    assert stage.owed(NUMBER)[Kind.ACKNOWLEDGE].discharged_by == "by-duty"
    assert stage.last("by-duty").startswith(
        f"🟡 {NUMBER} · получение подтверждено: Дубровская Е., 11:44 (Минск)."
    )
    assert "компетентному органу до конца 26.11.2026 (Минск), ст. 7" in stage.last("by-duty")
    assert stage.last("kz-duty") == (
        f"🟡 {NUMBER} · получение подтверждено: Дубровская Е., 11:44 (Минск), 13:44 (Астана)."
    )


@pytest.mark.proves("7.2.1")
def test_acceptance_ends_the_duty_to_forward_and_names_the_term(stage: Stage) -> None:
    acknowledged(stage)
    stage.presses("by-duty", "Принять к исполнению")

    assert stage.request(NUMBER).execution is Execution.IN_EXECUTION
    assert not stage.owed(NUMBER)[Kind.FORWARD].is_open
    assert "до конца 23.12.2026 (Минск)" in stage.last("by-duty")
    assert "принято к исполнению: Дубровская Е." in stage.last("kz-duty")
    assert "Срок исполнения, как правило, до конца 23.12.2026 (Минск)" in stage.last("kz-duty")


def test_the_end_of_a_day_is_the_debtors_whoever_reads_of_it(stage: Stage) -> None:
    acknowledged(stage)
    stage.says("by-head", "/me Asia/Almaty")
    execution = "исполнение обращения (ст. 7; как правило, 30 дней): до конца 23.12.2026 (Минск)"
    for who in ("kz-duty", "by-duty", "by-head"):
        stage.says(who, "/open 1")
        assert execution in stage.last(who)

    stage.reaches(moment("24.12.2026 09:00", MINSK))

    stage.says("kz-duty", "/open 1")
    owed = "исполнение обращения (ст. 7; как правило, 30 дней)"
    expired = f"{owed}: срок истёк в конце 23.12.2026 (Минск), прошло 9 ч"
    assert expired in stage.last("kz-duty")
    ended = "Срок исполнения (ст. 7: как правило, 30 дней) истёк в конце 23.12.2026 (Минск)"
    assert any(ended in text for text in stage.heard("by-duty", stage.now - timedelta(minutes=1)))


def test_the_same_by_commands_typed_with_part_of_the_number(stage: Stage) -> None:
    send(stage)
    stage.says("by-duty", "/ack kz—1")
    stage.says("by-duty", "/ACCEPT 1")

    assert stage.request(NUMBER).execution is Execution.IN_EXECUTION


@over_matrix("kz-duty", "by-duty", "by-deputy", "by-head")
@pytest.mark.proves("9.1", "9.2")
def test_a_signatory_refuses_with_reasons_and_owes_the_written_notice(stage: Stage) -> None:
    acknowledged(stage)
    stage.says("by-head", "/refuse 1")
    assert "исполнение противоречит национальному законодательству (ст. 9)" in stage.last("by-head")
    stage.says("by-head", "Исполнение противоречит ст. 12 Закона")
    assert "Причины:\nИсполнение противоречит ст. 12 Закона" in stage.last("by-head")
    assert stage.request(NUMBER).execution is Execution.ACKNOWLEDGED
    stage.presses("by-head", "Отказать в исполнении")
    stage.signs("by-head")

    assert "в исполнении отказано (ст. 9): Лозовский С." in stage.last("kz-duty")
    assert "Причины: Исполнение противоречит ст. 12 Закона" in stage.last("kz-duty")
    assert "Письменное уведомление с указанием причин остаётся обязательным" in stage.last(
        "by-head"
    )
    owed = stage.owed(NUMBER)
    assert stage.request(NUMBER).execution is Execution.REFUSED
    assert not owed[Kind.EXECUTE].is_open
    assert owed[Kind.CONFIRM].is_open
    assert owed[Kind.WRITTEN_REFUSAL].due.at == moment("27.11.2026 00:00", MINSK) - timedelta(
        microseconds=1
    )

    stage.reaches(moment("24.11.2026 09:00", MINSK))
    assert "направьте письменное уведомление об отказе с указанием причин (ст. 9)" in stage.last(
        "by-deputy"
    )
    stage.presses("by-deputy", f"{NUMBER}: Внести письмо об отказе")
    stage.says("by-deputy", "№ 7-15/33 от 24.11.2026")
    stage.presses("by-deputy", "Внести письмо об отказе")
    stage.signs("by-deputy")
    assert not stage.owed(NUMBER)[Kind.WRITTEN_REFUSAL].is_open
    assert "Письмо: № 7-15/33 от 24.11.2026" in stage.last("kz-duty")


def test_a_duty_officer_may_not_refuse_sees_no_button_for_it_and_is_told_who_may(
    stage: Stage,
) -> None:
    acknowledged(stage)
    before = stage.request(NUMBER)
    with pytest.raises(LookupError):
        stage.offer("by-duty", "Отказать в исполнении")

    stage.says("by-duty", "/refuse 1")

    assert "это делает руководитель или его заместитель; ваша роль — дежурный" in stage.last(
        "by-duty"
    )
    assert "ст." not in stage.last("by-duty")
    assert stage.request(NUMBER) == before


@pytest.mark.parametrize("command", ["/accept 1", "/ack 1", "/result 1 готово", "/record 1 7"])
def test_the_requesting_side_cannot_act_for_the_requested_one(stage: Stage, command: str) -> None:
    send(stage)
    before = stage.request(NUMBER)

    stage.says("kz-duty", command)

    only = "это может сделать только запрашиваемая Сторона (Беларусь)."
    assert f"{NUMBER}, {only}" in stage.last("kz-duty")
    assert stage.request(NUMBER) == before


def test_what_the_state_forbids_cites_no_article(stage: Stage) -> None:
    acknowledged(stage)
    stage.says("kz-duty", "/withdraw 1 Угроза устранена")
    stage.presses("kz-duty", "Отозвать обращение")
    stage.signs("kz-duty")

    stage.says("by-head", f"/refuse {NUMBER}")

    assert stage.last("by-head").splitlines()[0] == (
        f"Отказать в исполнении нельзя: {NUMBER} — отозвано; Асанов Б., 13:44 (Астана), "
        "11:44 (Минск)."
    )
    assert "ст. " not in stage.last("by-head")


@over_matrix("kz-duty", "by-duty")
@pytest.mark.proves("7.7")
def test_a_result_is_told_received_and_closes_the_execution(stage: Stage) -> None:
    acknowledged(stage)
    stage.presses("by-duty", "Принять к исполнению")
    stage.says("by-duty", "/obstacle 1 Оператор связи не отвечает")
    stage.presses("by-duty", "Сообщить о препятствии")
    assert "Оператор связи не отвечает" in stage.last("kz-duty")
    stage.says("by-duty", "/partial 1 Журналы сохранены")
    stage.presses("by-duty", "Промежуточный результат")
    assert "Журналы сохранены" in stage.last("kz-duty")

    stage.says("by-duty", "/result 1")
    stage.says("by-duty", "Атака предотвращена")
    stage.presses("by-duty", "Сообщить результат")
    assert "Атака предотвращена" in stage.last("kz-duty")
    stage.presses("kz-duty", "Результат получен")
    stage.says("kz-duty", "Получено")
    stage.presses("kz-duty", "Результат получен")

    assert stage.request(NUMBER).execution is Execution.CLOSED
    assert "завершено: Асанов Б." in stage.last("by-duty")
    assert [kind for kind, owed in stage.owed(NUMBER).items() if owed.is_open] == ASKED


def test_a_list_says_what_is_still_open_of_a_request_that_has_ended(stage: Stage) -> None:
    def listed() -> str:
        stage.says("kz-duty", "/open")
        return stage.last("kz-duty").splitlines()[1]

    acknowledged(stage)
    owed = "от вас ожидается до 26.11.2026 13:41 (Астана): официальное письменное подтверждение"
    assert listed().startswith(f"🟡 {NUMBER} · в Беларусь · получение подтверждено · {owed}")
    stage.says("kz-duty", "/withdraw 1 Угроза устранена")
    stage.presses("kz-duty", "Отозвать обращение")
    stage.signs("kz-duty")
    ended = f"⚪ {NUMBER} · в Беларусь · отозвано"
    assert listed().startswith(f"{ended} · {owed}")

    stage.says("kz-head", f"/confirm {NUMBER} 12-4/881 от 23.11.2026")
    stage.presses("kz-head", "Отправлено сегодня")
    stage.signs("kz-head")
    assert listed().startswith(f"{ended} · от Беларуси ожидается ")
    stage.says("by-duty", f"/object {NUMBER} Подписано не тем лицом")
    stage.presses("by-duty", "Заявить возражение")
    answer = "ответ на возражение по письменному подтверждению"
    assert listed().startswith(f"{ended} · от вас ожидается до конца 26.11.2026 (Астана): {answer}")
    stage.says("by-duty", f"/record {NUMBER} 7")
    stage.presses("by-duty", "Внести входящий номер")

    stage.says("kz-duty", "/open")
    assert stage.last("kz-duty") == "Открытых обращений нет."


def test_a_withdrawn_request_still_owes_its_confirmation(stage: Stage) -> None:
    send(stage)
    stage.says("kz-duty", "/withdraw 1 Угроза устранена")
    stage.presses("kz-duty", "Отозвать обращение")
    stage.signs("kz-duty")

    assert "если она возникла и не исполнена, и требования ст. 10 сохраняются" in stage.last(
        "kz-duty"
    )
    assert "запрашивающая Сторона отозвала обращение" in stage.last("by-duty")
    assert [kind for kind, owed in stage.owed(NUMBER).items() if owed.is_open] == ASKED
    count = len(stage.chat("by-duty"))
    stage.passes(hours=2)
    assert len(stage.chat("by-duty")) == count


@pytest.mark.parametrize("at_once", [True, False])
@over_matrix("kz-duty", "by-duty")
def test_what_is_attached_to_a_result_reaches_the_other_side(stage: Stage, at_once: bool) -> None:
    acknowledged(stage)
    stage.says("by-duty", "/partial 1")
    stage.attaches("by-duty", "Журналы во вложении" if at_once else "", name="журнал.jpg")
    if not at_once:
        assert stage.last("by-duty") == "Приложен 1 файл."
        stage.says("by-duty", "Журналы во вложении")
    stage.presses("by-duty", "Промежуточный результат")

    told = stage.chat("kz-duty")[-1]
    assert "Журналы во вложении" in told.text
    assert "Приложение: журнал.jpg, 1 КБ, sha256" in told.text
    assert stage.bodies(told) == [PHOTO]


def test_an_open_request_shows_its_history_with_the_person_of_each_act(stage: Stage) -> None:
    acknowledged(stage)
    stage.presses("by-duty", "Ещё…")

    shown = stage.last("by-duty")
    assert "Существо вопроса: неустановленное лицо готовит атаку на узел связи" in shown
    assert "23.11.2026 11:44 (Минск) · Дубровская Е. · получение подтверждено" in shown
    assert "Асанов Б. · отправлено" in shown
