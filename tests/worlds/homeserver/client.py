"""What everybody's client can do, whatever library is under it: see, wait, write, go."""

import secrets
from abc import ABC, abstractmethod
from asyncio import get_running_loop
from collections.abc import Callable, Sequence
from typing import Any, Self, TypeVar
from urllib.parse import quote

from tests.worlds.homeserver.accounts import Login
from tests.worlds.homeserver.asking import CLIENT, Json, ask, download, upload
from tests.worlds.homeserver.attachments import seal, unseal
from tests.worlds.homeserver.transcript import (
    MESSAGE,
    REACTION,
    Message,
    Room,
    Transcript,
    Unreadable,
)

Found = TypeVar("Found")

MEGOLM = {"algorithm": "m.megolm.v1.aes-sha2"}
WITHIN = 60.0


class Client(ABC):
    """
    Somebody on one device. Verbs return when the homeserver has accepted.

    Nothing comes by itself: `syncs`, `waits_for` and `sees` bring what there is.
    """

    def __init__(self, address: str, login: Login) -> None:
        self.address = address
        self.login = login
        self.transcript = Transcript()

    @property
    def user_id(self) -> str:
        """The Matrix id."""
        return self.login.user_id

    @property
    def device_id(self) -> str:
        """The device that this is."""
        return self.login.device_id

    @property
    def messages(self) -> Sequence[Message]:
        """What is shown, oldest first, own messages included."""
        return self.transcript.messages

    @property
    def unreadable(self) -> Sequence[Unreadable]:
        """What could not be decrypted until now."""
        return list(self.transcript.unreadable.values())

    @property
    def invitations(self) -> Sequence[Room]:
        """The rooms that wait for an answer."""
        return [each for each in self.transcript.rooms.values() if each.membership == "invite"]

    def room(self, room: str) -> Room:
        """Return a room as it is known here."""
        return self.transcript.room(room)

    def said_by(self, sender: str) -> list[Message]:
        """Return the messages of somebody, oldest first."""
        return [each for each in self.messages if each.sender == sender]

    async def waits_for(
        self, wanted: Callable[[Self], Found | None], within: float = WITHIN
    ) -> Found:
        """
        Return what `wanted` finds here, once it finds something.

        Raises:
            AssertionError: it did not in so many seconds; with what is shown instead.
        """
        clock = get_running_loop().time
        until = clock() + within
        while not (found := wanted(self)):
            if (left := until - clock()) <= 0:
                shown = [(each.sender, each.body) for each in self.messages[-5:]]
                raise AssertionError(f"in {within} s {self.user_id} saw {shown} {self.unreadable}")
            await self.comes(left)
        return found

    async def sees(self, words: str, *, within: float = WITHIN) -> Message:
        """Return the last message whose shown words contain these, once there is one."""

        def shown(me: Client) -> Message | None:
            return next((each for each in me.messages[::-1] if words in each.body), None)

        return await self.waits_for(shown, within)

    async def says(
        self, room: str, body: str, *, html: str = "", mentions: Sequence[str] = ()
    ) -> str:
        """Write a message, encrypted where the room is; return the event's id."""
        return await self.sends(room, MESSAGE, _text(body, html, mentions))

    async def replies(self, to: Message, body: str, *, quotes: bool = False) -> str:
        """Write an answer to a message; older clients put a quotation of it before the words."""
        relates = {"m.in_reply_to": {"event_id": to.event_id}}
        first, *lines = to.body.split("\n")
        quoted = "\n".join((f"> <{to.sender}> {first}", *(f"> {each}" for each in lines)))
        said = _text(f"{quoted}\n\n{body}" if quotes else body)
        return await self.sends(to.room, MESSAGE, said | {"m.relates_to": relates})

    async def edits(self, message: Message, body: str) -> str:
        """Change the words of a message, of one's own if the client is honest."""
        return await self.sends(message.room, MESSAGE, edited(message, body))

    async def sends_file(
        self,
        room: str,
        content: bytes,
        name: str = "document.pdf",
        *,
        mime: str = "application/pdf",
        kind: str = "m.file",
        caption: str = "",
    ) -> str:
        """Send an attachment, encrypted where the room is; `m.image` shows it as a picture."""
        about: Json = {
            "msgtype": kind,
            "body": caption or name,
            "filename": name,
            "info": {"mimetype": mime, "size": len(content)},
        }
        if self.room(room).encrypted:
            ciphertext, file = seal(content)
            file["url"] = await upload(self.address, ciphertext, token=self.login.token)
            about["file"] = file
        else:
            about["url"] = await upload(self.address, content, token=self.login.token)
        return await self.sends(room, MESSAGE, about)

    async def opens(self, message: Message) -> bytes:
        """
        Return the bytes of a message's attachment, decrypted.

        Raises:
            Damaged: they are not what the message says.
        """
        if message.file is None:
            return await download(self.address, message.content["url"], token=self.login.token)
        ciphertext = await download(self.address, message.file["url"], token=self.login.token)
        return unseal(ciphertext, message.file)

    async def reacts(self, to: Message, key: str = "👍") -> str:
        """Put a reaction under a message; reactions are never encrypted."""
        relates = {"rel_type": "m.annotation", "event_id": to.event_id, "key": key}
        return await self.says_raw(to.room, REACTION, {"m.relates_to": relates})

    async def says_in_clear(self, room: str, body: str) -> str:
        """Write without encrypting, as no honest client does in an encrypted room."""
        return await self.says_raw(room, MESSAGE, _text(body))

    async def says_raw(self, room: str, kind: str, content: Json) -> str:
        """Send any event as it stands, a foreign ciphertext included."""
        path = f"{_room(room)}/send/{quote(kind)}/{secrets.token_hex(8)}"
        return str((await self.asks("PUT", path, content))["event_id"])

    async def redacts(self, message: Message, event_id: str = "") -> None:
        """Delete a message, or one version or reaction by its event's id."""
        path = f"{_room(message.room)}/redact/{quote(event_id or message.event_id)}"
        await self.asks("PUT", f"{path}/{secrets.token_hex(8)}", {})

    async def reads(self, message: Message, *, thread: str = "") -> None:
        """Tell that everything up to a message has been read."""
        path = f"{_room(message.room)}/receipt/m.read/{quote(message.event_id)}"
        await self.asks("POST", path, {"thread_id": thread} if thread else {})

    async def makes_room(
        self, *invited: str, encrypted: bool = True, direct: bool = True, **more: Any
    ) -> str:
        """Make a room and invite people into it; return its id when it is known here."""
        state = [{"type": "m.room.encryption", "state_key": "", "content": MEGOLM}]
        given = {
            "preset": "trusted_private_chat" if direct else "private_chat",
            "is_direct": direct,
            "invite": list(invited),
            "initial_state": state if encrypted else [],
            **more,
        }
        room = str((await self.asks("POST", "/createRoom", given))["room_id"])
        await self.waits_for(lambda me: self.user_id in me.room(room).joined)
        return room

    async def accepts(self, *, by: str = "", within: float = WITHIN) -> str:
        """Wait for an invitation, of somebody or of anybody, join, and return the room's id."""

        def invited(me: Client) -> Room | None:
            return next((each for each in me.invitations if by in ("", each.inviter)), None)

        room = (await self.waits_for(invited, within)).id
        return await self.joins(room)

    async def joins(self, room: str) -> str:
        """Join a room; return its id when it is known here."""
        await self.asks("POST", f"{_room(room)}/join", {})
        await self.waits_for(lambda me: self.user_id in me.room(room).joined)
        return room

    async def leaves(self, room: str) -> None:
        """Leave a room, or decline an invitation into it."""
        await self.asks("POST", f"{_room(room)}/leave", {})

    async def invites(self, room: str, user_id: str) -> None:
        """Invite somebody into a room."""
        await self.asks("POST", f"{_room(room)}/invite", {"user_id": user_id})

    async def kicks(self, room: str, user_id: str) -> None:
        """Put somebody out of a room."""
        await self.asks("POST", f"{_room(room)}/kick", {"user_id": user_id})

    async def encrypts(self, room: str) -> None:
        """Turn encryption on in a room."""
        await self.asks("PUT", f"{_room(room)}/state/m.room.encryption/", MEGOLM)

    async def upgrades(self, room: str, version: str = "11") -> str:
        """Replace a room by one of another version; return the new one's id."""
        given = await self.asks("POST", f"{_room(room)}/upgrade", {"new_version": version})
        return str(given["replacement_room"])

    async def logs_out(self) -> None:
        """Log this device out: its keys are gone."""
        await self.asks("POST", "/logout", {})

    async def asks(self, method: str, path: str, content: Json | None = None) -> Json:
        """Call the client's interface of the homeserver as this device."""
        token = self.login.token
        return await ask(self.address, method, CLIENT + path, token=token, json=content)

    @abstractmethod
    async def sends(self, room: str, kind: str, content: Json) -> str:
        """Send an event, encrypted where the room is; return its id."""

    @abstractmethod
    async def comes(self, within: float) -> None:
        """Return when something has come, or after so many seconds."""

    @abstractmethod
    async def closes(self) -> None:
        """End the client; the device stays logged in."""


def edited(message: Message, body: str) -> Json:
    """Return the content of an event that gives a message other words."""
    return _text(f"* {body}") | {
        "m.new_content": _text(body),
        "m.relates_to": {"rel_type": "m.replace", "event_id": message.event_id},
    }


def _text(body: str, html: str = "", mentions: Sequence[str] = ()) -> Json:
    content: Json = {"msgtype": "m.text", "body": body, "m.mentions": {}}
    if html:
        content |= {"format": "org.matrix.custom.html", "formatted_body": html}
    if mentions:
        content["m.mentions"] = {"user_ids": list(mentions)}
    return content


def _room(room: str) -> str:
    return f"/rooms/{quote(room)}"
