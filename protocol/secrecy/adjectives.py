"""«Секретный», and of what it is said: a paper, or one of the many things of every day.

A chat, a way, a meeting may be secret and no state minds. The adjective deserves a question where
it agrees with a paper or a matter of state, where it stands alone as a stamp does, and where
somebody sends whatever it is said of.
"""

import re
from collections.abc import Iterable, Iterator

from protocol.secrecy.denials import SENDS
from protocol.secrecy.lookalikes import form
from protocol.secrecy.markings import Finding, Verdict

_FAR = 96  # characters looked at on either side
_MOST = 6  # words looked at on either side

# Papers, what they are made of, and what a state keeps; beginnings of words.
_PAPERS = (
    *("документ", "сведени", "информаци", "инфа", "инфу", "данны", "материал", "файл", "чертеж"),
    *("схем", "план", "карт", "приказ", "распоряжен", "постановлен", "директив", "указани"),
    *("инструкц", "отчет", "доклад", "рапорт", "справк", "справок", "письм", "писем", "переписк"),
    *("протокол", "бумаг", "архив", "перечен", "перечн", "список", "списк", "сводк"),
    *("ориентировк", "донесени", "телеграмм", "шифровк", "шифрограмм", "шифртелеграмм", "депеш"),
    *("заключени", "резолюци", "тетрад", "стенограмм", "поручени", "задани", "меморандум"),
    *(
        "пакет",
        "конверт",
        "запрос",
        "записк",
        "досье",
        "картотек",
        "баз",
        "текст",
        "содержани",
        "содержимое",
        "координат",
    ),
    *("объект", "издели", "разработк", "лаборатори", "полигон", "связ", "отдел", "канцеляри"),
    *("делопроизводств", "допуск", "характер", "сотрудник", "осведомител", "источник", "оружи"),
    *("вооружен", "шифр", "номенклатур", "фонд", "дислокац", "замысел", "замысл", "выписк"),
    # Belarusian
    *("дакумент", "звест", "інфармацы", "дадзен", "матэрыял", "чарцяж", "загад", "даведк"),
    *("спіс", "пералік", "ліст", "аб'ект", "аб’ект", "аб ект", "данясенн", "сувяз", "крыніц"),
)
# A paper where the adjective stands behind it; before it, they are as often something else.
_PAPERS_BEFORE = (
    *("ответ", "запрос", "сообщени", "приложени", "вложени", "пакет", "конверт", "адказ", "дел"),
    *("папк", "лист", "страниц", "аркуш", "абзац", "пункт", "част", "раздел"),
    *("том", "диск", "носител"),
    *("все", "это", "ниже", "усе", "гэта"),
)
# Not even somebody who sends it sends a paper.
_KEYS = (
    *("ключ", "код", "чат", "слов", "вопрос", "фраз", "ссылк", "парол", "токен", "параметр"),
    *("ответ", "значени", "числ", "пин", "пытанн", "номер", "промокод", "гост", "покупател"),
)
# Between an adjective and its noun, or between a noun and what is said of it.
_LINKS = (
    *("и", "или", "а", "не", "также", "иные", "очень", "весьма", "совершенно", "особо", "строго"),
    *("как", "это", "мне", "нам", "вам", "самый", "самые", "в", "нем", "ней", "них", "по-моему"),
    *("был", "была", "было", "были", "стал", "стала", "стали", "является", "являются", "будет"),
    *("оказался", "оказалась", "оказались", "считается", "считаются", "значится", "теперь"),
)
# A word of these has no noun behind it: «секретный от всех».
_PARTICLES = (
    *("от", "для", "на", "по", "к", "с", "со", "у", "о", "об", "из", "за", "до", "при", "под"),
    *("над", "без", "в", "во", "но", "что", "ли", "же", "бы", "так", "там", "тут", "здесь", "ад"),
)


def _stems(words: Iterable[str]) -> str:
    return "|".join(sorted(map(form, words), key=len, reverse=True))


def _ends(*endings: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(map(form, endings))})$")


# «з» looks like «е», «й» like «и»: a noun that ends in one of these is taken for masculine too.
_CONSONANT = f"[{form('бвгджзклмнпрстфхцчшщьй')}]"
_SURELY = f"[{form('бвгджклмнпрстфхцчшщь')}]"
# Each ending of the adjective, and those of a noun that agrees with it.
_AGREES = {
    form(ending): re.compile(rf"(?:{form(nouns) if nouns != '-' else _CONSONANT})$")
    for endings, nouns in (
        ("ый ен", "-"),
        ("ая а", "а|я|ь"),
        ("ую", "у|ю|ь"),
        ("ое", "о|е"),
        ("ого ага", "а|я|и"),
        ("ому аму", "у|ю"),
        ("ым", "м|и"),
        ("ом", "е|и|у|ю"),
        ("ой ою ай", "ы|и|е|й|ю"),
        ("ые ыя", "ы|и|а|я|е"),
        ("ых", "в|й|ь|х|и|о|" + "н|т|к|л|м|р|д|з|п|г|б"),
        ("ыми", "и"),
    )
    for ending in endings.split()
}
# Masculine in Belarusian, short and plural in both.
_AGREES[form("ы")] = re.compile(rf"(?:{_SURELY}|{'|'.join(map(form, 'ыиая'))})$")
_ADJECTIVE = re.compile(
    rf"(?<![^\W\d_])(?:{_stems(('совершенно', 'сов'))})?(?:{_stems(('секретн', 'сакрэтн'))}"
    # «Документ секретен»
    rf"|{form('секрет')}(?={form('ен')}))"
    rf"({'|'.join(sorted(_AGREES, key=len, reverse=True))})(?![^\W\d_])"
)
# «Секретка № 12»: what clerks call such a paper.
_FILED = re.compile(rf"(?<![^\W\d_])({form('секретк')}[^\W\d_]{{1,3}})(?= ?# ?\d)")
_SIGN = re.compile(_stems(("секретн", "сакрэтн", "секретен", "секретк")))
_ATTRIBUTE = _ends(
    *("ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие", "ого", "его", "ому", "ему", "ым"),
    *("им", "ую", "юю", "ых", "их", "ыми", "ими", "ыя", "ія", "ага", "аму"),
)
_PAPER = re.compile(_stems(_PAPERS))
_BEFORE = re.compile(_stems((*_PAPERS, *_PAPERS_BEFORE)))
_KEY = re.compile(_stems(_KEYS))
# «Секретное задание № 77»: what has a number is a paper.
_NUMBERED = re.compile(
    r" [^\W\d_]{3,24}(?: [^\W\d_]{3,24})? ?# ?[^\W\d]{0,2}\d"
    rf"| (?:{_stems(_PAPERS_BEFORE)})[^\W\d_]{{0,5}} \d{{1,6}}(?![\w:%])"
)
# «Фото секретного листа», «секретная часть ответа»: a leaf of a paper.
_LEAF = re.compile(rf" (?:{_stems(('лист', 'страниц', 'экземпляр', 'аркуш', 'старонк'))})")
_PICTURE = re.compile(
    rf"(?<![^\W\d_])(?:{_stems(('фото', 'скан', 'копи', 'скрин', 'снимок', 'снимк', 'распечат'))}"
    rf"|{_stems(('текст', 'выписк', 'перевод'))})[^\W\d_]{{0,8}} $"
)
_PART = re.compile(
    rf" (?:{_stems(('част', 'раздел', 'пункт', 'абзац', 'лист', 'страниц'))})[^\W\d_]{{0,3}}"
    rf" (?:{_stems((*_PAPERS, 'ответ', 'запрос', 'письм', 'приложени'))})"
)
_ANNEX = re.compile(
    rf" {form('приложени')}[^\W\d_]{{1,2}} (?:{form('к')}|{form('ко')})"
    rf" (?:#|{_stems((*_PAPERS, 'ответ', 'запрос', 'письм', 'нему', 'ней', 'нашему', 'вашему'))})"
)
# «Секретное приложение» as a heading; inside a sentence it is a program's.
_HEADS = re.compile(rf" (?:{_stems(_PAPERS_BEFORE)})[^\W\d_]{{0,5}}[^\w\n]{{0,3}}(?:$|\n)")

# One case is a file, several are affairs.
_CASE = {
    _AGREES[form(ending)]: form(noun)
    for ending, noun in (("ое", "дело"), ("ого", "дела"), ("ому", "делу"), ("ом", "деле"))
}
_LINK = frozenset(map(form, _LINKS))
_PARTICLE = frozenset(map(form, _PARTICLES))
_PAST = _ends("л", "ла", "ло", "ли", "лся", "лась", "лось", "лись")
# Whoever copies or retells it sends it too.
_COPIES = ("копию с", "копия с", "выписк", "выдержк", "цитир", "пересказыва", "переписыва")
_SENT = re.compile(
    rf"(?<![^\W\d_])(?:{_stems(each.rstrip('*') for each in (*SENDS, *_COPIES))})[^\W\d_]{{0,6}}"
    r"(?: [^\W\d_]{1,12}){0,2} [«\"]?$"
)
_NOT = re.compile(rf"(?<![^\W\d_])(?:{form('не')}|{form('ничего')}|{form('нічога')}) $")
_NOTHING = re.compile(rf" (?:{form('ничего')}|{form('нічога')})(?![^\W\d_])")
_WORD = re.compile(r"[^\W\d_]{1,32}(?:['’-][^\W\d_]{1,32})?")
_STOP = re.compile(r"[.!?;:\n|()—–]")
# A line that has nothing before it but ornaments, and a stamp that has its end.
_LONE_BEFORE = re.compile(
    rf"(?:^|[\n|]|[.!?] |(?:{_stems(('гриф', 'пометк'))})[^\W\d_]{{0,3}}\W)\W{{0,8}}$"
)
_LONE_AFTER = re.compile(r"[^\w\n]{0,4}(?:$|\n)|[^\w\s-]")


def in_adjectives(shaped: str) -> Iterator[Finding]:
    """Yield, as a question, the adjective where it is said of a paper or stands as a stamp."""
    if not _SIGN.search(shaped):
        return
    for found in _FILED.finditer(shaped):
        yield Finding(Verdict.DOUBTFUL, "секретно", *found.span(1), said=True)
    for found in _ADJECTIVE.finditer(shaped):
        left = shaped[max(0, found.start() - _FAR) : found.start()]
        right = shaped[found.end() : found.end() + _FAR]
        if _NOTHING.match(right):
            continue
        if not _NOT.search(left) and _is_of_a_paper(left, right, _AGREES[found.group(1)]):
            yield Finding(Verdict.DOUBTFUL, "секретно", *found.span(), said=True)


def _is_of_a_paper(left: str, right: str, agrees: re.Pattern[str]) -> bool:
    if _LONE_BEFORE.search(left) and (_LONE_AFTER.match(right) or _HEADS.match(right)):
        return True
    if _PART.match(right) or _ANNEX.match(right) or (_LEAF.match(right) and _PICTURE.search(left)):
        return True
    noun = _noun_after(right, agrees)
    if noun and (_PAPER.match(noun) or noun == _CASE.get(agrees)):
        return True
    if _NUMBERED.match(right) and not _KEY.match(right, 1):
        return True
    if _SENT.search(left):
        return not (noun and _KEY.match(noun))
    return not noun and _is_paper_before(left, agrees)


def _noun_after(right: str, agrees: re.Pattern[str]) -> str | None:
    """Return the noun that the adjective stands before; none where it is said of one behind."""
    clause = _STOP.split(right, maxsplit=1)[0]
    for found, _ in zip(_WORD.finditer(clause), range(_MOST), strict=False):
        word = found.group()
        if _PAPER.match(word):
            return word
        if "," in clause[: found.start()] and not _ATTRIBUTE.search(word):
            return None
        if word in _PARTICLE:
            return None
        if word in _LINK or _ATTRIBUTE.search(word):
            continue
        return word if agrees.search(word) else None
    return None


def _is_paper_before(left: str, agrees: re.Pattern[str]) -> bool:
    """Say whether the nearest word that may be the noun of the adjective is one of papers."""
    clause = re.split(r"[.!?;\n]", left)[-1]
    words = _WORD.findall(clause)[: -_MOST - 1 : -1]
    for word in words:
        attribute = _ATTRIBUTE.search(word)
        if not (agrees.search(word) or attribute):
            continue
        if _BEFORE.match(word):
            return True
        if not (attribute or _PAST.search(word) or word in _LINK or word in _PARTICLE):
            return False
    return False
