"""
A list in pages: what a message shows of it, how many it leaves, the button of the next page.

The next page begins behind the last one shown, not at a place: what ends or begins in between
makes it leave out nothing.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Generic, TypeVar

from handlers.chat.turn import Choice
from storage.values import Line

T = TypeVar("T")
S = TypeVar("S")
SIZE = 10
# So many lines has a list that is said unasked, and has no pages.
SUMMARY = 100
MORE = "list-more"
_BY_MOMENT = re.compile(r"([0-9]{8}T[0-9]{12})/(\S+)")
_BY_NEWEST = re.compile(r"([0-9]{8})([0-9]{6})([0-9]{7})/(\S+)")
_WRITTEN = "%Y%m%dT%H%M%S%f"
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
    def total(self) -> int:
        """Return how many the whole list has."""
        return self.place - 1 + len(self.items) + self.left

    def made(self, make: Callable[[T], "S"]) -> "Page[S]":
        """Return the same page of what is made of each item."""
        return Page(tuple(map(make, self.items)), self.place, self.left, self.last)

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

    It is the first page where nothing is left behind that key: what stood there has gone.
    A key has no blanks and is one item's alone.
    """
    found = {key(each): each for each in items}
    keys = sorted(found)
    assert not any(" " in each for each in keys), "a key is one word of an argument"
    begin = bisect_right(keys, after)
    begin = begin if begin < len(keys) else 0
    shown = keys[begin : begin + SIZE]
    left = len(keys) - begin - len(shown)
    last = shown[-1] if shown else after
    return Page(tuple(found[each] for each in shown), begin + 1, left, last)


def cut(
    items: Iterable[T], *, key: Callable[[T], str], after: str, behind: int, total: int
) -> Page[T]:
    """
    Return the page that begins behind the key `after`, where only its first items were read.

    They are among `items`, with others or without. `behind` is how many of the `total` lie there.
    """
    found = {each: item for item in items if (each := key(item)) > after}
    shown = sorted(found)[:SIZE]
    last = shown[-1] if shown else after
    return Page(tuple(found[each] for each in shown), total - behind + 1, behind - len(shown), last)


def summary(lines: Sequence[Line], total: int) -> tuple[Line, ...]:
    """Return lines that are said unasked, and how many there are besides."""
    left = total - len(lines)
    return (*lines, Line(MORE, {"count": left})) if left > 0 else tuple(lines)


def after(argument: str) -> str | None:
    """Return behind which key a page is asked for; None where an argument asks for no page."""
    return argument[len(_AFTER) :] if argument.startswith(_AFTER) else None


def key(at: datetime | None, id: str) -> str:
    """Return a key by a moment, the earliest first; without one it stands behind all others."""
    return f"{at.astimezone(UTC):{_WRITTEN}}/{id}" if at else f"{_LAST}/{id}"


def by_moment(key: str) -> tuple[datetime, str] | None:
    """Return the moment and the id of which `key` made a key; None where it made none of them."""
    found = _BY_MOMENT.fullmatch(key)
    if found is None:
        return None
    try:
        return datetime.strptime(found[1], _WRITTEN).replace(tzinfo=UTC), found[2]
    except ValueError:
        return None


def by_newest(key: str) -> tuple[datetime, str] | None:
    """Return the moment and the id of which `newest` made a key; None where it made none."""
    found = _BY_NEWEST.fullmatch(key)
    if found is None:
        return None
    days, seconds, microseconds = (int(each) for each in found.groups()[:3])
    ahead = timedelta(days=days, seconds=seconds, microseconds=microseconds)
    try:
        return datetime.max.replace(tzinfo=UTC) - ahead, found[4]
    except OverflowError:
        return None


def without_moment(key: str) -> str | None:
    """Return what stands in a key behind the place of its moment, where it has none."""
    return key.removeprefix(f"{_LAST}/") if key.startswith(f"{_LAST}/") else None


def newest(at: datetime, id: str) -> str:
    """Return a key by a moment, the latest first."""
    ahead = datetime.max.replace(tzinfo=at.tzinfo) - at
    return f"{ahead.days:08}{ahead.seconds:06}{ahead.microseconds:07}/{id}"
