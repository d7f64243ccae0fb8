"""The official written confirmation: reminded of, late, registered, recorded, objected. Art. 6."""

from dataclasses import replace
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text as sql
from sqlalchemy import update

from protocol.moves import Form
from protocol.obligation import Kind
from storage.keys import KeyRing
from storage.tables import obligations
from storage.work import Work
from tests.journeys.overmatrix import over_matrix
from tests.journeys.stage import ASTANA, Stage, moment, send

NUMBER = "KZ-BY-2026-1"
LETTER = "12-4/881 от 23.11.2026"
DEBTORS = ("kz-duty", "kz-deputy")


def reminded(stage: Stage, who: str) -> list[tuple[str, str]]:
    """Return when somebody was reminded of the confirmation (Astana), and the words."""
    owed = stage.owed(NUMBER)[Kind.CONFIRM]
    return [
        (each.at.astimezone(ZoneInfo(ASTANA)).strftime("%d %H:%M"), each.text)
        for each in stage.chat(who)
        if each.key.startswith((f"obligation/{owed.id}", "digest/"))
        and "письменное подтверждение (ст. 6)" in each.text
    ]


def registered(stage: Stage, who: str = "kz-deputy") -> None:
    """The deputy registers the signed letter with its photograph."""
    stage.says(who, "/confirm")
    stage.attaches(who, LETTER)
    stage.presses(who, "Отправлено сегодня")
    stage.signs(who)


def test_the_ladder_reminds_at_its_exact_moments_and_says_how_late_it_is(stage: Stage) -> None:
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    stage.passes(days=5)

    expected = [
        ("23 13:41", "требуется официальное письменное подтверждение (ст. 6)"),
        ("24 09:00", "Осталось 52 ч 41 мин"),
        ("25 09:00", "Осталось 28 ч 41 мин"),
        ("25 13:41", "Осталось 24 ч"),
        ("26 09:00", "Осталось 4 ч 41 мин"),
        ("26 09:41", "Осталось 4 ч"),
        ("26 12:41", "Осталось 1 ч"),
        ("26 13:41", "Срок истёк по строгому счёту (72 часа)"),
        ("27 09:00", "Срок истёк."),
    ]
    for who, first in (("kz-duty", 0), ("kz-deputy", 1)):
        said = reminded(stage, who)
        assert [at for at, _ in said] == [at for at, _ in expected[first:]]
        for (_, text), (_, words) in zip(said, expected[first:], strict=True):
            assert words in text
            assert NUMBER in text
    alone = [at for at, text in reminded(stage, "kz-head") if "Сводка" not in text]
    assert alone == [at for at, _ in expected if at in ("25 13:41", *TOLD_LAST)]
    assert reminded(stage, "kz-duty2") == []


TOLD_LAST = ("26 09:41", "26 12:41", "26 13:41")


def test_past_each_reading_both_sides_are_told_and_nothing_is_cancelled(stage: Stage) -> None:
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    stage.reaches(moment("26.11.2026 13:41", ASTANA) + timedelta(seconds=3))

    assert "Срок истёк по строгому счёту (72 часа) 26.11.2026 13:41" in stage.last("kz-deputy")
    assert "до конца 26.11.2026 (Астана)" in stage.last("kz-deputy")
    assert "узнаёт об этом из своей утренней сводки" in stage.last("kz-deputy")
    # The other side reads it once, in its next message of the morning.
    assert "срок истёк" not in stage.last("by-duty")

    stage.reaches(moment("27.11.2026 09:00", ASTANA))
    ended = "по счёту календарных дней — в конце 26.11.2026 (Астана)"
    assert ended in stage.last("kz-deputy")
    stage.reaches(moment("27.11.2026 09:00", "Europe/Minsk"))
    told = stage.last("by-duty")
    assert "срок истёк: по счёту 72 часов — 26.11.2026 11:41 (Минск)" in told
    assert ended in told
    assert "Протокол не устанавливает последствий; обращение остаётся открытым." in told
    assert stage.request(NUMBER).form is Form.AWAITING
    stage.reaches(moment("30.11.2026 09:00", "Europe/Minsk"))
    assert "Протокол не устанавливает последствий" not in stage.last("by-duty")


def test_where_clocks_go_forward_the_third_day_ends_first_and_both_sides_read_so(
    sqlite_path: Path, ring: KeyRing
) -> None:
    """The requesting authority sits in Paris, three days before its clocks go forward."""
    thursday = moment("26.03.2026 23:30", "Europe/Paris")
    with Stage(f"sqlite:///{sqlite_path}", ring, start=thursday) as stage:
        stage.look(in_paris)
        send(stage)
        stage.presses("by-duty", "Подтвердить получение")
        first = "до конца 29.03.2026 (Paris)"
        asked = f"требуется официальное письменное подтверждение (ст. 6) {first}"
        assert any(asked in each.text for each in stage.chat("kz-duty"))

        stage.reaches(moment("30.03.2026 00:00", "Europe/Paris"))

        expired = "рок истёк по строгому счёту (календарные дни) в конце 29.03.2026 (Paris)"
        for who in ("kz-duty", "by-duty"):
            stage.says(who, "/open 1")
            assert f"{expired}, прошло" in stage.last(who)

        stage.reaches(moment("30.03.2026 09:00", "Europe/Paris"))

        # Both ended in one night: either side reads so in its morning.
        for who in ("kz-deputy", "by-duty"):
            said = [each.text for each in stage.chat(who) if each.key.startswith("digest/")][-1]
            assert "Срок истёк." in said or "срок истёк:" in said
            assert "календарных дней — в конце 29.03.2026 (Paris)" in said


def in_paris(work: Work) -> None:
    ours = work.registry.authority("KZ-1")
    work.registry.put_authority(replace(ours, zone="Europe/Paris"))


def test_registered_between_the_days_and_the_hours_it_is_late_by_the_days(
    sqlite_path: Path, ring: KeyRing
) -> None:
    thursday = moment("26.03.2026 23:30", "Europe/Paris")
    with Stage(f"sqlite:///{sqlite_path}", ring, start=thursday) as stage:
        stage.look(in_paris)
        send(stage)
        stage.reaches(moment("30.03.2026 00:05", "Europe/Paris"))

        stage.says("kz-deputy", "/confirm")
        stage.attaches("kz-deputy", "12-4/881 от 27.03.2026")
        stage.presses("kz-deputy", "Отправлено сегодня")
        stage.signs("kz-deputy")

        for who in ("kz-deputy", "by-duty"):
            late = "через 5 мин после срока по строгому счёту (календарные дни)"
            assert late in stage.last(who)


@over_matrix("kz-duty", "kz-deputy", "by-duty")
@pytest.mark.proves("6.4.3")
def test_in_time_it_is_registered_with_number_date_signatory_and_photo(stage: Stage) -> None:
    send(stage)
    stage.passes(hours=1)
    stage.says("kz-deputy", "/confirm 1")
    assert "исходящий номер и дата подписанного письма?" in stage.last("kz-deputy")
    stage.attaches("kz-deputy", LETTER)
    preview = stage.last("kz-deputy")
    assert "письменное подтверждение № 12-4/881 от 23.11.2026" in preview
    assert "Подписано: Сериков А., заместитель руководителя." in preview
    assert "Регистрируя, вы заявляете: текст совпадает с переданным." in preview
    assert "Скан: 1 файл, sha256" in preview
    stage.presses("kz-deputy", "Отправлено сегодня")
    stage.signs("kz-deputy")

    assert "зарегистрировано 23.11.2026 14:41 (Астана), за 71 ч до срока" in stage.last("kz-deputy")
    told = stage.chat("by-duty")[-1]
    assert "подтверждение № 12-4/881 от 23.11.2026 (ст. 6) зарегистрировано" in told.text
    assert (
        "Подписано: Сериков А., заместитель руководителя. Зарегистрировано: Сериков А." in told.text
    )
    assert "Заявлено: текст совпадает с переданным." in told.text
    assert len(told.versions[-1].files) == 1
    assert "зарегистрировано: Сериков А." in stage.last("kz-duty")
    confirmation = stage.look(
        lambda work: work.requests.confirmation(work.requests.of("KZ-1")[0].id)
    )
    assert confirmation is not None
    assert (confirmation.outgoing.number, confirmation.scans) == ("12-4/881", 1)
    count = len(stage.chat("kz-duty"))
    stage.reaches(moment("24.11.2026 08:59", ASTANA))
    assert len(stage.chat("kz-duty")) == count


def test_a_letter_is_dated_from_the_transmission_on_not_from_the_sending(stage: Stage) -> None:
    """Sent on the 23rd; the first server that accepted it did so after midnight."""
    send(stage)
    request = stage.request(NUMBER)
    after_midnight = moment("24.11.2026 00:10", ASTANA)
    stage.look(lambda work: work.requests.save(replace(request, transmitted_at=after_midnight)))
    stage.reaches(moment("24.11.2026 10:00", ASTANA))

    stage.says("kz-deputy", "/confirm 1")
    stage.says("kz-deputy", "12-4/881 от 23.11.2026")
    assert "Дата письма раньше передачи обращения." in stage.last("kz-deputy")
    assert "Внести письмо как есть?" in stage.last("kz-deputy")
    stage.says("kz-deputy", "12-4/881 от 24.11.2026")

    assert "письменное подтверждение № 12-4/881 от 24.11.2026" in stage.last("kz-deputy")


def test_a_moment_in_working_days_says_that_the_holidays_were_not_entered(stage: Stage) -> None:
    """Belarus has entered those of 2026, not those of 2027, on which the moment rests."""
    stage.reaches(moment("29.12.2026 13:41", ASTANA))
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    stage.says("kz-deputy", "/confirm 1 12-4/881 от 29.12.2026")
    stage.presses("kz-deputy", "Отправлено сегодня")
    stage.signs("kz-deputy")
    unknown = "[праздники 2027 года не внесены]"
    until = f"до конца 01.01.2027 (Минск) {unknown}"

    stage.says("by-duty", "/owe")
    assert until in stage.last("by-duty")
    stage.says("by-duty", "/open 1")
    assert until in stage.last("by-duty")
    stage.reaches(moment("30.12.2026 09:00", "Europe/Minsk") + timedelta(seconds=3))
    reminders = stage.heard("by-duty", stage.now - timedelta(minutes=2))
    assert any(f"контрольный срок — {until}" in text for text in reminders)
    # The three and the 30 days rest on no holidays.
    assert "".join(reminders).count(unknown) == 1

    def enters(work: Work) -> None:
        theirs = work.registry.authority("BY-1")
        holidays = theirs.holidays | {date(2027, 1, 7)}
        work.registry.put_authority(replace(theirs, holidays=holidays))

    stage.look(enters)
    stage.says("by-duty", "/owe")
    assert unknown not in stage.last("by-duty")


@pytest.mark.parametrize(
    ("late", "words"),
    [
        (timedelta(hours=3, minutes=40), "3 ч 40 мин после срока по строгому счёту (72 часа)"),
        (timedelta(hours=26), "через 26 ч после срока по счёту 72 часов; срок по счёту"),
    ],
)
def test_a_late_registration_is_accepted_and_shows_by_how_much(
    stage: Stage, late: timedelta, words: str
) -> None:
    send(stage)
    stage.reaches(stage.owed(NUMBER)[Kind.CONFIRM].due.at + late)

    registered(stage)

    assert words in stage.last("kz-deputy")
    assert words in stage.last("by-duty")
    assert stage.request(NUMBER).form is Form.CONFIRMED


@over_matrix("kz-duty", "kz-deputy", "by-duty")
def test_number_and_photo_come_in_any_order_and_a_wrong_word_loses_neither(stage: Stage) -> None:
    send(stage)
    stage.says("kz-deputy", "/confirm")
    stage.attaches("kz-deputy")
    assert stage.last("kz-deputy").startswith("Скан сохранён.")
    stage.says("kz-deputy", "31.02.2026")
    assert "Дата понятна, исходящего номера нет." in stage.last("kz-deputy")
    stage.says("kz-deputy", "12-4/881 от 31.02.2026")
    assert "Даты 31.02.2026 не существует." in stage.last("kz-deputy")
    stage.says("kz-deputy", "12-4/881 от 01.12.2027")
    assert "Дата письма ещё не наступила." in stage.last("kz-deputy")
    stage.says("kz-deputy", "/cancel")
    assert "Вернуться: /confirm KZ-BY-2026-1." in stage.last("kz-deputy")
    stage.restarts()
    stage.says("kz-deputy", f"/confirm {NUMBER}")
    stage.says("kz-deputy", LETTER)

    assert "Скан: 1 файл" in stage.last("kz-deputy")
    stage.presses("kz-deputy", "Отправлено сегодня")
    stage.signs("kz-deputy")
    stage.presses("kz-deputy", "Отправлено сегодня")
    assert "Это уже сделано." in stage.last("kz-deputy")
    assert stage.history(NUMBER).count("register_confirmation") == 1


def test_a_duty_officer_registers_only_with_the_scan_and_everybody_sees_who(stage: Stage) -> None:
    send(stage)
    stage.says("kz-duty", f"/confirm 1 {LETTER}")
    stage.presses("kz-duty", "Сериков А., заместитель руководителя")
    stage.presses("kz-duty", "Отправлено сегодня")
    assert "только со сканом подписанного письма" in stage.last("kz-duty")
    assert stage.request(NUMBER).form is Form.AWAITING

    stage.attaches("kz-duty")
    stage.presses("kz-duty", "Отправлено сегодня")
    stage.signs("kz-duty")

    assert stage.request(NUMBER).form is Form.CONFIRMED
    assert "Подписано: Сериков А., заместитель руководителя. Зарегистрировано: Асанов Б." in (
        stage.last("by-duty")
    )


def test_the_other_side_records_its_incoming_number(stage: Stage) -> None:
    send(stage)
    registered(stage)
    stage.presses("by-duty", "Внести входящий номер")
    stage.says("by-duty", "вх. 5/77 от 24.11.2026")
    stage.presses("by-duty", "Внести входящий номер")

    request = stage.request(NUMBER)
    assert request.form is Form.RECORDED
    assert request.registered_at is not None
    assert "Входящий номер: вх. 5/77 от 24.11.2026" in stage.last("kz-duty")


def test_an_objection_is_answered_and_moves_no_due_moment(stage: Stage) -> None:
    send(stage)
    registered(stage)
    before = {kind: owed.due for kind, owed in stage.owed(NUMBER).items()}
    stage.presses("by-duty", "Заявить возражение")
    stage.says("by-duty", "Подписано не тем лицом")
    stage.presses("by-duty", "Заявить возражение")
    assert stage.request(NUMBER).form is Form.OBJECTED
    assert "Подписано не тем лицом" in stage.last("kz-duty")

    stage.presses("kz-duty", "Ответить на возражение")
    stage.says("kz-duty", "Приказ о назначении приложен к письму")
    stage.presses("kz-duty", "Ответить на возражение")

    assert "Приказ о назначении приложен к письму" in stage.last("by-duty")
    assert stage.request(NUMBER).form is Form.CONFIRMED
    after = {kind: owed.due for kind, owed in stage.owed(NUMBER).items()}
    assert all(after[kind] == due for kind, due in before.items())


def declined(stage: Stage) -> None:
    """The deputy declines with reasons."""
    stage.says("kz-deputy", f"/decline {NUMBER}")
    stage.says("kz-deputy", "Сведения не подтвердились")
    stage.presses("kz-deputy", "Подтверждения не будет")
    stage.signs("kz-deputy")


def test_declining_silences_and_leaves_it_unfulfilled_and_both_sides_know_at_once(
    stage: Stage,
) -> None:
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    stage.presses("by-duty", "Принять к исполнению")
    declined(stage)

    assert stage.request(NUMBER).form is Form.DECLINED
    assert "Причины: Сведения не подтвердились" in stage.last("by-duty")
    owed = stage.owed(NUMBER)[Kind.CONFIRM]
    assert owed.is_open
    counts = {who: len(reminded(stage, who)) for who in (*DEBTORS, "kz-head")}
    before = len(stage.chat("by-duty"))
    stage.passes(days=6)
    assert {who: len(reminded(stage, who)) for who in counts} == counts
    assert not any("подтверждени" in each.text for each in stage.chat("by-duty")[before:])
    stage.says("kz-duty", "/owe")
    assert "подтверждение (ст. 6): не исполнено; заявлено, что исполнено не будет" in stage.last(
        "kz-duty"
    )
    for who in ("kz-duty", "by-duty"):
        stage.says(who, "/open 1")
        assert "🔴 Не подтверждено: письменного подтверждения не будет" in stage.last(who)


def test_what_is_not_confirmed_is_never_green_nor_white_when_it_has_ended(stage: Stage) -> None:
    send(stage)
    declined(stage)
    stage.says("by-duty", "/result 1 Журналы сохранены")
    stage.presses("by-duty", "Сообщить результат")
    for who in ("kz-duty", "by-duty"):
        stage.says(who, "/open")
        line = next(each for each in stage.last(who).splitlines() if NUMBER in each)
        assert "🔴" in line
        assert "результат сообщён, не подтверждено" in line
    stage.presses("kz-duty", "Результат получен")
    stage.says("kz-duty", "вх. 3")
    stage.presses("kz-duty", "Результат получен")

    for who in ("kz-duty", "by-duty"):
        stage.says(who, "/open 1")
        said = stage.last(who)
        assert f"🔴 {NUMBER} · завершено" in said
        assert "не подтверждено" in said
        assert "⚪" not in said
        assert "🟢" not in said


def test_a_letter_after_all_ends_what_was_declined(stage: Stage) -> None:
    send(stage)
    declined(stage)

    registered(stage)

    assert stage.request(NUMBER).form is Form.CONFIRMED
    assert not stage.owed(NUMBER)[Kind.CONFIRM].is_open


def test_declined_while_it_was_closed_as_received_in_error_it_is_owed_again_and_silent(
    stage: Stage,
) -> None:
    send(stage)
    stage.says("by-duty", "/misdirected 1")
    stage.presses("by-duty", "Получено ошибочно")
    stage.says("kz-deputy", "/decline 1 Сведения не подтвердились")
    stage.presses("kz-deputy", "Подтверждения не будет")
    stage.signs("kz-deputy")
    for _ in range(2):
        stage.presses("kz-duty", "Направлено верно")

    owed = stage.owed(NUMBER)[Kind.CONFIRM]
    assert owed.is_open
    assert owed.wake_at is None


def test_what_an_earlier_version_ended_by_declining_is_owed_and_silent(stage: Stage) -> None:
    send(stage)
    declined(stage)

    def as_before(work: Work) -> None:
        declined_at = work.requests.find("1", seen_by=work.registry.officer("kz-duty")).formed_at
        rows = update(obligations).where(obligations.c.kind == Kind.CONFIRM)
        ended = {"silent": False, "discharged_at": declined_at, "discharged_by": "kz-deputy"}
        work.connection.execute(rows.values(ended))

    stage.look(as_before)
    assert not stage.owed(NUMBER)[Kind.CONFIRM].is_open

    migration = import_module("storage.migrations.versions.0018_silent")
    stage.look(lambda work: work.connection.execute(sql(migration.DECLINED)))

    owed = stage.owed(NUMBER)[Kind.CONFIRM]
    assert (owed.is_open, owed.silent, owed.wake_at) == (True, True, None)


def test_a_duty_officer_cannot_decline_and_is_offered_no_button_for_it(stage: Stage) -> None:
    send(stage)
    with pytest.raises(LookupError):
        stage.offer("kz-duty", "Подтверждения не будет")

    stage.says("kz-duty", "/decline 1")

    assert "это делает руководитель или его заместитель" in stage.last("kz-duty")
    assert stage.request(NUMBER).form is Form.AWAITING


def test_the_signed_text_differs_and_both_sides_see_in_what(stage: Stage) -> None:
    send(stage)
    stage.says("kz-deputy", f"/confirm 1 {LETTER}")
    stage.presses("kz-deputy", "Текст отличается")
    stage.says("kz-deputy", "Уточнён адрес узла связи")
    assert "Отличия от переданного текста: Уточнён адрес узла связи" in stage.last("kz-deputy")
    stage.presses("kz-deputy", "Отправлено сегодня")
    stage.signs("kz-deputy")

    assert "Отличия от переданного текста: Уточнён адрес узла связи" in stage.last("by-duty")


def test_another_signatory_is_named_and_his_office_at_signing_counts(stage: Stage) -> None:
    send(stage)
    stage.says("kz-deputy", f"/confirm 1 {LETTER}")
    stage.presses("kz-deputy", "Подписал другой")
    asked = f"{NUMBER}, письмо № 12-4/881 от 23.11.2026: кто подписал?"
    assert stage.last("kz-deputy").startswith(asked)
    stage.presses("kz-deputy", "Кенжетаев Н., руководитель")
    stage.presses("kz-deputy", "Отправлено сегодня")
    stage.signs("kz-deputy")

    assert "Подписано: Кенжетаев Н., руководитель. Зарегистрировано: Сериков А." in stage.last(
        "by-duty"
    )
