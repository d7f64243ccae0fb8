"""The English word as part of a key, a token, a name or an idiom: there it is no marking."""

import re
from collections.abc import Iterator

from protocol.secrecy.bare import pattern
from protocol.secrecy.copies import beside_a_copy
from protocol.secrecy.lookalikes import shape
from protocol.secrecy.papers import bears_a_degree, is_paper, keeps_keys
from protocol.secrecy.settled import GENRE, sends_nothing

_WORD = re.compile(r"secrets?|SECRETS?|Secrets?")
_APART = r"\s\"'«»“”„()<>\[\],;"
_GLUED = re.compile(rf"(?<![^{_APART}])(?=[^{_APART}]{{0,200}}(?i:secret))[^{_APART}]{{1,400}}")
# «s3cr3t_buyer»: a name that somebody gave himself.
_LEET = re.compile(
    r"(?<![\w.-])(?:[A-Za-z0-9]{2,20}[_.-])?s3cr[e3][t7](?:[_.-][A-Za-z0-9]{2,20}){0,3}(?![\w-])",
    re.IGNORECASE,
)
_OF_PAPERS = frozenset(
    "top copy ekz doc docx pdf report plan spravka annex file paper noforn list memo brief".split()
)
# «Secret/For NCP only»
_SLASHED = re.compile(r"(?:(?:Top|TOP)[ _-]?)?(?:Secret|SECRET)/{1,2}[A-Z][a-z]*")
_HIDDEN_PATH = re.compile(r"(?:[.~]{1,2}/?|/)(?:[a-z]{1,16}[._/-]?)?secrets?/?|secrets?/")
_STAMP = re.compile(
    r"(?:(?:TOP|NATO|COSMIC)[_/-]?)?(?i:secret)(?:[/-]{1,2}[A-Z]{2,12}){1,8}"
    r"|(?i:(?:top[_/-]?)?secret[-/.,:]{0,3}(?:(?:copy|ekz)[^A-Za-z]{0,20}|\d{1,4})?)"
)
_NUMBERED = re.compile(r"(?:top)?secrets?\d{2,8}")  # «secret123»: nobody numbers a degree so
_GRADED = re.compile(r"(?i:class|level|grade|stamp)[=:](?:TOP[_ -]?)?SECRET(?![A-Za-z_])")
_NAMES_A_DEGREE = re.compile(r"(?:classif|grif|marking|degree)[a-z]{0,9}[=:]", re.IGNORECASE)
_SIGNS = "=&?$%{}\\@/+:"
_ENDING = re.compile(r"\.([A-Za-z0-9]{1,5})$")
_PARTS = re.compile(r"[A-Z]{2,40}(?![a-z])|[A-Za-z][a-z]*|[^\W\d_]+")

# What stands before it, or after it, in the names of keys, programs and services.
_KEY_BEFORE = frozenset(
    "get list show apply export decode dump echo print return const let var"
    " api app application auth aws azure bearer bot build client cloud consumer create delete"
    " describe devops docker edit env field git github gitlab google hmac id jwt k8s kubectl"
    " kubernetes master mount my named oauth oidc otp password preshared pre project radius random"
    " read rotate server session shared signing sso storage stripe tls token totp turn type user"
    " variable vault webhook leaked hardcoded default kind name value x".split()
)
_KEY_AFTER = frozenset(
    "admirer crush ingredient ingredients recipe recipes sauce society weapon"
    " access accessor account accounts agent api app auth ballot base box canary chat client"
    " code config conversation count data detection diary engine exposed file files garden"
    " generator hash hitler id key keys leak leaked loader lock lookup mana manager messenger"
    " mode mount name net object objects operations path phrase quest question ref reference"
    " revoked rotation santa scanner scanning server service services share sharing shopper sky"
    " sprawl storage store string studio token tokens type value values"
    " vault version volume photo photos pic pics picture video videos party room image images"
    " gallery album folder".split()
)
# With these an adjective or a noun of every day; only in small letters.
_EVERYDAY_BEFORE = frozenset(
    "a an any best big dirty her his in its keep kept little my no not open our own same such that"
    " the their this trade worst your".split()
)
# Unless a paper or a matter of state is what is secret.
_GRAVE_AFTER = frozenset(
    "annex base briefing briefings data document documents facility file files info information"
    " intelligence letter list lists material materials memo memorandum minutes note order orders"
    " paper papers plan plans protocol record records report reports site source sources".split()
)
# How somebody or something is called, or what a word is printed on: «alias "Top Secret"».
_CALLED_SO = pattern(
    r"(?<!\w)(?:handle|alias|aka|a\.k\.a\.|moniker|screen ?name|nickname|username|user|call ?sign"
    r"|known as|goes by|signed as|named|account|profile|channel|avatar|sticker|t-?shirt|hoodie"
    r"|logo|tattoo"
    r"|(?:signing|shared|jwt|hmac|client|api) (?:secret|key)"
    r"|некто|(?:извест|зарегистрирован|подписан|записан)[а-яё]{0,4} как|под (?:именем|ником)"
    r"|по (?:имени|кличке|прозвищу)"
    r"|(?:кличк|прозвищ|псевдоним|аккаунт|уч[её]тн[а-яё]{2,3} запис|профил|пользовател|подписчик"
    r"|админ|модератор|юзер"
    r"|наклейк|стикер|принт|логотип|татуировк|футболк|толстовк|кепк|кружк|плакат|постер|брелок"
    r"|подпис|секрет|соль|ключ|парол|бренд|марк)[а-яё]{0,5})"
    r"(?:,| (?:was|is|were|of|on|reads?|said|saying|with|literally|just|simply|с|надпис[а-яё]{1,3}"
    r"|принтом|именем|слов[а-яё]{1,2}|к токену|был[аои]?|просто|банально)){0,3}"
    r"[ :=—–-]{1,3}[\"'«“„`]?"
    r"((?:[Tt]op|TOP)?[ _-]?(?:[Ss]ecrets?|SECRETS?))\d{0,4}(?![\w/-]| ?(?://|copy|экз))",
    re.IGNORECASE,
)
# «Бар Top Secret», «Top Secret Escape Room»: a name with its noun, in no capitals.
_HOUSES = (
    r"(?:Hotel|Hostel|Bar|Pub|Club|Casino|Quest|Escape|Lounge|Cafe|Restaurant|Shop|Store|Boutique"
    r"|Salon|Spa|Studio|Festival|Party|Game|Room|Perfume|Lingerie|Santa|Travel|Tour|Network)s?"
)
_BRANDS = pattern(
    rf"(?<!\w)(?i:{GENRE}|бар(?:а|у|ом|е|ы)?) ((?:Top )?Secret)(?= [а-яё(—–-]|[,.;)]|$)"
    rf"|(?<!\w)((?:Top )?Secret)(?= (?:[A-Z][a-z]{{2,16}} )?{_HOUSES}(?!\w))"
    # «Secret Sales, магазин»: a name, and of what it is.
    rf"|(?<!\w)((?:Top )?Secret)(?= [A-Z][A-Za-z]{{1,16}},? ?[(—–-]? ?(?i:{GENRE}|приложени|vpn))"
    # «Top Secret Team»: a quoted name of other words that begin with capitals.
    r"|(?<=[«“\"„])((?:Top )?Secret)(?= (?!Cop|Report|Plan|Doc|File|Annex|Paper|List|Brief|Memo)"
    r"[A-Z][a-z]{2,16}(?: [A-Z][a-z]{2,16})?[»”\"])"
)
# «"secret word"»: a quoted English compound.
_COMPOUND = re.compile(r"[«\"“‘'](secret) ([a-z]{3,14})[»\"”’']")
_BEFORE = re.compile(r"([^\W\d_]{1,24})(?:['’]s)?[ \t_-]{1,2}[\"'«“(]?$")
_AFTER = re.compile(r"[ \t_-]{1,2}([A-Za-z]{1,24})")
# «Secret TikTok account»: of what stands behind somebody's name.
_OF_A_NAME = re.compile(
    r" [A-Z][A-Za-z]{2,16} (?:account|channel|chat|group|page|profile|wallet|app|bot|server)s?\b"
)
_LABELLED = re.compile(
    r"(?:kind|type|name|field|variable|value|key|user|username|login|nick|password|pass|pwd|pin"
    r"|parameter|tag|label|topic|track|title|song|film|movie|band|brand|game|hotel|product"
    r"|(?:парол|логин|ник|имя|имени|слов|ключ|тег|метк|пол[еяю]|параметр|тип|объект|значени|переменн"
    r"|строк|функци|метод|модул|класс|утилит|команд|атрибут|свойств|заголов|ресурс|манифест|хранилищ"
    r"|приложени[еюя]|сервис|платформ|программ|игр|групп|бренд|магазин|песн|токен)[а-яё]{0,4})"
    r"(?:[ \t]{0,2}[:=—–-]?|[^\n:.,;!?]{0,40}:)\s{0,2}[\"'«“`]?$",
    re.IGNORECASE,
)
_VALUED = re.compile(
    r" ?/ ?(?!report|plan|annex|paper|copy|file|document|eyes|only|orcon|noforn)"
    r"[a-z0-9]{5,20}(?![\w/])"
    r"|[\"'`]?[ \t]{0,4}(?:=(?!=)[ \t]{0,4}[^\s=]"
    r"|:[ \t]{0,4}(?:[\"'`$({]|(?=[^\s,;]{0,80}\d)[^\s,;]{4,}|[!-~]{3,80}[ \t]{0,8}(?:\n|$)"
    r"|\n[ \t]{1,16}[\w-]{1,40}:))"
)
_LOGGED = re.compile(
    r" (?:is |was )?(?:not (?:found|set)|missing|invalid|expired|mismatch|required|denied)\b"
)
_RUSSIAN = re.compile(r"[а-яё]{2}")
# Whose secret is a key: «Secret приложения».
_OWNERS = re.compile(
    r" (?:OAuth|JWT|API|приложени|клиент|бот|сервис|сервер|интеграц|токен|аккаунт|магазин|мерчант"
    r"|вебхук|провайдер|платформ|шлюз|проект|репозитор|кластер|хранил"
    r"|от (?:API|бот|сервис|приложени))"
)
_INSIDE = re.compile(r"[^\W_][,)]? $")
_NAMED = re.compile(r"(?:гриф|пометк|отметк|надпис|штамп)\w{0,4}[ :«\"“-]{0,3}$", re.IGNORECASE)
_COPY = re.compile(r"[\s,.;-]{0,3}(?:эк[зc]|ekz|copy)")
_TITLED = re.compile(r"[’']s[ \t]$|(?:US|U\.S\.|British|Google|AWS|Azure|Key)[ \t]$")


def tokens(bared: str) -> Iterator[tuple[int, int]]:
    """Yield where the word stands as part of something that is no marking."""
    if "s3cr" in bared.lower():
        for found in _LEET.finditer(bared):
            if _is_a_nick(found.group()) and not beside_a_copy(bared, *found.span()):
                yield found.span()
    if "secret" not in bared.lower():
        return
    for found in _GLUED.finditer(bared):
        if _is_identifier(found.group()):
            yield found.span()
    for found in _CALLED_SO.finditer(bared):
        if not beside_a_copy(bared, *found.span(1)):
            yield found.span(1)
    for found in _BRANDS.finditer(bared) if "Secret" in bared else ():
        place = found.span(found.lastindex or 0)
        if sends_nothing(bared, found) and not beside_a_copy(bared, *place):
            yield place
    for found in _COMPOUND.finditer(bared):
        if found[2] not in _GRAVE_AFTER and not beside_a_copy(bared, *found.span()):
            yield found.span(1)
    for found in _WORD.finditer(bared):
        if _is_explained(bared, *found.span()) and not beside_a_copy(bared, *found.span()):
            yield found.span()


def _is_a_nick(written: str) -> bool:
    """Say whether a name with figures in it has a part that no paper has."""
    parts = {part.lower() for part in re.split(r"[_.-]", written)}
    others = {part for part in parts if len(part.rstrip("0123456789")) > 2} - _OF_PAPERS
    others = {part for part in others if not part.startswith("s3cr")}
    return bool(others) and not (parts & _OF_PAPERS or bears_a_degree(written))


def _is_identifier(glued: str) -> bool:
    """Say whether letters that stand together are a key, an address or a tool's file."""
    core = glued.strip("*_~`|#.!?:=-—–/\\")
    if _NAMES_A_DEGREE.match(core) or _GRADED.match(core):
        return False
    if _NUMBERED.fullmatch(core) or _HIDDEN_PATH.fullmatch(glued):
        return True
    if not core.isascii() or _STAMP.fullmatch(core) or _SLASHED.fullmatch(core):
        return False
    if bears_a_degree(core):
        return False
    ending = _ENDING.search(core)
    paper = ending is not None and is_paper(ending[1]) and not keeps_keys(core)
    stem = core[: ending.start()] if ending and paper else core
    parts = [part.lower() for part in _PARTS.findall(stem)]
    if "".join(parts) in ("secret", "secrets", "topsecret"):
        tool = bool(ending and not paper) or "=" in stem or "@" in glued
        return tool or sum(char.isdigit() for char in stem) >= 3
    if any(sign in stem for sign in _SIGNS) or (ending and not paper):
        return True
    parts = ["secret" if part == "topsecret" else part for part in parts]
    if "secret" not in parts and "secrets" not in parts:
        # «s-ecret» is no part of anything; «mysecrets2» is.
        return stem.isalnum() and any(char.isdigit() for char in stem)
    place = parts.index("secret" if "secret" in parts else "secrets")
    before, after = parts[:place], parts[place + 1 :]
    if paper:
        return bool(set(before) & _KEY_BEFORE or set(after[:1]) & _KEY_AFTER)
    if not {"_", "-", "."} & set(stem):
        return True
    # A word of many parts that no paper is called by: `db_secret`, `my-secret-2`, `secret-net`.
    return "_" in stem or stem.islower() or bool({*before, *after} & (_KEY_BEFORE | _KEY_AFTER))


def _is_explained(bared: str, begin: int, end: int) -> bool:
    if bared[begin - 1 : begin].isalpha() or bared[end : end + 1].isalpha():
        return False
    left, right = bared[max(0, begin - 40) : begin], bared[end : end + 100]
    if _TITLED.search(left) or _LABELLED.search(left):
        return True
    small = bared[begin:end].islower()
    if _VALUED.match(right) and (small or "=" in right[:3]):
        return True
    if small and _LOGGED.match(right):
        return True
    before, after = _BEFORE.search(left), _AFTER.match(right)
    first = before[1].lower() if before else ""
    second = after[1].lower() if after else ""
    capital = bared[begin:end].isupper() and len(left.strip()) > 0 and not left.rstrip().isupper()
    if first in _KEY_BEFORE and not (capital and first in ("name", "value")):
        return True
    if _OF_A_NAME.match(right):
        return True
    if second in _KEY_AFTER and second not in _GRAVE_AFTER and not (capital and second in _LINKS):
        return first != "top" or not capital
    if small and bared[begin - 1 : begin] in ("/", "\\") and begin:
        return True
    if bared[begin:end].isupper() or shape(first) == "top":
        return False
    if _OWNERS.match(right):
        return True
    if bared[begin:end] == "secret" and _is_of_every_day(left, right, first, second):
        return True
    # An English word inside a Russian sentence is one of the trade.
    line = left.rpartition("\n")[2]
    following = right[:40].partition("\n")[0]
    inside = _INSIDE.search(line) and _RUSSIAN.search(f"{line} {following}")
    if inside and not _NAMED.search(left) and not _COPY.match(right):
        return True
    return small and first in _EVERYDAY_BEFORE and second not in _GRAVE_AFTER


def _is_of_every_day(left: str, right: str, first: str, second: str) -> bool:
    """Say whether an English sentence has it as an adjective, of anything but a paper."""
    if _LISTED.search(left) and second not in _GRAVE_AFTER:
        return True
    if not _WHOLE_WORD.search(left) or first == "state" or second in _GRAVE_AFTER:
        return False
    if second and second not in _BEHIND_NO_NOUN and right.startswith(" "):
        return True
    if _NOUN.search(left) and _NOUN_ENDS.match(right):
        return not {word.lower() for word in _ENGLISH.findall(f"{left}{right[:40]}")} & _SAID_OF
    # Said of something before it: «the call was secret».
    words = {word.lower() for word in _ENGLISH.findall(left.rpartition("\n")[2])}
    if first in _KEPT:
        return bool(words & {"keep", "keeps", "kept", "keeping"})
    return first in _IS and not words & _SAID_OF


_KEPT = frozenset(
    "it this that deal chat relationship account password code everything all".split()
)
# «Print a new secret of the app», «id, secret»: what one keeps.
_NOUN = re.compile(
    r"(?:^|[\s(])(?:a|an|the|this|that|its|their|his|her|your|my|our|new|no|each|every|any)"
    r"(?: [a-z0-9-]{2,16}){0,2} $",
    re.IGNORECASE,
)
_NOUN_ENDS = re.compile(r"[,.;:)]| (?:of|for|and|or|to|in|on|with|from|is|was|must|that|by|at)\b|$")
_LISTED = re.compile(
    r"(?:^|[\s(,])(?:id|ids|code|key|token|user|login|password|name|url|issuer|account|email|salt)"
    r",? (?:and |or )?$"
)
_WHOLE_WORD = re.compile(r"(?:^|[\s\"'“(])[A-Za-z]{1,24} [\"'“]?$")
_IS = frozenset(
    "is was were are be been being was stay stays stayed remain remained nothing".split()
)
_ENGLISH = re.compile(r"[A-Za-z]{1,24}")
_BEHIND_NO_NOUN = frozenset(
    "about and as at because before but by copy for from in is of on or over since so that the this"
    " to until was when where which who with".split()
)
_SAID_OF = _GRAVE_AFTER | frozenset(
    "annexes attached attachment briefings classified enclosed following grade it letter list lists"
    " marked message note notes stamped summary text these this".split()
)
# Words that follow a stamp in a sentence as well: «the SECRET file is numbered».
_LINKS = frozenset("agent conversation data exposed file files mode".split())
