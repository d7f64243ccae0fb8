"""Verifications with those who have a room: what came is taken in turn, and carried on."""

import asyncio
from collections import Counter, deque
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import structlog
from nio.client.base_client import Client

from bot.clock.clocks import ring_or_pause
from bot.transports.health import Health
from bot.transports.matrix.account import Account, Host
from bot.transports.matrix.keys import Keys
from bot.transports.matrix.rooms import Rooms
from bot.transports.matrix.sending import Sending
from bot.transports.matrix.server import Refusal, Server, Unanswered, Unreached
from bot.transports.matrix.signatures import Json, public
from bot.transports.matrix.verifying import came as coming
from bot.transports.matrix.verifying.came import MESSAGE, RELATION, Answer, Came, Where
from bot.transports.matrix.verifying.course import Course, Open, after, cancel_message, surely
from bot.transports.matrix.verifying.flow import Code, Kind, Verification, request_content
from bot.transports.matrix.verifying.sas import Device
from bot.transports.matrix.verifying.saying import Saying
from storage import verifications as stored
from storage.rooms import Room
from storage.verifications import Stage

log = structlog.get_logger()

# From the request on.
WITHIN = timedelta(minutes=10)
LOOK, IDLE = timedelta(seconds=1), timedelta(hours=1)
# Of one address: what may wait, and how often it may begin within an hour.
WAITING = 32
BEGINNINGS = 20
BEGUN_WITHIN = timedelta(hours=1)


class Verifying:
    """Carries on verifications; `run` is one task, and no sync and no alarm waits for it."""

    def __init__(
        self,
        account: Account,
        client: Client,
        server: Server,
        host: Host,
        rooms: Rooms,
        keys: Keys,
        sending: Sending,
        health: Health,
        known: dict[str, Room],
    ) -> None:
        self._account = account
        self._client = client
        self._host = host
        self._asking = host.comparing
        self._rooms = rooms
        self._keys = keys
        self._saying = Saying(server, sending)
        self._course = Course(account, server, host.comparing, self._saying, health, known)
        self._known = known
        self._came: deque[Came | Answer] = deque()
        # In hand, taken out of those that came; and what no crash may lose, not written down yet.
        self._taking: Came | Answer | None = None
        self._unnoted: deque[Came | Answer] = deque()
        # The whole of a first sync has come.
        self._is_heard = False
        # Whom we are asking at this moment; and what was over as soon as this run began.
        self._invited = ""
        self._over: set[str] = set()
        self._left: list[stored.Verification] = []
        self._begun: Counter[str] = Counter()
        self._counted_since = 0.0
        self._wished = True
        self._bell = asyncio.Event()
        host.comparing.ring(self._wish)

    # What a sync has brought; nothing here waits

    def in_room(self, address: str, room: str, came: Json, event: Json) -> bool:
        """Take an event of somebody's own room, if it belongs to a verification; say whether."""
        content = event.get("content")
        if not isinstance(content, dict) or not coming.is_one(event.get("type"), content):
            return False
        beside = came.get("content", {}).get(RELATION)
        known = {**event, **{key: came.get(key) for key in ("event_id", "origin_server_ts")}}
        found = coming.in_room(address, room, self._account.user, known, beside)
        if found is not None:
            self._put(found)
        return True

    def to_device(self, event: Any) -> None:
        """Take what was sent to this device, if it is of somebody who has a room."""
        found = coming.to_device(event)
        if found is not None and found.address in self._known:
            self._put(found)

    def answers(self, address: str, text: str, id: str, once: str) -> bool:
        """Take words of an officer that say whether the emoji match; say whether they are such."""
        open, matches = self._course.under_way.get(address), self._asking.answer(text)
        if open is None or not open.is_shown or matches is None:
            return False
        self._put(Answer(address, matches, id, once))
        return True

    async def note(self) -> None:
        """
        Write down what has come and no crash may lose, before a token stands behind it.

        A request has an answer, if only that it is over; that the emoji differ is told to people.

        Raises: StorageFailed.
        """
        while self._unnoted:
            came = self._unnoted[0]
            open = self._course.under_way.get(came.address)
            if isinstance(came, Came) and came.kind in (Kind.REQUEST, Kind.READY):
                await self._note_beginning(came, open)
            elif open is not None and self._is_awaited(came):
                await self._note_difference(came, open)
            self._unnoted.popleft()
        self._is_heard = True
        self._bell.set()

    async def _note_beginning(self, came: Came, open: Open | None) -> None:
        is_known = open is not None and (open.differs or came.is_of(open.transaction, open.where))
        if came.kind == Kind.READY:
            is_ours = came.address == self._invited
        else:
            is_ours = self._is_timely(came) and self._begun[came.address] < BEGINNINGS
        if is_known or not is_ours or not self._is_awaited(came):
            return
        kept = stored.Verification(came.address, Stage.OPEN, came.transaction, came.where.device)
        await self._asking.keep(kept)
        if not self._is_awaited(came):
            await self._asking.drop(came.address, came.transaction)

    async def _note_difference(self, came: Came | Answer, open: Open) -> None:
        if isinstance(came, Answer):
            is_meant = open.is_shown and await self._asking.is_first(came.once, came.id)
        else:
            is_meant = open.is_shown and came.is_of(open.transaction, open.where)
        if is_meant:
            await self._course.keep_differs(open)
            if self._course.under_way.get(came.address) is not open:
                await self._asking.drop(came.address, open.transaction)

    def _is_awaited(self, came: Came | Answer) -> bool:
        """Say whether it has not been taken yet, or what it began is under way."""
        open = self._course.under_way.get(came.address)
        is_begun = (
            isinstance(came, Came) and open is not None and came.is_of(open.transaction, open.where)
        )
        return is_begun or came is self._taking or came in self._came

    # The task

    async def recall(self) -> None:
        """Know again what an earlier run has left, before anything comes in."""
        self._left = await self._course.recall()

    async def run(self) -> None:
        """Carry on, until cancelled."""
        while not (self._rooms.synced and self._is_heard):
            await ring_or_pause(self._bell, LOOK)
        while True:
            try:
                while self._left:
                    left = self._left.pop(0)
                    self._over.add(left.transaction)
                    await self._course.take_up(left, is_said=self._is_said(left))
                # Before what came: it may be the answer to what an earlier run has asked.
                if self._wished:
                    self._wished = False
                    await self._wishes()
                while self._came:
                    self._taking = self._came.popleft()
                    await self._take(self._taking)
                    self._taking = None
                await self._course.expire()
            except Exception:
                # Ours. It blocks no other one.
                log.exception("verification_failed")
            await ring_or_pause(self._bell, self._pause())

    def _put(self, came: Came | Answer) -> None:
        if sum(each.address == came.address for each in self._came) >= WAITING:
            log.warning("verification_message_dropped")
            return
        self._came.append(came)
        if coming.is_kept(came):
            self._unnoted.append(came)
        self._bell.set()

    def _wish(self) -> None:
        self._wished = True
        self._bell.set()

    def _pause(self) -> timedelta:
        if self._came:
            return timedelta()
        return LOOK if self._course.under_way else IDLE

    async def _take(self, came: Came | Answer) -> None:
        if isinstance(came, Answer):
            await self._course.take_answer(came)
            return
        open = self._course.under_way.get(came.address)
        is_its = open is not None and came.is_of(open.transaction, open.where)
        if came.kind == Kind.REQUEST:
            if not is_its and came.transaction not in self._over:
                await self._take_request(came)
        elif open is not None and is_its:
            if open.flow is not None and came.id not in open.seen:
                open.seen |= {came.id} - {""}
                await self._course.go(open, open.flow.take(came.kind, came.content))
        elif came.kind not in (Kind.CANCEL, Kind.DONE):
            await self._say_unknown(came)

    async def _say_unknown(self, came: Came) -> None:
        """Nobody waits for an answer that cannot come: the process may have begun anew."""
        await surely(lambda: self._asking.drop(came.address, came.transaction))
        if not self._may_begin(came.address):
            return
        where = came.where if came.where.room else Where(device=came.where.device or "*")
        cancel = cancel_message(Code.UNKNOWN_TRANSACTION, where.relation(came.transaction))
        await self._saying.send(came.address, where, came.transaction, cancel)

    # Beginnings

    async def _take_request(self, came: Came) -> None:
        if not self._is_timely(came) or not self._may_begin(came.address):
            log.info("verification_not_begun")
            await surely(lambda: self._asking.drop(came.address, came.transaction))
            return
        open = await self._begin_with(came.address, came.where, came.transaction)
        assert open.flow is not None
        await self._course.go(open, open.flow.answer(came.content))

    async def _wishes(self) -> None:
        for each in await surely(self._asking.under_way):
            if each.stage is Stage.WISHED:
                await self._ask(each)

    async def _ask(self, wish: stored.Verification) -> None:
        """Ask somebody in their room to verify us; asked again after a crash it is one request."""
        address, room = wish.address, self._known.get(wish.address)
        content = {
            "msgtype": Kind.REQUEST,
            "body": await surely(lambda: self._asking.words(address, "request")),
            "to": address,
            **request_content(self._me().id),
        }
        key = f"verification/{wish.transaction}"
        self._invited = address
        id = await self._saying.request(address, MESSAGE, content, key)
        self._invited = ""
        if not id or room is None or room.id is None:
            await surely(lambda: self._asking.drop(address, wish.transaction))
            return
        await self._begin_with(address, Where(room=room.id), id)

    async def _begin_with(self, address: str, where: Where, transaction: str) -> Open:
        """Begin; what was under way with that address is over: people press anew."""
        try:
            await surely(lambda: self._keys.query([address]))
            is_asked = True
        except (Refusal, Unreached, Unanswered) as failure:
            log.warning("devices_not_asked_for", failure=type(failure).__name__)
            is_asked = False
        master = self._keys.identity(address) or ""
        flow = Verification(
            self._me(), address, transaction, where.relation(transaction), self._keys_of(address)
        )
        open = Open(address, where, transaction, master, after(WITHIN), flow)
        open.is_asked = is_asked
        await self._course.begin(open)
        return open

    def _keys_of(self, address: str) -> Callable[[str], Mapping[str, str] | None]:
        def keys_of(device: str) -> Mapping[str, str] | None:
            master = self._keys.identity(address)
            for each in self._keys.trusted_devices(address):
                if each.id == device and master is not None:
                    return {f"ed25519:{device}": each.ed25519, f"ed25519:{master}": master}
            return None

        return keys_of

    # Means

    def _is_said(self, left: stored.Verification) -> bool:
        came = [each for each in self._came if each.address == left.address]
        return any(isinstance(each, Answer) for each in came)

    def _is_timely(self, came: Came) -> bool:
        return came.is_timely(int(self._host.clock().timestamp() * 1000))

    def _me(self) -> Device:
        olm, master = self._client.olm, public(self._account.identity.master)
        key = olm.account.identity_keys["ed25519"]
        keys = {f"ed25519:{olm.device_id}": key, f"ed25519:{master}": master}
        return Device(self._account.user, olm.device_id, keys)

    def _may_begin(self, address: str) -> bool:
        now = asyncio.get_running_loop().time()
        if now - self._counted_since > BEGUN_WITHIN.total_seconds():
            self._begun.clear()
            self._counted_since = now
        self._begun[address] += 1
        return self._begun[address] <= BEGINNINGS
