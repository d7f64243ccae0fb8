"""One message as a channel shows it."""

import json
from dataclasses import dataclass, replace

from bot.words.quotes import Quotes, words_and_quotes


@dataclass(frozen=True, slots=True)
class Button:
    """An offer as its officer sees it; `number` is what answers it where there are no buttons."""

    offer: str
    number: int
    label: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """
    The words for one reader. `files` are ids of attachments that go with them.

    `full_content` says whether the full content of a request is among the words: a pointer, or
    the sentence that stands in for a text that failed, is no transmission. `shows` says whether
    anything that people wrote of a request, or a file of it, is shown, `glimpses` of which requests
    a list has the first words. `quotes` are what a person wrote, from where to where: a channel
    shows it so that nothing in it can be pressed. `silent`: it comes without a sound, this time.
    """

    text: str
    buttons: tuple[Button, ...] = ()
    files: tuple[str, ...] = ()
    full_content: bool = False
    shows: bool = False
    glimpses: tuple[str, ...] = ()
    quotes: Quotes = ()
    silent: bool = False

    @staticmethod
    def from_text(text: str) -> "Rendered":
        """Return a message of words in the making: their quotations are taken out of them."""
        plain, quotes = words_and_quotes(text)
        return Rendered(plain, quotes=quotes)

    def below(self, line: str) -> "Rendered":
        """Return the same message below a line of ours."""
        shift = len(line) + 1
        quotes = tuple((begin + shift, end + shift) for begin, end in self.quotes)
        return replace(self, text=f"{line}\n{self.text}", quotes=quotes)

    def as_json(self) -> bytes:
        """Return it as JSON, for the outbox."""
        plain = {
            "text": self.text,
            "buttons": [[each.offer, each.number, each.label] for each in self.buttons],
            "files": self.files,
            "full_content": self.full_content,
            "shows": self.shows,
            "glimpses": self.glimpses,
            "quotes": self.quotes,
        }
        return json.dumps(plain, ensure_ascii=False).encode()

    @staticmethod
    def from_json(stored: bytes) -> "Rendered":
        """Return what `as_json` made."""
        plain = json.loads(stored)
        # Under its first name in rows that an earlier version leased.
        full_content = plain.get("full_content", plain.get("carries_content", False))
        return Rendered(
            text=plain["text"],
            buttons=tuple(Button(*button) for button in plain["buttons"]),
            files=tuple(plain["files"]),
            full_content=full_content,
            shows=plain.get("shows", full_content),
            glimpses=tuple(plain.get("glimpses", ())),
            quotes=tuple((begin, end) for begin, end in plain.get("quotes", ())),
        )
