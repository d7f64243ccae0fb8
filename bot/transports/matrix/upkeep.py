"""What nio, as the Olm machine, is given of a sync, and what it wants of the server after it."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import structlog
from nio import KeysClaimResponse, KeysUploadResponse, ToDeviceResponse
from nio.client.base_client import Client
from nio.events import EncryptedToDeviceEvent, ToDeviceEvent

from bot.clock.clocks import ring_or_pause
from bot.transports.matrix.encrypting import CLAIM_MS
from bot.transports.matrix.nonsense import NONSENSE
from bot.transports.matrix.server import Refusal, Server, Unanswered, Unreached, path
from bot.transports.matrix.signatures import Json

log = structlog.get_logger()

ONE_TIME = "signed_curve25519"
IDLE = timedelta(hours=1)
AGAIN = timedelta(seconds=5)


class Upkeep:
    """Keeps the sessions and the one-time keys of this device."""

    def __init__(
        self,
        client: Client,
        server: Server,
        verification: Callable[[Any], None] = lambda came: None,
    ) -> None:
        self._verification = verification
        self._client = client
        self._server = server
        # A sync has been taken: the server may be short of keys.
        self.bell = asyncio.Event()

    def open(self, answer: Json) -> None:
        """Let nio take the keys of rooms out of what was sent to this device."""
        for came in answer.get("to_device", {}).get("events", []):
            try:
                self._open_one(came)
            except NONSENSE as error:
                # Anybody may send to a device: what one has broken keeps no key of others back.
                log.warning("to_device_nonsense", error=type(error).__name__)
        counts = answer.get("device_one_time_keys_count")
        if isinstance(counts, dict):
            # nio passes over a count of none, and would never give out a key again.
            self._client.olm.uploaded_key_count = int(counts.get(ONE_TIME, 0))

    async def run(self) -> None:
        """Serve after each sync, until cancelled; no message waits for it."""
        pause = IDLE
        while True:
            await ring_or_pause(self.bell, pause)
            pause = IDLE
            try:
                await self.serve()
            except (Refusal, Unreached, Unanswered, *NONSENSE) as failure:
                log.warning("keys_not_kept", failure=type(failure).__name__)
                pause = AGAIN

    async def serve(self) -> None:
        """
        Give the server the keys that it is short of, and send what nio wants to be sent.

        Raises: Refusal, Unreached, Unanswered, NONSENSE.
        """
        client = self._client
        # Keys of a store that the server was never given, as of one that is lost, would take the
        # place of those that people believe.
        if client.should_upload_keys and client.olm.account.shared:
            await self._upload()
        if client.should_claim_keys:
            asked = client.get_users_for_key_claiming()
            wanted = {user: dict.fromkeys(devices, ONE_TIME) for user, devices in asked.items()}
            body = {"one_time_keys": wanted, "timeout": CLAIM_MS}
            answer = await self._server.call("POST", path("keys", "claim"), body)
            client.receive_response(KeysClaimResponse.from_dict(answer))
            # A device for which there is no key is not asked for with each sync.
            client.olm.wedged_devices.clear()
        for message in list(client.outgoing_to_device_messages):
            where = path("sendToDevice", message.type, f"nabat-{id(message)}-{client.next_batch}")
            await self._server.call("PUT", where, message.as_dict())
            client.receive_response(ToDeviceResponse(message))

    async def _upload(self) -> None:
        olm = self._client.olm
        keys = olm.share_keys()
        # On disk before anybody can use them: made anew they would be refused for ever.
        olm.save_account()
        try:
            answer = await self._server.call("POST", path("keys", "upload"), keys)
        except Refusal as refusal:
            if not refusal.is_passing:
                # The server has others of these names, as after a restored backup: new names.
                olm.account.mark_keys_as_published()
                olm.save_account()
            raise
        self._client.receive_response(KeysUploadResponse.from_dict(answer))

    def _open_one(self, came: Any) -> None:
        self._verification(came)
        event = ToDeviceEvent.parse_event(came)
        # Requests for keys, which travel in clear, are nothing of ours.
        if isinstance(event, EncryptedToDeviceEvent):
            # Whole or not at all: a session that has moved on would not give the key out once more.
            with self._client.store.database.atomic():
                self._client.olm.handle_to_device_event(event)
