"""Who investigates cases of special importance, by the titles that the Parties' languages have.

Between the words for a degree and those for cases stands but a space: on a line of its own, or
beside the number of a copy, it is a stamp.
"""

import re
from collections.abc import Iterator

from protocol.secrecy.bare import pattern
from protocol.secrecy.copies import beside_a_copy
from protocol.secrecy.lookalikes import form

_FAR = 48
_STEMS = tuple(
    map(
        form,
        ("маңызды", "маанилүү", "махсус", "асаблівай", "асобай", "կարևորությ", "հկ", "հ.կ"),
    )
)
_STEM = re.compile("|".join(_STEMS))
_LETTER = "[а-яёіўғқңөұүһҷҳ]"
_TITLES = pattern(
    # Kazakh and Kyrgyz: «… істер жөніндегі», «… иштер боюнча», «… істерді тергеу»
    rf"(?<!\w)((?:аса|ерекше) маңызды)(?= (?:қылмыстық )?іс{_LETTER}{{0,6}}"
    r" (?:жөнінде|бойынша|тергеу|бөлім|басқарма))"
    rf"|(?<!\w)(өзгөчө маанилүү)(?= (?:кылмыш )?иш{_LETTER}{{0,6}}"
    r" (?:боюнча|тергөө|бөлүм|башкармалы))"
    # Tajik and Belarusian put the cases first.
    rf"|(?<!\w)(?:парванда|кор|ҷиноят){_LETTER}{{0,6}} (?:дорои |бо )?"
    rf"(махсусан муҳим{_LETTER}{{0,3}}|аҳамияти махсус(?:дошта{_LETTER}{{0,3}})?)(?!\w)"
    r"|(?<!\w)(?:па|у|з|в) справа[хм]и? (асаблівай важнасці|асобай важнасці)(?!\w)"
    # Armenian: «… գործերով քննիչ»
    r"|(?<!\w)(հատուկ կար(?:և|եւ)որությ[ա-ֆ]{2,4}|հ\.?կ\.?)(?= գործեր)",
    re.IGNORECASE,
)
# A plan for such cases is no title: somebody is told of who has them.
_WHO = pattern(
    r"тергеу|прокурор|тергөө|муфаттиш|тафтиш|следч|пракурор|քննիչ|դատախազ",
    re.IGNORECASE,
)


def titled(bared: str, shaped: str) -> Iterator[tuple[int, int]]:
    """Yield where the words of a degree say which cases somebody investigates."""
    if not any(map(shaped.__contains__, _STEMS)):
        return
    done = 0
    for stem in _STEM.finditer(shaped):
        for found in _TITLES.finditer(
            bared, max(done, stem.start() - _FAR), min(len(bared), stem.end() + _FAR)
        ):
            done = found.end()
            span = found.span(found.lastindex or 0)
            around = (
                bared[max(0, span[0] - _FAR) : span[0]].rpartition("\n")[2],
                bared[span[1] : span[1] + _FAR].partition("\n")[0],
            )
            if any(map(_WHO.search, around)) and not beside_a_copy(bared, *span):
                yield span
