"""
A message made by encrypting it for the believed devices of its reader, or not at all.

The key of a room is given to all of them, or the message waits: nothing is sent that none can read.
"""

import hashlib
import json

import structlog
from nio import KeysClaimResponse
from nio.client.base_client import Client
from nio.crypto import OlmDevice, OutboundGroupSession
from nio.exceptions import EncryptionError

from bot.transports.matrix.keys import Keys
from bot.transports.matrix.nonsense import NONSENSE
from bot.transports.matrix.server import Server, path
from bot.transports.matrix.signatures import Json
from bot.transports.matrix.state import MEGOLM

log = structlog.get_logger()

CLAIM_MS = 10_000
ENCRYPTED = "m.room.encrypted"
MESSAGE = "m.room.message"


class Encrypting:
    """Encrypts, and gives out the keys of rooms."""

    def __init__(self, client: Client, server: Server, keys: Keys) -> None:
        self._client = client
        self._server = server
        self._keys = keys

    async def encrypt(
        self,
        address: str,
        room: str,
        content: Json,
        *,
        identity: str | None,
        type: str = MESSAGE,
    ) -> Json | None:
        """
        Return a message encrypted for the believed devices of `address`.

        None when none has a key, or when the address is not that identity's any more.

        Raises: Refusal, Unreached, Unanswered: then nothing was sent.
        """
        olm = self._client.olm
        sessions = olm.outbound_group_sessions
        trusted = self._keys.trusted_devices(address)
        session = sessions.get(room)
        wanted = {(address, each.id) for each in trusted}
        if session is None or session.expired or session.users_shared_with != wanted:
            session = await self._share_key(address, room, trusted)
        if olm is not self._client.olm:
            return None  # meanwhile we are another device
        if session is None or session is not sessions.get(room):
            return None  # meanwhile somebody has become its reader, or is none any more
        if self._keys.identity(address) != identity:
            return None
        try:
            ciphertext = session.encrypt(plaintext(room, content, type))
        except EncryptionError:
            sessions.pop(room, None)
            return None
        body: Json = {
            "algorithm": MEGOLM,
            "sender_key": olm.account.identity_keys["curve25519"],
            "ciphertext": ciphertext,
            "session_id": session.id,
            "device_id": olm.device_id,
        }
        relation = content.get("m.relates_to")
        # In clear, as servers need it to fold an edit; it says nothing but which event is meant.
        return {**body, "m.relates_to": relation} if relation else body

    async def _share_key(
        self, address: str, room: str, trusted: tuple[OlmDevice, ...]
    ) -> OutboundGroupSession | None:
        """
        Give a new key of the room to the believed devices; return it if any has it.

        Raises: Refusal, Unreached, Unanswered: then nobody counts as having it.
        """
        await self._claim(address, trusted)
        olm = self._client.olm
        olm.create_outbound_group_session(room)
        session = olm.outbound_group_sessions[room]
        shared: set[tuple[str, str]] = set()
        try:
            for sharing_with, messages in olm.share_group_session_parallel(room, [address]):
                for_whom = "-".join(sorted(id for _, id in sharing_with))
                key = transaction(f"key/{session.id}/{for_whom}")
                await self._server.call("PUT", path("sendToDevice", ENCRYPTED, key), messages)
                shared |= sharing_with
        finally:
            if not shared >= {(address, each.id) for each in trusted}:
                log.warning("devices_without_key", count=len(trusted) - len(shared))
            if not shared:
                olm.outbound_group_sessions.pop(room, None)
        if not shared:
            return None
        # A device for which the server has no key now is tried again with the next message.
        session.users_shared_with = shared
        session.shared = True
        return session

    async def _claim(self, address: str, trusted: tuple[OlmDevice, ...]) -> None:
        olm = self._client.olm
        missing = [each.id for each in trusted if not olm.session_store.get(each.curve25519)]
        if not missing:
            return
        answer = await self._server.call(
            "POST",
            path("keys", "claim"),
            {
                "one_time_keys": {address: dict.fromkeys(missing, "signed_curve25519")},
                "timeout": CLAIM_MS,
            },
        )
        response = KeysClaimResponse.from_dict(answer)
        if isinstance(response, KeysClaimResponse):
            try:
                self._client.receive_response(response)
            except NONSENSE as error:
                # Those before it have a session now, and the others are asked for once more.
                log.warning("one_time_key_nonsense", error=type(error).__name__)


def transaction(key: str) -> str:
    """Return the transaction id of a part of a message: always the same, and no other's."""
    return f"nabat-{hashlib.sha256(key.encode()).hexdigest()[:40]}"


def plaintext(room: str, content: Json, type: str = MESSAGE) -> str:
    """Return what is encrypted: nio's own would spend six bytes on each Cyrillic letter."""
    event = {"type": type, "content": content, "room_id": room}
    return json.dumps(event, ensure_ascii=False, separators=(",", ":"))
