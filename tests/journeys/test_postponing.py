"""A postponed execution: what is told, what is silent meanwhile, how it goes on. Art. 7."""

from datetime import datetime, timedelta

import pytest

from protocol.moves import Execution
from protocol.obligation import Kind
from tests.journeys.stage import MINSK, Stage, moment, send

NUMBER = "KZ-BY-2026-1"
POSTPONE, RESUME, UNDATED = "Отложить исполнение", "Возобновить исполнение", "Без даты"
LATE = ("истёк", "просроч", "прошла")
# The last instant of the 30 days from receipt on 23.11.2026 in Minsk.
THIRTY_DAYS = moment("24.12.2026 00:00", MINSK) - timedelta(microseconds=1)


def accepted(stage: Stage) -> None:
    """A request that Belarus executes; its letter is registered, so that nothing else is owed."""
    send(stage)
    stage.says("kz-head", "/confirm 1 12-4/881 от 23.11.2026")
    stage.presses("kz-head", "Отправлено сегодня")
    stage.signs("kz-head")
    stage.presses("by-duty", "Подтвердить получение")
    stage.presses("by-duty", "Принять к исполнению")
    stage.says("by-duty", "/record 1 3418")
    stage.presses("by-duty", "Внести входящий номер")


def postponed(stage: Stage, until: str = "") -> datetime:
    """Belarus postpones it, by a date or by none; return when."""
    stage.says("by-duty", f"/postpone 1 {until}".strip())
    if not until:
        stage.presses("by-duty", UNDATED)
    at = stage.now
    stage.presses("by-duty", POSTPONE)
    return at


def heard_since(stage: Stage, since: datetime) -> list[str]:
    """Return all that anybody of both sides was told from a moment on, cards as they are."""
    people = ("kz-duty", "kz-duty2", "kz-head", "kz-deputy")
    others = ("by-duty", "by-duty2", "by-head", "by-deputy")
    return [
        text
        for who in (*people, *others)
        for each in stage.chat(who)
        for text in (version.text for version in each.versions)
        if each.at >= since
    ]


@pytest.mark.proves("7.6.1")
def test_it_is_told_at_once_with_the_one_ground_and_no_reasons(stage: Stage) -> None:
    accepted(stage)

    stage.says("by-duty", "/postpone 1")
    assert "причины не указываются. Без даты бот спросит через 30 сут." in stage.last("by-duty")
    stage.presses("by-duty", UNDATED)
    stage.presses("by-duty", POSTPONE)

    assert stage.request(NUMBER).execution is Execution.POSTPONED
    told = stage.last("kz-duty")
    assert told.startswith(
        "🟡 KZ-BY-2026-1: исполнение отложено (ст. 7): незамедлительное исполнение может помешать "
        "производству на территории запрашиваемой Стороны."
    )
    assert "Дубровская Е., 11:41 (Минск)" in told
    assert "бот спросит, можно ли его возобновить" in stage.last("by-duty").casefold()
    stage.says("kz-duty", "/open 1")
    assert "исполнение отложено: Дубровская Е." in stage.last("kz-duty")


def test_while_it_is_postponed_nobody_is_reminded_of_the_execution_and_nothing_has_expired(
    stage: Stage,
) -> None:
    accepted(stage)
    at = postponed(stage, "20.12.2026")

    stage.reaches(moment("19.12.2026 20:00", MINSK))
    stage.says("by-duty", "/open 1")
    stage.says("kz-duty", "/open")
    stage.says("kz-duty", "/owe")
    stage.says("by-duty", "/owe")

    heard = heard_since(stage, at)
    assert not stage.owed(NUMBER)[Kind.EXECUTE].is_open
    assert not [text for text in heard if any(word in text for word in LATE)]
    assert not [text for text in heard if "Осталось" in text]
    assert "ответ об отложенном исполнении: до 20.12.2026 09:00 (Минск)" in stage.last("by-duty")


def test_by_its_date_it_is_asked_in_the_morning_and_nobody_is_late(stage: Stage) -> None:
    accepted(stage)
    postponed(stage, "21 декабря 2026 г.")

    asked_at = moment("21.12.2026 09:00", MINSK)
    stage.reaches(asked_at - timedelta(seconds=2))
    before = stage.last("by-duty")
    stage.reaches(asked_at)

    asked = [text for text in stage.heard("by-duty", asked_at) if "Можно ли" in text]
    assert "Можно ли его возобновить" not in before
    assert len(asked) == 1
    assert "🟡 KZ-BY-2026-1: исполнение отложено. Можно ли его возобновить?" in asked[0]
    stage.says("by-duty", "/owe")
    assert "🟡 KZ-BY-2026-1 · ответ об отложенном исполнении: ожидается с" in stage.last("by-duty")
    stage.says("kz-duty", "/open")
    assert "ответ об отложенном исполнении, с 21.12.2026" in stage.last("kz-duty")
    heard = heard_since(stage, asked_at)
    assert not [text for text in heard if any(word in text for word in LATE)]


def test_without_a_date_it_is_asked_after_thirty_days_then_monthly_and_the_answer_is_told(
    stage: Stage,
) -> None:
    accepted(stage)
    postponed(stage)
    asked = [moment(f"{day} 09:00", MINSK) for day in ("23.12.2026", "22.01.2027")]

    for at in asked:
        stage.reaches(at - timedelta(hours=1))
        assert not [
            text for text in stage.heard("by-duty", at - timedelta(days=20)) if "Можно" in text
        ]
        stage.reaches(at)
        assert [text for text in stage.heard("by-duty", at) if "Можно ли его возобновить" in text]

    # The answer: it stays postponed, by a date now.
    since = stage.now
    stage.presses("by-duty", f"{NUMBER}: {POSTPONE}")
    stage.says("by-duty", "01.02.2027")
    stage.presses("by-duty", POSTPONE)
    assert "исполнение отложено до 01.02.2027 (ст. 7)" in stage.heard("kz-duty", since)[-1]
    stage.reaches(moment("31.01.2027 20:00", MINSK))
    assert not [text for text in stage.heard("by-duty", since) if "Можно ли" in text]
    stage.reaches(moment("01.02.2027 09:00", MINSK))
    assert [text for text in stage.heard("by-duty", since) if "Можно ли его возобновить" in text]


def test_resuming_with_a_date_sets_the_expected_date_and_no_period_of_the_treaty(
    stage: Stage,
) -> None:
    accepted(stage)
    postponed(stage)
    stage.passes(days=2)

    stage.presses("by-duty", RESUME)
    stage.says("by-duty", "10.12.2026")
    assert "ожидаемая дата исполнения — 10.12.2026" in stage.last("by-duty")
    since = stage.now
    stage.presses("by-duty", RESUME)

    owed = stage.owed(NUMBER)
    assert stage.request(NUMBER).execution is Execution.IN_EXECUTION
    assert not owed[Kind.POSTPONED].is_open
    assert not owed[Kind.EXECUTE].is_open
    assert owed[Kind.EXPECTED].due.at == moment("11.12.2026 00:00", MINSK) - timedelta(
        microseconds=1
    )
    assert "ожидаемая дата исполнения — 10.12.2026: Дубровская Е." in stage.last("kz-duty")
    assert not [text for text in stage.heard("kz-duty", since) if "ст. 7" in text]
    stage.reaches(moment("12.12.2026 11:00", MINSK))
    late = stage.last("by-duty")
    assert "ожидаемая дата исполнения прошла в конце 10.12.2026 (Минск)" in late
    assert "срок исполнения (ст. 7) истёк" not in late.casefold()
    stage.says("by-duty", "/result 1 Журналы сохранены")
    stage.presses("by-duty", "Сообщить результат")
    assert not any(each.is_open for each in stage.owed(NUMBER).values() if each.owed_by == "BY-1")


def test_resuming_without_a_date_brings_back_what_is_left_of_the_thirty_days(stage: Stage) -> None:
    accepted(stage)
    assert stage.owed(NUMBER)[Kind.EXECUTE].due.at == THIRTY_DAYS
    postponed(stage)
    stage.passes(days=12)

    stage.says("by-duty", "/resume 1")
    stage.presses("by-duty", UNDATED)
    stage.presses("by-duty", RESUME)

    subject = stage.request(NUMBER).subject
    owed = stage.look(lambda work: work.obligations.find(subject, Kind.EXECUTE))
    assert owed is not None
    assert owed.is_open
    assert owed.due.at == THIRTY_DAYS
    assert "срок исполнения прежний: как правило, 30 дней с даты получения (ст. 7)" in stage.last(
        "kz-duty"
    )
    stage.reaches(moment("16.12.2026 10:00", MINSK))
    assert "Осталось 7 сут" in stage.last("by-duty")


def test_once_the_thirty_days_have_passed_a_date_is_named(stage: Stage) -> None:
    accepted(stage)
    postponed(stage)
    stage.reaches(THIRTY_DAYS + timedelta(days=3))

    stage.says("by-duty", "/resume 1")

    assert UNDATED not in [each.label for each in stage.chat("by-duty")[-1].versions[-1].buttons]
    stage.says("by-duty", "15.01.2027")
    stage.presses("by-duty", RESUME)
    assert stage.request(NUMBER).execution is Execution.IN_EXECUTION


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("23.11.2026", "Эта дата уже наступила или прошла."),
        ("01.01.2020", "Эта дата уже наступила или прошла."),
        ("01.01.2029", "До этой даты больше года."),
        ("31.02.2027", "Даты 31.02.2027 не существует."),
        ("когда-нибудь", "Дата не распознана."),
        ("11", "Номер 11 не учтён"),
        ("Подтвердить получение", "Дата не распознана."),
    ],
)
def test_a_bad_date_is_answered_changes_nothing_and_the_question_stands(
    stage: Stage, typed: str, why: str
) -> None:
    accepted(stage)
    stage.says("by-duty", "/postpone 1")

    stage.says("by-duty", typed)

    assert why in stage.last("by-duty")
    assert "до какой даты отложить исполнение" in stage.last("by-duty")
    assert stage.request(NUMBER).execution is Execution.IN_EXECUTION
    stage.says("by-duty", "24.11.2026")
    stage.presses("by-duty", POSTPONE)
    assert stage.owed(NUMBER)[Kind.POSTPONED].due.at == moment("24.11.2026 09:00", MINSK)


def test_words_under_the_preview_are_no_date_and_another_date_is_shown_anew(stage: Stage) -> None:
    accepted(stage)
    stage.says("by-duty", "/postpone 1 20.12.2026")

    stage.says("by-duty", "сейчас")
    assert "Текст не принят" in stage.last("by-duty")
    assert POSTPONE in [each.label for each in stage.chat("by-duty")[-1].versions[-1].buttons]
    stage.says("by-duty", "21.12.2026")

    assert "откладывается до 21.12.2026" in stage.last("by-duty")
    stage.presses("by-duty", POSTPONE)
    assert stage.owed(NUMBER)[Kind.POSTPONED].due.at == moment("21.12.2026 09:00", MINSK)


def test_it_can_be_postponed_at_once_and_the_alarm_stops(stage: Stage) -> None:
    send(stage)

    postponed(stage)

    owed = stage.owed(NUMBER)
    assert stage.request(NUMBER).acknowledged_by == "by-duty"
    assert not owed[Kind.ACKNOWLEDGE].is_open
    assert not owed[Kind.FORWARD].is_open
    assert owed[Kind.CONFIRM].is_open


def test_what_is_postponed_is_not_accepted_again_but_resumed(stage: Stage) -> None:
    accepted(stage)
    postponed(stage)

    stage.says("by-duty", "/accept 1")

    assert stage.last("by-duty").startswith("Принять к исполнению нельзя: KZ-BY-2026-1")
    assert RESUME in [each.label for each in stage.chat("by-duty")[-1].versions[-1].buttons]


def withdrawn(stage: Stage) -> None:
    """The requesting side takes it back."""
    stage.says("kz-duty", "/withdraw 1 Угроза устранена")
    stage.presses("kz-duty", "Отозвать обращение")
    stage.signs("kz-duty")


def refused(stage: Stage) -> None:
    """A head refuses."""
    stage.says("by-head", "/refuse 1 Противоречит закону")
    stage.presses("by-head", "Отказать в исполнении")
    stage.signs("by-head")


def resulted(stage: Stage) -> None:
    """The result is there after all."""
    stage.says("by-duty", "/result 1 Журналы сохранены")
    stage.presses("by-duty", "Сообщить результат")


@pytest.mark.parametrize("ends", [withdrawn, refused, resulted])
def test_what_ends_the_request_ends_the_asking(stage: Stage, ends: object) -> None:
    accepted(stage)
    postponed(stage)

    assert callable(ends)
    ends(stage)

    owed = stage.owed(NUMBER)
    since = stage.now
    assert not any(owed[kind].is_open for kind in (Kind.POSTPONED, Kind.EXECUTE))
    assert Kind.EXPECTED not in owed
    stage.passes(days=31)
    assert not [text for text in stage.heard("by-duty", since) if "Можно ли" in text]


def test_a_bot_that_slept_through_the_date_asks_once(stage: Stage) -> None:
    accepted(stage)
    postponed(stage, "25.11.2026")
    stage.stops()
    stage.passes(days=3)
    since = stage.now

    stage.starts()
    stage.passes(minutes=5)

    assert len([text for text in stage.heard("by-duty", since) if "Можно ли" in text]) == 1
