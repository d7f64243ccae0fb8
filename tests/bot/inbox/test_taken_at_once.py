"""An event that need not wait is stored and answered in one transaction; all else is as it was."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select

from bot.inbox import inbox as module
from bot.inbox.inbox import FAIR, Inbox
from bot.transports.base import Event, Receipt, cursor_of
from bot.tries.in_hand import InHand
from handlers import router
from handlers.catalogue import LISTING
from handlers.chat.events import Attached, File, Incoming, Said
from handlers.chat.turn import Site
from protocol.parties import Channel
from protocol.refusals import Refused
from storage.engine import StorageFailed
from storage.server import PostgreSQL
from storage.setbacks import Place
from storage.sqlite import SQLite
from storage.tables import inbox as events
from storage.tables import outbox
from storage.work import Store, Work
from tests import builders

OFFICER = builders.officer()
FIRST = Event(Channel.MATRIX, "@duty:test", "$1", Said("/me"), once="session/0", cursor="s1")
SECOND = replace(FIRST, key="$2", once="session/1", cursor="s2")


class Ended(BaseException):
    """What ends a process: nothing of ours is asked any more."""


@pytest.fixture
async def inbox(store: Store) -> Inbox:
    """The inbox of a bot that knows one officer, on both databases."""

    def enter(work: Work) -> None:
        work.registry.put_officer(OFFICER)
        work.registry.bind(Channel.MATRIX, FIRST.address, OFFICER.id)

    await store.run(enter)
    return Inbox(store, Site(LISTING))


def rows(work: Work) -> list[tuple[str, str, int]]:
    """Return each event that is stored: its key, where it is, its tries."""
    found = work.connection.execute(select(events).order_by(events.c.seq))
    return [(row.key.removeprefix("matrix/"), row.state, row.tries) for row in found]


def answers(work: Work) -> list[str]:
    return list(work.connection.execute(select(outbox.c.text).order_by(outbox.c.seq)).scalars())


def commits(store: Store) -> list[object]:
    """Return what grows by one with each transaction that ends from now on."""
    ended: list[object] = []
    database = store._database
    assert isinstance(database, SQLite | PostgreSQL)
    event.listen(database._engine, "commit", ended.append)
    return ended


def fail(monkeypatch: pytest.MonkeyPatch, error: BaseException, times: int = 99) -> list[str]:
    """Let the handler raise so many times; return the keys of the events that it was called for."""
    called: list[str] = []
    handle = router.handle

    def failing(turn: Any, arrived: Incoming, signing: Any) -> None:
        called.append(turn.key)
        if len(called) <= times:
            raise error
        handle(turn, arrived, signing)

    monkeypatch.setattr(module, "handle", failing)
    return called


async def test_it_is_stored_and_answered_in_one_transaction_and_nobody_looks_again(
    inbox: Inbox, store: Store
) -> None:
    ended = commits(store)

    assert await inbox.take(FIRST) is Receipt.STORED

    assert len(ended) == 1
    assert not inbox._bell.is_set()
    assert await store.run(rows) == [("$1", "done", 0)]
    assert len(await store.run(answers)) == 1
    assert await store.run(lambda work: work.recall(cursor_of(Channel.MATRIX))) == "s1"
    assert await inbox.handle_waiting() == 0


async def test_what_comes_again_is_handled_once(inbox: Inbox, store: Store) -> None:
    assert await inbox.take(FIRST) is Receipt.STORED
    for key, receipt in (("$1", Receipt.REPEATED), ("$7", Receipt.REPLAYED)):
        await _apart(inbox)
        assert await inbox.take(replace(FIRST, key=key)) is receipt

    assert len(await store.run(answers)) == 1


async def test_a_stranger_and_a_marking_are_answered_as_ever(inbox: Inbox, store: Store) -> None:
    stranger = replace(FIRST, address="@stranger:test")
    marked = replace(SECOND, incoming=Said("Совершенно секретно"))

    assert await inbox.take(stranger) is Receipt.STRANGER
    assert await inbox.take(marked) is Receipt.REFUSED

    assert await store.run(rows) == [("$2", "blocked", 0)]


async def test_a_refusal_undoes_the_command_and_is_said_in_the_same_transaction(
    inbox: Inbox, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail(monkeypatch, Refused("refused-move"))
    ended = commits(store)

    assert await inbox.take(FIRST) is Receipt.STORED

    assert (len(ended), await store.run(answers)) == (1, ["refused"])


async def test_nothing_overtakes_what_waits_from_the_same_officer(
    inbox: Inbox, store: Store
) -> None:
    await inbox.receive(FIRST)

    assert await inbox.take(SECOND) is Receipt.STORED

    assert await store.run(rows) == [("$1", "waiting", 0), ("$2", "waiting", 0)]
    assert inbox._bell.is_set()
    assert [await inbox.handle_waiting() for _ in range(3)] == [1, 1, 0]


async def test_who_writes_much_waits_in_turn(inbox: Inbox, store: Store) -> None:
    await inbox.take(FIRST)

    assert await inbox.take(SECOND) is Receipt.STORED

    assert await store.run(rows) == [("$1", "done", 0), ("$2", "waiting", 0)]
    await _apart(inbox)
    await inbox.handle_waiting()
    assert await inbox.take(replace(FIRST, key="$3", once="3")) is Receipt.STORED
    assert (await store.run(rows))[-1] == ("$3", "done", 0)


async def test_a_turn_that_is_under_way_is_not_joined_by_another(
    inbox: Inbox, store: Store
) -> None:
    async with inbox._turn:
        assert await inbox.take(FIRST) is Receipt.STORED

    assert await store.run(rows) == [("$1", "waiting", 0)]
    assert await inbox.handle_waiting() == 1


async def test_files_are_on_disk_before_they_are_handled(inbox: Inbox, store: Store) -> None:
    photo = replace(FIRST, incoming=Attached("", (File("a.jpg", b"\xff\xd8\xff\xe0 it"),)))

    assert await inbox.take(photo) is Receipt.STORED

    assert await store.run(rows) == [("$1", "waiting", 0)]
    assert await inbox.handle_waiting() == 1


async def test_a_part_of_a_long_message_waits_for_the_next(inbox: Inbox, store: Store) -> None:
    long = replace(FIRST, incoming=Said("а" * 4096, written_at=1_000_000))

    assert await inbox.take(long) is Receipt.STORED

    assert await store.run(rows) == [("$1", "waiting", 0)]
    assert inbox._bell.is_set()


async def test_what_fails_is_stored_and_tried_three_times_in_all(
    inbox: Inbox, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    called = fail(monkeypatch, RuntimeError("ours"))

    assert await inbox.take(FIRST) is Receipt.STORED
    assert await store.run(rows) == [("$1", "waiting", 1)]
    assert inbox._bell.is_set()
    while await inbox.handle_waiting():
        pass

    assert await store.run(rows) == [("$1", "set_aside", 3)]
    assert called == ["matrix/$1"] * 3
    assert await store.run(answers) == ["incident"]
    (aside,) = await store.run(lambda work: work.setbacks.aside())
    assert (aside.place, aside.name) == (Place.EVENT, OFFICER.id)


async def test_what_fails_once_is_handled_at_the_second_try(
    inbox: Inbox, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail(monkeypatch, RuntimeError("ours"), times=1)

    await inbox.take(FIRST)
    assert await inbox.handle_waiting() == 1

    assert await store.run(rows) == [("$1", "done", 1)]
    assert len(await store.run(answers)) == 1


async def test_a_storage_that_fails_in_the_handling_loses_nothing_and_is_nobodys_try(
    inbox: Inbox, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail(monkeypatch, StorageFailed("disk full"), times=1)

    assert await inbox.take(FIRST) is Receipt.STORED

    assert await store.run(rows) == [("$1", "waiting", 0)]
    assert await inbox.handle_waiting() == 1


async def test_what_cannot_be_stored_is_not_taken(
    inbox: Inbox, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(_fn: Callable[[Work], object]) -> None:
        raise StorageFailed("disk full")

    with monkeypatch.context() as broken:
        broken.setattr(store, "run", full)
        assert await inbox.take(FIRST) is Receipt.UNAVAILABLE

    assert await store.run(rows) == []


@pytest.mark.parametrize("beside", [False, True])
async def test_what_ends_the_process_counts_each_time_although_it_was_not_stored(
    inbox: Inbox,
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    beside: bool,
) -> None:
    file = tmp_path / "in-hand"
    fail(monkeypatch, Ended())

    async def starts() -> Inbox:
        """The next process, as `bot.app` begins it."""
        hands = InHand(file)
        fresh = Inbox(store, Site(LISTING), hands)
        for place, row in hands.leftovers():
            if place is Place.ARRIVAL:
                fresh.suspect(row)
            else:
                await store.run(lambda w, r=row: module.count_failure(w, fresh._site, int(r)))  # type: ignore[misc]
        hands.forget()
        return fresh

    first = await starts()
    with pytest.raises(Ended):
        await first.take(FIRST)
    assert await store.run(rows) == []

    second = await starts()
    if beside:  # another event comes first, and is not taken for it
        monkeypatch.setattr(module, "handle", lambda *_: None)
        assert await second.take(replace(SECOND, key="$9", once="9")) is Receipt.STORED
        assert (await store.run(rows))[0] == ("$9", "done", 0)
        fail(monkeypatch, Ended())
    assert await second.take(FIRST) is Receipt.STORED
    assert (await store.run(rows))[-1] == ("$1", "waiting", 1)
    with pytest.raises(Ended):
        await second.handle_waiting()

    third = await starts()
    assert (await store.run(rows))[-1] == ("$1", "waiting", 2)
    with pytest.raises(Ended):
        await third.handle_waiting()

    fourth = await starts()
    assert (await store.run(rows))[-1] == ("$1", "set_aside", 3)
    assert await fourth.handle_waiting() == 0


async def _apart(inbox: Inbox) -> None:
    """Let so much time pass that the officer's next event is no crowd."""
    loop = asyncio.get_running_loop()
    inbox._at_once = {who: loop.time() - FAIR.total_seconds() for who in inbox._at_once}
