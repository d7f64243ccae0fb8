"""The chats of people on Matrix: each has a client of its own and answers with numbers."""

import asyncio
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from tests.kills.people import Heard
from tests.worlds.homeserver.accounts import Account
from tests.worlds.homeserver.proxy import Proxy
from tests.worlds.homeserver.transcript import Message, Room

if TYPE_CHECKING:
    # It wants python-olm, which not every Python has: only who logs in imports it.
    from tests.worlds.homeserver.person import Person

POLL = 5.0
LOOKED_EACH = 0.02
NUMBERED = re.compile(r"^(\d+)\. (.+)$", re.MULTILINE)


class OnMatrix:
    """See `Chats`; people accept every invitation of the bot, and write where it invited them."""

    def __init__(self, bot: str, people: Mapping[str, "Person"], proxy: Proxy) -> None:
        self.bot = bot
        self.people = people
        self._proxy = proxy
        self._told: dict[str, int] = {}

    @property
    def calls(self) -> int:
        """See `Chats.calls`."""
        return self._proxy.calls.total()

    async def live(self) -> None:
        """Let everybody's client run until cancelled."""
        async with asyncio.TaskGroup() as group:
            for person in self.people.values():
                group.create_task(self._syncs(person))

    async def hears(self) -> Sequence[Heard]:
        """See `Chats.hears`."""
        found = []
        for who, person in self.people.items():
            for message in person.said_by(self.bot):
                versions = len(message.versions)
                if self._told.get(message.event_id) != versions:
                    self._told[message.event_id] = versions
                    found.append(heard(who, message))
        return found

    async def writes(self, who: str, text: str) -> None:
        """See `Chats.writes`."""
        await self.people[who].says(await self._where(who), text)

    async def presses(self, who: str, message: Heard, button: str) -> None:
        """See `Chats.presses`."""
        number = next(each for each, label in NUMBERED.findall(message.text) if label == button)
        person = self.people[who]
        answered = next(each for each in person.messages if each.event_id == message.id)
        # A number alone means a choice of the newest messages, an answer the one under its own.
        await person.replies(answered, number)

    async def sends_photo(self, who: str, content: bytes, caption: str) -> None:
        """See `Chats.sends_photo`."""
        await self.people[who].sends_file(
            await self._where(who),
            content,
            "photo.jpg",
            mime="image/jpeg",
            kind="m.image",
            caption=caption,
        )

    async def _syncs(self, person: "Person") -> None:
        while True:
            await person.syncs(POLL)
            for room in person.invitations:
                if room.inviter == self.bot:
                    await person.asks("POST", f"/rooms/{room.id}/join", {})

    async def _where(self, who: str) -> str:
        """Return somebody's room, once everybody has one: before that an alarm has nobody."""
        while True:
            rooms = {name: self._room(person) for name, person in self.people.items()}
            if all(rooms.values()) and (room := rooms[who]) is not None:
                return room.id
            await asyncio.sleep(LOOKED_EACH)

    def _room(self, person: "Person") -> Room | None:
        rooms = [
            each
            for each in person.transcript.rooms.values()
            if each.membership == "join" and self.bot in each.joined and each.encrypted
        ]
        return rooms[-1] if rooms else None


@asynccontextmanager
async def arrived(
    bot: str, accounts: Mapping[str, Account], address: str, proxy: Proxy
) -> AsyncIterator[OnMatrix]:
    """Log everybody in at the homeserver itself; their clients end with this."""
    from tests.worlds.homeserver.person import Person

    people: dict[str, Person] = {}
    try:
        for name, account in accounts.items():
            people[name] = await Person.logs_in(address, account)
        yield OnMatrix(bot, people, proxy)
    finally:
        for person in people.values():
            await person.closes()


def heard(who: str, message: Message) -> Heard:
    """Return a message as its reader sees it."""
    return Heard(who, message.event_id, message.body, labels(message.body))


def labels(text: str) -> tuple[str, ...]:
    """Return what the numbered answers below a text say."""
    return tuple(label for _, label in NUMBERED.findall(text))
