"""What a sync brought: each event of an officer's own room, judged, as an event of the host."""

import asyncio
import base64
from collections import deque
from collections.abc import Iterable, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

import structlog
from nio import MegolmEvent
from nio.client.base_client import Client
from nio.crypto.attachments import decrypt_attachment
from nio.events import Event as Decrypted
from nio.exceptions import EncryptionError

from bot.transports.base import Event
from bot.transports.fetching import fetch
from bot.transports.health import Health
from bot.transports.matrix.account import Account, Host
from bot.transports.matrix.keys import Keys
from bot.transports.matrix.meaning import (
    FALLBACK,
    ID_AT_MOST,
    Remote,
    Unusable,
    Wrote,
    answers_in_clear,
    meaning,
    replaces,
    without_fallback,
)
from bot.transports.matrix.nonsense import NONSENSE
from bot.transports.matrix.server import Refusal, Server, TooLarge, Unanswered, Unreached
from bot.transports.matrix.signatures import Json
from bot.transports.matrix.verifying.verifying import Verifying
from bot.transports.trouble import Trouble
from handlers.chat.events import Attached, File, Incoming, Lost, Misfit, Said, Unwritten
from handlers.files.types import SIZE
from protocol.parties import Channel

log = structlog.get_logger()

JUDGED_WITHIN = timedelta(seconds=4)
# Everybody waits for a file; a minute without a sync is silence.
FETCHED_WITHIN = timedelta(seconds=40)
# A homeserver's clock may go before ours, or after it.
CLOCKS_DIFFER_MS = 600_000
RELATION = "m.relates_to"
# So many reactions are remembered: to take one back says nothing.
REACTIONS = 1000
# The version of a Megolm message, and the tag of its index.
INDEX_FOLLOWS = b"\x03\x08"


class Receiving:
    """Makes events for the inbox of what stands in rooms. `since_ms`: when this device was made."""

    def __init__(
        self,
        account: Account,
        client: Client,
        server: Server,
        host: Host,
        keys: Keys,
        health: Health,
        verifying: Verifying,
    ) -> None:
        self._verifying = verifying
        self._me = account.user
        self._since_ms = account.made_ms
        self._client = client
        self._server = server
        self._host = host
        self._keys = keys
        self._health = health
        self._reactions: deque[str] = deque(maxlen=REACTIONS)
        # Whose devices could not be asked for when a new one of them wrote.
        self._unjudged: set[str] = set()

    async def events(
        self, address: str, room: str, came: Iterable[Any], *, is_new: bool
    ) -> Sequence[Event]:
        """
        Return what `address` did in the own room; what others did there is nobody's word.

        `is_new` says that none of it can have come to an earlier device.

        Raises: Refusal, Unreached, Unanswered, StorageFailed: then it has to come again.
        """
        came, found = tuple(came), []
        if any(self._is_of_unknown(address, each) for each in came):
            await self._look_for_devices(address)
        for each in came:
            try:
                made = await self._one(address, room, each, is_new=is_new)
            except NONSENSE:
                # Ours. It never blocks what comes after it.
                log.exception("event_unreadable")
                made = None
            if made is not None:
                found.append(made)
        return found

    async def note(self) -> None:
        """Write down what came of verifications and must not be lost. Raises: StorageFailed."""
        await self._verifying.note()

    def is_since(self, made_ms: int) -> None:
        """Take note when the device that receives now was made."""
        self._since_ms = made_ms

    async def _one(self, address: str, room: str, came: Json, *, is_new: bool) -> Event | None:
        sender, type = came.get("sender"), came.get("type")
        if "state_key" in came or sender == self._me:
            return None
        if sender != address:
            log.warning("event_of_others")
            return None
        if type == "m.room.redaction":
            return self._redaction(address, came)
        if not came.get("content"):
            return None  # its author has taken it back, or we have: a code
        if type != "m.room.encrypted":
            if self._verifying.in_room(address, room, came, came):
                return None  # in clear as clients send it: it proves itself, or nothing
            return self._clear(address, came)
        # What stands in clear beside it is the server's word; nio would take it for the author's.
        content = {key: each for key, each in came["content"].items() if key != RELATION}
        sealed = MegolmEvent.from_dict({**came, "content": content})
        if not isinstance(sealed, MegolmEvent) or not (sealed.sender_key and sealed.session_id):
            return self._undecryptable(address, came, is_new=is_new)
        try:
            event = self._client.olm.decrypt_megolm_event(sealed, room)
        except EncryptionError as error:
            if "replay" in str(error):
                self._health.incident(address, Trouble.REPLAYED)
                return None
            return self._undecryptable(address, came, is_new=is_new)
        if not isinstance(event, Decrypted):
            return self._event(address, came, Unwritten(Misfit.OTHER))  # whoever wrote it
        if not self._keys.has_written(address, event):
            if address in self._unjudged and self._is_of_unknown(address, came):
                return self._unreadable(address, came)
            return self._event(address, came, Unwritten(Misfit.UNSIGNED))
        if self._verifying.in_room(address, room, came, event.source):
            return None
        once = f"{sealed.session_id}/{message_index(sealed.ciphertext)}"
        beside = came["content"].get(RELATION)
        match meaning(event.source):
            case Wrote(text) if replaces(beside) and text.startswith(FALLBACK):
                # The server alone names what it replaces; its author's client says that it does.
                return self._event(address, came, Unwritten(Misfit.EDITED), once=once)
            case Wrote(text, None, _) if self._verifying.answers(
                address, text, came["event_id"], once
            ):
                return None
            case Wrote(text, None, answered):
                in_clear = not answered and answers_in_clear(beside)
                formatted = event.source["content"].get("formatted_body")
                bare = without_fallback(text, beside, formatted) if in_clear else text
                said = Said(bare, answered, in_clear)
                return self._event(address, came, said, once=once)
            case Wrote(text, file, answered) if file is not None:
                known = await self._host.knows(address)
                files = (await self._fetch(file),) if known else ()
                return self._event(address, came, Attached(text, files, answered), once=once)
            case Unusable(misfit):
                return self._event(address, came, Unwritten(misfit), once=once)
            case _:
                # Its type is its author's word, and no word of theirs stands in a log.
                log.debug("event_ignored")
        return None

    def _is_of_unknown(self, address: str, came: Any) -> bool:
        """Say whether an event names a device of `address` that may be a believed one by now."""
        content = came.get("content") if isinstance(came, dict) else None
        if not isinstance(content, dict) or came.get("sender") != address:
            return False
        key = content.get("sender_key")
        return isinstance(key, str) and self._keys.is_to_be_asked(address, key)

    async def _look_for_devices(self, address: str) -> None:
        """Raises: Refusal, Unreached, Unanswered for one of ours, StorageFailed."""
        try:
            async with asyncio.timeout(JUDGED_WITHIN.total_seconds()):
                await self._keys.query([address])
        except (Refusal, Unreached, Unanswered, TimeoutError) as failure:
            log.warning("devices_not_asked_for", failure=type(failure).__name__)
            # An officer's words come again, once, to be judged: everybody waits for that. Then they
            # are to be repeated. A stranger's wait for nobody.
            if address not in self._unjudged and await self._host.knows(address):
                self._unjudged.add(address)
                raise Unanswered("devices") from None
        else:
            self._unjudged.discard(address)

    def _redaction(self, address: str, came: Json) -> Event | None:
        """One answer for each message that was taken back, whoever made the server say so."""
        content = came.get("content")
        within = content.get("redacts") if isinstance(content, dict) else None
        target = within or came.get("redacts")
        if not isinstance(target, str) or target in self._reactions:
            return None
        return self._event(
            address, came, Unwritten(Misfit.REDACTED), key=f"redaction/{target[:ID_AT_MOST]}"
        )

    def _clear(self, address: str, came: Json) -> Event | None:
        """What was not encrypted: the homeserver could have written it."""
        type = came.get("type")
        if type == "m.reaction":
            to = came["content"][RELATION]["event_id"]
            self._reactions.append(str(came["event_id"]))
            # One answer for each message, however many are forged.
            return self._event(address, came, Unwritten(Misfit.REACTION), key=f"reaction/{to}")
        self._health.incident(address, Trouble.PLAINTEXT)
        return None

    def _undecryptable(self, address: str, came: Json, *, is_new: bool) -> Event | None:
        if not is_new and came["origin_server_ts"] < self._since_ms - CLOCKS_DIFFER_MS:
            return None  # older than this device: it was never for us
        return self._unreadable(address, came)

    def _unreadable(self, address: str, came: Json) -> Event:
        log.warning("event_undecryptable")
        self._health.incident(address, Trouble.UNDECRYPTED)
        return self._event(address, came, Unwritten(Misfit.UNDECRYPTABLE))

    def _event(
        self,
        address: str,
        came: Json,
        incoming: Incoming,
        *,
        key: str = "",
        once: str = "",
    ) -> Event:
        return Event(
            Channel.MATRIX,
            address=address,
            key=key or str(came["event_id"]),
            incoming=incoming,
            once=once,
        )

    async def _fetch(self, file: Remote) -> File:
        return await fetch(file.name, partial(self._download, file), within=FETCHED_WITHIN)

    async def _download(self, file: Remote, attempt: int) -> bytes | Lost | None:
        if file.size > SIZE:
            return Lost.LARGE
        try:
            ciphertext = await self._server.download(str(file.sealed.get("url")), SIZE)
            how = file.sealed
            return await asyncio.to_thread(
                decrypt_attachment, ciphertext, how["key"]["k"], how["hashes"]["sha256"], how["iv"]
            )
        except TooLarge:
            return Lost.LARGE
        except (EncryptionError, ValueError, LookupError, TypeError):
            return Lost.DAMAGED
        except (Refusal, Unreached, Unanswered) as failure:
            log.warning("file_not_fetched", failure=type(failure).__name__, attempt=attempt)
            return None


def message_index(ciphertext: str) -> int:
    """
    Return the place of a Megolm message in its session, which its author's key authenticates.

    Raises: ValueError when it is none.
    """
    raw = base64.b64decode(ciphertext + "=" * (-len(ciphertext) % 4))
    if raw[:2] != INDEX_FOLLOWS:
        raise ValueError("no Megolm message")
    index = 0
    for place, byte in enumerate(raw[2:7]):
        index |= (byte & 0x7F) << 7 * place
        if byte < 0x80:
            return index
    raise ValueError("no index")
