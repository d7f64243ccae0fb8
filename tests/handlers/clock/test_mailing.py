"""What is said to many: in parts that keep no alarm waiting, and to each once, come what may."""

import asyncio
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import event, func, select, update

from bot.ticker import Ticker
from handlers.catalogue import LISTING
from handlers.chat.turn import AT_ONCE, Choice, Site, Turn
from handlers.record.cards import NOTICE
from protocol.parties import Channel, Officer
from storage.outgoing import Outgoing
from storage.sayings import Priority
from storage.setbacks import Place
from storage.tables import mailings, outbox
from storage.work import Store, Work
from tests.builders import Clock, authority, officer

READERS = 250
PARTS = 3
SITE = Site(LISTING)
KEY = "notice/n"


@pytest.fixture
async def people(store: Store) -> tuple[Officer, ...]:
    """As many officers of one authority."""
    found = tuple(officer(id=f"kz-{number:04}") for number in range(READERS))

    def enter(work: Work) -> None:
        work.registry.put_authority(authority())
        for each in found:
            work.registry.put_officer(each)

    await store.run(enter)
    return found


def say(work: Work, *to: Officer, priority: Priority = Priority.NOTICE, by: int = 0) -> Turn:
    acts = {"officer": to[0], "channel": Channel.MATRIX} if by else {}
    turn = Turn(work, site=SITE, key="relay", now=work.now, **acts)  # type: ignore[arg-type]
    turn.say(
        NOTICE,
        to=to,
        priority=priority,
        key=KEY if priority is Priority.NOTICE else "alarm",
        choices=(Choice("receipt", "1/2026"),),
        text="О порядке дежурства",
    )
    return turn


def count(work: Work) -> int:
    return work.connection.execute(select(func.count()).select_from(outbox)).scalar_one()


def left(work: Work) -> int:
    return work.connection.execute(select(func.count()).select_from(mailings)).scalar_one()


def keys(work: Work) -> Counter[str]:
    return Counter(work.connection.execute(select(outbox.c.key)).scalars())


def ticker(store: Store, clock: Clock) -> Ticker:
    return Ticker(store, SITE, clock, timedelta(seconds=1))


EACH_ONCE = Counter(f"{KEY}/kz-{number:04}" for number in range(READERS))


async def test_each_transaction_says_a_part_and_all_are_told_once(
    store: Store, clock: Clock, people: tuple[Officer, ...]
) -> None:
    await store.run(lambda work: say(work, *people))
    counts = [await store.run(count)]

    while await store.run(left):
        due, next_at = await store.run(ticker(store, clock)._due)
        counts.append(await store.run(count))
        assert due == 1
        assert next_at == (clock.now if await store.run(left) else None)

    assert counts == [0, AT_ONCE, 2 * AT_ONCE, READERS]
    assert await store.run(keys) == EACH_ONCE
    rows = await store.run(lambda work: work.leases.waiting(busy=(), limit=READERS))
    assert [row.saying.officer for row in rows] == [each.id for each in people]
    assert len({row.saying.choices[0].offer for row in rows}) == READERS
    assert {row.saying.values["text"] for row in rows} == {"О порядке дежурства"}


async def test_the_clock_begins_with_the_first_part_when_it_is_committed(
    store: Store, clock: Clock, people: tuple[Officer, ...]
) -> None:
    """Whoever relays a notice waits for no look at the clock."""
    looks = Ticker(store, SITE, clock, timedelta(days=1))
    running = asyncio.create_task(looks.run())
    try:
        await store.run(count)
        await asyncio.sleep(0.1)
        await store.run(lambda work: say(work, *people))
        async with asyncio.timeout(60):
            while await store.run(count) < READERS:  # noqa: ASYNC110 (what is due rings no bell)
                await asyncio.sleep(0.01)
    finally:
        running.cancel()


async def test_an_alarm_goes_between_two_parts(
    store: Store, clock: Clock, people: tuple[Officer, ...]
) -> None:
    await store.run(lambda work: say(work, *people))
    await store.run(ticker(store, clock)._due)

    await store.run(lambda work: say(work, *people, priority=Priority.ALARM))
    rows = await store.run(lambda work: work.leases.waiting(busy=(), limit=READERS))

    assert {row.saying.priority for row in rows} == {Priority.ALARM}
    assert len(rows) == READERS
    assert await store.run(left) == PARTS - 1


async def test_what_ends_the_process_between_two_parts_loses_and_repeats_nothing(
    store: Store, clock: Clock, people: tuple[Officer, ...]
) -> None:
    await store.run(lambda work: say(work, *people))
    await store.run(ticker(store, clock)._due)

    def dies(_: Work) -> None:
        raise KeyboardInterrupt

    store.before_commit(dies)
    with pytest.raises(KeyboardInterrupt):
        await store.run(ticker(store, clock)._due)
    store._before.clear()
    assert await store.run(count) == AT_ONCE

    for _ in range(PARTS):
        await store.run(ticker(store, clock)._due)

    assert await store.run(keys) == EACH_ONCE


async def test_said_again_under_its_key_it_is_said_once(
    store: Store, clock: Clock, people: tuple[Officer, ...]
) -> None:
    for _ in range(2):
        await store.run(lambda work: say(work, *people))
        await store.run(ticker(store, clock)._due)
        await store.run(lambda work: say(work, *people))
    while await store.run(left):
        await store.run(ticker(store, clock)._due)

    assert await store.run(keys) == EACH_ONCE


async def test_a_part_that_cannot_be_read_keeps_no_other(
    store: Store, clock: Clock, people: tuple[Officer, ...]
) -> None:
    def damage(work: Work) -> None:
        say(work, *people)
        first = select(func.min(mailings.c.seq)).scalar_subquery()
        damaged = update(mailings).where(mailings.c.seq == first)
        work.connection.execute(damaged.values(sealed=b"damaged"))

    await store.run(damage)
    for _ in range(PARTS + 1):
        await store.run(ticker(store, clock)._due)

    assert await store.run(count) == READERS - AT_ONCE
    assert await store.run(left) == 1
    assert len(await store.run(lambda work: work.setbacks.known(Place.MAILING))) == 1


async def test_whoever_acts_is_answered_at_once(store: Store, people: tuple[Officer, ...]) -> None:
    def answered(work: Work) -> list[Outgoing]:
        say(work, *people, by=1)
        return list(work.leases.waiting(busy=(), limit=READERS))

    (row,) = await store.run(answered)

    assert (row.saying.officer, row.saying.over) == (people[0].id, Channel.MATRIX)


async def test_a_part_takes_few_statements_however_many_it_tells(
    store: Store, clock: Clock, people: tuple[Officer, ...]
) -> None:
    def statements(work: Work) -> int:
        sent: list[str] = []
        event.listen(
            work.connection,
            "before_cursor_execute",
            lambda _, __, statement, *___: sent.append(statement),
        )
        ticker(store, clock)._due(work)
        return len(sent)

    await store.run(lambda work: say(work, *people))

    assert await store.run(statements) < AT_ONCE / 4
    assert await store.run(count) == AT_ONCE
