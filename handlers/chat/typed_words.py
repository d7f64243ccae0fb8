"""What people type, as it is compared and measured. Pure."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TypeVar

from handlers.chat.vocabulary import Vocabulary
from protocol.refusals import Refused
from protocol.secrecy.lookalikes import form
from protocol.unseen import says_nothing, without_unseen

Meant = TypeVar("Meant", bound=str)

FIELD_LENGTH = 4000
# No word of the vocabulary is longer.
WORD_LENGTH = 120


def said(text: str) -> str:
    """
    Return what a text says, without blanks around it; "" where an eye would see nothing in it.

    Whatever takes a text asks here whether there is one.
    """
    return "" if says_nothing(text) else text.strip()


def checked(name: str, text: str) -> str:
    """
    Return what a person typed for a field, without blanks around it.

    Raises: Refused when nothing is left, or more than fits into one field.
    """
    value = said(text)
    if not value:
        raise Refused("refused-empty", field=name)
    if len(value) > FIELD_LENGTH:
        raise Refused(
            "refused-long",
            instead="instead-shorter",
            length=len(value),
            limit=FIELD_LENGTH,
        )
    return value


def parties(text: str, words: Vocabulary) -> tuple[str, ...]:
    """
    Return the codes of the Parties that a text names, in its order.

    Raises: Refused naming the first word that is none.
    """
    names = [part for part in re.split(r"[,;\n]| и | and ", text) if said(part)]
    codes = [found(words.parties, name) for name in names]
    unknown = next((name for name, code in zip(names, codes, strict=True) if code is None), None)
    if unknown is not None or not names:
        raise Refused("refused-party-unknown", instead="instead-party", text=(unknown or text)[:64])
    return tuple(dict.fromkeys(code for code in codes if code))


def folded(word: str) -> str:
    """Return a word as the vocabulary spells it: case-folded, «ё» as «е», single blanks."""
    return " ".join(without_unseen(word).casefold().replace("ё", "е").split())


def found(vocabulary: Mapping[str, Meant], word: str) -> Meant | None:
    """Return what a word means, also where some of its letters only look as they should: «Цeль»."""
    meant = vocabulary.get(folded(word))
    if meant is not None or len(word) > WORD_LENGTH:
        return meant
    looks = _look(folded(word))
    alike = {each for known, each in vocabulary.items() if _look(known) == looks}
    return alike.pop() if len(alike) == 1 else None


def is_alike(known: str, word: str) -> bool:
    """Say whether a folded word is a known one, or looks as it does: «Пpервать» with a Latin p."""
    return known == word or (len(word) <= WORD_LENGTH and _look(known) == _look(word))


@lru_cache(maxsize=4096)
def _look(word: str) -> str:
    return form(word)


def chosen(options: Iterable[str], value: str | None) -> str | None:
    """Return the option that was pressed, or None."""
    return next((option for option in options if option == value), None)
