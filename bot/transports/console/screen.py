"""The terminal of `nabat run`: each message in a frame of its own that names the chat."""

import os
import sys
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TextIO

from rich.console import Console as Terminal
from rich.panel import Panel
from rich.text import Text

from bot.clock.clocks import Clock
from bot.transports.base import Receipt
from bot.words.message import Rendered
from bot.words.operator import Words
from bot.words.values import VALUES
from protocol.parties import SECRETARIAT, Channel, Officer, Standing
from protocol.unseen import visible_text
from storage.accounts import Account
from storage.admissions import Application
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Person:
    """Who speaks at an address of the console."""

    officer: Officer
    serves: bool


def people(work: Work) -> Mapping[str, Person]:
    """Return who has an account on the console, by address."""
    everybody = {each.id: each for each in work.registry.everybody()}
    known: list[Account | Application] = [*work.admissions.waiting(everybody)]
    known.extend(account for id in everybody for account in work.registry.accounts(id))
    return {
        each.address: Person(everybody[each.officer], everybody[each.officer].serves(work.now))
        for each in known
        if each.channel is Channel.CONSOLE
    }


class Screen:
    """Writes whole blocks, one write each; with frames and colours only where it is a terminal."""

    def __init__(
        self, words: Words, clock: Clock, out: TextIO, *, closed: Callable[[], None]
    ) -> None:
        self._words = words
        self._clock = clock
        self._out = out
        self._closed = closed
        self._terminal = Terminal(file=out, highlight=False) if out.isatty() else None
        self._people: Mapping[str, Person] = {}

    def know(self, people: Mapping[str, Person]) -> None:
        """Take note of who is who now."""
        self._people = people

    def welcome(self, log: str) -> None:
        """Say who can be typed as, how to press, and how to end."""
        groups: dict[str, list[str]] = defaultdict(list)
        for address, person in self._people.items():
            if person.serves:
                groups[person.officer.authority].append(address)
        accounts = [
            f"  {self._authority(authority)}: {', '.join(f'@{each}' for each in addresses)}"
            for authority, addresses in groups.items()
        ]
        self._block(
            self._words("operator-welcome-title"),
            "\n".join(
                [
                    self._words("operator-welcome"),
                    *accounts,
                    self._words("operator-welcome-how"),
                    self._words("operator-welcome-end", log=log),
                ]
            ),
        )

    def write(self, address: str, message: Rendered, edited: bool) -> None:
        """Show a message, or a card as it is now, in the chat of `address`."""
        buttons = [f"[{button.number}] {button.label}" for button in message.buttons]
        self._block(self._heading(address, edited), "\n".join([message.text, *buttons]))

    def excuse(self, address: str, receipt: Receipt) -> None:
        """Say that what was typed did not come in."""
        self._block(f"@{address}" if address else "@", self._why_not(address, receipt))

    def _why_not(self, address: str, receipt: Receipt) -> str:
        person = self._people.get(address)
        if receipt is not Receipt.STRANGER:
            return self._words("operator-unavailable")
        if person and person.officer.standing is Standing.PENDING:
            return self._words("operator-awaits-approval", officer=person.officer.id)
        return self._words("operator-stranger")

    def _heading(self, address: str, edited: bool) -> str:
        parts = [f"@{address}" if address else "@"]
        person = self._people.get(address)
        if person:
            officer = person.officer
            role = self._words(VALUES["role"][officer.role])
            parts.append(f"{officer.name}, {role}, {self._authority(officer.authority)}")
            parts.append(self._words.texts.clock(self._clock(), officer.zone, self._words.lang))
        if edited:
            parts.append(self._words("operator-edited"))
        return " · ".join(parts)

    def _authority(self, authority: str) -> str:
        return self._words("secretariat") if authority == SECRETARIAT else authority

    def _block(self, heading: str, body: str) -> None:
        heading, body = visible_text(heading), visible_text(body, keep="\n")
        try:
            if self._terminal:
                self._terminal.print(Panel(Text(body), title=Text(heading), title_align="left"))
            else:
                self._out.write(f"── {heading}\n{body}\n\n")
            self._out.flush()
        except BrokenPipeError:
            # Nobody reads any more; what Python would still write at its end goes nowhere.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            self._closed()
