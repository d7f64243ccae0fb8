"""The sender is told that nobody has the request only once all who may get it now were tried."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.transports.base import Never, Outcome, Unknown
from bot.words.message import Rendered
from protocol.moves import Execution
from protocol.parties import Channel
from storage.keys import KeyRing
from tests.journeys.outside import LATER, Everybody, Silence
from tests.journeys.stage import Stage, on_console, send

NUMBER = "KZ-BY-2026-1"
DENIED = ("обращение не передано", "передано ли оно, неизвестно")
CORRECTED = "больше не верно: срок письменного подтверждения начался"
DESK = ("by-duty", "by-duty2", "by-deputy", "by-head")


@pytest.fixture
def both(sqlite_path: Path, ring: KeyRing) -> Iterator[Stage]:
    """Everybody has Matrix and Telegram."""
    channels = (Channel.MATRIX, Channel.TELEGRAM)
    url = f"sqlite:///{sqlite_path}"
    with Stage(url, ring, channels=channels, network=Everybody) as stage:
        yield stage


def slow(stage: Stage, who: str, channel: Channel, seconds: float, words: str = "") -> None:
    """Let the server take so long for what is sent to somebody, where it has these words."""
    network = stage.networks[channel]
    sends = network.send

    async def sent(address: str, message: Rendered, *, key: str, urgent: bool = False) -> Outcome:
        if address == who and words in message.text:
            await asyncio.sleep(seconds)
        return await sends(address, message, key=key, urgent=urgent)

    network.send = sent  # type: ignore[method-assign]


def told(stage: Stage, *, channel: Channel | None = None) -> list[str]:
    """Return what the sender read about the transmission, in its order."""
    chat = [each.versions[0].text for each in stage.chat("kz-duty", channel=channel)]
    return [text for text in chat if any(each in text for each in (*DENIED, CORRECTED))]


def test_a_duty_officer_who_left_is_followed_by_the_head_before_the_sender_reads_anything(
    stage: Stage,
) -> None:
    for who in ("by-duty", "by-duty2", "by-deputy"):
        stage.fails(who, Never("left"))
    send(stage)
    stage.passes(minutes=4)

    assert stage.request(NUMBER).execution is Execution.TRANSMITTED
    assert told(stage) == []


@on_console
@pytest.mark.parametrize("seconds", [0.04, 0.09, 3])
def test_a_head_whose_server_takes_its_time_decides_first(stage: Stage, seconds: float) -> None:
    for who in ("by-duty", "by-duty2", "by-deputy"):
        stage.fails(who, Never("left"))
    slow(stage, "by-head", Channel.CONSOLE, seconds)
    send(stage)
    stage.passes(minutes=4)

    assert stage.request(NUMBER).execution is Execution.TRANSMITTED
    assert told(stage) == []


@on_console
@pytest.mark.parametrize("fault", [LATER, Silence()], ids=["refuses", "silent"])
def test_after_a_minute_the_next_officers_are_asked_before_the_sender_is_told(
    stage: Stage, fault: Silence
) -> None:
    stage.fails("by-duty", fault)
    slow(stage, "by-duty2", Channel.CONSOLE, 2)
    sent_at = send(stage)
    stage.reaches(sent_at + timedelta(minutes=4))

    assert stage.request(NUMBER).execution is Execution.TRANSMITTED
    transmitted_at = stage.request(NUMBER).transmitted_at
    assert transmitted_at is not None
    assert transmitted_at <= sent_at + timedelta(seconds=65)
    assert told(stage) == []


@pytest.mark.parametrize("fault", [LATER, Silence(), Unknown()], ids=["refuses", "hangs", "doubt"])
def test_the_second_channel_decides_before_the_sender_is_told(both: Stage, fault: Silence) -> None:
    for who in DESK:
        both.fails(who, fault, channel=Channel.MATRIX)
        slow(both, who, Channel.TELEGRAM, 1)
    sent_at = send(both)
    both.reaches(sent_at + timedelta(minutes=4))

    assert both.request(NUMBER).execution is Execution.TRANSMITTED
    assert told(both) == []


@on_console
def test_after_an_hour_without_the_bot_what_still_waited_decides_first(stage: Stage) -> None:
    for who in DESK:
        stage.fails(who, LATER)
    send(stage)
    stage.passes(seconds=30)
    stage.stops()
    stage.passes(hours=1)
    for who in DESK:
        stage.heals(who)
    stage.starts()
    stage.passes(minutes=4)

    assert stage.request(NUMBER).execution is Execution.TRANSMITTED
    assert told(stage) == []


@on_console
def test_when_all_were_tried_in_vain_the_sender_is_told_at_once(stage: Stage) -> None:
    for who in DESK:
        stage.fails(who, Never("left"))
    slow(stage, "by-head", Channel.CONSOLE, 3)
    sent_at = send(stage)
    stage.reaches(sent_at + timedelta(seconds=6))

    assert [DENIED[0] in text for text in told(stage)] == [True]


@on_console
def test_where_the_last_one_only_waits_the_clock_tells(stage: Stage) -> None:
    for who in ("by-duty", "by-duty2", "by-deputy"):
        stage.fails(who, Never("left"))
    stage.fails("by-head", LATER)
    sent_at = send(stage)
    stage.reaches(sent_at + timedelta(seconds=55))
    assert told(stage) == []
    stage.reaches(sent_at + timedelta(seconds=66))

    assert [DENIED[0] in text for text in told(stage)] == [True]


@on_console
def test_what_was_told_is_corrected_in_so_many_words(stage: Stage) -> None:
    for who in DESK:
        stage.fails(who, LATER)
    sent_at = send(stage)
    stage.reaches(sent_at + timedelta(seconds=66))
    for who in DESK:
        stage.heals(who)
    stage.reaches(sent_at + timedelta(minutes=6))

    assert stage.request(NUMBER).execution is Execution.TRANSMITTED
    assert [CORRECTED in text for text in told(stage)] == [False, True]


def test_a_correction_never_comes_before_what_it_corrects(both: Stage) -> None:
    for channel in both.networks:
        for who in DESK:
            both.fails(who, LATER, channel=channel)
    slow(both, "kz-duty", Channel.TELEGRAM, 80, DENIED[0])
    sent_at = send(both)
    both.reaches(sent_at + timedelta(seconds=130))
    for channel in both.networks:
        for who in DESK:
            both.heals(who, channel=channel)
    # Over the second channel the sender is still being told that nobody has it.
    both.reaches(sent_at + timedelta(seconds=190))
    assert both.request(NUMBER).execution is Execution.TRANSMITTED
    both.reaches(sent_at + timedelta(minutes=6))

    texts = [
        (each.at, each.text)
        for channel in both.networks
        for each in both.chat("kz-duty", channel=channel)
        if any(words in each.text for words in (DENIED[0], CORRECTED))
    ]
    assert [CORRECTED in text for _, text in sorted(texts)] == [False, False, True]
