"""Two letters that are spoken of as letters: a slip to be corrected, a word nobody understands.

Beside the number of a copy they are a stamp.
"""

import re
from collections.abc import Iterator

from protocol.secrecy.bare import pattern
from protocol.secrecy.copies import beside_a_copy

_FAR = 72
_LETTERS = re.compile(r"[СCSОOсcsоo](?<!\w.)(?:(?<=[СCSсcs])[СCSсcs]|(?<=[ОOоo])[ВBVвbv])(?![\w/])")
_AND = r"(?: ?(?:,|и|или|/) ?[«\"“]?[^\W\d_]{1,4}[»\"”]?){0,3} ?(?:,|и|или)?"
_BEFORE = pattern(
    r"(?<!\w)(?:вместо|замест|читать|читай|читайте|опечатк[а-яё]|букв[аыуе]|сокращени[а-яё]{1,2}"
    r"|татуировк[а-яё]{1,2}|наклейк[а-яё]{1,2}|эмблем[а-яё]{1,2}|рун[аы]|жаргон[а-яё]{0,2}"
    r"|аббревиатур[а-яё]|обозначени[а-яё]{1,2}|что (?:такое|значит|означает|за)"
    r"|кто (?:такой|такая|такие)|расшифруй(?:те)?|instead of|stands? for|abbreviations?)"
    rf"(?:{_AND})? ?[«\"“(]?$",
    re.IGNORECASE,
)
# «Держатель: SS», whose value has a line of its own.
_OWNS = pattern(
    r"(?<!\w)(?:держател[а-я]{1,3}|владелец|получател[а-я]{1,3}|отправител[а-я]{1,3}|holder"
    r"|owner):\s?$",
    re.IGNORECASE,
)
_AFTER = pattern(
    r"[»\"”)]?(?: \d{1,4})?(?:,? (?:и|или) [«\"“]?\w{1,4}[»\"”]?)?,? ?(?:[—–-] )?"
    r"(?:(?:у|в|на) [а-яё]{3,20} [—–-] |(?<=[—–-] )(?:\d{1,3}(?: \d{3}){1,3}|\d{4,9})(?!\w)"
    r"|это,? (?:по|видимо|вероятно|предположительно)(?!\w)|читать|опечатк"
    r"|не знаем|непонятно|неизвестно|неясно"
    r"|(?:это )?(?:клич|прозвищ|ник[аи]?(?!\w))|скорее всего (?:клич|ник|имена)"
    r"|(?:это )?код(?:ы)? (?:событи|операци|ошибк|ответ))",
    re.IGNORECASE,
)
_MARKING = pattern(r"гриф|грыф|помет|отмет|штамп|степен|секр|сакр|экз", re.IGNORECASE)


def spoken_of(bared: str) -> Iterator[tuple[int, int]]:
    """Yield where two letters are what a sentence speaks of, and name nothing."""
    for found in _LETTERS.finditer(bared):
        begin, end = found.span()
        left = bared[max(0, begin - _FAR) : begin]
        if _OWNS.search(left):
            left = left.replace("\n", " ")
        left = left.rpartition("\n")[2]
        right = bared[end : end + _FAR].partition("\n")[0]
        if not (_BEFORE.search(left) or _OWNS.search(left) or _AFTER.match(right)):
            continue
        if not (_MARKING.search(left) or beside_a_copy(bared, begin, end)):
            yield begin, end
