"""What people type, as it is compared and measured. Pure."""

import re
from collections.abc import Iterable

from handlers.chat.turn import Vocabulary
from protocol.articles import treaty
from protocol.refusals import Refused

FIELD_LENGTH = 4000


def checked(name: str, text: str) -> str:
    """
    Return what a person typed for a field, without blanks around it.

    Raises: Refused when nothing is left, or more than fits into one field.
    """
    value = text.strip()
    if not value:
        raise Refused("refused-empty", rule=treaty(6), field=name)
    if len(value) > FIELD_LENGTH:
        raise Refused(
            "refused-long", instead="instead-shorter", length=len(value), limit=FIELD_LENGTH
        )
    return value


def parties(text: str, words: Vocabulary) -> tuple[str, ...]:
    """
    Return the codes of the Parties that a text names, in its order.

    Raises: Refused naming the first word that is none.
    """
    names = [part for part in re.split(r"[,;\n]| и | and ", text) if part.strip()]
    codes = [words.parties.get(folded(name)) for name in names]
    unknown = next((name for name, code in zip(names, codes, strict=True) if code is None), None)
    if unknown is not None or not names:
        raise Refused("refused-party-unknown", instead="instead-party", text=(unknown or text)[:64])
    return tuple(dict.fromkeys(code for code in codes if code))


def folded(word: str) -> str:
    """Return a word as the vocabulary spells it: case-folded, «ё» as «е», single blanks."""
    return " ".join(word.casefold().replace("ё", "е").split())


def chosen(options: Iterable[str], value: str | None) -> str | None:
    """Return the option that was pressed, or None."""
    return next((option for option in options if option == value), None)
