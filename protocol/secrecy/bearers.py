"""What bears a marking: a paper, its cover, a place on it. Letters inside a line want one beside.

«СС» in a sentence is a person, a format, a unit; in a sentence that has a paper it may be a stamp.
"""

import re

from protocol.secrecy.copies import is_by_a_copy
from protocol.secrecy.lookalikes import figures_read, letters_of
from protocol.secrecy.official import stems

_FAR = 56
_REPORTS = (
    *("справк", "донесен", "сводк", "доклад", "рапорт", "меморандум", "спецсообщен", "спецдонесен"),
    *("ориентировк", "записк", "телеграмм", "шифровк", "шифртелеграмм", "фотокопи", "копи"),
    *("отчет", "обзор", "даведк", "анықтама", "маалымкат", "маълумотнома"),
)
_PAPERS = (
    *("документ", "док-", "справк", "справок", "донесен", "сводк", "сводок", "доклад", "отчет"),
    *("рапорт", "замысе", "замысл", "ориентировк", "приложени", "приказ", "распоряжени", "записк"),
    *("протокол", "письм", "бумаг", "список", "списк", "перечен", "перечн", "выписк", "телеграмм"),
    *("шифр", "материал", "меморандум", "обзор", "аннотаци", "задани", "план", "лист", "конверт"),
    *("пакет", "папк", "скан", "тетрад", "карточк", "уч.", "вложен", "даведк", "дакумент", "копи"),
    *("данясенн", "абзац", "құжат", "анықтама", "баянхат", "маалымкат", "ҳуҷҷат", "маълумотнома"),
    *("տեղեկանք", "փաստաթ", "spravk", "scan", "report", "document", "donesen", "svodk"),
    *("prilozh", "dokument", "annex", "memo", "paper", "letter"),
)
# Where a stamp stands, what is said of it, and of what has one.
_PLACES = (
    *("вверху", "сверху", "шапк", "шапц", "угол", "углу", "колонтитул", "штамп", "помет", "отмет"),
    *("гриф", "степен", "категори", "режим", "уровень", "серия", "никому", "не пересыл"),
    *("срочно", "лично", "немедл", "стоит", "стоял", "сжечь", "прочтен", "уничтож"),
    *("classif", "marking", "stamp", "header", "footer", "caveat", "секр", "закрыт", "негласн"),
)
_BEARS = re.compile(rf"(?<![^\W\d_])(?:{stems(*_PAPERS, *_PLACES)})")
# Through whatever stands between their letters; a short one is part of too many words.
_SPELT = re.compile(
    stems("гриф", *(each for each in (*_PAPERS, *_PLACES) if each.isalpha() and len(each) > 4))
)
# «Справка/С», «рапорт-СС», «меморандум С»; «план С» is the third one.
OF_A_PAPER = re.compile(
    rf"(?<![^\W\d_])(?:{stems(*_REPORTS)})[^\W\d_]{{0,4}}(?: ?[/–—-] ?|,? )"
    r"([^\W\d_]{1,2})(?=[ .,;)]{0,2}(?:$|\n))"
)
_SAID = re.compile(
    rf"(?<![^\W\d_])(?:{stems('это', 'тут', 'здесь', 'идет', 'под', 'помечен', 'eto', 'гэта')})"
    r"[^\W\d_]{0,2}[ \"«“(—–-]{1,3}$"
)
# «ОВ 14 т» is a load.
_AMOUNT = re.compile(
    rf"[ ]{{1,2}}\d{{1,6}}(?:[.,]\d{{1,3}})? ?(?:{stems('т', 'кг', 'г', 'л', 'мл', 'м', 'шт')})"
    r"(?![^\W\d_])"
)
# «СС-документ»
BEFORE_A_PAPER = re.compile(
    rf"(?<![^\W_])({stems('сс', 'ов')})-(?=(?:{stems(*_REPORTS)}"
    rf"|{stems('документ', 'письм', 'лист', 'приложени', 'материал')}))"
)
# «Дислокация постов, сс»: all that a line has, and behind a comma its degree.
_AT_ITS_END = re.compile(
    rf"^[^\W\d_]{{4,24}}(?: [^\W\d_]{{2,24}}){{0,3}}, ({stems('сс', 'ов')})[ .]{{0,2}}$",
    re.MULTILINE,
)
BEARERS = (OF_A_PAPER, BEFORE_A_PAPER, _AT_ITS_END)


def stands_by_a_paper(shaped: str, begin: int, end: int) -> bool:
    """Say whether the line around a short form has a paper, or a place where a stamp stands."""
    left = shaped[max(0, begin - _FAR) : begin].rpartition("\n")[2]
    right = shaped[end : end + _FAR].partition("\n")[0]
    if _AMOUNT.match(right):
        return False
    if is_by_a_copy(shaped, begin, end) or _BEARS.search(left) or _BEARS.search(right):
        return True
    near = shaped[max(0, begin - _FAR) : begin] + shaped[end : end + _FAR]
    return bool(_SAID.search(left) or _SPELT.search(letters_of(figures_read(near))))
