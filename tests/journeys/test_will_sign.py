"""Who will sign the letter that confirms is asked at once; without an answer the head is told."""

from datetime import timedelta
from pathlib import Path

import pytest

from protocol.obligation import Kind
from storage.keys import KeyRing
from tests.journeys.overmatrix import over_matrix
from tests.journeys.stage import ASTANA, Stage, moment, on_console, send

NUMBER = "KZ-BY-2026-1"
ASK, UNNAMED = "Кто подпишет", "не указано, кто подпишет"
HEAD, DEPUTY = "kz-head", "kz-deputy"


def begins(sqlite_path: Path, ring: KeyRing, at: str) -> Stage:
    return Stage(f"sqlite:///{sqlite_path}", ring, start=moment(at, ASTANA))


def asked(stage: Stage) -> str:
    """Return what is said at the transmission of the letter that is owed."""
    return next(each.text for each in stage.chat("kz-duty") if "Кто подпишет?" in each.text)


def names(stage: Stage, who: str = "kz-duty") -> None:
    """Somebody presses the head's name."""
    if ASK in {each for message in stage.chat(who)[-3:] for each in message.buttons}:
        stage.presses(who, ASK)
    (label,) = (each for each in stage.chat(who)[-1].buttons if head_name(stage) in each)
    stage.presses(who, label)


def head_name(stage: Stage) -> str:
    return stage.look(lambda work: work.registry.officer(HEAD).name)


def told_head(stage: Stage) -> list[str]:
    return [each.text for each in stage.chat(HEAD) if UNNAMED in each.text]


@over_matrix("kz-duty", "kz-head", "by-duty")
def test_the_first_message_asks_who_will_sign_and_whoever_is_named_learns_of_it(
    stage: Stage,
) -> None:
    send(stage)
    stage.passes(seconds=5)

    assert asked(stage).startswith(f"🟡 {NUMBER}: требуется официальное письменное подтверждение")
    names(stage)

    assert f"подпишет {head_name(stage)}" in stage.last("kz-duty")
    assert "вы указаны подписывающим" in stage.last(HEAD)
    assert not stage.owed(NUMBER)[Kind.WILL_SIGN].is_open
    stage.passes(days=3)
    assert told_head(stage) == []


@pytest.mark.parametrize(
    ("at", "falls_off"),
    [("23.11.2026 10:00", False), ("26.11.2026 10:00", True), ("27.11.2026 10:00", False)],
)
def test_it_says_whether_it_falls_due_on_a_day_off(
    sqlite_path: Path, ring: KeyRing, at: str, falls_off: bool
) -> None:
    with begins(sqlite_path, ring, at) as stage:
        send(stage)

        assert ("приходится на выходной день" in asked(stage)) is falls_off


@pytest.mark.parametrize(
    ("at", "told_at"),
    [
        ("23.11.2026 10:00", "25.11.2026 16:00"),
        # It falls due on Sunday, and on Monday: the last working day before is Friday.
        ("26.11.2026 10:00", "27.11.2026 16:00"),
        ("27.11.2026 10:00", "27.11.2026 16:00"),
        # That afternoon is over: an hour later; in the night the next morning.
        ("27.11.2026 17:00", "27.11.2026 18:00"),
        ("27.11.2026 23:00", "28.11.2026 09:00"),
    ],
)
def test_without_an_answer_the_head_is_told_on_the_last_working_afternoon_before(
    sqlite_path: Path, ring: KeyRing, at: str, told_at: str
) -> None:
    with begins(sqlite_path, ring, at) as stage:
        send(stage)
        due = moment(told_at, ASTANA)
        stage.reaches(due - timedelta(minutes=1))
        assert told_head(stage) == []

        stage.reaches(due + timedelta(minutes=2))

        (told,) = told_head(stage)
        assert told.startswith(f"🟡 {NUMBER}: ")
        assert "выходной" not in told
        # Once; and it may be answered late.
        stage.passes(hours=6)
        assert len(told_head(stage)) == 1
        names(stage, HEAD)
        assert not stage.owed(NUMBER)[Kind.WILL_SIGN].is_open


@on_console
def test_a_letter_that_is_registered_answers_it(stage: Stage) -> None:
    send(stage)
    stage.says(HEAD, "/confirm 1 12-4/881 от 23.11.2026")
    stage.presses(HEAD, "Отправлено сегодня")
    stage.signs(HEAD)

    stage.passes(days=4)

    assert told_head(stage) == []
    stage.says("kz-duty", "/willsign 1")
    assert "нельзя" in stage.last("kz-duty")


@on_console
def test_another_one_may_be_named_later_and_nobody_else_names_or_is_named(stage: Stage) -> None:
    send(stage)
    stage.says("by-duty", "/willsign 1")
    assert "может сделать только запрашивающая Сторона" in stage.last("by-duty")
    stage.says("kz-duty", "/willsign 1 Дубровская Е.")
    assert "подписывает руководитель или заместитель" in stage.last("kz-duty")
    stage.says("kz-duty", "/willsign 1 Асанов Б.")
    assert "Кто подпишет, не понято: «Асанов Б.»." in stage.last("kz-duty")
    assert stage.owed(NUMBER)[Kind.WILL_SIGN].is_open
    names(stage)
    deputy = stage.look(lambda work: work.registry.officer(DEPUTY).name)

    stage.says("kz-duty", f"/willsign 1 {deputy[:4].lower()}")

    assert f"подпишет {deputy}" in stage.last("kz-duty")
    assert "вы указаны подписывающим" in stage.last(DEPUTY)


@on_console
def test_the_other_side_hears_nothing_of_it(stage: Stage) -> None:
    send(stage)
    since = stage.now
    names(stage)
    stage.passes(hours=5)

    assert not any("подпи" in each for each in stage.heard("by-duty", since))
    stage.says("by-duty", "/open 1")
    assert head_name(stage) not in stage.last("by-duty")
