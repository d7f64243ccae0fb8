"""
A person whose client takes nothing from devices that their owner has not signed, as Element does.

It is matrix-js-sdk in a Node process of its own; see client.mjs for what is said between them.
"""

import asyncio
import json
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any, Self

from tests.worlds.homeserver.accounts import Account, Login, log_in
from tests.worlds.homeserver.asking import Json
from tests.worlds.homeserver.client import Client

PROGRAM = Path(__file__).with_name("client.mjs")
LONGEST_LINE = 2**24


class Strict(Client):
    """Somebody on one signed device; it syncs by itself, and `comes` waits for what it tells."""

    def __init__(self, address: str, login: Login, process: Process) -> None:
        super().__init__(address, login)
        self._process = process
        self._numbers = count(1)
        # What became of the newest verification: its phase, code, emoji.
        self.verification: Json = {}
        self._asked: dict[int, asyncio.Future[Json]] = {}
        self._told = asyncio.Event()
        self._reading = asyncio.create_task(self._read())

    @classmethod
    async def logs_in(cls, address: str, account: Account) -> Self:
        """Log in on a new device, with new cross-signing keys that sign it."""
        login = await log_in(address, account)
        process = await asyncio.create_subprocess_exec(
            "node", PROGRAM, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, limit=LONGEST_LINE
        )
        strict = cls(address, login, process)
        await strict._does(
            "start",
            address=address,
            user=login.user_id,
            device=login.device_id,
            token=login.token,
            password=account.password,
        )
        return strict

    async def comes(self, within: float) -> None:
        """See `Client`."""
        with suppress(TimeoutError):
            async with asyncio.timeout(within):
                await self._told.wait()
        self._told.clear()

    async def sends(self, room: str, kind: str, content: Json) -> str:
        """See `Client`; keys go to signed devices alone."""
        given = await self._does("send", room=room, kind=kind, content=content)
        return str(given["event_id"])

    async def verifies(self, user: str, *, room: str = "", device: str = "") -> None:
        """Press «Verify» of a user, in a room, or of one device."""
        await self._does("verify", user=user, room=room, device=device)

    async def does(self, what: str) -> None:
        """Accept, start, confirm, mismatch or cancel the newest verification."""
        await self._does("verification", does=what)

    async def trusts(self, user: str) -> bool:
        """Say whether a user is shown as verified."""
        return bool((await self._does("trusts", user=user))["verified"])

    async def phase(self, phase: str) -> None:
        """Wait until the newest verification has come so far."""
        await self.waits_for(lambda me: self.verification.get("phase") == phase)

    async def emoji(self) -> list[str]:
        """Wait for the emoji; return them as they are shown."""
        await self.waits_for(lambda me: "emoji" in self.verification)
        return [sign for sign, _ in self.verification["emoji"]]

    async def closes(self) -> None:
        """See `Client`."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        await self._process.wait()
        await self._reading

    async def _does(self, command: str, **given: Any) -> Json:
        assert self._process.stdin is not None
        number = next(self._numbers)
        answer = self._asked[number] = asyncio.get_running_loop().create_future()
        line = json.dumps({"id": number, "do": command, **given})
        self._process.stdin.write(line.encode() + b"\n")
        gives: Json = await answer
        return gives

    async def _read(self) -> None:
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            told: Json = json.loads(line)
            if "id" in told:
                self._is_answered(told)
            else:
                self._is_told(told)
                self._told.set()
        for answer in self._asked.values():
            answer.cancel("the client has ended")

    def _is_answered(self, told: Json) -> None:
        answer = self._asked.pop(told["id"])
        if answer.done():
            return
        if "error" in told:
            answer.set_exception(RuntimeError(told["error"]))
        else:
            answer.set_result(told["gives"])

    def _is_told(self, told: Json) -> None:
        room = told.get("room", "")
        match told:
            case {"verification": verification}:
                if verification.get("phase") == "Requested":
                    self.verification = {}
                self.verification |= verification
            case {"state": event}:
                self.transcript.is_told_state(room, [event])
            case {"membership": membership, "inviter": inviter}:
                known = self.room(room)
                known.membership = membership
                known.inviter = inviter or known.inviter
            case {"unreadable": reason, "event": event}:
                self.transcript.cannot_read(room, event, reason)
            case {"message": kind, "content": content, "event": event}:
                self.transcript.is_told(
                    room,
                    event,
                    kind,
                    content,
                    encrypted=told["encrypted"],
                    signed=told["signed"],
                )
            case {"receipts": content}:
                self.transcript.is_told_receipts(content)
