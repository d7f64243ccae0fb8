"""
The course of a verification: what is said next, what is written down before it, how it ends.

What has to be known after a crash is written down before it is said: who was in the midst of one is
told that it is over, who has only to say that the emoji match may still do so, and that they differ
is told to everybody whom it concerns.

The bot gives its MAC once it has shown the emoji, for whoever compares them is the officer: their
client decides by them. The bot itself takes a master key for compared by two things only, a MAC
over that key, and the officer's own word from a device that the key vouches for.
"""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeVar

import structlog

from bot.transports.health import Health
from bot.transports.matrix.account import Account
from bot.transports.matrix.server import Server
from bot.transports.matrix.signatures import Json
from bot.transports.matrix.verifying.asking import Comparing
from bot.transports.matrix.verifying.came import Answer, Where
from bot.transports.matrix.verifying.flow import (
    TAMPERED,
    Code,
    Kind,
    Say,
    Says,
    State,
    Verification,
)
from bot.transports.matrix.verifying.saying import Saying
from bot.transports.matrix.verifying.vouching import vouch
from bot.transports.trouble import Trouble
from storage import verifications as stored
from storage.engine import StorageFailed
from storage.rooms import Room
from storage.verifications import Stage

log = structlog.get_logger()
T = TypeVar("T")

# For the word that is typed once both clients are done.
SAID_WITHIN = timedelta(hours=1)
STORAGE_AGAIN = timedelta(seconds=2)
# What is said when it is over before anything was proven.
_ENDED: Mapping[str, str] = {Code.TIMEOUT: "late", Code.USER: "cancelled"}


@dataclass(slots=True)
class Open:
    """
    A verification that is under way. `flow` is None of one that an earlier run has left. `is_asked`
    says whether the server has just told the devices of the other side.
    """

    address: str
    where: Where
    transaction: str
    master: str
    ends_at: float
    flow: Verification | None = None
    emoji: tuple[int, ...] = ()
    is_shown: bool = False
    is_proven: bool = False
    is_said: bool = False
    is_asked: bool = True
    differs: bool = False
    seen: set[str] = field(default_factory=set)


class Course:
    """The verifications that are under way, one for each address, in the hands of one task."""

    def __init__(
        self,
        account: Account,
        server: Server,
        asking: Comparing,
        saying: Saying,
        health: Health,
        known: dict[str, Room],
    ) -> None:
        self.under_way: dict[str, Open] = {}
        self._account = account
        self._server = server
        self._asking = asking
        self._saying = saying
        self._health = health
        self._known = known

    async def recall(self) -> list[stored.Verification]:
        """Return what an earlier run has left; where emoji were shown a word may still come."""
        kept = await surely(self._asking.under_way)
        left = [each for each in kept if each.stage is not Stage.WISHED]
        for each in left:
            if each.stage is Stage.PROVEN or (each.stage is Stage.OPEN and each.emoji):
                self.under_way[each.address] = self._reopen(each)
        return left

    async def begin(self, open: Open) -> None:
        """Begin; what was under way with that address is over: people press anew."""
        before = self.under_way.pop(open.address, None)
        if before is not None and before.flow is not None:
            for say in before.flow.cancel(Code.USER):
                await self._saying.send(before.address, self._to(before), before.transaction, say)
        await self._keep(open, Stage.OPEN)
        self.under_way[open.address] = open

    async def go(self, open: Open, says: Says) -> None:
        """Say what is to be said, and do what follows from how far it is."""
        flow = open.flow
        assert flow is not None
        if flow.state is State.DONE and not open.is_proven:
            open.is_proven, open.ends_at = True, after(SAID_WITHIN)
            await self._keep(open, Stage.PROVEN)
        for say in says:
            gone = await self._saying.send(open.address, self._to(open), open.transaction, say)
            if not gone and not flow.is_over:
                flow.cancel(Code.USER)
        if flow.state is State.CANCELLED:
            await self._take_cancel(open, flow)
        elif flow.shown is not None and not open.is_shown:
            await self._show(open, flow)
        elif open.is_proven:
            await self._proven(open)

    async def _show(self, open: Open, flow: Verification) -> None:
        assert flow.shown is not None
        open.is_shown, open.emoji = True, flow.shown.emoji
        words = await surely(lambda: self._asking.words(open.address, "shown", flow.shown))
        await self._keep(open, Stage.OPEN)
        if not await self._saying.words(open.address, words, self._key(open, "shown")):
            await self.go(open, flow.cancel(Code.USER))
            return
        await surely(lambda: self._asking.tell_emoji(open.address, open.transaction, open.emoji))
        await self.go(open, flow.confirm())

    async def _proven(self, open: Open) -> None:
        if open.is_said:
            await self._conclude(open)
        else:
            await self._tell(open, "unsaid")

    async def take_answer(self, answer: Answer) -> None:
        """Take an officer's word, the first time that it comes."""
        open = self.under_way.get(answer.address)
        if open is None or not open.is_shown:
            return
        if not await surely(lambda: self._asking.is_first(answer.once, answer.id)):
            self._health.incident(answer.address, Trouble.REPLAYED)
            return
        if not answer.matches:
            await self._tell_mismatch(open)
            return
        open.is_said = True
        if open.is_proven:
            await self._conclude(open)
        else:
            await self._tell(open, "unpressed")

    # Ends

    async def _conclude(self, open: Open) -> None:
        self.under_way.pop(open.address, None)
        kept = self._row(open, Stage.COMPARED)
        if not await surely(lambda: self._asking.note_comparison(kept)):
            # Meanwhile the address is bound to another key.
            await self._tell(open, "failed")
            await self._drop(open.address, open.transaction)
            return
        await self._tell_done(open)

    async def _tell_done(self, open: Open) -> None:
        await self._tell(open, "done")
        await vouch(self._server, self._account, open.address, open.master)
        await self._drop(open.address, open.transaction)

    async def _take_cancel(self, open: Open, flow: Verification) -> None:
        if open.differs or (flow.code in TAMPERED and not flow.unbelieved):
            await self._tell_mismatch(open)
            return
        self.under_way.pop(open.address, None)
        if flow.unbelieved and open.is_asked:
            await self._tell(open, "unbelieved")
        elif flow.lacks_emoji:
            await self._tell(open, "emojiless")
        elif flow.code != Code.ACCEPTED:
            await self._tell(open, _ENDED.get(flow.code, "failed"))
        await self._drop(open.address, open.transaction)

    async def _tell_mismatch(self, open: Open) -> None:
        """What is compared is not the same: somebody may be between the two."""
        self.under_way.pop(open.address, None)
        open.differs = True
        await self._keep(open, Stage.DIFFERS)
        log.error("verification_mismatched", code=open.flow.code if open.flow else "")
        if await surely(lambda: self._asking.is_ours(open.address)):
            self._health.incident(open.address, Trouble.MISMATCHED)
            await surely(lambda: self._asking.tell_mismatch(open.address, open.transaction))
        cancel = cancel_message(Code.MISMATCHED_SAS, open.where.relation(open.transaction))
        for say in open.flow.cancel(Code.MISMATCHED_SAS) if open.flow else (cancel,):
            await self._saying.send(open.address, self._to(open), open.transaction, say)
        await self._tell(open, "mismatched")
        await self._drop(open.address, open.transaction)

    async def expire(self) -> None:
        """End what has lasted too long."""
        now = asyncio.get_running_loop().time()
        for open in [each for each in self.under_way.values() if each.ends_at <= now]:
            if open.flow is not None and not open.flow.is_over:
                await self.go(open, open.flow.cancel(Code.TIMEOUT))
            else:
                self.under_way.pop(open.address, None)
                await self._tell(open, "unanswered")
                await self._drop(open.address, open.transaction)

    async def take_up(self, left: stored.Verification, *, is_said: bool) -> None:
        """Go on where an earlier run has ended; `is_said`: the officer's word has come since."""
        open = self.under_way.get(left.address) or self._reopen(left)
        where, relation = open.where, open.where.relation(left.transaction)
        match left.stage:
            case _ if open.differs:
                await self._tell_mismatch(open)
            case Stage.PROVEN:
                done = Say(Kind.DONE, relation)
                await self._saying.send(left.address, where, left.transaction, done)
                if not is_said:
                    # One that had come may have ended with the process.
                    await self._tell(open, "again", secrets.token_hex(8))
            case Stage.COMPARED:
                await self._tell_done(open)
            case _:
                self.under_way.pop(left.address, None)
                cancel = cancel_message(Code.USER, relation)
                await self._saying.send(left.address, where, left.transaction, cancel)
                await self._tell(open, "restarted")
                await self._drop(left.address, left.transaction)

    async def keep_differs(self, open: Open) -> None:
        """Write down that what is compared differs, before its turn. Raises: StorageFailed."""
        open.differs = True
        await self._asking.keep(self._row(open, Stage.DIFFERS))

    def _reopen(self, left: stored.Verification) -> Open:
        return Open(
            left.address,
            self._where(left),
            left.transaction,
            left.master,
            after(SAID_WITHIN),
            emoji=left.emoji,
            is_shown=True,
            is_proven=left.stage is Stage.PROVEN,
            differs=left.stage is Stage.DIFFERS,
        )

    def _where(self, left: stored.Verification) -> Where:
        if left.device:
            return Where(device=left.device)
        room = self._known.get(left.address)
        return Where(room=room.id if room is not None and room.id is not None else "-")

    def _to(self, open: Open) -> Where:
        """Return where it goes on; outside of the room with the device that it is with."""
        if open.where.room:
            return open.where
        device = open.flow.device if open.flow is not None else ""
        return Where(device=device or open.where.device or "*")

    def _key(self, open: Open, what: str) -> str:
        return f"verification/{open.transaction}/words/{what}"

    async def _tell(self, open: Open, key: str, once: str = "") -> None:
        """Say it, under one key only once; `once` makes it another one."""
        words = await surely(lambda: self._asking.words(open.address, key))
        await self._saying.words(open.address, words, self._key(open, key) + once)

    async def _keep(self, open: Open, stage: Stage) -> None:
        kept = self._row(open, Stage.DIFFERS if open.differs else stage)
        await surely(lambda: self._asking.keep(kept))

    def _row(self, open: Open, stage: Stage) -> stored.Verification:
        return stored.Verification(
            open.address,
            stage,
            open.transaction,
            "" if open.where.room else self._to(open).device,
            open.master,
            open.emoji,
        )

    async def _drop(self, address: str, transaction: str) -> None:
        await surely(lambda: self._asking.drop(address, transaction))


def after(within: timedelta) -> float:
    """Return the moment of the loop's clock after so long."""
    return asyncio.get_running_loop().time() + within.total_seconds()


async def surely(ask: Callable[[], Awaitable[T]]) -> T:
    """Ask until the storage answers: what is under way waits for it."""
    while True:
        try:
            return await ask()
        except StorageFailed as failure:
            log.error("verification_waits", failure=str(failure))
            await asyncio.sleep(STORAGE_AGAIN.total_seconds())


def cancel_message(code: Code, relation: Json) -> Say:
    """Return what cancels a verification that nobody here knows any more."""
    return Say(Kind.CANCEL, {"code": code, "reason": code.removeprefix("m."), **relation})
