"""
A list in pages: what a message shows of it, how many it leaves, the button of the next page.

The next page begins behind the last one shown, not at a place: what ends or begins in between
makes it leave out nothing.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from handlers.chat.turn import Choice
from storage.values import Line

T = TypeVar("T")
SIZE = 10
# Before the key of the last one shown, in the argument of a command: nothing that people type.
_AFTER = ">"
_LAST = "~"


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """What a message shows: `items`, the first at `place` of the list, and how many are `left`."""

    items: tuple[T, ...]
    place: int
    left: int
    last: str

    @property
    def below(self) -> tuple[Line, ...]:
        """Return the line that says how many are not shown; none on the last page."""
        return (Line("list-more", {"count": self.left}),) if self.left else ()

    def more(self, command: str, *, before: str = "") -> tuple[Choice, ...]:
        """Return the button of the next page; `before` is what stands first in the argument."""
        if not self.left:
            return ()
        values = {"count": self.left}
        return (Choice(command, f"{before}{_AFTER}{self.last}", "choice-more", values),)


def page(items: Iterable[T], *, key: Callable[[T], str], after: str = "") -> Page[T]:
    """
    Return the page that begins behind the key `after`, in the order of the keys.

    A key has no blanks and is one item's alone.
    """
    found = {key(each): each for each in items}
    keys = sorted(found)
    assert not any(" " in each for each in keys), "a key is one word of an argument"
    begin = bisect_right(keys, after)
    shown = keys[begin : begin + SIZE]
    left = len(keys) - begin - len(shown)
    last = shown[-1] if shown else after
    return Page(tuple(found[each] for each in shown), begin + 1, left, last)


def after(argument: str) -> str | None:
    """Return behind which key a page is asked for; None where an argument asks for no page."""
    return argument[len(_AFTER) :] if argument.startswith(_AFTER) else None


def key(at: datetime | None, id: str) -> str:
    """Return a key by a moment, the earliest first; without one it stands behind all others."""
    return f"{at:%Y%m%dT%H%M%S%f}/{id}" if at else f"{_LAST}/{id}"


def newest(at: datetime, id: str) -> str:
    """Return a key by a moment, the latest first."""
    ahead = datetime.max.replace(tzinfo=at.tzinfo) - at
    return f"{ahead.days:08}{ahead.seconds:06}{ahead.microseconds:07}/{id}"
