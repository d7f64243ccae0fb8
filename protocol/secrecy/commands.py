"""A word as an argument of a command, or as a quoted value in code: there it is no marking."""

import re
from collections.abc import Iterator

from protocol.secrecy.copies import beside_a_copy

_SEARCHERS = r"(?:e|f|z|pc)?grep|findstr|find|locate|strings|awk|sed|rg|ack|select-string|sls"
_PROGRAMS = (
    rf"(?:{_SEARCHERS}|mysql(?:dump)?|mariadb|psql|sqlcmd|sqlplus|mongo|mongosh|redis-cli|echo|printf"
    r"|cat|tail|head|less|curl|wget|ssh|sshpass|scp|sftp|ftp|openssl|gpg|sha\d{1,3}sum|md5sum|base64"
    r"|hashcat|john|hydra|medusa|nmap|python3?|php|perl|ruby|node|bash|sh|docker|kubectl|vault|git|ls"
    r"|cp|mv|rm|tar|zip|unzip|7z|rar|unrar|net|reg|cmdkey|runas|wmic|psexec|tshark|tcpdump|smbclient"
    r"|smbmap|rclone|aws|az|gcloud|ffuf|gobuster|crackmapexec|nxc|impacket-\w{1,20}|steghide|veracrypt"
    r"|cryptsetup|htpasswd|ldapsearch|snmpwalk|export|set|sudo|docker-compose|mosquitto_pub"
    r"|mosquitto_sub|keytool|xargs)"
)
_SIGN = r"(?:(?<=\s)-{1,2}[A-Za-z]|[|>]|[\"'`]|(?<=\s)~?/[\w.])"
_COMMAND = re.compile(rf"(?<![\w./-])(?:{_PROGRAMS})(?:\.exe)? [^\n]{{1,200}}")
_SEARCH = re.compile(rf"(?<![\w./-])(?:{_SEARCHERS})(?:\.exe)? ", re.IGNORECASE)
_SIGNED = re.compile(_SIGN)
_WORD = re.compile(r"(?<![^\W_])(?:top[ _-]?)?secrets?(?![^\W_])")
_QUOTED = re.compile(r"(?<!\w)([\"'`])[^\"'`\n]{1,40}\1(?!\w)")
_STRAIGHT = re.compile(r"(?<!\w)([\"'`])(?:top[ _-]?)?secrets?\1(?!\w)")
_MASKED = re.compile(
    r"(?<!\w)(?:маск|шаблон|расширени|mask|pattern|wildcard|glob)[а-яa-z]{0,3}[ :«\"']{1,3}"
    r"([*.?]{1,3}secrets?[*.?\w]{0,6})"
)
# What makes a line one of code, or one that speaks of a string.
_CODE = re.compile(
    r"\w\(|==|=>|[$]\w|;(?=\s|$)|[{}]|\w ?[:=] ?[\"'`]"
    r"|(?<!\w)(?:HMAC|JWT|hardcoded|key|token|seed|community|login|hash|string|salt|default|password|argument|equals"
    r"|(?:равен|равн[аоы]|строк|значени|хеш|хэш|соль|соли|парол|ключ|по умолчанию|токен|подстрок"
    r"|перемен|параметр|аргумент|пол[еяю]|поиск|запрос|тег|метк|тип)[а-я]{0,4})(?!\w)",
    re.IGNORECASE,
)
_PAPER = re.compile(
    r"(?<!\w)(?:помеч|пометк|гриф|штамп|надпис|документ|план|справк|донес|сводк|marked|stamped|stamp"
    r"|classified|document|paper|plan|report|grade|level)",
    re.IGNORECASE,
)


def arguments(bared: str) -> Iterator[tuple[int, int]]:
    """Yield where a word is what a command was given, or a string of code."""
    if "secret" in bared or _SEARCH.search(bared):
        yield from _values(bared)
    if "secret" in bared:
        yield from _strings(bared)
        yield from (found.span(1) for found in _MASKED.finditer(bared))


def _values(bared: str) -> Iterator[tuple[int, int]]:
    for command in _COMMAND.finditer(bared):
        begin, end = command.span()
        if not _SIGNED.search(bared, begin, end):
            continue
        searches = _SEARCH.search(bared, begin, end)
        for kind in (_WORD, *((_QUOTED,) if searches else ())):
            for found in kind.finditer(bared, begin, end):
                if not beside_a_copy(bared, *found.span()):
                    yield found.span()


def _strings(bared: str) -> Iterator[tuple[int, int]]:
    for found in _STRAIGHT.finditer(bared):
        line = bared[max(0, found.start() - 120) : found.start()].rpartition("\n")[2]
        rest = bared[found.end() : found.end() + 60].partition("\n")[0]
        if _PAPER.search(line) or _PAPER.search(rest) or beside_a_copy(bared, *found.span()):
            continue
        if _CODE.search(f"{line}{rest}"):
            yield found.span()
