"""Five days without the bot, an error of ours: nothing is lost or doubled. Policy."""

from collections import Counter
from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from bot.transports.base import Unknown
from handlers.chat.events import Said
from protocol.moves import Execution
from protocol.obligation import Kind
from protocol.obligations import ALARMS
from protocol.parties import Channel
from storage.tables import drafts
from tests.journeys.outside import Silence
from tests.journeys.overmatrix import over_matrix
from tests.journeys.stage import FORM, Stage, on_console, send

NUMBER = "KZ-BY-2026-1"


def since(stage: Stage, who: str, at: datetime) -> list[str]:
    return [each.text for each in stage.chat(who) if each.at >= at]


def test_after_five_days_each_obligation_says_one_thing_with_its_true_state(stage: Stage) -> None:
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    send(stage, form=FORM.replace("Беларусь", "Россия"))
    stage.presses("ru-duty", "Подтвердить получение")
    stage.presses("ru-duty", "Принять к исполнению")
    stage.stops()
    stage.passes(days=5)
    woken = stage.now
    stage.starts()
    stage.passes(minutes=1)

    said = [
        (who, each.key.split("/")[1])
        for who in stage.networks[stage.channel].chats
        for each in stage.chat(who)
        if each.at >= woken and each.key.startswith(("obligation/", "digest/"))
    ]
    assert said
    assert max(Counter(said).values()) == 1
    late = [text for text in since(stage, "kz-duty", woken) if "официальное письменное" in text]
    reminders = "".join(text for text in late if "не зарегистрировано" in text)
    assert reminders.count("Срок истёк.") == reminders.count("прошло 48 ч") == 2
    told = [text for text in since(stage, "by-duty", woken) if "не зарегистрировано" in text]
    assert len(told) == 1
    assert "срок истёк" in told[0]


def test_an_alarm_that_still_rings_comes_first(stage: Stage) -> None:
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    send(stage)
    stage.stops()
    stage.passes(days=5)
    woken = stage.now
    stage.starts()

    after = since(stage, "by-duty", woken)
    assert "получение срочного обращения не подтверждено" in after[0]
    assert "KZ-BY-2026-2" in after[0]
    assert any("Сводка" in text or "сводка" in text for text in after[1:])
    assert sum("не подтверждено" in text and "🔴 KZ-BY-2026-2" in text for text in after) == 1
    assert since(stage, "by-head", woken)[0].startswith("🔴 СРОЧНОЕ ОБРАЩЕНИЕ KZ-BY-2026-2")


@over_matrix("kz-duty", "by-duty")
def test_what_was_typed_during_the_outage_waits_at_the_server_and_is_answered(stage: Stage) -> None:
    stage.stops()
    assert stage.does("kz-duty", Said(FORM), key="typed in the night") is None
    stage.passes(hours=7)
    stage.starts()

    stage.presses("kz-duty", "Нет гостайны, отправить")
    assert stage.request(NUMBER).execution is Execution.TRANSMITTED


@on_console
@pytest.mark.parametrize("idempotent", [True, False])
def test_who_dies_while_the_server_takes_the_alarm_says_it_again_and_says_so(
    stage: Stage, idempotent: bool
) -> None:
    stage.networks[Channel.CONSOLE].idempotent = idempotent
    stage.fails("by-duty", Silence())
    send(stage)
    assert len(stage.chat("by-duty")) == 1
    assert stage.request(NUMBER).transmitted_at is None

    stage.stops()
    stage.heals("by-duty")
    stage.starts()
    stage.passes(seconds=15)

    alarms = [each.text for each in stage.chat("by-duty") if "/alarm/" in each.key]
    assert len(alarms) == (1 if idempotent else 2)
    assert idempotent or alarms[1].startswith("ПОВТОР.")
    assert stage.request(NUMBER).execution is Execution.TRANSMITTED
    assert stage.history(NUMBER).count("transmit") == 1


@on_console
def test_who_acknowledges_an_alarm_before_the_bot_knows_that_it_arrived_is_heard(
    stage: Stage,
) -> None:
    stage.networks[Channel.CONSOLE].idempotent = False
    stage.fails("by-duty", Silence())
    send(stage)
    stage.stops()
    stage.heals("by-duty")
    stage.starts()

    stage.presses("by-duty", "Подтвердить получение")
    stage.passes(minutes=30)

    assert stage.request(NUMBER).execution is Execution.ACKNOWLEDGED
    history = stage.history(NUMBER)
    assert history.index("transmit") < history.index("acknowledge")
    assert history.count("transmit") == 1
    # It arrived, so it is not repeated; and it rings nobody any more.
    assert sum("/alarm/" in each.key for each in stage.chat("by-duty")) == 1
    assert not any("/alarm/" in each.key for each in stage.chat("by-duty2"))


@on_console
@pytest.mark.parametrize("idempotent", [True, False])
@pytest.mark.parametrize("dies", [True, False])
def test_a_card_that_may_stand_in_the_chat_already_says_that_it_is_a_repetition(
    stage: Stage, idempotent: bool, dies: bool
) -> None:
    stage.networks[Channel.CONSOLE].idempotent = idempotent
    stage.says("kz-duty", FORM)
    stage.fails("kz-duty", Silence() if dies else Unknown())
    stage.presses("kz-duty", "Нет гостайны, отправить")
    if dies:
        stage.stops()
    stage.heals("kz-duty")
    if dies:
        stage.starts()
    stage.passes(seconds=15)
    stage.presses("by-duty", "Подтвердить получение")

    cards = [each for each in stage.chat("kz-duty") if each.key.startswith("card/")]
    said_so = [version.text.startswith("ПОВТОР.") for version in cards[-1].versions]
    assert "получение подтверждено" in cards[-1].text
    assert len(said_so) > 1
    assert set(said_so) == {not idempotent}


def test_an_error_of_ours_is_an_incident_with_a_number_and_blocks_nobody(stage: Stage) -> None:
    stage.says("kz-duty", FORM)
    stage.expected = {"event_failed", "incident"}
    stage.look(lambda work: work.connection.execute(update(drafts).values(sealed=b"damaged")))

    stage.says("kz-duty", "/drafts")
    incident = stage.last("kz-duty")
    assert incident.startswith("🔴 Сбой системы, действие не выполнено. Сообщите администратору")
    assert [each["event"] for each in stage.logs].count("event_failed") == 3
    number = incident.rstrip(".").rsplit(" ", 1)[1]
    assert any(each.get("incident") == number for each in stage.logs)

    stage.says("kz-duty", "/owe")
    assert "ничего не ожидается" in stage.last("kz-duty")
    stage.says("by-duty", "/me")
    assert "Дубровская Е." in stage.last("by-duty")


def test_who_owes_more_than_five_things_gets_one_digest_and_the_alarms(stage: Stage) -> None:
    for _ in range(6):
        send(stage)
    for number in range(1, 6):
        stage.says("by-duty", f"/ack KZ-BY-2026-{number}")
    stage.stops()
    stage.passes(days=2, hours=20)
    woken = stage.now
    stage.starts()

    after = since(stage, "kz-duty", woken)
    digests = [text for text in after if "Ожидается одновременно: 6" in text]
    assert len(digests) == 1
    for number in range(1, 7):
        assert f"KZ-BY-2026-{number} " in digests[0]
    assert not [text for text in after if text.startswith("🟡 Осталось")]
    alarms = [text for text in since(stage, "by-duty", woken) if "получение срочного" in text]
    assert len(alarms) == 1
    owed = stage.look(lambda work: work.obligations.debts(["BY-1"]))
    ringing = sorted(each.kind for each in owed if each.kind in ALARMS)
    assert ringing == [Kind.ACKNOWLEDGE, *[Kind.TAKE_UP] * 5]
    assert stage.now - woken < timedelta(seconds=5)
