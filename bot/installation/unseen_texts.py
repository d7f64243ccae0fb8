"""
Characters that nobody sees in a file of the operator's, or that a terminal obeys, are refused.

Be they in a comment, a key or a text, as they are or as an escape: whoever looks at the file has
to see what it says.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from config.problems import Misfit, Problem
from protocol.unseen import first_unseen


def refuse_unseen_in_file(path: Path) -> None:
    """
    Look at the file as it is written; one that cannot be read is not looked at.

    Raises: Misfit with line, place and name of the first such character of each line.
    """
    problems = []
    for number, line in enumerate(_lines(path), 1):
        if found := first_unseen(line.replace("\t", " ")):
            problems.append(_problem(str(path), number, found))
    if problems:
        raise Misfit(*problems)


def refuse_unseen_in_texts(path: Path, tables: Mapping[str, Any]) -> None:
    """
    Look at every text and key that the file says: there such a character is an escape.

    Raises: Misfit with line, entry, key, place and name of each.
    """
    lines = _lines(path)
    problems = []
    for table, entries in tables.items():
        for number, entry in enumerate(entries if isinstance(entries, list) else [entries]):
            for key, text in _texts(table, entry):
                if found := first_unseen(text):
                    where = f"{path}: {entry_name(table, number, entry)}: {key}"
                    problems.append(_problem(where, _line(lines, table, number, key), found))
    if problems:
        raise Misfit(*problems)


def entry_name(table: str, number: int, values: object) -> str:
    """Return how one entry is called: [[officer]] 3 (kz-duty)."""
    named = values if isinstance(values, dict) else {}
    name = named.get("id") or named.get("code") or named.get("channel")
    return f"[[{table}]] {number + 1}" + (f" ({name})" if isinstance(name, str) else "")


def _problem(where: str, line: int, found: tuple[int, str]) -> Problem:
    place, char = found
    return Problem.of("problem-unseen", where=where, line=line, place=place, char=char)


def _lines(path: Path) -> Sequence[str]:
    try:
        written = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return ()
    return [line.removesuffix("\r") for line in written.split("\n")]


def _texts(key: str, value: object) -> Iterator[tuple[str, str]]:
    """Yield each text under a key, and the keys themselves, with the key that leads to it."""
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, list):
        for each in value:
            yield from _texts(key, each)
    elif isinstance(value, dict):
        for name, each in value.items():
            yield name, name
            yield from _texts(name, each)


def _line(lines: Sequence[str], table: str, number: int, key: str) -> int:
    """Return the line on which a key of an entry stands; its table's where it is not found."""
    head = f"[[{table}]]"
    heads = [place for place, line in enumerate(lines, 1) if line.split("#")[0].strip() == head]
    begins = heads[number] if number < len(heads) else 1
    ends = heads[number + 1] if number + 1 < len(heads) else len(lines)
    for place in range(begins, ends + 1):
        if lines[place - 1].partition("=")[0].strip().strip("\"'") == key:
            return place
    return begins
