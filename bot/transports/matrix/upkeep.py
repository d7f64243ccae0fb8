"""What nio, as the Olm machine, is given of a sync, and what it wants of the server after it."""

import structlog
from nio import KeysClaimResponse, KeysUploadResponse, SyncResponse, ToDeviceResponse
from nio.client.base_client import Client

from bot.transports.matrix.encrypting import CLAIM_MS
from bot.transports.matrix.server import Server, path
from bot.transports.matrix.signatures import Json

log = structlog.get_logger()


class Upkeep:
    """Keeps the sessions and the one-time keys of this device."""

    def __init__(self, client: Client, server: Server) -> None:
        self._client = client
        self._server = server

    def open(self, answer: Json) -> None:
        """Let nio take the keys of rooms out of what was sent to this device."""
        counts = answer.get("device_one_time_keys_count", {})
        given = {
            "next_batch": answer["next_batch"],
            "to_device": answer.get("to_device", {"events": []}),
            "device_one_time_keys_count": counts,
            "device_lists": {},
            "rooms": {},
        }
        response = SyncResponse.from_dict(given)
        if not isinstance(response, SyncResponse):
            log.error("keys_unreadable")
            return
        # nio passes over an answer with the token that it had last.
        self._client.next_batch = ""
        # Whole or not at all: a session that has moved on would not give out the key once more.
        with self._client.store.database.atomic():
            self._client.receive_response(response)

    async def serve(self) -> None:
        """Give the server the keys that it is short of, and send what nio wants to be sent."""
        client = self._client
        if client.should_upload_keys:
            keys = client.olm.share_keys()
            # On disk before anybody can use them: made anew they would be refused for ever.
            client.olm.save_account()
            answer = await self._server.call("POST", path("keys", "upload"), keys)
            client.receive_response(KeysUploadResponse.from_dict(answer))
        if client.should_claim_keys:
            asked = client.get_users_for_key_claiming()
            wanted = {
                user: dict.fromkeys(devices, "signed_curve25519") for user, devices in asked.items()
            }
            body = {"one_time_keys": wanted, "timeout": CLAIM_MS}
            answer = await self._server.call("POST", path("keys", "claim"), body)
            client.receive_response(KeysClaimResponse.from_dict(answer))
        for message in list(client.outgoing_to_device_messages):
            where = path("sendToDevice", message.type, f"nabat-{id(message)}-{client.next_batch}")
            await self._server.call("PUT", where, message.as_dict())
            client.receive_response(ToDeviceResponse(message))
