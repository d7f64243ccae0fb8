"""The one message of the morning: reminders with buttons; days off, nights, outages. Policy."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import delete, update

from protocol.obligation import Kind
from storage.keys import KeyRing
from storage.tables import meta, obligations
from storage.work import Work
from tests.journeys.outside import LATER
from tests.journeys.stage import ASTANA, FORM, MINSK, Stage, moment, on_console, send

NUMBER = "KZ-BY-2026-1"
TO_RUSSIA = FORM.replace("Беларусь", "Россия")
CONFIRMATION = "официальное письменное подтверждение"


def mornings(stage: Stage, who: str, since: datetime | None = None) -> list[str]:
    """Return the messages of the morning and of the afternoon that came to somebody."""
    return [
        each.text
        for each in stage.chat(who)
        if each.key.startswith("digest/") and (since is None or each.at >= since)
    ]


def begins(sqlite_path: Path, ring: KeyRing, at: str) -> Stage:
    return Stage(f"sqlite:///{sqlite_path}", ring, start=moment(at, ASTANA))


@on_console
def test_several_reminders_of_a_morning_are_one_message_and_each_has_its_button(
    stage: Stage,
) -> None:
    send(stage)
    send(stage, form=TO_RUSSIA)
    stage.presses("by-duty", "Подтвердить получение")
    stage.presses("ru-duty", "Подтвердить получение")
    before = stage.now
    stage.reaches(moment("24.11.2026 09:30", ASTANA))

    for who in ("kz-duty", "kz-deputy", "kz-head"):
        (said,) = [text for text in stage.heard(who, before) if "Осталось" in text]
        assert said.count("Осталось 52 ч") == 2
        assert said.count(CONFIRMATION) == 2
        assert "исполнение обращения (ст. 7; как правило, 30 дней)" in said
    stage.presses("kz-deputy", f"{NUMBER}: Зарегистрировать письмо")
    assert "исходящий номер и дата подписанного письма?" in stage.last("kz-deputy")


def test_on_days_off_there_is_a_message_only_where_a_time_limit_ends_before_the_next(
    sqlite_path: Path, ring: KeyRing
) -> None:
    """A request of Thursday is to be confirmed by Sunday, the one of Friday by Monday evening."""
    with begins(sqlite_path, ring, "26.11.2026 18:00") as stage:
        send(stage)
        stage.presses("by-duty", "Подтвердить получение")
        stage.presses("by-duty", "Принять к исполнению")
        stage.reaches(moment("27.11.2026 18:00", ASTANA))
        send(stage, form=TO_RUSSIA)
        stage.presses("ru-duty", "Подтвердить получение")
        stage.presses("ru-duty", "Принять к исполнению")
        off = stage.now
        stage.reaches(moment("29.11.2026 23:00", ASTANA))

        saturday, sunday = mornings(stage, "kz-deputy", off)
        assert NUMBER in saturday
        assert "28.11.2026 09:00 (Астана)" in saturday
        assert "29.11.2026 09:00 (Астана)" in sunday
        # Neither of them owes anything that ends in days off.
        assert mornings(stage, "by-duty", off) == mornings(stage, "ru-duty", off) == []


def test_on_a_saturday_that_is_worked_there_is_a_message_and_none_on_the_day_that_is_off(
    sqlite_path: Path, ring: KeyRing
) -> None:
    """Of Kazakhstan Monday the 30th is off, and Saturday the 28th is worked in its stead."""
    with begins(sqlite_path, ring, "27.11.2026 18:00") as stage:

        def moves(work: Work) -> None:
            own = work.registry.authority("KZ-1")
            off, on = date(2026, 11, 30), date(2026, 11, 28)
            changed = replace(own, holidays=own.holidays | {off}, working=frozenset({on}))
            work.registry.put_authority(changed)

        stage.look(moves)
        send(stage)
        stage.presses("by-duty", "Подтвердить получение")
        stage.presses("by-duty", "Принять к исполнению")
        stage.says("by-duty", "/result 1 Журналы сохранены")
        stage.presses("by-duty", "Сообщить результат")
        stage.says("kz-head", "/confirm 1 12-4/881 от 27.11.2026")
        stage.presses("kz-head", "Отправлено сегодня")
        stage.signs("kz-head")
        begun = stage.now
        stage.reaches(moment("01.12.2026 10:00", ASTANA))

        found = mornings(stage, "kz-duty", begun)
        days = [each for each in found if "09:00 (Астана)" in each]
        assert len(days) == 2
        assert "28.11.2026 09:00" in days[0]
        assert "01.12.2026 09:00" in days[1]


def test_in_the_afternoon_before_days_off_whoever_owes_reads_what_falls_due_in_them(
    sqlite_path: Path, ring: KeyRing
) -> None:
    with begins(sqlite_path, ring, "27.11.2026 10:00") as stage:
        send(stage)
        stage.presses("by-duty", "Подтвердить получение")
        stage.presses("by-duty", "Принять к исполнению")
        before = stage.now
        stage.reaches(moment("27.11.2026 19:00", ASTANA))

        # It ends on Monday at ten: an hour after the next message.
        (said,) = mornings(stage, "kz-head", before)
        assert "Впереди нерабочие дни. Срок не позднее 30.11.2026:" in said
        assert CONFIRMATION in said
        assert not [text for text in mornings(stage, "by-head") if "Впереди" in text]


def test_a_holiday_is_no_morning(sqlite_path: Path, ring: KeyRing) -> None:
    """The receipt of a result is owed in working days; of these the 16th of December is none."""
    with begins(sqlite_path, ring, "15.12.2026 10:00") as stage:
        send(stage)
        stage.says("kz-head", "/decline 1 Сведения не подтвердились")
        stage.presses("kz-head", "Подтверждения не будет")
        stage.signs("kz-head")
        stage.presses("by-duty", "Подтвердить получение")
        stage.says("by-duty", "/result 1 Узел отключён")
        stage.presses("by-duty", "Сообщить результат")
        before = stage.now
        stage.reaches(moment("18.12.2026 10:00", ASTANA))

        said = mornings(stage, "kz-duty", before)
        assert [each.split(" · ")[0] for each in said] == [
            "Сводка на 17.12.2026 09:00 (Астана)",
            "Сводка на 18.12.2026 09:00 (Астана)",
        ]
        assert all("подтвердите получение результата" in each for each in said)


def test_what_comes_due_in_the_night_is_said_the_evening_before_and_late_in_the_morning(
    sqlite_path: Path, ring: KeyRing
) -> None:
    with begins(sqlite_path, ring, "23.11.2026 23:30") as stage:
        send(stage)
        stage.presses("by-duty", "Подтвердить получение")
        # At once, to who is on duty, and without a sound.
        (first,) = [each for each in stage.chat("kz-duty") if "требуется официальное" in each.text]
        assert first.versions[0].silent
        stage.reaches(moment("26.11.2026 19:45", ASTANA))
        evening = stage.now
        stage.reaches(moment("27.11.2026 08:59", ASTANA))

        said = [each for each in stage.chat("kz-deputy") if each.at >= evening and "/" in each.key]
        (reminder,) = said
        assert "Осталось 3 ч 30 мин" in reminder.text
        assert not reminder.versions[0].silent
        stage.reaches(moment("27.11.2026 09:00", ASTANA))
        assert "Срок истёк." in mornings(stage, "kz-deputy", evening)[0]
        stage.reaches(moment("27.11.2026 09:00", MINSK))
        (told,) = mornings(stage, "by-duty", evening)
        assert "Протокол не устанавливает последствий" in told


@on_console
def test_a_message_that_an_outage_kept_back_is_said_once_at_its_end(stage: Stage) -> None:
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    stage.reaches(moment("24.11.2026 12:00", ASTANA))
    stage.stops()
    stage.reaches(moment("25.11.2026 11:00", ASTANA))
    started = stage.now
    stage.starts()
    stage.reaches(moment("25.11.2026 13:00", ASTANA))

    (said,) = mornings(stage, "kz-deputy", started)
    assert "Осталось 26 ч 41 мин" in said
    assert [text for text in stage.heard("kz-deputy", started) if CONFIRMATION in text] == [said]


@on_console
def test_an_outage_that_ends_at_night_leaves_it_to_the_morning(stage: Stage) -> None:
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    stage.stops()
    stage.reaches(moment("25.11.2026 02:00", ASTANA))
    started = stage.now
    stage.starts()
    stage.reaches(moment("25.11.2026 08:59", ASTANA))
    assert mornings(stage, "kz-deputy", started) == []

    stage.reaches(moment("25.11.2026 09:00", ASTANA))
    assert len(mornings(stage, "kz-deputy", started)) == 1


@on_console
def test_a_wake_up_of_an_earlier_version_goes_on_and_is_said_in_the_morning(stage: Stage) -> None:
    """It stored a moment of the night, and nothing of a last message."""
    wakes = "25.11.2026 01:41"
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    at = moment(wakes, ASTANA)

    def as_before(work: Work) -> None:
        owed = update(obligations).where(obligations.c.kind == Kind.CONFIRM)
        work.connection.execute(owed.values(wake_at=at))
        work.connection.execute(delete(meta).where(meta.c.name.like("digest/%")))

    stage.stops()
    stage.starts(as_before)
    stage.reaches(at + timedelta(minutes=1))
    assert [each for each in stage.heard("kz-deputy", at) if CONFIRMATION in each] == []

    stage.reaches(moment("25.11.2026 09:00", ASTANA))
    assert "Осталось 28 ч 41 мин" in mornings(stage, "kz-deputy")[-1]
    stage.reaches(moment("25.11.2026 13:42", ASTANA))
    assert "Осталось 24 ч." in stage.last("kz-deputy")
    assert stage.owed(NUMBER)[Kind.CONFIRM].wake_at == moment("26.11.2026 09:00", ASTANA)


@on_console
def test_nobody_who_owes_nothing_gets_a_message(stage: Stage) -> None:
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    stage.passes(days=3)

    silent = ("am-duty", "kg-head", "tj-duty", "ru-deputy", "sec-duty", "auditor")
    assert [who for who in silent if mornings(stage, who)] == []


@on_console
def test_what_is_discharged_while_the_message_waits_is_not_said(stage: Stage) -> None:
    """The deputy's channel takes nothing until noon; meanwhile the letter is registered."""
    send(stage)
    send(stage, form=TO_RUSSIA)
    stage.presses("by-duty", "Подтвердить получение")
    stage.presses("ru-duty", "Подтвердить получение")
    stage.reaches(moment("24.11.2026 08:50", ASTANA))
    stage.fails("kz-deputy", LATER)
    stage.fails("by-deputy", LATER)
    stage.reaches(moment("24.11.2026 11:30", ASTANA))
    stage.says("kz-head", "/decline KZ-BY-2026-1 Сведения не подтвердились")
    stage.presses("kz-head", "Подтверждения не будет")
    stage.signs("kz-head")
    stage.says("by-duty", "/result KZ-BY-2026-1 Узел отключён")
    stage.presses("by-duty", "Сообщить результат")
    stage.says("kz-duty", "/received KZ-BY-2026-1 вх. 7")
    stage.presses("kz-duty", "Результат получен")
    for who in ("kz-deputy", "by-deputy"):
        stage.heals(who)
    stage.passes(minutes=40)

    (said,) = mornings(stage, "kz-deputy")
    assert "KZ-RU-2026" in said
    # That it was acknowledged is news still; of what is owed of it nothing is said.
    assert f"{NUMBER}: официальное" not in said
    assert said.count(NUMBER) == 1
    # Nothing is left that the other deputy would have to read.
    assert mornings(stage, "by-deputy") == []


@on_console
def test_what_the_other_side_did_the_others_read_in_the_morning_and_nobody_twice(
    stage: Stage,
) -> None:
    """Belarus acknowledges by day; at night Kazakhstan withdraws. Who was on duty knew at once."""
    stage.reaches(moment("24.11.2026 10:00", ASTANA))
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    stage.reaches(moment("25.11.2026 00:30", ASTANA))
    stage.says("kz-duty", "/withdraw 1 Сведения не подтвердились")
    stage.presses("kz-duty", "Отозвать обращение")
    stage.signs("kz-duty")
    assert "отозвала обращение" in stage.last("by-duty")
    stage.reaches(moment("26.11.2026 12:00", ASTANA))

    news = "Действовала другая Сторона с прошлой сводки, состояние сейчас:"
    for deputy, duty in (("kz-deputy", "kz-duty"), ("by-deputy", "by-duty")):
        (said,) = [each for each in mornings(stage, deputy) if news in each]
        first = said.partition(news)[2].splitlines()[1]
        assert NUMBER in first
        assert "отозвано" in first
        assert not [each for each in mornings(stage, duty) if news in each]


@on_console
def test_a_step_of_the_ladder_is_said_in_one_morning_and_listed_in_the_others(stage: Stage) -> None:
    """The execution is due on the 23rd of December: half way is the 8th, 14 days before the 9th."""
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    stage.presses("by-duty", "Принять к исполнению")
    stage.reaches(moment("07.12.2026 08:00", MINSK))
    before = stage.now
    stage.reaches(moment("11.12.2026 10:00", MINSK))

    reminded = "При наличии препятствий запрашивающая Сторона уведомляется незамедлительно."
    said = mornings(stage, "by-duty", before)
    assert [each.count(reminded) for each in said] == [0, 1, 1, 0, 0]
    listed = "исполнение обращения (ст. 7; как правило, 30 дней)"
    assert [each.count(listed) for each in said] == [1, 0, 0, 1, 1]
