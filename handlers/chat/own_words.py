"""What people say in their own words; what presses, commands or counts is never that."""

import re
import unicodedata

from handlers.chat.choosing import DIGITS, words
from handlers.chat.turn import Turn
from handlers.chat.typed_words import checked, is_alike
from protocol.refusals import Refused
from protocol.request import number

# So many digits may be an answer where a number is asked for; or where only a button's is none.
ANY_NUMBER, NO_BUTTON = 1, DIGITS + 1
# So much of what is no such text is told back.
TOLD = 64
# Digits alone, with the signs that people write around a number, and blanks within it.
_NUMBER = re.compile(r"(?:no|[n\W])*+(?P<digits>\d[\d\s]*+)\W*", re.IGNORECASE)


def own_words(turn: Turn, field: str, text: str, *, shortest: int | None = None) -> str:
    """
    Return a text of somebody's own, without blanks around it.

    A number alone is one only from so many digits on: the `shortest`; without it none is.

    Raises: Refused for nothing, too much, no word at all, a number alone, and the words of a button
    or of a command.
    """
    said = checked(field, text)
    if not any(char.isalnum() for char in said):
        raise Refused("refused-words-none", instead="instead-words", text=said[:TOLD])
    if _is_label(turn, said):
        raise Refused("refused-words-button", instead="instead-words", text=said[:TOLD])
    length = _digits(said)
    if length and (shortest is None or length < shortest):
        raise Refused("refused-words-number-alone", instead="instead-words", text=said[:TOLD])
    return said


def _digits(said: str) -> int:
    """Return how many digits a number has that a text is; of a request's its last part; else 0."""
    request = number(words(said))
    if request is not None and request.requesting is not None:
        return len(str(request.running))
    found = _NUMBER.fullmatch(unicodedata.normalize("NFKC", said))
    return sum(char.isdigit() for char in found["digits"]) if found else 0


def _is_label(turn: Turn, said: str) -> bool:
    known, named = turn.site.words, words(said.rstrip("?,;: "))
    commands = (each.name for each in turn.site.listing)
    labels = (*known.buttons, *known.labels, *known.choices, *known.commands, *commands)
    return any(is_alike(each, named) for each in labels)
