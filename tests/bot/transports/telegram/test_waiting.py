"""What waits for the budget was not sent: a kill marks nothing, and the pace is kept."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.transports import health_file, heard
from bot.transports.telegram import menu
from bot.transports.telegram.budget import Pacing
from protocol.parties import Channel
from storage.keys import KeyRing
from storage.outgoing import OutboxState
from storage.sayings import Priority, Saying
from storage.tables import outbox
from storage.work import Work
from tests.journeys.overtelegram import LONG, OverTelegram
from tests.journeys.stage import FORM, Stage
from tests.worlds.botapi import receiving

PEOPLE = 40
REPEATED = "ПОВТОР"
PACE = Pacing(per_second=4, alarm_reserve=2, per_chat=timedelta(seconds=3))


class Slow(OverTelegram):
    """Telegram, at a pace that forty messages make felt."""

    pacing = PACE


@pytest.fixture
def stage(sqlite_path: Path, ring: KeyRing, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """The bot over Telegram."""
    monkeypatch.setattr(receiving, "LONGEST_POLL", int(LONG.total_seconds()))
    for looks, each in (
        (heard, "LOOKED_EACH"),
        (menu, "LOOKED_EACH"),
        (health_file, "WRITTEN_EACH"),
    ):
        monkeypatch.setattr(looks, each, LONG)
    url = f"sqlite:///{sqlite_path}"
    with Stage(url, ring, channels=(Channel.TELEGRAM,), network=Slow) as stage:
        yield stage


def tell(stage: Stage, *, each: int = 1, priority: Priority = Priority.NOTICE) -> list[str]:
    """Say something to everybody of forty people, so often."""
    network = stage.networks[Channel.TELEGRAM]
    assert isinstance(network, Slow)

    readers = [f"reader-{number}" for number in range(PEOPLE)]
    chats = [str(network.person(reader).id) for reader in readers]
    network.api.telegram.updates.clear()

    def say(work: Work) -> list[str]:
        like = work.registry.officer("by-duty")
        for reader, chat in zip(readers, chats, strict=True):
            work.registry.put_officer(replace(like, id=reader, on_duty=False))
            work.registry.bind(Channel.TELEGRAM, chat, reader)
        for number in range(each):
            for reader in readers:
                key = f"told/{number}/{reader}"
                work.outbox.put(Saying(key, reader, priority, "stranger", {}))
        return readers

    return stage.look(say)


def count(stage: Stage, state: OutboxState) -> int:
    """Return how many rows are in a state."""
    found = select(func.count()).where(outbox.c.state == state)
    return stage.look(lambda work: work.connection.execute(found).scalar_one())


def test_a_kill_while_messages_wait_for_the_budget_marks_none_as_a_repetition(
    stage: Stage,
) -> None:
    readers = tell(stage, each=2)
    stage.passes(seconds=2)
    for _ in range(5):
        # Between two that go: what is at the server has been recorded, and the rest waits.
        stage.passes(seconds=2.2)
        assert count(stage, OutboxState.SENDING) == 0
        assert count(stage, OutboxState.WAITING) > 0
        stage.restarts()
    stage.passes(minutes=2)

    for reader in readers:
        texts = [each.text for each in stage.chat(reader)]
        assert len(texts) == 2
        assert not any(REPEATED in text for text in texts)


def test_alarms_beyond_the_pace_of_the_whole_bot_wait_and_count_as_sent_by_nobody(
    stage: Stage,
) -> None:
    readers = tell(stage, priority=Priority.ALARM)
    stage.passes(seconds=2.1)
    assert count(stage, OutboxState.SENDING) == 0
    assert count(stage, OutboxState.WAITING) > 0
    stage.restarts()
    stage.passes(minutes=1)

    for reader in readers:
        (alarm,) = stage.chat(reader)
        assert REPEATED not in alarm.text


def test_the_pace_is_kept_and_used_and_alarms_go_at_once(stage: Stage) -> None:
    network = stage.networks[Channel.TELEGRAM]
    assert isinstance(network, Slow)
    began = stage.now
    readers = tell(stage, each=2)
    stage.passes(seconds=5)

    stage.says("kz-duty", FORM)
    stage.passes(seconds=10)  # the answer waits for the pace, too
    sent_at = stage.now
    stage.presses("kz-duty", "Нет гостайны, отправить")
    alarm = next(each for each in stage.chat("by-duty") if "СРОЧНОЕ" in each.text)
    assert alarm.at - sent_at < timedelta(seconds=1)

    stage.passes(minutes=2)
    went = [
        each.at
        for each in network.api.telegram.executions
        if each.chat_id in {network.person(reader).id for reader in readers}
    ]
    assert len(went) == 2 * PEOPLE
    per_second = PACE.per_second - PACE.alarm_reserve
    for number, at in enumerate(went):
        assert number <= per_second * ((at - began).total_seconds() + 1)
    # Nothing of the pace is left unused but what others had, and the breath between two looks.
    assert (went[-1] - went[0]).total_seconds() < 2 * PEOPLE / per_second + 10
    for reader in readers:
        first, second = (each.at for each in stage.chat(reader))
        assert second - first >= PACE.per_chat
    assert all(one <= other for one, other in pairwise(went))


def test_a_chat_that_has_to_wait_is_not_tried_before_its_time(stage: Stage) -> None:
    network = stage.networks[Channel.TELEGRAM]
    assert isinstance(network, Slow)
    (reader, *_) = readers = tell(stage, each=2)
    chat = network.person(reader).id
    network.api.faults.order("too_many", chat=chat, method="sendMessage", seconds=40)
    stage.passes(seconds=30)
    calls = [each for each in network.api.faults.happened if each[1] == "sendMessage"]

    assert stage.chat(reader) == []
    assert len(calls) == 1
    assert sum(bool(stage.chat(each)) for each in readers) == PEOPLE - 1
    stage.passes(minutes=3)
    assert len(stage.chat(reader)) == 2
    assert not any(REPEATED in each.text for each in stage.chat(reader))
