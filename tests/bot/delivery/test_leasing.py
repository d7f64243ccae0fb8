"""What one lease does: it looks at no more than what may leave, and makes equal words once."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import event

from bot.delivery.lease import Message
from storage.carrying import Carries
from storage.keys import KeyRing
from storage.sayings import Priority, Saying
from storage.work import Work
from tests.journeys.stage import Stage

READERS = ("by-duty", "by-duty2", "by-deputy", "by-head", "kz-duty2", "kz-deputy")
SENDERS = 2


@pytest.fixture
def stage(database_url: str, ring: KeyRing) -> Iterator[Stage]:
    """A bot that delivers nothing by itself, with few senders."""
    with Stage(database_url, ring) as stage:
        stage.stops_delivering()
        stage.app.delivery._senders = SENDERS
        yield stage


def says_to_all(stage: Stage, priority: Priority) -> None:
    """Let something be said to every reader."""

    def put(work: Work) -> None:
        for reader in READERS:
            saying = Saying(
                key=f"{priority}/{reader}",
                officer=reader,
                priority=priority,
                text="incident",
                values={"incident": "1"},
                carries=Carries.NOTHING,
            )
            work.outbox.put(saying)

    stage.look(put)


def exchange(stage: Stage) -> tuple[list[str], int]:
    """Return to whom something was leased, and for how many rows a savepoint was made."""
    made = 0

    def note(*_: object) -> None:
        nonlocal made
        made += 1

    assert stage.database is not None
    engine = stage.database.database._engine
    event.listen(engine, "savepoint", note)
    try:
        leased, _ = stage.loop.run_until_complete(stage.app.delivery._exchange())
    finally:
        event.remove(engine, "savepoint", note)
    return [each.row.saying.officer for each in leased if isinstance(each, Message)], made


def test_what_finds_no_sender_is_not_looked_at(stage: Stage) -> None:
    says_to_all(stage, Priority.NOTICE)

    leased, made = exchange(stage)

    assert leased == list(READERS[:SENDERS])
    assert made == SENDERS
    assert exchange(stage) == ([], 0)


def test_an_alarm_is_looked_at_whatever_waits_before_it(stage: Stage) -> None:
    says_to_all(stage, Priority.NOTICE)
    exchange(stage)
    says_to_all(stage, Priority.ALARM)

    leased, _ = exchange(stage)

    assert leased == list(READERS[:SENDERS])


def test_what_one_lease_tells_several_alike_is_made_once(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    texts = stage.app.renderer._texts
    say = texts.say

    def noted(lang: str, key: str, *rest: Any) -> str:
        made.append(key)
        return say(lang, key, *rest)

    monkeypatch.setattr(texts, "say", noted)
    says_to_all(stage, Priority.NOTICE)

    leased, _ = exchange(stage)

    assert len(leased) == SENDERS
    assert made.count("incident") == 1
