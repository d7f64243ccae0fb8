"""Where the people of a kept database are: numbers on Telegram, ids on Matrix."""

import zlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.transports.base import Event, Outcome, Unknown
from bot.words.message import Rendered
from protocol.parties import Channel
from storage.work import Work
from tests.journeys.outside import LATER, Message, Network

CHANNELS = (Channel.MATRIX, Channel.TELEGRAM)


def address(who: str, channel: Channel) -> str:
    """Return the address of somebody, always the same one."""
    if channel is Channel.MATRIX:
        return f"@{who}:desk.example"
    return str(7_000_000_000 + zlib.crc32(who.encode()))


@dataclass
class Addressed(Network):
    """
    A channel on which everybody has an address that is not their name.

    While it is `down` it takes nothing; `doubted` says in whose chats it may have.
    """

    down: bool = False
    doubted: set[str] = field(default_factory=set)
    _names: dict[str, str] = field(default_factory=dict)
    brought: int = 0

    async def send(
        self, address: str, message: Rendered, *, key: str, urgent: bool = False
    ) -> Outcome:
        """See `Network`."""
        who = self._names.get(address, address)
        if who in self.doubted:
            return Unknown()
        if self.down and who not in self.answers:
            return LATER
        return await super().send(who, message, key=key, urgent=urgent)

    async def edit(
        self, address: str, message_id: str, message: Rendered, *, key: str = ""
    ) -> Outcome:
        """See `Network`."""
        if self.down:
            return LATER
        who = self._names[address]
        chat = self.chats.setdefault(who, [])
        if not any(each.key == message_id for each in chat):
            # It came before this part of the story begins.
            chat.append(Message(self.now(), message_id, []))
        return await super().edit(who, message_id, message, key=key)

    def brings(self, event: Event) -> None:
        """See `Network`; a message on Matrix has its place in a session, and a token behind it."""
        super().brings(self.addressed(event))

    def addressed(self, event: Event) -> Event:
        """Return what came from a person as it comes from an address."""
        self.brought += 1
        moved = replace(event, address=self._known(event.address))
        if self.channel is not Channel.MATRIX:
            return moved
        return replace(moved, once=f"session/{self.brought}", cursor=f"s{self.brought}")

    def enters(self, work: Work) -> None:
        """Give everybody an account, and on Matrix a room and a key that is theirs."""
        for officer in work.registry.everybody():
            work.registry.unbind(officer.id, Channel.CONSOLE)
            at = self._known(officer.id)
            work.registry.bind(self.channel, at, officer.id)
            if self.channel is Channel.MATRIX:
                work.rooms.place(at, f"!{officer.id}-room:desk.example")
                work.rooms.pin(at, f"master key of {officer.id}")

    def meets(self, *people: str) -> None:
        """Learn whose addresses are those that come next."""
        for who in people:
            self._known(who)

    def _known(self, who: str) -> str:
        at = address(who, self.channel)
        self._names[at] = who
        return at


def network(channel: Channel, now: Callable[[], datetime]) -> Addressed:
    """Return one channel."""
    return Addressed(channel, now, idempotent=channel is Channel.MATRIX)
