"""How a chat looks on a terminal: a heading, the words, the buttons, colours if it has any."""

from typing import TextIO

from rich.console import Console, RenderableType
from rich.rule import Rule
from rich.text import Text

from bot.words.message import Rendered

# The state that a message carries, by its first character.
COLOURS = {"🔴": "red", "🟡": "yellow", "🟢": "green", "⚪": "dim"}


class Transcript:
    """
    Prints messages one under another; plain text where `out` is no terminal.

    Once nobody reads any more (`| head`) it is `closed` and prints nothing.
    """

    def __init__(self, out: TextIO | None = None, *, record: bool = False) -> None:
        console = Console(file=out, highlight=False, soft_wrap=True, record=record)
        self.console = console
        self.closed = False

    def print_heading(self, title: str) -> None:
        """Print a line between two parts."""
        self._print()
        self._print(Rule(Text(title, style="bold"), align="left"))

    def print_incoming(self, who: str, message: Rendered, *, edited: bool = False) -> None:
        """Print what a person gets."""
        first = message.text[:1]
        mark = "◂ ✎" if edited else "◂"
        self._print()
        self._print(Text(f"{who}", style="bold cyan"))
        self._body(mark, message.text, COLOURS.get(first, ""))
        if message.buttons:
            labels = "  ".join(f"[{each.number}] {each.label}" for each in message.buttons)
            self._print(Text(f"    {labels}", style="blue"))

    def print_outgoing(self, who: str, text: str) -> None:
        """Print what a person says."""
        self._print()
        self._print(Text(f"{who}", style="bold magenta"))
        self._body("▸", text, "")

    def note(self, text: str) -> None:
        """Print what happens meanwhile."""
        self._print()
        self._print(Text(text, style="italic dim"))

    def _body(self, mark: str, text: str, style: str) -> None:
        indent = " " * (len(mark) + 1)
        for place, line in enumerate(text.splitlines() or [""]):
            lead = f"{mark} " if place == 0 else indent
            self._print(Text(lead + line, style=style if place == 0 else ""))

    def _print(self, *what: RenderableType) -> None:
        try:
            self.console.print(*what)
        except SystemExit:  # what rich makes of a broken pipe; it has turned stdout away
            self.closed = True
