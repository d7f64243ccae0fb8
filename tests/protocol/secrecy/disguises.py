"""Ways to hide a word from a machine and not from a reader. Written apart from the product's."""

import unicodedata
from collections.abc import Callable
from random import Random

Disguise = Callable[[str, Random], str]

# Cyrillic, Latin, Greek, Armenian letters that a reader takes for one another.
_TWINS = {
    **{"а": "aα", "в": "β", "е": "eε", "к": "kκ", "м": "m", "о": "oοօ", "р": "pρ", "с": "cϲ"},
    **{"т": "tτ", "у": "y", "х": "xχ", "і": "iι", "н": "ʜ", "А": "AΑ", "В": "BΒ", "Е": "EΕ"},
    **{"К": "KΚ", "М": "MΜ", "Н": "HΗ", "О": "OΟ", "Р": "PΡ", "С": "CϹ", "Т": "TΤ", "Х": "XΧ"},
    **{"a": "аα", "c": "сϲ", "e": "е", "k": "к", "o": "оο", "p": "рρ", "s": "ѕ", "x": "х"},
    **{"S": "Ѕ", "E": "Е", "C": "С", "T": "Т", "O": "О", "P": "Р", "K": "К", "ո": "n", "օ": "o"},
}
_FIGURES = {"о": "0", "О": "0", "o": "0", "O": "0", "е": "3", "Е": "3", "з": "3", "З": "3"}
_UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u0301\u0336"
_BETWEEN = (" ", "-", ".", "_", " - ", "\u2009", "·", "\n", "  ")


def case(text: str, random: Random) -> str:
    return "".join(random.choice((char.upper, char.lower))() for char in text)


def twins(text: str, random: Random) -> str:
    rate = random.uniform(0.2, 1)
    return "".join(
        random.choice(_TWINS[char]) if char in _TWINS and random.random() < rate else char
        for char in text
    )


def wide(text: str, _: Random) -> str:
    """Return `text` with its ASCII letters in full width."""
    return "".join(
        chr(ord(char) + 0xFEE0) if char.isascii() and char.isalpha() else char for char in text
    )


def mathematical(text: str, _: Random) -> str:
    """Return `text` with its ASCII letters in mathematical bold."""
    return "".join(
        chr(0x1D400 + ord(char.lower()) - ord("a") + (0 if char.isupper() else 26))
        if char.isascii() and char.isalpha()
        else char
        for char in text
    )


def unseen(text: str, random: Random) -> str:
    rate = random.uniform(0.1, 1)
    return "".join(
        char + random.choice(_UNSEEN) if char.isalpha() and random.random() < rate else char
        for char in text
    )


def decomposed(text: str, _: Random) -> str:
    return unicodedata.normalize("NFD", text)


def figures(text: str, random: Random) -> str:
    return "".join(
        _FIGURES[char] if char in _FIGURES and random.random() < 0.7 else char for char in text
    )


def apart(text: str, random: Random) -> str:
    """Return `text` with the same thing between all letters of each word."""
    between = random.choice(_BETWEEN)
    return _between_letters(text, lambda: between)


def broken(text: str, random: Random) -> str:
    """Return `text` with something between some letters, not always the same."""
    return _between_letters(text, lambda: random.choice(_BETWEEN) if random.random() < 0.4 else "")


def _between_letters(text: str, something: Callable[[], str]) -> str:
    hidden = ""
    for char, following in zip(text, text[1:] + " ", strict=True):
        hidden += char
        if char.isalpha() and following.isalpha():
            hidden += something()
    return hidden


LOOKS_THE_SAME: tuple[Disguise, ...] = (case, twins, wide, mathematical, unseen, decomposed)
ALL: tuple[Disguise, ...] = (*LOOKS_THE_SAME, figures, apart, broken)


def disguised(text: str, among: tuple[Disguise, ...], random: Random) -> str:
    """Return `text` under one to three disguises, one upon another."""
    for disguise in random.sample(among, random.randint(1, 3)):
        text = disguise(text, random)
    return text
