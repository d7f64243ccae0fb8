"""Sentences about marked papers in general: no marking of this text.

A rule says how such papers are to be sent, a condition what to do should one come, a question
whether one may. Whoever says besides that here is the
paper, or what is in it, says none of these.
"""

import re
from collections.abc import Iterable

from protocol.secrecy.denials import SENDS
from protocol.secrecy.lookalikes import form
from protocol.secrecy.sentences import Sentence

_END = r"[^\W\d_]{0,12}"


def ways(words: Iterable[str]) -> str:
    """Return what matches any of the words; "*" stands for any letters where it is."""
    return "|".join(form(each).replace("*", _END) for each in sorted(words, key=len, reverse=True))


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W\d_])(?:{ways(words)})(?![^\W\d_])")


SENT = re.compile(rf"(?<![^\W\d_])(?<!\b{form('не')} )(?:{ways(SENDS)})(?![^\W\d_])")
HERE_IT_IS = any_of(
    (
        *("шлю", "скидываю", "кидаю", "пишу", "даю", "сообщаю", "сообщаем", "лови*", "держи*"),
        *("текст*", "суть", "содержание", "ниже", "следующ*", "вложени*", "прилагаем*", "делюсь"),
        *("поэтому", "но", "однако", "минуя", "вместо", "в обход", "несмотря", "хотя", "передам"),
        *(
            "не успе*",
            "не работа*",
            "недоступ*",
            "нету",
            "зато",
            "пускай",
            "всё равно",
            "все равно",
        ),
        *("дасылаю", "накіроўва*", "but", "below", "herewith", "anyway", "however", "following"),
    )
)
# It bears a marking: said of a paper, and not of papers.
_BEARS = any_of(
    (
        *("содержит", "содержат", "имеет", "имеют", "имеется", "стоит", "стоял", "является"),
        *("являются", "составляет", "составляют", "относится", "относятся", "отнесен", "отнесена"),
        *("отнесены", "присвоен", "присвоена", "проставлен*", "установлен", "есть", "засекречен"),
        *("засекречена", "засекречены", "наш*", "мой", "моя", "мои", "этот документ"),
        *("эта справка", "this is", "contains", "bears", "our", "my"),
    )
)
_IF = (
    *("если", "в случае", "при наличии", "при необходимости", "при появлении", "калі"),
    *("у выпадку", "егер", "эгер", "агар", "եթե", "if", "in case", "should"),
)
# «Документ под грифом» has one; «документы под грифом» are sent so.
_MANY = ways(("документы", "материалы", "бумаги", "письма"))
_UNDER = re.compile(
    rf"(?:^|(?<![^\W\d_])(?!(?:{_MANY}) )[^\W\d_]{{1,20}} )"
    rf"{form('под')} $"
)
# Of the same clause as the find; «если что» is no condition.
_CONDITION = re.compile(
    rf"(?<![^\W\d_])(?:{ways(_IF)})(?:, (?:{ways(('когда', 'если'))}))?"
    rf"(?! {form('что')}(?:,| ?$)) [^,:;—]{{0,100}}$"
)
_HERE = any_of(
    (
        *("сюда", "здесь", "тут", "бот*", "чат*", "мессенджер*", "телеграм*", "telegram", "matrix"),
        *(
            "канал*",
            "почт*",
            "электронн*",
            "интернет*",
            "here",
            "bot",
            "chat",
            "channel",
            "this group",
        ),
        *("messenger", "сюды", "тут", "email", "e-mail", "whatsapp", "открыт* связ*"),
    )
)
_HANDLING = (
    *("переда*", "отправ*", "пересыл*", "пересла*", "направл*", "присыл*", "присла*", "слать"),
    *("посыл*", "размещ*", "публик*", "обсужд*", "ввод*", "писать", "пишите", "указыв*", "шлите"),
    *("внос*", "прикладыв*", "прикрепл*", "загруж*", "принима*", "выклад*", "вкладыв*"),
    *("дасыла*", "перадава*", "send", "sent", "post*", "share*", "enter*", "transmit*", "upload*"),
    *("discuss*", "accept*", "put"),
)
_HANDLES = any_of(_HANDLING)
_FORBIDS = any_of(
    (
        *("запрещ*", "нельзя", "недопуст*", "не допуска*", "воспрещ*", "никогда", "забаронена"),
        *("нельга", "запрет*", "must not", "may not", "never", "do not", "don't", "cannot"),
        *("not allowed", "prohibited", "forbidden", "не положено", "не разреша*"),
    )
)
_NOT_HANDLED = re.compile(rf"(?<![^\W\d_])(?:{ways(('не', 'ня', 'not'))}) (?:{ways(_HANDLING)})")
# By these marked papers go; what is said of them is said of another letter.
_ROADS = (
    *("фельд*", "спецсвяз*", "спецпочт*", "нарочн*", "курьер*", "дипломатическ*", "дипкурьер*"),
    *("закрыт* канал*", "закрыт* связ*", "закрыт* почт*", "защищенн* канал*", "на бумаге"),
    *("в канцелярии", "в канцелярию", "через канцелярию", "посольств*", "почтой"),
    *("друг* лини*", "друг* канал*", "ин* канал*", "diplomatic", "courier", "фельдсувяз*"),
)
_OTHERWISE = any_of(_ROADS)
# Whoever has no such road, or does not wait for it, sends the paper here.
_NO_ROAD = re.compile(
    rf"(?<![^\W\d_])(?:(?:{ways(_ROADS)}) (?:{ways(('не', 'нет', 'not'))})"
    rf"|(?:{ways(('не', 'нет', 'без'))}) (?:{ways(('жд*', 'дожида*'))} )?(?:{ways(_ROADS)}))"
    r"(?![^\W\d_])"
)
_MINDS = (
    *(
        "провер*",
        "реш*",
        "не пропус*",
        "руга*",
        "спраш*",
        "спрос*",
        "останов*",
        "заблок*",
        "принял",
    ),
    *("счита*", "посчит*", "ищет", "види*", "нашел", "сработ*", "отклон*", "отказ*", "не принял*"),
    *("подума*", "требу*", "просит", "не знает", "знает", "не пропуст*"),
)
_GUARD = re.compile(
    rf"(?<![^\W\d_]){form('бот')}(?: [^\W\d_]{{1,12}}){{0,2}} (?:{ways(_MINDS)})(?![^\W\d_])"
)
_QUESTION = any_of(
    (
        *(
            "ли",
            "может",
            "можно",
            "нужно",
            "нужен",
            "нужна",
            "нужны",
            "надо",
            "какой",
            "какая",
            "какие",
        ),
        *("какого", "каким", "какую", "кто", "как", "зачем", "почему", "где", "куда", "чей"),
        *("обязател*", "требуется", "ці", "is", "are", "can", "may", "should", "do", "does"),
        *("which", "what", "who", "how", "where", "must"),
    )
)

_CLEARANCE = re.compile(rf"{form('форм')}|{form('допуск')}")
_NEED = ways(("нужн*", "надо", "требу*", "необходим*", "обязательн*", "положен*", "полагается"))
_WHETHER = re.compile(
    rf"(?<![^\W\d_])(?:{_NEED}) {form('ли')}(?![^\W\d_])"
    rf"|(?<![^\W\d_])(?:{ways(('какая', 'какую', 'какой'))}) (?:{_NEED} )?$"
)
# «Закон РФ «О государственной тайне»»: the name of a law.
_LAW = ways(
    (
        *("закон*", "указ", "указа", "указом", "указу", "кодекс*", "положени*", "инструкци*"),
        *("правил*", "постановлени*", "лекци*", "глав*", "раздел*", "соглашени*", "қонун*"),
        *("law", "act"),
    )
)
_ABOUT = ways(("о", "об", "аб", "пра", "дар бораи", "on", "about"))
_GUARDS = ways(("защит*", "охран*", "взаимн*", "обеспечени*", "the", "protection", "of", "ахове"))
_LAW_BEFORE = re.compile(
    rf"(?<![^\W\d_])(?:{_LAW})(?:[ ,#]{{1,2}}[^\s,;:!?]{{1,16}}){{0,7}}?[ ,]{{1,2}}[«\"“]?"
    rf"(?:{_ABOUT})(?: (?:{_GUARDS})){{0,4}} $"
)
_LAW_AFTER = re.compile(
    rf"[^\W\d_]{{0,8}} (?:(?:{ways(('туралы', 'жөнүндө', 'մասին', 'тўғрисида'))})[»”\"']?"
    rf" (?:[^\W\d_]{{1,14}} ){{0,2}}(?:{ways(('заң', 'мыйзам', 'օրենք', 'қонун'))})"
    rf"|(?:{ways(('act', 'law'))})(?![^\W\d_]))"
)
# «Ст. 283 УК, разглашение государственной тайны»: a crime.
_ARTICLE = re.compile(
    rf"(?<![^\W\d_])(?:{ways(('ст', 'стать*', 'ч', 'арт*', 'бап*', 'берене*', 'моддаи', 'art'))}"
    rf"|{ways(('article', 'section', 'պատիժ', 'հոդված*'))})\.? ?#?\d"
    rf"|(?<![^\W\d_])(?:{ways(('ук', 'коап', 'упк', 'кк', 'қк', 'criminal code'))})(?![^\W\d_])"
)
_CRIME = any_of(
    (
        *("разглашени*", "собирани*", "утрат*", "измен*", "выдач*", "похищени*", "нарушени*"),
        *("шпионаж*", "получени*", "посягательств*", "разгалашэнн*", "выдаванн*", "disclos*"),
        *("divulg*", "espionage", "treason", "unlawful*", "illegal*", "ответственност*"),
    )
)


_DESPITE = any_of(
    (
        *("шлю", "пишу", "скидываю", "кидаю", "сообщаю", "сообщаем", "даю", "передам", "вопреки"),
        *("в обход", "минуя", "несмотря", "нарушая", "нарушаю", "despite", "below", "here is"),
    )
)
_MARKING = any_of(("гриф*", "пометк*", "отметк*", "степен*", "секретн*", "содерж*", "составля*"))


def cites_a_law(sentence: Sentence) -> bool:
    """Say whether a find is of the name of a law, or of a crime: no paper has it as a marking."""
    around = f"{sentence.left} {sentence.right}"
    if _LAW_BEFORE.search(sentence.left) or _LAW_AFTER.match(sentence.right):
        here = SENT.search(around) or _DESPITE.search(around)
        return not (here or _MARKING.search(sentence.left))
    if SENT.search(around) or HERE_IT_IS.search(around) or _BEARS.search(around):
        return False
    return bool(_CRIME.search(sentence.left) and _ARTICLE.search(around))


# «Гриф на бумаге «…»»: that paper has it.
_ON_A_PAPER = any_of(
    f"{mark} на {paper}"
    for mark in ("гриф", "пометк*", "штамп*", "отметк*", "надпис*")
    for paper in ("бумаг*", "документ*", "письм*", "лист*", "справк*", "обложк*", "нем", "ней")
)
# «Документ с пометкой «…», остальное нарочным»: one paper, and nothing more is said of it.
_ONE = (
    *("документ", "док", "файл", "текст", "лист", "скан", "план", "рапорт", "справка", "справку"),
    *("сводка", "сводку", "бумага", "бумагу", "список", "материал", "перечень", "приложение"),
    *("донесение", "доклад", "отчет", "записка", "записку", "дакумент", "даведка"),
)
_BORNE = ways(("пометк*", "гриф*", "грыф*", "штамп*", "отметк*"))
_IS_ONE = re.compile(
    rf"(?<![^\W\d_])(?:{ways(_ONE)}) (?:{ways(('с', 'со', 'под', 'з'))}) (?:{_BORNE})"
    r"[ :«\"“(]{1,3}$"
)
_ENDS_THERE = re.compile(r"[»”\")]{0,2}(?:[,;:.(]|[ ]?[—–-] |$)")
_GOES = any_of(
    (
        *("ид*", "пойд*", "прид*", "уйд*", "приход*", "поступ*", "везём", "возим", "возят"),
        *("хранит*", "доставл*", "нес*", "ждите", "получ*", "goes", "go", "come*", "дойд*"),
        *("едет", "поедет", "сдела*", "ходит", "ходят", "сюда"),
    )
)
# «…, секретно, № 12/71»
_HAS_A_NUMBER = re.compile(r"[»\"”)]?[ ,]{1,3}# ?\d")


def speaks_of_papers(sentence: Sentence) -> bool:
    """Say whether it is a rule, a condition or a question about marked papers, of none here."""
    around = f"{sentence.left} {sentence.right}"
    if SENT.search(around) or _HAS_A_NUMBER.match(sentence.right):
        return False
    if _GUARD.search(around):
        return True
    if HERE_IT_IS.search(around) or _NO_ROAD.search(around):
        return False
    if _CONDITION.search(sentence.left):
        return True
    if sentence.end == "?" and _QUESTION.search(around):
        return True
    if _BEARS.search(around) or _UNDER.search(sentence.left):
        return False
    if _ON_A_PAPER.search(sentence.left):
        return False
    if _IS_ONE.search(sentence.left) and _ENDS_THERE.match(sentence.right):
        return False
    if _OTHERWISE.search(around) and (_HANDLES.search(around) or _GOES.search(around)):
        return True
    if not _HERE.search(around):
        return False
    forbids = _FORBIDS.search(around) and _HANDLES.search(around)
    return bool(forbids or _NOT_HANDLED.search(around))


def asks_for_clearance(sentence: Sentence, words: str) -> bool:
    """Say whether a find's `words` are a clearance, and it is asked whether one is needed."""
    around = f"{sentence.left} {sentence.right}"
    if not _CLEARANCE.match(words) or SENT.search(around) or HERE_IT_IS.search(around):
        return False
    return bool(_WHETHER.search(sentence.left) or _WHETHER.search(sentence.right))
