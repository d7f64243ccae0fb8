"""What its place explains: addresses, keys, names of people, plates are read before a marking is.

A bot against computer crime hears of secrets, of CC and SS7 all day. Whatever a table here knows
is put out of sight, sign for sign, and what is left is read for markings.
"""

import re
from collections.abc import Iterator

from protocol.secrecy.addressed import addressed
from protocol.secrecy.coded import coded, spells
from protocol.secrecy.commands import arguments
from protocol.secrecy.copies import beside_a_copy
from protocol.secrecy.glossed import glossed
from protocol.secrecy.initials import initials
from protocol.secrecy.lookalikes import HIDDEN, shape
from protocol.secrecy.papers import bears_a_degree
from protocol.secrecy.sentences import NAMES_IT
from protocol.secrecy.settled import settled
from protocol.secrecy.spoken import spoken_of
from protocol.secrecy.titled import titled
from protocol.secrecy.tokens import tokens

_NEAR = 24

_DOMAINS = (
    "ai|am|app|arpa|biz|by|cc|cloud|club|cn|co|com|de|dev|edu|eu|ge|gov|info|int|io|kg|kz|link|live"
    "|local|me|mil|name|net|nl|onion|online|org|pro|ru|shop|site|store|su|tech|tj|to|top|tv|ua|uk"
    "|us|uz|ws|xyz"
)

_SIGN = re.compile(r"[@/\\]|(?<=[A-Za-z0-9-])\.(?=[a-z])|#(?=[A-Za-z])")
_SEEN = r"\x21-\x7e"
_ADDRESS = re.compile(
    rf"(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9+.-]{{1,15}}://[{_SEEN}]{{1,400}}"
    r"|(?<![\w.+-])[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}"
    rf"|(?<![\w.-])(?:[A-Za-z0-9-]{{1,63}}\.){{1,6}}(?:{_DOMAINS})(?![\w-])"
    rf"(?:[/:?#][{_SEEN}]{{0,400}})?"
    r"|(?<![\w@])[@#](?=[A-Za-z])[A-Za-z0-9_]{4,32}(?!\w)"
    rf"|(?<![\w\\/.:-])(?:[A-Za-z]:|~|\.{{1,2}})?(?:[\\/][A-Za-z0-9_.$@-]{{2,80}}){{2,20}}[\\/]?"
    r"|(?<![\w\\/.:-])(?:~|\.{1,2})/[A-Za-z0-9_.$@-]{2,80}/?"
)

# «CC:» of a mail; the word is put out of sight, not whom it names.
_HEADER = re.compile(
    r"^[ >\t]{0,8}(?:bcc|cc|BCC|CC|Cc|Bcc)(?=[ \t]{0,4}:)"
    r"|(?<!\w)(?:cc|CC|Cc)(?=[ :]{1,3}\S{1,64}@)",
    re.MULTILINE,
)
_COPY = re.compile(r"(?:эк[зc]|ekz|copy|копи|листо?в|дана|нусха)", re.IGNORECASE)
# CC, SS, OV of mails, cards, certificates: typed in Latin, inside a sentence that goes on.
_TERMS = ("$", "(c)", "CC", "Cc", "cc", "СС", "сс", "SS", "(ss)", "OV", "(ov)")
_LATIN = re.compile(
    r"(?<=[a-zа-яё] )(?:CC|SS|OV)(?= (?!эк[зc]|ekz|copy)[A-Za-zа-яё]|[+,.;)\]]| ?$|-[a-zа-яё])"
    r"|^(?:CC|SS|OV)(?= (?!эк[зc])[а-яё]{2})"
    r"|(?<=, )(?:CC|SS|OV)(?=,| [a-zа-яё])"
    r"|(?<!\w)(?:CC|SS|OV)(?=[+/&]\s?[A-Za-z0-9]{3}| (?:BY|BY-SA|CVV|SSL|TLS|certificate)\b"
    r"|-(?:сертиф|атак|certif|attack|карт))"
    r"|(?<=\()(?:ss|cc|ov)(?=\))"
    # «OV/EV», «$c», «(c)»
    r"|(?<!\w)OV(?=/(?:EV|DV)\b)|(?<=\$)[a-z]{1,2}(?!\w)|(?<=\()c(?=\))",
    re.MULTILINE,
)
_COPIED = re.compile(
    r"(?:копи|адрес|пол[еяю]|строк|карт|лиценз|получат)[а-яё]{0,6} \((CC|Cc|BCC|cc|СС|сс)\)",
    re.IGNORECASE,
)
# A postal item by its number (UPU S10).
_ITEM = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2} ?\d{9} ?[A-Z]{2}(?![A-Za-z0-9])")
_SHARP = re.compile(r"(?<![\w+#])[CС](?:\+\+|#)(?!\w)")  # C++
_VECTOR = re.compile(r"(?<!\w)(?:[A-Z]{1,4}:[A-Z\d.]{1,4}/){2,12}[A-Z]{1,3}:[A-Z]{1,2}(?!\w)")
_FLAG = re.compile(r"(?<=\s)-{1,2}[A-Za-z](?![\w.])|(?<!\w)[A-Za-z] ?=(?!=) ?(?=[\w$'\"-])")

_L = "АВЕКМНОРСТУХABEKMHOPCTYXавекмнорстухabekmhopctyx"
_PLATE = re.compile(
    rf"(?<!\w)(?:[{_L}] ?\d{{3}} ?[{_L}]{{2}}(?: ?\d{{2,3}})?"
    rf"|\d{{4}} ?[{_L}A-Z]{{2}}(?:-\d| ?\d{{2}})"
    rf"|\d{{3}} ?[{_L}A-Z]{{2,3}} ?\d{{2,3}}"
    rf"|\d{{2}} ?[{_L}A-Z]{{2}} ?\d{{3}}(?: ?[{_L}A-Z]{{2,3}})?"
    rf"|[{_L}]{{2}} ?\d{{3,4}} ?\d{{2}})(?!\w|[ ,.]{{1,3}}эк[зc])"
)
_REGISTERED = re.compile(r"(?:исх|вх|инв|рег|экз|эк[зc]|#)[^\w\n]{0,4}[\d/-]{0,12}$", re.IGNORECASE)

_CAPITAL = "А-ЯЁЎІҒҚҢӨҰҮҺӢӮҶҲA-Z"
_SMALL = "а-яёўіғқңөұүһӣӯҷҳa-z"
_PERSON = rf"[{_CAPITAL}][{_SMALL}]{{1,24}}(?:-[{_CAPITAL}][{_SMALL}]{{1,24}})?"
_TWO = rf"[{_CAPITAL}]\.? ?[{_CAPITAL}](?![\w])\.?"
_NAMED_AFTER = re.compile(rf"(?<!\w)({_PERSON}|[A-Z]{{3,24}}),? ({_TWO})")
_NAMED_BEFORE = re.compile(rf"(?<![\w./-])({_TWO}) ?({_PERSON})(?!\w)")
_SURNAME = re.compile(
    r"(?:[оеёўі]в|ou|[оеё]в|[иы]н|ов|ев|ov|ev|in|yn)(?:а|у|ым|ой|ою|е|ы|ых|ыми|a|oy|y)?$"
    r"|(?:ск|цк)(?:ий|ая|ого|ому|им|ой|ую|ом)$|(?:sk|tsk)(?:y|iy|aya|ij)$"
    r"|(?:нко|чко|йко|ько|nko|ук|юк|чук|uk|yuk|[вм]ич|vich|янц|yants|дзе|dze|вили|vili|оглы|улы|уулу"
    r"|кызы|заде|зода|zoda|zade|иди|ман|берг|штейн)$"
    r"|[^и]ян(?:а|у|ом|е)?$|yan$"
    # Surnames of one syllable that people of these states have.
    r"|^(?:ким|ли|пак|хан|цой|тен|ро|хван|шин|юн|чой|нам|лим|кан|югай|тян|хе|ан|ю|эм|дё|мун|сон)$"
)
_PAPERWORD = re.compile(
    r"(?:план|справк|донес|сводк|доклад|докладн|отч[её]т|прилож|документ|письм|матери|спис|перечен"
    r"|анкет|протокол|акт|рапорт|карт|схем|гриф|пометк|экз|замыс|ориентир|даведк|план|баянд|анықт"
    r"|конверт|пакет|обзор|папк|лист|файл|скан|шифр|телеграм|депеш|записк|журнал|реестр|выписк|копи"
    r"|тетрад|меморанд|стоит|стоял|прош|просим|spravk|svodk|donese|plan|zamys)",
    re.IGNORECASE,
)
# Born, or doing something: «СС Ким подписал».
_OF_A_PERSON = re.compile(
    r",? ?(?:[а-яё]{2,12}(?:л|ла|ли|лся|лась|лись)(?!\w)"
    r"|\d{2}\.\d{2}\.\d{4}|\d{4} ?г|г\. ?р|род|он же|она же|тел)"
)


def hidden(bared: str, shaped: str) -> tuple[str, str]:
    """
    Return a bare text and its shape with everything out of sight that its place explains.

    Both keep their length.
    """
    spans = sorted(_spans(bared, shaped))
    return _without(bared, spans), _without(shaped, spans)


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    if not spans:
        return text
    parts: list[str] = []
    at = 0
    for begin, end in spans:
        if end <= at:
            continue
        begin = max(begin, at)
        parts += (text[at:begin], HIDDEN * (end - begin))
        at = end
    parts.append(text[at:])
    return "".join(parts)


def _spans(bared: str, shaped: str) -> Iterator[tuple[int, int]]:
    yield from _addresses(bared)
    yield from tokens(bared)
    yield from settled(bared, shaped)
    yield from titled(bared, shaped)
    yield from initials(bared)
    yield from addressed(bared)
    yield from glossed(bared)
    yield from spoken_of(bared)
    yield from arguments(bared)
    yield from coded(bared)
    if any(map(bared.__contains__, _TERMS)):
        yield from _terms(bared)
    if bared.count(":") > 2 and "/" in bared:
        yield from (found.span() for found in _VECTOR.finditer(bared))
    if (" -" in bared or "=" in bared) and not spells(bared):
        yield from (found.span() for found in _FLAG.finditer(bared))
    if "++" in bared or "#" in bared:
        yield from (found.span() for found in _SHARP.finditer(bared))
    yield from (found.span() for found in _ITEM.finditer(bared))
    for found in _PLATE.finditer(bared):
        if not _REGISTERED.search(bared[max(0, found.start() - _NEAR) : found.start()]):
            yield found.span()
    yield from _people(bared)


def _terms(bared: str) -> Iterator[tuple[int, int]]:
    for found in _LATIN.finditer(bared):
        begin, end = found.span()
        copied = bared[begin - 1 : begin] == "$" and beside_a_copy(bared, begin, end)
        if not (copied or NAMES_IT.search(shape(bared[max(0, begin - _NEAR) : begin]))):
            yield begin, end
    for found in _HEADER.finditer(bared):
        if not _COPY.match(bared[found.end() + 1 : found.end() + 16].lstrip()):
            yield found.span()
    yield from (found.span(1) for found in _COPIED.finditer(bared))


def _addresses(bared: str) -> Iterator[tuple[int, int]]:
    """Yield the addresses; each is looked for only around a sign that some address has."""
    done = 0
    for sign in _SIGN.finditer(bared):
        if sign.start() < done:
            continue
        start, done = _stretch(bared, sign.start())
        for found in _ADDRESS.finditer(bared, start, done):
            begin, end = found.span()
            # A full stop or a bracket after an address is not of it.
            while end > begin + 1 and bared[end - 1] in ".,;:!?)]}>'\"":
                end -= 1
            if not bears_a_degree(bared[begin:end]):
                yield begin, end


def _stretch(bared: str, place: int) -> tuple[int, int]:
    """Return from where to where there is no space around a place."""
    begin = 1 + max(bared.rfind(space, 0, place) for space in " \n\t")
    ends = (bared.find(space, place) for space in " \n\t")
    return begin, min((end for end in ends if end >= 0), default=len(bared))


def _people(bared: str) -> Iterator[tuple[int, int]]:
    for found in _NAMED_AFTER.finditer(bared):
        inside = bared[found.start() - 1 : found.start()] not in ("", "\n")
        following = bared[found.end() : found.end() + 16]
        if _is_person(found.group(1), following, short=inside and not found.group(1).isupper()):
            yield found.span()
    for found in _NAMED_BEFORE.finditer(bared):
        dotted = found.group(1).count(".") == 2
        if _is_person(found.group(2), bared[found.end() : found.end() + 16], short=dotted):
            yield found.span()


def _is_person(name: str, following: str, *, short: bool = False) -> bool:
    if _PAPERWORD.match(name):
        return False
    if _SURNAME.search(name.lower()) or _OF_A_PERSON.match(following):
        return True
    return short and len(name) <= 4
