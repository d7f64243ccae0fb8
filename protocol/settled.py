"""What the words beside it settle: values of passwords, titles, lists of copies, items, plates.

Each rule knows a kind of place, not a text. Beside the number of a copy none of them holds: what
stands there is a stamp, whatever else it might be.
"""

import re
from collections.abc import Iterator

from protocol import denials
from protocol.lookalikes import form, shape

_NEAR = 48
_BARE = str.maketrans("йёўӣЙЁЎӢ", "иеуиИЕУИ")


def _pattern(written: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern whose letters are as those of a bare text, without their marks."""
    return re.compile(written.translate(_BARE), flags)


_COPY = re.compile(
    rf"(?<![^\W\d_])(?:{form('экз')}|{form('эк3')}|ekz|{form('օրինակ')}"
    rf"|(?:copy|{form('копия')}|{form('дана')}|{form('нусха')}|{form('нусхаи')}|{form('нуска')})"
    r"[^\w\n]{0,3}(?:#|n[^\w]|\d))"
    rf"|\d-?[ ]?{form('дана')}(?!\w)"
)
_SENDS = re.compile(
    "(?<!\\w)(?:" + "|".join(form(each.rstrip("*")) for each in denials.SENDS) + ")"
)
# Without one of these there is nothing to settle.
_STEMS = tuple(
    map(form, ("секр", "sekr", "secr", "сакр", "важн", "махф", "құпия", "жашыр", "գաղտ"))
)
_SHORT = re.compile(r"(?<![^\W\d_])(?:c|cc|s|ss|ob|ov)(?![^\W\d_])")

_OPEN, _SHUT = "«“„\"'‹", "»”“\"'›"

_PASS = (
    r"(?:парол[а-яё]{1,3}|логин[а-яё]{0,3}|уч[её]тк[а-яё]{1,3}"
    r"|(?:кодов|ключев)[а-яё]{2,3} слов[а-яё]{1,3}"
    r"|ник|ником|ника|nick|nickname|псевдоним[а-яё]{0,2}|позывн[а-яё]{2,3}"
    r"|password|passphrase|passwd|passcode|login|ssid|құпиясөз|купиясоз|сырсөз"
    r"|pass|pwd|wi-?fi|գաղտնաբառ)"
)
_VALUE = rf"[{_OPEN}]?((?:[Tt][Oo][Pp] )?[^\s{_OPEN}{_SHUT},;]{{1,64}})"
_VALUES = _pattern(
    # «Пароль: …», «пароль от архива — …», «логин/пароль a/b», «password is …»
    rf"(?<!\w){_PASS}(?:[ /]{_PASS})?"
    rf"(?:(?: [^\W\d_]{{1,12}}){{0,3}}?(?: ?[:=] ?| [—–-] | (?=[{_OPEN}]))| (?:is|was) | )"
    rf"{_VALUE}",
    re.IGNORECASE,
)
# «Пароль к панели Name_99»: what figures are joined to is no word.
_JOINED = _pattern(
    rf"(?<!\w){_PASS}[^\n.;!?:]{{1,40}}? (?=[^\s,;]{{0,40}}\d)([^\W\d_][^\s,;]{{3,64}})"
    # «admin / Name_99»
    r"|(?<!\w)(?:admin|root|user|guest|administrator|админ) ?[/:] ?([^\s,;]{1,64})",
    re.IGNORECASE,
)

_LABEL = _pattern(rf"(?<!\w){_PASS}(?: [^\W\d_]{{1,12}}){{0,3}}$", re.IGNORECASE)

_PAPERS = (
    "спр|план|донес|сводк|докл|секр|отч|рап|матер|инф|сведен|спис|прил|экз|схем|замыс|акт|ориент"
)
_LISTS = _pattern(
    # «сс: начальнику отдела», but «СС: справка»: in capitals only before an address or a person
    rf"(?<![\w.«(/])(?:[cс][cс]|[CС][cс]|CC)(?= ?: ?\n?(?!(?i:{_PAPERS}))[^\W\d_])"
    r"|(?<![\w/])[СC][СC](?= ?: ?\n?(?:[^\s:]{1,64}@|ꙮ|[А-ЯЁA-Z][а-яёa-z]{1,20} [А-ЯЁA-Z]\.))"
    r"|(?<=[вВ] )(?<!\w[вВ] )[сСcC][сСcC](?!\w)(?! ?[-/]?\d)"
    rf"|(?<=\()[cс][cс](?=:? (?!(?i:{_PAPERS}))[^\W\d_]{{2}})",
)
# «В строке СС», «поле «СС»»
_FIELDS = _pattern(
    r"(?<!\w)(?:строк[а-яё]{1,2}|пол[еяю]|пол[яе][хм]) ([«\"]?[СсCc]{2}[»\"]?)(?!\w)", re.IGNORECASE
)
_MAIL = _pattern(
    r"(?<!\w)(?:кому|от кого|адресаты?|to|from|bcc|fwd|re|subject|тема) ?:", re.IGNORECASE
)
_MAILED = _pattern(r"(?<![\w«(/])[СC][СC](?= ?: ?\n?[^\W\d_])")

_GENRE = (
    r"(?:кино|теле|видео|аудио|интернет-|веб-|онлайн-|телеграм-|telegram-|youtube-)?"
    r"(?:(?:фильм|сериал|роман|книг|игр|канал|паблик|сайт|форум|магазин|рубрик|торрент|репозитори"
    r"|раздач|подкаст|альбом|песн|трек|газет|еженедельник|журнал|клуб|отел|кафе|ресторан|фирм"
    r"|компани|бренд|сообществ|чат|групп|блог|телепередач|радиопередач|шоу|квест|мультфильм"
    r"|спектакл|повест|рассказ|портал|рассылк|плейлист|сет[ьи]|аккаунт|профил)[а-яё]{0,5}"
    r"|ООО|ОАО|ЗАО|АО|ТОО|ОсОО|ЧУП|ИП|LLC|Ltd"
    r"|film|movie|series|show|game|book|novel|song|album|channel|podcast|repository|torrent|hotel"
    r"|website|magazine|newspaper)"
)
_TITLES = _pattern(
    rf"(?<!\w){_GENRE}(?: (?:ВК|VK|Telegram|YouTube|под названием|с названием|named|called))?"
    rf" ([{_OPEN}][^{_OPEN}{_SHUT}\n]{{1,60}}[{_SHUT}])",
    re.IGNORECASE,
)

_CASE = _pattern(
    r"(?<!\w)(?:(дел[оау]?м?|делам|делах)|(?:вопрос|задач|задани|проблем|тем|просьб|значени|ситуаци)[а-яё]{0,4})"
    r" (особой важности)(?!\w)",
    re.IGNORECASE,
)
_COURT = _pattern(r"следовател|следствен|расслед|суд(?!\w|но)|судь|суда|судом|судеб|уголовн", re.I)
_END = _pattern(r"[\n!?;]|\.(?= |$)")

_ITEMS = _pattern(
    r"(?<!\w)(?:пп?\.|пункт[а-яё]{0,3}|подпункт[а-яё]{0,3}|литер[а-яё]{0,2}|лит\.|букв[а-яё]{1,2}"
    r"|корпус[а-яё]{0,2}|строени[а-яё]{1,2}|категори[а-яё]{1,2}|граф[а-яё]{1,2}|столб[а-яё]{2,4}"
    rf"|блок[а-яё]{{0,2}}|секци[а-яё]|подъезд[а-яё]{{0,2}})"
    rf" ?[{_OPEN}]?([СсCc])(?=[{_SHUT}]|[ ,.)]|$)",
    re.MULTILINE | re.IGNORECASE,
)
# «Паспорт серии СС 123456», «рейс СС 204», «маршрутка № 12с»
_SERIES = _pattern(
    r"(?<!\w)(?:паспорт|сери[яиейю]|свидетельств|авиарейс|рейс|билет|артикул|модел|марк|полис"
    r"|накладн|купюр|банкнот|чек|талон)[а-яё]{0,3}[^\n.;!?]{0,16}? ?(?:#|[«\"])? ?"
    r"(СС|CC|SS|ОВ|OV|С|C)(?=[»\"]? ?#? ?-?\d{2,9}(?!\w))"
    r"|(?<!\w)(?:маршрут|автобус|троллейбус|дом|кабинет|каб|офис|кв|палат|вагон)[а-яё]{0,5}\.?"
    r" ?#? ?\d{1,4} ?-?([СсCc])(?!\w)",
    re.IGNORECASE,
)

_INDEX = r"(?:[сc]{1,2}|[оo][вbv]|ss|ov)"
_NUMBERS = _pattern(
    # «5-СС/12», «12-с/2026»: an index inside a number
    rf"(?<![\w/.-])(\d[\d/.-]{{0,12}}[-/ ]?{_INDEX}[-/.]\d[\d/.-]{{0,12}})(?![\w])"
    # «№ 1/С-345», «№ С-118/26»: the mark of a register at its head
    rf"|(?:#|исх|вх|рег|инв)[^\w\n]{{0,4}}((?:\d{{1,8}}[/.-])?{_INDEX}[-/.]\d[\d/.-]{{0,14}})(?!\w)"
    r"|(?:#|исх|вх|рег|инв)[^\w\n]{0,4}(\d[\d/.-]{0,12}[-/][сc])(?![\w-]|[\W_]{1,3}[сc](?!\w))",
    re.IGNORECASE,
)

_L = "АВЕКМНОРСТУХABEKMHOPCTYX"
_PLATES = _pattern(
    rf"(?<![\w#])(?<!# )(?:[{_L}]{{2}} ?\d{{4}}-[1-8](?!\d)"
    rf"|\d{{2}} ?[{_L}]{{2}} ?\d{{4}}(?!\w)"
    r"|(?:СС|CC|SS|ОВ|OV|С|C)-\d{1,4})(?![\w/-])"
)
# «ОВ и ВК» of a building; «dump_cc_may» of a file that is no paper.
_PIPES = _pattern(r"(?<=[^\W_]_)(?:cc|ss)(?=[_.])|(?<!\w)ОВ(?= ?(?:и|,|/) ?(?:ВК|К|ВиК)(?!\w))")

_PLACES = _pattern(
    r"(?:(?<!\w)(?:ул|улиц[а-яё]{1,2}|пер|переулк[а-яё]{1,2}|переулок|просп|проспект[а-яё]{0,2}"
    r"|пр-т|пр|проезд[а-яё]{0,2}|тупик[а-яё]{0,2}|пос|пос[её]л[а-яё]{1,3}|сел[оаеу]|дер"
    r"|деревн[а-яё]{1,2}"
    r"|площад[а-яё]{1,2}|станци[а-яё]{1,2}|остановк[а-яё]{1,2})"
    r"\.? ?[«\"]?(Секретн[а-яё]{2,3})(?![\w]))"
    r"|(?<!\w)(Секретн(?:ый|ая|ого|ому|ом|ой|ую|ое|ым))"
    r"(?= (?:переул|улиц|проезд|проспект|тупик|ул\.|пер\.|площад))",
    re.IGNORECASE,
)
# The adjective behind its noun, as some of the languages put it, or as in «пароль секретный».
_BEHIND = _pattern(
    r"(?<!\w)(?:парол[а-яёіў]{1,3}|рамз[а-яёіӣҳо]{0,5}|калид[а-яёіӣҳо]{0,5}|ра[қк]ам[а-яёіӣҳо]{0,5}"
    r"|калима[а-яёіӣҳо]{0,5}|савол[а-яёіӣҳо]{0,5}|код[а-яёіӣҳо]{0,5}|pin|пин|чат[а-яёіӣҳо]{0,5}"
    r"|ключ[а-яё]{0,3})(?:-?и)?"
    r" (махф[а-яёіӣ]{1,3}|сакр[а-яёіў]{2,3}т[а-яёіў]{2,4}|секретн[а-яё]{2,3})(?!\w)",
    re.IGNORECASE,
)


def has_a_value(label: str) -> bool:
    """Say whether what follows this label is a value: «Пароль от архива: …»."""
    return bool(_LABEL.search(label))


def settled(bared: str) -> Iterator[tuple[int, int]]:
    """Yield from where to where the words beside it settle that something is no marking."""
    shaped = shape(bared)
    if not (any(map(shaped.__contains__, _STEMS)) or _SHORT.search(shaped)):
        return
    for begin, end in _spans(bared):
        if begin < end and not _COPY.search(shaped[max(0, begin - _NEAR) : end + _NEAR]):
            yield begin, end


def _spans(bared: str) -> Iterator[tuple[int, int]]:
    for found in _PLACES.finditer(bared):
        if found.group(found.lastindex or 0).istitle():
            yield found.span(found.lastindex or 0)
    for pattern in (_VALUES, _JOINED, _FIELDS, _ITEMS, _SERIES, _NUMBERS):
        for found in pattern.finditer(bared):
            yield found.span(found.lastindex or 0)
    for pattern in (_LISTS, _PLATES, _PIPES):
        yield from (found.span() for found in pattern.finditer(bared))
    if _MAIL.search(bared):
        yield from (found.span() for found in _MAILED.finditer(bared))
    for found in _TITLES.finditer(bared):
        before = bared[max(0, found.start() - _NEAR) : found.start()]
        if not _SENDS.search(shape(before)):
            yield found.span(1)
    for found in _BEHIND.finditer(bared):
        if found.group(1).islower():
            yield found.span(1)
    yield from _cases(bared)


def _cases(bared: str) -> Iterator[tuple[int, int]]:
    """Yield «особой важности» of a case that a court or an investigator has, and of a question."""
    for found in _CASE.finditer(bared):
        left = _END.split(bared[max(0, found.start() - 80) : found.start()])[-1]
        right = _END.split(bared[found.end() : found.end() + 80])[0]
        around = f"{left} {right}"
        settles = _COURT.search(around) if found.group(1) else len(around.split()) >= 2
        if settles and found.group(2).islower():
            yield found.span(2)
