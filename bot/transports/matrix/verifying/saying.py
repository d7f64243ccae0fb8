"""What is said in a verification: its messages in the room or to a device, and words for people."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import structlog

from bot.transports.base import Later, Never, Outcome, Sent, Unknown
from bot.transports.matrix.encrypting import transaction as transaction_id
from bot.transports.matrix.sending import IN_ROOM, Sending
from bot.transports.matrix.server import Refusal, Server, Unanswered, Unreached, path
from bot.transports.matrix.verifying.came import Where
from bot.transports.matrix.verifying.flow import Say
from bot.words.message import Rendered

log = structlog.get_logger()

AGAIN = timedelta(seconds=1)
TRIED_WITHIN = timedelta(seconds=60)


class Saying:
    """Says it, again where that is needed: under one key only one arrives."""

    def __init__(self, server: Server, sending: Sending) -> None:
        self._server = server
        self._sending = sending

    async def send(self, address: str, where: Where, transaction: str, say: Say) -> bool:
        """Send a message of a verification; return whether it has gone."""
        key = f"verification/{transaction}/{say.kind}"
        if where.room:
            return await self._surely(
                lambda: self._sending.step(address, say.kind, say.content, key)
            )
        messages = {"messages": {address: {where.device: say.content}}}
        where_to = path("sendToDevice", say.kind, transaction_id(f"{key}/{where.device}"))

        async def put() -> Outcome:
            try:
                await self._server.call("PUT", where_to, messages)
            except Refusal as refusal:
                return Later(refusal.after) if refusal.is_passing else Never(str(refusal))
            except Unreached:
                return Later()
            except Unanswered:
                return Unknown()
            return Sent("")

        return await self._surely(put)

    async def request(self, address: str, kind: str, content: dict[str, object], key: str) -> str:
        """Send the event that begins a verification in the room; return its id, or nothing."""
        found: list[str] = []

        async def send() -> Outcome:
            outcome = await self._sending.step(address, kind, content, key)
            if isinstance(outcome, Sent):
                found.append(outcome.message_id)
            return outcome

        return found[0] if await self._surely(send) else ""

    async def words(self, address: str, words: str, key: str) -> str:
        """Say words in the room; return the id of their event, or nothing."""
        found: list[str] = []

        async def send() -> Outcome:
            outcome = await self._sending.send(address, Rendered(words), key=key, urgent=False)
            if isinstance(outcome, Sent):
                found.append(outcome.message_id.partition(IN_ROOM)[2])
            return outcome

        return found[0] if await self._surely(send) else ""

    async def _surely(self, send: Callable[[], Awaitable[Outcome]]) -> bool:
        clock = asyncio.get_running_loop().time
        ends = clock() + TRIED_WITHIN.total_seconds()
        while True:
            outcome = await send()
            if isinstance(outcome, Sent):
                return True
            if isinstance(outcome, Never) or clock() > ends:
                log.warning("verification_not_said", outcome=type(outcome).__name__)
                return False
            after = outcome.after if isinstance(outcome, Later) else timedelta()
            await asyncio.sleep(max(after, AGAIN).total_seconds())
