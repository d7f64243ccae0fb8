"""Text as the eye takes it: one letter for all that look alike (after Unicode TR39)."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

# What a sign is put out of sight with: in no marking, and neither a small letter nor a capital.
HIDDEN = "ꙮ"
# Each row is one shape; its first letter stands for all. Rows are wide on purpose: to take
# «н» for "h" costs nothing in words of seven letters, to miss a disguise does.
_SHAPES = (
    "aаαɑәᴀꭺꓮⲁᗩ卂ɐ",
    "bвβʙьᏼᏸꮾꓐⲃᗷ乃",
    "cсϲƈҫᴄςꮯꓚⲥᑕ匚ↄɔ",
    "dԁժᴅꭰꓓᗪ",
    "eеεєҽɛəэᴇ℮зѣꭼꓰⲉᗴ乇",
    "fꜰꓝ",
    "gɢꮐꓖ",
    "hнңһηʜӊԋհꮋꓧⲏᕼ卄",
    "iіıιӏlɪʟꭵꓲⲓ",
    "jјյᴊꭻꓙᒍ",
    "kкκқҝҡᴋꮶꓗⲕᛕĸ",
    "mмμᴍꮇꓟⲙᗰ",
    "nпոɴꓠⲛᑎᴨⲡ",
    "oоοөօσᴏºꓳⲟㄖㅇ〇",
    "pрρᴘᴩꮲꓑⲣᑭ",
    "qԛգ",
    "rгғґɼʀꭱꮢꓣⲅᖇᴦ尺",
    "sѕʂꜱꮪꮥꮚꓢᔕ丂",
    "tтτᴛꭲꓔⲧㄒ丅",
    "uиᴜսꓴᑌ",
    "vνѵᴠꮩꓦᐯ",
    "wѡԝաωᴡꮃꓪⲱ",
    "xхχҳꓫⲭ",
    "yуүұγʏꮍꓬⲩ",
    "zʐᴢꮓꓜ",
    "чҷӌ",
)

# Digits and signs that are written instead of letters; as letters only, never as numbers.
_FIGURES = {
    **{"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "@": "a", "†": "t"},
    **{"$": "s", "₷": "s", "₴": "s", "€": "e", "¢": "c", "₵": "c", "₡": "c", "©": "c", "₽": "p"},
    **{"₱": "p", "₭": "k", "₸": "t", "₮": "t", "₹": "t", "¥": "y", "₩": "w", "₦": "h", "£": "e"},
    **{"₳": "a", "₿": "b", "฿": "b", "₫": "d", "₲": "g", "®": "r", "¡": "i", "|": "i"},
}

_SHAPE_OF = {like: row[0] for row in _SHAPES for like in row[1:]}
FIGURES = "".join(_FIGURES)
_FEW = 48  # to replace so many signs one by one is faster than to look each sign up
_KNOWN = frozenset("".join(_SHAPES))

# NFKD would write the number sign as the letters "No", and the lunate sigma as a round one.
_BEFORE_NFKD = (("№", "#"), ("ϲ", "c"), ("Ϲ", "C"))
# What is as bare as can be: most of what is written.
_BARE = frozenset(map(chr, (*range(0x80), *range(ord("А"), ord("я") + 1)))) - {"Й", "й"}

# Letters by their category, yet drawn as nothing.
_BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0")
_UNSEEN = frozenset({"Mn", "Me", "Cf"})

# What Unicode itself names as a letter that wears something, in scripts that have look-alikes.
_DRESSED = re.compile(
    r"(?:CROSSED )?(?:NEGATIVE )?(?:SQUARED |CIRCLED |TURNED |RAISED )?"
    r"(?P<script>LATIN|CYRILLIC|GREEK|REGIONAL INDICATOR SYMBOL)(?P<size> CAPITAL| SMALL)?"
    r" LETTER (?:SMALL CAPITAL |LONG |TURNED |REVERSED |OPEN )?(?P<letter>[A-Z-]{1,12})"
    r"(?: WITH .{1,80})?"
)


def bare(text: str) -> str:
    """
    Return `text` without what the eye does not see: widths, ornaments, accents, zero widths.

    Case stays, every newline becomes one "\\n", the number sign becomes "#".
    """
    for sign, instead in _BEFORE_NFKD:
        text = text.replace(sign, instead)
    decomposed = unicodedata.normalize("NFKD", "\n".join(text.splitlines()))
    # Each different character is asked about once: most texts have fewer than a hundred.
    strange = set(decomposed) - _BARE
    return _swap(decomposed, {char: plain for char in strange if (plain := _plain(char)) != char})


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    """Return what the eye sees of a decomposed character: nothing, a letter, or itself."""
    if unicodedata.category(char) in _UNSEEN or char in _BLANK_LETTERS:
        return ""
    return char if char.lower() in _KNOWN else _undress(char)


def _swap(text: str, table: Mapping[str, str]) -> str:
    """Return a text with its signs replaced; no sign that comes in is one that goes out."""
    met = table.keys() & set(text)
    if len(met) > _FEW:
        return text.translate({ord(char): table[char] for char in met})
    for char in met:
        text = text.replace(char, table[char])
    return text


def places(text: str) -> Sequence[int]:
    """Return where in `text` each character of `bare(text)` began, and the length of `text`."""
    lengths = {
        char: 1 if char.isascii() or ("А" <= char <= "я" and char not in "Йй") else _length(char)
        for char in set(text)
    }
    if all(length == 1 for length in lengths.values()) and "\r\n" not in text:
        return range(len(text) + 1)
    starts: list[int] = []
    before = ""
    for place, char in enumerate(text):
        if not (char == "\n" and before == "\r"):
            starts += [place] * lengths[char]
        before = char
    return [*starts, len(text)]


def _length(char: str) -> int:
    return len(bare(f"{char}.")) - 1


def _undress(char: str) -> str:
    """Return the letter under hooks, strokes, squares and circles; any other sign as it is."""
    named = _DRESSED.fullmatch(unicodedata.name(char, ""))
    if named is None:
        return char
    script, size, letter = named["script"], named["size"] or " SMALL", named["letter"]
    if script.startswith("REGIONAL"):
        script = "LATIN"
    if "NEGATIVE" in named.group() or "SQUARED" in named.group():
        size = " CAPITAL"
    try:
        return unicodedata.lookup(f"{script}{size} LETTER {letter}")
    except KeyError:
        return char


def shape(bared: str) -> str:
    """Return what `bare` returned, small, each letter by the first of its look-alikes."""
    # One character for one: positions in both texts stay the same.
    small = bared.lower()
    if len(small) != len(bared):
        small = "".join(char.lower()[:1] for char in bared)
    return _swap(small, _SHAPE_OF)


def figures_read(shaped: str) -> str:
    """Return `shaped` with digits and signs read as the letters they may stand for, same length."""
    return _swap(shaped, _FIGURES)


def letters_of(shaped: str) -> str:
    """Return the letters of a text alone, one after another."""
    for sign in set(shaped):
        if not sign.isalpha():
            shaped = shaped.replace(sign, "")
    return shaped


def form(words: str) -> str:
    """Return `words` of a table, written plainly, as they look in a shaped text."""
    return shape(bare(words))
