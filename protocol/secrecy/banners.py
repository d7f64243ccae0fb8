"""Banners of other states and alliances: a degree, whose it is, and to whom it may be released.

`BANNERS` are read as the markings of the Parties are, through any disguise. What is an ordinary
word elsewhere is a degree only where a banner stands: alone in its line or at its edge.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import product

from protocol.secrecy.copies import beside_a_copy
from protocol.secrecy.lookalikes import form
from protocol.secrecy.markings import Finding, Marking, Verdict

_BY_EAR = (
    *("сикрет", "сикрэт", "сикрит", "секрет"),
    *("конфиденшл", "конфиденшал", "конфиденшиал", "конфиденшел", "конфидэншл", "конфиденциал"),
)
_TO_WHOM = (
    *(
        "releasable to",
        "releaseable to",
        "rel",
        "fgi",
        "not releasable",
        "noforn",
        "orcon",
        "relido",
    ),
    *("propin", "imcon", "eyes only", "uk eyes only", "us eyes only", "for nato eyes only"),
)
_TO_WHOM_BY_EAR = ("ноуфорн", "ноуформ", "нофорн", "рел ту", "релизабл ту", "айз онли", "оркон")
_WHOSE = ("nato", "nato eapc", "nato pfp", "otan", "eu", "uk")


def _join(*parts: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(" ".join, product(*parts)))


BANNERS = (
    Marking(
        "secret",
        (
            *_join(("confidential",), _TO_WHOM),
            *_join(_WHOSE, ("confidential",)),
            *_join(_BY_EAR, _TO_WHOM_BY_EAR),
            *_join(("нато",), (*_BY_EAR, "конфиденциально")),
            *(
                "otan confidentiel",
                "confidentiel otan",
                "confidentiel ue",
                "confidentiel defense",
                "secret ue",
                "secret defense",
            ),
        ),
        sure=True,
    ),
    Marking("secret", ("noforn", "ноуфорн", "нофорн", "nato restricted", "restreint ue")),
    Marking("secret", _join(("eu", "uk", "otan"), ("restricted",))),
    Marking("secret", ("uk eyes only", "us eyes only", "five eyes only", "айз онли")),
    Marking("top secret", _join(("топ", "тап"), ("сикрет", "сикрэт", "сикрит", "секрет"))),
)

# Letters that are in each of these, and in few other texts.
BANNER_SIGNS = tuple(
    map(
        form,
        (
            *("confiden", "noforn", "restri", "restrei", "eyes", "secretu", "secretd", "сикр"),
            *(
                "сикрэ",
                "конфид",
                "форн",
                "аизон",
                "топсекр",
                "тапсекр",
                "натосекр",
                "секретрел",
                "секреторкон",
            ),
            *("ноуформ", "релизаб"),
        ),
    )
)

# Alone in a line, or at its edge behind or before a sign: «(сикрет) …», «VS-GEHEIM».
_LONE = (
    *("сикрет", "сикрэт", "сикрит", "geheim", "streng geheim", "vs geheim", "vs vertraulich"),
    *("vs-geheim", "vs-vertraulich", "tres secret", "confidentiel defense", "secreto"),
    *("таємно", "цілком таємно", "tajne", "scisle tajne", "ściśle tajne", "poufne", "gizli"),
    *("çok gizli", "maxfiy", "mutlaqo maxfiy", "мутлақо махфий", "məxfi", "tam məxfi"),
    *("strogo povjerljivo", "саидумло", "საიდუმლო", "строго поверљиво", "strict secret"),
)
_LONE_SIGNS = tuple({form(each)[:5] for each in _LONE})
_ONE = "|".join(sorted(map(form, _LONE), key=len, reverse=True))
_ALONE = re.compile(
    rf"(?:^|[,;:(/|]|[.!?] |—|–)[^\w\n]{{0,8}}({_ONE})"
    r"(?=[^\w\n]{0,8}$|[^\w\n]{0,2}[),;:/|—–.!])",
    re.MULTILINE,
)

_DEGREE = re.compile(r"(?<![\w-])CONFIDENTIAL(?!\w)")
# As the heading of a text it is a degree; «CONFIDENTIAL: this e-mail is …» is every firm's.
_HEADING = re.compile(
    r"(?:\A|:\n|\A/[^\n]{1,40}\n)[^\w\n]{0,12}CONFIDENTIAL"
    r"(?: ?[-–—/]{1,2} ?[A-Z]{2,16}){0,3}[^\w\n:]{0,12}\n(?=[\s\S])"
)

# «USA/GBR EYES ONLY», «REL TO USA, FVEY» as the head of a paper; the rest of a line is not theirs.
_CODE = r"[A-Z]{2,5}"
_RELEASE = re.compile(
    rf"^[^\w\n]{{0,8}}(?:(?:{_CODE}[/, ]{{1,2}}){{0,12}}EYES ONLY\b"
    rf"|(?:AUTHORIZED FOR RELEASE|RELEASABLE|REL) TO (?:THE )?{_CODE}"
    rf"(?:(?:,? AND |[, /]{{1,2}}){_CODE}){{0,12}}[^\w\n]{{0,4}}$)",
    re.MULTILINE,
)
# Short degrees of NATO, from cosmic top secret down, before a paragraph or among controls.
_SHORT = re.compile(
    r"(?<![\w/.-])CTS(?:-[AB])?//[A-Z]|^[^\w\n]{0,4}(?:\d{1,2}[.)] )?\((?:CTS|NS|NC)(?:-A)?\)(?= )",
    re.MULTILINE,
)


def in_banners(bared: str, shaped: str) -> Iterator[Finding]:
    """Yield, as a question, what is a banner by its place in a line."""
    if any(map(shaped.__contains__, _LONE_SIGNS)):
        for found in _ALONE.finditer(shaped):
            yield Finding(Verdict.DOUBTFUL, "secret", *found.span(1))
    if "CONFIDENTIAL" in bared:
        for found in _DEGREE.finditer(bared):
            if beside_a_copy(bared, *found.span()) or _HEADING.search(bared):
                yield Finding(Verdict.DOUBTFUL, "secret", *found.span())
    for signs, pattern in ((("ONLY", " TO "), _RELEASE), (("CTS", "(N"), _SHORT)):
        if any(map(bared.__contains__, signs)):
            for found in pattern.finditer(bared):
                yield Finding(Verdict.DOUBTFUL, "secret", *found.span())
