"""What was said by each step of a request: its words, beside the entry that the journal has."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from storage.journal import Entry
from storage.requests import Statement


@dataclass(frozen=True, slots=True)
class SaidBy:
    """What was said by each entry, by its number in the journal; `apart` is what no entry has."""

    entries: Mapping[int, list[Statement]] = field(default_factory=dict)
    apart: tuple[tuple[Statement, ...], ...] = ()


def said_by(entries: Iterable[Entry], statements: Iterable[Statement]) -> SaidBy:
    """
    Return what was said by which entry: by the same act at the same moment.

    Where the time was set since, the words were dated anew, and the journal never is: they go to
    the acts of that officer that are left, in their order.
    """
    groups: dict[tuple[str, datetime], list[Statement]] = defaultdict(list)
    for each in statements:
        groups[each.move, each.at].append(each)
    found: dict[int, list[Statement]] = {}
    left: dict[tuple[str, str], list[int]] = defaultdict(list)
    for entry in entries:
        words = groups.pop((entry.action, moment_of(entry)), None)
        if words is None:
            left[entry.action, entry.actor].append(entry.seq)
        else:
            found[entry.seq] = words
    apart = []
    for words in groups.values():
        acts = left[words[0].move, words[0].officer]
        if acts:
            found[acts.pop(0)] = words
        else:
            apart.append(tuple(words))
    return SaidBy(found, tuple(apart))


def moment_of(entry: Entry) -> datetime:
    """Return the moment of the act, which a later one may have put off."""
    return datetime.fromisoformat(str(entry.facts.get("at_moment", entry.at)))
