"""The Bot API fails for minutes, hours, a day: what was accepted arrives, or is told. Policy."""

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.transports.base import Unknown
from protocol.moves import Execution, Form
from protocol.parties import Channel
from storage.outgoing import DOUBT, OutboxState
from storage.tables import cards, outbox
from tests.journeys.overtelegram import FOR_EVER, OverTelegram
from tests.journeys.stage import FORM, Stage, send

over_telegram = pytest.mark.parametrize("stage", [Channel.TELEGRAM], indirect=True, ids=str)
REPEATED = "ПОВТОР. Предыдущая отправка могла не дойти."
SEND = "Нет гостайны, отправить"
LETTER = "12-4/881 от 23.11.2026"
ALARM = "🔴 СРОЧНОЕ ОБРАЩЕНИЕ KZ-BY-2026-3"
WAITING = (OutboxState.WAITING, OutboxState.SENDING)
# How it fails, whether what was sent may have arrived, and whether it has.
WEATHER = {
    "502": ("fails", True),
    "502-done": ("fails_after", True),
    "reset": ("resets", True),
    "timeout": ("deaf", True),
    "timeout-done": ("silent", True),
    "refused": ("too_many", False),
}
LASTING = {
    "1min": timedelta(minutes=1),
    "10min": timedelta(minutes=10),
    "3h": timedelta(hours=3),
    "23h": timedelta(hours=23),
}
# Hours of bad weather take minutes: the whole table is for `make soak`. Each time it lasts long
# enough for the next officers to be called, and once so short and once so long that they are not
# any more.
IS_WHOLE = os.environ.get("WEATHER") == "all"
OTHERWISE = {("502", "1min"), ("refused", "1min"), ("502", "3h")}
TABLE = [
    pytest.param(how, lasting, id=f"{how}-{name}")
    for how in WEATHER
    for name, lasting in LASTING.items()
    if IS_WHOLE or name == "10min" or (how, name) in OTHERWISE
]
# A day over Telegram is ten thousand calls of a server: each time it is told without one.
A_DAY = (
    [(Channel.TELEGRAM, "502"), (Channel.TELEGRAM, "refused")]
    if IS_WHOLE
    else [(Channel.CONSOLE, "502")]
)
PAUSE = timedelta(minutes=15)
# Within so long after it works again everything has arrived.
CALM = timedelta(minutes=35)


@contextmanager
def outage(stage: Stage, how: str) -> Iterator[None]:
    """Let everything that is sent fail so; what people do comes in, but where nothing can."""
    network = stage.networks[stage.channel]
    trouble, may_arrive = WEATHER[how]
    if not isinstance(network, OverTelegram):
        everybody = stage.look(lambda work: [each.id for each in work.registry.everybody()])
        network.answers = dict.fromkeys(everybody, Unknown())
        yield
        network.answers.clear()
        return
    network.api.faults.order(trouble, times=FOR_EVER, seconds=1)
    yield
    network.api.faults.clear()
    if not may_arrive:
        stage.loop.run_until_complete(network.api.comes_back())


def closes_the_line(stage: Stage, how: str, lasting: timedelta) -> set[str]:
    """
    Where connections are refused: what was done before has come in, nothing does any more.

    For hours the server refuses instead, and names a pause: a connection is tried each minute.
    Returns the keys of what was being sent as the line was closed: that alone may be in doubt.
    """
    if WEATHER[how][1]:
        return set()
    network = stage.networks[Channel.TELEGRAM]
    assert isinstance(network, OverTelegram)
    network.api.faults.clear()
    if lasting > LASTING["3h"]:
        network.api.faults.order("too_many", times=FOR_EVER, seconds=PAUSE.total_seconds())
        return set()
    return stage.loop.run_until_complete(network.goes_down())


def everything_is_under_way(stage: Stage) -> None:
    """One press, one word or one code is all that is missing of each."""
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    stage.presses("by-duty", "Принять к исполнению")
    stage.says("by-duty", "/result 1 Журналы сохранены")
    send(stage)
    stage.says("kz-duty", FORM)
    stage.says("kz-deputy", "/confirm 1")
    stage.attaches("kz-deputy", LETTER)
    stage.presses("kz-deputy", "Отправлено сегодня")


def everything_is_done(stage: Stage) -> None:
    """A request, a result, a receipt and a confirmation, within moments."""
    stage.presses("kz-duty", SEND)
    stage.presses("by-duty", "Сообщить результат")
    stage.says("by-duty", "/ack 2")
    stage.signs("kz-deputy")


def rows(stage: Stage) -> list[Any]:
    """Return every message that the record has."""
    return stage.look(
        lambda work: list(work.connection.execute(select(outbox).order_by(outbox.c.seq)))
    )


def words(text: str) -> str:
    """Return a message without what tells that it is a repetition, and as of when."""
    lines = [each for each in text.splitlines() if each.strip() and each != REPEATED]
    return "\n".join(each for each in lines if not each.startswith("По состоянию на"))


def nothing_came_twice_unmarked(stage: Stage, since: datetime) -> None:
    """Whoever reads the same words again is told that they are a repetition."""
    for who, chat in stage.networks[stage.channel].chats.items():
        first = [each.versions[0].text for each in chat if each.at >= since]
        unmarked = Counter(words(each) for each in first if not each.startswith(REPEATED))
        assert not [text for text, count in unmarked.items() if count > 1], who


@over_telegram
@pytest.mark.parametrize(("how", "lasting"), TABLE)
def test_whatever_was_said_while_it_failed_arrives_once_it_works(
    stage: Stage, how: str, lasting: timedelta
) -> None:
    everything_is_under_way(stage)
    with outage(stage, how):
        began = stage.now
        everything_is_done(stage)
        cut_off = closes_the_line(stage, how, lasting)
        stage.reaches(began + lasting)
    ended = stage.now
    stage.reaches(ended + CALM)

    assert stage.request("KZ-BY-2026-3").execution is Execution.TRANSMITTED
    assert stage.request("KZ-BY-2026-2").execution is Execution.ACKNOWLEDGED
    assert stage.request("KZ-BY-2026-1").form is Form.CONFIRMED
    seen = {who: [each.text for each in stage.chat(who)] for who in ("kz-duty", "by-duty")}
    for who, told in (
        ("by-duty", ALARM),
        ("kz-duty", "🟢 KZ-BY-2026-1: результат исполнения (ст. 7)"),
        ("kz-duty", "🟡 KZ-BY-2026-2 · получение подтверждено: Дубровская Е."),
        ("by-duty", "🟢 KZ-BY-2026-1: официальное письменное подтверждение № 12-4/881"),
    ):
        assert any(told in each for each in seen[who]), (told, seen[who])
    if lasting > LASTING["1min"]:
        # Meanwhile the next officers were called, and what the sender was told is corrected.
        assert any(ALARM in each.text for each in stage.chat("by-duty2"))
        corrected = [each for each in seen["kz-duty"] if "обращение передано" in each]
        # What was refused until it was true no more was not told, and is not corrected.
        was_told = WEATHER[how][1] or any(
            each.text == "told-untransmitted" and each.state == OutboxState.SENT
            for each in rows(stage)
        )
        assert len({words(each) for each in corrected}) == was_told
    nothing_came_twice_unmarked(stage, began)

    said = [each for each in rows(stage) if began <= each.created_at < ended]
    assert not [each.key for each in said if each.state in WAITING]
    doubted = {each.key for each in said if each.doubts or DOUBT in each.tried}
    assert bool(doubted) if WEATHER[how][1] else doubted <= cut_off
    for chat in stage.networks[Channel.TELEGRAM].chats.values():
        for message in chat:
            if message.key in {each.key for each in said}:
                assert message.text.startswith(REPEATED) is (message.key in doubted), message.key
    assert not [each.key for each in said if each.state is OutboxState.NEVER]
    reminders = Counter(
        (each.officer, each.obligation)
        for each in said
        if each.state == OutboxState.SENT and each.obligation and each.ended_at >= ended
    )
    assert not [each for each, count in reminders.items() if count > 1]
    owed = stage.look(lambda work: list(work.connection.execute(select(cards.c.not_before))))
    assert not [each.not_before for each in owed if each.not_before and each.not_before < ended]


@pytest.mark.slow
@pytest.mark.parametrize(("stage", "how"), A_DAY, indirect=["stage"], ids=str)
def test_what_nobody_could_be_given_within_a_day_is_told_and_what_is_owed_rings_anew(
    stage: Stage, how: str
) -> None:
    stage.expected = {"undelivered_for_a_day"}
    everything_is_under_way(stage)
    with outage(stage, how):
        began = stage.now
        everything_is_done(stage)
        closes_the_line(stage, how, timedelta(hours=26))
        stage.reaches(began + timedelta(hours=26))
    ended = stage.now
    old = [
        each for each in rows(stage) if each.created_at < ended - timedelta(hours=24, minutes=31)
    ]
    assert not [each.key for each in old if each.state in WAITING]
    in_vain = {each.text for each in old if each.why == "too-late"}
    assert in_vain >= {"alarm", "result.told", "ack.told"}
    stage.reaches(ended + CALM)

    heard = {who: stage.heard(who, ended) for who in ("kz-duty", "by-duty")}
    (alarm,) = [each for each in heard["by-duty"] if ALARM in each]
    assert alarm.startswith(REPEATED) is WEATHER[how][1]
    untold = "за сутки не принято ни для одного сотрудника"
    for who, number in (("kz-duty", "KZ-BY-2026-3"), ("by-duty", "KZ-BY-2026-1")):
        assert [each for each in heard[who] if f"{number}: сообщение от" in each and untold in each]
        assert sum("часть сообщений не удалось доставить вам" in each for each in heard[who]) == 1
    nothing_came_twice_unmarked(stage, began)
    assert stage.request("KZ-BY-2026-3").execution is Execution.TRANSMITTED
    stage.presses("by-duty", "Подтвердить получение")
    assert stage.request("KZ-BY-2026-3").execution is Execution.ACKNOWLEDGED
    assert any(each["event"] == "undelivered_for_a_day" for each in stage.logs)
