"""A lost telephone at 3 a.m., and a rogue who reports everybody's: one message each. Policy."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.operator import officers
from bot.transports.base import Event, Receipt
from handlers.chat.events import Pressed, Said
from protocol.parties import Channel
from protocol.request import Request
from storage.keys import KeyRing
from tests.journeys.stage import FORM, Stage, send

CONSOLE, TELEGRAM = Channel.CONSOLE, Channel.TELEGRAM
FROZEN_HERE = "Учётная запись заморожена"
CONTENT = "неустановленное лицо готовит атаку"


@pytest.fixture
def stage(sqlite_path: Path, ring: KeyRing) -> Iterator[Stage]:
    """The bot on two channels; everybody begins on the console."""
    with Stage(f"sqlite:///{sqlite_path}", ring, channels=(CONSOLE, TELEGRAM)) as stage:
        yield stage


def frozen(stage: Stage, who: str) -> tuple[Channel, ...]:
    accounts = stage.look(lambda work: work.registry.all_accounts(who))
    return tuple(each.channel for each in accounts if each.is_frozen)


def heard(stage: Stage, who: str) -> tuple[Channel, ...]:
    return tuple(each.channel for each in stage.look(lambda work: work.registry.accounts(who)))


def journal(stage: Stage, *actions: str) -> list[tuple[str, str]]:
    entries = stage.look(lambda work: list(work.journal.entries()))
    return [(each.action, each.actor) for each in entries if each.action in actions]


def test_an_honest_officers_telephone_is_gone_by_one_message_at_three_in_the_morning(
    stage: Stage,
) -> None:
    stage.says("by-duty2", "/lost Дубровская")

    assert heard(stage, "by-duty") == frozen(stage, "by-duty") == ()
    assert "учётная запись отвязана" in stage.last("by-duty2")
    assert stage.says("by-duty", "/me") is Receipt.STRANGER
    assert "утрачено средство связи" in stage.last("by-head")


def test_four_messages_shut_no_authority_out(stage: Stage) -> None:
    for who in ("by-deputy", "by-head"):
        stage.joins(who, TELEGRAM)
    people = stage.look(lambda work: work.registry.officers("BY-1"))
    names = {each.id: each.name.split()[0] for each in people}

    for who in ("by-duty", "by-deputy", "by-head"):
        more = " console" if who != "by-duty" else ""
        stage.says("by-duty2", f"/lost {names[who]}{more}")

    assert frozen(stage, "by-duty") == heard(stage, "by-duty") == ()
    assert frozen(stage, "by-deputy") == frozen(stage, "by-head") == (CONSOLE,)
    assert heard(stage, "by-head") == (TELEGRAM,)
    assert [each["event"] for each in stage.logs].count("account_frozen") == 2
    for channel in (CONSOLE, TELEGRAM):
        assert "Ваша учётная запись заморожена" in stage.last("by-head", channel=channel)

    stage.presses("by-head", "Снять заморозку", channel=TELEGRAM)
    assert frozen(stage, "by-head") == (CONSOLE,)
    stage.signs("by-head", channel=TELEGRAM)

    assert frozen(stage, "by-head") == ()
    assert "Об утрате сообщали" in stage.last("by-duty2")
    assert ("account-thawed", "by-head") in journal(stage, "account-thawed")


def test_the_last_signatory_is_frozen_and_goes_on_being_rung_by_a_bare_pointer(
    stage: Stage,
) -> None:
    lost(stage, "by-head", "by-deputy")
    stage.passes(hours=2)
    lost(stage, "by-duty2", "by-head")
    assert "других руководителей на связи нет" in stage.last("by-duty2")
    assert "Ваша учётная запись заморожена" in stage.last("by-head")
    before = len(stage.chat("by-head"))

    send(stage)
    stage.passes(minutes=31)

    rung = stage.chat("by-head")[before:]
    assert rung
    for each in rung:
        assert "Эта учётная запись заморожена" in each.text
        assert CONTENT not in each.text
        assert each.buttons == ()
    assert not [each for each in rung if "KZ-BY-2026-1" not in each.text]


def lost(stage: Stage, who: str, whose: str) -> None:
    name = stage.look(lambda work: work.registry.officer(whose).name)
    stage.says(who, f"/lost {name.split()[0]}")


def test_a_frozen_account_does_nothing_and_is_told_why(stage: Stage) -> None:
    send(stage)
    offer = stage.offer("by-duty", "Подтвердить получение")
    lost(stage, "by-head", "by-duty2")
    lost(stage, "by-head", "by-duty")
    assert frozen(stage, "by-duty") == (CONSOLE,)
    told = len(stage.chat("kz-duty"))

    for event in (Pressed(offer), Said("/ack 1"), Said("/open 1"), Said(stage.code("by-duty"))):
        assert stage.does("by-duty", event) is Receipt.REFUSED
        assert stage.last("by-duty").startswith(FROZEN_HERE)
        assert CONTENT not in stage.last("by-duty")

    assert stage.request("KZ-BY-2026-1").acknowledged_by is None
    assert len(stage.chat("kz-duty")) == told
    # Wrong codes from there lock nobody's.
    for _ in range(4):
        stage.says("by-duty", "000000")
    assert stage.look(lambda work: work.codes.wrong("by-duty")).count == 0


def test_what_a_frozen_account_wrote_before_is_not_done_after(stage: Stage) -> None:
    send(stage)
    lost(stage, "by-head", "by-duty2")
    stage.stops_delivering()
    for who, said in (("by-head", "/lost Дубровская"), ("by-duty", "/ack 1")):
        event = Event(CONSOLE, who, f"queued {who}", Said(said))
        receipt = stage.loop.run_until_complete(stage.app.inbox.receive(event))
        assert receipt is Receipt.STORED
    stage.runs()

    assert frozen(stage, "by-duty") == (CONSOLE,)
    assert stage.request("KZ-BY-2026-1").acknowledged_by is None


def test_two_reported_at_once_are_never_both_unbound(stage: Stage) -> None:
    stage.do_at_once(
        ("by-head", Said("/lost Дубровская")),
        ("by-deputy", Said("/lost by-duty2")),
    )

    states = [(heard(stage, who), frozen(stage, who)) for who in ("by-duty", "by-duty2")]
    assert sorted(states) == [((), ()), ((), (CONSOLE,))]


def test_an_hour_later_a_second_person_is_unbound_again(stage: Stage) -> None:
    lost(stage, "by-head", "by-duty2")
    stage.passes(minutes=61)

    lost(stage, "by-head", "by-duty")

    assert frozen(stage, "by-duty") == heard(stage, "by-duty") == ()


def test_another_authoritys_losses_do_not_count(stage: Stage) -> None:
    lost(stage, "kz-head", "kz-duty")

    lost(stage, "by-head", "by-duty")

    assert frozen(stage, "by-duty") == heard(stage, "by-duty") == ()


def test_the_operator_ends_a_freeze_and_everybody_reads_so(stage: Stage) -> None:
    lost(stage, "by-head", "by-duty2")
    lost(stage, "by-head", "by-duty")
    stage.says("kz-duty", FORM)
    stage.presses("kz-duty", "Нет гостайны, отправить")

    stage.look(lambda work: officers.thaw(work, "by-duty"))
    stage.passes(seconds=2)

    assert heard(stage, "by-duty") == (CONSOLE,)
    assert any("Заморозка вашей учётной записи снята" in e.text for e in stage.chat("by-duty"))
    assert any("заморозка снята" in each.text for each in stage.chat("by-head"))
    stage.passes(minutes=10)
    stage.says("by-duty", "/ack 1")
    request: Request = stage.request("KZ-BY-2026-1")
    assert request.acknowledged_by == "by-duty"


def test_who_is_frozen_already_is_not_frozen_twice(stage: Stage) -> None:
    lost(stage, "by-head", "by-duty2")
    lost(stage, "by-head", "by-duty")

    lost(stage, "by-head", "by-duty")

    assert "Учётная запись уже заморожена" in stage.last("by-head")
    assert journal(stage, "account-frozen") == [("account-frozen", "by-head")]


def test_nobody_ends_a_freeze_that_there_is_not(stage: Stage) -> None:
    stage.says("by-duty", "/thaw")

    assert "Замороженных учётных записей у вас нет" in stage.last("by-duty")
