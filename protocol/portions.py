"""Markings of English papers: portion marks, and the line of controls behind a degree."""

import re
from collections.abc import Iterator

from protocol.markings import Finding, Verdict

_CONTROLS = r"[A-Z]{2,12}(?:[ ,/-]{1,3}[A-Z]{2,12}){0,8}"
_SURE = re.compile(
    rf"(?<![\w/.-])\(?(?:TOP SECRET|SECRET|CONFIDENTIAL|TS|S|C)//? ?{_CONTROLS}\)?"
    r"|\(TS(?:[/-]{1,2}[A-Z]{2,12}){0,6}\)"
    r"|\((?:S|C)(?:[/-]{1,2}[A-Z]{2,12}){1,6}\)"
)
_ASKED = re.compile(
    r"(?:^|(?<=[.!?:] )|(?<=\d[.)] )|(?<=[-*•] ))[ \t]{0,8}\((?:S|C)\)(?= {1,3}[A-Z\"“])"
    r"|(?<=[a-z] )\(S\)[ .]{0,2}$",
    re.MULTILINE,
)


def in_portions(bared: str) -> Iterator[Finding]:
    """Yield «(TS//SI//NF)», «SECRET//NOFORN», and, as a question, «(S)» before a paragraph."""
    if "(" not in bared and "/" not in bared:
        return
    for found in _SURE.finditer(bared):
        top = found.group().lstrip("(").startswith("T")
        verdict = Verdict.DOUBTFUL if found.group().lstrip("(").startswith("C") else Verdict.MARKED
        yield Finding(verdict, "top secret" if top else "secret", *found.span())
    for found in _ASKED.finditer(bared):
        yield Finding(Verdict.DOUBTFUL, "secret", *found.span())
