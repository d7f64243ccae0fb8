"""
One message of ours as encrypted events: the words in parts, then the files.

Nothing leaves in plain: an event is made by encrypting, or not at all. What is sent again under
one key is the same event, also after a crash: each part's transaction id follows from the key.
"""

import asyncio
from dataclasses import dataclass
from datetime import timedelta

import structlog
from nio.client.base_client import Client
from nio.crypto.attachments import encrypt_attachment

from bot.transports.base import LOST, Later, Never, Outcome, Sent, Unknown
from bot.transports.matrix.account import Host
from bot.transports.matrix.ahead import Ahead
from bot.transports.matrix.alarms import Alarms, wait_for
from bot.transports.matrix.contents import attachment, replacement, words_of
from bot.transports.matrix.encrypting import ENCRYPTED, MESSAGE, Encrypting, transaction
from bot.transports.matrix.keys import Keys
from bot.transports.matrix.limits import Limits
from bot.transports.matrix.rooms import Rooms
from bot.transports.matrix.server import (
    LIMITED,
    TOO_LARGE,
    TOO_MANY,
    Refusal,
    Server,
    Unanswered,
    Unreached,
    path,
)
from bot.transports.matrix.signatures import Json
from bot.transports.matrix.text import parts
from bot.words.message import Rendered
from storage.engine import StorageFailed

log = structlog.get_logger()

ASKED_AGAIN = timedelta(seconds=2)
# The room's key is given out, or another message's is. What is late has not been sent: with all
# that may come before and after it, that is known before whoever delivers gives up in doubt.
ENCRYPTED_WITHIN = timedelta(seconds=30)
# Of both for an alarm: what takes longer goes on, and the alarm goes over the next channel.
OPENED_WITHIN = timedelta(seconds=30)
ALARM_OPENED_WITHIN, ALARM_ENCRYPTED_WITHIN = timedelta(seconds=4), timedelta(seconds=4)
# So long a message that has begun waits in its midst for a server that takes no more for now.
FINISHED_WITHIN = timedelta(seconds=60)
# Between a room and its events in the id of a message, and between the events.
IN_ROOM, BETWEEN = "|", ","


@dataclass(frozen=True, slots=True)
class Reader:
    """To whom something is sent: an address, its room, and the master key it was meant for."""

    address: str
    room: str
    identity: str | None


class Sending:
    """Encrypts and sends."""

    def __init__(
        self,
        client: Client,
        server: Server,
        rooms: Rooms,
        keys: Keys,
        host: Host,
        limits: Limits,
    ) -> None:
        self._server = server
        self._limits = limits
        self._rooms = rooms
        self._keys = keys
        self._host = host
        self._encrypting = Encrypting(client, server, keys)
        self._ahead = Ahead(keys)
        self._locks: dict[str, asyncio.Lock] = {}
        self._under_way: set[asyncio.Task[Json | None]] = set()
        self._alarms = Alarms()

    def expect(self, address: str) -> None:
        """See `bot.transports.base.Expecting`."""
        self._ahead.expect(address)

    async def send(self, address: str, message: Rendered, *, key: str, urgent: bool) -> Outcome:
        """Send a message; `urgent` looks for new devices of its reader first, and calls them."""
        if not urgent:
            return await self._send(address, message, key=key)
        with self._alarms.under_way(address) as before:
            return await self._send(address, message, key=key, urgent=True, before=before)

    async def _send(
        self,
        address: str,
        message: Rendered,
        *,
        key: str,
        urgent: bool = False,
        before: asyncio.Event | None = None,
    ) -> Outcome:
        meant_for = self._keys.identity(address)
        within = ALARM_OPENED_WITHIN if urgent else OPENED_WITHIN
        try:
            async with asyncio.timeout(within.total_seconds()):
                reader = await self._find_reader(address, meant_for, urgent=urgent)
        except (Refusal, Unreached, Unanswered, StorageFailed, TimeoutError) as failure:
            return self._outcome_unsent(failure)
        if not isinstance(reader, Reader):
            return reader
        if before is not None:
            await wait_for(before)
        ids: list[str] = []
        for place, part in enumerate(parts(message)):
            content = words_of(part, heading=place == 0, silent=message.silent)
            if place == 0:
                content["m.mentions"] = {"user_ids": [address]} if urgent else {}
            ended = await self._event(
                reader, content, f"{key}/{place}", begun=place > 0, urgent=urgent
            )
            if not isinstance(ended, Sent):
                return ended
            ids.append(ended.message_id)
        for id in message.files:
            ended = await self._file(reader, id, f"{key}/{id}", urgent=urgent)
            if not isinstance(ended, Sent):
                return ended
        return Sent(IN_ROOM.join((reader.room, BETWEEN.join(ids))))

    async def edit(self, address: str, message_id: str, message: Rendered, *, key: str) -> Outcome:
        """Replace a message in its place; Never, and so a new one, where its room is gone."""
        meant_for = self._keys.identity(address)
        try:
            reader = await self._find_reader(address, meant_for, urgent=False)
        except (Refusal, Unreached, Unanswered, StorageFailed) as failure:
            return self._outcome_unsent(failure)
        if not isinstance(reader, Reader):
            return reader
        before, _, events = message_id.partition(IN_ROOM)
        ids, made = events.split(BETWEEN), parts(message)
        if before != reader.room or len(made) > len(ids):
            return Never("another room, or too long for what it was")
        # Words that need fewer events than before leave nothing old in the others.
        made = (*made, *("…" for _ in ids[len(made) :]))
        for place, (id, part) in enumerate(zip(ids, made, strict=True)):
            content = replacement(id, words_of(part, heading=place == 0))
            ended = await self._event(reader, content, f"{key}/{place}", begun=place > 0)
            if not isinstance(ended, Sent):
                return ended
        return Sent(message_id)

    async def step(self, address: str, type: str, content: Json, key: str) -> Outcome:
        """Send an event that a client takes part in, encrypted as words are."""
        try:
            reader = await self._find_reader(address, self._keys.identity(address), urgent=False)
        except (Refusal, Unreached, Unanswered, StorageFailed) as failure:
            return self._outcome_unsent(failure)
        if not isinstance(reader, Reader):
            return reader
        return await self._event(reader, content, key, begun=True, type=type)

    async def close(self) -> None:
        """End what goes on without anybody who waits for it."""
        await self._ahead.close()
        for each in self._under_way:
            each.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)

    def _lock(self, address: str) -> asyncio.Lock:
        return self._locks.setdefault(address, asyncio.Lock())

    async def _find_reader(
        self, address: str, meant_for: str | None, *, urgent: bool
    ) -> Reader | Later | Never:
        """Raises: Refusal, Unreached, Unanswered, StorageFailed."""
        if not urgent:
            await self._alarms.none_under_way()
        room = self._rooms.ready(address)
        if not isinstance(room, str):
            return room
        if not self._keys.is_judged(address):
            await self._keys.query([address])
        elif urgent:
            await self._ahead.look_now(address)
        identity = self._keys.identity(address)
        if meant_for not in (None, identity) or self._keys.is_new(address):
            # It was leased for somebody else: who may have it now is asked again.
            return Later(ASKED_AGAIN)
        if self._keys.trusted_devices(address):
            return Reader(address, room, identity)
        if self._keys.may_be_signed(address):
            return Later(ASKED_AGAIN)
        return Never("no device that its owner has signed")

    def _outcome_unsent(self, failure: Exception) -> Outcome:
        log.info("not_begun", failure=type(failure).__name__)
        if isinstance(failure, Refusal) and not failure.is_passing:
            return Never(str(failure))
        return self._later(failure) if isinstance(failure, Refusal) else Later()

    def _later(self, refusal: Refusal) -> Later:
        if refusal.status == TOO_MANY:
            self._limits.rests(refusal.after)
        return Later(refusal.after)

    async def _event(
        self,
        reader: Reader,
        content: Json,
        key: str,
        *,
        begun: bool,
        type: str = MESSAGE,
        urgent: bool = False,
    ) -> Outcome:
        """Send one event; `begun`: it is not the first of its message."""
        encrypting = asyncio.create_task(self._encrypt(reader, content, type))
        self._under_way.add(encrypting)
        encrypting.add_done_callback(self._over)
        # An alarm does not wait for long where keys are late: it goes another way meanwhile. They
        # go on being given out, so that the next try finds them there.
        within = ALARM_ENCRYPTED_WITHIN if urgent else ENCRYPTED_WITHIN
        try:
            async with asyncio.timeout(within.total_seconds()):
                encrypted = await asyncio.shield(encrypting)
        except (Refusal, Unreached, Unanswered, TimeoutError) as failure:
            return self._outcome_unsent(failure)
        if encrypted is None:
            return Later()
        where = path("rooms", reader.room, "send", ENCRYPTED, transaction(key))
        clock = asyncio.get_running_loop().time
        ends_at = clock() + FINISHED_WITHIN.total_seconds()
        while True:
            closed_for = self._limits.closed_for
            if closed_for and (not begun or clock() + closed_for > ends_at):
                return Later(paced=True)
            await asyncio.sleep(closed_for)
            begun_at = clock()
            try:
                answer = await self._server.call("PUT", where, encrypted)
                self._limits.note_acceptance()
                return Sent(str(answer["event_id"]))
            except Refusal as refusal:
                if not (refusal.code == LIMITED and refusal.after):
                    return await self._take_refusal(reader, refusal)
                self._limits.note_refusal(refusal.after, begun_at=begun_at)
            except Unreached:
                return Later()
            except (Unanswered, KeyError):
                return Unknown()

    def _over(self, encrypting: asyncio.Task[Json | None]) -> None:
        self._under_way.discard(encrypting)
        if not encrypting.cancelled():
            encrypting.exception()  # whoever waited for it was told, and else nobody has to be

    async def _encrypt(self, reader: Reader, content: Json, type: str) -> Json | None:
        """Raises: Refusal, Unreached, Unanswered, TimeoutError."""
        # One after the other: two that share a room's key at once would make two keys. Sending
        # waits for nobody, so that a call that hangs holds up no alarm.
        async with asyncio.timeout(ENCRYPTED_WITHIN.total_seconds()), self._lock(reader.address):
            return await self._encrypting.encrypt(
                reader.address, reader.room, content, identity=reader.identity, type=type
            )

    async def _take_refusal(self, reader: Reader, refusal: Refusal) -> Outcome:
        log.warning("event_refused", status=refusal.status, code=refusal.code)
        if refusal.is_fault:
            return Unknown()
        if refusal.is_passing:
            return self._later(refusal)
        if refusal.status == TOO_LARGE:
            return Never(str(refusal))
        try:
            # We are not in the room any more.
            await self._rooms.let_go(reader.address, reader.room)
        except StorageFailed:
            return Later()
        return Never(str(refusal))

    async def _file(self, reader: Reader, id: str, key: str, *, urgent: bool = False) -> Outcome:
        """Send an attachment; in the place of one that is lost its reader is told so."""
        try:
            name, type, body = await self._host.attachments(id)
        except StorageFailed:
            return Later()
        except LOST:
            log.exception("file_damaged", file=id)
            try:
                words = await self._host.excuse(reader.address, id)
            except StorageFailed:
                return Later()
            return await self._event(
                reader, words_of(words, heading=False), key, begun=True, urgent=urgent
            )
        # Off the loop: a file may be 20 MB.
        ciphertext, how = await asyncio.to_thread(encrypt_attachment, body)
        try:
            url = await self._server.upload(ciphertext)
        except Refusal as refusal:
            if refusal.is_passing:
                return self._later(refusal)
            log.error("file_refused", file=id, code=refusal.code)
            return Sent("")  # the text names it
        except (Unreached, Unanswered):
            return Later()
        content = attachment(name, type, len(body), {**how, "url": url})
        return await self._event(reader, content, key, begun=True, urgent=urgent)
