"""Names of files: those of papers are headings, and may bear a marking."""

import re

_PAPERS = frozenset(
    "doc docx docm odt rtf pdf djvu xls xlsx ods ppt pptx odp txt tif tiff jpg jpeg png heic bmp"
    " gif webp eml msg 7z rar".split()
)
_NAME = re.compile(r"(?<!\S)[^\s/\\]{1,120}\.([A-Za-z0-9]{2,5})(?![\w.])")
_JOINT = re.compile(r"_|(?<=\w\w)[-.](?=\w\w)")


def is_paper(ending: str) -> bool:
    """Say whether a file of that ending is a paper, whose name may bear a marking."""
    return ending.lower() in _PAPERS


def spread(bared: str) -> str:
    """
    Return a bare text, same length, in which the name of a paper reads as the words it is made of.

    «Справка_СС_экз1.docx» is «Справка СС экз1», and ends a line where the name does.
    """
    return _NAME.sub(_spread, bared) if "." in bared else bared


def _spread(found: re.Match[str]) -> str:
    ending = found.group(1)
    if not is_paper(ending):
        return found.group()
    stem = _JOINT.sub(" ", found.group()[: -len(ending) - 1])
    ends = found.string[found.end() : found.end() + 1] in ("", "\n")
    return stem + ("\n" * (len(ending) + 1) if ends else f".{ending}")
