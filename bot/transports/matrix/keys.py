"""
Whose devices are believed: those, and only those, that a pinned master key vouches for.

nio holds the sessions and knows no cross-signing; what it is told of a device here decides who
gets a room's keys, and whose words are an officer's.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Collection, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import structlog
from nio import KeysQueryResponse
from nio.client.base_client import Client
from nio.crypto import OlmDevice
from nio.events import Event

from bot.transports.health import Health
from bot.transports.matrix.account import Host
from bot.transports.matrix.nonsense import NONSENSE
from bot.transports.matrix.server import Server, Unanswered, path
from bot.transports.matrix.signatures import (
    Json,
    Vouched,
    devices_of,
    shown_of,
    signed_part,
    sound_part,
)
from bot.transports.trouble import Trouble
from storage.rooms import Room

log = structlog.get_logger()

QUERY_MS = 10_000
# Until others have asked, whose servers may be slow.
WAITED_WITHIN = timedelta(seconds=10)
# A client that replaces its master key signs its device by another call, some moments later.
SIGNED_WITHIN = timedelta(minutes=1)
# Between two questions whether a device has been signed that its owner writes from.
ASKED_APART = timedelta(seconds=10)
# Between the transaction that leases a message and the moment in which it comes here.
LEASED_WITHIN = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server says of an address; `seen`: how much was known of it when that was asked."""

    address: str
    seen: int
    said: Json = field(repr=False)


class Keys:
    """The devices of those who have a room, each judged."""

    def __init__(
        self,
        client: Client,
        server: Server,
        host: Host,
        health: Health,
        rooms: dict[str, Room],
    ) -> None:
        self._client = client
        self._server = server
        self._host = host
        self._health = health
        self._rooms = rooms
        self._asking = asyncio.Lock()
        self._judged: set[str] = set()
        self._told: set[tuple[str, str]] = set()
        self._renewed: dict[str, datetime] = {}
        self._asked_at: dict[str, datetime] = {}
        # What has come to be known of each: a list of devices, or that there is another one.
        self._news = Counter[str]()
        # The last that was shown of each and that nio has taken, and whom it vouches for.
        self._shown: dict[str, tuple[Any, Vouched]] = {}

    def is_judged(self, address: str) -> bool:
        """Say whether the devices of this address have been asked for."""
        return address in self._judged

    async def query(self, addresses: Collection[str]) -> None:
        """
        Ask for the devices of these addresses and judge them.

        Raises: Refusal, Unreached, Unanswered, StorageFailed.
        """
        asked = [each for each in addresses if each in self._rooms]
        if not asked:
            return
        # One after the other: an answer that came late would put an old list in a newer's place.
        async with self._alone():
            await self._take_answer(asked, await self._ask_server(asked))

    async def ask(self, address: str) -> Answer:
        """
        Ask for the devices of an address; nothing changes before the answer is taken.

        Raises: Refusal, Unreached, Unanswered.
        """
        return Answer(address, self._news[address], await self._ask_server([address]))

    async def take(self, answer: Answer) -> bool:
        """
        Judge by an answer, and say so; not where something newer has come to be known meanwhile.

        Raises: Unanswered, StorageFailed.
        """
        address = answer.address
        async with self._alone():
            if address not in self._rooms or self._news[address] != answer.seen:
                return False
            await self._take_answer([address], answer.said)
        return True

    def has_changed(self, address: str) -> None:
        """Take note that the devices of an address are others than whoever has asked was told."""
        self._news[address] += 1

    def identity(self, address: str) -> str | None:
        """Return the master key to which an address is bound now; None before the first."""
        room = self._rooms.get(address)
        return room.master if room else None

    def is_new(self, address: str) -> bool:
        """Say whether what was leased for the identity before may still be on its way here."""
        renewed_at = self._renewed.get(address)
        return renewed_at is not None and self._host.clock() - renewed_at < LEASED_WITHIN

    def may_be_signed(self, address: str) -> bool:
        """Say whether a master key is so new that its owner's devices may be signed at once."""
        renewed_at = self._renewed.get(address)
        return renewed_at is not None and self._host.clock() - renewed_at < SIGNED_WITHIN

    def trusted_devices(self, address: str) -> tuple[OlmDevice, ...]:
        """Return the devices of an address that get keys, and whose words count."""
        return tuple(each for each in self._devices(address) if each.verified)

    def trouble(self, address: str) -> Trouble | None:
        """Return what keeps an address from being written to, as far as its devices go."""
        return (
            Trouble.UNSIGNED
            if self.is_judged(address) and not self.trusted_devices(address)
            else None
        )

    def has_written(self, address: str, event: Event) -> bool:
        """Say whether a believed device of `address` wrote what was decrypted."""
        if not event.decrypted or event.sender != address:
            return False
        olm = self._client.olm
        session = olm.inbound_group_store.get(event.room_id, event.sender_key, event.session_id)
        return session is not None and any(
            each.curve25519 == event.sender_key
            and each.ed25519 == session.ed25519
            and not session.forwarding_chain
            for each in self.trusted_devices(address)
        )

    def doubt(self, address: str) -> None:
        """Let the devices of an address be asked for before anything is sent there."""
        self._judged.discard(address)

    def is_to_be_asked(self, address: str, key: str) -> bool:
        """
        Say whether the device of an address with this Curve25519 key is to be asked for.

        One that was not signed may have been since, though nobody has told: not at each message.
        """
        device = next((each for each in self._devices(address) if each.curve25519 == key), None)
        if device is None or not self.is_judged(address):
            return True
        asked_at = self._asked_at.get(address)
        is_long_ago = asked_at is None or self._host.clock() - asked_at >= ASKED_APART
        return not device.verified and is_long_ago

    def forget(self) -> None:
        """Let the devices of all be asked for: nothing of them is known to a new device."""
        self._judged.clear()
        self._shown.clear()

    @asynccontextmanager
    async def _alone(self) -> AsyncIterator[None]:
        """Raises: Unanswered."""
        try:
            async with asyncio.timeout(WAITED_WITHIN.total_seconds()):
                await self._asking.acquire()
        except TimeoutError:
            raise Unanswered("others ask") from None
        try:
            yield
        finally:
            self._asking.release()

    async def _ask_server(self, addresses: Collection[str]) -> Json:
        """Raises: Refusal, Unreached, Unanswered."""
        asked = {"device_keys": {each: [] for each in addresses}, "timeout": QUERY_MS}
        return await self._server.call("POST", path("keys", "query"), asked)

    async def _take_answer(self, addresses: Collection[str], answer: Json) -> None:
        """Raises: StorageFailed."""
        unreached = set(answer.get("failures", {}))
        for address in addresses:
            self._asked_at[address] = self._host.clock()
            # A server that could not be asked has said nothing of its users.
            if address.partition(":")[2] not in unreached:
                self._news[address] += 1
                await self._judge(address, self._sound_part(address, answer))

    def _sound_part(self, address: str, answer: Json) -> Vouched:
        """Let nio know what an answer says of an address, and return whom it vouches for."""
        shown = shown_of(answer, address)
        before = self._shown.get(address)
        if before is not None and before[0] == shown:
            return before[1]  # before each alarm it is asked for, and seldom another one
        found = sound_part(answer, address)
        if self._take(address, answer):
            self._shown[address] = shown, found
        return found

    def _devices(self, address: str) -> Iterator[OlmDevice]:
        yield from self._client.device_store.active_user_devices(address)

    def _take(self, address: str, answer: Json) -> bool:
        """
        Let nio know the devices of an address; one that says nothing sound is none to it.

        False where it knows less of them now than the answer says.
        """
        listed = devices_of(answer, address)
        if listed is None:
            return False  # nio would forget for ever those that it knew
        response = KeysQueryResponse.from_dict(
            {
                "device_keys": {
                    address: {id: signed_part(each, address, id) for id, each in listed.items()}
                }
            }
        )
        try:
            self._client.receive_response(response)
        except NONSENSE as error:
            log.warning("devices_nonsense", error=type(error).__name__)
            is_known = False
        else:
            is_known = True
        self._revive(address, listed)
        return is_known

    def _revive(self, address: str, listed: Json) -> None:
        """Let a device be there again that is shown again: nio has forgotten it for ever."""
        for id, device in self._client.device_store[address].items():
            shown = signed_part(listed.get(id), address, id)["keys"]
            if device.deleted and shown.get(f"ed25519:{id}") == device.ed25519:
                device.deleted = False
                self._client.store.save_device_keys({address: {id: device}})

    async def _judge(self, address: str, found: Vouched) -> None:
        room = self._rooms[address]
        # Before anything is waited for: whom it says nothing of is believed at no moment.
        unsigned = self._believe(address, found, room.master)
        if found.master not in (None, room.master):
            if room.master is None:
                await self._host.pin(address, str(found.master))
            else:
                # Another person until a colleague has approved it: no content goes there.
                log.error("identity_changed")
                self._renewed[address] = self._host.clock()
                await self._host.note_new_key(address, str(found.master))
                self._health.incident(address, Trouble.CHANGED)
            # What is known of the room may be another by now.
            self._rooms[address] = replace(self._rooms[address], master=found.master)
            unsigned = self._believe(address, found, found.master)
        self._judged.add(address)
        if trouble := self.trouble(address):
            if self._health.trouble_of(address) is None:
                self._health.bar(address, trouble)
            return
        if self._health.trouble_of(address) is Trouble.UNSIGNED:
            self._health.unbar(address)
        for device_id in unsigned:
            if (address, device_id) not in self._told:
                self._told.add((address, device_id))
                log.warning("device_unsigned", device=device_id)
                await self._host.note_unsigned(address, device_id)

    def _believe(self, address: str, found: Vouched, master: str | None) -> Sequence[str]:
        """Believe the devices that this master key vouches for; return the ids of the others."""
        vouched_for = found.devices if found.master == master is not None else {}
        others = []
        for device in list(self._devices(address)):
            if vouched_for.get(device.id) == (device.ed25519, device.curve25519):
                if not device.verified:
                    self._client.verify_device(device)
                    self._rotate(address)
                continue
            others.append(device.id)
            if not device.blacklisted:
                self._client.blacklist_device(device)
                self._rotate(address)
        return others

    def _rotate(self, address: str) -> None:
        """Let the next message be under a key that only those get who are believed now."""
        room = self._rooms[address]
        if room.id is not None:
            self._client.olm.outbound_group_sessions.pop(room.id, None)
