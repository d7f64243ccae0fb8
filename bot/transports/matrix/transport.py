"""
Matrix, end-to-end encrypted: nio's Olm machine, own calls, own token, own idea of whom to believe.

A message sent twice under one key is one event: the server knows its transaction id, for a day.
"""

import asyncio

import structlog

from bot.clock.clocks import ring_or_pause
from bot.transports import health_file, heard
from bot.transports.base import Later, Outcome, Receive
from bot.transports.health import Health
from bot.transports.matrix.account import Account, Host, Place
from bot.transports.matrix.greeting import Greeting
from bot.transports.matrix.keys import Keys
from bot.transports.matrix.limits import Limits
from bot.transports.matrix.own import Own
from bot.transports.matrix.receiving import Receiving
from bot.transports.matrix.rooms import Rooms
from bot.transports.matrix.sending import Sending
from bot.transports.matrix.server import Server
from bot.transports.matrix.store import becomes, open_client
from bot.transports.matrix.syncing import Syncing
from bot.transports.matrix.upkeep import Upkeep
from bot.transports.matrix.verifying.verifying import Verifying
from bot.words.message import Rendered
from protocol.parties import Channel
from storage.engine import StorageFailed
from storage.rooms import Room

log = structlog.get_logger()


class Matrix:
    """The transport. See `bot.transports.base.Transport`."""

    channel = Channel.MATRIX
    idempotent = True

    def __init__(self, place: Place, host: Host) -> None:
        self.health = Health(host.clock, Channel.MATRIX)
        self._place = place
        self._host = host
        account, rhythm = place.account, place.rhythm
        self._server = Server(place.homeserver, account.token, host.note_date)
        self._client = open_client(place)
        known: dict[str, Room] = {}
        client, server, health = self._client, self._server, self.health
        self._keys = Keys(client, server, host, health, known)
        self._rooms = Rooms(account.user, server, host, self._keys, health, rhythm, known)
        self.limits = Limits(self.health.note_slowness)
        self._sending = Sending(client, server, self._rooms, self._keys, host, self.limits)
        self._verifying = Verifying(
            account,
            client,
            server,
            host,
            self._rooms,
            self._keys,
            self._sending,
            health,
            known,
        )
        self._upkeep = Upkeep(client, server, self._verifying.to_device)
        self._greeting = Greeting(host, self._keys, self._sending)
        self._receiving = Receiving(
            account, client, server, host, self._keys, health, self._verifying
        )
        self._own = Own(place, client, server, host, health, self._becomes)
        self._syncing = Syncing(
            account.user,
            server,
            host,
            rooms=self._rooms,
            keys=self._keys,
            upkeep=self._upkeep,
            receiving=self._receiving,
            known=known,
            health=health,
            rhythm=rhythm,
            own=self._own,
            greeting=self._greeting,
        )

    @property
    def ready(self) -> bool:
        """Say whether events come in, and every officer can be reached."""
        return self.health.ready

    @property
    def works(self) -> bool:
        """Say whether the server has been heard of late, and what is sent there can be read."""
        return self.health.works and self._own.is_sound

    def expect(self, address: str) -> None:
        """See `bot.transports.base.Expecting`: for whom it is to be encrypted is asked."""
        self._sending.expect(address)

    async def send(
        self, address: str, message: Rendered, *, key: str, urgent: bool = False
    ) -> Outcome:
        """Send a message; `urgent` calls its reader by name."""
        with self.limits.count_sending(address):
            if not self._own.is_sound:
                return Later(self._place.rhythm.longest)
            return await self._sending.send(address, message, key=key, urgent=urgent)

    async def edit(
        self, address: str, message_id: str, message: Rendered, *, key: str = ""
    ) -> Outcome:
        """Change a message that was sent."""
        with self.limits.count_sending(address):
            if not self._own.is_sound:
                return Later(self._place.rhythm.longest)
            return await self._sending.edit(address, message_id, message, key=key)

    async def run(self, receive: Receive) -> None:
        """Bring in events, keep the rooms and the state of health, until cancelled."""
        file = self._place.health_file
        if file is not None and (before := health_file.read(file, self.channel)) is not None:
            self.health.remember(before.obstacles)
            if (slowness := self.health.slowness) is not None:
                self.limits.remember(slowness)
        try:
            await self._verifying.recall()
            async with asyncio.TaskGroup() as group:
                group.create_task(self._syncing.run(receive))
                group.create_task(self._verifying.run())
                group.create_task(self._upkeep.run())
                group.create_task(self._keep_rooms())
                group.create_task(self._greeting.run())
                group.create_task(
                    heard.keep(self.health, self._host.note_heard, self._place.rhythm.note)
                )
                group.create_task(heard.watch(self.health, self._host.note_silent))
                group.create_task(heard.welcome(self.health, self._host.note_returned))
                group.create_task(health_file.keep(self.health, "syncing", self._host.knows, file))
        finally:
            await self.close()

    async def close(self) -> None:
        """Close the connections and the store; the device stays logged in."""
        await self._sending.close()
        await self._server.close()
        self._client.store.database.close()

    async def _keep_rooms(self) -> None:
        """See to it that everybody who has an account here has a room."""
        while True:
            try:
                if self._rooms.synced:
                    for address in sorted(await self._host.those_who_serve()):
                        await self._rooms.ensure(address)
                    await self._rooms.attend()
                    await self._rooms.tidy()
            except StorageFailed as failure:
                log.info("rooms_not_kept", failure=str(failure))
            await ring_or_pause(self._rooms.bell, self._place.rhythm.look)

    def _becomes(self, account: Account) -> None:
        """Go on as another device: whose devices are believed is asked anew."""
        becomes(self._client, account)
        self._keys.forget()
        self._receiving.is_since(account.made_ms)
