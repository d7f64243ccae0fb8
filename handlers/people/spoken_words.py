"""The four words by which an approver knows, over the telephone, whose account it is."""

import re

from handlers.chat import typed_words
from handlers.chat.vocabulary import Vocabulary
from storage.vault import REGISTER, Vault

WORDS = 4
TRIES = 3
_BYTES_EACH = 4
_SEPARATORS = re.compile(r"[^\w]+")


def draw(words: Vocabulary, lang: str, id: str) -> str:
    """
    Return the words that 128 random bits choose from the list of a language.

    Each list has 256 words: four of them are 32 bits, for three tries within a day.
    """
    listed = words.spoken.get(lang) or words.spoken["ru"]
    bits = bytes.fromhex(id)
    starts = range(0, WORDS * _BYTES_EACH, _BYTES_EACH)
    numbers = (int.from_bytes(bits[start : start + _BYTES_EACH], "big") for start in starts)
    return " ".join(listed[number % len(listed)] for number in numbers)


def said(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are compared: in any case, with any signs between."""
    return tuple(_SEPARATORS.sub(" ", typed_words.folded(text)).split())


def digest(vault: Vault, officer: str, words: str) -> bytes:
    """Return all that is stored of the words that `officer` was shown, keyed."""
    return vault.digest(REGISTER, f"words {officer} {' '.join(said(words))}".encode())
