"""The period that the requesting Party names: a clock of both sides, and nobody is late. Policy."""

from datetime import timedelta

import pytest

from protocol.obligation import Kind, Obligation
from storage.tables import meta, obligations
from storage.work import Work
from tests.journeys.overmatrix import over_matrix
from tests.journeys.stage import ASTANA, FORM, Stage, moment, on_console, send

NUMBER = "KZ-BY-2026-1"


def sends(stage: Stage, period: str, *, since: str = "") -> Obligation | None:
    """Kazakhstan names a period; returns its clock once Belarus has the request."""
    stage.says("kz-duty", f"{FORM}\nСрочно до: {period}")
    if since:
        stage.presses("kz-duty", since)
    stage.presses("kz-duty", "Нет гостайны, отправить")
    stage.presses("by-duty", "Подтвердить получение")
    return stage.owed(NUMBER).get(Kind.NAMED_PERIOD)


def test_a_moment_is_a_clock_of_both_sides_with_reminders_before_it(stage: Stage) -> None:
    owed = sends(stage, "23.11.2026 19:41")
    assert owed is not None
    assert owed.due.at == moment("23.11.2026 19:41", ASTANA)
    assert owed.owed_by == "BY-1"
    assert "Срочно до: 23.11.2026 19:41" in "\n".join(each.text for each in stage.chat("by-duty"))

    for at, left in (
        (owed.opened_at + (owed.due.at - owed.opened_at) / 2, "3 ч"),
        (owed.due.at - timedelta(hours=1), "1 ч"),
    ):
        stage.reaches(at)
        assert f"{NUMBER}: до срока, названного запрашивающей Стороной, — {left}" in (
            stage.last("by-duty")
        )
        assert f"{NUMBER}: до срока, названного вашей Стороной, — {left}" in stage.last("kz-duty")
    stage.reaches(owed.due.at)
    assert f"{NUMBER}: наступил срок, названный запрашивающей Стороной" in stage.last("by-duty")
    assert f"{NUMBER}: наступил срок, названный вашей Стороной" in stage.last("kz-duty")
    stage.reaches(owed.due.at + timedelta(days=3))
    said = [
        each
        for who in ("by-duty", "kz-duty")
        for text in stage.heard(who, owed.opened_at)
        # The message of the morning has lines of other things too.
        for each in text.splitlines()
        if "до срока, названного" in each or "наступил срок, названный" in each
    ]
    # Before it twice, at it, and once after, to each side.
    assert len(said) == 8
    assert not any("ст. 7" in each or "просроч" in each or "истёк" in each for each in said)


@over_matrix("kz-duty", "by-duty")
def test_hours_ask_from_which_moment(stage: Stage) -> None:
    stage.says("kz-duty", f"{FORM}\nСрочно до: в течение 2 часов")
    assert "С какого момента отсчитывать?" in stage.last("kz-duty")
    stage.says("kz-duty", "не знаю")
    assert "Это не момент, с которого можно отсчитывать." in stage.last("kz-duty")
    stage.presses("kz-duty", "С момента передачи")
    assert "отсчитывается с момента передачи" in stage.last("kz-duty")
    stage.presses("kz-duty", "Нет гостайны, отправить")

    owed = stage.owed(NUMBER)[Kind.NAMED_PERIOD]
    transmitted = stage.request(NUMBER).transmitted_at
    assert transmitted is not None
    assert owed.due.at == transmitted + timedelta(hours=2)
    assert "Отсчёт этого срока: с момента передачи" in stage.last("by-duty")


def test_hours_may_be_counted_from_a_moment_that_is_written(stage: Stage) -> None:
    stage.says("kz-duty", f"{FORM}\nСрочно до: в течение 3 часов")
    stage.says("kz-duty", "23.11.2026 13:00")
    stage.presses("kz-duty", "Нет гостайны, отправить")

    owed = stage.owed(NUMBER)[Kind.NAMED_PERIOD]
    assert owed.due.at == moment("23.11.2026 16:00", ASTANA)
    assert "Отсчёт этого срока: с 23.11.2026 11:00 (Минск)" in stage.last("by-duty")


def test_it_moves_no_due_moment_of_the_treaty(stage: Stage) -> None:
    sends(stage, "23.11.2026 19:41")
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")

    named, plain = stage.owed(NUMBER), stage.owed("KZ-BY-2026-2")
    assert named.keys() - plain.keys() == {Kind.NAMED_PERIOD}
    for kind in (Kind.EXECUTE, Kind.FORWARD):
        assert plain[kind].due == named[kind].due


def test_words_that_are_no_moment_stay_words_and_the_preview_says_so(stage: Stage) -> None:
    stage.says("kz-duty", f"{FORM}\nСрочно до: до полудня")
    assert "Названный срок не прочитан как момент: напоминаний по нему не будет" in (
        stage.last("kz-duty")
    )
    stage.presses("kz-duty", "Нет гостайны, отправить")

    assert "Срочно до: до полудня" in stage.last("by-duty")
    assert Kind.NAMED_PERIOD not in stage.owed(NUMBER)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("22.11.2026 10:00", "Этот момент уже прошёл."),
        ("31.11.2026 10:00", "Это не дата и не время."),
        ("25.11.2029", "До этой даты больше года."),
    ],
)
def test_a_moment_that_cannot_be_meant_is_told_and_the_rest_stays(
    stage: Stage, typed: str, why: str
) -> None:
    stage.says("kz-duty", f"{FORM}\nСрочно до: {typed}")

    assert why in "\n".join(each.text for each in stage.chat("kz-duty"))
    stage.presses("kz-duty", "Нет гостайны, отправить")
    assert Kind.NAMED_PERIOD not in stage.owed(NUMBER)


def test_a_time_alone_means_the_day_on_which_it_was_written(stage: Stage) -> None:
    stage.says("kz-duty", f"{FORM}\nСрочно до: 14:00")
    assert "Срочно до: 23.11.2026 14:00" in stage.last("kz-duty")
    stage.reaches(moment("23.11.2026 14:01", ASTANA))

    stage.presses("kz-duty", "Нет гостайны, отправить")

    assert "Срок, названный запрашивающей Стороной, уже прошёл." in stage.last("kz-duty")
    assert not stage.chat("by-duty")
    stage.says("kz-duty", "Срочно до: 15:00")
    stage.presses("kz-duty", "Нет гостайны, отправить")
    assert stage.owed(NUMBER)[Kind.NAMED_PERIOD].due.at == moment("23.11.2026 15:00", ASTANA)


def test_the_result_ends_it_and_nobody_is_reminded(stage: Stage) -> None:
    owed = sends(stage, "23.11.2026 19:41")
    assert owed is not None
    stage.says("by-duty", "/result 1 Журналы сохранены")
    stage.presses("by-duty", "Сообщить результат")
    at = stage.now

    stage.reaches(owed.due.at + timedelta(days=1))

    said = [each for who in ("by-duty", "kz-duty") for each in stage.heard(who, at)]
    assert not any("назван" in each for each in said)


def test_a_correction_of_it_moves_its_clock_and_no_other(stage: Stage) -> None:
    sends(stage, "23.11.2026 19:41")
    before = stage.owed(NUMBER)
    stage.says("kz-duty", "/correct 1")
    stage.presses("kz-duty", "Срочно до")
    stage.says("kz-duty", "в течение 2 часов")
    assert "В исправлении срок называют моментом, а не часами." in stage.last("kz-duty")
    stage.says("kz-duty", "23:00")
    stage.presses("kz-duty", "Направить исправление")

    after = stage.owed(NUMBER)
    assert after[Kind.NAMED_PERIOD].due.at == moment("23.11.2026 23:00", ASTANA)
    assert stage.last("by-duty").endswith("было: 23.11.2026 19:41\nСтало: 23.11.2026 23:00")
    kept = before.keys() - {Kind.NAMED_PERIOD}
    assert {kind: after[kind] for kind in kept} == {kind: before[kind] for kind in kept}
    subject = stage.request(NUMBER).subject
    owed = stage.look(lambda work: work.obligations.about(subject))
    assert sum(each.kind is Kind.NAMED_PERIOD and each.is_open for each in owed) == 1


@on_console
def test_what_an_earlier_version_kept_as_words_gets_its_clock_once(stage: Stage) -> None:
    owed = sends(stage, "24.11.2026 19:41")
    assert owed is not None
    stage.stops_delivering()

    def earlier(work: Work) -> None:
        work.connection.execute(obligations.delete().where(obligations.c.id == owed.id))
        work.connection.execute(meta.delete().where(meta.c.name == "named-periods-read"))

    stage.look(earlier)
    since = stage.now
    stage.restarts()
    stage.restarts()
    stage.passes(seconds=5)

    assert stage.owed(NUMBER)[Kind.NAMED_PERIOD].due == owed.due
    for who in ("by-duty", "kz-duty"):
        told = [each for each in stage.heard(who, since) if "прочитан так: 24.11.2026" in each]
        assert len(told) == 1, who
