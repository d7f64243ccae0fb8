"""Names of files: those of papers are headings, and may bear a marking."""

import re

_PAPERS = frozenset(
    "doc docx docm odt rtf pdf djvu xls xlsx ods ppt pptx odp txt tif tiff jpg jpeg png heic bmp"
    " gif webp eml msg 7z rar vsd vsdx mpp xps dwg kml kmz".split()
)
NAME = re.compile(r"(?<!\S)[^\s/\\]{1,120}\.([A-Za-z0-9]{2,5})(?![\w.])")
# A degree that no file of keys is called by, and the English word beside the number of a copy.
_COPY = r"(?:copy|ekz|экз|nusxa|nuskha|dana)[\W_]{0,4}(?:no?[\W_]{0,3})?\d"
_SURE = (
    r"(?:sov(?:ershenn?o|ersh)?[\W_]{0,3}s[ec]kret|osob(?:oy|oj|oi|aya)[\W_]{0,3}(?:vazhn|vajn|papk)"
    r"|zusim[\W_]{0,3}sakret|sakretna|sekretn[oi]|(?:ote[\W_]{0,3}|ʼ)qupi|komilan[\W_]{0,3}ma(?:kh|h|x)f"
    r"|huy[zj]h?[\W_]{0,3}ga(?:gh|x)tn|gaghtni|oto[\W_]{0,3}(?:j|zh)ashyr|(?:j|zh)ashyruun"
    r"|top[\W_]{0,3}secret(?![A-Za-z]))"
)
_DEGREE = re.compile(rf"(?<![A-Za-z]){_SURE}", re.IGNORECASE)
_NUMBERED = re.compile(_COPY, re.IGNORECASE)
_ENDING = re.compile(r"\.([A-Za-z0-9]{2,5})$")
_PATH = re.compile(r"[/\\]")
_HOST = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]{1,15}://[^/]{0,200}/?")
# «SECRET_copy2.pdf»
_ALONE = re.compile(r"secret[\W_]{1,3}(?!key|token|manager|santa)")
# What keeps keys: «secret.txt» of an operator.
_KEYS = re.compile(
    r"(?:[a-z0-9]{1,20}[-_])?secrets?\.txt$"
    # What a program leaves to be read: «README_SECRET.txt».
    r"|(?i:[_!.+-]{0,3}(?:read[_-]?me|how[_-]?to|(?:decrypt|recover|restore|unlock)[a-z]{0,6})"
    r"(?:[_.-][a-z0-9]{1,16}){0,5}\.txt$)"
)
# «ss_2026.png»: a picture of a screen.
_SHOT = re.compile(r"ss(?:[_-]?\d[\w.-]{0,40})?\.(?:png|jpe?g|webp|gif|bmp)$")
_JOINT = re.compile(r"_|(?<=\w\w)[-.](?=\w\w)")


def is_paper(ending: str) -> bool:
    """Say whether a file of that ending is a paper, whose name may bear a marking."""
    return ending.lower() in _PAPERS


def spread(bared: str) -> str:
    """
    Return a bare text, same length, in which the name of a paper reads as the words it is made of.

    «Справка_СС_экз1.docx» is «Справка СС экз1», and ends a line where the name does.
    """
    return NAME.sub(_spread, bared) if "." in bared else bared


def _spread(found: re.Match[str]) -> str:
    ending = found.group(1)
    if not is_paper(ending) or _KEYS.match(found.group()) or _SHOT.match(found.group()):
        return found.group()
    stem = _JOINT.sub(" ", found.group()[: -len(ending) - 1])
    ends = found.string[found.end() : found.end() + 1] in ("", "\n")
    return stem + ("\n" * (len(ending) + 1) if ends else f".{ending}")


def keeps_keys(name: str) -> bool:
    """Say whether a name is one of a text with keys and passwords: «secrets.txt»."""
    return bool(_KEYS.match(name))


def bears_a_degree(written: str) -> bool:
    """
    Say whether a file's name, a path or an address is one of a marked paper.

    It has a degree and names a paper or the number of a copy; a host's name is no part of it.
    """
    path = _HOST.sub("", written)
    ending = _ENDING.search(path)
    numbered = _NUMBERED.search(path)
    if not (numbered or (ending and is_paper(ending[1]))):
        return False
    if _DEGREE.search(path):
        return True
    name = _PATH.split(path)[-1].lower()
    return bool(numbered) and bool(_ALONE.match(name))
