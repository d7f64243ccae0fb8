"""The requested side asks for details, and the requesting side gives them. Art. 7."""

from datetime import timedelta

import pytest

from protocol.obligation import Kind
from tests.journeys.stage import ASTANA, MINSK, Stage, moment, send

NUMBER = "KZ-BY-2026-1"


@pytest.fixture(autouse=True)
def acknowledged(stage: Stage) -> None:
    """A request that Belarus has."""
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")


def asked(stage: Stage, by: str) -> None:
    """Belarus asks, and names the moment by which it needs the answer."""
    stage.says("by-duty", "/ask 1 С какого узла шёл трафик?")
    stage.says("by-duty", by)
    stage.presses("by-duty", "Запросить сведения")


@pytest.mark.proves("7.5")
def test_what_is_asked_is_told_at_once_with_its_moment_and_the_thirty_days_run_on(
    stage: Stage,
) -> None:
    execution = stage.owed(NUMBER)[Kind.EXECUTE]

    asked(stage, "23.11.2026 18:00")

    told = stage.last("kz-duty")
    assert told.startswith("🔴 KZ-BY-2026-1: запрошены дополнительные сведения (ст. 7): Дубровская")
    # 18:00 in Minsk, where it was named, as the reader's clocks show it.
    assert "Ответ нужен до 23.11.2026 20:00 (Астана)" in told
    assert told.endswith("Срок исполнения продолжает течь.\nС какого узла шёл трафик?")
    assert stage.owed(NUMBER)[Kind.ANSWER_DETAILS].due.at == moment("23.11.2026 18:00", MINSK)
    assert stage.owed(NUMBER)[Kind.EXECUTE] == execution


def test_without_a_moment_the_answer_is_owed_in_a_day(stage: Stage) -> None:
    stage.says("by-duty", "/ask 1 С какого узла шёл трафик?")
    assert "Без указания — в течение 24 ч" in stage.last("by-duty")
    stage.presses("by-duty", "В течение 24 ч")
    stage.presses("by-duty", "Запросить сведения")

    owed = stage.owed(NUMBER)[Kind.ANSWER_DETAILS]
    assert owed.owed_by == "KZ-1"
    assert (owed.due.at - owed.opened_at).total_seconds() == 24 * 3600


def test_the_answer_ends_what_is_owed_and_nobody_is_reminded_after_it(stage: Stage) -> None:
    asked(stage, "24.11.2026")
    day_after = moment("25.11.2026 00:00", MINSK)
    assert stage.owed(NUMBER)[Kind.ANSWER_DETAILS].due.at == day_after - timedelta(microseconds=1)
    assert "Ответ нужен до 25.11.2026 01:59 (Астана)" in stage.last("kz-duty")
    stage.presses("kz-duty", "Представить сведения")
    stage.says("kz-duty", "С узла 10.0.0.7")
    stage.presses("kz-duty", "Представить сведения")

    assert not stage.owed(NUMBER)[Kind.ANSWER_DETAILS].is_open
    assert stage.last("by-duty").endswith("\nС узла 10.0.0.7")
    answered = stage.now
    stage.reaches(moment("26.11.2026 12:00", ASTANA))
    heard = [each.text for each in stage.chat("kz-duty") if each.at > answered]
    assert not [text for text in heard if "сведени" in text]


def test_the_reminder_carries_the_button_that_answers(stage: Stage) -> None:
    asked(stage, "24.11.2026 11:41")

    # Half of the time is over at night: it stands in the message of the morning.
    stage.reaches(moment("24.11.2026 09:00", ASTANA))

    assert "запрошены дополнительные сведения; ответ ожидается до" in stage.last("kz-duty")
    stage.presses("kz-duty", f"{NUMBER}: Представить сведения")
    assert "дополнительные сведения?" in stage.last("kz-duty")


def test_nothing_is_answered_that_was_not_asked_nor_twice(stage: Stage) -> None:
    stage.says("kz-duty", "/answer 1 С узла 10.0.0.7")
    assert "нельзя" in stage.last("kz-duty")

    asked(stage, "24.11.2026")
    stage.says("kz-duty", "/answer 1 С узла 10.0.0.7")
    stage.presses("kz-duty", "Представить сведения")
    stage.says("kz-duty", "/details 1 Ещё раз")

    assert "нельзя" in stage.last("kz-duty")


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("23.11.2026 11:00", "Этот момент уже прошёл."),
        ("31.11.2026 11:00", "Это не дата и не время."),
        ("25:00", "Это не дата и не время."),
        ("01.12.2028", "До этой даты больше года."),
        ("скоро", "Это не дата и не время."),
    ],
)
def test_a_moment_that_cannot_be_meant_is_asked_again(stage: Stage, typed: str, why: str) -> None:
    stage.says("by-duty", "/ask 1 С какого узла шёл трафик?")

    stage.says("by-duty", typed)

    assert why in stage.last("by-duty")
    assert "к какому моменту нужен ответ?" in stage.last("by-duty")
    stage.says("by-duty", "18:00")
    assert "ответ нужен до 23.11.2026 18:00 (Минск)" in stage.last("by-duty")
