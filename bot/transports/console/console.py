"""
The console: every training officer in one terminal. Only where the register is a training one.

`@kz-duty /urgent` speaks as kz-duty; a line without @ goes on as the same. A number or a button's
words choose it, `+scan.jpg` attaches a file, a line that ends with a backslash goes on.
"""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

from bot.transports.base import Event, Outcome, Receipt, Receive, Sent
from bot.transports.limits import UNLIMITED
from bot.words.message import Rendered
from handlers.chat.events import Attached, File, Incoming, Said
from protocol.parties import Channel

Write = Callable[[str, Rendered, bool], None]
Excuse = Callable[[str, Receipt], None]


class Console:
    """
    Chats on one terminal: `write(address, message, edited)` prints, `lines` are what is typed.
    """

    channel = Channel.CONSOLE
    idempotent = True
    works = True
    limits = UNLIMITED

    def __init__(
        self,
        write: Write,
        excuse: Excuse,
        lines: AsyncIterator[str],
        *,
        make_key: Callable[[], str],
    ) -> None:
        self._write = write
        self._excuse = excuse
        self._lines = lines
        self._make_key = make_key
        self._sent: set[str] = set()
        self._speaker = ""

    async def send(
        self, address: str, message: Rendered, *, key: str, urgent: bool = False
    ) -> Outcome:
        """Print a message once, however often its key comes."""
        if key not in self._sent:
            self._sent.add(key)
            self._show(address, message, edited=False)
        return Sent(key)

    async def edit(
        self, address: str, message_id: str, message: Rendered, *, key: str = ""
    ) -> Outcome:
        """Print the card as it is now."""
        self._show(address, message, edited=True)
        return Sent(message_id)

    async def run(self, receive: Receive) -> None:
        """Take lines until there are no more."""
        pending = ""
        async for line in self._lines:
            if line.endswith("\\"):
                pending += line[:-1] + "\n"
                continue
            whole, pending = pending + line, ""
            if whole.strip():
                await self._take_line(whole, receive)
        if pending.strip():
            await self._take_line(pending, receive)

    async def _take_line(self, line: str, receive: Receive) -> None:
        text = line
        if line.startswith("@"):
            self._speaker, _, text = line[1:].partition(" ")
            if not text.strip():
                return
        try:
            event = self.event(self._speaker, text)
        except OSError as error:
            self._write(
                self._speaker,
                Rendered(f"{Path(str(error.filename)).name}: {error.strerror}"),
                False,
            )
            return
        receipt = await receive(event)
        if receipt in (Receipt.STRANGER, Receipt.UNAVAILABLE):
            self._excuse(self._speaker, receipt)

    def event(self, address: str, text: str) -> Event:
        """
        Return what was typed as an event: files with a text, or a text.

        Raises: OSError when a file cannot be read.
        """
        return Event(self.channel, address, self._make_key(), _incoming(text))

    def _show(self, address: str, message: Rendered, *, edited: bool) -> None:
        self._write(address, message, edited)


def _incoming(text: str) -> Incoming:
    words = text.split(" ")
    paths = [word[1:] for word in words if word.startswith("+") and _is_path(word[1:])]
    if paths:
        rest = " ".join(word for word in words if word[1:] not in paths)
        files = tuple(File(Path(path).name, Path(path).read_bytes()) for path in paths)
        return Attached(rest.strip(), files)
    return Said(text.strip("\n"))


def _is_path(word: str) -> bool:
    return "." in word and not word.replace(".", "").replace("+", "").isdecimal()
