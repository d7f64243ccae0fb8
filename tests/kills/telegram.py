"""The chats of people on Telegram: what stands there, and what people do in them."""

import base64
from collections.abc import Mapping, Sequence
from typing import Any

from tests.kills.people import Heard
from tests.worlds.botapi.remote import Remote

Json = dict[str, Any]


class OnTelegram:
    """See `Chats`; `addresses` are the ids of the chats by their officers."""

    def __init__(self, remote: Remote, addresses: Mapping[str, int]) -> None:
        self.calls = 0
        self._remote = remote
        self._addresses = addresses
        self._people = {chat: name for name, chat in addresses.items()}
        self._seen = 0

    async def hears(self) -> Sequence[Heard]:
        """See `Chats.hears`."""
        feed = await self._remote.shows("feed", after=self._seen)
        self._seen, self.calls = feed["executions"], feed["calls"]
        return [
            Heard(
                self._people[each["chat_id"]],
                str(each["message_id"]),
                each["text"],
                tuple(labels(each)),
            )
            for each in feed["messages"]
        ]

    async def writes(self, who: str, text: str) -> None:
        """See `Chats.writes`."""
        await self._remote.does(f"person/{self._addresses[who]}/writes", text=text)

    async def presses(self, who: str, message: Heard, button: str) -> None:
        """See `Chats.presses`."""
        await self._remote.does(
            f"person/{self._addresses[who]}/presses", message_id=int(message.id), button=button
        )

    async def sends_photo(self, who: str, content: bytes, caption: str) -> None:
        """See `Chats.sends_photo`."""
        await self._remote.does(
            f"person/{self._addresses[who]}/sends_photo",
            content=base64.b64encode(content).decode(),
            caption=caption,
        )


def labels(message: Json) -> list[str]:
    """Return what the buttons of a message say."""
    return [button["text"] for row in message["buttons"] for button in row]
