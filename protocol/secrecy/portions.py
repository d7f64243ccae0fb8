"""Markings of English papers: portion marks, and the line of controls behind a degree."""

import re
from collections.abc import Iterator

from protocol.secrecy.markings import Finding, Verdict

_CONTROLS = r"[A-Z]{2,12}(?:[ ,/-]{1,3}[A-Z]{2,12}){0,8}"
_SURE = re.compile(
    rf"(?<![\w/.-])\(?(?:(?i:TOP SECRET|SECRET|CONFIDENTIAL)|TS|T/S|S|C)//? ?(?!MIME\b)"
    rf"{_CONTROLS}\)?"
    r"|(?<![\w.-])TS[ _-](?:SCI|SI|NF|NOFORN|HCS|TK)(?![A-Za-z])"
    r"|\(TS(?:[/-]{1,2}[A-Z]{2,12}){0,6}\)"
    r"|\((?:S|C)(?:[/-]{1,2}[A-Z]{2,12}){1,6}\)"
)
# Beside another mark of a paragraph it is one too, whatever follows.
_MARKS = re.compile(r"\((?:U|S|C|R|TS|U//FOUO|CUI)\) {1,3}[^\W\d_]")
_ASKED = re.compile(
    r"(?<![^\n])\(S\)(?= [a-z])|\((?:S|C)\)(?:(?= {1,3}[A-Z\"“])|(?=[ .]{0,2}(?:$|\n)))"
)
# Before it: the beginning of a line, of a sentence, of a numbered paragraph.
_OPENS = re.compile(r"(?:^|\n|[.!?:] |\d[.)] |[-*•] )[ \t]{0,8}$")
# What a label names: «Classification: TS».
_LABELLED = re.compile(
    r"(?i:classif(?:ication|ied|y)|protective marking|caveat)[ \t]{0,3}[:=–-]\s{0,3}"
    r"((?:TS|S|C|NS|NC|CTS)(?![\w.-]))"
    # «Class: C» is a network's, a flight's
    r"|(?<!\w)(?i:class|level|sensitivity)[ \t]{0,2}[:=]\s{0,3}"
    r"((?:TS|S|CTS)(?=[ \t]{0,3}(?:$|[\n,;|/)])))"
)
_LABELS = ("lass", "LASS", "arking", "aveat", "evel", "EVEL", "ensitiv")
_SIGNS = ("TS ", "TS_", "TS-", "(S", "(C", "(TS", "S/", "T/", "L/", "C/")


def in_portions(bared: str) -> Iterator[Finding]:
    """Yield «(TS//SI//NF)», «SECRET//NOFORN», and, as a question, «(S)» before a paragraph."""
    if any(map(bared.__contains__, _LABELS)):
        for found in _LABELLED.finditer(bared):
            yield Finding(Verdict.DOUBTFUL, "secret", *found.span(found.lastindex or 0))
    if "//" not in bared and not any(sign in bared for sign in _SIGNS):
        return
    for found in _SURE.finditer(bared):
        degree = found.group().lstrip("(")
        verdict = Verdict.DOUBTFUL if degree.startswith(("C", "c")) else Verdict.MARKED
        name = "top secret" if degree.startswith(("T", "t")) else "secret"
        yield Finding(verdict, name, *found.span())
    marks = list(_MARKS.finditer(bared))
    if len({mark.group()[: mark.group().index(")")] for mark in marks}) > 1:
        for mark in marks:
            if mark.group().startswith(("(S)", "(C)", "(TS)")):
                yield Finding(Verdict.DOUBTFUL, "secret", mark.start(), mark.end() - 2)
    for found in _ASKED.finditer(bared):
        before = bared[max(0, found.start() - 12) : found.start()]
        titled = found.end() >= len(bared.rstrip(" .\n")) or bared[found.end()] in ".\n"
        if _OPENS.search(before) or (titled and before[-2:-1].isalnum()):
            yield Finding(Verdict.DOUBTFUL, "secret", *found.span())
