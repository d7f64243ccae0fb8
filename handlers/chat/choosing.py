"""
What a typed text chooses of what was offered: one act, or nothing and why. Pure.

A number is a number however a telephone spells it; the words of a button are the button.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from handlers.chat.typed_words import folded
from storage.offers import Numbered, Offer

# As many as the number of a button has at most; more of them are a code, or words.
DIGITS = 4
# No label is longer.
WORDS = 200
_TEN = "\N{KEYCAP TEN}"
# What makes a key-cap of a digit, and what telephones put in between.
_DROPPED = dict.fromkeys(map(ord, "\ufe0f\ufe0e\u20e3\u200b\u2060\ufeff"))
_NUMBER = re.compile(rf"[(\[«\"“]?\s*([0-9]{{1,{DIGITS}}})\s*[.,:;)\]»\"”]{{0,3}}")
_LINE = re.compile(rf"([0-9]{{1,{DIGITS}}})\s*[.):]\s*(\S.*)")
_AROUND = "[]()«»„“”\"'‘’"
_BEHIND = ".…!"


@dataclass(frozen=True, slots=True)
class Typed:
    """
    What a text may choose: the `number` that it is, or the folded `words` that may be a button's.

    Both where a whole line of a list was typed: «7. Подтвердить получение».
    """

    number: int | None = None
    words: str = ""


class Unclear(StrEnum):
    """Why a text that is the number or the words of a button chooses nothing."""

    SEVERAL = "several"
    OLD = "old"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Undecided:
    """What was offered that a text may mean, none of which it chooses."""

    why: Unclear
    meant: tuple[Numbered, ...]


Chosen: TypeAlias = Offer | Undecided | None


def typed(text: str) -> Typed:
    """Return what a text may choose: «7», «7.», «7)», «７», a key-cap, or words of a button."""
    plain = unicodedata.normalize("NFKC", text.replace(_TEN, "10").translate(_DROPPED)).strip()
    if number := _NUMBER.fullmatch(plain):
        return Typed(int(number[1]))
    if "\n" in plain or len(plain) > WORDS:
        return Typed()
    if line := _LINE.fullmatch(plain):
        return Typed(int(line[1]), words(line[2]))
    return Typed(words=words(plain))


def words(label: str) -> str:
    """Return the words of a button as they are compared: any case, with a full stop or without."""
    said, bare = None, folded(label)
    while said != bare:
        said, bare = bare, folded(bare.rstrip(_BEHIND).strip(f"{_AROUND} "))
    return bare


def chosen(
    found: Iterable[Numbered], *, asked_at: datetime | None, takes_numbers: bool = False
) -> Chosen:
    """
    Return which of the offers that fit a text it chooses; None where it is no choice but words.

    `asked_at` is since when a question is open, which `takes_numbers` or does not. What was offered
    since then is chosen, and what an alarm offers that rings; anything older is neither chosen nor
    the answer. Two different acts are never told apart by guessing.
    """
    latest = _latest(found)
    holding = tuple(each for each in latest if each.holds)
    if asked_at is None:
        return _only(holding) or (Undecided(Unclear.OLD, latest) if latest else None)
    meant = tuple(
        each for each in holding if each.at >= asked_at or (each.rings and not takes_numbers)
    )
    # Where the answer may be a number it is one, unless the same number still means an act.
    older = holding if takes_numbers else latest
    return _only(meant) or (Undecided(Unclear.OPEN, older) if older else None)


def _only(meant: Sequence[Numbered]) -> Offer | Undecided | None:
    # Nobody acknowledges again what they know to be over.
    likely = [each for each in meant if not each.over]
    if len(likely) == 1:
        return likely[0].offer
    if len(meant) > 1:
        return Undecided(Unclear.SEVERAL, tuple(meant))
    return meant[0].offer if meant else None


def _latest(found: Iterable[Numbered]) -> tuple[Numbered, ...]:
    """Return of each act the latest offer: it holds or rings if one of its does."""
    by_act: dict[tuple[str, str], Numbered] = {}
    for each in sorted(found, key=lambda each: each.at, reverse=True):
        first = by_act.setdefault(each.meaning, each)
        by_act[each.meaning] = Numbered(
            first.offer,
            first.about,
            first.at,
            holds=first.holds or each.holds,
            rings=first.rings or each.rings,
            over=first.over and each.over,
        )
    return tuple(by_act.values())
