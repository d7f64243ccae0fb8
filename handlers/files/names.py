"""Names of files: what the sender called it, without what misleads, with the ending that is so."""

import unicodedata

from handlers.files.types import TAKEN, Kind
from protocol.unseen import without_unseen

LENGTH = 80
LONGEST_ENDING = 10
NAMELESS = "file"
# What a name may end with that says what opens it; each of them goes before the true one.
MISLEADING = frozenset(
    "exe com bat cmd scr pif cpl dll msi msp msix appx lnk url reg inf hta jar apk dmg pkg app "
    "js jse vbs vbe wsf wsh ps1 psm1 sh bash py pl php rb "
    "doc docx docm dot dotm xls xlsx xlsm xlsb xlam ppt pptx pptm odt ods odp rtf "
    "zip rar 7z gz tgz bz2 xz tar cab iso img vhd htm html mht svg xml txt".split()
) | {ending for kind in TAKEN for ending in kind.endings}
# No file may have these on Windows; after a colon another file would begin.
_FORBIDDEN = str.maketrans(dict.fromkeys('<>:"|?*', "_"))
_DEVICES = frozenset({"con", "prn", "aux", "nul"}) | {
    f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)
}


def visible_name(name: str) -> str:
    """Return a name as its sender may see it: without folders, signs that do not show, excess."""
    base = name.replace("\\", "/").rpartition("/")[2]
    composed = without_unseen(unicodedata.normalize("NFC", base))
    printable = "".join(char for char in composed if char.isprintable())
    kept = printable.translate(_FORBIDDEN).strip(". ")
    stem, dot, ending = kept.rpartition(".")
    if dot and len(ending) <= LONGEST_ENDING:
        return _cut(stem, ending)
    return kept[:LENGTH] or "-"


def stored_name(name: str, kind: Kind) -> str:
    """Return the name under which a file is kept: it ends as its content says, and so once."""
    whole = visible_name(name)
    typed = whole.rpartition(".")[2]
    stem = _without_endings(whole).strip("- ") or NAMELESS
    if stem.partition(".")[0].casefold() in _DEVICES:
        stem = f"_{stem}"
    return _cut(stem, typed if typed.casefold() in kind.endings else kind.endings[0])


def _without_endings(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    while dot and ending.casefold() in MISLEADING:
        name = stem.rstrip(". ")
        stem, dot, ending = name.rpartition(".")
    return name


def _cut(stem: str, ending: str) -> str:
    return f"{stem[: LENGTH - len(ending) - 1]}.{ending}"
