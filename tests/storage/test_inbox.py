"""The inbox: a repetition has no second effect, order is kept, nothing blocks for ever."""

from datetime import timedelta

from sqlalchemy import select

from protocol.parties import Channel
from storage.received import InboxState, Received
from storage.tables import inbox
from storage.work import Store, Work
from tests.builders import NOW
from tests.storage.steps import steps

EVENT = {"text": "/ack 7", "ids": [1, None]}


def receive(
    work: Work, key: str, officer: str = "kz-head", state: InboxState = InboxState.WAITING
) -> int | None:
    return work.inbox.store(
        key,
        officer=officer,
        channel="telegram",
        address="4242",
        at=work.now,
        event=None if state is InboxState.BLOCKED else EVENT,
        state=state,
    )


def keys(work: Work, limit: int = 9) -> list[str]:
    return [each.key for each in work.inbox.waiting(limit)]


async def test_an_event_comes_back_and_its_repetition_has_no_effect(store: Store) -> None:
    def twice(work: Work) -> list[int | None]:
        return [receive(work, "telegram/1"), receive(work, "telegram/1", officer="by-head")]

    assert await store.run(twice) == [1, None]
    assert await store.run(lambda work: receive(work, "telegram/1")) is None
    account = await store.run(lambda work: work.registry.account(Channel.TELEGRAM, "4242"))
    expected = Received(1, "telegram/1", "kz-head", "telegram", account, NOW, 0, EVENT)
    assert await store.run(lambda work: work.inbox.waiting(9)) == (expected,)
    assert await store.run(lambda work: work.inbox.take(1)) == expected


async def test_one_event_of_each_officer_waits_first_in_its_order(store: Store) -> None:
    def fill(work: Work) -> None:
        for number, officer in enumerate(["a", "a", "b", "c", "a", "b"]):
            receive(work, f"k{number}", officer)

    await store.run(fill)

    assert await store.run(keys) == ["k0", "k2", "k3"]
    assert await store.run(lambda work: keys(work, 2)) == ["k0", "k2"]
    await store.run(lambda work: work.inbox.finish(1))
    assert await store.run(keys) == ["k1", "k2", "k3"]
    assert await store.run(lambda work: work.inbox.take(1)) is None


async def test_whoever_sends_much_hides_nobody(store: Store) -> None:
    def fill(work: Work) -> None:
        for number in range(100):
            receive(work, f"a{number}", "a")
        for officer in "bc":
            receive(work, officer, officer)

    await store.run(fill)

    assert await store.run(lambda work: keys(work, 2)) == ["a0", "b"]
    assert await store.run(lambda work: keys(work, 3)) == ["a0", "b", "c"]


async def test_the_queue_takes_as_many_steps_at_any_size(store_on_sqlite: Store) -> None:
    def counted(work: Work, count: int) -> int:
        work.connection.execute(inbox.delete())
        receive(work, "0")
        first = work.connection.execute(inbox.select()).one()._asdict()
        del first["seq"]
        rows = [first | {"key": f"{n}", "officer": f"{n}"} for n in range(1, count)]
        work.connection.execute(inbox.insert(), rows)
        return steps(work.connection, lambda: work.inbox.queue(32))

    few = await store_on_sqlite.run(lambda work: counted(work, 100))
    many = await store_on_sqlite.run(lambda work: counted(work, 10_000))

    assert 0 < many <= 1.1 * few


async def test_what_is_handled_keeps_its_key_and_loses_its_text(store: Store) -> None:
    def handle(work: Work) -> None:
        receive(work, "k1")
        work.inbox.finish(1)
        receive(work, "k2", state=InboxState.BLOCKED)

    await store.run(handle)

    rows = await store.run(
        lambda w: w.connection.execute(select(inbox.c.key, inbox.c.sealed)).all()
    )
    assert [tuple(row) for row in rows] == [("k1", None), ("k2", None)]
    assert await store.run(keys) == []
    assert await store.run(lambda work: receive(work, "k1")) is None


async def test_a_held_event_waits_for_its_sender_alone(store: Store) -> None:
    def hold(work: Work) -> None:
        receive(work, "k1")
        receive(work, "k2")
        work.inbox.hold(1)

    await store.run(hold)

    assert await store.run(keys) == ["k2"]
    held = await store.run(lambda work: work.inbox.event_held(1, "kz-head"))
    assert held is not None
    assert held.event == EVENT
    assert await store.run(lambda work: work.inbox.event_held(1, "by-head")) is None
    assert await store.run(lambda work: work.inbox.event_held(2, "kz-head")) is None

    await store.run(lambda work: work.inbox.release(1))

    assert await store.run(keys) == ["k1"]
    assert await store.run(lambda work: work.inbox.event_held(1, "kz-head")) is None


async def test_an_event_that_fails_blocks_its_officer_until_it_is_set_aside(store: Store) -> None:
    def fail(work: Work, set_aside: bool) -> None:
        work.inbox.count_failure(1, incident="I-1", set_aside=set_aside)

    await store.run(lambda work: receive(work, "k1") and receive(work, "k2"))
    await store.run(lambda work: fail(work, set_aside=False))
    assert [each.tries for each in await store.run(lambda work: work.inbox.waiting(9))] == [1]
    assert await store.run(keys) == ["k1"]

    await store.run(lambda work: fail(work, set_aside=True))

    assert await store.run(keys) == ["k2"]
    row = await store.run(
        lambda w: w.connection.execute(select(inbox).order_by(inbox.c.seq)).first()
    )
    assert row is not None
    assert (row.tries, row.incident, row.state) == (2, "I-1", InboxState.SET_ASIDE)
    assert row.sealed is not None


async def test_only_what_is_handled_and_old_is_pruned(store: Store) -> None:
    def fill(work: Work) -> None:
        for number, state in enumerate(InboxState):
            receive(work, state, officer=str(number), state=state)

    await store.run(fill)
    edge = NOW + timedelta(microseconds=1)

    assert await store.run(lambda work: work.inbox.prune(NOW, most=9)) == 0
    assert await store.run(lambda work: work.inbox.prune(edge, most=9)) == 2
    left = await store.run(lambda w: w.connection.scalars(select(inbox.c.state)).all())
    assert set(left) == {InboxState.WAITING, InboxState.HELD, InboxState.SET_ASIDE}
