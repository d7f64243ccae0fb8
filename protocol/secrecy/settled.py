"""What the words beside it settle: values of passwords, titles, lists of copies, items, plates.

Each rule knows a kind of place, not a text. Beside the number of a copy none of them holds: what
stands there is a stamp, whatever else it might be.
"""

import re
from collections.abc import Callable, Iterator
from typing import TypeAlias

from protocol.secrecy import denials
from protocol.secrecy.bare import pattern
from protocol.secrecy.copies import NEAR, is_by_a_copy
from protocol.secrecy.lookalikes import form, shape

_SENDS = re.compile(
    "(?<!\\w)(?:" + "|".join(form(each.rstrip("*")) for each in denials.SENDS) + ")"
)
# Around these alone there is anything to settle.
_STEMS = tuple(
    map(
        form,
        (
            *("секр", "sekr", "secr", "сакр", "sakr", "важн", "vazh", "vaj", "махф", "гриф"),
            "makhf",
            *("mahf", "құпия", "купуя", "qupi", "kupi", "жашыр", "jashy", "zhash", "գաղտ", "gagh"),
            *("маңызды", "маанилүү", "махсус", "кարևոր", "папк"),
        ),
    )
)
_STEM = re.compile("|".join(_STEMS))
_SHORT = re.compile(r"(?<![^\W\d_])(?:c|cc|s|ss|ob|ov)(?![^\W\d_])")

_OPEN, _SHUT = "«“„\"'‹", "»”“\"'›"

_ENGLISH_PAPERS = "documents?|files?|papers?|plans?|reports?|annex|data|information|materials?"
_PASS = (
    r"(?:парол[а-яё]{0,3}|логин[а-яё]{0,3}|уч[её]тк[а-яё]{1,3}"
    r"|(?:кодов|ключев)[а-яё]{2,3} слов[а-яё]{1,3}"
    r"|ник|ником|ника|nick|nickname|псевдоним[а-яё]{0,2}|позывн[а-яё]{2,3}"
    r"|password|passphrase|passwd|passcode|login|ssid|құпиясөз|купиясоз|сырсөз"
    r"|pass|pwd|wi-?fi|գաղտնաբառ)"
)
# Other words besides; what they label is a value behind a colon or a dash, and not in capitals.
_NAMED_PASS = (
    r"(?:մուտքանուն|ծածկագիր|лагін|лагин|гасло|рамз[а-яӣ]{0,3}|калима[а-яӣ]{0,2}"
    r"|(?:құпия|купуя|жашыруун|ачкыч|кілт|кодов|кодавае|сыр|калид)[ -]?(?:сөз|слова)"
    r"|pin|пін|пин|пин-код|pin-код|код доступа|код входа"
    r"|(?:имя|имени|ім[’']?я) (?:пользователя|учетной записи|карыстальніка))"
)
_PASS_STEMS = (
    *("парол", "логин", "учетк", "слов", "ник", "nick", "псевдоним", "позывн", "pass", "login"),
    *("ssid", "құпия", "купия", "сырс", "pwd", "fi", "գաղտ", "մուտք", "ծածկ", "лагін", "лагин"),
    *("гасло", "рамз", "сөз", "калима", "pin", "пін", "пин", "код", "имя", "имени", "імя", "ім’я"),
)
_VALUE = rf"[{_OPEN}]?((?:[Tt][Oo][Pp] )?[^\s{_OPEN}{_SHUT},;]{{1,64}})"
_VALUES = pattern(
    # «Пароль: …», «пароль от архива — …», «логин/пароль a/b», «password is …»
    rf"(?<!\w){_PASS}(?:[ /]{_PASS})?"
    rf"(?:(?: [^\W\d_]{{1,20}}){{0,3}}?(?: ?[:=՝] ?| [—–-] | (?=[{_OPEN}]))| (?:is|was) | )"
    rf"{_VALUE}",
    re.IGNORECASE,
)
# «Пароль к панели Name_99»: what figures are joined to is no word.
_JOINED = pattern(
    rf"(?<!\w){_PASS}[^\n.;!?:]{{1,40}}? (?=[^\s,;]{{0,40}}\d)([^\W\d_][^\s,;]{{3,64}})"
    # «admin / Name_99»
    r"|(?<!\w)(?:admin|root|user|guest|administrator|админ) ?[/:] ?([^\s,;]{1,64})",
    re.IGNORECASE,
)

_LABELLED = pattern(
    rf"(?<!\w){_NAMED_PASS}(?: [^\W\d_]{{1,20}}){{0,3}}?(?: ?[:=՝] ?| [—–-] ){_VALUE}",
    re.IGNORECASE,
)
# «Хост SECRET-PC», «бот-сеть Secret»: how a net or a machine is called.
_MACHINES = pattern(
    r"(?<!\w)(?:ssid|wi-?fi|хост[а-яё]{0,2}|host|hostname|netbios|workgroup|domain|server|hotspot"
    r"|access point|botnet|компьютер[а-яё]{0,2}|ПК|ЭВМ|ноутбук[а-яё]{0,2}|сервер[а-яё]{0,2}"
    r"|домен[а-яё]{0,2}|рабоч[а-яё]{2,3} групп[а-яё]{1,2}|точк[а-яё]{1,2} доступа"
    r"|(?:бот-?)?сет[ьи]|ботнет[а-яё]{0,2}|роутер[а-яё]{0,2}|маршрутизатор[а-яё]{0,2}"
    r"|имя (?:устройства|машины|сети|узла|хоста|компьютера|точки доступа)"
    r"|станци[а-яё]{1,2}|узл?[аоеу]?[лмв]?|телефон[а-яё]{0,2}|устройств[а-яё]{1,2})"
    rf"(?: (?:wi-?fi|с именем|под именем|по имени|имя|named|name|под названием))?"
    rf"(?: ?[:=][ \n]?| [—–-] | )(?:([{_OPEN}][^{_OPEN}{_SHUT}\n]{{1,24}}[{_SHUT}])"
    r"|((?:top[ _-]?)?secret(?:[_-][a-z0-9_-]{1,24}|\d{1,4})?)(?=[.,;)]{0,2}(?:$|\s))"
    rf"(?![ .,]{{1,2}}(?:{_ENGLISH_PAPERS})|[ .,]{{0,2}}\n\s{{0,4}}[^\W\d_]))",
    re.IGNORECASE | re.MULTILINE,
)

_LABEL = pattern(rf"(?<!\w)(?:{_PASS}|{_NAMED_PASS})(?: [^\W\d_]{{1,20}}){{0,3}}$", re.IGNORECASE)

_PAPERS = (
    "спр|план|донес|сводк|докл|секр|отч|рап|матер|инф|сведен|спис|прил|экз|схем|замыс|акт|ориент"
)
_LISTS = pattern(
    # «сс: начальнику отдела», but «СС: справка»: in capitals only before an address or a person
    rf"(?<![\w.«(/])(?:[cс][cс]|[CС][cс]|CC)(?= ?: ?\n?(?!(?i:{_PAPERS}))[^\W\d_])"
    r"|(?<![\w/])[СC][СC](?= ?: ?\n?(?:[^\s:]{1,64}@|ꙮ|[А-ЯЁA-Z][а-яёa-z]{1,20} [А-ЯЁA-Z]\.))"
    r"|(?<=[вВ] )(?<!\w[вВ] )[сСcC][сСcC](?!\w)(?! ?[-/]?\d)"
    rf"|(?<=\()[cс][cс](?=:? (?!(?i:{_PAPERS}))[^\W\d_]{{2}})",
)
# «В строке СС», «поле «СС»»
_FIELDS = pattern(
    r"(?<!\w)(?:строк[а-яё]{1,2}|пол[еяю]|пол[яе][хм]) ([«\"]?[СсCc]{2}[»\"]?)(?!\w)", re.IGNORECASE
)
_MAIL = pattern(
    r"(?<!\w)(?:кому|от кого|адресаты?|to|from|bcc|fwd|re|subject|тема) ?:", re.IGNORECASE
)
_MAILED = pattern(r"(?<![\w«(/])[СC][СC](?= ?: ?\n?[^\W\d_])")

GENRE = (
    r"(?:кино|теле|видео|аудио|интернет-|веб-|онлайн-|телеграм-|telegram-|youtube-|квест-)?"
    r"(?:(?:фильм|сериал|роман|книг|игр|канал|паблик|сайт|форум|магазин|рубрик|торрент|репозитори"
    r"|раздач|подкаст|альбом|песн|трек|газет|еженедельник|журнал|клуб|отел|кафе|ресторан|фирм"
    r"|компани|бренд|сообществ|чат|групп|блог|телепередач|радиопередач|шоу|квест|мультфильм"
    r"|хостел|казино|комнат|бутик|салон|сауна|паб|лаунж|студи|парфюм|духи|спектакл|повест|рассказ|портал|рассылк|плейлист|сет[ьи]|аккаунт|профил)[а-яё]{0,5}"
    r"|охранн[а-яё]{2,3} (?:предприяти|агентств|организаци)[а-яё]{1,3}"
    r"|ЧОП|ЧОО|ПАО|НПО|НПП|ГК|ООО|ОАО|ЗАО|АО|ТОО|ОсОО|ЧУП|ИП|LLC|Ltd"
    r"|film|movie|series|show|game|book|novel|song|album|channel|podcast|repository|torrent|hotel"
    r"|website|magazine|newspaper)"
)
_TITLES = pattern(
    rf"(?<!\w){GENRE}(?: (?:ВК|VK|Telegram|YouTube|под названием|с названием|named|called))?"
    rf" ([{_OPEN}][^{_OPEN}{_SHUT}\n]{{1,60}}[{_SHUT}](?: \([^\W\d_]{{2,5}}\))?)"
    rf"|(?<!\w)(?:назван[а-яё]{{2,4}}|имя|наименовани[а-яё]{{1,2}}) {GENRE}"
    rf" ?[:—–-][ \n]?([{_OPEN}][^{_OPEN}{_SHUT}\n]{{1,60}}[{_SHUT}])",
    re.IGNORECASE,
)

_CASE = pattern(
    r"(?<!\w)(?:(дел[оау]?м?|делам|делах)|(?:вопрос|задач|задани|проблем|тем|просьб|значени|ситуаци)[а-яё]{0,4})"
    r" (особой важности)(?!\w)",
    re.IGNORECASE,
)
_COURT = pattern(r"следовател|следствен|расслед|суд(?!\w|но)|судь|суда|судом|судеб|уголовн", re.I)
# «Особая папка «Спам»», «в особой папке на диске»: where files lie.
_FOLDERS = pattern(
    rf"(?<!\w)(особ(?:ая|ой|ую) папк[аиуе])(?= (?:[{_OPEN}]|(?:на|в|для) (?:почт|диск|рабоч|телефон"
    r"|компьютер|ноутбук|облак|сервер|телеграм|галере|ящик|флеш|фото|файл|скан|видео)))",
    re.IGNORECASE,
)
_END = pattern(r"[\n!?;]|\.(?= |$)")

_ITEMS = pattern(
    r"(?<!\w)(?:пп?\.|пункт[а-яё]{0,3}|подпункт[а-яё]{0,3}|литер[а-яё]{0,2}|лит\.|букв[а-яё]{1,2}"
    r"|корпус[а-яё]{0,2}|строени[а-яё]{1,2}|категори[а-яё]{1,2}|граф[а-яё]{1,2}|столб[а-яё]{2,4}"
    rf"|блок[а-яё]{{0,2}}|секци[а-яё]|подъезд[а-яё]{{0,2}})"
    rf" ?[{_OPEN}]?([СсCc])(?=[{_SHUT}]|[ ,.)]|$)",
    re.MULTILINE | re.IGNORECASE,
)
# «Паспорт серии СС 123456», «рейс СС 204», «маршрутка № 12с»
_SERIES = pattern(
    r"(?<!\w)(?:паспорт|сери[яиейю]|свидетельств|удостоверени|диплом|аттестат|пропуск|сертификат"
    r"|лицензи|патент|бланк|книжк|вид[а-яё]? на жительство|виз|ПТС|СТС"
    r"|авиарейс|рейс|билет|артикул|модел|марк|полис"
    r"|накладн|купюр|банкнот|чек|талон)[а-яё]{0,3}[^\n.;!?]{0,16}? ?(?:#|[«\"])? ?"
    r"(СС|CC|SS|ОВ|OV|С|C)(?=[»\"]? ?#? ?-?\d{2,9}(?!\w))"
    r"|(?<!\w)(?:маршрут|автобус|троллейбус|дом|кабинет|каб|офис|кв|палат|вагон)[а-яё]{0,5}\.?"
    r" ?#? ?\d{1,4} ?-?([СсCc])(?!\w)",
    re.IGNORECASE,
)

_INDEX = r"(?:[сc]{1,2}|[оo][вbv]|ss|ov)"
_NUMBERS = pattern(
    # «5-СС/12», «12-с/2026»: an index inside a number
    rf"(?<![\w/.-])(\d[\d/.-]{{0,12}}[-/ ]{_INDEX}[-/.]\d[\d/.-]{{0,12}})(?![\w])"
    # «№ 1/С-345», «№ С-118/26»: the mark of a register at its head
    rf"|(?:#|исх|вх|рег|инв)[^\w\n]{{0,4}}((?:\d{{1,8}}[/.-])?{_INDEX}[-/.]\d[\d/.-]{{0,14}})(?!\w)"
    r"|(?:#|исх|вх|рег|инв)[^\w\n]{0,4}(\d[\d/.-]{0,12}[-/][сc])(?![\w-]|[\W_]{1,3}[сc](?!\w))",
    re.IGNORECASE,
)

_L = "АВЕКМНОРСТУХABEKMHOPCTYX"
_PLATES = pattern(
    rf"(?<![\w#])(?<!# )(?:[{_L}]{{2}} ?\d{{4}}-[1-8](?!\d)"
    rf"|\d{{2}} ?[{_L}]{{2}} ?\d{{4}}(?!\w)"
    r"|(?:СС|CC|SS|ОВ|OV|С|C)-\d{1,4})(?![\w/-])"
)
# «ОВ и ВК» of a building; «dump_cc_may» of a file that is no paper.
_PIPES = pattern(r"(?<=[^\W_]_)(?:cc|ss)(?=[_.])|(?<!\w)ОВ(?= ?(?:и|,|/) ?(?:ВК|К|ВиК)(?!\w))")

_PLACES = pattern(
    r"(?:(?<!\w)(?:ул|улиц[а-яё]{1,2}|пер|переулк[а-яё]{1,2}|переулок|просп|проспект[а-яё]{0,2}"
    r"|пр-т|пр|проезд[а-яё]{0,2}|тупик[а-яё]{0,2}|пос|пос[её]л[а-яё]{1,3}|сел[оаеу]|дер"
    r"|деревн[а-яё]{1,2}"
    r"|площад[а-яё]{1,2}|станци[а-яё]{1,2}|остановк[а-яё]{1,2}|метро)"
    r"\.? ?[«\"]?(Секретн[а-яё]{2,3})(?![\w]))"
    r"|(?<!\w)(Секретн(?:ый|ая|ого|ому|ом|ой|ую|ое|ым))"
    r"(?= (?:переул|улиц|проезд|проспект|тупик|ул\.|пер\.|площад))",
    re.IGNORECASE,
)
# «Кировский с/с»: a council of villages.
_COUNCILS = pattern(
    r"(?<!\w)([сc]/[сc])(?= [А-ЯЁІҚӨҮ][а-яёіқөү]{3,24}"
    r"(?:(?<=ский)|(?<=цкий)|(?<=ое)|(?<=ой)|(?<=ый))(?!\w))"
    r"|(?<=ий )([сc]/[сc])(?!\w)|(?<=ого )([сc]/[сc])(?!\w)",
)
# «Секр. суда»: a person.
_SECRETARY = pattern(
    r"(?<!\w)(секр)\.?(?= ?(?:суд(?:а|ебн)|заседан|совет|комитет|комисси|директор|приемн|посольств"
    r"|парти|правлени|редакци)[а-яё]{0,5})",
    re.IGNORECASE,
)
# The adjective behind its noun, as some of the languages put it, or as in «пароль секретный».
_BEHIND = pattern(
    r"(?<!\w)(?:парол[а-яёіў]{1,3}|рамз[а-яёіӣҳо]{0,5}|калид[а-яёіӣҳо]{0,5}|ра[қк]ам[а-яёіӣҳо]{0,5}"
    r"|калима[а-яёіӣҳо]{0,5}|савол[а-яёіӣҳо]{0,5}|код[а-яёіӣҳо]{0,5}|pin|пин|чат[а-яёіӣҳо]{0,5}"
    r"|ключ[а-яё]{0,3})(?:-?и)?"
    r" (махф[а-яёіӣ]{1,3}|сакр[а-яёіў]{2,3}т[а-яёіў]{2,4}|секретн[а-яё]{2,3})(?!\w)",
    re.IGNORECASE,
)


def has_a_value(label: str) -> bool:
    """Say whether what follows this label is a value: «Пароль от архива: …»."""
    small = label.lower()
    return any(map(small.__contains__, _PASS_STEMS)) and bool(_LABEL.search(label))


def settled(bared: str, shaped: str) -> Iterator[tuple[int, int]]:
    """Yield from where to where the words beside it settle that something is no marking."""
    for begin, end, patterns in _neighbourhoods(bared, shaped):
        for first, last in _spans(bared, begin, end, patterns):
            if first < last and not is_by_a_copy(shaped, first, last):
                yield first, last


def _neighbourhoods(bared: str, shaped: str) -> Iterator[tuple[int, int, "_Patterns"]]:
    """Yield from where to where to look, and for what: only around what may be a marking."""
    words: list[int] = []
    if any(map(shaped.__contains__, _STEMS)):
        words += (found.start() for found in _STEM.finditer(shaped))
    for found in _SHORT.finditer(shaped):
        place = found.start()
        if len(found.group()) > 1:
            words.append(place)
            continue
        before, after = shaped[place - 1 : place], shaped[place + 1 : place + 4]
        if before in _OPENS or after[:1] in _JOINS:
            yield max(0, place - _CLOSE), place + _BEHIND_IT, _LETTERS
        elif after[:1] in _ENDS_ITEM:
            yield max(0, place - _CLOSE), place + 2, _ITEM
        elif before.isdigit() or after.lstrip(" #")[:1].isdigit():
            yield max(0, place - _CLOSE), place + _BEHIND_IT, _LETTER
    whole = _WORDS | _MAILS if words and _MAIL.search(bared) else _WORDS
    for begin, end in _join(sorted(words), _FAR):
        yield begin, end, whole


def _join(places: list[int], far: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches around places, those that meet as one."""
    begin = end = -1
    for place in places:
        if place - far > end:
            if end >= 0:
                yield begin, end
            begin = max(0, place - far)
        end = place + far
    if end >= 0:
        yield begin, end


def _spans(bared: str, begin: int, end: int, patterns: "_Patterns") -> Iterator[tuple[int, int]]:
    for rule, condition in patterns.items():
        for found in rule.finditer(bared, begin, end):
            if condition is None or condition(bared, found):
                yield found.span(found.lastindex or 0)


def _is_small(_: str, found: re.Match[str]) -> bool:
    return found[found.lastindex or 0].islower()


def _is_no_capital(_: str, found: re.Match[str]) -> bool:
    return not found[found.lastindex or 0].isupper()


def _is_a_name(_: str, found: re.Match[str]) -> bool:
    return found[found.lastindex or 0].istitle()


def sends_nothing(bared: str, found: re.Match[str]) -> bool:
    """Say whether nobody sends a paper right before a find in a bare text."""
    before = bared[max(0, found.start() - NEAR) : found.start()]
    return not _SENDS.search(shape(before))


def _is_of_a_court(bared: str, found: re.Match[str]) -> bool:
    """Say whether a court or an investigator has the case, or a question has a sentence."""
    left = _END.split(bared[max(0, found.start() - 80) : found.start()])[-1]
    right = _END.split(bared[found.end() : found.end() + 80])[0]
    around = f"{left} {right}"
    settles = _COURT.search(around) if found.group(1) else len(around.split()) >= 2
    return bool(settles) and found.group(2).islower()


_Patterns: TypeAlias = dict[re.Pattern[str], Callable[[str, re.Match[str]], bool] | None]
_FAR, _CLOSE, _BEHIND_IT = 128, 40, 20
# Beside one letter: what joins it to a number, shuts a quotation, ends an item.
_OPENS, _JOINS, _ENDS_ITEM = frozenset(f"{_OPEN}-/"), frozenset(f"{_SHUT}-/"), frozenset(".,)\n")
_ITEM: _Patterns = {_ITEMS: None}
_LETTER: _Patterns = {_SERIES: None, _NUMBERS: None}
_LETTERS: _Patterns = dict.fromkeys((_ITEMS, _SERIES, _NUMBERS, _PLATES, _COUNCILS))
_WORDS: _Patterns = {
    **dict.fromkeys((_VALUES, _JOINED, _MACHINES, _FIELDS, _LISTS, _PIPES, _SECRETARY)),
    **_LETTERS,
    _LABELLED: _is_no_capital,
    _PLACES: _is_a_name,
    _TITLES: sends_nothing,
    _FOLDERS: _is_no_capital,
    _BEHIND: _is_small,
    _CASE: _is_of_a_court,
}
_MAILS: _Patterns = {_MAILED: None}
