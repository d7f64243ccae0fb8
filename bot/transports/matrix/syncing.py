"""
The loop of /sync: what came is stored first, and only then the token that stands behind it.

The token is ours, kept in the transaction that stores the last event: a kill at any moment loses
nothing and repeats no effect, since each event is stored once.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import structlog

from bot.transports.base import Event, Receipt, Receive, is_code
from bot.transports.health import Health
from bot.transports.matrix.account import Host, Rhythm
from bot.transports.matrix.device_lists import DeviceLists
from bot.transports.matrix.encrypting import transaction
from bot.transports.matrix.forgetting import Memory
from bot.transports.matrix.gaps import gaps, missed_words, recent
from bot.transports.matrix.greeting import Greeting
from bot.transports.matrix.keys import Keys
from bot.transports.matrix.own import Own
from bot.transports.matrix.receiving import Receiving
from bot.transports.matrix.rooms import Rooms
from bot.transports.matrix.server import (
    ANSWERED_WITHIN,
    NoHomeserver,
    Redirected,
    Refusal,
    Server,
    Unanswered,
    Unreached,
    path,
)
from bot.transports.matrix.signatures import Json
from bot.transports.matrix.state import inviter
from bot.transports.matrix.upkeep import Upkeep
from bot.transports.trouble import Trouble
from handlers.chat.events import Misfit, Unwritten, texts
from storage.engine import StorageFailed
from storage.rooms import Room

log = structlog.get_logger()

FILTER = json.dumps(
    {
        "presence": {"types": []},
        "account_data": {"types": []},
        "room": {
            "timeline": {"limit": 200},
            "account_data": {"types": []},
            "ephemeral": {"types": ["m.receipt"]},
        },
    }
)
STORAGE_AGAIN = timedelta(seconds=2)


class Syncing:
    """Syncs, and hands each event to `receive` until it is taken."""

    def __init__(
        self,
        me: str,
        server: Server,
        host: Host,
        *,
        rooms: Rooms,
        keys: Keys,
        upkeep: Upkeep,
        receiving: Receiving,
        known: dict[str, Room],
        health: Health,
        rhythm: Rhythm,
        own: Own,
        greeting: Greeting,
    ) -> None:
        self._me = me
        self._upkeep = upkeep
        self._server = server
        self._host = host
        self._rooms = rooms
        self._receiving = receiving
        self._known = known
        self._health = health
        self._rhythm = rhythm
        self._own = own
        self._greeting = greeting
        self._failures = 0
        self._memory = Memory(server, host)
        self._has_forgotten = False
        self._since: str | None = None
        self._opened_token: str | None = None
        self._lists = DeviceLists(me, host, keys=keys, known=known, own=own, greeting=greeting)

    async def run(self, receive: Receive) -> None:
        """Sync until cancelled."""
        self._since = await self._surely(self._host.cursor)
        self._known |= await self._surely(self._host.rooms)
        try:
            await self._keep_syncing(receive)
        finally:
            await self._lists.close()

    async def _keep_syncing(self, receive: Receive) -> None:
        while True:
            try:
                await self._own.attend()
                if self._since is not None and await self._memory.is_gone():
                    self._forgets("-")
                answer = await self._sync()
                await self._take(answer, receive)
            except StorageFailed as failure:
                log.error("sync_not_stored", failure=str(failure))
                await asyncio.sleep(STORAGE_AGAIN.total_seconds())
            except (Refusal, Unreached, Unanswered) as failure:
                await asyncio.sleep((await self._note_failure(failure)).total_seconds())
            except Exception:
                # Ours. It comes again: nothing is skipped.
                log.exception("sync_failed")
                await asyncio.sleep(self._pause().total_seconds())
            else:
                self._failures = 0
                self._health.note_poll()

    async def _sync(self) -> Json:
        query = {"filter": FILTER}
        if self._since is not None:
            query["since"] = self._since
        if self._rooms.synced:
            query["timeout"] = str(int(self._rhythm.sync.total_seconds() * 1000))
        else:
            query["full_state"] = "true"
        within = self._rhythm.sync + ANSWERED_WITHIN
        return await self._server.call("GET", path("sync"), query=query, within=within)

    async def _take(self, answer: Json, receive: Receive) -> None:
        token = answer.get("next_batch")
        if not isinstance(token, str):
            raise Unanswered("no token")
        if token != self._opened_token:
            # A second time nio would take the same keys for broken ones.
            self._upkeep.open(answer)
            self._opened_token = token
        rooms = answer.get("rooms", {})
        joined: dict[str, Json] = rooms.get("join", {})
        left_out = await gaps(self._server, joined, self._since)
        for id, room in joined.items():
            if not self._rooms.synced:
                self._rooms.full(id)
            self._rooms.take(id, room.get("state", {}).get("events", []))
            self._rooms.take(id, room.get("timeline", {}).get("events", []))
        await self._rooms.learn()
        if not self._rooms.synced:
            await self._rooms.tell_apart()
        self._rooms.synced = True
        await self._lists.take(answer)
        # Behind the token that we keep, another device of the bot has handled nothing.
        is_new = self._since is not None
        events: list[Event] = []
        for id, room in joined.items():
            address = self._rooms.address(id)
            if address is None:
                continue
            gap, timeline = left_out[id], room.get("timeline", {})
            if gap.missed:
                self._health.incident(address, Trouble.MISSED, gap.missed)
            if gap.missed or self._has_forgotten:
                events += await missed_words(self._host, address, f"{id}/{token}")
            came = (*gap.events, *timeline.get("events", []))
            if not is_new:
                came = recent(came, self._host.clock())
            events += await self._receiving.events(address, id, came, is_new=is_new)
        # Before the token stands behind it: each of these is shown only once.
        for id, room in rooms.get("invite", {}).items():
            await self._rooms.take_invitation(id, inviter(room, self._me))
        for id in joined:
            self._rooms.leave_stray(id)
            await self._rooms.settle(id)
        for id in rooms.get("leave", {}):
            await self._rooms.note_left(id)
        await self._receiving.note()
        await self._store(events, token, receive)
        self._since = token
        self._has_forgotten = False
        for id, room in joined.items():
            await self._receipts(id, room)
        self._upkeep.bell.set()

    def _forgets(self, why: str) -> None:
        """Read every room anew: the server does not know up to where we have read."""
        self._health.incident(0, Trouble.FORGOTTEN, why)
        self._since, self._has_forgotten = None, True
        self._rooms.synced = False

    async def _store(self, events: Sequence[Event], token: str, receive: Receive) -> None:
        if not events:
            await self._host.keep_cursor(token)
            return
        for place, event in enumerate(events):
            is_last = place == len(events) - 1
            receipt = await receive(replace(event, cursor=token) if is_last else event)
            while receipt is Receipt.UNAVAILABLE:
                await asyncio.sleep(STORAGE_AGAIN.total_seconds())
                receipt = await receive(replace(event, cursor=token) if is_last else event)
            if is_code("".join(texts(event.incoming)), receipt):
                await self._redact(event)
            if event.incoming == Unwritten(Misfit.UNSIGNED):
                self._greeting.unread(event.address)
            if receipt is Receipt.REPLAYED:
                self._health.incident(event.address, Trouble.REPLAYED)
            elif receipt is Receipt.STRANGER:
                self._greeting.meet(event.address)

    async def _redact(self, event: Event) -> None:
        """Take a code out of the room."""
        known = self._known.get(event.address)
        if known is None or known.id is None:
            return
        where = path("rooms", known.id, "redact", event.key, transaction(f"redact/{event.key}"))
        try:
            await self._server.call("PUT", where, {})
        except (Refusal, Unreached, Unanswered) as failure:
            log.info("code_not_redacted", failure=type(failure).__name__)

    async def _receipts(self, room: str, joined: Json) -> None:
        address = self._rooms.address(room)
        for each in joined.get("ephemeral", {}).get("events", []):
            if address is None or each.get("type") != "m.receipt":
                continue
            for event, kinds in each.get("content", {}).items():
                if address in kinds.get("m.read", {}):
                    await self._host.note_read(address, event)

    async def _note_failure(self, failure: Refusal | Unreached | Unanswered) -> timedelta:
        pause = self._pause()
        self._memory.doubt()
        if self._since is not None and await self._memory.refuses_token(failure, self._failures):
            self._forgets(str(failure))
            return timedelta()
        match failure:
            case Refusal() if failure.is_logout:
                return await self._own.log_in_again()
            case Refusal():
                trouble = Trouble.UNREACHABLE if failure.is_passing else Trouble.REFUSED
                self._health.note_trouble(trouble, str(failure))
                return max(min(failure.after, self._rhythm.longest), pause)
            case Redirected(to=to):
                self._health.note_trouble(Trouble.REDIRECTED, to)
            case NoHomeserver(said=said):
                self._health.note_trouble(Trouble.NO_HOMESERVER, said)
            case _:
                self._health.note_trouble(Trouble.UNREACHABLE)
        return pause

    def _pause(self) -> timedelta:
        self._failures += 1
        return min(self._rhythm.again * (1 << min(self._failures - 1, 6)), self._rhythm.longest)

    async def _surely(self, read: Callable[[], Awaitable[Any]]) -> Any:
        while True:
            try:
                return await read()
            except StorageFailed as failure:
                log.error("sync_not_begun", failure=str(failure))
                await asyncio.sleep(STORAGE_AGAIN.total_seconds())
