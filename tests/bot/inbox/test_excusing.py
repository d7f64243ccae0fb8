"""Who is told that nothing can be stored: each officer once, in their language; no stranger."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.inbox.excuses import Excuses
from bot.transports.base import Event, Outcome, Receipt, Sent
from bot.transports.limits import UNLIMITED, Limits
from bot.words.message import Rendered
from handlers.chat.events import Incoming, Pressed, Said
from protocol.parties import Channel
from storage.engine import StorageFailed
from storage.work import Store, Work
from tests import builders
from tests.journeys.stage import texts

OFFICER = builders.officer()


@dataclass
class Chat:
    """A transport that keeps what it sends."""

    channel: Channel = Channel.TELEGRAM
    idempotent: bool = True
    works: bool = True
    limits: Limits = UNLIMITED
    breaks: bool = False
    sent: list[tuple[str, str]] = field(default_factory=list)

    async def send(
        self, address: str, message: Rendered, *, key: str, urgent: bool = False
    ) -> Outcome:
        """See `Transport`."""
        if self.breaks:
            raise StorageFailed("no rooms")
        self.sent.append((address, message.text))
        return Sent(key)

    async def edit(
        self, address: str, message_id: str, message: Rendered, *, key: str = ""
    ) -> Outcome:
        """See `Transport`."""
        raise AssertionError

    async def run(self, receive: Any) -> None:
        """See `Transport`."""


def event(address: str, incoming: Incoming, channel: Channel = Channel.TELEGRAM) -> Event:
    return Event(channel, address, "7", incoming)


async def played(
    excuses: Excuses, chat: Chat, *scene: tuple[Event, Receipt]
) -> list[tuple[str, str]]:
    receipts = iter(receipt for _, receipt in scene)

    async def receive(_: Event) -> Receipt:
        return next(receipts)

    async with asyncio.TaskGroup() as group:
        received = excuses.wrap(chat, receive, group)
        for each, receipt in scene:
            assert await received(each) is receipt
    return chat.sent


@pytest.fixture
async def excuses(store: Store) -> Excuses:
    """The excuses of a bot that knows one officer, on both databases."""

    def enter(work: Work) -> None:
        work.registry.put_officer(OFFICER)
        for channel in Channel:
            work.registry.bind(channel, "101", OFFICER.id)

    await store.run(enter)
    return Excuses(store, texts())


async def test_an_officer_is_told_once_until_something_is_stored(excuses: Excuses) -> None:
    said, pressed = event("101", Said("/open")), event("101", Pressed("offer"))
    lost, kept = Receipt.UNAVAILABLE, Receipt.STORED

    told = await played(
        excuses, Chat(), (said, lost), (said, lost), (said, kept), (pressed, lost), (pressed, lost)
    )

    # Each is told by a task of its own: either may be the first to be through.
    of_words, of_press = sorted((text for _, text in told), key=lambda text: "Нажатие" in text)
    assert "ещё не сохранено" in of_words
    assert "Повторять не нужно" in of_words
    assert "нажмите ещё раз" in of_press


async def test_a_stranger_is_told_nothing_and_the_console_speaks_for_itself(
    excuses: Excuses,
) -> None:
    lost = Receipt.UNAVAILABLE

    assert await played(excuses, Chat(), (event("999", Said("a")), lost)) == []
    there = Chat(Channel.MATRIX)
    assert await played(excuses, there, (event("101", Said("a"), there.channel), lost))
    here = Chat(Channel.CONSOLE)
    assert await played(excuses, here, (event("101", Said("a"), here.channel), lost)) == []


async def test_who_was_known_is_told_also_while_nothing_can_be_read(
    excuses: Excuses, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    await store.run(excuses.know)

    async def fails(_: object) -> None:
        raise StorageFailed("gone")

    monkeypatch.setattr(store, "run", fails)

    lost = Receipt.UNAVAILABLE
    scene = (event("101", Said("a")), lost), (event("999", Said("a")), lost)
    assert [address for address, _ in await played(excuses, Chat(), *scene)] == ["101"]


async def test_a_transport_that_cannot_send_ends_nothing(excuses: Excuses) -> None:
    lost = Receipt.UNAVAILABLE

    assert await played(excuses, Chat(breaks=True), (event("101", Said("a")), lost)) == []
