"""
One private, encrypted room for each address, made by the bot: nobody else may invite or change it.

What is known of a room is what its state events say; one that is not as it was made gets nothing.
"""

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.transports.base import Later, Never
from bot.transports.health import Health
from bot.transports.matrix.account import Host, Rhythm
from bot.transports.matrix.keys import Keys
from bot.transports.matrix.private_room import creation_for, is_unchanged, trouble_in
from bot.transports.matrix.server import Refusal, Server, Unanswered, Unreached, path
from bot.transports.matrix.state import MEGOLM, State
from bot.transports.matrix.strangers import Strangers
from bot.transports.trouble import Trouble
from storage.rooms import Room

log = structlog.get_logger()

# The rooms of strangers are left after so long.
STRANGERS_KEPT = timedelta(days=1)


class Rooms:
    """The rooms of all addresses."""

    def __init__(
        self,
        me: str,
        server: Server,
        host: Host,
        keys: Keys,
        health: Health,
        rhythm: Rhythm,
        rooms: dict[str, Room],
    ) -> None:
        self._me = me
        self._server = server
        self._host = host
        self._keys = keys
        self._health = health
        self._rhythm = rhythm
        self._rooms = rooms
        self._states: dict[str, State] = {}
        self._declined: dict[str, datetime] = {}
        self._unwanted: dict[str, datetime] = {}
        self._strangers = Strangers()
        # Who is to have a room, and the rooms that are to be left: no sync waits for either.
        self._asking: dict[str, None] = {}
        self._leaving: set[str] = set()
        self.synced = False
        # Somebody may lack a room, or be in one that is to be left.
        self.bell = asyncio.Event()

    def address(self, room: str) -> str | None:
        """Return whose room this is."""
        return next((each.address for each in self._rooms.values() if each.id == room), None)

    # What the server says

    def full(self, room: str) -> None:
        """Forget what was known: the whole state of the room follows."""
        self._states[room] = State()

    def take(self, room: str, events: Iterable[Any]) -> None:
        """Take in the state events of a room, in their order."""
        state = self._states.setdefault(room, State())
        for event in events:
            if isinstance(event, dict) and "state_key" in event:
                state.take(event)

    async def settle(self, room: str) -> None:
        """
        Judge a room whose state has changed.

        Raises: StorageFailed.
        """
        address = self.address(room)
        if address is None:
            return
        state = self._states[room]
        how = state.members.get(address)
        if state.replaced or state.members.get(self._me) != "join" or how in ("leave", "ban"):
            if how == "leave" and address not in state.been:
                self._declined[address] = self._host.clock()
            await self.let_go(address, room)
        elif trouble := trouble_in(state, address, self._me) or self._keys.trouble(address):
            self._health.bar(address, trouble)
        else:
            self._health.unbar(address)

    def leave_stray(self, room: str) -> None:
        """Let a room go that is nobody's: only the server can have put the bot there."""
        state = self._states.get(room)
        # One with nobody else is still being made.
        if state and self.address(room) is None and state.members.keys() - {self._me}:
            self._leave(room)

    async def note_left(self, room: str) -> None:
        """
        The bot is no longer in a room.

        Raises: StorageFailed.
        """
        address = self.address(room)
        if address is not None:
            await self.let_go(address, room)
        self._states.pop(room, None)

    async def let_go(self, address: str, room: str) -> None:
        """
        Let a room go, unless its owner has another one by now; the next message makes a new one.

        Raises: StorageFailed.
        """
        if self.address(room) != address:
            return
        log.warning("room_lost")
        await self._place(address, None)
        self._health.bar(address, Trouble.NOT_JOINED)
        self._leave(room)

    async def learn(self) -> None:
        """
        Take the rooms that were made and of which nothing is written down, for an answer was lost.

        Raises: StorageFailed.
        """
        for room in list(self._rooms.values()):
            if room.id is None and (unwritten := self._unwritten(room.address)):
                await self._place(room.address, unwritten)
                log.info("room_learned")

    async def tell_apart(self) -> None:
        """
        After the first sync: leave the rooms that are nobody's, let go those that are not there.

        Raises: StorageFailed.
        """
        for id in list(self._states):
            self.leave_stray(id)
        for room in list(self._rooms.values()):
            if room.id is None:
                self._asking[room.address] = None
            elif room.id not in self._states:
                await self.note_left(room.id)
        self.bell.set()

    # What is asked

    def ready(self, address: str) -> str | Later | Never:
        """Return the room of an address, if it is such that something may be sent there."""
        if not self.synced:
            return Later(self._rhythm.again)
        room = self._rooms.get(address)
        if room is None or room.id is None:
            self._asking[address] = None
            self.bell.set()
            return Never("not joined")
        state = self._states.get(room.id, State())
        trouble = trouble_in(state, address, self._me)
        if trouble is None:
            return room.id
        self._health.bar(address, trouble)
        return Never(trouble)

    async def ensure(self, address: str) -> bool:
        """
        Make a room for an address that has none, unless its owner has just declined one; who was in
        one and has left it is invited again at once.

        Return whether nothing is left to be done. Only one may ask at a time.

        Raises: StorageFailed.
        """
        room = self._rooms.get(address)
        if room is not None and room.id is not None:
            return True
        if room is None:
            # Written down before it is made: it is known again, whoever is killed meanwhile.
            await self._place(address, None)
        declined_at = self._declined.get(address)
        if declined_at and self._host.clock() - declined_at < self._rhythm.declined:
            return True
        try:
            answer = await self._server.call(
                "POST", path("createRoom"), creation_for(address, self._host.room_name)
            )
        except (Unreached, Unanswered) as failure:
            log.info("room_not_made", failure=type(failure).__name__)
            return False
        except Refusal as refusal:
            log.warning("room_refused", code=refusal.code)
            if refusal.is_passing:
                return False
            # No such user, or one who takes no invitations: nothing that a retry would mend.
            self._declined[address] = self._host.clock()
            self._health.bar(address, Trouble.NOT_JOINED)
            return True
        id = answer.get("room_id")
        if not isinstance(id, str):
            return False
        await self._place(address, id)
        # A sync may have shown a part of it already; the rest is as it was made.
        state = self._states.setdefault(id, State())
        state.algorithm = state.algorithm or MEGOLM
        state.members = {self._me: "join", address: "invite", **state.members}
        await self.settle(id)
        log.info("room_made")
        return True

    async def take_invitation(self, room: str, inviter: str | None) -> None:
        """
        Take in an invitation: it is declined, and whoever it was gets a room of their own.

        Strangers get so many a day.

        Raises: StorageFailed.
        """
        if inviter not in (None, self._me) and await self._is_welcome(inviter):
            self._declined.pop(inviter, None)
            self._asking[inviter] = None
            known = self._rooms.get(inviter)
            if known is not None and known.id is not None:
                # It is open already; who was invited and cannot find it is invited once more.
                state = self._states.get(known.id)
                if state is None or state.members.get(inviter) != "join":
                    await self.let_go(inviter, known.id)
        self._leave(room)

    async def attend(self) -> None:
        """
        Leave what is to be left, and make one of the rooms that were asked for.

        Raises: StorageFailed.
        """
        while self._leaving and await self._leave_now(next(iter(self._leaving))):
            pass
        if self._asking:
            address = next(iter(self._asking))
            del self._asking[address]
            if not await self.ensure(address):
                self._asking[address] = None
            elif self._asking:
                self.bell.set()

    async def tidy(self) -> None:
        """
        Leave the rooms of those who are nobody's and have not become an applicant within a day.

        Raises: StorageFailed.
        """
        kept = await self._host.those_admitted()
        for address, room in list(self._rooms.items()):
            if address in kept:
                continue
            since = self._unwanted.setdefault(address, self._host.clock())
            if self._host.clock() - since < STRANGERS_KEPT:
                continue
            await self._host.forget(address)
            del self._rooms[address], self._unwanted[address]
            self._asking.pop(address, None)
            if room.id is not None:
                self._leave(room.id)

    async def _is_welcome(self, inviter: str) -> bool:
        """Raises: StorageFailed."""
        if inviter in self._rooms or await self._host.knows(inviter):
            return True
        if not self._strangers.admit(self._host.clock().date()):
            log.warning("stranger_not_invited")
            return False
        # An invitation is shown only once: it is known of after a crash, too.
        await self._place(inviter, None)
        return True

    def _leave(self, room: str) -> None:
        self._states.pop(room, None)
        self._leaving.add(room)
        self.bell.set()

    async def _leave_now(self, room: str) -> bool:
        """Leave a room, or decline an invitation into it; say whether that is over."""
        try:
            await self._server.call("POST", path("rooms", room, "leave"), {})
        except (Refusal, Unreached, Unanswered) as failure:
            log.info("room_not_left", failure=type(failure).__name__)
            if not isinstance(failure, Refusal) or failure.is_passing:
                return False
        self._leaving.discard(room)
        return True

    def _unwritten(self, address: str) -> str | None:
        """Return a room that was made for an address, and of which we did not learn."""
        return next(
            (
                id
                for id, state in self._states.items()
                if self.address(id) is None and is_unchanged(state, address, self._me)
            ),
            None,
        )

    async def _place(self, address: str, room: str | None) -> None:
        await self._host.place(address, room)
        # What is known of its identity may be another by now.
        self._rooms[address] = replace(self._rooms.get(address, Room(address)), id=room)
