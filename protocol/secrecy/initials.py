"""Two letters that are somebody's initials: who signs, who hands over, whose a thing is.

Beside the number of a copy, or alone as a heading, the same letters are a stamp.
"""

import re
from collections.abc import Iterator

from protocol.secrecy.bare import pattern
from protocol.secrecy.copies import beside_a_copy

_PAIR = r"(?<![\w./-])[^\W\d_]\.?[^\W\d_](?![\w/-])\.?"
_RUN = rf"{_PAIR}(?: ?(?:→|->|=>|/|,|и|and) ?{_PAIR}){{0,3}}"
_PAPERS = (
    r"(?:спр|план|донес|сводк|докл|секр|сакр|отч|рап|матер|инф|сведен|спис|прил|экз|схем|замыс|акт"
    r"|док|письм|баянд|secret|top|plan|report|document|file|paper)"
)
_DATE = (
    r"(?:[0-3]?\d[./][01]?\d(?:[./](?:20)?\d{2})?(?: ?г\.?)?|20\d{2}-\d{2}-\d{2}"
    r"|[0-2]?\d[:.-][0-5]\d)(?![\w/-])"
)
_MOMENT = rf"{_DATE}(?:,? {{1,2}}(?:в )?{_DATE})?"

_ROLE = (
    r"(?:дежур[а-яё]{2,5}|деж\.|оператор[а-яё]{0,2}|диспетчер[а-яё]{0,2}|вахтенн[а-яё]{2}"
    r"|сменщи[а-яё]{1,2}|исполнител[а-яё]{1,2}|исп\.|ответственн[а-яё]{2}|отв\.|аналитик|инженер"
    r"|администратор|админ|инспектор|следователь|оперуполномоченный|опер|на связи|автор|подпись"
    r"|инициалы|старший|ст\. смены|напарни[а-яё]{1,2}|дзяжурны|подпіс|кезекші|нөөмөтчү|навбатдор"
    r"|қолы|имзо|հերթապահ|ստորագրություն|duty officer|on duty|operator|officer|signature|initials"
    r"|author|signed)"
)
_DID = (
    r"(?:сдал|принял|доложил|записал|вн[её]с|заполнил|составил|исполнил|проверил|подготовил|оформил"
    r"|дежурил|заступил|сменил|подписал|ответил|сообщил|выполнил|дозвонил|позвонил|обработал"
    r"|зв[ао]нил|в[её]л|поставил|здаў|прыняў)(?:а|и|ся|ась)?"
    r"|(?:тапсырды|қабылдады|өткізді|кабыл алды|өткөрдү|супорид|қабул кард|հանձնեց|ընդունեց)"
    r"|(?:signed|prepared|checked|handed over|taken over|received|reported|logged|written) by"
)
# What takes an object of its own: initials only behind a colon or a dash.
_GIVEN = (
    r"(?:(?:передал|получил|утвердил|согласовал|отправил|выдал|взял)[а-яё]?"
    r"|(?:согласован|проверен|исполнен|составлен|принят|сдан|утвержд[её]н)[а-яё]?|смена|shift|by)"
)
_WORDS = rf"(?: (?!{_PAPERS})[^\W\d_][\w-]{{0,18}}\.?){{0,3}}?"
_SEPARATED = r"(?: ?:[ \n]|:| [—–-]{1,2} |, )"
# Nothing that the letters could be a degree of: the end, a moment, who is next.
_ENDS = (
    rf"(?=[ .]{{0,2}}(?:$|\n)(?!\s{{0,4}}{_PAPERS})|[,;)]|\.(?= )|,? (?:в |at )?{_DATE}"
    r"| (?:и|and|→) | об? [а-яё])"
)
# «Дежурный ОВ доложил»
_ACTS = r"(?= [а-яё]{3,14}(?:л|ла|ли|лся|лась)(?!\w))"
_SIGNED = pattern(
    rf"(?<!\w)(?:(?:{_ROLE}|{_DID}|{_GIVEN}){_WORDS}{_SEPARATED}({_RUN}){_ENDS}"
    rf"|(?:{_ROLE}|{_DID}) ({_RUN}){_ENDS}"
    rf"|(?:{_DID}){_WORDS} ({_RUN}),? {_DATE}"
    rf"|{_ROLE} ({_RUN}){_ACTS})",
    re.IGNORECASE | re.MULTILINE,
)
_CLOSING = pattern(
    r"(?<!\w)(?:с уважением|с ув\.|спасибо|благодарю|заранее благодар[а-яё]{2,4}|до связи|удачи"
    r"|всего доброго|с приветом|з павагай|дзякуй|құрметпен|рахмет|урматтоо менен|рахмат"
    r"|бо эҳтиром|ташаккур|հարգանքով|շնորհակալություն|regards|sincerely|thanks|thank you|cheers|br)"
    rf"[,.!]?[ \n]{{1,3}}({_PAIR}){_ENDS}",
    re.IGNORECASE | re.MULTILINE,
)
# An entry of a log: «30.11 07:55 СС: …».
_ENTRY = pattern(
    rf"^[ \t]{{0,8}}(?:{_DATE},? )?[0-2]?\d:[0-5]\d,? ({_PAIR}): ?(?![ \n]?{_PAPERS})",
    re.IGNORECASE | re.MULTILINE,
)
# «[11.03 02:15] <ss> скинь»: who speaks in a chat; a stamp is no small letters.
_NICK = pattern(
    rf"^[ \t]{{0,8}}[\[(]?(?:{_DATE},? )?(?:[0-2]?\d:[0-5]\d(?::[0-5]\d)?)?[\])]? ?"
    r"<([a-zа-я]{2})>(?= [^\W\d_])",
    re.MULTILINE,
)
_LAST = pattern(rf"(?<=[^\W_]{{2}}[.!?] )(?:[/—–-]{{1,2}} ?)?({_PAIR}),? {_MOMENT}[ .)]{{0,3}}\Z")
_DATED = pattern(
    rf"[ \t]{{0,8}}(?:[/—–-]{{1,2}} ?)?\(?({_PAIR}),? ?{_MOMENT}[ .)]{{0,3}}|"
    rf"[ \t]{{0,8}}{_MOMENT},? (?:[/—–-]{{1,2}} ?)?({_PAIR})[ .]{{0,3}}"
)
# What may stand above initials with a date: nothing, a label, a sentence that has its end.
_ABOVE = re.compile(r"(?:^(?:/[a-z]{2,20}(?: \d{1,6})?)?|[.!?:)»\"])\s{0,4}$")
_MARKING = re.compile(
    r"гриф|грыф|помет|отмет|надпис|штамп|степен|секр|сакр|mark|stamp|classif", re.I
)

_CAPITAL, _SMALL = "А-ЯЁЎІҒҚҢӨҰҮҺӢӮҶҲA-Z", "а-яёўіғқңөұүһӣӯҷҳa-z"
_SURNAME = rf"(?!(?i:{_PAPERS}))[{_CAPITAL}][{_SMALL}]{{1,24}}(?:-[{_CAPITAL}][{_SMALL}]{{1,24}})?"
_TWO = rf"[{_CAPITAL}]\.? ?[{_CAPITAL}{_SMALL}](?!\w)\.?"
_OWNER = (
    r"(?i:на имя|на гр\.|владел[а-яё]{2,5}|собственни[а-яё]{1,4}|гр\.|гр-н[а-яё]{0,3}"
    r"|гр-к[а-яё]{1,2}|граждан[а-яё]{2,4}|держател[а-яё]{1,3}|хозя[а-яё]{2,4}|абонент[а-яё]{0,3}|принадлежит"
    r"|(?:зарегистрирован|оформлен|записан|выпущен|открыт|выдан|выписан)[а-яё]{0,2} на"
    r"|уладальнік|иесі|ээси|соҳиби|սեփականատեր|owner|holder|registered to|in the name of)"
)
_OWNED = pattern(
    rf"(?<!\w){_OWNER}(?: [а-яё]{{4,14}})?(?: ?:[ \n]?| — |,? )"
    rf"(?:(?<!\w)({_TWO}) ?{_SURNAME}|{_SURNAME} ({_TWO}))(?!\w)"
)


# Other letters are no stamp, whosever they are, and need no explanation.
_DOTTED = re.compile(r"\.(?<=[^\W\d_]\.)[^\W\d_](?!\w)")
_STAMPS = re.compile(
    r"[СCSсcsОOоoӨөՀհ](?<!\w.)(?:(?<=[СCSсcs])[СCSсcs]|(?<=[ОOоo])[ВBVвbvПп]|(?<=[Өө])[Ққ]|(?<=[Հհ])\w)"
    r"(?!\w)"
)


def initials(bared: str) -> Iterator[tuple[int, int]]:
    """Yield where two letters are the initials of whoever signs, hands over or owns."""
    paired = _DOTTED.search(bared) or _STAMPS.search(bared)
    for each in (_SIGNED, _CLOSING, _ENTRY, _NICK, _LAST, _OWNED) if paired else (_OWNED,):
        for found in each.finditer(bared):
            span = found.span(found.lastindex or 0)
            # «Гриф согласован: СС»
            before = bared[max(0, found.start() - 16) : found.start()].rpartition("\n")[2]
            if not (beside_a_copy(bared, *span) or _MARKING.search(before)):
                yield span
    if paired:
        yield from _with_a_date(bared)


def _with_a_date(bared: str) -> Iterator[tuple[int, int]]:
    """Yield the initials with a date that end a text: «сс, 30.11.2026»."""
    end = len(bared)
    while end > 0:
        begin = bared.rfind("\n", 0, end) + 1
        line = bared[begin:end]
        if line.strip():
            found = _DATED.fullmatch(line)
            if found is None or beside_a_copy(bared, begin, end):
                return
            above = bared[:begin].rstrip()[-80:].rpartition("\n")[2]
            if _MARKING.search(above):
                return
            if _ABOVE.search(above) or _DATED.fullmatch(above):
                first, last = found.span(found.lastindex or 0)
                yield begin + first, begin + last
        end = begin - 1
