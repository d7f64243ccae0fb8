"""Names of a program: code, a template, a query or a log is told by its signs, not by names.

A loop, an assignment, an index or a tag makes a stretch of ASCII one of code; there «c», «ss» or
«cc» between signs is a variable. Beside the number of a copy, or as the value of a degree, it is a
stamp wherever it stands; and letters that spell a word together are no names. So is the English
word in capitals a constant where a program calls it, imports it or takes it as an argument.
"""

import re
from collections.abc import Iterator

from protocol.secrecy.copies import beside_a_copy
from protocol.secrecy.lookalikes import HIDDEN

_STRETCH = re.compile(r"[\t\x20-\x7e]{4,}")
_SIGNED = re.compile(r"[=;$\[({<\"]|- [a-z_]{1,40}:|[\w)] (?:in|FROM|from) \w")
_NAME = re.compile(
    r"(?<!\w)(?<!')[A-Za-z]{1,2}(?!\w)(?!')|(?<=['\"])[a-z]{1,2}(?=['\"])"
    r"|(?<![\w'-])secrets?(?![\w'-])"
)
_WORD = r"[A-Za-z_]\w{0,40}"
_SYNTAX = re.compile(
    # «const x =», «int ss;», «def f(», «fn main() {»
    r"\b(?:const|let|var|val|int|char|float|double|auto|[Ss]tring|bool|long|local|my|mut|mov)"
    rf" [*&$]{{0,2}}{_WORD}(?:\[\d{{0,6}}\])? ?[=;:,)]"
    rf"|\b(?:def|fn|func|function|sub|proc) ?{_WORD}? ?[({{]"
    r"|\b(?:for|while|if|elif|switch|foreach|catch|match) ?\([\w$*!&\"'(]"
    rf"|\b(?:for|if) [\w, ]{{1,30}} in [\w.()\[\]*, ]{{1,60}}[:\])]"
    rf"|\b(?:lambda|with|class|struct|enum) [\w, ()]{{0,40}}[:{{]"
    rf"|\b(?:from {_WORD} )?import {_WORD}"
    # «x += 1», «a == b», «p->x», «std::string», «$x», «${x}»
    r"|[\w\])$][ ]?(?:[-+*/%&|^.]=|[=!]==?|<=|=>|->|::|:=|&&|\|\|)[ ]?[\w(\"'$\[*]"
    r"|[$](?:[A-Za-z_]\w|\{|[A-Za-z_]\b|\d\b)|<[?%](?:php|=)|[%#]\{\w|\{\w{1,20}\}|[\"'] % [(\w]"
    r"|\w(?:\+\+|--)[;)]|\bcase [\"']?\w{1,20}[\"']?:"
    # «f.g(», «f()», «f("», «d[0]», «d['x']», «= …;», «x;}»
    rf"|{_WORD}\.{_WORD}\(|[A-Za-z_]\w\((?:\)|[\"'$*&]|\w{{1,30}}[,.(\[]|\w\))"
    r"|\w\[(?:[\"'$:]|-?\d|\w{1,20}[\]:])|[^=!<>]=[^=\n;]{1,120};|[;{][ ]?\}|[)\]}] ?;"
    rf"|^\s{{0,16}}{_WORD}(?:, ?{_WORD}){{0,3}} = [\w(\[\"'$]"
    # a form of a page, an object of JSON, a query, a line of a log
    r"|<(?:input|form|select|option|textarea|label|button|script|field|xs:element)\b[^<>]{0,200}>"
    r"|(?:^|[{,]) ?[\"']\w{1,40}[\"'] ?:|^\s{0,16}- [a-z_]{1,40}: "
    r"|\b(?:SELECT|select)\b[^\n]{1,200}\b(?:FROM|from)\b"
    r"|\b(?:(?:CREATE|ALTER|create|alter) (?:TABLE|table)\b"
    r"|INSERT INTO|UPDATE \w{1,40} SET|WHERE \w{1,40} ?[=<>])"
    rf"|(?:(?<!\w){_WORD}=[^\s=]{{1,80}} ){{2}}",
)
_SIDE_LEFT = re.compile(r"(?:^|[-+*/%&|^!=<>()\[\]{},;:.$\"'`@?~\\#])\s{0,8}$|[A-Za-z_]\w{1,40} $")
_SIDE_RIGHT = re.compile(r"\s{0,8}(?:$|[-+*/%&|^!=<>()\[\]{},;:.$\"'`@?~\\])| [A-Za-z_]\w")
# Capitals are a name before or behind these alone: «CC = 5», «$SS», «r.OV».
_CAPITAL_LEFT = re.compile(r"(?:[$.>:]|\[[\"']|(?:class|struct|enum|define|undef|new) )$")
_CAPITAL_RIGHT = re.compile(r" ?(?:[-+*/%&|<>!=:]?=|->|\[)|[\"']\]|\.\w")
_VALUE = re.compile(r"(\w{1,40})[\"']?\s{0,3}(?:=>|[:=])\s{0,3}[\"'`]$")
_NAMING = frozenset("name id for field column col key var param ref".split())
_DEGREE = re.compile(
    r"(?:gri[f]|class|mark|degree|secrec|stamp|level)\w{0,16}[\"']?[\])]?\s{0,3}(?:[:=]{1,2}>?)"
    r"\s{0,3}[\"'`(]?$",
    re.IGNORECASE,
)
# Letter for letter they spell a degree.
_SPELT = ("secret", "sekret", "vazhn", "gaght", "makhf", "qupi", "sakret", "jashy", "noforn")
_FAR = 48

# A constant in capitals is told by what calls it, holds it, imports it or takes a part of it.
_CONSTANT = re.compile(r"(?<![\w/-])(?:TOP_)?SECRET(?![\w/-])")
_CALLS = re.compile(
    r"\.[a-z_]\w{0,30}\(|\.(?:length|size|encode|hex|strip|value)\b|\[\d{0,3}:\d{0,3}\]"
)
_HOLDERS = (
    "self|this|cls|app|settings|conf|config|cfg|env|environ|secrets|constants|options|opts|args"
)
_HOLDS = re.compile(rf"(?<![\w.])(?:\w{{1,20}}\.)?(?:{_HOLDERS})\.$", re.IGNORECASE)
_KEEPS = re.compile(
    rf"(?:(?<!\w)(?:\w{{1,20}}\.)?(?:{_HOLDERS})\[|(?<!\w)getenv\(|\w\.get\()[\"']$", re.IGNORECASE
)
_KEPT = re.compile(r"[\"'] ?[\]),]")
_IMPORTS = re.compile(r"(?:^|[\s:])(?:from [\w.]{1,60} )?import \(?[\w, ]{0,80}$")
_IMPORTED = re.compile(r" ?(?:,|;|\)|$| as \w)")
_FUNCTIONS = (
    "new|encode|decode|update|digest|sign|verify|create_?hmac|create_?hash|hmac|md5|sha\\d{1,3}|len"
    "|str|bytes|bytearray|print|printf|sprintf|from|encrypt|decrypt|compare_digest|equals|init|log"
    "|hash|pbkdf2|SecretKeySpec|fromhex|b64encode|b64decode|strcmp|strlen|memcpy|getenv|Fernet|bool"
)
_TAKES = re.compile(
    rf"(?:(?<![^\W_])(?:{_FUNCTIONS})|(?:\b[a-z_]\w{{0,30}} ?=|\breturn|\bawait) ?[\w.]{{1,40}})"
    r"\((?:[^()\n]{1,60}, ?)?$",
    re.IGNORECASE,
)
_TAKEN = re.compile(r" ?(?:[,)]|[+%] ?\w)")
_COMPARES = re.compile(r"[\w)\]\"'] ?[!=]==? ?$")
_COMPARED = re.compile(r" ?(?:[:;)]|&&|\|\||(?:and|or|else|then)\b|$)")
_ASSIGNED = re.compile(r" ?= ?(?:[a-zA-Z_][\w.]{0,40}[(\[]|[bf]?[\"'])")
_PLACES = (
    (_HOLDS, re.compile(r"(?!\.\w)")),
    (_KEEPS, _KEPT),
    (_IMPORTS, _IMPORTED),
    (_TAKES, _TAKEN),
    (_COMPARES, _COMPARED),
    (re.compile(r"\$\{$"), re.compile(r"\}")),
)
_OF_A_DEGREE = re.compile(r"gri[f]|classif|mark|degree|secrec|stamp|level", re.IGNORECASE)


def coded(bared: str) -> Iterator[tuple[int, int]]:
    """Yield where letters are a name in a program, a template, a query or a log."""
    for found in _CONSTANT.finditer(bared) if "SECRET" in bared else ():
        if _is_a_constant(bared, *found.span()) and not beside_a_copy(bared, *found.span()):
            yield found.span()
    if not _SIGNED.search(bared):
        return
    for stretch in _STRETCH.finditer(bared):
        line = stretch.group()
        if _NAME.search(line) and _SYNTAX.search(line) and not spells(line):
            for found in _NAME.finditer(line):
                if _is_a_name(line, found):
                    begin = stretch.start()
                    span = begin + found.start(), begin + found.end()
                    if not beside_a_copy(bared, *span):
                        yield span


_LONG = re.compile(r"[A-Za-z]{3,40}")
_STAMPS = re.compile(r"gri[f]|classif|mark|degree|secre|stamp|level|sekr|spravk|copy|ekz", re.I)


def is_a_name(bared: str, begin: int, end: int) -> bool:
    """Say whether small Latin letters stand among English words, as a name or a sign does."""
    written = bared[begin:end]
    if not (written.isascii() and written.islower()):
        return False
    first, last = bared.rfind("\n", 0, begin) + 1, bared.find("\n", end)
    line = bared[max(first, begin - 2 * _FAR) : last if 0 <= last < end + _FAR else end + _FAR]
    line = line.replace(HIDDEN, " ")
    if not line.isascii() or _STAMPS.search(line) or beside_a_copy(bared, begin, end):
        return False
    return len(_LONG.findall(line)) >= 2


def is_code(line: str) -> bool:
    """Say whether a line of a bare text is one of a program, a template, a query."""
    return line.isascii() and bool(_SYNTAX.search(line)) and not spells(line)


def _is_a_constant(bared: str, begin: int, end: int) -> bool:
    left = bared[max(0, begin - 2 * _FAR) : begin].rpartition("\n")[2]
    right = bared[end : end + _FAR].partition("\n")[0]
    if _OF_A_DEGREE.search(left):
        return False
    if _CALLS.match(right) or _ASSIGNED.match(right):
        return True
    return any(before.search(left) and after.match(right) for before, after in _PLACES)


def spells(line: str) -> bool:
    """Say whether letters that signs stand between spell a degree together: «s=e=c=r=e=t»."""
    small = line.lower()
    joined = "".join(filter(str.isalpha, small))
    return any(joined.count(word) > small.count(word) for word in _SPELT)


def _is_a_name(line: str, found: re.Match[str]) -> bool:
    begin, end = found.span()
    left, right = line[max(0, begin - _FAR) : begin], line[end : end + _FAR]
    if _DEGREE.search(left):
        return False
    if any(map(str.isupper, found.group())):
        return bool(_CAPITAL_LEFT.search(left) or _CAPITAL_RIGHT.match(right))
    value = _VALUE.search(left)
    if value is not None and value[1].lower() not in _NAMING:
        return False
    return bool(_SIDE_LEFT.search(left) and _SIDE_RIGHT.match(right))
