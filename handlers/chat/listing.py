"""The listing of commands, a row each: help, menus, buttons and what may be done next read it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from protocol.moves import Move
from protocol.obligation import About, Kind
from protocol.parties import Role
from protocol.permissions import Act, signers


class InHelp(StrEnum):
    """When help names a command to whose it is; a move besides only where it is possible."""

    ALWAYS = "always"
    TO_SIDES = "to_sides"
    WITH_REQUEST = "with_request"
    WITH_CONSENT = "with_consent"
    WITH_MATRIX = "with_matrix"
    BY_BUTTON = "by_button"


@dataclass(frozen=True, slots=True)
class Entry:
    """
    The row of one command: its name, and what it does, which says whose it is.

    Its button stands under the reminders of what it `settles`. Afterwards whoever did it may go on
    with the commands `then`, and the other side with those of `there`. What it is `about` its
    argument names, a move a request; where it `lists` it means something of its own without one.
    """

    name: str
    does: Act | Move
    settles: tuple[Kind, ...] = ()
    then: tuple[str, ...] = ()
    there: tuple[str, ...] = ()
    shown: InHelp = InHelp.ALWAYS
    aliases: tuple[str, ...] = ()
    about: About | None = None
    lists: bool = False

    @property
    def named(self) -> About | None:
        """Return of what kind its argument is the number; None where it names nothing."""
        return About.REQUEST if isinstance(self.does, Move) else self.about

    def text(self, part: str) -> str:
        """Return the key of a text of its own: "help", "ask", "choice" ..."""
        return own_text(self.name, part)

    @property
    def is_typed(self) -> bool:
        """Say whether people type it; to the others only a button leads."""
        return self.shown is not InHelp.BY_BUTTON


def own_text(command: str, part: str) -> str:
    """Return the key of a text of a command: what `part` of it."""
    return f"{command}.{part}"


class Listing:
    """All commands of an installation, in the order in which help names them."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = tuple(entries)
        self._making = {each.does: each for each in self._entries if isinstance(each.does, Move)}
        self._moves = {each.name: move for move, each in self._making.items()}

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries)

    def making(self, move: Move) -> Entry | None:
        """Return the command that makes a move; None where it has none yet."""
        return self._making.get(move)

    def settling(self, kind: Kind) -> tuple[str, ...]:
        """Return the names of the commands that settle what is owed; `open` where there is none."""
        return tuple(each.name for each in self._entries if kind in each.settles) or ("open",)

    def menu(self, role: Role) -> tuple[Entry, ...]:
        """Return the acts that stand in the menu of a role, whatever there is to do."""
        passing = (InHelp.BY_BUTTON, InHelp.WITH_CONSENT)
        return tuple(
            each
            for each in self._entries
            if isinstance(each.does, Act)
            and role in signers(each.does)
            and each.shown not in passing
        )

    def is_for(self, role: Role, name: str) -> bool:
        """Say whether a button of this command is shown to a role: a move only to whose it is."""
        move = self._moves.get(name)
        return move is None or role in signers(move)
