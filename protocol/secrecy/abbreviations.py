"""Abbreviations of markings, as they look in a shaped text, and by what one may begin."""

import re
from typing import TypeAlias

from protocol.secrecy import markings
from protocol.secrecy.lookalikes import form
from protocol.secrecy.markings import Verdict

_Meaning: TypeAlias = tuple[Verdict, str]

ABBREVIATIONS: dict[str, _Meaning] = {
    form(short): (verdict, name)
    for verdict, table in (
        (Verdict.MARKED, markings.ABBREVIATIONS),
        (Verdict.DOUBTFUL, markings.ABBREVIATIONS_ASKED),
        (Verdict.OFFICIAL, markings.ABBREVIATIONS_OFFICIAL),
    )
    for short, name in table.items()
}
LONGEST = max(map(len, ABBREVIATIONS))
# Words that stand beside one and belong to the stamp.
COMPANIONS = tuple(map(form, markings.COMPANIONS))
COMPANION = "|".join(COMPANIONS)

# Whatever stands between its letters, an abbreviation begins with a run of some of them.
_RUNS = {short[:n] for short in ABBREVIATIONS for n in range(1, len(short) + 1)}
_RUN = rf"(?:{'|'.join(sorted(_RUNS, key=len, reverse=True))})(?![^\W\d_])"
MAY_BEGIN = re.compile(rf"(?<![^\W\d_]){_RUN}")
# The first word behind a bracket.
BEGINS = rf"(?=[\W\d_]{{0,16}}(?:{COMPANION}|{_RUN}))"
