"""Letters that are drawn from right to left because the text orders it (UAX 9, overrides)."""

from typing import NamedTuple

# What opens a stretch, and whether its letters run from right to left whatever they are. In the
# others ours run as ever.
_OPENS = {
    "\u202e": True,  # right-to-left override
    **dict.fromkeys("\u202a\u202b\u202d\u2066\u2067\u2068", False),
}
_SHUTS = "\u202c\u2069"
_OVERRIDE = "\u202e"
_MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")


class Turned(NamedTuple):
    """A stretch of a text, from `begin` to `end`, and what is drawn for it, of the same length."""

    begin: int
    end: int
    shown: str


def turned(text: str) -> list[Turned]:
    """Return the stretches that are drawn turned around; a paragraph ends each."""
    if _OVERRIDE not in text:
        return []
    found: list[Turned] = []
    at = 0
    for line in text.splitlines(keepends=True):
        if _OVERRIDE in line:
            body = line.rstrip("\r\n")
            shown = _reorder(body)
            first = body.index(_OVERRIDE)
            found.append(Turned(at + first, at + len(body), shown[first:]))
        at += len(line)
    return found


def _reorder(line: str) -> str:
    """Return a line as it is drawn: each run of a level is turned, the deepest level first."""
    levels = _levels(line)
    signs = [
        sign.translate(_MIRRORED) if level % 2 else sign
        for sign, level in zip(line, levels, strict=True)
    ]
    for level in range(max(levels), 0, -1):
        start = 0
        while start < len(levels):
            if levels[start] < level:
                start += 1
                continue
            end = start
            while end < len(levels) and levels[end] >= level:
                end += 1
            signs[start:end] = signs[start:end][::-1]
            start = end
    return "".join(signs)


_DEEPEST = 12  # more are ignored: each level is turned once


def _levels(line: str) -> list[int]:
    """Return the level of each sign: odd ones run from right to left."""
    stack = [0]
    levels: list[int] = []
    for sign in line:
        if sign in _SHUTS and len(stack) > 1:
            stack.pop()
        levels.append(stack[-1])
        if sign in _OPENS and len(stack) <= _DEEPEST:
            odd = _OPENS[sign]
            stack.append(stack[-1] + (1 if (stack[-1] + 1) % 2 == odd else 2))
    return levels
