"""Two letters that the signs beside them explain: seconds of a clock, a variable, words they head.

Beside the number of a copy they are a stamp.
"""

import re
from collections.abc import Iterator

from protocol.secrecy.bare import pattern
from protocol.secrecy.copies import beside_a_copy
from protocol.secrecy.lookalikes import form, shape

_S, _O, _V = "[сcs]", "[оo]", "[вbv]"
_PAIR = rf"(?:{_S}{_S}|{_O}{_V})"
_FAR, _NEAR = 90, 8
# «чч:мм:сс», «мм.сс», «сс.мс»
_CLOCK = re.compile(
    rf"(?:(?<=[мm][мm][:.\-/ ])|(?<=[мm][мm], )){_S}{_S}(?!\w)"
    rf"|(?<!\w){_S}{_S}(?=[.,:][мm][сcs](?!\w))"
    rf"|(?<=\d\d:){_S}{_S}(?!\w)"
    rf"|(?<=мин[:.\-/ ]){_S}{_S}(?!\w)",
    re.IGNORECASE,
)
# «сс = 0», «(сс > 0)», «= ов + 1»
_CODE = re.compile(
    rf"(?<![\w.])({_PAIR}) ?(?:[-+*/:!=]=|=)(?![=>]) ?(?=[\w\"'$(\[-])"
    rf"|(?<![\w.])({_PAIR}) (?:[<>]=?|[-+*/%]) (?=\d)"
    rf"|(?<=[=<>+*] )({_PAIR})(?= ?[-+*/;<>])"
    rf"|(?<!\w)(?:var|let|const|int|print|echo|def|переменн[а-яё]{{2,3}}) \(?({_PAIR})(?!\w)",
    re.IGNORECASE,
)
# Heating and ventilation is a part of every project of a building.
_PART = pattern(
    rf"(?<!\w)(?:вентиляци|отоплени|кондиционировани)[а-яё]{{1,3}} [«\"“(]({_O}{_V})(?!\w)"
    rf"|(?<!\w)(?:раздел[а-яё]{{0,3}}|марк[а-яё]{{1,2}}|смет[а-яё]{{1,3}}|подраздел[а-яё]{{0,2}}|систем[а-яё]{{1,2}})"
    rf"(?: [а-яё]{{1,12}}){{0,2}} [«\"“]?({_O}{_V})(?!\w)",
    re.IGNORECASE,
)
# «250 сс», a motor; «рейтинг СС»; a unit beside another one, that a person serves in.
_MEASURES = pattern(
    r"(?:мотоцикл|скутер|мопед|квадроцикл|двигател|объ[её]м|мотор|питбайк|снегоход)[а-яё]{0,4}"
    rf"[^\n.;!?]{{0,40}}? \d{{2,4}} ?({_S}{_S})(?!\w)"
    rf"|(?<!\w)\d{{2,4}} ?({_S}{_S})(?= ?(?:куб|л\.с|мотоцикл|скутер|мопед|двигател))"
    rf"|(?<!\w)рейтинг[а-яё]{{0,3}}(?: [а-яё]{{1,14}}){{0,2}} [«\"]?({_S}{_S})(?!\w)"
    rf"|(?<!\w)(?:начальник|инспектор|сотрудник|ст\. инспектор)[а-яё]{{0,3}} ({_O}{_V})"
    r"(?= (?:и|МВД|УВД|РУВД|УМВД|ГУ|РОВД)(?: [А-ЯЁ]{2,5})?(?!\w))",
    re.IGNORECASE,
)
# «куплю сс + cvv», «по сс не работаю»: cards, in the trade of those who sell them.
_CARDS = re.compile(
    r"(?<!\w)(?:cvv2?|cvc|fullz|dumps?|ssn|bins?|фулк[а-яё]{1,3}|вбив[а-яё]{0,3}|кардинг[а-яё]{0,2}"
    r"|вериф[а-яё]{0,5}|дамп[а-яё]{0,3}|вилк[а-яё]|вещевух[а-яё]|ролк[а-яё]|обнал[а-яё]{0,3})(?!\w)",
    re.IGNORECASE,
)
# «СС» и «ССС» — это коды операций
_CODES = pattern(
    r"[»\"”](?:, ?[«\"“]\w{1,4}[»\"”]|,? (?:и|или) [«\"“]\w{1,4}[»\"”]| [а-яё]{1,14}){0,5}"
    r" ?(?:—|–|-|=) ?(?:это )?"
    r"(?:коды|код|статусы|статус|обозначени|сокращени|операци|тарифы|виды|типы)"
)
# «см. сс. 12–15»: pages, from a lesser to a greater one.
_PAGES = re.compile(r"[сc]{2}\. ?(\d{1,4}) ?[-–—‒] ?(\d{1,4})(?![\w/-]|[.,]\d)")
_LETTERS = re.compile(
    r"[СCSОOсcsоo](?<!\w.)(?:(?<=[СCSсcs])\.?[СCSсcs]|(?<=[ОOоo])\.?[ВBVвbv])(?![\w/])"
)
_MEANS = pattern(
    r"\.?[»\"”]?(?: ?(?:—|–|-|=) ?(?:это )?| ?\(| это | значит | означает"
    r"| расшифровывается как )[«\"“]?"
)
# «ОВ: «Оленев Валерий»»: whose letters they are.
_NAMES = re.compile(
    r"\.? ?:[ \n]?[«\"“]?[А-ЯЁA-Z][а-яёa-z]{1,20} [А-ЯЁA-Z][а-яёa-z]{1,20}(?![а-яёa-z])"
)
_WORD = re.compile(r"[^\W\d_]+")
_COLON = re.compile(r"\.? ?:[ \n]?[«\"“]?")
_LINKS = frozenset(map(form, ("и", "або", "и/или", "of", "the", "and", "для", "по", "в", "на")))
_DEGREES = tuple(map(form, ("особ", "важн", "сов", "соверш", "секрет", "асаб", "зусим")))
_SECONDS = form("секунд")


def glossed(bared: str) -> Iterator[tuple[int, int]]:
    """Yield where two letters are part of a clock or of code, or explained by what follows them."""
    for found in _LETTERS.finditer(bared):
        begin, end = found.span()
        told = (
            _is_explained(bared[begin : end + _FAR], end - begin)
            or _is_part(bared, begin, end)
            or _are_pages(bared, begin)
            or _are_cards(bared, begin, end)
            or _CODES.match(bared, end)
        )
        if told and not beside_a_copy(bared, begin, end):
            yield begin, end


def _is_part(bared: str, begin: int, end: int) -> bool:
    """Say whether two letters are part of a clock, of code, of a project."""
    return any(
        each.span(each.lastindex or 0) == (begin, end)
        for signs in (_CLOCK, _CODE, _PART, _MEASURES)
        for each in signs.finditer(bared, max(0, begin - _FAR), end + _NEAR)
    )


def _are_cards(bared: str, begin: int, end: int) -> bool:
    """Say whether those who sell cards speak of them: in small letters or in Latin ones."""
    word = bared[begin:end]
    if not (word.islower() or word.isascii()) or "." in word:
        return False
    left = bared[max(0, begin - _FAR) : begin].rpartition("\n")[2]
    right = bared[end : end + _FAR].partition("\n")[0]
    if not (_WORD.search(left) or right.startswith((" +", "+"))):
        return False
    return bool(_CARDS.search(left) or _CARDS.search(right))


def _are_pages(bared: str, begin: int) -> bool:
    pages = _PAGES.match(bared, begin)
    if pages is None or int(pages[1]) >= int(pages[2]):
        return False
    # Pages are of something; alone in a line the letters are a stamp with a number.
    left = bared[max(0, begin - _FAR) : begin].rpartition("\n")[2]
    right = bared[pages.end() : pages.end() + _FAR].partition("\n")[0]
    return bool(_WORD.search(left) or _WORD.search(right))


def _is_explained(text: str, end: int) -> bool:
    """Say whether the words behind two letters begin with these: «ОВ — отопление и вентиляция»."""
    means = _MEANS.match(text, end) or (_NAMES.match(text, end) and _COLON.match(text, end))
    if means is None:
        return False
    letters = [char for char in shape(text[:end]) if char.isalpha()]
    clause = re.split(r"[.;\n)»]", text[means.end() :], maxsplit=1)[0]
    words = [word for word in _WORD.findall(shape(clause)) if word not in _LINKS][:2]
    if len(words) < 2 or any(word.startswith(_DEGREES) for word in words):
        return bool(words) and words[0].startswith(_SECONDS)
    return [word[0] for word in words] == letters or words[0].startswith(_SECONDS)
