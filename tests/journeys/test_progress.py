"""Nothing is heard of what was accepted: after a day the progress is asked for. Policy."""

from datetime import timedelta

import pytest

from protocol.obligation import Kind
from tests.journeys.overmatrix import over_matrix
from tests.journeys.stage import MINSK, Stage, moment, send

NUMBER = "KZ-BY-2026-1"
ASKED = "сообщите о ходе исполнения"


@pytest.fixture(autouse=True)
def accepted(stage: Stage) -> None:
    """A request that Belarus executes."""
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    stage.presses("by-duty", "Принять к исполнению")


def is_asked(stage: Stage) -> bool:
    """Say whether the progress is owed."""
    owed = stage.owed(NUMBER).get(Kind.PROGRESS)
    return owed is not None and owed.is_open


def test_after_a_day_of_silence_it_is_asked_by_itself(stage: Stage) -> None:
    accepted_at = stage.now
    stage.reaches(accepted_at + timedelta(hours=23))
    assert not is_asked(stage)

    stage.reaches(accepted_at + timedelta(hours=24, minutes=1))

    owed = stage.owed(NUMBER)[Kind.PROGRESS]
    # A working day, by the calendar of Minsk.
    assert owed.due.at == moment("26.11.2026 00:00", MINSK) - timedelta(microseconds=1)
    assert owed.owed_by == "BY-1"
    heard = stage.heard("by-duty", owed.opened_at)
    assert any(f"{NUMBER}: {ASKED} до конца 25.11.2026 (Минск)" in each for each in heard)
    assert any(
        "сведений не было; она спрошена о ходе исполнения" in each
        for each in stage.heard("kz-duty", owed.opened_at)
    )
    stage.presses("by-duty", "Сообщить о ходе")
    stage.says("by-duty", "Журналы запрошены, ответ завтра")
    stage.presses("by-duty", "Сообщить о ходе")
    assert not is_asked(stage)
    assert stage.last("kz-duty").endswith(
        "\nЖурналы запрошены, ответ завтра"
        "\nИспользование сведений: для целей, указанных в обращении (ст. 10)"
    )


@pytest.mark.parametrize(
    ("command", "label"),
    [
        ("/partial 1 Часть журналов", "Промежуточный результат"),
        ("/obstacle 1 Узел отключён", "Сообщить о препятствии"),
        ("/underway 1 Работаем", "Сообщить о ходе"),
    ],
)
def test_any_word_of_the_requested_side_begins_the_day_anew(
    stage: Stage, command: str, label: str
) -> None:
    accepted_at = stage.now
    stage.reaches(accepted_at + timedelta(hours=23))
    stage.says("by-duty", command)
    stage.presses("by-duty", label)
    said_at = stage.now

    stage.reaches(said_at + timedelta(hours=23))
    assert not is_asked(stage)
    stage.reaches(said_at + timedelta(hours=25))
    assert is_asked(stage)


@pytest.mark.parametrize(
    ("command", "label"),
    [
        ("/result 1 Журналы сохранены", "Сообщить результат"),
        ("/partial 1 Часть журналов", "Промежуточный результат"),
    ],
)
def test_whatever_is_told_is_the_answer_and_nobody_is_reminded(
    stage: Stage, command: str, label: str
) -> None:
    stage.passes(hours=25)
    assert is_asked(stage)
    stage.says("by-duty", command)
    stage.presses("by-duty", label)

    since = stage.now
    stage.passes(hours=20)

    assert not is_asked(stage)
    assert not any(ASKED in each for each in stage.heard("by-duty", since))


def proposes(stage: Stage, who: str) -> None:
    """Somebody proposes another period."""
    stage.says(who, "/period 1 20.01.2027")
    stage.presses(who, "Без договора")
    stage.presses(who, "Предложить иной срок")


def test_what_either_side_may_do_is_a_word_of_the_requested_one_where_that_one_does_it(
    stage: Stage,
) -> None:
    accepted_at = stage.now
    stage.reaches(accepted_at + timedelta(hours=20))
    proposes(stage, "kz-head")
    stage.reaches(accepted_at + timedelta(hours=25))
    assert is_asked(stage)

    stage.says("by-duty", "/declineperiod 1")
    stage.presses("by-duty", "Без причин")
    stage.presses("by-duty", "Не согласовать срок")

    assert not is_asked(stage)
    declined_at = stage.now
    stage.reaches(declined_at + timedelta(hours=23))
    assert not is_asked(stage)
    proposes(stage, "by-head")
    proposed_at = stage.now
    stage.reaches(proposed_at + timedelta(hours=23))
    assert not is_asked(stage)
    stage.reaches(proposed_at + timedelta(hours=25))
    assert is_asked(stage)


def test_where_nothing_is_executed_nothing_is_asked(stage: Stage) -> None:
    stage.says("by-duty", "/postpone 1")
    stage.presses("by-duty", "Без даты")
    stage.presses("by-duty", "Отложить исполнение")
    stage.passes(days=3)
    assert not is_asked(stage)
    stage.says("kz-duty", "/withdraw 1 не нужно")
    stage.presses("kz-duty", "Отозвать обращение")
    stage.signs("kz-duty")

    stage.passes(days=3)

    assert not is_asked(stage)


def test_the_signatories_are_reminded_once_it_is_late(stage: Stage) -> None:
    stage.passes(hours=25)
    due_at = stage.owed(NUMBER)[Kind.PROGRESS].due.at

    # It ends at midnight: that is told in the message of the next working morning.
    stage.reaches(moment("26.11.2026 09:00", MINSK) + timedelta(seconds=2))

    heard = stage.heard("by-head", due_at)
    assert any(f"{NUMBER}: о ходе исполнения не сообщено" in each for each in heard)


@over_matrix("kz-duty", "by-duty")
def test_the_requesting_side_may_ask_and_early_it_is_two_hours(stage: Stage) -> None:
    stage.says("kz-duty", "/progress 1")
    stage.presses("kz-duty", "Спросить о ходе")

    owed = stage.owed(NUMBER)[Kind.PROGRESS]
    assert owed.due.at - owed.opened_at == timedelta(hours=2)
    assert "запрашивающая Сторона спрашивает о ходе исполнения" in "\n".join(
        stage.heard("by-duty", owed.opened_at)
    )
    stage.says("by-duty", "/progress 1")
    assert "может сделать только запрашивающая Сторона" in stage.last("by-duty")


def test_the_silence_is_nobodys_debt(stage: Stage) -> None:
    for who, command in (("by-duty", "/owe"), ("by-duty", "/open 1"), ("kz-duty", "/open 1")):
        stage.says(who, command)
        assert "молчание" not in "\n".join(each.text for each in stage.chat(who)[-2:])
    stage.says("by-head", "/export 1")
    stage.signs("by-head")
    document = stage.bodies(stage.chat("by-head")[-1])[-1].decode()
    assert "молчание" not in document
