"""The short form of «for official use» that a sentence, a number or a file's name says of a paper.

It is also a board of wood and a processor: what is said of these is no marking.
"""

import re
from collections.abc import Iterator

from protocol.secrecy import markings
from protocol.secrecy.lookalikes import form
from protocol.secrecy.papers import is_paper

_DSP = form("дсп")
_LATIN = "dsp"


def stems(*words: str) -> str:
    """Return what matches the beginning of any of the words."""
    return "|".join(sorted(map(form, words), key=len, reverse=True))


PAPERS = stems(
    *("документ", "письм", "бумаг", "справк", "список", "списк", "приказ", "сводк", "рапорт"),
    *("ориентировк", "приложени", "донесени", "отчет", "доклад", "запрос", "ответ", "поручени"),
    *("указани", "сведени", "информаци", "данны", "текст", "телеграмм", "файл", "выписк"),
    *("протокол", "копи", "таблиц", "схем", "все", "распоряжени", "материал", "записк", "скан"),
    *("страниц", "дакумент", "папер", "даведк", "құжат", "хат", "ҳуҷҷат"),
    *("dokument", "pismo", "bumag", "spravk", "document", "letter", "paper", "memo"),
)


_IS = stems(
    *("наш", "ваш", "это", "эта", "был", "приш", "идет", "идут", "тоже", "весь", "сам", "прилаг"),
    *("вчера", "сегодня", "полност", "целик", "как", "числ", "имее", "с пометк", "под", "гриф"),
    *("помеч", "отмеч", "явля", "учт", "тот", "та", "их", "он", "ниже"),
)
# «Документ ДСП», and what says it of a paper without naming it.
_PAPER = re.compile(
    rf"(?<![^\W\d_])(?!{form('материал')})(?:{PAPERS})[^\W\d_]{{0,6}}"
    rf"(?: (?:{_IS})[^\W\d_]{{0,8}}){{0,3}}[ \"«“(]{{0,2}}(?:[—–-] ?)?[\"«“(]?$"
)
_SAYS = stems(*("это", "тут", "здесь", "идет", "как", "под", "помечен", "eto", "типа", "гэта"))
_SAID = re.compile(
    rf"(?<![^\W\d_])(?:{_SAYS}|{form('материал')})[^\W\d_]{{0,2}}"
    r"[ \"«“(]{0,2}(?:[—–-] ?)?[\"«“(]?$"
)
_ASKS = re.compile(rf"[»\"”]? ?(?:\?|{form('или')}|{form('ли')})")
_SAID_AFTER = re.compile(rf"[»\"”)]?[ -](?:{PAPERS})")
_SHEETS = re.compile(rf"(?<![^\W\d_])(?:{form('лист')})[^\W\d_]{{0,3}} ?[«\"]?$")
_OF_SHEETS = re.compile(
    rf"(?<![^\W\d_])(?:{stems('стр', 'экз', 'выдержк', 'выписк', 'цитат', 'цитир', 'текст')}"
    rf"|{stems('перепечат', 'прилаг', 'учтен', 'вх', 'исх', 'секр', 'прочит', 'абзац')})"
)
_REGISTERED = re.compile(r"#[^\W_]?[\d/-]{1,16} ?$")
_JOINED = re.compile(r"(?<![\w.,])\d{1,6}(?:[/-]\d{1,6}){0,3}[-/]?$")
_WOOD = re.compile(
    r"(?<![^\W\d_])(?:"
    + stems(
        *("стол", "шкаф", "мебел", "плит", "полк", "двер", "перегород", "короб", "стен", "фанер"),
        *("мдф", "лдсп", "ламин", "кухн", "тумб", "доск", "доcок", "крышк", "корпус", "ящик"),
        *("кроват", "ремонт", "пил", "мм", "кромк", "обшив", "панел", "щит", "строй", "прилав"),
        *("витрин", "склад", "дерев", "толщин", "распил", "полиров", "опил", "стеллаж", "гроб"),
        *("полок", "досок", "поддон", "сборк", "паркет", "сруб", "потолк", "потолок"),
    )
    + ")"
)
# A processor of signals, a platform of advertisers.
_PROCESSES = re.compile(
    stems(
        *("signal", "audio", "process", "chip", "codec", "сигнал", "звук", "процессор"),
        *("реклам", "платформ", "показ", "клик", "ставк", "рынок", "advert", "demand", "ssp"),
    )
)
# Between signs on both sides it is a marking of what the sentence lists or says.
_APART_LEFT = re.compile(r"[,;:=|/(—–][»\"”)]? {0,2}[«\"“(]?$")
_APART_RIGHT = re.compile(r"[»\"”)]? {0,2}(?:[,;:.|/—–!]|$)")


_MEANS = re.compile(
    rf"[»\"”)]? ?[—–:(-] ?(?:{form('это')} )?"
    rf"(?:{stems('древес', 'плит', 'процессор', 'цифров', 'digital', 'demand', 'рекламн')})"
)


def is_explained(following: str) -> bool:
    """Say whether the words behind the short form say what it means: «ДСП — древесная плита»."""
    return bool(_MEANS.match(following))


def is_among_things(around: str) -> bool:
    """Say whether the words around the short form are of wood, or of a processor of anything."""
    return bool(_WOOD.search(around) or _PROCESSES.search(around))


_THING = re.compile(
    rf"/ssp(?!\w)|[ _-](?:\d{{1,3}} ?{form('мм')}"
    rf"|{stems('плит', 'панел', 'мебел', 'firmware', 'chip', 'driver', 'audio', 'bid ')}"
    rf"|{stems('platform')})"
)


def is_of_a_thing(following: str) -> bool:
    """Say whether the words behind the short form are of a board or of a processor."""
    return bool(_THING.match(following))


def _dotted(short: str) -> str:
    return r"\. ?".join(map(re.escape, form(short))) + r"\."


def in_dots(shaped: str) -> Iterator[tuple[int, int]]:
    """Yield where the short form has a full stop behind each of its letters."""
    if "." in shaped:
        yield from (found.span() for found in _DOTTED.finditer(shaped))


def said_of_a_paper(shaped: str) -> Iterator[tuple[int, int]]:
    """Yield where a sentence says of a paper, or a number of it, that it is for official use."""
    if _DSP not in shaped and _LATIN not in shaped:
        return
    for found in _OF_WORD.finditer(shaped):
        begin, end = found.span(1)
        left = shaped[max(0, begin - 48) : begin].rpartition("\n")[2]
        right = shaped[end : end + 48].partition("\n")[0]
        if _ASKS.match(right) or is_of_a_thing(right):
            continue
        if _REGISTERED.search(left) or _PAPER.search(left):
            yield begin, end
            continue
        around = f"{left} {right}"
        said = (
            found[2]
            or _JOINED.search(left)
            or _SAID.search(left)
            or _SAID_AFTER.match(right)
            or (_APART_LEFT.search(left) and _APART_RIGHT.match(right))
            or (_SHEETS.search(left) and _OF_SHEETS.search(around))
        )
        if said and not is_among_things(around):
            yield begin, end


_OF_WORD = re.compile(rf"(?<![^\W\d_])({_DSP}|dsp)(-?{form('шн')}[^\W\d_]{{2,3}})?(?![^\W\d_])")
# «Д.С.П. Памятка»: nobody has three initials of these.
_DOTTED = re.compile(
    rf"(?<![\w.])(?:{'|'.join(map(_dotted, markings.ABBREVIATIONS_OFFICIAL))})(?!\w)"
)
_TRANSLIT = re.compile(
    stems(
        *("zapros", "spravk", "pismo", "otvet", "svodk", "prikaz", "prilozh", "orient", "obzor"),
        *("raport", "donesen", "doklad", "otchet", "spisok", "spisk", "perech", "ukazan"),
        *("protokol", "dokument", "bumag", "telegramm", "zapisk", "vypisk", "poruchen", "svedeni"),
        *("plan_", "rasporyazh", "postanov", "analit"),
    )
)
# The last part of a path on a disk; an address of the net has software behind it.
_ON_A_DISK = re.compile(r"(?<![^\s/\\])[^\s/\\]{1,120}\.([A-Za-z0-9]{2,5})(?![\w.])")


_LONG = 200
_IN_NAMES = tuple(map(form, ("қбпү", "дсп", "дск", "қбп", "dsp", "fouo", "ouo")))
_IN_A_NAME = re.compile(rf"(?:(?<=\d)|(?<=[\W_]))({'|'.join(_IN_NAMES)})(?=[\W_]|\d)")


def in_names(written: str, shaped: str) -> Iterator[tuple[int, int]]:
    """Yield where the name of a paper's file in a bare text has the short form."""
    # A path is out of sight in a shaped text.
    if not any(map(shaped.__contains__, _IN_NAMES)) and _LATIN not in written.lower():
        return
    for name in _ON_A_DISK.finditer(written):
        before = written[max(0, name.start() - _LONG) : name.start()]
        if not is_paper(name[1]) or "://" in before[before.rfind(" ") + 1 :]:
            continue
        small = f" {form(name.group())}"
        for found in _IN_A_NAME.finditer(small):
            # A signal processor has manuals; with the number of a paper it is none.
            numbered = small[: found.start(1)].rstrip("_ -")[-1:].isdigit()
            if found[1] == _LATIN and not (numbered or _TRANSLIT.search(small)):
                continue
            if is_of_a_thing(small[found.end() :]):
                continue
            begin = name.start() + found.start(1) - 1
            yield begin, begin + len(found[1])
