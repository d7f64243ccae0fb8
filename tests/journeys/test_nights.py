"""Three kinds of message, by day and by night: what may ring at three in the morning. Policy."""

from datetime import datetime, timedelta

from tests.journeys.outside import LATER
from tests.journeys.stage import ASTANA, MINSK, MOSCOW, Stage, moment, on_console, send
from tests.journeys.test_notices import TEXT, relayed

NUMBER = "KZ-BY-2026-1"
pytestmark = on_console


def sounding(stage: Stage, who: str, since: datetime) -> list[str]:
    """Return what made somebody's telephone sound from a moment on: the first line of each."""
    return [
        each.text.splitlines()[0]
        for each in stage.chat(who)
        if each.at >= since and not each.versions[0].silent
    ]


def silent(stage: Stage, who: str, since: datetime) -> list[str]:
    """Return what came to somebody without a sound from a moment on."""
    return [
        each.text.splitlines()[0]
        for each in stage.chat(who)
        if each.at >= since and each.versions[0].silent
    ]


def test_at_three_in_the_morning_an_alarm_rings_until_a_named_officer_answers(
    stage: Stage,
) -> None:
    stage.reaches(moment("24.11.2026 03:00", MINSK))
    begun = stage.now
    send(stage)
    stage.passes(minutes=31)

    rung = sounding(stage, "by-duty", begun)
    assert rung[0].startswith(f"🔴 СРОЧНОЕ ОБРАЩЕНИЕ {NUMBER}")
    assert len(rung) == 6  # the alarm; after 5, 10, 15, 20 and 30 minutes
    assert silent(stage, "by-duty", begun) == []
    assert len(sounding(stage, "by-head", begun)) == 1


def test_what_the_other_side_does_is_heard_by_those_on_duty_at_any_hour(stage: Stage) -> None:
    stage.reaches(moment("24.11.2026 03:00", ASTANA))
    send(stage)
    stage.passes(minutes=2)
    done = stage.now
    stage.presses("by-duty", "Подтвердить получение")

    (heard,) = sounding(stage, "kz-duty", done)
    assert "получение подтверждено" in heard
    at = [each.at for each in stage.chat("kz-duty") if "получение подтверждено" in each.text]
    assert at[0] - done <= timedelta(seconds=10)


def test_an_addition_of_the_night_wakes_who_is_on_duty_and_is_read_in_silence_by_who_has_it_too(
    stage: Stage,
) -> None:
    stage.reaches(moment("24.11.2026 15:00", MINSK))
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    stage.says("by-head", "/open 1")
    stage.reaches(moment("25.11.2026 02:00", MINSK))
    done = stage.now
    stage.says("kz-duty", "/add 1 Узел сменил адрес")
    stage.presses("kz-duty", "Только сообщает")
    stage.presses("kz-duty", "Направить дополнение")

    (heard,) = sounding(stage, "by-duty", done)
    assert "дополнение № 1" in heard
    assert silent(stage, "by-head", done) == [heard]
    assert sounding(stage, "by-head", done) == []


def test_that_a_colleague_has_acknowledged_is_read_in_silence_at_night(stage: Stage) -> None:
    stage.reaches(moment("24.11.2026 03:00", MINSK))
    send(stage)
    stage.passes(minutes=12)
    done = stage.now
    stage.presses("by-duty", "Подтвердить получение")

    assert any("получение подтверждено" in each for each in silent(stage, "by-duty2", done))
    assert sounding(stage, "by-duty2", done) == []


def test_asked_about_the_progress_at_night_the_other_side_hears_it_and_that_time_is_up(
    stage: Stage,
) -> None:
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    stage.presses("by-duty", "Принять к исполнению")
    # Asked at two in the morning of Minsk, by four.
    stage.reaches(moment("24.11.2026 02:00", MINSK))
    stage.says("kz-duty", "/progress 1")
    stage.presses("kz-duty", "Спросить о ходе")
    begun = stage.now - timedelta(minutes=1)
    stage.passes(hours=2, minutes=5)

    heard = sounding(stage, "by-duty", begun)
    assert sum("сообщите о ходе исполнения" in each for each in heard) == 1
    assert sum("о ходе исполнения не сообщено" in each for each in heard) == 1
    assert any(
        "о ходе исполнения не сообщено" in each for each in sounding(stage, "by-head", begun)
    )


def test_asked_by_the_working_day_nobody_is_woken_when_it_ends(stage: Stage) -> None:
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    stage.presses("by-duty", "Принять к исполнению")
    stage.reaches(moment("24.11.2026 16:00", MINSK))
    stage.says("kz-duty", "/progress 1")
    stage.presses("kz-duty", "Спросить о ходе")

    stage.reaches(moment("25.11.2026 21:00", MINSK))
    begun = stage.now
    stage.reaches(moment("26.11.2026 08:59", MINSK))

    assert sounding(stage, "by-duty", begun) == []


def test_who_acts_at_night_is_answered_aloud(stage: Stage) -> None:
    stage.reaches(moment("24.11.2026 03:00", MINSK))
    send(stage)
    done = stage.now
    stage.presses("by-duty", "Подтвердить получение")

    assert any("получение подтверждено" in each for each in sounding(stage, "by-duty", done))


def test_a_notice_that_is_relayed_at_night_wakes_nobody(stage: Stage) -> None:
    stage.reaches(moment("24.11.2026 22:00", MOSCOW))
    relayed(stage)

    begun = stage.now - timedelta(minutes=5)
    for who in ("by-duty", "kz-head", "kg-duty"):
        assert sounding(stage, who, begun) == []
        assert any(TEXT in each.text for each in stage.chat(who))


def test_by_day_everything_sounds(stage: Stage) -> None:
    stage.reaches(moment("24.11.2026 12:00", ASTANA))
    begun = stage.now
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    stage.passes(days=1, hours=1)

    assert silent(stage, "kz-deputy", begun) == []
    assert sounding(stage, "kz-deputy", begun) != []


def test_what_a_server_takes_only_at_night_comes_without_a_sound(stage: Stage) -> None:
    """Said by day, late by a fault of the network: it is the hour of its coming that counts."""
    stage.reaches(moment("24.11.2026 20:50", ASTANA))
    stage.fails("kz-deputy", LATER)
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    stage.reaches(moment("24.11.2026 21:30", ASTANA))
    stage.heals("kz-deputy")
    healed = stage.now
    stage.passes(minutes=5)

    assert sounding(stage, "kz-deputy", healed) == []
