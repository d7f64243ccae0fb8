"""Whether the number of a copy stands near: what is beside it is a stamp."""

import re

from protocol.secrecy.lookalikes import form, shape

NEAR = 48
_COPY = re.compile(
    rf"(?<![^\W\d_])(?:{form('экз')}|{form('эк3')}|ekz|{form('օրինակ')}"
    rf"|(?:copy|{form('копия')}|{form('дана')}|{form('нусха')}|{form('нусхаи')}|{form('нуска')})"
    r"[^\w\n]{0,3}(?:#|no?[^\w]|\d))"
    rf"|\d-?[ ]?{form('дана')}(?!\w)"
)


def beside_a_copy(bared: str, first: int, last: int) -> bool:
    """Say whether the number of a copy stands near a stretch of a bare text."""
    around = bared[max(0, first - NEAR) : last + NEAR]
    return is_by_a_copy(shape(around), 0, len(around))


def is_by_a_copy(shaped: str, first: int, last: int) -> bool:
    """Say whether the number of a copy stands near a stretch of a text in its shape."""
    return bool(_COPY.search(shaped[max(0, first - NEAR) : last + NEAR]))
