"""A command: its row in the listing, and what runs."""

from collections.abc import Callable
from dataclasses import dataclass

from handlers.chat.listing import Entry
from handlers.chat.turn import Ask, Choice, Turn
from protocol.moves import Move
from protocol.obligation import Subject
from protocol.permissions import Act
from storage.drafts import Draft
from storage.values import Line


@dataclass(frozen=True, slots=True)
class Deed:
    """
    What a command is about to do: which act or move, about what, and what is shown of it.

    `state` is where its subject stands: a signature holds for what was shown, in that state only.
    """

    action: Act | Move
    lines: tuple[Line, ...]
    subject: Subject | None = None
    state: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Command:
    """
    A command: its row in the listing, and what runs.

    `answer` continues its dialog; what the last answer leads to it returns as if it were pressed.
    `asks` returns what the dialog asks now, or shows: it is said again with whatever was no answer.
    `deed` tells what `run` would do with an argument, or raises Refused as `run` would; None where
    `run` would only ask or list. `takes_numbers`: what its dialog asks for may be a bare number;
    `takes_files`: files may come with an answer.
    """

    entry: Entry
    run: Callable[[Turn, str], None]
    deed: Callable[[Turn, str], Deed | None] | None = None
    answer: Callable[[Turn, Draft, "Answer"], Choice | None] | None = None
    asks: Callable[[Turn, Draft], Ask | None] | None = None
    takes_numbers: bool = False
    takes_files: bool = False

    @property
    def name(self) -> str:
        """Return its name."""
        return self.entry.name

    @property
    def act(self) -> Act | None:
        """Return the act that it does; None of a command that leads to a move, or makes one."""
        return self.entry.does if isinstance(self.entry.does, Act) else None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person gave to a question: a pressed `value` of `question`, or a text, and files."""

    text: str = ""
    question: str | None = None
    value: str | None = None
    files: tuple[object, ...] = ()
