"""Text as the eye takes it: one letter for all that look alike (after Unicode TR39)."""

import unicodedata

# Each row is one shape; its first letter stands for all. Rows are wide on purpose: to take
# «н» for "h" costs nothing in words of seven letters, to miss a disguise does.
_SHAPES = (
    "aаαɑәᴀ",
    "bвβʙ",
    "cсϲƈҫᴄ",
    "dԁժ",
    "eеεєҽɛəэᴇ℮з",
    "hнңһηʜӊԋհ",
    "iіıιӏl",
    "jјյ",
    "kкκқҝҡᴋ",
    "mмμᴍ",
    "nпո",
    "oоοөօσᴏº",
    "pрρᴘ",
    "qԛգ",
    "rгғґɼ",
    "sѕʂꜱ",
    "tтτᴛ",
    "uиᴜս",
    "vνѵᴠ",
    "wѡԝաω",
    "xхχҳ",
    "yуүұγ",
    "zʐᴢ",
    "чҷӌ",
)

# Digits and signs that are written instead of letters; as letters only, never as numbers.
_FIGURES = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "@": "a", "$": "s", "€": "e"}

_SHAPE_OF = str.maketrans({like: row[0] for row in _SHAPES for like in row[1:]})
_LETTER_OF = str.maketrans(_FIGURES)

# NFKD would write the number sign as the letters "No", and the lunate sigma as a round one.
_BEFORE_NFKD = str.maketrans({"№": "#", "ϲ": "c", "Ϲ": "C"})

# Letters by their category, yet drawn as nothing.
_BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0")
_UNSEEN = frozenset({"Mn", "Me", "Cf"})


def bare(text: str) -> str:
    """
    Return `text` without what the eye does not see: widths, ornaments, accents, zero widths.

    Case stays, every newline becomes one "\\n", the number sign becomes "#".
    """
    flat = "\n".join(text.translate(_BEFORE_NFKD).splitlines())
    decomposed = unicodedata.normalize("NFKD", flat)
    # Categories are asked of each different character once: most texts have fewer than a hundred.
    unseen = {
        ord(char): None
        for char in set(decomposed)
        if unicodedata.category(char) in _UNSEEN or char in _BLANK_LETTERS
    }
    return decomposed.translate(unseen)


def shape(bared: str) -> str:
    """Return what `bare` returned, small, each letter by the first of its look-alikes."""
    # One character for one: positions in both texts stay the same.
    small = bared.lower()
    if len(small) != len(bared):
        small = "".join(char.lower()[:1] for char in bared)
    return small.translate(_SHAPE_OF)


def figures_read(shaped: str) -> str:
    """Return `shaped` with digits and signs read as the letters they may stand for, same length."""
    return shaped.translate(_LETTER_OF)


def form(words: str) -> str:
    """Return `words` of a table, written plainly, as they look in a shaped text."""
    return shape(bare(words))
