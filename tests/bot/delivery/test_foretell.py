"""For whom an alarm is written down is told before it is, on both databases."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

import pytest
from structlog.testing import capture_logs

from bot.delivery.foretell import foretelling
from bot.transports.base import Transport
from protocol.parties import Channel
from storage.carrying import Carries
from storage.registry import Registry
from storage.sayings import Priority, Saying
from storage.work import Store, Work
from tests import builders

MINUTE = timedelta(minutes=1)
OFFICERS = tuple(replace(builders.officer(), id=f"officer-{place}") for place in range(3))


class Expects:
    """A channel that is told for whom an alarm comes."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def expect(self, address: str) -> None:
        """See `bot.transports.base.Expecting`."""
        self.told.append(address)


@pytest.fixture
async def matrix(store: Store) -> Expects:
    """A channel on which three officers are, and what tells it."""

    def enter(work: Work) -> None:
        for each in OFFICERS:
            work.registry.put_officer(each)
            work.registry.bind(Channel.MATRIX, f"@{each.id}:test", each.id)
            work.registry.bind(Channel.TELEGRAM, each.id, each.id)

    await store.run(enter)
    expects = Expects()
    transports = {Channel.MATRIX: cast(Transport, expects)}
    store.before_commit(foretelling(transports, asyncio.get_running_loop(), most=2))
    return expects


def says(
    *whom: str, priority: Priority = Priority.ALARM, after: timedelta = timedelta()
) -> Callable[[Work], Any]:
    """Return what says something to officers."""

    def said(work: Work) -> None:
        for each in whom:
            saying = Saying(
                key=work.id(),
                officer=each,
                priority=priority,
                text="incident",
                values={"incident": "1"},
                carries=Carries.NOTHING,
            )
            work.outbox.put(saying, after=after)

    return said


async def test_whom_an_alarm_is_written_for_is_told_before_it_is_kept(
    store: Store, matrix: Expects
) -> None:
    def fails(work: Work) -> None:
        raise RuntimeError("not kept")

    store.before_commit(fails)  # behind what tells

    with pytest.raises(RuntimeError):
        await store.run(says("officer-0"))

    await asyncio.sleep(0)
    assert matrix.told == ["@officer-0:test"]


async def test_only_alarms_that_go_at_once_are_told_and_no_more_than_are_sent(
    store: Store, matrix: Expects
) -> None:
    await store.run(says("officer-0", priority=Priority.ANSWER))
    await store.run(says("officer-0", after=MINUTE))
    await asyncio.sleep(0)
    assert matrix.told == []

    await store.run(says("officer-0", "officer-1", "officer-2"))

    await asyncio.sleep(0)
    assert matrix.told == ["@officer-0:test", "@officer-1:test"]


async def test_whoever_cannot_be_found_keeps_no_alarm_from_being_said(
    store: Store, matrix: Expects, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("ours")

    monkeypatch.setattr(Registry, "know", fails)

    with capture_logs() as logged:
        await store.run(says("officer-0"))

    assert [each["event"] for each in logged] == ["alarm_not_foretold"]
    assert len(await store.run(lambda work: work.leases.waiting(busy=(), limit=9))) == 1
