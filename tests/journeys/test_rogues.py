"""What a taken-over account can do, and what an honest officer does in one message at night."""

from handlers.chat.events import Pressed
from protocol.moves import Execution
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


def withdraws(stage: Stage, who: str) -> None:
    stage.says(who, "/withdraw 1 Угроза устранена")


@on_console
def test_a_taken_over_account_without_the_code_withdraws_nobodys_request(stage: Stage) -> None:
    send(stage)
    withdraws(stage, "kz-duty2")
    stage.presses("kz-duty2", "Отозвать обращение")
    assert "Код из приложения?" in stage.last("kz-duty2")

    for wrong in ("000000", "111111"):
        stage.says("kz-duty2", wrong)
    stage.says("kz-duty2", "Отозвать обращение")

    assert stage.request("KZ-BY-2026-1").execution is Execution.TRANSMITTED
    assert not texts(stage, "by-duty", "отозвала")


@on_console
def test_an_own_code_withdraws_and_the_colleague_who_sent_it_hears_at_once(stage: Stage) -> None:
    send(stage)
    withdraws(stage, "kz-duty2")
    stage.presses("kz-duty2", "Отозвать обращение")
    stage.signs("kz-duty2")

    assert stage.request("KZ-BY-2026-1").execution is Execution.WITHDRAWN
    assert "обращение отозвано; отозвал сотрудник Жумабекова Д." in stage.last("kz-duty")
    assert texts(stage, "by-duty", "отозвала обращение")


@on_console
def test_at_three_in_the_morning_two_without_a_code_app_withdraw_by_one_press(
    stage: Stage,
) -> None:
    send(stage)
    stage.look(lambda work: work.codes.issue("kz-duty", "A" * 32))
    withdraws(stage, "kz-duty")
    stage.presses("kz-duty", "Отозвать вдвоём")
    assert "ждёт второго сотрудника" in stage.last("kz-duty")
    assert "Угроза устранена" in stage.last("kz-duty2")
    assert stage.request("KZ-BY-2026-1").execution is Execution.TRANSMITTED

    stage.presses("kz-duty2", "Согласен, отозвать")

    assert stage.request("KZ-BY-2026-1").execution is Execution.WITHDRAWN
    assert "вторым согласился сотрудник Жумабекова Д." in stage.last("kz-duty")
    assert any("Угроза устранена" in each for each in texts(stage, "by-duty", "отозвала"))
    assert "seconded" in stage.history("KZ-BY-2026-1")


@on_console
def test_nobody_is_their_own_second_nor_of_another_authority(stage: Stage) -> None:
    send(stage)
    withdraws(stage, "kz-duty")
    (draft,) = stage.look(lambda work: work.drafts.of("kz-duty"))
    stage.says("kz-duty2", f"/agree {draft.id} kz-duty")
    assert stage.request("KZ-BY-2026-1").execution is Execution.TRANSMITTED
    stage.presses("kz-duty", "Отозвать вдвоём")

    for who in ("kz-duty", "by-duty", "ru-duty"):
        stage.says(who, f"/agree {draft.id} kz-duty")

    assert stage.request("KZ-BY-2026-1").execution is Execution.TRANSMITTED


@on_console
def test_two_seconds_at_once_withdraw_once(stage: Stage) -> None:
    send(stage)
    withdraws(stage, "kz-duty")
    stage.presses("kz-duty", "Отозвать вдвоём")
    offers = {who: stage.offer(who, "Согласен, отозвать") for who in ("kz-duty2", "kz-head")}

    stage.do_at_once(*((who, Pressed(offer)) for who, offer in offers.items()))

    assert stage.request("KZ-BY-2026-1").execution is Execution.WITHDRAWN
    assert len(texts(stage, "by-duty", "отозвала обращение")) == 1


@on_console
def test_a_false_result_is_heard_of_at_once_by_who_carries_the_request(stage: Stage) -> None:
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    stage.says("by-duty", "/accept 1")
    stage.says("by-duty2", "/result 1 Ничего не найдено")
    stage.presses("by-duty2", "Сообщить результат")

    told = stage.last("by-duty")
    assert "результат сообщён без подписи кодом; сообщил сотрудник Ковалёв П." in told
    assert "/lost" in told
    assert "Ничего не найдено" not in told
