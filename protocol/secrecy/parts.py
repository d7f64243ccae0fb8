"""Few short parts of many words: a text that has none of the parts has none of the words."""

from collections.abc import Iterable
from itertools import chain

_LENGTH = 5  # letters; shorter parts are met too often, longer ones are too many


def parts_of(words: Iterable[str]) -> tuple[str, ...]:
    """Return parts such that each of `words` contains one of them, the most shared ones first."""
    left = {word: _parts(word) for word in words}
    chosen: list[str] = []
    while left:
        counts: dict[str, int] = {}
        for part in chain.from_iterable(left.values()):
            counts[part] = counts.get(part, 0) + 1
        best = max(counts, key=lambda part: (counts[part], part))
        chosen.append(best)
        left = {word: parts for word, parts in left.items() if best not in parts}
    return tuple(chosen)


def _parts(word: str) -> frozenset[str]:
    length = min(_LENGTH, len(word))
    return frozenset(word[at : at + length] for at in range(len(word) - length + 1))
