"""Who left and came back: what still rings does so anew, the rest is told once. Policy."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.transports.base import Never
from handlers.clock import returning
from protocol.moves import Execution
from protocol.parties import Channel, Party
from storage.keys import KeyRing
from storage.work import Work
from tests.journeys.outside import LATER, Everybody
from tests.journeys.stage import Stage, on_console, send

NUMBER = "KZ-BY-2026-1"
ALARM = "🔴 СРОЧНОЕ ОБРАЩЕНИЕ"
TOLD = "бот не мог вам писать"
LEFT = Never("left")


@pytest.fixture
def both(sqlite_path: Path, ring: KeyRing) -> Iterator[Stage]:
    """Everybody has Matrix and Telegram."""
    channels = (Channel.MATRIX, Channel.TELEGRAM)
    with Stage(f"sqlite:///{sqlite_path}", ring, channels=channels, network=Everybody) as stage:
        yield stage


def comes_back(stage: Stage, who: str) -> None:
    """Somebody can be reached again, and the channel says so."""
    stage.heals(who)
    stage.look(lambda work: returning.at(work, stage.app.site, stage.channel, who))
    stage.passes(seconds=5)


def told(stage: Stage, who: str) -> list[str]:
    """Return the digests of what was missed that somebody got."""
    return [each.text for each in stage.chat(who) if TOLD in each.text]


@on_console
def test_an_alarm_that_still_rings_comes_with_its_buttons_and_before_the_digest(
    stage: Stage,
) -> None:
    stage.fails("by-duty", LEFT)
    send(stage)
    stage.passes(minutes=2)
    assert stage.chat("by-duty") == []

    comes_back(stage, "by-duty")

    alarm, digest = stage.chat("by-duty")[:2]
    assert alarm.text.startswith(f"{ALARM} {NUMBER}")
    assert TOLD in digest.text
    assert f"🔴 {NUMBER} · передано" in digest.text
    stage.presses("by-duty", "Подтвердить получение")
    assert stage.request(NUMBER).acknowledged_by == "by-duty"


@on_console
def test_what_nobody_had_yet_rings_whoever_returns_first_and_the_sender_is_corrected(
    stage: Stage,
) -> None:
    for who in ("by-duty", "by-duty2", "by-deputy", "by-head"):
        stage.fails(who, LEFT)
    send(stage)
    stage.passes(minutes=2)
    assert "обращение не передано" in stage.last("kz-duty")

    comes_back(stage, "by-duty")

    alarm, digest = stage.chat("by-duty")[:2]
    assert alarm.text.startswith(f"{ALARM} {NUMBER}")
    assert digest.text.endswith("Подтвердите получение сигнала: он выше.")
    assert any("больше не верно" in each.text for each in stage.chat("kz-duty"))


@on_console
def test_what_was_done_meanwhile_is_told_as_it_stands_now(stage: Stage) -> None:
    send(stage)
    stage.fails("kz-duty", LEFT)
    stage.says("by-duty", "/ack 1")
    stage.says("by-duty", "/accept 1")
    stage.passes(minutes=2)

    comes_back(stage, "kz-duty")

    (digest,) = told(stage, "kz-duty")
    assert f"🟡 {NUMBER} · принято к исполнению" in digest
    assert "За вами сейчас:" in digest
    assert not [each for each in stage.chat("kz-duty") if each.text.startswith(ALARM)]


@on_console
def test_an_alarm_that_a_colleague_has_taken_rings_nobody_who_returns(stage: Stage) -> None:
    stage.fails("by-duty", LEFT)
    send(stage)
    stage.says("by-head", "/ack 1")
    stage.passes(minutes=2)

    comes_back(stage, "by-duty")

    assert not [each for each in stage.chat("by-duty") if each.text.startswith(ALARM)]
    assert f"🟡 {NUMBER} · получение подтверждено" in told(stage, "by-duty")[0]


@on_console
def test_it_is_told_once(stage: Stage) -> None:
    stage.fails("by-duty", LEFT)
    send(stage)
    stage.passes(minutes=2)

    for _ in range(3):
        comes_back(stage, "by-duty")
    stage.restarts()
    comes_back(stage, "by-duty")
    stage.says("by-duty", "/me")

    assert len(told(stage, "by-duty")) == 1
    assert sum(each.text.startswith(ALARM) for each in stage.chat("by-duty")) == 1


def test_whatever_reaches_somebody_again_tells_it(stage: Stage) -> None:
    stage.fails("by-duty", LEFT)
    send(stage)
    stage.passes(minutes=2)
    stage.heals("by-duty")

    stage.says("by-duty", "/me")
    stage.passes(seconds=5)

    assert len(told(stage, "by-duty")) == 1
    assert sum(each.text.startswith(ALARM) for each in stage.chat("by-duty")) == 1


@on_console
def test_who_leaves_again_before_reading_it_is_told_the_next_time(stage: Stage) -> None:
    send(stage)
    stage.fails("kz-duty", LEFT)
    stage.says("by-duty", "/ack 1")
    stage.passes(minutes=2)
    stage.look(lambda work: returning.at(work, stage.app.site, stage.channel, "kz-duty"))
    stage.passes(seconds=5)
    assert not told(stage, "kz-duty")

    comes_back(stage, "kz-duty")

    assert len(told(stage, "kz-duty")) == 1
    assert f"🟡 {NUMBER} · получение подтверждено" in told(stage, "kz-duty")[0]


@on_console
def test_who_missed_nothing_hears_nothing(stage: Stage) -> None:
    send(stage)
    comes_back(stage, "by-duty")
    comes_back(stage, "kz-head")

    assert not told(stage, "by-duty")
    assert stage.chat("kz-head") == []


def test_what_came_over_the_other_channel_was_not_missed(both: Stage) -> None:
    both.fails("by-duty", LEFT, channel=Channel.TELEGRAM)
    send(both)
    both.passes(minutes=2)
    both.heals("by-duty", channel=Channel.TELEGRAM)
    both.look(lambda work: returning.at(work, both.app.site, Channel.TELEGRAM, "by-duty"))
    both.passes(seconds=5)

    for channel in both.networks:
        texts = [each.text for each in both.chat("by-duty", channel=channel)]
        assert not [text for text in texts if TOLD in text]
    assert both.request(NUMBER).execution is Execution.TRANSMITTED


def test_an_alarm_that_the_second_channel_brought_was_not_missed(both: Stage) -> None:
    both.fails("by-duty", LATER, channel=Channel.MATRIX)
    send(both)
    both.passes(minutes=2)
    both.fails("by-duty", LEFT, channel=Channel.MATRIX)
    both.passes(minutes=2)
    both.heals("by-duty", channel=Channel.MATRIX)
    both.look(lambda work: returning.at(work, both.app.site, Channel.MATRIX, "by-duty"))
    both.passes(seconds=5)

    texts = [each.text for on in both.networks for each in both.chat("by-duty", channel=on)]
    assert sum(text.startswith(ALARM) for text in texts) == 1
    assert not [text for text in texts if TOLD in text]


@on_console
def test_nobody_hears_of_what_is_not_theirs_any_more(stage: Stage) -> None:
    stage.fails("by-duty", LEFT)
    send(stage)
    stage.passes(minutes=2)

    def moved(work: Work) -> None:
        officer = work.registry.officer("by-duty")
        work.registry.put_officer(replace(officer, authority="RU-1", party=Party.RUSSIA))

    stage.look(moved)
    comes_back(stage, "by-duty")

    assert not [each for each in stage.chat("by-duty") if NUMBER in each.text]
