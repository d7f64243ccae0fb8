"""A degree in somebody's mouth or on somebody's thing: quoted in a story, or no degree at all.

Inside a quotation of more words, or quoted in a sentence that tells, it is a question at most. What
swindlers said or forged is no marking; «гриф» is also a bird, a part of a guitar, a word.
"""

import re

from protocol.secrecy import denials
from protocol.secrecy.copies import beside_a_copy
from protocol.secrecy.lookalikes import form
from protocol.secrecy.sentences import NAMES_IT, Sentence

_FAR = 160
_OPEN, _SHUT = "«“„‹\"'", "»”“›\"'"
_WORD = re.compile(r"[^\W\d_]{2,24}")
_HERE = re.compile(
    rf"(?<!\w)(?:{'|'.join(form(each.rstrip('*')) for each in denials.SENDS)}|{form('пересл')}"
    rf"|{form('ниже')}|{form('скидыва')}|{form('кидаю')}|{form('шлю')}|{form('текст')}"
    rf"|{form('содержани')}|{form('выписк')}|{form('шапк')}|{form('углу')}|{form('источник')}"
    rf"|{form('агент')}|{form('сообщаем')})"
)


def _any(*stems: str) -> str:
    return "|".join(sorted(map(form, stems), key=len, reverse=True))


_THING = re.compile(
    r"(?<![^\W\d_])(?:"
    + _any(
        *("гитар", "скрипк", "скрипич", "виолонч", "домбр", "укулеле", "балалайк", "струн"),
        *("штанг", "олимпийск", "хват узк", "хват шир", "тренаж", "тренир", "птиц", "зоопарк"),
        *("чучел", "клюв", "пернат", "кленов", "палисандр", "падальщик", "хищн", "стервятник"),
        *("гнезд", "guitar"),
    )
    + ")"
)
# «…, никому не говорите»: what is said to a person, in whatever language; no paper is spoken so.
_BIDS = re.compile(
    rf"(?<![^\W\d_])(?:{_any('никому не', 'нікому не', 'ешкімге', 'эч кимге', 'ба касе')}"
    rf"|{_any('ոչ մեկին')}"
    rf"|{_any('вам запрещ', 'вам нельзя', 'вы не имеете', 'подпишите', 'подписку о неразгл')}"
    rf"|{_any('do not tell', 'don’t tell', 'tell nobody', 'tell no one', 'մի ասեք', 'не кладите')})"
)
# «Гриф: —»: a field that was left empty.
_EMPTY = re.compile(r" ?[:=]\s{0,2}(?:[—–-]{1,3}|n/a|0)?[ .]{0,2}$", re.IGNORECASE)
_CALLED = re.compile(
    rf"(?<![^\W\d_])(?:{_any('слов', 'термин', 'ник', 'кличк', 'прозвищ', 'псевдоним', 'погонял')}"
    rf"|{_any('позывн', 'прозван')})[^\W\d_]{{0,4}}(?: [—–-])? ?[{_OPEN}]?$"
)
_ALONE = re.compile(rf"[{_SHUT}](?!\s{{0,2}}[:=—–-])")
_OFFICIAL = re.compile(
    rf"(?: [^\W\d_]{{1,16}}){{0,4}}[ :—–«\"-]{{1,4}}(?:{_any('дсп', 'для служебного')})(?![^\W\d_])"
)
# Whose quotation it is, besides the words for a marking.
_FORGED = re.compile(
    rf"(?<![^\W\d_])(?:{_any('бланк', 'штамп', 'печат', 'постановлен', 'приказ', 'письм')}"
    rf"|{_any('справк', 'удостоверен', 'тем', 'заголов', 'документ', 'папк', 'лист', 'рассылк')}"
    rf"|{_any('подписк')})"
)
_SPEECH = re.compile(
    rf"(?<![^\W\d_])(?:{_any('твердил', 'писал', 'написал', 'сказал', 'говорил', 'требова')}"
    rf"|{_any('кричал', 'уверял', 'повторял', 'просил', 'обеща', 'объясн', 'шепта', 'внуша')}"
    rf"|{_any('пуга', 'заяв', 'прислал', 'показ', 'подписал', 'назвал', 'велел')}"
    r"|told|said|wrote)"
)


def _quotation(shaped: str, begin: int, end: int) -> tuple[str, str] | None:
    """Return what stands before and behind a find in the quotation around it."""
    left = shaped[max(0, begin - _FAR) : begin].rpartition("\n")[2]
    right = shaped[end : end + _FAR].partition("\n")[0]
    for opens, shuts in zip(_OPEN, _SHUT, strict=True):
        place, stop = left.rfind(opens), right.find(shuts)
        if place < 0 or stop < 0:
            continue
        before = left[place + 1 :]
        # A straight mark opens and shuts: an even number of them is behind us.
        if (opens == shuts and left.count(opens) % 2 == 0) or shuts in before:
            continue
        return before, right[:stop]
    return None


def is_told(sentence: Sentence, shaped: str, begin: int, end: int) -> bool:
    """Say whether a find is quoted in a story, and neither sent nor numbered as a copy."""
    inside = _quotation(shaped, begin, end)
    if inside is None or _HERE.search(f"{sentence.left} {sentence.right}"):
        return False
    if beside_a_copy(shaped, begin, end):
        return False
    if len(_WORD.findall(" ".join(inside))) >= 1 and not re.search(r"[.:]\s", inside[1]):
        return True
    if NAMES_IT.search(sentence.left):
        return False
    around = sentence.left + re.split(r"[.!?]", sentence.right)[0]
    return len(_WORD.findall(around)) >= 3


def is_said_to_somebody(shaped: str, begin: int, end: int) -> bool:
    """Say whether a find is in a quotation that bids somebody to tell nobody, told in a story."""
    inside = _quotation(shaped, begin, end)
    if inside is None or not _BIDS.search(" ".join(inside)) or beside_a_copy(shaped, begin, end):
        return False
    left = shaped[max(0, begin - _FAR) : begin].replace(inside[0], "")
    right = shaped[end : end + _FAR].replace(inside[1], "")
    return len(_WORD.findall(left + right)) >= 3 and not _HERE.search(left)


def is_others(sentence: Sentence, shaped: str, begin: int, end: int) -> bool:
    """Say whether words that a swindler's sentence quotes are his: on a paper of his, or spoken."""
    inside = _quotation(shaped, begin, end)
    named = NAMES_IT.search(sentence.left)
    if not (inside or named) or beside_a_copy(shaped, begin, end):
        return False
    around = f"{sentence.left} {sentence.right}"
    if _HERE.search(around.replace("".join(inside or ()), "")) and not inside:
        return False
    return bool(named or _SPEECH.search(around) or _FORGED.search(around))


_OFFER = re.compile(
    rf"(?<![^\W\d_])(?:{_any('объявлени', 'прода', 'реклам', 'лот', 'магазин', 'торгов')}"
    rf"|{_any('offer', 'seller', 'vendor', 'listing', 'advert')})[^\W\d_]{{0,8}}"
    # What one says who praises or frightens.
    rf"|(?<![^\W\d_])(?:{_any('обещал', 'звучал', 'хваста', 'уверял', 'тверди', 'пугал', 'врал')})"
    rf"|(?<![^\W\d_])(?:{_any('бот', 'чат-бот', 'канал', 'админ', 'bot')})[^\W\d_]{{0,5}}"
    rf" (?:{_any('пис', 'пиш', 'отве', 'выда', 'треб', 'прос', 'предл', 'обещ', 'прода', 'sa')})"
)


_ADJECTIVE = re.compile(rf"(?:{_any('секретн', 'сакрэтн')})[^\W\d_]{{1,4}}")


def offers(label: str) -> bool:
    """Say whether words before a colon bring a seller's or a bot's own: «бот ответил: …»."""
    return " " in label.strip() and bool(_OFFER.search(label))


def is_offered(shaped: str, begin: int, end: int, sentence: Sentence) -> bool:
    """Say whether the words are quoted from a seller, an advertisement or a bot, and not sent."""
    inside = _quotation(shaped, begin, end)
    if inside is None or beside_a_copy(shaped, begin, end):
        return False
    if not _ADJECTIVE.fullmatch(shaped, begin, end):
        return False
    around = f"{sentence.left} {sentence.right}"
    return bool(_OFFER.search(around)) and not _HERE.search(around)


def is_a_thing(shaped: str, begin: int, end: int, sentence: Sentence) -> bool:
    """Say whether the word for a marking is the part of a guitar, a bird, a name, or a word."""
    if beside_a_copy(shaped, begin, end):
        return False
    quoted = sentence.left[-1:] in tuple(_OPEN) and _ALONE.match(sentence.right)
    if quoted or _CALLED.search(sentence.left) or _EMPTY.match(sentence.right):
        return True
    if _HERE.search(f"{sentence.left} {sentence.right}"):
        return False
    return bool(
        _THING.search(f"{sentence.left} {sentence.right}") or _OFFICIAL.match(sentence.right)
    )
