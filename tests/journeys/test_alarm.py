"""Nobody answers: the alarm climbs, the sender learns whom to telephone, one answer ends it."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from bot.transports.base import Later, Never, Outcome, Unknown
from bot.words.message import Rendered
from handlers.record import subjects
from handlers.record.cards import CardText
from protocol.moves import Execution
from protocol.obligation import Kind, Subject
from protocol.parties import Channel
from storage.keys import KeyRing
from storage.work import Work
from tests.journeys.outside import LATER
from tests.journeys.overmatrix import over_matrix
from tests.journeys.stage import Stage, on_console, send

NUMBER = "KZ-BY-2026-1"
ALARM = f"🔴 СРОЧНОЕ ОБРАЩЕНИЕ {NUMBER}"


def rang(stage: Stage, who: str, since: datetime) -> list[int]:
    """Return after how many minutes somebody's telephone rang for the request."""
    return [
        round((each.at - since) / timedelta(minutes=1))
        for each in stage.chat(who)
        if each.text.startswith("🔴") and each.at >= since and not each.key.startswith("card/")
    ]


def transmitted(stage: Stage) -> datetime:
    at = stage.request(NUMBER).transmitted_at
    assert at is not None
    return at


@over_matrix("kz-duty", "by-duty", "by-duty2", "by-deputy", "by-head")
@pytest.mark.proves("7.1")
def test_the_alarm_climbs_until_the_head_and_then_rings_on(stage: Stage) -> None:
    send(stage)
    at = transmitted(stage)
    stage.passes(hours=4, minutes=1)

    quarters = [*range(45, 121, 15), 180, 240]
    assert rang(stage, "by-duty", at) == [0, 5, 10, 15, 20, 30, *quarters]
    assert rang(stage, "by-duty2", at) == [10, 15, 20, 30, *quarters]
    assert rang(stage, "by-deputy", at) == [20, 30, *quarters]
    assert rang(stage, "by-head", at) == [30, *quarters]
    assert stage.chat("by-registrar") == []
    for who in ("by-duty", "by-duty2", "by-deputy", "by-head"):
        assert stage.chat(who)[0].text.startswith(ALARM)
        assert "готовит атаку на узел связи" in stage.chat(who)[0].text
        assert "Подтвердить получение" in stage.chat(who)[-1].buttons


def test_after_ten_minutes_the_sender_is_told_whom_to_telephone(stage: Stage) -> None:
    send(stage)
    at = transmitted(stage)
    stage.passes(minutes=9, seconds=50)
    assert rang(stage, "kz-duty", at) == []
    stage.passes(seconds=20)

    told = stage.last("kz-duty")
    assert "получение не подтверждено, прошло 10 мин" in told
    for phone in ("+375 17 000-01-10", "Дубровская Е.: +375 17 000-01-11", "+375 17 000-01-14"):
        assert phone in told
    stage.presses("kz-duty", "Прочесть телефонограмму")
    assert stage.last("kz-duty").startswith(f"ТЕЛЕФОНОГРАММА. Срочное обращение {NUMBER} (ст. 6)")
    assert "Существо вопроса: неустановленное лицо готовит атаку" in stage.last("kz-duty")


@over_matrix("kz-duty", "by-duty", "by-duty2", "by-deputy", "by-head")
def test_the_first_receipt_silences_everybody_and_names_who_gave_it(stage: Stage) -> None:
    send(stage)
    stage.passes(minutes=25)
    stage.presses("by-duty2", "Подтвердить получение")

    for who in ("by-duty", "by-deputy", "kz-duty"):
        assert "получение подтверждено: Ковалёв П." in stage.last(who)
    stage.presses("by-deputy", "Подтвердить получение")
    assert "получение подтверждено; Ковалёв П., 12:06 (Минск)" in stage.last("by-deputy")
    people = ("by-duty", "by-duty2", "by-deputy", "by-head")
    counts = {who: len(stage.chat(who)) for who in people}
    stage.passes(hours=3)
    # What becomes of it is another question.
    since = {who: stage.chat(who)[counts[who] :] for who in people}
    assert all("действий нет" in each.text for found in since.values() for each in found)


@pytest.mark.parametrize(
    ("command", "press"),
    [
        ("/accept 1", ""),
        ("/refuse 1 Противоречит закону", "Отказать в исполнении"),
        ("/obstacle 1 Сервер отключён", "Сообщить о препятствии"),
        ("/partial 1 Журналы сохранены", "Промежуточный результат"),
        ("/result 1 Вход закрыт", "Сообщить результат"),
    ],
)
def test_any_act_on_the_request_stops_the_alarm_too(stage: Stage, command: str, press: str) -> None:
    send(stage)
    stage.says("by-head", command)
    if press:
        stage.presses("by-head", press)
    if command.startswith("/refuse"):
        stage.signs("by-head")

    assert not stage.owed(NUMBER)[Kind.ACKNOWLEDGE].is_open
    assert stage.request(NUMBER).acknowledged_by == "by-head"
    count = len(stage.chat("by-duty"))
    stage.passes(hours=2)
    assert len(stage.chat("by-duty")) == count


def test_who_cannot_be_reached_is_followed_by_the_next_and_the_card_says_so(
    stage: Stage,
) -> None:
    stage.fails("by-duty", Never("blocked"))
    send(stage)

    assert stage.chat("by-duty2")[0].text.startswith(ALARM)
    assert stage.chat("by-head")[0].text.startswith(ALARM)
    assert stage.request(NUMBER).execution is Execution.TRANSMITTED
    card = next(each for each in stage.chat("kz-duty") if each.key.startswith("card/"))
    assert "Дубровская Е. — 🔴 не доставлено" in card.text
    assert "Ковалёв П. — принято сервером" in card.text


def test_when_nobody_can_be_reached_the_sender_gets_every_telephone_and_no_clock_runs(
    stage: Stage,
) -> None:
    for who in ("by-duty", "by-duty2", "by-deputy", "by-head"):
        stage.fails(who, Never("blocked"))
    send(stage)

    told = stage.last("kz-duty")
    assert "обращение не передано" in told
    assert "Срок письменного подтверждения не начался" in told
    for phone in ("+375 17 000-01-10", "+375 17 000-01-11", "+375 17 000-01-14"):
        assert phone in told
    assert stage.request(NUMBER).transmitted_at is None
    assert set(stage.owed(NUMBER)) == {Kind.TRANSMIT}
    stage.passes(minutes=20)
    assert "обращение не передано" in stage.last("kz-duty")
    assert stage.chat("kz-duty")[-1].at > stage.now - timedelta(minutes=6)


def test_sixty_seconds_without_a_server_the_sender_is_told(stage: Stage) -> None:
    for who in ("by-duty", "by-duty2", "by-deputy", "by-head"):
        stage.fails(who, LATER)
    pressed = send(stage)
    stage.passes(seconds=57)
    assert all("не передано" not in each.text for each in stage.chat("kz-duty"))
    stage.passes(seconds=5)

    assert "обращение не передано" in stage.last("kz-duty")
    assert stage.chat("kz-duty")[-1].at - pressed < timedelta(seconds=62)
    stage.heals("by-duty")
    stage.passes(minutes=2)
    assert stage.chat("by-duty")[0].text.startswith(ALARM)
    count = len(stage.chat("kz-duty"))
    stage.passes(minutes=7)
    assert len(stage.chat("kz-duty")) == count


@on_console
def test_a_server_that_names_a_pause_is_asked_again_within_twice_as_long(stage: Stage) -> None:
    asked: list[datetime] = []
    network = stage.networks[Channel.CONSOLE]
    sends = network.send

    async def noted(address: str, message: Rendered, *, key: str, urgent: bool = False) -> Outcome:
        if address == "by-duty":
            asked.append(stage.now)
        return await sends(address, message, key=key, urgent=urgent)

    network.send = noted  # type: ignore[method-assign]
    named = timedelta(seconds=4)
    stage.fails("by-duty", Later(named))

    send(stage)
    stage.passes(seconds=50)

    pauses = [later - earlier for earlier, later in pairwise(asked)]
    assert len(pauses) >= 5
    assert all(named <= pause <= 2 * named + timedelta(seconds=1) for pause in pauses)


def test_the_next_channel_is_tried_before_the_next_officer(sqlite_path: str, ring: KeyRing) -> None:
    def bound(work: Work) -> None:
        for channel in (Channel.MATRIX, Channel.TELEGRAM):
            work.registry.bind(channel, "by-duty", "by-duty")

    channels = (Channel.CONSOLE, Channel.MATRIX, Channel.TELEGRAM)
    with Stage(f"sqlite:///{sqlite_path}", ring, channels=channels) as stage:
        stage.look(bound)
        stage.fails("by-duty", Never("blocked"))
        stage.fails("by-duty", Never("gone"), channel=Channel.MATRIX)
        send(stage)

        assert stage.last("by-duty", channel=Channel.TELEGRAM).startswith(ALARM)
        assert stage.chat("by-duty2") == []
        assert stage.request(NUMBER).execution is Execution.TRANSMITTED


def test_what_may_have_arrived_is_repeated_and_marked_where_it_could_be_double(
    sqlite_path: str, ring: KeyRing
) -> None:
    channels = (Channel.CONSOLE, Channel.TELEGRAM)
    with Stage(f"sqlite:///{sqlite_path}", ring, channels=channels) as stage:
        stage.networks[Channel.TELEGRAM].idempotent = False
        stage.joins("by-duty", Channel.TELEGRAM)
        stage.fails("by-duty", Never("blocked"))
        stage.fails("by-duty", Unknown(), channel=Channel.TELEGRAM)
        send(stage)
        stage.heals("by-duty", channel=Channel.TELEGRAM)
        stage.passes(seconds=11)

        repeated = stage.last("by-duty", channel=Channel.TELEGRAM)
        assert repeated.startswith("ПОВТОР.")
        assert ALARM in repeated


def test_a_card_that_cannot_be_made_keeps_back_no_alarm(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(work: Work, subject: Subject, *, quotes: bool) -> CardText:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(subjects, "card", broken)
    stage.expected = {"row_failed", "incident"}
    send(stage)
    stage.passes(minutes=1)
    assert stage.last("by-duty").startswith(ALARM)
    stage.presses("by-duty", "Подтвердить получение")
    assert "получение подтверждено" in stage.last("kz-duty")


def test_the_card_tells_of_the_execution_only_once_somebody_has_the_request(stage: Stage) -> None:
    send(stage)
    stage.passes(minutes=1)
    card = next(each for each in stage.chat("kz-duty") if each.key.startswith("card/"))
    assert "подтверждение получения" in card.text
    assert "исполнение обращения" not in card.text

    stage.presses("by-duty", "Подтвердить получение")
    stage.passes(minutes=1)

    assert "исполнение обращения" in card.text
    # Owed only if it is outside the competence: the other side is not shown it.
    assert Kind.FORWARD in {kind for kind, owed in stage.owed(NUMBER).items() if owed.is_open}
    assert "по компетенции" not in card.text
