"""Two letters that are somebody who is greeted, thanked, told of, or takes leave.

A stamp is not spoken to and does nothing. Beside the number of a copy the letters are a stamp.
"""

import re
from collections.abc import Iterator

from protocol.secrecy.bare import pattern
from protocol.secrecy.copies import beside_a_copy
from protocol.secrecy.lookalikes import form

_FAR = 80
_PAIR = re.compile(
    # It begins with its letters, so it is searched fast; what stands before them is told after.
    r"[СCSОOсcsоo](?<![\w./-].)(?:(?:(?<=[СCS])\.? ?[СCS]|(?<=[ОO])\.? ?[ВBV])"
    r"|(?<=[сcs])\.?[сcs]|(?<=[оo])\.?[вbv])(?![\w/-])\.?"
)
_GREETING = (
    r"(?:привет|здравствуй|здрав[ао]?\b|добр(?:ый|ое|ого|ой) |доброе|салют|салам|сәлем|ассалом"
    r"|саламат|салом|барев|բարև|вітаю|прывітан|добры дзень|с добрым|приветств|hi\b|hello|hey|dear"
    r"|уважаем|дорог(?:ой|ая)|good (?:morning|day|evening|afternoon)|доброй|коллег)"
)
_THANKS = (
    r"(?:спасибо|спс|благодар|принято|принял|понял|понято|хорошо|ясно|ок|ok|да|нет|есть|пожалуйста"
    r"|извини|простите|рахмет|рақмет|рахмат|ташаккур|дзякуй|шноракал|շնորհակալ|thanks|thank you"
    r"|sorry|yes|no|sure|got it|ждём|жду|готово|сделано|согласен|согласна)"
)
_TAKES_LEAVE = (
    r"(?:спасибо|благодар|уважени|привет|пожелани|удач|хорош(?:его|ей|их) |добр(?:ого|ой) "
    r"|спокойн(?:ого|ой) |приятн(?:ого|ой) |л[её]гк(?:ого|ой) "
    r"|ок\b|ok\b|принято|понял|готово|сделано"
    r"|до (?:связи|встречи|завтра|утра|скор|свидан|понед|вторн|сред|четв|пятн|субб|воскр)"
    r"|на связи|жду|жд[её]м|обнимаю|наилучш|всего |пока\b|увидимся|с праздник|с наступающ|дзякуй"
    r"|рахмет|рақмет|рахмат|ташаккур|құрмет|урмат|эҳтиром|сау бол|հարգանք|շնորհակալ|regards"
    r"|thanks|thank you|sincerely|cheers|best|good night|see you|yours|take care|bye)"
)
# What one tells a person to do; whom one calls thou.
_BIDS = (
    r"(?:глянь|взгляни|посмотри|смотри|проверь|перепроверь|позвони|перезвони|набери|скинь|пришли"
    r"|перешли|напиши|ответь|скажи|подскажи|напомни|забери|зайди|подойди|выручай|помоги|держи"
    r"|лови|дай|возьми|сделай|уточни|спроси|передай|закрой|открой|поставь|подключи|запусти|сними"
    r"|отправь|жди|подожди|поищи|прикрой|подмени)(?:те|те-ка|-ка|сь|тесь)?"
)
_THOU = r"(?:ты|тебя|тебе|тобой|твой|твоя|твои|твоё|вы|у вас|вас|ваша смена|you)"
_SPOKEN_TO = pattern(
    rf" ?(?:[,!] ?(?:а |и |ну |там |ещё раз )?{_GREETING}"
    rf"|[,!] (?:пожалуйста,? )?(?:{_BIDS}|{_THOU})(?!\w)"
    rf"|[:,] (?:{_THANKS}|отбой|работаю)(?!\w)|, [^\n.!?;:]{{1,60}}\?"
    r"|, (?:не (?:забудь|забывай|теряй)|как (?:дела|смена|успехи)|где|когда|что там|спасибо))",
    re.IGNORECASE,
)
_OPENS = re.compile(r"(?:^|[.!?)»] |[:—–] ?|^[^\W\d_]{4,12}, )[^\w\n]{0,3}$")
_CALLED = pattern(
    rf"(?<!\w)(?:{_GREETING}|{_THANKS})[а-яёa-z]{{0,8}}(?: [а-яёa-z]{{1,12}}){{0,2}},? $",
    re.IGNORECASE,
)
_CALLED_ENDS = re.compile(r"\s{0,2}(?:[,!?.]|[)—–:(]|$)")
_LEAVING = pattern(
    rf"(?<!\w){_TAKES_LEAVE}(?-i:[^\n.!?…А-ЯЁA-Z]){{0,48}}[.!?…,)]{{0,3}}"
    r"[ \n]{1,3}[—–-]{0,2} ?$",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"[\s.)]{0,4}(?:\Z|\n\s{0,4}\Z)")
# «Уточню у …», «по словам …»
_ASKED = pattern(
    r"(?<!\w)(?:(?:уточню|спрошу|узнаю|возьму|заберу|уточнил[аи]?|спросил[аи]?|узнал[аи]?) у"
    r"|(?:согласовал[аи]?|согласую|созвонил[а-яё]{2,3}|созвонюсь|говорил[аи]?|обсудил[аи]?) с"
    r"|по словам|со слов|пусть|отпишитесь|отпишись|напишу|передам|скажу|позвоню) $",
    re.IGNORECASE,
)
_ASKED_ENDS = re.compile(r"[,.;!?)]|\s{0,3}$| [а-яё]")
_IS_HERE = pattern(rf"(?<!\w){_GREETING}[^\n.!?]{{0,24}}, (?:это|тут|здесь) $", re.IGNORECASE)
# Whom one passes something on to.
_TURNED_TO = pattern(
    r"(?<!\w)(?:(?:передай|скажи|сообщи|напиши|позвони|перезвони|напомни|доложи)(?:те)?"
    r"|(?:спроси|уточни|узнай|возьми|забери)(?:те)? у|вопрос[а-яё]{0,2} к|обращай(?:тесь|ся)? к"
    r"|обратитесь к|(?:замещает|подменяет|сменяет|сменит|заменит|подменит)|tell|ask|ping) $",
    re.IGNORECASE,
)
_TURNED_ENDS = pattern(
    r"(?:[,.:;!?)]|\s{0,3}$"
    r"| (?:что|чтобы|пусть|когда|если|про|насчёт|по поводу|по телефону|that|to)(?!\w))"
)
# What somebody does, or where somebody is.
_DOES = pattern(
    r" (?:(?:сегодня|завтра|сейчас|уже|пока|ещё|снова|опять|вчера|тоже|сам|сама) ){0,2}(?:не )?"
    r"(?:(?:в|на) (?:(?:общем|нашем|рабочем|этом) )?(?:отпуске|больничном|отгуле|командировке|смене"
    r"|связи|дежурстве|обеде|чате|группе|переписке|месте|выезде|совещании)|дежур[а-яё]{1,4}"
    r"|смен(?:ит|яет)[а-яё]{0,3}|подойд[её]т|перезвонит|напишет|занята?|болеет|ответит|заболел[а]?"
    r"|отвечает|бер[её]т|приш[её]л|может|знает|просит|говорит|пишет|вед[её]т|проверит|смотрит|спрашивает|жд[её]т|едет|вышла?"
    # A past of the singular, in small letters, and not «… Петров» who did it.
    r"|(?:сегодня|завтра|сейчас|уже|пока|ещё|вчера) [а-яё]{2,12}"
    r"|[а-яё]{2,12}(?:л|ла|лся|лась)(?= (?![А-ЯЁ][а-яё]{2,20}(?:\W{0,3}$|,? \d))|[.,;!?]|$)"
    r"|is (?:on|off|out|away|sick)|said|asked|called|wrote)(?![\w-])"
)


def addressed(bared: str) -> Iterator[tuple[int, int]]:
    """Yield where two letters are a person who is spoken to or of, or who takes leave."""
    for found in _PAIR.finditer(bared):
        begin, end = found.span()
        left = bared[max(0, begin - _FAR) : begin]
        right = bared[end : end + _FAR]
        line = left.rpartition("\n")[2]
        if right.startswith(":\n"):  # what a label has stands on a line of its own
            right = ": " + right[2:]
        # A line of two letters without dots is a stamp, whatever is said above it.
        apart = left.endswith("\n") and "." not in found.group()
        leaves = not apart and _NOTHING.fullmatch(right) and _LEAVING.search(left)
        if not (leaves or _is_somebody(line, right.partition("\n")[0])):
            continue
        if not beside_a_copy(bared, begin, end):
            yield begin, end


def _is_somebody(line: str, right: str) -> bool:
    opens = not line.strip() or _OPENS.search(line)
    if opens and (_SPOKEN_TO.match(right) or _DOES.match(right)):
        return True
    if line.endswith("(") and _DOES.match(right.removeprefix(")")):
        return True
    if _CALLED.search(line) and _CALLED_ENDS.match(right):
        return True
    if (_ASKED.search(line) or _IS_HERE.search(line)) and _ASKED_ENDS.match(right):
        return True
    return bool(_TURNED_TO.search(line) and _TURNED_ENDS.match(right))


ANOTHER = re.compile(r", ?[^\W\d_]\.?[^\W\d_](?!\w)")  # «ОВ, СС — в отпуске»: people, perhaps
_PAPERS = (
    *("донес", "справк", "сводк", "доклад", "план", "прил", "материал", "документ", "сведени"),
    *("отчет", "рапорт", "источник", "текст", "схем"),
)
_OF_A_PAPER = re.compile("|".join(map(form, _PAPERS)))


def may_be_people(part: str, before: str, *, last: bool) -> bool:
    """
    Say whether the letters of a part of a line may be of people: they close a message, or are two.

    Behind words of a paper, or with a number, they are a stamp. `part` and `before` are shaped.
    """
    if "," in part or "+" in part:
        return True
    if not last or before.rstrip()[-1:] not in tuple(".!?"):
        return False
    words = "".join(filter(str.isalpha, before))
    return not any(map(str.isdigit, before + part)) and not _OF_A_PAPER.search(words)
