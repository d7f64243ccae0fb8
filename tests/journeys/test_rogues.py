"""What a taken-over account can do, and what an honest officer does in one message at night."""

from handlers.chat.events import Pressed
from tests.journeys.stage import FORM, Stage, on_console, send

BY_DESK = ("by-duty", "by-duty2", "by-deputy", "by-head")
LIST = "Получение срочных обращений не подтверждено"


def sends(stage: Stage, count: int, *, who: str = "kz-duty", form: str = FORM) -> None:
    """As many requests, one after another."""
    for _ in range(count):
        send(stage, who, form)


def texts(stage: Stage, who: str, words: str) -> list[str]:
    return [each.text for each in stage.chat(who) if words in each.text]


@on_console
def test_sixty_requests_are_all_sent_and_ring_again_as_one_list(stage: Stage) -> None:
    sends(stage, 60)
    assert len(texts(stage, "by-duty", "🔴 СРОЧНОЕ ОБРАЩЕНИЕ KZ-BY-2026-")) == 60
    asked = texts(stage, "kz-duty", "Это не ошибка?")
    assert len(asked) == 1

    stage.passes(minutes=34)

    rung = texts(stage, "by-duty", LIST)
    assert 1 <= len(rung) <= 7
    assert not texts(stage, "by-duty", "KZ-BY-2026-1 · Казахстан: получение")
    assert "KZ-BY-2026-1, " in rung[-1]
    assert "KZ-BY-2026-60" in rung[-1]
    for who in ("by-head", "by-deputy"):
        assert not texts(stage, who, "🔴 СРОЧНОЕ ОБРАЩЕНИЕ")
    assert 1 <= len(texts(stage, "by-head", LIST)) <= 2
    for who in ("by-head", "kz-head"):
        assert len(texts(stage, who, "больше 10 срочных обращений")) == 1
    assert len(texts(stage, "kz-duty", "Получение срочных обращений не подтверждено: 60")) == 1


@on_console
def test_ten_requests_in_an_hour_ring_as_ever_and_the_eleventh_asks(stage: Stage) -> None:
    sends(stage, 5)
    stage.passes(minutes=30)
    sends(stage, 5, who="kz-duty2")
    stage.passes(minutes=5)
    assert texts(stage, "by-duty", "KZ-BY-2026-10 · Казахстан: получение")
    assert not texts(stage, "by-duty", LIST)
    assert not texts(stage, "kz-duty2", "Это не ошибка?")

    sends(stage, 1, who="kz-duty2")

    assert texts(stage, "kz-duty2", "Это не ошибка?")
    assert not texts(stage, "kz-duty", "Это не ошибка?")


@on_console
def test_what_lies_an_hour_apart_is_no_burst(stage: Stage) -> None:
    sends(stage, 10)
    stage.passes(minutes=61)

    sends(stage, 5)

    assert not texts(stage, "kz-duty", "Это не ошибка?")
    assert not texts(stage, "by-duty", LIST)


@on_console
def test_a_burst_is_asked_about_once_and_what_it_rings_tells_the_answer(stage: Stage) -> None:
    sends(stage, 11)
    stage.passes(minutes=6)
    assert "Отправитель сообщил" not in stage.last("by-duty")

    stage.presses("kz-duty", "Это не ошибка")
    asked = stage.last("kz-duty")
    stage.passes(seconds=20)
    stage.presses("kz-duty", "Это не ошибка")
    sends(stage, 4)
    stage.passes(minutes=10)

    assert asked.startswith("Записано: это не ошибка")
    assert len(texts(stage, "kz-duty", "Это не ошибка?")) == 1
    assert len(texts(stage, "kz-head", "больше 10 срочных обращений")) == 1
    assert "не подтверждено: 15" in stage.last("by-duty")
    assert "Отправитель сообщил: это не ошибка" in stage.last("by-duty")


@on_console
def test_another_partys_alarm_rings_by_itself_beside_a_burst(stage: Stage) -> None:
    sends(stage, 12)
    send(stage, "ru-duty")

    stage.passes(minutes=6)

    assert len(texts(stage, "by-duty", LIST)) == 1
    assert "RU-BY" not in texts(stage, "by-duty", LIST)[0]
    assert texts(stage, "by-duty", "RU-BY-2026-1 · Россия: получение срочного обращения")


@on_console
def test_all_are_acknowledged_by_one_press_and_nothing_rings_again(stage: Stage) -> None:
    sends(stage, 12)
    stage.passes(minutes=6)
    stage.says("by-duty2", "/ack KZ-BY-2026-3")

    stage.presses("by-duty", "Подтвердить все")
    said = stage.last("by-duty")
    before = {who: len(stage.chat(who)) for who in (*BY_DESK, "kz-duty")}
    stage.passes(hours=3)

    assert "Получение подтверждено (11): KZ-BY-2026-1, KZ-BY-2026-2" in said
    assert "KZ-BY-2026-3: получение подтверждено раньше" in said
    for running in range(1, 13):
        assert stage.request(f"KZ-BY-2026-{running}").acknowledged_by is not None
    assert len(texts(stage, "kz-duty", "Получение подтверждено (11)")) == 1
    for who in BY_DESK:
        assert not any(LIST in each.text for each in stage.chat(who)[before[who] :])


@on_console
def test_a_list_read_by_the_head_stops_for_the_head_too(stage: Stage) -> None:
    sends(stage, 11)
    stage.passes(minutes=31)
    assert texts(stage, "by-head", LIST)

    stage.presses("by-duty", "Подтвердить все")

    assert "Получение подтверждено (11)" in stage.last("by-head")


@on_console
def test_two_who_acknowledge_all_at_once_are_told_who_was_first(stage: Stage) -> None:
    sends(stage, 11)
    stage.passes(minutes=11)
    offers = [stage.offer(who, "Подтвердить все") for who in ("by-duty", "by-duty2")]

    stage.do_at_once(("by-duty", Pressed(offers[0])), ("by-duty2", Pressed(offers[1])))

    by = {stage.request(f"KZ-BY-2026-{each}").acknowledged_by for each in range(1, 12)}
    assert len(by) == 1
    (first,) = by
    second = "by-duty2" if first == "by-duty" else "by-duty"
    assert "Подтвердить получение нельзя" in stage.last(second)


@on_console
def test_a_wrong_number_in_a_list_acknowledges_nothing(stage: Stage) -> None:
    sends(stage, 2)

    stage.says("by-duty", "/ack 1, 2, 77")

    assert stage.request("KZ-BY-2026-1").acknowledged_by is None
    assert "77" in stage.last("by-duty")
    stage.says("by-duty", "/ack 1, 2")
    assert stage.request("KZ-BY-2026-2").acknowledged_by == "by-duty"
