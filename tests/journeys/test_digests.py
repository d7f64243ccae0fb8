"""The daily digest, the days off, what a person may put off. Policy."""

from datetime import UTC, datetime, timedelta

import pytest

from protocol.obligation import Kind
from storage.keys import KeyRing
from tests.journeys.stage import ASTANA, FORM, MINSK, Stage, moment, send

NUMBER = "KZ-BY-2026-1"


def digests(stage: Stage, who: str) -> list[str]:
    return [each.text for each in stage.chat(who) if each.key.startswith("digest/")]


def test_at_nine_local_each_authority_learns_what_is_open_and_who_owes_it(stage: Stage) -> None:
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    stage.reaches(moment("24.11.2026 09:00", ASTANA))
    assert [len(digests(stage, who)) for who in ("kz-duty", "kz-deputy", "kz-head")] == [1, 1, 1]
    assert digests(stage, "by-duty") == []
    stage.reaches(moment("24.11.2026 09:00", MINSK))

    # A reminder whole, with its button, for those who owe it; a line for those who wait for it.
    reminded = digests(stage, "kz-duty")[0]
    assert "24.11.2026 09:00 (Астана)" in reminded
    assert "🟡 Осталось 52 ч 41 мин. KZ-BY-2026-1: официальное письменное подтверждение" in reminded
    assert reminded.count("официальное письменное подтверждение") == 1
    assert "исполнение обращения (ст. 7; как правило, 30 дней)" in reminded
    assert stage.chat("kz-duty")[-1].buttons[0] == "KZ-BY-2026-1: Зарегистрировать письмо"
    waiting = digests(stage, "by-duty")[0]
    assert "24.11.2026 09:00 (Минск)" in waiting
    line = next(each for each in waiting.splitlines() if "письменное подтверждение" in each)
    assert line.startswith(f"🟡 {NUMBER} · официальное письменное подтверждение")
    assert "осталось 50 ч 41 мин" in line
    assert "Казахстан" in line
    assert digests(stage, "kz-duty2") == []


def test_nothing_open_no_digest(stage: Stage) -> None:
    send(stage)
    stage.passes(days=3)

    for who in ("am-duty", "ru-duty", "tj-duty", "kg-head", "sec-duty", "auditor"):
        assert stage.chat(who) == []


def test_before_a_weekend_the_digest_says_what_falls_due_in_it(
    sqlite_path: str, ring: KeyRing
) -> None:
    thursday = datetime(2026, 11, 26, 8, 41, tzinfo=UTC)
    with Stage(f"sqlite:///{sqlite_path}", ring, start=thursday) as stage:
        send(stage)
        stage.presses("by-duty", "Подтвердить получение")
        stage.reaches(moment("27.11.2026 09:00", MINSK))

        friday = digests(stage, "kz-duty")[0]
        listed, soon = friday.split("Срок в ближайшие нерабочие дни:")
        assert "официальное письменное подтверждение" in soon
        assert "29.11.2026 13:41 (Астана)" in soon
        assert "исполнение обращения" in listed
        assert "исполнение обращения" not in soon
        belarus = digests(stage, "by-duty")[0].split("Срок в ближайшие нерабочие дни:")[1]
        assert "передайте обращение компетентному органу (ст. 7)" in belarus
        assert "письменное подтверждение" not in belarus

        # Days off: only where a time limit ends before the next message. In the afternoon before.
        stage.reaches(moment("27.11.2026 16:00", ASTANA))
        afternoon = stage.last("kz-duty")
        assert "Впереди нерабочие дни. Срок не позднее 30.11.2026:" in afternoon
        assert "официальное письменное подтверждение" in afternoon
        assert "исполнение обращения" not in afternoon
        stage.reaches(moment("28.11.2026 09:00", ASTANA))
        assert len(digests(stage, "kz-duty")) == 3


def test_a_reminder_is_put_off_by_one_person_for_himself_alone(stage: Stage) -> None:
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    stage.reaches(moment("26.11.2026 12:00", ASTANA))
    label = next(each for each in stage.chat("kz-duty")[-1].buttons if each.startswith("Напомнить"))
    before = stage.now
    stage.presses("kz-duty", label)
    assert "отложено только для вас: 13:00 (Астана)" in stage.last("kz-duty")

    stage.reaches(moment("26.11.2026 12:50", ASTANA))
    assert stage.heard("kz-duty", before + timedelta(seconds=1)) == []
    assert any("Осталось 1 ч" in text for text in stage.heard("kz-deputy", before))
    stage.reaches(moment("26.11.2026 13:02", ASTANA))
    assert "официальное письменное подтверждение (ст. 6)" in stage.last("kz-duty")
    assert "Осталось 41 мин" in stage.last("kz-duty")
    assert "Осталось 1 ч" in stage.last("kz-deputy")


def test_a_reminder_put_off_close_to_the_due_moment_comes_at_it_and_once(stage: Stage) -> None:
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    due = stage.owed(NUMBER)[Kind.CONFIRM].due.at
    stage.reaches(due - timedelta(minutes=30))
    label = next(each for each in stage.chat("kz-duty")[-1].buttons if each.startswith("Напомнить"))
    stage.presses("kz-duty", label)

    stage.reaches(due + timedelta(minutes=10))

    said = stage.heard("kz-duty", due - timedelta(seconds=1))
    assert len(said) == 1
    assert said[0].startswith("🔴 Срок истёк по строгому счёту (72 часа)")


def test_past_the_due_moment_nothing_is_put_off(stage: Stage) -> None:
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    stage.reaches(moment("26.11.2026 13:30", ASTANA))
    label = next(each for each in stage.chat("kz-duty")[-1].buttons if each.startswith("Напомнить"))
    stage.reaches(moment("26.11.2026 13:50", ASTANA))
    assert not any(each.startswith("Напомнить") for each in stage.chat("kz-duty")[-1].buttons)

    stage.presses("kz-duty", label)

    assert "Срок истёк, напоминание больше не откладывается." in stage.last("kz-duty")


@pytest.mark.parametrize("who", ["by-duty", "by-head"])
def test_an_alarm_is_never_put_off(stage: Stage, who: str) -> None:
    send(stage)
    stage.passes(minutes=31)
    assert not any("Напомнить" in each for message in stage.chat(who) for each in message.buttons)
    alarm = stage.owed(NUMBER)[Kind.ACKNOWLEDGE]

    stage.says(who, f"/snooze {alarm.id}")

    assert "Сигнал о срочном обращении не откладывается." in stage.last(who)
    count = len(stage.chat(who))
    stage.passes(minutes=16)
    assert len(stage.chat(who)) == count + 1


def test_what_is_owed_is_listed_with_the_buttons_that_discharge_it(stage: Stage) -> None:
    stage.says("by-duty", "/owe")
    assert stage.last("by-duty") == "🟢 От вашего органа сейчас ничего не ожидается."
    send(stage)
    send(stage, form=FORM.replace("Беларусь", "Россия"))
    stage.says("by-duty", "/owe")

    assert "KZ-BY-2026-1" in stage.last("by-duty")
    assert "KZ-RU-2026-1" not in stage.last("by-duty")
    stage.presses("by-duty", "KZ-BY-2026-1: Подтвердить получение")
    assert "получение подтверждено: Дубровская Е." in stage.last("by-duty")
