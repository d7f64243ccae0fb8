"""What a channel brings with an event: how far it was heard, and what only one event can have."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import event, update

from bot.inbox.inbox import Inbox
from bot.transports.base import Event, Receipt, cursor_of
from handlers.catalogue import LISTING
from handlers.chat.events import Said
from handlers.chat.turn import Site
from protocol.parties import Channel
from storage import tables
from storage.drafts import Draft
from storage.server import PostgreSQL
from storage.sqlite import SQLite
from storage.work import Store, Work
from tests import builders

OFFICER = builders.officer()
FIRST = Event(Channel.MATRIX, "@duty:test", "$1", Said("/open 1"), once="session/0", cursor="s1")


@pytest.fixture
async def inbox(store: Store) -> Inbox:
    """The inbox of a bot that knows one officer, on both databases."""

    def enter(work: Work) -> None:
        work.registry.put_officer(OFFICER)
        work.registry.bind(Channel.MATRIX, FIRST.address, OFFICER.id)

    await store.run(enter)
    return Inbox(store, Site(LISTING))


def heard_up_to(work: Work) -> str | None:
    return work.recall(cursor_of(Channel.MATRIX))


async def test_how_far_a_channel_was_heard_is_stored_with_the_event(
    inbox: Inbox, store: Store
) -> None:
    assert await inbox.receive(FIRST) is Receipt.STORED
    assert await store.run(heard_up_to) == "s1"

    # Also with what is not stored, or not for the first time.
    assert await inbox.receive(replace(FIRST, cursor="s2")) is Receipt.REPEATED
    assert await store.run(heard_up_to) == "s2"
    stranger = replace(FIRST, address="@stranger:test", cursor="s3")
    assert await inbox.receive(stranger) is Receipt.STRANGER
    assert await store.run(heard_up_to) == "s3"


async def test_what_only_one_event_can_have_is_a_replay_under_another_key(
    inbox: Inbox, store: Store
) -> None:
    await inbox.receive(FIRST)

    assert await inbox.receive(replace(FIRST, key="$2")) is Receipt.REPLAYED
    assert await inbox.receive(FIRST) is Receipt.REPEATED
    assert await inbox.receive(replace(FIRST, key="$3", once="session/1")) is Receipt.STORED
    assert len(await store.run(lambda work: work.inbox.waiting(9))) == 1


async def test_a_stranger_leaves_nothing_to_be_known_again_by(inbox: Inbox, store: Store) -> None:
    stranger = replace(FIRST, address="@stranger:test")

    for key in ("$7", "$8"):
        assert await inbox.receive(replace(stranger, key=key)) is Receipt.STRANGER

    assert await inbox.receive(FIRST) is Receipt.STORED


async def test_a_code_of_an_invitation_is_no_marking_by_its_letters(
    inbox: Inbox, store: Store
) -> None:
    said = Said("/start TTNE-R4CC-HY93-73YC-YQ7Z-XFR5")

    assert await inbox.receive(replace(FIRST, incoming=said)) is Receipt.STORED

    assert len(await store.run(lambda work: work.inbox.waiting(9))) == 1


def counted(store: Store) -> list[object]:
    """Return what grows by one with each transaction that ends from now on."""
    ended: list[object] = []
    database = store._database
    assert isinstance(database, SQLite | PostgreSQL)
    event.listen(database._engine, "commit", ended.append)
    return ended


async def test_what_waits_is_found_and_handled_in_one_transaction(
    inbox: Inbox, store: Store
) -> None:
    for key in ("$1", "$2"):
        await inbox.receive(replace(FIRST, key=key, once=key))
    ended = counted(store)

    assert await inbox.handle_waiting() == 1
    assert (len(ended), inbox._is_more) == (1, True)
    assert await inbox.handle_waiting() == 1
    # Nobody has to look once more to know that nothing waits.
    assert (len(ended), inbox._is_more) == (2, False)
    assert await inbox.handle_waiting() == 0


async def test_one_event_of_each_officer_is_handled_before_the_next_of_anybody(
    inbox: Inbox, store: Store
) -> None:
    other = replace(OFFICER, id="other")

    def enter(work: Work) -> None:
        work.registry.put_officer(other)
        work.registry.bind(Channel.MATRIX, "@other:test", other.id)

    await store.run(enter)
    for number in range(3):
        await inbox.receive(replace(FIRST, key=f"${number}", once=f"{number}"))
    await inbox.receive(replace(FIRST, address="@other:test", key="$9", once="9"))

    assert await inbox.handle_waiting() == 2

    left = await store.run(lambda work: work.inbox.waiting(9))
    assert [each.key for each in left] == ["matrix/$1"]


async def test_an_event_that_fails_is_tried_again_although_nothing_else_comes(
    inbox: Inbox, store: Store
) -> None:
    await inbox.receive(FIRST)
    damage = update(tables.inbox).values(sealed=b"nothing that was sealed")
    await store.run(lambda work: work.connection.execute(damage))
    set_aside = asyncio.Event()
    store.on_commit(set_aside.set, "outbox")

    running = asyncio.create_task(inbox.run())

    async with asyncio.timeout(60):
        await set_aside.wait()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert await store.run(lambda work: work.inbox.queue(9)) == ()


@pytest.mark.parametrize(
    ("damages", "receipt"),
    [(False, Receipt.ANSWER), (True, Receipt.STORED)],
    ids=["sound", "damaged"],
)
async def test_six_digits_are_stored_whatever_can_be_read_of_the_open_question(
    inbox: Inbox, store: Store, damages: bool, receipt: Receipt
) -> None:
    draft = Draft("d", OFFICER.id, "received", {}, "number", builders.NOW)
    await store.run(lambda work: work.drafts.save(draft))
    if damages:
        damage = update(tables.drafts).values(sealed=b"nothing that was sealed")
        await store.run(lambda work: work.connection.execute(damage))

    assert await inbox.receive(replace(FIRST, incoming=Said("493021"))) is receipt

    assert len(await store.run(lambda work: work.inbox.waiting(9))) == 1
