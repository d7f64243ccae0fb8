"""Patterns over a bare text, whose letters are without their marks."""

import re

_BARE = str.maketrans("йёўӣЙЁЎӢ", "иеуиИЕУИ")


def pattern(written: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern whose letters are as those of a bare text, without their marks."""
    return re.compile(written.translate(_BARE), flags)
