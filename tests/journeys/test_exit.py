"""A Party leaves the Protocol: notice, date, settlement, and what goes on afterwards. Art. 18."""

from datetime import timedelta

import pytest

from protocol.moves import Execution
from protocol.obligation import Kind
from protocol.parties import Bond, Party
from tests.journeys.stage import FORM, Stage, moment, send

BISHKEK, TEXT = "Asia/Bishkek", "Кыргызская Республика выходит из Протокола."
LEFT = moment("31.12.2026 00:00", BISHKEK)
SEND = "Нет гостайны, отправить"
TO_KG = FORM.replace("Беларусь", "Кыргызстан")
SENTENCE = "вышла из Протокола 31.12.2026"
SETTLEMENT = "выход из Протокола 31.12.2026"
PARTIES = ("am", "by", "kz", "kg", "ru", "tj")


def notified(stage: Stage, on: str = "31.12.2026") -> None:
    stage.says("sec-duty", "/notice")
    stage.presses("sec-duty", "Выход из Протокола")
    stage.presses("sec-duty", "Кыргызстан")
    stage.says("sec-duty", "20.11.2026")
    stage.says("sec-duty", on)
    stage.says("sec-duty", "7-1/44 от 20.11.2026")
    stage.presses("sec-duty", "Только что")
    stage.says("sec-duty", TEXT)
    stage.presses("sec-duty", "Внести уведомление")


def relayed(stage: Stage, on: str = "31.12.2026") -> None:
    notified(stage, on)
    stage.presses("sec-head", "Направить всем Сторонам")
    stage.signs("sec-head")


def leaves(stage: Stage, command: str = "/exit 2026/1") -> None:
    """The head of the duty unit sets the date, by code."""
    stage.says("sec-head", command)
    stage.signs("sec-head")


def bond(stage: Stage) -> Bond:
    bonds = stage.look(lambda work: work.registry.bonds())
    return next(each for each in bonds if each.party is Party.KYRGYZSTAN)


def said(stage: Stage, who: str, words: str) -> list[str]:
    return [each.text for each in stage.chat(who) if words in each.text]


@pytest.mark.proves("18.1")
def test_the_head_alone_sets_the_date_and_by_code(stage: Stage) -> None:
    relayed(stage)
    stage.passes(minutes=1)
    assert "установите дату выхода" in stage.last("sec-head")
    assert bond(stage).during.until is None

    stage.says("sec-duty", "/exit 2026/1")
    stage.says("kg-head", "/exit 2026/1")
    assert bond(stage).during.until is None
    stage.presses("sec-head", "Установить дату выхода")
    assert "Дата выхода в реестре: 31.12.2026" in stage.last("sec-head")
    # Both counts stand above the code.
    assert "не позднее 30.06.2026 (ст. 18): не соблюдён" in stage.last("sec-head")
    assert "не ранее 20.05.2027" in stage.last("sec-head")
    assert bond(stage).during.until is None
    stage.signs("sec-head")

    assert bond(stage).during.until == LEFT
    count = len(said(stage, "sec-head", "дату выхода"))
    stage.passes(days=3)
    assert len(said(stage, "sec-head", "дату выхода")) == count


def test_until_the_head_has_set_it_no_date_holds(stage: Stage) -> None:
    relayed(stage, "25.11.2026")
    stage.reaches(moment("26.11.2026 12:00", BISHKEK))

    assert bond(stage).during.until is None
    stage.says("kz-duty", TO_KG)
    assert SEND in stage.chat("kz-duty")[-1].buttons
    assert said(stage, "sec-head", "дата выхода в реестре не установлена")


@pytest.mark.parametrize("command", ["/exit 2026/1", "/exit 7", "/exit", "/exit 2026/1 32.05.2027"])
def test_what_was_not_relayed_or_is_no_date_is_no_exit(stage: Stage, command: str) -> None:
    notified(stage)

    stage.says("sec-head", command)

    assert bond(stage).during.until is None
    assert "Код из приложения" not in stage.last("sec-head")


@pytest.mark.proves("18.2")
def test_each_side_gets_its_list_of_what_is_open_30_7_and_1_days_before(stage: Stage) -> None:
    send(stage, form=TO_KG)
    stage.presses("kg-duty", "Подтвердить получение")
    send(stage, "ru-duty", TO_KG)
    stage.presses("kg-duty", "Подтвердить получение")
    relayed(stage)
    leaves(stage)

    stage.reaches(LEFT - timedelta(minutes=1))

    for who, numbers in {
        "kg-head": ("KZ-KG-2026-1", "RU-KG-2026-1"),
        "kz-head": ("KZ-KG-2026-1",),
        "ru-head": ("RU-KG-2026-1",),
    }.items():
        lists = said(stage, who, SETTLEMENT)
        assert len(lists) == 3, who
        for number in ("KZ-KG-2026-1", "RU-KG-2026-1"):
            assert all((number in each) is (number in numbers) for each in lists), (who, number)
    assert said(stage, "tj-head", SETTLEMENT) == []
    days = [(LEFT - each.at).days for each in stage.chat("kz-head") if SETTLEMENT in each.text]
    assert days == [29, 6, 0]


@pytest.mark.proves("18.1")
def test_from_the_date_nothing_new_goes_to_it_or_from_it_and_what_is_open_goes_on(
    stage: Stage,
) -> None:
    send(stage, form=TO_KG)
    stage.presses("kg-duty", "Подтвердить получение")
    relayed(stage)
    leaves(stage, "/exit 2026/1 25.11.2026")
    left, sentence = moment("25.11.2026 00:00", BISHKEK), SENTENCE.replace("31.12", "25.11")
    stage.reaches(left - timedelta(minutes=10))
    stage.says("kz-duty", TO_KG)
    stage.reaches(left)

    stage.presses("kz-duty", SEND)
    assert "KZ-KG-2026-2" not in stage.last("kz-duty")
    for words in (sentence, "Открытые обязательства сохраняются", "ст. 18", "(ст. 14)"):
        assert words in stage.last("kz-duty")
    stage.says("kg-duty", FORM)
    assert said(stage, "kg-duty", sentence)
    assert SEND not in stage.chat("kg-duty")[-1].buttons

    assert f"{sentence} (ст. 18)" in "".join(said(stage, "kz-head", sentence))
    stage.says("kz-duty", "/open KZ-KG-2026-1")
    assert f"{sentence} (ст. 18)" in stage.last("kz-duty")
    stage.says("kg-duty", "/accept KZ-KG-2026-1")
    assert stage.request("KZ-KG-2026-1").execution is Execution.IN_EXECUTION
    assert stage.owed("KZ-KG-2026-1")[Kind.EXECUTE].is_open


def test_whoever_has_left_gets_no_notice(stage: Stage) -> None:
    relayed(stage)
    leaves(stage, "/exit 2026/1 24.11.2026")
    stage.reaches(moment("24.11.2026 12:00", BISHKEK))
    count = len(stage.chat("kg-duty"))
    stage.says("sec-duty", "/notice")
    stage.presses("sec-duty", "Иное сообщение Генерального секретаря")
    stage.says("sec-duty", "Совещание дежурных служб состоится 15.12.2026.")
    stage.presses("sec-duty", "Внести уведомление")
    stage.presses("sec-head", "Направить всем Сторонам")
    stage.signs("sec-head")

    assert "Совещание" in stage.last("tj-duty")
    assert not any("Совещание" in each.text for each in stage.chat("kg-duty")[count:])


def test_a_restart_over_the_date_tells_it_once(stage: Stage) -> None:
    send(stage, form=TO_KG)
    relayed(stage)
    leaves(stage, "/exit 2026/1 30.11.2026")
    stage.reaches(moment("29.11.2026 23:50", BISHKEK))
    stage.stops()
    stage.reaches(moment("30.11.2026 12:00", BISHKEK))
    stage.starts()
    stage.passes(minutes=5)
    stage.restarts()
    stage.passes(days=1)

    assert len(said(stage, "kz-head", "вышла из Протокола 30.11.2026 (ст. 18). Новые")) == 1


def test_the_receipt_of_a_notice_that_it_had_goes_on_being_owed_and_is_given_by_its_button(
    stage: Stage,
) -> None:
    relayed(stage)
    leaves(stage, "/exit 2026/1 30.11.2026")
    stage.reaches(moment("30.11.2026 08:00", BISHKEK))
    left_at = stage.now

    stage.reaches(moment("01.12.2026 10:00", BISHKEK))

    asked = [each for each in stage.heard("kg-duty", left_at) if "2026/1" in each]
    assert asked
    stage.says("kg-duty", "/owe")
    assert "2026/1" in stage.last("kg-duty")
    stage.says("kg-duty", "/receipt 2026/1")
    assert "Получение уведомления № 2026/1 подтверждено" in stage.last("kg-duty")
    given_at = stage.now + timedelta(seconds=1)
    stage.passes(days=15)
    assert not [each for each in stage.heard("kg-duty", given_at) if "уведомлени" in each]
