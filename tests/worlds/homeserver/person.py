"""
A person with a client on mautrix: what it encrypts, and how it trusts, is not the bot's own code.

    officer = await Person.logs_in(homeserver.address, account)
    room = await officer.accepts(by=bot)
    alarm = await officer.sees("KZ-BY-2026-7")
    await officer.replies(alarm, "1")
"""

from collections.abc import Mapping, Sequence
from typing import Any, Self
from urllib.parse import quote

from mautrix.api import HTTPAPI
from mautrix.client import Client as Connection
from mautrix.crypto import MemoryCryptoStore, OlmMachine, StateStore
from mautrix.crypto.cross_signing_key import CrossSigningSeeds
from mautrix.errors import DecryptionError, EncryptionError
from mautrix.types import (
    CrossSigner,
    CrossSigningUsage,
    DeviceIdentity,
    DeviceLists,
    DeviceOTKCount,
    EncryptedEvent,
    EventType,
    RoomEncryptionStateEventContent,
    RoomID,
    SigningKey,
    ToDeviceEvent,
    TOFUSigningKey,
    TrustState,
    UserID,
)

from tests.worlds.homeserver.accounts import Account, Login, log_in
from tests.worlds.homeserver.asking import Json
from tests.worlds.homeserver.client import Client
from tests.worlds.homeserver.transcript import ENCRYPTED, ENCRYPTION, Room

LONGEST_POLL = 5.0
# Without it only the last ten events of a room come.
EVERYTHING = quote('{"room":{"timeline":{"limit":1000}}}')
SIGNED = TrustState.CROSS_SIGNED_UNTRUSTED


class Person(Client):
    """Somebody on one device, who signs it unless told not to."""

    def __init__(self, address: str, account: Account, login: Login) -> None:
        super().__init__(address, login)
        self.account = account
        self.seeds: CrossSigningSeeds | None = None
        self.withheld: list[Json] = []
        self._since = ""
        self._ciphertexts: dict[str, tuple[str, Json]] = {}
        # What was sent as no event: the own client does not read it.
        self._plaintexts: set[str] = set()
        api = HTTPAPI(address, token=login.token, default_retry_count=0)
        self._connection = Connection(
            mxid=UserID(login.user_id), device_id=login.device_id, api=api
        )
        self.machine = OlmMachine(
            self._connection, _Keys("tests", "tests"), _Rooms(self.transcript.rooms)
        )

    @classmethod
    async def logs_in(
        cls, address: str, account: Account, *, device: str = "", signed: bool = True
    ) -> Self:
        """
        Log in on a new device with keys of its own.

        `signed`: with new cross-signing keys, by which the device is signed.
        """
        login = await log_in(address, account, device=device)
        person = cls(address, account, login)
        await person.machine.load()
        await person.machine.share_keys(0)
        if signed:
            await person.renews_identity()
        await person.syncs()
        return person

    async def another_device(self, *, signed: bool = True) -> "Person":
        """Log in on one more device, signed by the same identity or by nobody."""
        other = await Person.logs_in(self.address, self.account, signed=False)
        if signed:
            await self.signs(other)
        return other

    async def renews_identity(self) -> None:
        """Replace the cross-signing keys, the master key too, and sign this device by them."""
        seeds = CrossSigningSeeds.generate()
        password: dict[str, Any] = {
            "type": "m.login.password",
            "identifier": {"type": "m.id.user", "user": self.user_id},
            "password": self.account.password,
        }
        await self.machine._publish_cross_signing_keys(seeds.to_keys(), password)
        self.seeds = seeds
        await self.machine.sign_own_device(self.machine.own_identity)

    async def signs(self, other: "Person") -> None:
        """Sign another device of the same person."""
        identity: DeviceIdentity = other.machine.own_identity
        await self.machine.sign_own_device(identity)
        other.seeds = self.seeds

    async def syncs(self, within: float = 0) -> None:
        """Take what has come; wait so many seconds where nothing has."""
        asked = f"/sync?timeout={int(within * 1000)}&filter={EVERYTHING}"
        given = await self.asks("GET", asked + (f"&since={self._since}" if self._since else ""))
        await self._is_told_keys(given)
        rooms = given.get("rooms", {})
        for room, part in rooms.get("invite", {}).items():
            self._is_invited(room, part["invite_state"]["events"])
        for room, part in rooms.get("join", {}).items():
            self.room(room).membership = "join"
            await self._is_told(room, part)
        for room, part in rooms.get("leave", {}).items():
            self.room(room).membership = "leave"
            await self._is_told(room, part)
        await self._tries_again()
        self._since = given["next_batch"]

    async def comes(self, within: float) -> None:
        """See `Client`: one sync."""
        await self.syncs(min(within, LONGEST_POLL))

    async def sends(self, room: str, kind: str, content: Json) -> str:
        """See `Client`."""
        if not self.room(room).encrypted:
            return await self.says_raw(room, kind, content)
        sealed = await self._encrypted(room, kind, content)
        return await self.says_raw(room, ENCRYPTED, sealed)

    async def ciphertext(self, room: str, kind: str, content: Json) -> Json:
        """Return what `sends` would send, without sending it."""
        return await self._encrypted(room, kind, content)

    async def sends_plaintext(self, room: str, plaintext: str) -> str:
        """Encrypt any text in place of an event, and send it; return the event's id."""
        session = await self.machine.crypto_store.get_outbound_group_session(RoomID(room))
        if session is None or session.expired:
            await self._shares_keys(room)
            return await self.sends_plaintext(room, plaintext)
        ciphertext = session.encrypt(plaintext)  # type: ignore[no-untyped-call]
        await self.machine.crypto_store.update_outbound_group_session(session)
        sealed = {
            "algorithm": "m.megolm.v1.aes-sha2",
            "sender_key": self.machine.own_identity.identity_key,
            "device_id": self.device_id,
            "session_id": session.id,
            "ciphertext": ciphertext,
        }
        event = await self.says_raw(room, ENCRYPTED, sealed)
        self._plaintexts.add(event)
        return event

    async def device_keys(self) -> Json:
        """Return the keys that this device shows to others, as the homeserver has them."""
        given = await self.asks("POST", "/keys/query", {"device_keys": {self.user_id: []}})
        keys: Json = given["device_keys"][self.user_id][self.device_id]
        return keys

    async def master_key(self) -> str:
        """Return the public master key, as the homeserver has it."""
        given = await self.asks("POST", "/keys/query", {"device_keys": {self.user_id: []}})
        return str(next(iter(given["master_keys"][self.user_id]["keys"].values())))

    async def closes(self) -> None:
        """See `Client`."""
        await self._connection.api.session.close()

    async def _encrypted(self, room: str, kind: str, content: Json) -> Json:
        event_type = EventType.find(kind, EventType.Class.MESSAGE)
        where = RoomID(room)
        try:
            sealed = await self.machine.encrypt_megolm_event(where, event_type, content)
        except EncryptionError:
            await self._shares_keys(room)
            sealed = await self.machine.encrypt_megolm_event(where, event_type, content)
        serialized: Json = sealed.serialize()
        return serialized

    async def _shares_keys(self, room: str) -> None:
        members = [UserID(each) for each in self.room(room).joined]
        await self.machine.share_group_session(RoomID(room), members)

    async def _is_told_keys(self, given: Json) -> None:
        lists = given.get("device_lists", {})
        await self.machine.handle_device_lists(
            DeviceLists(changed=lists.get("changed", []), left=lists.get("left", []))
        )
        counts = given.get("device_one_time_keys_count", {})
        left = counts.get("signed_curve25519", 0)
        await self.machine.handle_otk_count(DeviceOTKCount(signed_curve25519=left))
        for event in given.get("to_device", {}).get("events", []):
            if event["type"] == ENCRYPTED:
                await self.machine.handle_to_device_event(ToDeviceEvent.deserialize(event))
            elif event["type"].endswith("room_key.withheld"):
                self.withheld.append(event["content"])

    def _is_invited(self, room: str, state: Sequence[Json]) -> None:
        known = self.room(room)
        known.membership = "invite"
        self.transcript.is_told_state(room, state)
        for event in state:
            if event["type"] == "m.room.member" and event["state_key"] == self.user_id:
                known.inviter = event["sender"]

    async def _is_told(self, room: str, part: Mapping[str, Any]) -> None:
        self.transcript.is_told_state(room, part.get("state", {}).get("events", []))
        for event in part.get("timeline", {}).get("events", []):
            if "state_key" in event:
                self.transcript.is_told_state(room, [event])
            elif event["type"] == ENCRYPTED and event["content"]:
                await self._reads(room, event)
            else:
                self.transcript.is_told(
                    room, event, event["type"], event["content"], encrypted=False, signed=False
                )
        for event in part.get("ephemeral", {}).get("events", []):
            if event["type"] == "m.receipt":
                self.transcript.is_told_receipts(event["content"])

    async def _reads(self, room: str, event: Json) -> None:
        if event["event_id"] in self._plaintexts:
            return
        whole: Any = {**event, "room_id": room}
        encrypted = EncryptedEvent.deserialize(whole)
        try:
            read = await self.machine.decrypt_megolm_event(encrypted)
        except DecryptionError as error:
            self._ciphertexts[event["event_id"]] = (room, event)
            self.transcript.cannot_read(room, event, f"{type(error).__name__}: {error}")
            return
        self._ciphertexts.pop(event["event_id"], None)
        self.transcript.is_told(
            room,
            event,
            str(read.type),
            read.content.serialize(),
            encrypted=True,
            signed=read["mautrix"]["trust_state"] >= SIGNED,
        )

    async def _tries_again(self) -> None:
        for room, event in list(self._ciphertexts.values()):
            await self._reads(room, event)


class _Keys(MemoryCryptoStore):
    """What mautrix keeps in memory, where its own store fails as soon as a key is replaced."""

    async def put_cross_signing_key(
        self, user_id: UserID, usage: CrossSigningUsage, key: SigningKey
    ) -> None:
        known = self._cross_signing_keys.setdefault(user_id, {})
        first = known[usage].first if usage in known else key
        known[usage] = TOFUSigningKey(key=key, first=first)

    async def drop_signatures_by_key(self, signer: CrossSigner) -> int:
        return len(self._signatures.pop(signer, {}))


class _Rooms(StateStore):
    """What the encryption asks about rooms, answered from what the client has been told."""

    def __init__(self, rooms: Mapping[str, Room]) -> None:
        self._rooms = rooms

    async def is_encrypted(self, room_id: RoomID) -> bool:
        room = self._rooms.get(room_id)
        return room is not None and room.encrypted

    async def get_encryption_info(self, room_id: RoomID) -> RoomEncryptionStateEventContent | None:
        room = self._rooms.get(room_id)
        if room is None or not room.encrypted:
            return None
        content: Any = room.state[ENCRYPTION]
        return RoomEncryptionStateEventContent.deserialize(content)

    async def find_shared_rooms(self, user_id: UserID) -> list[RoomID]:
        return [RoomID(each.id) for each in self._rooms.values() if user_id in each.joined]
